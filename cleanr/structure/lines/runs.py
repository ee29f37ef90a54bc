"""Runs: lines of one kind that follow one another without another between."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise, takewhile

from cleanr.text.document import Document, Line, cached_by_document

SHORT = 6  # words of a line of verse or of a list


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


@cached_by_document
def short_runs(document: Document) -> dict[int, tuple[Line, Line]]:
    """For each short line, by its number, the first and the last line of its run: with no blank one between, and alike."""
    short = [line for line in document.visible_lines if line.words <= SHORT]
    apart = [at for at, (above, line) in enumerate(pairwise(short), 1) if not _follows(line, above)]
    runs = [short[start:end] for start, end in pairwise([0, *apart, len(short)])] if short else []
    ends = [((run[0], run[-1]), run) for run in runs]
    return {line.index: first_and_last for first_and_last, run in ends for line in run}


def _follows(line: Line, above: Line) -> bool:
    return line.index == above.index + 1 and line.bulleted == above.bulleted


def is_framed(first: Line, last: Line) -> bool:
    """Whether paragraphs of the text stand on both sides of a run, or nothing below."""
    over, under = first.before, last.after
    return over is not None and over.prose and (under is None or under.prose)
