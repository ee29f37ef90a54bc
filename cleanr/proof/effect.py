"""What a rule changes: the lines that are decided differently with it than without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleanr.decide.verdict import Segment


class Change(NamedTuple):
    """A line that is decided differently. ``number``: counted from 1. ``before``, ``after``: category and action."""

    number: int
    words: str
    before: tuple[str | None, str]
    after: tuple[str | None, str]


def changes(text: str, before: Sequence[Segment], after: Sequence[Segment]) -> Iterator[Change]:
    """Yield the lines of ``text`` on which two partitions of it into segments differ, in order."""
    number, counted = 1, 0
    for start, end, old, new in _differences(before, after):
        position = start
        for line in text[start:end].splitlines(keepends=True):
            if line.strip():
                number += text.count("\n", counted, position)
                counted = position
                yield Change(number, line.strip(), (old.category, old.action), (new.category, new.action))
            position += len(line)


def _differences(before: Sequence[Segment], after: Sequence[Segment]) -> Iterator[tuple[int, int, Segment, Segment]]:
    """A walk over both partitions at once."""
    first = second = position = 0
    while first < len(before) and second < len(after):
        old, new = before[first], after[second]
        end = min(old.end, new.end)
        if (old.category, old.action) != (new.category, new.action):
            yield position, end, old, new
        position = end
        first += old.end == end
        second += new.end == end
