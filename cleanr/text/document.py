"""A text as its rules see it: lines, sentences, and a folded view of equal length."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import update_wrapper
from typing import TypeVar, cast

from cleanr.text.cells import rows_of
from cleanr.text.edits import Span
from cleanr.text.fact import fact
from cleanr.text.kernel import KERNEL, find
from cleanr.text.read import read
from cleanr.text.row import Row
from cleanr.text.sentences import sentence_around, sentences_in
from cleanr.text.wrapping import unwrapped

T = TypeVar("T")
_LONG = 100_000  # code points of a line of which one sentence is found by a look around it, and not with all others


class Line(Row):
    """One line of a document. Spans are half-open, in code points of the document's (repaired) text.

    Most facts are those of a `PlainRow`; here is what the kernel does not work out.
    """

    __slots__ = ("__dict__",)

    @fact
    def quotes(self) -> tuple[int, ...]:
        """Where double quotation marks stand, straight or curly: positions in the document's text."""
        return tuple(self.start + mark.start() for mark in re.finditer('"', self.folded))

    @fact
    def sentences(self) -> tuple[Span, ...]:
        """The sentences on the line, white space after each left out."""
        return sentences_in(self.document.text, self.start, self.end)

    def sentence_at(self, position: int) -> Span:
        """Return the sentence that holds ``position``, a code point of the document's text."""
        latest: tuple[int, Span] | None = self.__dict__.get("_latest_sentence")
        if latest is None or latest[0] != position:
            latest = self.__dict__["_latest_sentence"] = position, self._sentence_at(position)
        return latest[1]

    def _sentence_at(self, position: int) -> Span:
        known = "sentences" in self.__dict__ or (KERNEL is not None and self.end - self.start <= _LONG)
        if not known and (around := sentence_around(self.text, position - self.start)):
            return Span(self.start + around[0], self.start + around[1])
        at = bisect_right(self.sentences, Span(position, 1 << 62)) - 1
        return self.sentences[max(at, 0)]


class Document:
    """A repaired text with its lines; built once and never changed.

    ``text`` is the text with hard-wrapped paragraphs on one line each, every character in its old place (`unwrapped`);
    ``source`` is the text as it was given, ``raw`` holds the lines with their ends; the rest is what `Reading` says.
    `Line` objects are made when asked for.
    """

    __slots__ = (
        "__dict__", "_even", "_lines", "folded", "raw", "source", "starts", "text", "unmarked", "unspaced", "visible",
    )  # fmt: skip

    def __init__(self, text: str) -> None:
        self.source = text
        self.text = text = unwrapped(text)
        self.folded, self.unmarked, self.starts, self.visible, self._even, self.unspaced = read(text)
        self.raw = text.splitlines(keepends=True)
        self._lines: list[Line | None] = [None] * len(self.raw)

    @property
    def wrapped(self) -> bool:
        """Whether some of its paragraphs were hard-wrapped."""
        return self.text is not self.source

    @fact
    def rows(self) -> frozenset[int]:
        """The numbers of the lines that are rows of a table; a wrapped paragraph is none, whatever its gaps."""
        whole = self.visible if not self.wrapped else [n for n in self.visible if not self._was_wrapped(n)]
        return rows_of(self.raw, whole, [number for number in whole if self.line(number).may_be_row])

    def _was_wrapped(self, number: int) -> bool:
        start = self.starts[number]
        return "\n" in self.source[start : start + len(self.raw[number].rstrip())]

    def count_words(self, part: str) -> int:
        """Return how many words ``part`` has between its spaces.

        ``part`` is a part of one line of the text, plain or folded, with no white space around it.
        """
        if self._even and part and "  " not in part and "\t" not in part:
            return part.count(" ") + 1  # ten times as fast as to split a paragraph
        return len(part.split())

    def __len__(self) -> int:
        """How many lines there are."""
        return len(self.starts) - 1

    def line(self, index: int) -> Line:
        """Return line number ``index``, counted from 0."""
        line = self._lines[index]
        if line is None:
            line = self._lines[index] = Line(self, index)
        return line

    def forget(self) -> None:
        """Let go of the lines when nobody will ask for them again: they know each other, and Python would keep them."""
        if KERNEL is not None:
            KERNEL.forget(self._lines)
        else:
            for line in self._lines:
                if line is not None:
                    line.__dict__.clear()
        self._lines.clear()
        self.__dict__.clear()

    def line_at(self, position: int) -> Line:
        """Return the line that holds ``position``, a code point of the text."""
        return self.line(self.index_at(position))

    def index_at(self, position: int) -> int:
        """Return the number of the line that holds ``position``, a code point of the text."""
        return min(bisect_right(self.starts, position) - 1, len(self.starts) - 2)

    def lines(self, start: int = 0, stop: int | None = None) -> Iterator[Line]:
        """Yield the lines from ``start`` up to ``stop`` that are not blank."""
        if not start and stop is None:
            return iter(self.visible_lines)
        first = bisect_left(self.visible, start)
        last = len(self.visible) if stop is None else bisect_left(self.visible, stop)
        return iter(self.visible_lines[first:last])

    @fact
    def visible_lines(self) -> list[Line]:
        """The lines that are not blank, in order."""
        if KERNEL is not None:
            return cast("list[Line]", KERNEL.lines(Line, self))
        lines = [self.line(number) for number in self.visible]
        for place, line in enumerate(lines):
            line.__dict__["place"] = place
        return lines

    @fact
    def paragraphs(self) -> list[Line]:
        """The lines that read like a paragraph, in order."""
        return [line for line in self.visible_lines if line.prose]

    @fact
    def between_paragraphs(self) -> list[Line]:
        """The lines with a paragraph right above them, and one or nothing right below, in order."""
        under = [line for paragraph in self.paragraphs if (line := paragraph.after)]
        return [line for line in under if not line.after or line.after.prose]

    def lines_with(self, *signs: str) -> Iterator[Line]:
        """Yield the lines that hold one of ``signs``, in order: one search for each through the whole text."""
        numbers: set[int] = set()
        size = len(self.text)
        for sign in signs:
            at = find(self.text, sign, 0, size)
            while at >= 0:
                number = self.index_at(at)
                numbers.add(number)
                at = find(self.text, sign, self.starts[number + 1], size)
        return map(self.line, sorted(numbers))

    def near(self, index: int, step: int) -> Line | None:
        """Return the first line that is not blank from ``index`` on, down (``step`` 1) or up (-1)."""
        at = bisect_left(self.visible, index) if step > 0 else bisect_right(self.visible, index) - 1
        return self.line(self.visible[at]) if 0 <= at < len(self.visible) else None


def cached_by_document(function: Callable[[Document], T]) -> Callable[[Document], T]:
    """Cache ``function``, which looks at a document alone: it is called once for each."""
    name = f"{function.__module__}.{function.__qualname__}"  # no fact of a document has a dot in its name

    def cached(document: Document) -> T:
        cache = document.__dict__
        if name not in cache:
            cache[name] = function(document)
        answer: T = cache[name]
        return answer

    return update_wrapper(cached, function)


def cached_by_line(function: Callable[[Line], T]) -> Callable[[Line], T]:
    """Cache ``function``, which looks at a line alone: it is called once for each."""
    name = f"{function.__module__}.{function.__qualname__}"  # no fact of a line has a dot in its name
    if KERNEL is not None:
        return cast("Callable[[Line], T]", update_wrapper(KERNEL.Memo(function, name), function))

    def cached(line: Line) -> T:
        cache = line.__dict__
        if name not in cache:
            cache[name] = function(line)
        answer: T = cache[name]
        return answer

    return update_wrapper(cached, function)
