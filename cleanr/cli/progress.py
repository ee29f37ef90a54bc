"""What a batch says on stderr: a line that moves while it runs, and a summary when it is done."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from typing import Any

from cleanr.batch.statistics import Statistics
from cleanr.batch.streams import ByteCounter
from cleanr.cli.messages import tell
from cleanr.views.figures import counted, percent

_EVERY = 0.2  # seconds between two looks of the line


class Progress:
    """The line on a terminal: how fast, how far, how long, how much goes. ``total``: bytes to read, 0 if unknown."""

    def __init__(self, total: int, quiet: bool) -> None:
        self._total, self._begun, self._shown = total, time.monotonic(), 0.0
        self._on = sys.stderr.isatty() and os.environ.get("TERM") != "dumb" and not quiet
        self._drawn = False

    @property
    def seconds(self) -> float:
        """How long it has run."""
        return time.monotonic() - self._begun

    def watch(self, stats: Statistics, byte_counter: ByteCounter) -> None:
        """Show where it is, when enough time has gone by since the last look."""
        if self._on and time.monotonic() - self._shown >= _EVERY:
            self._shown = time.monotonic()
            self._write("\r" + self._line(stats, byte_counter) + "\x1b[K")
            self._drawn = True

    def say(self, message: str) -> None:
        """Write a message above the line."""
        self.clear()
        tell(message)

    def clear(self) -> None:
        """Take the line away."""
        if self._drawn:
            self._write("\r\x1b[K")
            self._drawn = False

    def _line(self, stats: Statistics, byte_counter: ByteCounter) -> str:
        parts = [counted(stats.documents, "document"), f"{rate(stats.bytes, self.seconds):.1f} MB/s"]
        if self._total and byte_counter.read:
            share = min(byte_counter.read / self._total, 1.0)
            parts += [f"{share:.0%}", f"{_clock(self.seconds * (1 / share - 1))} left"]
        return "  ".join([*parts, f"{percent(stats.share)} removed"])

    @staticmethod
    def _write(text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()


def rate(size: int, seconds: float) -> float:
    """Return megabytes in a second."""
    return size / 1e6 / max(seconds, 1e-9)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def summary(stats: Statistics, seconds: float, skipped: int, would: bool = False) -> list[str]:
    """Return the lines of the closing words: documents, bytes, speed, what went by category, failures.

    ``would``: nothing went, it only would.
    """
    changed, removed = ("would change", "would be removed") if would else ("changed", "removed")
    lines = [
        f"{counted(stats.documents, 'document')}, {stats.bytes / 1e6:,.1f} MB in {seconds:.1f} s "
        f"({rate(stats.bytes, seconds):.1f} MB/s); {stats.changed:,} {changed}, "
        f"{percent(stats.share)} of the text {removed}"
    ]
    if stats.removed:
        lines.append(f"{removed}: " + ", ".join(_shares(stats)))
    if stats.empty:
        lines.append(f"{stats.empty:,} without a text (null), the first: {stats.first_empty}")
    if stats.formulas:
        lines.append(f"{_formulas(stats.formulas)}, the first: {stats.first_formula}; a spreadsheet would run such")
    if skipped:
        lines.append(f"{skipped:,} done before, skipped")
    if stats.failures:
        lines.append(f"{stats.failures:,} failed")
    return lines


def _formulas(count: int) -> str:
    cells = "1 cell begins" if count == 1 else f"{count:,} cells begin"
    return f"{cells} like a formula (= + - @) now that what stood before is gone"


def _shares(stats: Statistics) -> Iterator[str]:
    """The share of each category, and of what went with them; they add up to the share of all."""
    parts = [*stats.removed.most_common(), ("white space and repairs", stats.uncategorized)]
    return (f"{name} {percent(count / stats.characters)}" for name, count in parts if count)


def figures(stats: Statistics, seconds: float, **more: Any) -> dict[str, Any]:
    """Return the summary as plain values, ready for JSON."""
    return {**stats.to_dict(), "seconds": round(seconds, 3), "mb_per_s": round(rate(stats.bytes, seconds), 3), **more}
