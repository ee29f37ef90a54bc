"""On a real terminal (a pty): colours, widths and folding; none of it under NO_COLOR or in a pipe."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.batchrun import run
from tests.manyruns import SCREEN, Case, run_all

if sys.platform == "win32":
    pytest.skip("no pty here", allow_module_level=True)

import fcntl
import pty
import struct
import termios

HOME = Path(__file__).parent / "snapshots"


def seen(*args: str, columns: int, rows: int = 24, cwd: Path = HOME, moving: bool = False, **env: str) -> str:
    """What a terminal of a size is sent by ``cleanr ARGS``, without an error.

    Without the line that moves while it runs, unless ``moving``.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    known = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TERM")
    plain = {name: value for name, value in os.environ.items() if name not in known}
    command = [sys.executable, "-c", "from cleanr.cli import main; main()", *args]
    child = subprocess.Popen(
        command, stdout=theirs, stderr=theirs, stdin=subprocess.DEVNULL, cwd=cwd, env={**plain, "TERM": "xterm", **env}
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
    sent = data.decode().replace("\r\n", "\n")
    return sent if moving else without_progress(sent)


def without_progress(sent: str) -> str:
    """What a terminal is sent, without the line that moves."""
    return re.sub(r"\r[^\r\n]*\x1b\[K", "", sent)


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


EVIL = "\x1b]0;owned\x07\x1b[5m\x9b31m\u202e\r"  # a title, blinking, a control of one byte, right to left, back to the start
PACK = """category = "ad"
[[rule]]
id = "ours.x"
strength = "weak"
language = "en\\u001b[5m"
summary = "Asks\\u001b[5m\\u009b5m."
why = "Why\\u001b[5m."
scope = "sentence"
phrases = ["harbour opened\\u001b[5m", "harbour opened in"]
examples = ["The harbour opened in May"]
counterexamples = ["No harbour there"]
"""


def hostile(folder: Path) -> dict[tuple[str, ...], int]:
    """Write files whose names, keys, ids and words would steer a terminal; return commands that speak of them."""
    name, record = f"in{EVIL}", {"id": f"a{EVIL}", f"key{EVIL}": 1, "text": f"The harbour opened in May.{EVIL}"}
    (folder / name).mkdir()
    (folder / name / "bad.txt").write_bytes(b"caf\xe9")
    (folder / f"a{EVIL}.txt").write_text(f"One. Sign up for our newsletter.{EVIL}\nTwo.{EVIL}\n", encoding="utf-8")
    (folder / "b.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    (folder / f"p{EVIL}.toml").write_text(PACK, encoding="utf-8")
    (folder / f"q{EVIL}.toml").write_text("a = [", encoding="utf-8")
    text, pack, broken = f"a{EVIL}.txt", f"p{EVIL}.toml", f"q{EVIL}.toml"
    return {
        ("clean", text, "--repair", "none"): 0, ("clean", text, "--diff", "--repair", "none"): 0, ("clean", text, "--check"): 1,
        ("clean", "b.jsonl", "--field", "body"): 2, ("clean", name, "-o", "out"): 2, ("clean", f"no{EVIL}.txt"): 2,
        ("clean", "b.jsonl", "--repair", "none"): 0, ("tag", text): 0, ("tag", "b.jsonl"): 0,
        ("show", text): 0, ("show", text, "b.jsonl"): 0, ("diff", text): 1, ("explain", f"{text}:1"): 0, ("explain", text): 0,
        ("stats", name): 2, ("stats", "b.jsonl", "--field", f"x{EVIL}"): 2, ("report", name, "-o", f"r{EVIL}.html"): 2,
        ("rules", "--rules", pack, "--category", "ad"): 0, ("rule", "ours.x", "--rules", pack): 0,
        ("rule", "check", pack, "--on", "b.jsonl"): 1, ("rule", "check", broken): 2, ("--config", broken, "clean", text): 2,
        ("clean", f"--{EVIL}"): 2, (f"cl{EVIL}",): 2, ("rule", f"x{EVIL}"): 2, ("clean", text, "--ignore", f"x{EVIL}"): 2,
        ("clean", text, "--set", f"x{EVIL}=keep"): 2, ("clean", text, "--encoding", f"x{EVIL}"): 2,
    }  # fmt: skip


@pytest.mark.parametrize("colour", [True, False])
def test_nothing_from_outside_steers_the_terminal(tmp_path: Path, colour: bool) -> None:
    commands = hostile(tmp_path)
    cases = [Case(args, stdout=SCREEN) for args in commands]
    env = {"NO_COLOR": "" if colour else "1"}
    for (args, code), done in zip(commands.items(), run_all(cases, tmp_path, **env), strict=True):
        assert done.code == code, (args, done)
        sent = without_progress(done.out)
        ours = sent.replace("\r\n", "\n")  # a line that ends as in DOS
        if colour:
            ours = re.sub(r"\x1b\[(?:[0127]|3[1-6])(?:;(?:[127]|3[1-6]))*m", "", ours)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", ours), (args, sent)


@pytest.mark.parametrize("command", [("stats",), ("report", "-o", "r.html")], ids=" ".join)
def test_what_takes_long_shows_how_far_it_is(tmp_path: Path, command: tuple[str, ...]) -> None:
    record = json.dumps({"text": "The harbour opened in May. Sign up for our newsletter here.\n" * 200})
    (tmp_path / "big.jsonl").write_text(f"{record}\n" * 20, encoding="utf-8")
    sent = seen(*command, "big.jsonl", columns=100, cwd=tmp_path, moving=True)
    assert re.search(r"\r[\d,]+ documents?  [\d.]+ MB/s  \d+%  \d+:\d\d left  [\d.]+% removed", sent), sent[:500]
    assert "\x1b[K" in sent
