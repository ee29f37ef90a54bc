"""Runs: lines of one kind that follow one another without another between."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile

from cleanr.text.document import Line


def runs_around(lines: Iterable[Line], belongs: Callable[[Line], object]) -> Iterator[list[Line]]:
    """Yield the runs of lines that belong together around each of ``lines``, which are in order; each run once."""
    last = -1
    for line in lines:
        if line.index > last and belongs(line):
            run = [*reversed(list(takewhile(belongs, _above(line)))), line, *takewhile(belongs, _below(line))]
            last = run[-1].index
            yield run


def _above(line: Line) -> Iterator[Line]:
    above = line.before
    while above is not None:
        yield above
        above = above.before


def _below(line: Line) -> Iterator[Line]:
    below = line.after
    while below is not None:
        yield below
        below = below.after
