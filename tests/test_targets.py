"""No command writes over what it reads: refused before anything is read, and nothing is touched."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.batchrun import COMMAND, DIRTY, digest, run

PACK = """category = "ad"
[[rule]]
id = "ad.tide"
strength = "strong"
since = "0.1"
summary = "An advertisement for the tide."
scope = "line"
phrases = ["tide tables"]
examples = ["<mark>Tide tables</mark>"]
counterexamples = ["The tide tables were printed in the harbour office, as they have been for a hundred years."]
"""


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """An article and a record file, each with a symbolic and a hard link, a rule file, a list, a settings file."""
    for name, text in (
        ("a.txt", DIRTY),
        ("a.jsonl", json.dumps({"text": DIRTY}) + "\n"),
        ("ours.toml", PACK),
        ("list", "a.txt\n"),
        ("cleanr.toml", "jobs = 1\n"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in/b.txt").write_text(DIRTY, encoding="utf-8")
    (tmp_path / "soft").symlink_to("a.txt")
    (tmp_path / "b.jsonl").symlink_to("a.jsonl")
    os.link(tmp_path / "a.txt", tmp_path / "hard")
    os.link(tmp_path / "a.jsonl", tmp_path / "c.jsonl")
    os.link(tmp_path / "in/b.txt", tmp_path / "b-too")
    return tmp_path


@pytest.mark.parametrize(
    ("command", "target"),
    [
        (("report", "a.txt", "-o", "a.txt"), "a.txt"),
        (("report", "a.txt", "-o", "soft"), "soft"),
        (("report", "in", "-o", "b-too"), "b-too: is an input too, by the name of in/b.txt"),
        (("report", "--files-from", "list", "-o", "hard"), "hard"),
        (("report", "--files-from", "list", "-o", "list"), "list"),
        (("report", "a.txt", "--rules", "ours.toml", "-o", "ours.toml"), "ours.toml"),
        (("report", "a.txt", "-o", "cleanr.toml"), "cleanr.toml"),
        (("clean", "a.jsonl", "-o", "c.jsonl"), "c.jsonl"),
        (("clean", "a.txt", "--rules", "ours.toml", "-o", "ours.toml"), "ours.toml"),
        (("clean", "a.jsonl", "-o", "d.jsonl", "--errors", "c.jsonl"), "c.jsonl"),
        (("clean", "a.jsonl", "-o", "d.jsonl", "--errors", "d.jsonl"), "d.jsonl"),
        (("clean", "a.jsonl", "-o", "d.jsonl", "--errors", "e", "--stats", "./e"), "./e"),
        (("clean", "in", "--in-place", "--stats", "b-too"), "b-too"),
        (("tag", "a.jsonl", "-o", "b.jsonl"), "b.jsonl: is an input too; name another output\n"),
        (("tag", "a.txt", "--stats", "soft"), "soft"),
        (("rule", "new", "newsletter.x", "-o", "a.txt"), "a.txt"),
    ],
)
def test_a_target_that_is_an_input_is_refused(here: Path, command: tuple[str, ...], target: str) -> None:
    before = digest(here)
    done = run(*command, cwd=here)
    assert (done.returncode, done.stdout) == (2, b""), done.stderr.decode()
    assert target in done.stderr.decode()
    assert digest(here) == before


def test_stdout_is_a_target_too(here: Path) -> None:
    """`>> a.txt` would read what it writes, without an end."""
    before = digest(here)
    for command in (("clean", "a.txt"), ("clean", "a.jsonl"), ("diff", "hard"), ("show", "soft"), ("stats", "in", "a.txt"),
                    ("tag", "a.jsonl"), ("explain", "a.txt:1"), ("clean",)):  # fmt: skip
        name = "a.jsonl" if "a.jsonl" in command else "a.txt"
        with (here / name).open("ab") as out, (here / "a.txt").open("rb") as stdin:
            done = subprocess.run([COMMAND, *command], cwd=here, stdin=stdin, stdout=out, stderr=-1, check=False)
        assert done.returncode == 2, command
        assert b"is an input, and stdout goes to it too" in done.stderr, command
    assert digest(here) == before
