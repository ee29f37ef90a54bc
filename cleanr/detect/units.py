"""The units of a line: what the templates that wait at a place of it are held against."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from cleanr.detect.anchors import Entry
from cleanr.rulebook.unit import LONGEST_UNIT, Unit, sentence_core
from cleanr.text.document import Line
from cleanr.text.edits import Span

_NONE: Sequence[Unit] = ()


class Units:
    """The units of one line, each made once: the line, its sentences, and runs of sentences."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self._whole: Sequence[Unit] | None = None
        self._sentences: dict[Span, Sequence[Unit]] = {}
        self._runs: dict[tuple[int, int], Sequence[Unit]] = {}
        self._last: tuple[Span, Sequence[Unit]] = Span(0, 0), _NONE

    def of(self, entry: Entry, place: int) -> Sequence[Unit]:
        """Return what the template of ``entry`` may match by an anchor that stands at ``place``."""
        matcher = entry.matcher
        if matcher.scope == "line":
            if not matcher.min_words <= self.line.core_words <= matcher.max_words:
                return _NONE
            if self._whole is None:
                self._whole = self._unit(*self.line.core)
            return self._whole
        if not entry.template.stops:
            return self._sentence(place)
        sentences = self.line.sentences
        at = max(bisect_right(sentences, Span(place, 1 << 62)) - 1, 0)
        first_words = range(max(0, at - entry.template.stops), at + 1)
        return [unit for first in first_words for unit in self._run(first, first + entry.template.stops)]

    def _sentence(self, place: int) -> Sequence[Unit]:
        sentence, unit = self._last
        if sentence.start <= place < sentence.end:
            return unit
        sentence = self.line.sentence_at(place)
        if sentence not in self._sentences:
            self._sentences[sentence] = self._unit(*sentence_core(self.line.document, sentence))
        self._last = sentence, self._sentences[sentence]
        return self._last[1]

    def _run(self, first: int, last: int) -> Sequence[Unit]:
        if (first, last) not in self._runs:
            sentences = self.line.sentences
            span = Span(sentences[first].start, sentences[min(last, len(sentences) - 1)].end)
            self._runs[first, last] = self._unit(*sentence_core(self.line.document, span))
        return self._runs[first, last]

    def _unit(self, start: int, end: int) -> Sequence[Unit]:
        return (Unit(self.line.document, start, end),) if 0 < end - start <= LONGEST_UNIT else _NONE
