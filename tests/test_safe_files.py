"""What cleanr makes beside an output follows no planted link, leaves nothing behind, and keeps what the file had."""

from __future__ import annotations

import fcntl
import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from cleanr.batch import parts
from tests.batchrun import CLEAN, COMMAND, DIRTY, run, tree
from tests.killing import hooked

ROW = json.dumps({"text": DIRTY}).encode() + b"\n"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(DIRTY, encoding="utf-8")
    (tmp_path / "in").mkdir()
    for name in ("b.txt", "c.txt"):
        (tmp_path / "in" / name).write_text(DIRTY, encoding="utf-8")
    (tmp_path / "precious").write_text("mine", encoding="utf-8")
    return tmp_path


def hidden(folder: Path) -> list[str]:
    return [name for name in tree(folder) if Path(name).name.startswith(".")]


def test_planted_links_are_not_followed(here: Path) -> None:
    """Symbolic and hard ones, in every place where a file of cleanr's own has a name that can be known."""
    known = (".b.txt.cleanr-lock", ".a.txt.cleanr-lock", ".cleanr-journal", ".out.txt.cleanr-journal")
    places = [here / folder / name for folder in ("", "in") for name in known]
    for link in (os.symlink, os.link):
        for more in (("a.txt", "-o", "out.txt"), ("in", "a.txt", "--in-place", "--resume")):
            for place in places:
                place.unlink(missing_ok=True)
                link(here / "precious", place)
            done = run("clean", *more, cwd=here)
            assert done.returncode == 0, done.stderr.decode()
            assert (here / "precious").read_text() == "mine"
        (here / "a.txt").write_text(DIRTY, encoding="utf-8")
    for place in places:
        place.unlink(missing_ok=True)
    for name in ("page.html.part", "ours.toml.part"):
        (here / name).symlink_to("precious")
    run("report", "a.txt", "-o", "page.html", cwd=here)
    run("rule", "new", "newsletter.tide", "-o", "ours.toml", cwd=here)
    assert b"newsletter.tide" in (here / "ours.toml").read_bytes()
    assert (here / "precious").read_text() == "mine"
    assert hidden(here) == []


def test_a_part_has_a_name_that_nobody_guesses(tmp_path: Path) -> None:
    names = {parts.new_part(tmp_path).name for _ in range(100)}
    assert len(names) == 100
    assert all(re.fullmatch(r"\.cleanr-part-[0-9a-f]{16}", name) and parts.is_own(name) for name in names)
    assert not parts.is_part(".cleanr-part-../x")
    (tmp_path / "part").symlink_to("elsewhere")
    with pytest.raises(FileExistsError):
        parts.create(tmp_path / "part")
    with pytest.raises(parts.ForeignError):
        parts.reopen(tmp_path / "part")
    assert not (tmp_path / "elsewhere").exists()


def test_nothing_is_left_behind_when_a_record_fails(here: Path) -> None:
    (here / "a.jsonl").write_bytes(ROW + b"{broken\n" + ROW)
    (here / "in/latin.txt").write_bytes(b"Caf\xe9")
    for more in (("a.jsonl", "-o", "b.jsonl"), ("in", "-o", "out"), ("in", "a.jsonl", "--in-place")):
        done = run("clean", *more, cwd=here)
        assert done.returncode == 2, more
        assert hidden(here) == [], more
    assert run("clean", "in", "-o", "kept", "--resume", cwd=here).returncode == 2
    assert hidden(here) == ["kept/.cleanr-journal"], "asked for"


def test_what_a_killed_run_left_goes_with_the_next_one(here: Path) -> None:
    (here / "a.jsonl").write_bytes(ROW)
    (here / "moments").mkdir()
    env = {**os.environ, **hooked(0, MOMENTS=str(here / "moments"), KILL="main:_opened", SENDS="STOP")}
    process = subprocess.Popen([COMMAND, "clean", "a.jsonl", "-o", "out.jsonl"], cwd=here, stderr=-3, env=env)
    _, status = os.waitpid(process.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status), "it stops when its part is there"
    assert list(here.glob(".cleanr-part-*"))
    other = run("clean", "a.txt", "-o", "out.jsonl", "--format", "jsonl", cwd=here)
    assert "out.jsonl: another cleanr is writing it" in other.stderr.decode()
    process.kill()
    process.wait()
    assert hidden(here)
    assert run("clean", "a.jsonl", "-o", "out.jsonl", cwd=here).returncode == 0
    assert hidden(here) == []


def test_runs_may_write_to_one_folder_side_by_side(here: Path) -> None:
    """As with `xargs -P`: they share a journal, and the last one takes it away."""
    (here / "out").mkdir()
    with parts.own_file(here / "out/.cleanr-journal") as journal:
        fcntl.flock(journal, fcntl.LOCK_SH)
        journal.write(b"of another run\n")
        assert run("clean", "in", "-o", "out", cwd=here).returncode == 0
        assert (here / "out/.cleanr-journal").read_bytes().startswith(b"of another run\n")
    assert run("clean", "in", "-o", "out", cwd=here).returncode == 0
    assert set(tree(here / "out")) == {"b.txt", "c.txt"}


def test_in_place_keeps_owner_mode_and_attributes(here: Path) -> None:
    path = here / "a.txt"
    path.chmod(0o4751)
    if os.geteuid() == 0:
        os.chown(path, 54321, 54322)
        path.chmod(0o4751)
    marked = True
    try:
        os.setxattr(path, "user.source", b"feed")
    except OSError:
        marked = False
    old = path.stat()
    done = run("clean", "a.txt", "--in-place", cwd=here)
    assert (done.returncode, path.read_text()) == (0, CLEAN)
    new = path.stat()
    assert (new.st_uid, new.st_gid, new.st_mode) == (old.st_uid, old.st_gid, old.st_mode)
    assert not marked or os.getxattr(path, "user.source") == b"feed"
    assert b"could not keep" not in done.stderr


def test_in_place_says_what_it_cannot_keep(here: Path) -> None:
    os.link(here / "in/b.txt", here / "twin.txt")
    done = run("clean", "in/b.txt", "--in-place", cwd=here)
    assert done.returncode == 0
    assert "in/b.txt: could not keep its other names (1), which hold the text as it was" in done.stderr.decode()
    assert (here / "twin.txt").read_text() == DIRTY


def test_long_names_and_many_files_in_place(here: Path) -> None:
    """No name that cleanr makes is too long, and no file is held open longer than its turn."""
    (here / ("n" * 251 + ".txt")).write_text(DIRTY, encoding="utf-8")
    for number in range(80):
        (here / f"in/{number}.txt").write_text(DIRTY, encoding="utf-8")
    names = [str(path.relative_to(here)) for path in here.rglob("*.txt")]
    few = subprocess.run(["bash", "-c", 'ulimit -n 60; exec "$@"', "-", COMMAND, "clean", "--in-place", "--jobs", "1", *names],
                         cwd=here, capture_output=True, check=False)  # fmt: skip
    assert few.returncode == 0, few.stderr.decode()
    assert {path.read_text() for path in here.rglob("*.txt")} == {CLEAN}
    done = run("clean", "n" * 251 + ".txt", "-o", "m" * 251 + ".txt", cwd=here)
    assert done.returncode == 0, done.stderr.decode()
    assert hidden(here) == []
