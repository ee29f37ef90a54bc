"""The batch as a user runs it: where things go, what is refused, what is said, what survives."""

from __future__ import annotations

import json
import os
import pty
import resource
import subprocess
from pathlib import Path

import pytest

from tests.batchrun import AD, CLEAN, COMMAND, DIRTY, digest, gz, parquet, run, table, tree, wet
from tests.killing import watched

ROW = json.dumps({"text": DIRTY}).encode() + b"\n"
WIDE_ROW = json.dumps({"pad": "x" * 1_000, "text": DIRTY}).encode() + b"\n"  # 3,000 of them are three chunks
CLEAN_ROW = json.dumps({"text": CLEAN}).encode() + b"\n"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with an article, a record file, and a folder of both."""
    (tmp_path / "a.txt").write_text(DIRTY, encoding="utf-8")
    (tmp_path / "a.jsonl").write_bytes(ROW)
    (tmp_path / "in/sub").mkdir(parents=True)
    (tmp_path / "in/b.txt").write_text(DIRTY, encoding="utf-8")
    (tmp_path / "in/sub/c.jsonl").write_bytes(ROW)
    return tmp_path


def test_records_stream_to_stdout_and_from_a_pipe(here: Path) -> None:
    assert run("clean", "a.jsonl", "in/sub/c.jsonl", "--quiet", cwd=here).stdout == CLEAN_ROW * 2
    done = run("clean", "--format", "jsonl.gz", "-q", stdin=gz(ROW))
    assert (done.returncode, done.stdout, done.stderr) == (0, CLEAN_ROW, b"")


def test_a_folder_keeps_its_tree(here: Path) -> None:
    done = run("clean", "in", "-o", "out", cwd=here)
    assert (done.returncode, done.stdout) == (0, b"")
    assert tree(here / "out") == {"b.txt": CLEAN.encode(), "sub/c.jsonl": CLEAN_ROW}
    assert done.stderr.decode().startswith("2 documents, 0.0 MB in ")


def test_patterns_choose(here: Path) -> None:
    run("clean", "in", "-o", "one", "--glob", "*.jsonl", cwd=here)
    run("clean", "in/*.txt", "-o", "two/", cwd=here)
    assert (list(tree(here / "one")), list(tree(here / "two"))) == (["sub/c.jsonl"], ["b.txt"])


def test_in_place_is_asked_for_and_leaves_alone_what_is_clean(here: Path) -> None:
    (here / "in/d.txt").write_text(CLEAN, encoding="utf-8")
    (here / "in/b.txt").chmod(0o640)
    old = (here / "in/d.txt").stat()
    done = run("clean", "in", "--in-place", cwd=here)
    assert done.returncode == 0, done.stderr.decode()
    assert tree(here / "in") == {"b.txt": CLEAN.encode(), "d.txt": CLEAN.encode(), "sub/c.jsonl": CLEAN_ROW}
    assert (here / "in/b.txt").stat().st_mode & 0o777 == 0o640
    assert (here / "in/d.txt").stat().st_mtime_ns == old.st_mtime_ns


def test_in_place_goes_through_a_link_and_spares_what_cannot_be_read(here: Path) -> None:
    (here / "link.txt").symlink_to("a.txt")
    broken = gz(ROW * 1000)[:-9]
    (here / "broken.jsonl.gz").write_bytes(broken)
    done = run("clean", "--in-place", "link.txt", "broken.jsonl.gz", cwd=here)
    assert done.returncode == 2
    assert (here / "link.txt").is_symlink()
    assert (here / "a.txt").read_text(encoding="utf-8") == CLEAN
    assert (here / "broken.jsonl.gz").read_bytes() == broken, "half of it would be lost"


@pytest.mark.parametrize(
    ("args", "hint"),
    [
        (("a.jsonl", "-o", "a.jsonl"), "a.jsonl: is an input too; name another output, or ask for it: --in-place"),
        (("a.jsonl", "-o", "hard.jsonl"), "hard.jsonl: is an input too"),
        (("a.jsonl", "-o", "soft.jsonl"), "soft.jsonl: is an input too"),
        (("in", "-o", "in"), "is an input too"),
        (("in",), "in: is a folder; say where its cleaned files go"),
        (("in/b.txt", "b.txt", "-o", "out/"), "two inputs would be written to it"),
        (("a.jsonl", "-o", "b.csv"), "b.csv: the output has the format of the input, jsonl"),
        (("a.jsonl", "--in-place", "-o", "b"), "--in-place writes to the inputs themselves"),
        (("-", "--in-place", "--format", "jsonl"), "-: cannot be changed in place"),
        (("a.txt", "-o", "b.txt", "--spans", "f"), "text has no fields"),
        (("a.jsonl", "--format", "jsonnl"), "unknown format 'jsonnl'; did you mean 'jsonl'?"),
        (("a.jsonl", "--encoding", "utf-99"), "unknown encoding 'utf-99'"),
        (("a.jsonl", "--errors", "a.jsonl"), "a.jsonl: is an input or an output too"),
        (("a.json", "-o", "b.json"), "a.json: .json is neither plain text nor records"),
        (("nothing-*.txt",), "nothing-*.txt: nothing matches"),
        (("gone.jsonl", "-o", "b.jsonl"), "gone.jsonl: No such file"),
        (("--format", "parquet"), "Parquet cannot be read from a pipe"),
        (("in/*.csv", "a.csv", "b.csv", "-o", "c.csv"), "several csv files do not make one"),
        (("a.jsonl", "-o", "a.txt/b.jsonl"), "a.txt"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_touched(here: Path, args: tuple[str, ...], hint: str) -> None:
    os.link(here / "a.jsonl", here / "hard.jsonl")
    (here / "soft.jsonl").symlink_to("a.jsonl")
    (here / "b.txt").write_text("Fine.", encoding="utf-8")
    for name in ("a.csv", "b.csv"):
        (here / name).write_bytes(table(["a"]))
    before = digest(here)
    done = run("clean", *args, cwd=here)
    assert done.returncode == 2, done.stderr.decode()
    assert hint in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert digest(here) == before


def test_bad_records_go_to_the_errors_file_instead(here: Path) -> None:
    (here / "a.jsonl").write_bytes(ROW + b"{broken\n" + b'{"text": "\xe9"}\n' + ROW)
    (here / "a.parquet").write_bytes(parquet(["Fine.", DIRTY]))
    (here / "latin.txt").write_bytes(b"Caf\xe9")
    done = run("clean", "a.jsonl", "a.parquet", "latin.txt", "-o", "out", "--errors", "bad.jsonl", cwd=here)
    assert done.returncode == 2
    assert (here / "out/a.jsonl").read_bytes() == CLEAN_ROW * 2
    bad = [json.loads(line) for line in (here / "bad.jsonl").read_bytes().splitlines()]
    assert [(entry["source"], entry["where"]) for entry in bad] == [
        ("a.jsonl", "line 2"),
        ("a.jsonl", "line 3"),
        ("latin.txt", ""),
    ]
    assert bad[0]["record"] == "{broken\n"
    assert "record_base64" in bad[1]


def test_strict_stops_at_the_first_and_writes_nothing(here: Path) -> None:
    (here / "a.jsonl").write_bytes(ROW + b"{broken\n" + ROW)
    before = digest(here)
    done = run("clean", "a.jsonl", "-o", "b.jsonl", "--strict", cwd=here)
    assert done.returncode == 2
    assert "a.jsonl: line 2: broken JSON" in done.stderr.decode()
    assert digest(here) == before


def test_check_and_diff_write_nothing(here: Path) -> None:
    before = digest(here)
    check = run("clean", "--check", "in", "a.txt", cwd=here)
    assert (check.returncode, check.stdout) == (1, b"")
    assert [line for line in check.stderr.decode().splitlines() if line.startswith("would change: ")] == [
        "would change: in/b.txt", "would change: in/sub/c.jsonl", "would change: a.txt",
    ]  # fmt: skip
    assert "3 would change, 60.0% of the text would be removed\nwould be removed: newsletter" in check.stderr.decode()
    diff = run("clean", "--diff", "-q", "in", cwd=here)
    assert diff.returncode == 0
    assert diff.stdout.decode().splitlines()[:5] == [
        "--- a/in/b.txt",
        "+++ b/in/b.txt",
        "@@ -1 +1 @@",
        f"-{DIRTY}",
        "\\ No newline at end of file",
    ]
    assert b"+++ b/in/sub/c.jsonl:1" in diff.stdout
    assert run("clean", "--diff", "--check", "in", cwd=here).returncode == 1
    assert digest(here) == before


def test_stats_are_the_summary(here: Path) -> None:
    run("clean", "in", "-o", "out", "--stats", "stats.json", cwd=here)
    stats = json.loads((here / "stats.json").read_text(encoding="utf-8"))
    assert (stats["documents"], stats["changed"], stats["failures"], stats["inputs"]) == (2, 2, 0, 2)
    assert stats["removed"] == {"newsletter": 2 * len(AD)}
    assert stats["bytes"] == len(DIRTY) + len(ROW)


def test_the_named_encoding_is_used_for_what_is_not_utf_8(here: Path) -> None:
    (here / "latin.jsonl").write_bytes('{"text": "Café."}\n'.encode("latin-1") + '{"text": "Café."}\n'.encode())
    done = run("clean", "--encoding", "windows-1252", "latin.jsonl", cwd=here)
    assert done.stdout.decode() == '{"text": "Café."}\n' * 2
    assert run("clean", "--encoding", "latin-1", stdin=b"Caf\xe9.\n").stdout.decode() == "Café.\n"


def test_files_in_a_remote_store(here: Path) -> None:
    done = run("clean", f"file://{here}/a.jsonl", "-o", f"file://{here}/far.jsonl", cwd=here)
    assert done.returncode == 0, done.stderr.decode()
    assert (here / "far.jsonl").read_bytes() == CLEAN_ROW
    assert not list(here.glob("*part*"))


def test_a_missing_package_is_named_with_the_command_that_installs_it(here: Path) -> None:
    (here / "a.parquet").write_bytes(parquet(["a"]))
    (here / "pyarrow.py").write_text("raise ImportError", encoding="utf-8")
    done = run("clean", "a.parquet", "-o", "b.parquet", cwd=here, env={"PYTHONPATH": str(here)})
    assert done.returncode == 2
    assert "pip install 'cleanr[parquet]'" in done.stderr.decode()


# --- disks, interrupts, terminals --------------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_full_disk_is_told_and_leaves_no_half_file(here: Path, jobs: str) -> None:
    (here / "big.jsonl").write_bytes(WIDE_ROW * 3_000)
    limit = 1 << 20
    done = run("clean", "big.jsonl", "-o", "out.jsonl", "--jobs", jobs, cwd=here,
               preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))  # fmt: skip
    assert done.returncode == 2
    assert "out.jsonl: cannot be written: " in done.stderr.decode()
    assert "make room and run again, a batch with --resume" in done.stderr.decode()
    assert not (here / "out.jsonl").exists()
    resumed = run("clean", "big.jsonl", "-o", "out.jsonl", "--resume", cwd=here)
    assert resumed.returncode == 0, resumed.stderr.decode()
    assert (here / "out.jsonl").read_bytes() == WIDE_ROW.replace(DIRTY.encode(), CLEAN.encode()) * 3_000


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_stdout_is_told(here: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([COMMAND, "clean", "a.jsonl"], cwd=here, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert "stdout: cannot be written: No space left on device" in done.stderr.decode()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_no_room_can_be_made_on_a_device(here: Path) -> None:
    done = run("report", "a.jsonl", "-o", "/dev/full", cwd=here)
    assert (done.returncode, done.stderr.decode()) == (2, "Error: /dev/full: cannot be written: No space left on device\n")


def test_an_interrupt_stops_cleanly(here: Path) -> None:
    (here / "big.jsonl").write_bytes(WIDE_ROW * 3_000)
    done, _ = watched(here, "big.jsonl", "-o", "out.jsonl", "--jobs", "2", kill="main:write_chunk", sends="INT")
    assert done.returncode == 130
    assert done.stderr.decode().strip() == "interrupted; what was written whole is kept, --resume goes on from there"
    assert not (here / "out.jsonl").exists()


def test_progress_is_for_terminals(here: Path) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen([COMMAND, "clean", "in", "-o", "out"], cwd=here, stderr=theirs)
    os.close(theirs)
    said = b""
    try:
        while block := os.read(ours, 4096):
            said += block
    except OSError:  # Linux says so when the other side is closed
        pass
    os.close(ours)
    assert process.wait() == 0
    assert b"\rin" not in said
    assert b"\r1 document  " in said
    assert b"% removed" in said


# --- settings ----------------------------------------------------------------------------------------------------------


def test_a_settings_file_is_found_upwards_and_the_command_line_wins(here: Path) -> None:
    (here / "cleanr.toml").write_text('field = "body"\n[policy]\npreset = "tag"\nad = "strip"\n', encoding="utf-8")
    (here / "in/sub/c.jsonl").write_text(f'{{"body": "{DIRTY}\\nAdvertisement"}}\n', encoding="utf-8")
    deep = here / "in/sub"
    assert json.loads(run("clean", "c.jsonl", cwd=deep).stdout)["body"] == DIRTY
    assert json.loads(run("clean", "c.jsonl", "--policy", "article", cwd=deep).stdout)["body"] == CLEAN
    assert json.loads(run("clean", "c.jsonl", "--set", "newsletter=strip", cwd=deep).stdout)["body"] == CLEAN
    assert run("--isolated", "clean", "c.jsonl", cwd=deep).returncode == 2, "there is no field 'text'"


def test_config_says_where_each_value_comes_from(here: Path) -> None:
    (here / "pyproject.toml").write_text(
        '[tool.cleanr]\nfield = "body"\njobs = 3\npolicy = "strict"\n', encoding="utf-8"
    )
    said = run("config", "--ignore", "share", cwd=here / "in").stdout.decode()
    where = f"# {here / 'pyproject.toml'}"
    rows = {line.partition(" ")[0]: line for line in said.splitlines()}
    assert rows["field"].startswith('field = "body"')
    assert rows["field"].endswith(where)
    assert rows["jobs"].endswith(where)
    assert rows["ignore"].startswith('ignore = ["share"]')
    assert rows["ignore"].endswith("# command line")
    assert rows["repair"].endswith("# default")
    assert rows["byline"] == 'byline = "strip"'
    (here / "in/cleanr.toml").write_text(said, encoding="utf-8")
    again = run("config", cwd=here / "in").stdout.decode()
    assert [line.partition("#")[0].strip() for line in again.splitlines()] == [
        line.partition("#")[0].strip() for line in said.splitlines()
    ]


@pytest.mark.parametrize(
    ("toml", "hint"),
    [
        ('polcy = "tag"', "cleanr.toml: unknown key 'polcy'; did you mean 'policy'?"),
        ('policy = "tagg"', "cleanr.toml: unknown policy 'tagg'; did you mean 'tag'?"),
        ("jobs = true", "cleanr.toml: jobs must be a whole number, not True"),
        ("jobs = 0", "jobs"),
        ('ignore = "share"', "cleanr.toml: ignore must be a list of strings"),
        ("policy = ", "cleanr.toml: is not TOML"),
        ('output = "x"', "cleanr.toml: unknown key 'output'"),
    ],
)
def test_a_wrong_settings_file_is_named(here: Path, toml: str, hint: str) -> None:
    (here / "cleanr.toml").write_text(toml, encoding="utf-8")
    done = run("clean", "a.txt", cwd=here)
    assert (done.returncode, done.stdout) == (2, b"")
    assert hint in done.stderr.decode()


def test_the_shell_completes_commands() -> None:
    done = run(env={"_CLEANR_COMPLETE": "bash_complete", "COMP_WORDS": "cleanr cl", "COMP_CWORD": "1"})
    assert done.stdout.decode().split() == ["plain,clean"]


def test_wet_digests_are_those_of_the_new_text(here: Path) -> None:
    (here / "a.wet").write_bytes(wet([DIRTY]))
    run("clean", "a.wet", "-o", "b.wet", cwd=here)
    assert f"Content-Length: {len(CLEAN)}\r\n".encode() in (here / "b.wet").read_bytes()
