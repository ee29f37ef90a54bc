"""Whatever happens, a command ends with one sentence and the exit code that fits; never with a traceback."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.batchrun import COMMAND, DIRTY, gz, jsonl
from tests.manyruns import CLOSED, UNREAD, Case, Done, run_all

if sys.platform == "win32":
    pytest.skip("the standard streams of POSIX", allow_module_level=True)

NOBODY = 65534
PACK = """category = "ad"
[[rule]]
id = "ours.x"
strength = "weak"
summary = "Asks."
scope = "sentence"
phrases = ["harbour opened in"]
examples = ["The harbour opened in May"]
counterexamples = ["No harbour there"]
"""

# Each command with a file, and each way in which it writes to stdout.
ON_FILE = (
    ("clean", "IN"), ("clean", "IN", "-o", "OUT"), ("clean", "--check", "IN"), ("clean", "--diff", "IN"),
    ("clean", "--in-place", "IN"), ("tag", "IN"), ("show", "IN"), ("diff", "IN"), ("explain", "IN"), ("explain", "IN:1"),
    ("stats", "IN"), ("report", "IN", "-o", "OUT.html"), ("rule", "check", "ours.toml", "--on", "IN"),
)  # fmt: skip
AS_RULES = (("rules", "--rules", "IN"), ("rule", "ad.x", "--rules", "IN"), ("rule", "check", "IN"),
            ("clean", "--rules", "IN", "a.txt"), ("--config", "IN", "clean", "a.txt"),
            ("rule", "new", "ad.y", "-o", "IN"))  # fmt: skip
WRITING = (
    ("--help",), ("--version",), ("clean", "--help"), ("rule", "--help"), ("clean", "a.txt"), ("clean", "a.jsonl"),
    ("clean", "--diff", "a.txt"), ("tag", "a.txt"), ("show", "a.txt"), ("diff", "a.txt"), ("explain", "a.txt"),
    ("stats", "a.txt"), ("rules",), ("rule", "newsletter.signup"), ("rule", "schema"), ("rule", "new", "ad.y"),
    ("rule", "check", "ours.toml"), ("config",),
)  # fmt: skip
READING = (("clean",), ("clean", "--diff", "-"), ("clean", "-o", "out.txt"), ("tag",), ("show",), ("diff",),
           ("explain", "-"), ("stats",), ("report", "-o", "r.html"), ("rule", "check", "ours.toml", "--on", "-"))  # fmt: skip


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(f"{DIRTY}\n", encoding="utf-8")
    (tmp_path / "a.jsonl").write_bytes(jsonl([DIRTY]))
    (tmp_path / "ours.toml").write_text(PACK, encoding="utf-8")
    return tmp_path


def told(done: Done) -> None:
    """It is a sentence for a user, whatever it is about."""
    assert "Traceback" not in done.err
    assert "mistake of cleanr" not in done.err
    assert "[Errno" not in done.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_stdout_that_takes_nothing(here: Path) -> None:
    """Full: a sentence, 2. Closed: the same. Its reader has gone: silence, 141, as `cat` ends in `cat x | head`."""
    ends = {
        "/dev/full": (2, "Error: stdout: cannot be written: No space left on device\n"),
        CLOSED: (2, "Error: stdout: cannot be written: it is closed\n"),
        UNREAD: (141, ""),
    }
    cases = [Case(args, stdout=where) for where in ends for args in WRITING]
    for case, done in zip(cases, run_all(cases, here), strict=True):
        told(done)
        assert (done.code, done.err) == ends[case.stdout], case
    assert sorted(path.name for path in here.iterdir()) == ["a.jsonl", "a.txt", "ours.toml"]


def test_a_stdin_that_is_closed(here: Path) -> None:
    cases = [Case(args, stdin=CLOSED) for args in READING]
    for case, done in zip(cases, run_all(cases, here), strict=True):
        told(done)
        assert done.code == 2, case
        assert "-: cannot be read" in done.err, case
    others = [Case(("clean", "a.txt", "-o", "o.txt"), stdin=CLOSED, stdout=CLOSED), Case(("stats", "a.txt"), CLOSED)]
    assert [done.code for done in run_all(others, here)] == [0, 0], "who needs neither works without them"
    assert (here / "o.txt").read_text(encoding="utf-8") == "The vote is on Monday.\n"


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_as_a_shell_closes_them(here: Path, closed: str) -> None:
    done = subprocess.run(f"{COMMAND} clean a.txt {closed}", shell=True, cwd=here, capture_output=True, check=False)
    assert done.returncode == (2 if ">&-" in closed.replace("2>&-", "") else 0), done.stderr
    assert b"Traceback" not in done.stderr
    assert (here / "a.txt").read_text(encoding="utf-8") == f"{DIRTY}\n", "no stray write went into another file"


INPUTS = {
    "bad.txt": b"caf\xe9 \xff\n", "empty.txt": b"", "nul.txt": b"a\0b\n\0", "wide.txt": f"{DIRTY}\n".encode("utf-16"),
    "odd-wide.txt": f"{DIRTY}\n".encode("utf-16")[:-1], "blank.txt": b" \n\t\n \n", "folder.txt": None, "missing.txt": None,
    "not-gzip.txt.gz": b"plain\n", "cut.txt.gz": gz(DIRTY.encode() * 9)[:-9], "bad.jsonl": b'{"text": \n\xff\n[]\n{}\n',
    "empty.jsonl": b"", "nul.jsonl": b"\0\0\0\n", "blank.jsonl": b"\n \n", "bad.csv": b'id,text\n1,"a\n2\n', "empty.csv": b"",
    "nul.csv": b"\0\0", "blank.csv": b"\n\n", "nul.parquet": b"\0\0", "empty.parquet": b"", "bad.parquet": b"PAR1 no PAR1",
    "bad.wet": b"WARC/1.0\r\nContent-Length: -3\r\n\r\n", "empty.wet": b"", "nul.wet": b"\0\0", "plain.zst": b"plain",
    "wide.jsonl": jsonl([DIRTY]).decode().encode("utf-16"), "deep.jsonl": b'{"a":' * 9999,
    "page.html": b"<p>x", "pack.zip": b"PK\3\4",
}  # fmt: skip
WORK = {"empty.txt", "nul.txt", "wide.txt", "blank.txt", "empty.jsonl", "blank.jsonl", "empty.csv", "empty.wet", "wide.jsonl"}  # fmt: skip


def test_every_command_on_whatever_is_no_article(here: Path) -> None:
    put(here, INPUTS)
    cases = [Case([word.replace("IN", name).replace("OUT", f"out/{name}") for word in args])
             for name in INPUTS for args in ON_FILE]  # fmt: skip
    (here / "out").mkdir()
    names = [name for name in INPUTS for _ in ON_FILE]
    for name, case, done in zip(names, cases, run_all(cases, here), strict=True):
        told(done)
        works = name in WORK and case.args[-1] != f"{name}:1"  # an empty file may have no record 1
        assert done.code in ((0, 1) if works else (0, 1, 2)), (case, done.err)
        assert done.code != 2 or name.partition(".")[0] in done.err, (case, done.err)


def put(folder: Path, files: Mapping[str, bytes | None]) -> None:
    """Write files; one without content is a folder, or is not there, as its name says."""
    for name, content in files.items():
        if name.startswith("folder"):
            (folder / name).mkdir()
        elif content is not None:
            (folder / name).write_bytes(content)


TOMLS = {
    "brackets.toml": b"a = " + b"[" * 5000, "bad.toml": b"a = \n", "empty.toml": b"", "nul.toml": b"a = '\0'", "missing.toml": None,
    "folder.toml": None, "wide.toml": PACK.encode("utf-16"), "latin.toml": PACK.replace("Asks", "Caf\xe9").encode("latin-1"),
    "blank.toml": b" \n\n", "braces.toml": b"a = " + b"{a=" * 5000, "table.toml": b"[" + b"a." * 5000 + b"a]\n",
}  # fmt: skip


def test_every_command_on_whatever_is_no_rule_file(here: Path) -> None:
    put(here, TOMLS)
    cases = [Case([word.replace("IN", name) for word in args]) for name in TOMLS for args in AS_RULES]
    for case, done in zip(cases, run_all(cases, here), strict=True):
        told(done)
        made = case.args[:2] == ["rule", "new"] and case.args[-1].startswith(("missing", "empty", "blank"))
        fits = case.args[0] == "--config" and case.args[1].startswith(("empty", "blank"))
        assert done.code == (0 if made or fits else 2), (case, done)
        assert done.code == 0 or ".toml: " in done.err, (case, done)


def test_an_encoding_that_is_none(here: Path) -> None:
    commands = [("clean", "a.txt"), ("tag", "a.txt"), ("stats", "a.txt"), ("report", "a.txt", "-o", "r.html"),
                ("rule", "check", "ours.toml", "--on", "a.txt"), ("config",)]  # fmt: skip
    cases = [Case((*args, "--encoding", name)) for name in ("nope", "hex", "rot13", "\udcff") for args in commands]
    for case, done in zip(cases, run_all(cases, here), strict=True):
        told(done)
        assert (done.code, "unknown encoding" in done.err) == (2, True), case


@pytest.fixture
def guarded() -> Iterator[Path]:
    """A folder in which somebody else may read, and nobody but the owner may write."""
    folder = Path(tempfile.mkdtemp())
    (folder / "a.txt").write_text(f"{DIRTY}\n", encoding="utf-8")
    (folder / "secret.txt").write_text("x", encoding="utf-8")
    (folder / "secret.txt").chmod(0)
    (folder / "ours.toml").write_text(PACK, encoding="utf-8")
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_where_one_may_not_read_or_write(guarded: Path) -> None:
    """As somebody without rights; root has them all, and steps down for it."""
    user = NOBODY if os.getuid() == 0 else 0
    writing = [("report", "a.txt", "-o", "r.html"), ("clean", "a.txt", "-o", "b.txt"), ("clean", "--in-place", "a.txt"),
               ("clean", "a.txt", "-o", "new/"), ("tag", "a.txt", "-o", "s.jsonl"), ("rule", "new", "ad.x", "-o", "x.toml"),
               ("clean", "a.txt", "--errors", "e.jsonl"), ("clean", "a.txt", "--stats", "s.json")]  # fmt: skip
    secret = [tuple(word.replace("IN", "secret.txt") for word in args) for args in (*ON_FILE, *AS_RULES)]
    cases = [Case(args) for args in [*writing, *secret]]
    for case, done in zip(cases, run_all(cases, guarded, user=user), strict=True):
        told(done)
        assert done.code == 2, (case, done)
        assert "Permission denied" in done.err, (case, done)
    assert sorted(path.name for path in guarded.iterdir()) == ["a.txt", "ours.toml", "secret.txt"]


@pytest.mark.parametrize(
    "args", [("clean",), ("clean", "--format", "jsonl"), ("tag",), ("show",), ("diff",), ("explain", "-"), ("stats",),
             ("report", "-o", "r.html"), ("rule", "check", "ours.toml", "--on", "-")], ids=" ".join)  # fmt: skip
def test_an_interrupt_is_130_and_silent(here: Path, args: tuple[str, ...]) -> None:
    process = subprocess.Popen(
        [COMMAND, *args], cwd=here, stdin=-1, stdout=-1, stderr=-1,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # what runs in the background ignores it
    )  # fmt: skip
    assert process.stdin
    process.stdin.write(f"{DIRTY}\n".encode() * 4000)  # more than a pipe holds: when it is through, the command reads
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert said.decode().strip() in ("", "interrupted; what was written whole is kept, --resume goes on from there")
