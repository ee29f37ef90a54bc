"""Phrase rules: how a rule written as data looks at a text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

import regex

from cleanr.rulebook.unit import LONGEST_UNIT, sentence_core
from cleanr.text.bullets import lead_length
from cleanr.text.document import Document, Line
from cleanr.text.edits import Span
from cleanr.text.fact import fact
from cleanr.text.folding import fold

Scope = Literal["line", "sentence", "span"]
Place = Literal["anywhere", "start", "whole"]
SCOPES: tuple[str, ...] = get_args(Scope)
PLACES: tuple[str, ...] = get_args(Place)

_PROSE = 12  # words; a sentence as long as this on the line of a prompt may be the article's
_WINDOW = 200  # code points on either side of a phrase in which the pattern of a span rule is looked for
_BEHIND = 40  # code points before that window which a pattern may look back at
_TIMEOUT = 2.0  # seconds; no pattern here comes near it, a user's own pattern might

_STOP = regex.compile(r"[.!?][\"')]?\s")
_CLOSING = regex.compile(r"[\s.:!?…)\]»›>→]*")


class Hit(NamedTuple):
    """A phrase found in the folded text: its half-open span in code points."""

    start: int
    end: int


@dataclass(frozen=True)
class PhraseMatcher:
    """What a phrase rule looks for.

    ``scope`` is what the rule judges and what its finding covers: the ``line``, the ``sentence``, or the ``span`` that
    ``pattern`` matches. One of ``phrases`` must stand ``at`` the given place of it (``span``: within 200 code points),
    ``pattern`` must match somewhere in it, none of ``unless`` may stand in it, and it must have no fewer than
    ``min_words`` and no more than ``max_words``. Phrases and pattern are held against folded text (lower case, plain
    quotes and dashes); a ``cased`` pattern against the text as it is. A rule about a line leaves one with a sentence of
    some length that holds no phrase alone, unless it takes ``prose``, as captions are. A ``timed`` pattern is stopped
    after two seconds: all are but those that come with cleanr, which are tested not to need it, for a clock costs more
    than most searches.
    """

    scope: Scope
    phrases: tuple[str, ...]
    at: Place = "anywhere"
    pattern: str | None = None
    unless: tuple[str, ...] = ()
    min_words: int = 0
    max_words: int = 40
    cased: bool = False
    prose: bool = False
    timed: bool = field(default=True, repr=False, compare=False)

    @property
    def opens(self) -> bool:
        """Whether a phrase must stand at the start of its line or sentence."""
        return self.scope != "span" and self.at != "anywhere"

    @fact
    def literals(self) -> tuple[str, ...]:
        """The phrases as they stand in folded text."""
        return tuple(fold(phrase) for phrase in self.phrases)

    @fact
    def compiled(self) -> regex.Pattern[str] | None:
        return regex.compile(self.pattern, regex.V1) if self.pattern else None

    @fact
    def phrase_pattern(self) -> regex.Pattern[str]:
        """Any of the phrases, between word boundaries."""
        return regex.compile(r"(?<!\w)(?:" + "|".join(map(regex.escape, self.literals)) + r")(?!\w)")

    @fact
    def veto_literals(self) -> tuple[str, ...]:
        """What may not be said, as it stands in folded text."""
        return tuple(fold(veto) for veto in self.unless)

    @fact
    def veto_pattern(self) -> regex.Pattern[str]:
        return regex.compile(r"(?<!\w)(?:" + "|".join(map(regex.escape, self.veto_literals)) + r")(?!\w)")

    def unit(self, document: Document, line: Line, hit: Hit) -> Span | None:
        """Return what the rule would judge for ``hit``, one of its phrases on ``line``; None when that says no at once.

        The phrase may be misplaced, or the line too long or too short.
        """
        if self.scope == "span":
            return Span(max(line.start, hit.start - _WINDOW), min(line.end, hit.end + _WINDOW))
        if self.scope == "line" and not self.opens and not self._fits(line.core_words):
            return None  # on most lines a phrase stands by chance, in a paragraph
        unit = line.core if self.scope == "line" else sentence_core(document, line.sentence_at(hit.start))
        return unit if unit.end - unit.start <= LONGEST_UNIT and self._is_placed(document, unit, hit) else None

    def find(self, document: Document, line: Line, unit: Span, hit: Hit) -> Span | None:
        """Return what the rule finds in ``unit``, or None. But for a span rule, one hit finds what any other does."""
        return self._find_span(line, unit, hit) if self.scope == "span" else self._find_in_unit(document, line, unit)

    def _is_placed(self, document: Document, unit: Span, hit: Hit) -> bool:
        if self.at == "anywhere":
            return unit.start <= hit.start and hit.end <= unit.end
        if not 0 <= hit.start - unit.start <= 2 or document.folded[unit.start : hit.start].strip("(["):
            return False
        return self.at == "start" or _CLOSING.fullmatch(document.folded, hit.end, unit.end) is not None

    def _find_in_unit(self, document: Document, line: Line, unit: Span) -> Span | None:
        folded = document.folded[unit.start : unit.end]
        if not self._fits(document.count_words(folded)) or self._is_vetoed(folded):
            return None
        # A slice: with a position given instead, "^" would stand for the start of the whole text.
        text = self._searched_text(document)[unit.start : unit.end]
        if self.compiled and not self.compiled.search(text, timeout=self._timeout):
            return None
        if self.scope == "line" and not self.prose and self._would_take_prose(document, line):
            return None
        alone = self.scope == "line" or len(line.sentences) == 1
        return Span(line.start, line.end) if alone else line.sentence_at(unit.start)

    def _fits(self, words: int) -> bool:
        return self.min_words <= words <= self.max_words

    def _would_take_prose(self, document: Document, line: Line) -> bool:
        """Whether a sentence of some length on the line holds none of the phrases, where they have to stand."""
        if line.words < _PROSE:
            return False
        first = self.phrase_pattern.search(document.folded, line.start, line.end)
        before = document.folded[line.start : first.start()] if first else ""
        if _STOP.search(before) and len(before.split()) >= _PROSE:
            return True  # what was found starts in small letters, so that no sentence was seen to end before it
        if len(line.sentences) == 1:
            return False
        sentences = (document.folded[sentence.start : sentence.end] for sentence in line.sentences)
        return any(len(one.split()) >= _PROSE and not self._has_phrase(one) for one in sentences)

    def _has_phrase(self, sentence: str) -> bool:
        """Whether one of the phrases stands in ``sentence``, a folded one, where it has to."""
        pattern = self.phrase_pattern
        found = pattern.match(sentence, lead_length(sentence)) if self.opens else pattern.search(sentence)
        return found is not None

    def _find_span(self, line: Line, window: Span, hit: Hit) -> Span | None:
        if self.compiled is None:
            return Span(*hit)
        before, text = self._window_text(line, window)
        for found in self.compiled.finditer(text, window.start - before, timeout=self._timeout):
            start, end = found.start() + before, found.end() + before
            if start <= hit.start < end:
                return None if self._is_vetoed(line.document.folded[start:end]) else Span(start, end)
        return None

    def _window_text(self, line: Line, window: Span) -> tuple[int, str]:
        """The text of ``window`` with what a pattern may look back at, of this line alone; and where that starts.

        At the start of the line that is a line end: what is said of the first line of a text is said of any.
        """
        source = self._searched_text(line.document)
        first = window.start - _BEHIND
        if first >= line.start:
            return first, source[first : window.end]
        return line.start - 1, "\n" + source[line.start : window.end]

    @property
    def _timeout(self) -> float | None:
        return _TIMEOUT if self.timed else None

    def _searched_text(self, document: Document) -> str:
        return document.text if self.cased else document.folded

    def _is_vetoed(self, folded: str) -> bool:
        """Whether a veto stands in ``folded``; the pattern is slow, and asked only where the letters are there."""
        return any(veto in folded for veto in self.veto_literals) and self.veto_pattern.search(folded) is not None
