"""What is said to the user: every message goes through here, and nothing in it can steer the terminal.

Messages hold what comes from outside: names of files, keys and ids of records, words of rule files. Escape sequences
in them are shown, not sent.
"""

from __future__ import annotations

import io
import sys
from contextlib import suppress

import click

from cleanr.views.terminal import one_line, safe


def tell(message: str) -> None:
    """Write ``message`` to stderr as one line; each line of the caller's own is a call of its own."""
    _write(one_line(message) + "\n")


def tell_failure(failure: click.ClickException) -> None:
    """Write what went wrong to stderr: usage and hint, where click has them, and the sentence."""
    shown = _Collected()
    failure.show(shown)
    _write(safe(shown.getvalue()))


class _Collected(io.StringIO):
    """What click writes, as it would write it to a terminal: it takes escape sequences out elsewhere."""

    def isatty(self) -> bool:
        return True


def _write(text: str) -> None:
    with suppress(OSError):  # nobody is there to be told
        sys.stderr.write(text)
        sys.stderr.flush()
