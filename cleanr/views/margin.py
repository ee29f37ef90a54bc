"""The text with its categories in the left margin: in the gutter format for files, in a reader's dress for a screen."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from cleanr.decide.verdict import CHANGING, Segment
from cleanr.rulebook.gutter import CLOSE, GOES, OPEN, WIDTH, Label, render
from cleanr.views.figures import counted
from cleanr.views.terminal import DIM, Pen, Run, clipped, colour_of, columns, visible, wrapped, written

_CONTEXT = 1  # paragraphs of the article that stay beside what was found when the others are folded
_SMALLEST_FOLD = 2  # paragraphs; to say that one is left out takes as much room as to show it
_NARROWEST = 20  # columns for the text, however narrow the terminal


class Row(NamedTuple):
    """One line of the text: its number from 1, the segment that all of it is (if so), and its pieces."""

    number: int
    whole: Segment | None
    pieces: tuple[tuple[str, Segment | None], ...]

    @property
    def found(self) -> bool:
        return any(segment for _, segment in self.pieces)

    @property
    def blank(self) -> bool:
        return not any(text.strip() for text, _ in self.pieces)

    @property
    def words(self) -> int:
        return sum(len(text.split()) for text, _ in self.pieces)


def gutter(text: str, segments: Iterable[Segment]) -> str:
    """Return ``text`` in the gutter format, as `cleanr.rulebook.gutter.parse` reads it."""
    return render(text, [Label(s.start, s.end, s.category or "") for s in segments if s.category])


def margin(
    text: str,
    segments: Iterable[Segment],
    *,
    colour: bool = False,
    width: int | None = None,
    only: Container[str] = (),
    fold: bool = False,
    numbers: bool = False,
) -> str:
    """Return ``text`` for a reader, its categories in the left margin.

    What goes has a ``-`` in the margin, and is in the colour of its category; of what is tagged and stays, only the
    margin is. ``width``: columns to
    fit into (None: as wide as the lines are). ``only``: categories to show (empty: all). ``fold``: leave out
    paragraphs of the article that are not beside anything found (with ``only``: all that is not of these categories).
    ``numbers``: put the number of each line before it. Without any of these it is the gutter format, which
    `cleanr.rulebook.gutter.parse` reads.
    """
    chosen = [s for s in segments if s.category and (not only or s.category in only)]
    rows = list(rows_of(text, chosen))
    digits = len(str(len(rows))) if numbers else 0
    layout = _Layout(Pen(colour), width, digits, fold)
    context = 0 if only else _CONTEXT
    return "\n".join(layout.show(_folded(rows, context) if fold else rows))


def rows_of(text: str, segments: Iterable[Segment]) -> Iterator[Row]:
    """Yield the lines of ``text`` with what was found on them; ``segments`` are sorted and all have a category."""
    spans, first, position = list(segments), 0, 0
    for number, line in enumerate(text.split("\n"), 1):
        end = position + len(line)
        while first < len(spans) and spans[first].end <= position:
            first += 1
        last = first
        while last < len(spans) and spans[last].start <= end:
            last += 1
        yield _row(number, line, position, spans[first:last])
        position = end + 1


def _row(number: int, line: str, at: int, segments: Sequence[Segment]) -> Row:
    pieces: list[tuple[str, Segment | None]] = []
    position = 0
    for segment in segments:
        start, end = max(0, segment.start - at), min(len(line), segment.end - at)
        if line[start:end].strip():
            pieces += [(line[position:start], None), (line[start:end], segment)]
            position = end
    pieces.append((line[position:], None))
    kept = tuple((text, segment) for text, segment in pieces if text)
    seen = [segment for text, segment in kept if text.strip()]
    return Row(number, seen[0] if len(seen) == 1 else None, kept)


def _folded(rows: Iterable[Row], context: int) -> Iterator[Row | list[Row]]:
    """Yield rows to show, and lists of rows to leave out."""
    runs = [(found, list(run)) for found, run in groupby(rows, key=lambda row: row.found or None)]
    for place, (found, run) in enumerate(runs):
        if found:
            yield from run
            continue
        shown = [number for number, row in enumerate(run) if not row.blank]
        head = context if place else 0
        tail = context if place < len(runs) - 1 else 0
        hidden = shown[head : len(shown) - tail]
        if not context:
            yield from [run] if hidden else []
            continue
        if len(hidden) < _SMALLEST_FOLD:
            yield from run
            continue
        yield from run[: hidden[0]]
        yield run[hidden[0] : hidden[-1] + 1]
        yield from run[hidden[-1] + 1 :]


class _Layout(NamedTuple):
    """How rows are laid out."""

    pen: Pen
    width: int | None
    digits: int
    fold: bool

    def show(self, rows: Iterable[Row | list[Row]]) -> Iterator[str]:
        for row in rows:
            if isinstance(row, Row):
                yield from self._lines(row)
            else:
                yield self._fold(row)

    def _lines(self, row: Row) -> Iterator[str]:
        segment = row.whole
        name = (segment.category or "") if segment else ""
        number = self.pen.paint(f"{row.number:>{self.digits}} ", DIM) if self.digits else ""
        label = self.pen.paint(f"{name:<{WIDTH - 1}}{_mark(segment) or ' '}", *((colour_of(name),) if name else ()))
        room = self._room
        runs = list(_runs(row))
        if self.fold and not row.found and room:
            runs = [Run(clipped("".join(run.text for run in runs), room), (DIM,))]
        for count, piece in enumerate(wrapped(runs, room)):
            body = written(piece, self.pen)
            if count:
                number, label, bar = " " * (self.digits + 1 if self.digits else 0), " " * WIDTH, "¦"
            else:
                bar = "|"
            yield f"{number}{label}{bar} {body}" if body else f"{number}{label}{bar}"

    @property
    def _room(self) -> int | None:
        if self.width is None:
            return None
        return max(_NARROWEST, self.width - WIDTH - 2 - (self.digits + 1 if self.digits else 0))

    def _fold(self, rows: Sequence[Row]) -> str:
        paragraphs, words = sum(not row.blank for row in rows), sum(row.words for row in rows)
        summary = f"{counted(paragraphs, 'paragraph')}, {counted(words, 'word')}"
        lead = " " * (self.digits + 1 if self.digits else 0)
        shown = f"· {summary}" if self._room is None else clipped(f"· {summary}", self._room + 2)
        return lead + " " * WIDTH + self.pen.paint(shown, DIM)


def _runs(row: Row) -> Iterator[Run]:
    if row.whole:
        yield Run(visible("".join(text for text, _ in row.pieces)), _codes(row.whole))
        return
    for text, segment in row.pieces:
        if segment:
            tone = (colour_of(segment.category or ""),)
            yield Run(f"{OPEN}{_mark(segment)}{segment.category}: ", tone)
            yield Run(visible(text), _codes(segment))
            yield Run(CLOSE, tone)
        else:
            yield Run(visible(text))


def _mark(segment: Segment | None) -> str:
    """The mark of what goes; nothing for what stays."""
    return GOES if segment and segment.action in CHANGING else ""


def _codes(segment: Segment) -> tuple[int, ...]:
    return (colour_of(segment.category or ""),) if segment.action in CHANGING else ()


def screen_rows(shown: str, width: int) -> int:
    """Return how many rows of a screen ``shown`` takes when its lines break at ``width`` columns."""
    return sum(max(1, -(-columns(line) // width)) for line in shown.split("\n"))
