"""Killed at any moment, taken up again: the output is byte for byte that of an undisturbed run."""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.batchrun import AD, COMMAND, digest, gz, parquet, run, table, wet, zst

PLAIN = "The harbour opened in 1904 and has been dredged twice since, the last time in the year of the great storm. "


def make_inputs(folder: Path, megabytes: int) -> None:
    """Record files of several megabytes in every format, and a few texts."""
    texts = [f"{PLAIN * 6}{number}\n\n{AD}" for number in range(megabytes * 1400)]
    lines = "".join(json.dumps({"id": number, "text": text}) + "\n" for number, text in enumerate(texts)).encode()
    some = texts[:700]
    folder.mkdir()
    (folder / "a.jsonl").write_bytes(lines)
    (folder / "b.jsonl.gz").write_bytes(gz(lines))
    (folder / "c.jsonl.zst").write_bytes(zst(lines[: len(lines) // 3].rpartition(b"\n")[0]))
    (folder / "d.csv").write_bytes(table(texts))
    (folder / "e.parquet").write_bytes(parquet(some, 200))
    (folder / "f.wet.gz").write_bytes(gz(wet(some)))
    for number in range(20):
        (folder / f"{number}.txt").write_text(texts[number], encoding="utf-8")


def visible(folder: Path) -> dict[str, str]:
    return (
        {name: sha for name, sha in digest(folder).items() if not Path(name).name.startswith(".")}
        if folder.exists()
        else {}
    )


def workers_of(pid: int) -> list[int]:
    """The spawned processes of the command that do the work."""
    children = subprocess.run(
        ["ps", "--ppid", str(pid), "-o", "pid=,args="], capture_output=True, text=True, check=False
    ).stdout
    return [int(line.split()[0]) for line in children.splitlines() if "spawn_main" in line]


def disturb(process: subprocess.Popen[bytes], after: float, worker: bool, random_: random.Random) -> bool:
    """Kill the command, or one of its workers, after a time; say whether it was still there."""
    time.sleep(after)
    victims = workers_of(process.pid) if worker else [process.pid]
    if process.poll() is not None or not victims:
        return False
    try:
        os.kill(random_.choice(victims), signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def undisturbed(folder: Path, out: str) -> float:
    """Clean ``in`` into ``out``, and return how many seconds that takes."""
    begun = time.monotonic()
    done = run("clean", "in", "-o", out, "--jobs", "2", "-q", cwd=folder)
    assert done.returncode == 0, done.stderr.decode()
    return time.monotonic() - begun


def check_kills(folder: Path, moments: int, megabytes: int, seed: int) -> None:
    make_inputs(folder / "in", megabytes)
    before = digest(folder / "in")
    lasts = min(undisturbed(folder, whole) for whole in ("whole", "again"))  # the shorter: later moments miss the run
    expected, random_, hits = digest(folder / "whole"), random.Random(seed), 0
    for moment in range(moments):
        out = folder / f"out{moment}"
        command = [COMMAND, "clean", "in", "-o", out.name, "--jobs", "2", "-q", "--resume"]
        process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE)
        after = random_.uniform(moment, moment + 1) / moments * lasts  # or by chance few hit it at work
        hits += disturb(process, after, worker=bool(moment % 2), random_=random_)
        process.communicate(timeout=600)
        assert visible(out).items() <= expected.items(), "a half file under its final name"
        again = run("clean", "in", "-o", out.name, "--jobs", "2", "-q", "--resume", cwd=folder)
        assert again.returncode == 0, again.stderr.decode()
        assert visible(out) == expected
        assert [path.name for path in out.iterdir() if path.name.startswith(".")] == [".cleanr-journal"]
        assert digest(folder / "in") == before
    assert hits > moments // 3, "too few of them were killed while they worked"


def test_killed_at_some_moments(tmp_path: Path) -> None:
    check_kills(tmp_path, moments=4, megabytes=1, seed=int.from_bytes(os.urandom(4)))


@pytest.mark.slow
def test_killed_at_twenty_moments(tmp_path: Path) -> None:
    check_kills(tmp_path, moments=20, megabytes=1, seed=int.from_bytes(os.urandom(4)))


def test_a_long_file_is_taken_up_where_it_was(tmp_path: Path) -> None:
    """After the first stretch is noted, the run is killed; the next one does not begin at the beginning."""
    line = json.dumps({"pad": PLAIN * 90, "text": f"Fine. {AD}"}) + "\n"
    (tmp_path / "a.jsonl").write_text(line * 4_000, encoding="utf-8")
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress((line * 4_000).encode(), 1))
    rows = "pad,text\n" + f'"{PLAIN * 90}","Fine. {AD}"\n' * 4_000
    (tmp_path / "a.csv").write_text(rows, encoding="utf-8")
    for name in ("a.jsonl", "a.jsonl.gz", "a.csv"):
        out = tmp_path / f"out-{name}"
        process = subprocess.Popen([COMMAND, "clean", name, "-o", out.name, "--jobs", "1"], cwd=tmp_path, stderr=-3)
        journal = tmp_path / f".{out.name}.cleanr-journal"
        while not journal.exists() or b'"mark"' not in journal.read_bytes():
            assert process.poll() is None
            time.sleep(0.01)
        process.kill()
        process.wait()
        assert not out.exists()
        done = run("clean", name, "-o", out.name, "--resume", "--stats", "stats", cwd=tmp_path)
        assert done.returncode == 0, done.stderr.decode()
        whole = run("clean", name, "-o", f"whole-{name}", "--jobs", "1", cwd=tmp_path)
        assert whole.returncode == 0, whole.stderr.decode()
        assert out.read_bytes() == (tmp_path / f"whole-{name}").read_bytes()
        assert json.loads((tmp_path / "stats").read_text(encoding="utf-8"))["documents"] == 4_000
        sound = gzip.decompress(out.read_bytes()) if name.endswith("gz") else out.read_bytes()
        assert sound.count(AD.encode()) == 0


def test_what_is_done_is_skipped_until_input_rules_or_options_change(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "in" / name).write_text(f"Fine. {AD}", encoding="utf-8")

    def done(*more: str) -> tuple[int, int]:
        run("clean", "in", "-o", "out", "--resume", "--stats", "stats", *more, cwd=tmp_path)
        stats = json.loads((tmp_path / "stats").read_text(encoding="utf-8"))
        return stats["documents"], stats["inputs_done_before"]

    assert done() == (2, 0)
    assert done() == (0, 2)
    (tmp_path / "in/a.txt").write_text("Changed.", encoding="utf-8")
    assert done() == (1, 1)
    (tmp_path / "out/b.txt").write_text("Spoiled.", encoding="utf-8")
    assert done() == (1, 1)
    assert done("--policy", "strict") == (2, 0)
    assert done("--ignore", "share") == (2, 0)


def test_in_place_is_not_done_twice(tmp_path: Path) -> None:
    """Spans are of the text as it was: a second look at the cleaned text would lose them."""
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": f"Fine. {AD}"}) + "\n", encoding="utf-8")
    for _ in range(2):
        done = run("clean", "a.jsonl", "--in-place", "--spans", "f", "--resume", cwd=tmp_path)
        assert done.returncode == 0, done.stderr.decode()
    assert len(json.loads((tmp_path / "a.jsonl").read_bytes())["f"]) == 1
