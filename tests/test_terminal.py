"""On a real terminal (a pty): colours, widths and folding; none of it under NO_COLOR or in a pipe."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.batchrun import run

if sys.platform == "win32":
    pytest.skip("no pty here", allow_module_level=True)

import fcntl
import pty
import struct
import termios

HOME = Path(__file__).parent / "snapshots"


def seen(*args: str, columns: int, rows: int = 24, **env: str) -> str:
    """What a terminal of a size is sent by ``cleanr ARGS``."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    known = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TERM")
    plain = {name: value for name, value in os.environ.items() if name not in known}
    command = [sys.executable, "-c", "from cleanr.cli import main; main()", *args]
    child = subprocess.Popen(
        command, stdout=theirs, stderr=theirs, stdin=subprocess.DEVNULL, cwd=HOME, env={**plain, "TERM": "xterm", **env}
    )
    os.close(theirs)
    data = b""
    try:
        while block := os.read(ours, 65536):
            data += block
    except OSError:
        pass  # Linux says so when the other end is closed
    finally:
        os.close(ours)
    assert child.wait(60) in (0, 1)
    return data.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [60, 200])
def test_a_terminal_is_filled_and_not_overrun(columns: int) -> None:
    shown = seen("show", "articles/tide.txt", columns=columns)
    assert "\x1b[31m" in shown
    widths = [len(row) for row in re.sub(r"\x1b\[[0-9;]*m", "", shown).split("\n")]
    assert columns * 0.8 < max(widths) <= columns


def test_no_colour_where_none_is_wanted() -> None:
    for command in (
        ("show", "articles/tide.txt"),
        ("diff", "articles/tide.txt"),
        ("explain", "articles/tide.txt:15"),
        ("stats", "articles"),
    ):
        assert "\x1b" not in seen(*command, columns=80, NO_COLOR="1")
        assert "\x1b" in seen(*command, columns=80)
    assert "\x1b" not in seen("show", "articles/tide.txt", columns=80, TERM="dumb")


def test_colour_in_a_pipe_where_it_is_forced() -> None:
    def piped(*options: str, **env: str) -> bool:
        done = run("show", "articles/tide.txt", *options, cwd=HOME, env={"NO_COLOR": "", "FORCE_COLOR": "", **env})
        return b"\x1b[" in done.stdout

    assert piped(FORCE_COLOR="1")
    assert not piped()
    assert not piped(FORCE_COLOR="0")
    assert not piped(FORCE_COLOR="1", NO_COLOR="1")
    assert not piped("--color", "never", FORCE_COLOR="1")
    assert "\x1b[" in seen("show", "articles/tide.txt", columns=80, FORCE_COLOR="3", TERM="dumb")


def test_what_does_not_fit_on_the_screen_is_folded() -> None:
    assert "· " in seen("show", "articles/tide.txt", columns=60, rows=10, NO_COLOR="1")
    assert "· " not in seen("show", "articles/tide.txt", columns=60, rows=60, NO_COLOR="1")
    assert "· " not in seen("show", "--no-fold", "articles/tide.txt", columns=60, rows=10, NO_COLOR="1")
