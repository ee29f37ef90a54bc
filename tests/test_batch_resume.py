"""Killed at any moment, taken up again: the output is byte for byte that of an undisturbed run."""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
from pathlib import Path
from typing import Any

import pytest

from tests.batchrun import AD, digest, gz, jsonl, parquet, run, wet, zst
from tests.killing import Counts, hooked, watched

PLAIN = "The harbour opened in 1904 and has been dredged twice since, the last time in the year of the great storm. "


def make_inputs(folder: Path, records: int, pad: str = "") -> None:
    """Record files in every format, and a few texts. A record has 700 bytes, and as many as ``pad`` has."""
    texts = [f"{PLAIN * 6}{number}\n\n{AD}" for number in range(records)]
    lines = jsonl(texts, pad=pad)
    rows = "".join(f'{number},"{text}","{pad}"\n' for number, text in enumerate(texts))
    some = texts[: records // 2]
    folder.mkdir()
    (folder / "a.jsonl").write_bytes(lines)
    (folder / "b.jsonl.gz").write_bytes(gz(lines))
    (folder / "c.jsonl.zst").write_bytes(zst(lines[: len(lines) // 3].rpartition(b"\n")[0]))
    (folder / "d.csv").write_text(f"id,text,pad\n{rows}", encoding="utf-8")
    (folder / "e.parquet").write_bytes(parquet(some, records // 7))
    (folder / "f.wet.gz").write_bytes(gz(wet(some)))
    for number in range(20):
        (folder / f"{number}.txt").write_text(texts[number], encoding="utf-8")


def visible(folder: Path) -> dict[str, str]:
    return (
        {name: sha for name, sha in digest(folder).items() if not Path(name).name.startswith(".")}
        if folder.exists()
        else {}
    )


def moments_of(counts: Counts, number: int, random_: random.Random) -> list[str]:
    """Moments spread over the whole run, of the command and of its workers in turn.

    The command makes the same calls in each run. Of two workers nobody knows which does how much; but one of them
    must do half of it.
    """
    last = {"main": counts["main"][0], "worker": sum(counts["worker"]) // 2}
    whos = ["main", "worker"] * (number // 2)
    return [f"{who}:{int(last[who] * random_.uniform(n, n + 1) / number) + 1}" for n, who in enumerate(whos)]


def check_kills(folder: Path, number: int, chunk: int = 0, **inputs: Any) -> None:
    make_inputs(folder / "in", **inputs)
    before, seed = digest(folder / "in"), int.from_bytes(os.urandom(4))
    whole, counts = watched(folder, "in", "-o", "whole", "--jobs", "2", "--resume", chunk=chunk)
    assert whole.returncode == 0, whole.stderr.decode()
    expected = visible(folder / "whole")
    for moment in moments_of(counts, number, random.Random(seed)):
        name = f"out-{moment}".replace(":", "-")
        args, out = ("in", "-o", name, "--jobs", "2", "--resume"), folder / name
        done, _ = watched(folder, *args, kill=moment, chunk=chunk)
        assert done.returncode == (-signal.SIGKILL if moment.startswith("main") else 0), f"{seed}, {moment}"
        assert visible(out).items() <= expected.items(), f"{seed}, {moment}: a half file under its final name"
        again = run("clean", *args[:3], "--jobs", "1", "--resume", "-q", cwd=folder, env=hooked(chunk))
        assert again.returncode == 0, again.stderr.decode()
        assert visible(out) == expected, f"{seed}, {moment}"
        assert [path.name for path in out.iterdir() if path.name.startswith(".")] == [".cleanr-journal"]
        assert digest(folder / "in") == before


def test_killed_at_some_moments(tmp_path: Path) -> None:
    """Pieces of a megabyte, as they are."""
    check_kills(tmp_path, number=4, records=160, pad=PLAIN * 90)


@pytest.mark.slow
def test_killed_at_twenty_moments(tmp_path: Path) -> None:
    """Small chunks, so that there are many: files are taken up within."""
    check_kills(tmp_path, number=20, records=70, chunk=5_000)


@pytest.mark.parametrize("moment", ["own_file", "create", "note_done", "_sync_folder"])
def test_nothing_stays_of_a_run_that_was_killed_beside_its_output(tmp_path: Path, moment: str) -> None:
    """At the end of each step by which an output comes into its place, the last one too."""
    make_inputs(tmp_path / "in", 20)
    done, _ = watched(tmp_path, "in", "-o", "out", "--jobs", "1", "--resume", kill=f"main:{moment}")
    assert done.returncode == -signal.SIGKILL
    again = run("clean", "in", "-o", "out", "--jobs", "1", "--resume", cwd=tmp_path)
    assert again.returncode == 0, again.stderr.decode()
    assert [name for name in digest(tmp_path / "out") if name.startswith(".")] == [".cleanr-journal"]


@pytest.mark.parametrize(
    ("name", "records", "chunk"), [("a.jsonl", 2_400, 0), ("a.jsonl.gz", 240, 100_000), ("a.csv", 240, 100_000)]
)
def test_a_long_file_is_taken_up_where_it_was(tmp_path: Path, name: str, records: int, chunk: int) -> None:
    """After the first stretch is noted, the run is killed; the next one does not begin at the beginning."""
    line, row = json.dumps({"pad": PLAIN * 90, "text": f"Fine. {AD}"}) + "\n", f'"{PLAIN * 90}","Fine. {AD}"\n'
    data = ("pad,text\n" + row * records if name == "a.csv" else line * records).encode()
    (tmp_path / name).write_bytes(gzip.compress(data, 1) if name.endswith("gz") else data)
    out, whole = f"out-{name}", f"whole-{name}"
    done, _ = watched(tmp_path, name, "-o", out, "--jobs", "1", kill="main:note_part", chunk=chunk)
    assert done.returncode == -signal.SIGKILL
    assert b'"mark"' in (tmp_path / f".{out}.cleanr-journal").read_bytes()
    assert not (tmp_path / out).exists()
    again, resumed = watched(tmp_path, name, "-o", out, "--jobs", "1", "--resume", "--stats", "stats", chunk=chunk)
    assert again.returncode == 0, again.stderr.decode()
    undisturbed, full = watched(tmp_path, name, "-o", whole, "--jobs", "1", chunk=chunk)
    assert undisturbed.returncode == 0, undisturbed.stderr.decode()
    assert resumed["main"] < full["main"], "begun at the beginning"
    made = (tmp_path / out).read_bytes()
    assert made == (tmp_path / whole).read_bytes()
    assert json.loads((tmp_path / "stats").read_text(encoding="utf-8"))["documents"] == records
    assert (gzip.decompress(made) if name.endswith("gz") else made).count(AD.encode()) == 0


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
