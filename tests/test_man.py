"""The manual page: made of the help, and roff that readers of it take."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import click
import pytest

from cleanr.cli.man import _text
from tests.batchrun import run
from tests.test_repeated_options import commands

REQUESTS = {".TH", ".SH", ".SS", ".PP", ".TP", ".B", ".nf", ".fi", ".RS", ".RE"}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    done = run("man")
    assert (done.returncode, done.stderr) == (0, b"")
    path = tmp_path_factory.mktemp("man") / "cleanr.1"
    path.write_bytes(done.stdout)
    return path


def test_every_command_and_option_is_in_it(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for words, command in commands():
        if words != ["rule", "newsletter.signup"]:
            assert f".SS cleanr {_text(' '.join(words))}\n" in text
        for param in command.params:
            if isinstance(param, click.Option) and not param.hidden and words != ["rule", "newsletter.signup"]:
                assert all(_text(name) in text for name in param.opts), (words, param.opts)


def test_it_has_the_parts_of_a_manual_page(page: Path) -> None:
    lines = page.read_text(encoding="utf-8").splitlines()
    heads = [line.removeprefix(".SH ") for line in lines if line.startswith(".SH ")]
    assert heads == ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS", "EXIT STATUS"]
    assert lines[0].startswith('.TH CLEANR 1 "" "cleanr ')
    assert {line.split()[0] for line in lines if line.startswith(".")} <= REQUESTS
    assert not [line for line in lines if line.startswith("'") or "\b" in line]
    assert lines.count(".nf") == lines.count(".fi") == lines.count(".RS") + lines.count(".RS 4") == lines.count(".RE")


def test_text_is_never_a_request() -> None:
    assert _text(".SH it's a \\ and a -") == r"\&.SH it\(aqs a \e and a \-"


@pytest.mark.skipif(not shutil.which("mandoc"), reason="no mandoc here")
def test_mandoc_finds_nothing_wrong(page: Path) -> None:
    done = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", page], capture_output=True, check=False)
    assert [line for line in done.stdout.decode().splitlines() if "missing date" not in line] == []


@pytest.mark.skipif(not shutil.which("man") or not shutil.which("groff"), reason="no man here")
def test_man_shows_it(page: Path) -> None:
    shown = subprocess.run(
        ["man", "--warnings", "-l", page],
        capture_output=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "MANWIDTH": "100", "LC_ALL": "C.UTF-8"},
    )
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert "--policy PRESET" in shown.stdout.decode()
