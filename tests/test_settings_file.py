"""The settings file on the command line: named before or after the command, left out, found above; and written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.batchrun import AD, CLEAN, COMMAND, DIRTY, run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an article and settings that keep its sign-up."""
    (tmp_path / "a.txt").write_text(DIRTY, encoding="utf-8")
    (tmp_path / "cleanr.toml").write_text('ignore = ["newsletter"]\n', encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("args", "kept"),
    [
        (("clean", "a.txt"), True),
        (("--isolated", "clean", "a.txt"), False),
        (("clean", "--isolated", "a.txt"), False),
        (("clean", "a.txt", "--isolated"), False),
        (("--config", "other.toml", "clean", "a.txt"), False),
        (("clean", "--config", "other.toml", "a.txt"), False),
        (("clean", "a.txt", "--config=other.toml"), False),
    ],
)
def test_before_and_after_the_command(args: tuple[str, ...], kept: bool, folder: Path) -> None:
    (folder / "other.toml").write_text('ignore = ["share"]\n', encoding="utf-8")
    done = run(*args, cwd=folder)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, DIRTY if kept else CLEAN, b"")


def test_every_command_takes_both_after_it(folder: Path) -> None:
    (folder / "cleanr.toml").write_text("bad = 1\n", encoding="utf-8")
    for words in (["show", "a.txt"], ["stats", "a.txt"], ["rules"], ["rule", "newsletter.signup"], ["rule", "schema"]):
        assert b"unknown key 'bad'" in run(*words, cwd=folder).stderr, words
        assert run(*words, "--isolated", cwd=folder).returncode == 0, words
        assert run(*words, "--help", cwd=folder).returncode == 0


def test_what_contradicts_itself_is_refused(folder: Path) -> None:
    for args in (
        ["--isolated", "clean", "--config", "cleanr.toml"],
        ["clean", "--config", "cleanr.toml", "--isolated"],
    ):
        done = run(*args, "a.txt", cwd=folder)
        assert (done.returncode, done.stdout) == (2, b"")
        assert b"--config names a settings file and --isolated reads none" in done.stderr
    twice = run("--config", "cleanr.toml", "clean", "--config", "cleanr.toml", "a.txt", cwd=folder)
    assert b"--config is given twice" in twice.stderr


def test_a_file_above_the_working_folder_is_named_once(folder: Path) -> None:
    below = folder / "deep" / "er"
    below.mkdir(parents=True)
    said = f"settings from {folder / 'cleanr.toml'} (--isolated reads none)\n".encode()
    for words in (["clean"], ["show"], ["tag"]):
        done = run(*words, folder / "a.txt", cwd=below)
        assert done.stderr == said, words
        assert AD.encode() in done.stdout or words == ["tag"]
    assert run("clean", "-q", folder / "a.txt", cwd=below).stderr == b""
    assert run("clean", "--isolated", folder / "a.txt", cwd=below).stderr == b""
    assert run("clean", folder / "a.txt", "--config", folder / "cleanr.toml", cwd=below).stderr == b"", (
        "it was asked for"
    )
    assert run("clean", "a.txt", cwd=folder).stderr == b"", "it stands beside"
    assert run("clean", "-v", "a.txt", cwd=folder).stderr == said
    assert run("clean", "-v", "a.txt", "--config", "cleanr.toml", cwd=folder).stderr.startswith(b"settings from cleanr")


def test_as_a_module_and_by_its_short_options(folder: Path) -> None:
    module = [sys.executable, "-m", "cleanr"]
    done = subprocess.run([*module, "clean", "a.txt", "--isolated"], cwd=folder, capture_output=True, check=False)
    assert (done.returncode, done.stdout.decode()) == (0, CLEAN)
    wrong = subprocess.run([*module, "clena"], cwd=folder, capture_output=True, check=False)
    assert wrong.returncode == 2
    assert b"Usage: cleanr [OPTIONS]" in wrong.stderr
    assert run("-V").stdout == run("--version").stdout != b""


def test_config_never_writes_over_what_it_reads(folder: Path) -> None:
    """The shell empties the file before cleanr starts: nothing more is written, and it is said."""
    for name, there in (("cleanr.toml", 'ignore = ["share"]\n'), ("pyproject.toml", '[project]\nname = "x"\n')):
        (folder / name).write_text(there, encoding="utf-8")
        with (folder / name).open("ab") as same:
            done = subprocess.run([COMMAND, "config"], cwd=folder, stdout=same, stderr=subprocess.PIPE, check=False)
        assert (done.returncode, (folder / name).read_text()) == (2, there)
        assert b"where the output goes" in done.stderr
        assert b"cleanr config -o NEW.toml" in done.stderr
        again = run("config", "-o", name, cwd=folder)
        assert (again.returncode, (folder / name).read_text()) == (2, there)
        assert b"is there already" in again.stderr
        (folder / name).unlink()
    assert b"> cleanr.toml" not in run("config", "--help").stdout


def test_config_writes_a_new_settings_file(folder: Path) -> None:
    (folder / "deep").mkdir()
    (folder / "ours.toml").write_text("", encoding="utf-8")
    done = run("config", "--set", "caption=keep", "--rules", "ours.toml", "-o", "deep/new.toml", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert 'rules = ["../ours.toml"]' in (folder / "deep" / "new.toml").read_text(encoding="utf-8")
    shown = run("config", "--config", "deep/new.toml", cwd=folder).stdout.decode()
    assert 'ignore = ["newsletter"]' in shown
    assert 'caption = "keep"' in shown
