"""The geometry of text: spans, edits, and where a position comes from. No word of the domain."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cleanr.errors import EditError


class Span(NamedTuple):
    """A half-open stretch ``[start, end)`` of a text, in code points."""

    start: int
    end: int


class Edit(NamedTuple):
    """Replace ``text[start:end]`` with ``new``; positions are code points of the text before the edit."""

    start: int
    end: int
    new: str


def apply(edits: Iterable[Edit], text: str) -> str:
    """Return ``text`` with ``edits`` applied.

    ``edits`` must be sorted and must not overlap; all positions are code points of ``text``.
    Raises `EditError` when an edit overlaps the one before it or leaves the text.

    >>> apply([Edit(0, 5, "Hi"), Edit(11, 11, "!")], "Hello world")
    'Hi world!'
    """
    parts: list[str] = []
    position = 0
    for start, end, new in edits:
        if not position <= start <= end <= len(text):
            raise EditError(f"edit at {start}:{end} is unsorted, overlaps the one before it, or leaves the text")
        parts += text[position:start], new
        position = end
    parts.append(text[position:])
    return "".join(parts)


class OffsetMap:
    """Leads positions of the edited text back to the text before the edits.

    A position inside a replacement leads to the start of what was replaced, so equal positions lead to
    equal positions and order is kept: a partition of the edited text maps to a partition of the source.

    >>> OffsetMap([Edit(1, 3, "x")]).to_source(2)
    3
    """

    __slots__ = ("_edits", "_starts")

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits: list[tuple[int, Edit]] = list(_placed(edits))
        self._starts = [start for start, _ in self._edits]

    def to_source(self, position: int) -> int:
        """Return the position in the source of ``position`` in the edited text (code points both)."""
        at = bisect_right(self._starts, position) - 1
        if at < 0:
            return position
        start, edit = self._edits[at]
        past = position - start - len(edit.new)
        return edit.end + past if past >= 0 else edit.start


def _placed(edits: Iterable[Edit]) -> Iterator[tuple[int, Edit]]:
    """Each edit with the position at which its replacement starts in the edited text."""
    shift = 0
    for edit in edits:
        yield edit.start + shift, edit
        shift += len(edit.new) - (edit.end - edit.start)


def compose(first: Sequence[Edit], second: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return one edit list that does ``first`` and then ``second``.

    ``first`` is addressed in the original text, ``second`` in the text that ``first`` leaves; the result is
    addressed in the original: ``apply(compose(a, b), text) == apply(b, apply(a, text))``.
    """
    if not first or not second:
        return tuple(first or second)
    composer = _Composer(first)
    position = 0
    for start, end, new in second:
        composer.keep(start - position)
        composer.drop(end - start)
        composer.add(new)
        position = end
    return composer.rest()


class _Composer:
    """Walks the text that the first edits leave, and writes what happens to it as edits of the original."""

    def __init__(self, first: Sequence[Edit]) -> None:
        self._first = iter(first)
        self._next = next(self._first, None)
        self._written = ""  # what is left to pass of the replacement that the walk stands in
        self._source = 0
        self._out: list[Edit] = []

    def keep(self, count: int) -> None:
        self._walk(count, keep=True)

    def drop(self, count: int) -> None:
        self._walk(count, keep=False)

    def add(self, new: str) -> None:
        if new:
            self._emit(self._source, new)

    def rest(self) -> tuple[Edit, ...]:
        self.add(self._written)
        while self._next:
            self._source = self._next.start
            self._enter(self._next)
            self.add(self._written)
        return tuple(edit for edit in self._out if edit.start < edit.end or edit.new)

    def _walk(self, count: int, *, keep: bool) -> None:
        while count:
            if not self._written and self._next and self._next.start == self._source:
                self._enter(self._next)
            elif self._written:
                count -= self._pass_written(count, keep=keep)
            else:
                count -= self._pass_source(count, keep=keep)

    def _pass_written(self, count: int, *, keep: bool) -> int:
        taken, self._written = self._written[:count], self._written[count:]
        if keep:
            self.add(taken)
        return len(taken)

    def _pass_source(self, count: int, *, keep: bool) -> int:
        taken = min(count, self._next.start - self._source) if self._next else count
        if not keep:
            self._emit(self._source + taken, "")
        self._source += taken
        return taken

    def _enter(self, edit: Edit) -> None:
        """Step into an edit of the first list: its source is gone, its replacement is to be passed."""
        self._emit(edit.end, "")
        self._source = edit.end
        self._written = edit.new
        self._next = next(self._first, None)

    def _emit(self, end: int, new: str) -> None:
        """Replace the source from where the walk stands up to ``end``; join to an edit that ends there."""
        if self._out and self._out[-1].end == self._source:
            last = self._out[-1]
            self._out[-1] = Edit(last.start, end, last.new + new)
        else:
            self._out.append(Edit(self._source, end, new))
