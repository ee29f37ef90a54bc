"""Units: the lines and sentences that templates are held against."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from cleanr.rulebook.shorthand import expanded
from cleanr.text.bullets import lead_length
from cleanr.text.document import Document
from cleanr.text.edits import Span
from cleanr.text.folding import WORD, plain, unspaced_words, without_emphasis

LONGEST_UNIT = 2_000  # code points; a longer line or sentence is no prompt, and bounds what a pattern can cost
_SPACES = re.compile("  +")
_MOST_MARKS = 80  # code points of bullets and the like before a sentence


class Unit:
    """A stretch of a line that a template is held against: ``[start, end)``, code points of the document's text."""

    __slots__ = ("_count", "_first", "_spaced_words", "_words", "document", "end", "start")

    def __init__(self, document: Document, start: int, end: int) -> None:
        self.document, self.start, self.end = document, start, end
        self._words: frozenset[str] | None = None
        self._spaced_words = ""
        self._first = ""
        self._count = 0

    @property
    def first(self) -> str:
        """The first word in it, folded."""
        if not self._first and (word := WORD.search(self.document.unmarked, self.start, self.end)):
            self._first = word[0]
        return self._first

    @property
    def count(self) -> int:
        """How many words it has between its spaces; in scripts that do without, what `unspaced_words` counts."""
        if not self._count:
            text = self.document.folded[self.start : self.end]
            self._count = self.document.count_words(text) + unspaced_words(text)
        return self._count

    @property
    def words(self) -> frozenset[str]:
        """The words that stand in it, folded."""
        if self._words is None:
            self._words = frozenset(self.document.unmarked[self.start : self.end].split())
        return self._words

    @property
    def spaced_words(self) -> str:
        """The same in order, a space around each."""
        if not self._spaced_words:
            spaced_words = f" {self.document.unmarked[self.start : self.end]} "
            while "  " in spaced_words:
                spaced_words = spaced_words.replace("  ", " ")
            self._spaced_words = spaced_words
        return self._spaced_words

    def has_sign(self, signs: tuple[str, ...]) -> bool:
        """Return whether one of ``signs``, of money or a handle, stands in it."""
        return any(self.document.folded.find(sign, self.start, self.end) >= 0 for sign in signs)

    def folded(self) -> str:
        """What patterns are held against: the folded text with a space before it, and one where a line was wrapped."""
        return " " + self._squeezed(without_emphasis(self.document.folded[self.start : self.end]))

    def cased(self) -> str:
        """The same with its capitals."""
        return " " + self._squeezed(plain(without_emphasis(self.document.text[self.start : self.end])))

    def _squeezed(self, text: str) -> str:
        return _SPACES.sub(" ", text) if self.document.wrapped and "  " in text else text

    def place(self, position: int) -> int:
        """Return where in the document what stands at ``position`` of `folded` or `cased` stands, in code points."""
        place = position - 1
        if self.document.wrapped:
            for run in _SPACES.finditer(without_emphasis(self.document.folded[self.start : self.end])):
                if run.start() >= place:
                    break
                place += len(run[0]) - 1
        return self.start + place


@dataclass(frozen=True, slots=True)
class Expression:
    """A regular expression, held against folded text, or against the text with its capitals (``cased``).

    ``pattern``: with or without the signs of `shortened`.
    """

    pattern: str
    cased: bool = False

    def search(self, unit: Unit) -> re.Match[str] | None:
        """Return the first match in ``unit``."""
        return self.within(unit.cased() if self.cased else unit.folded())

    def within(self, text: str) -> re.Match[str] | None:
        """Return the first match in ``text``, which has a space before it."""
        return _compiled(self.pattern).search(text)


@lru_cache(maxsize=8_192)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(expanded(pattern))


def sentence_core(document: Document, sentence: Span) -> Span:
    """Return ``sentence`` without the marks before it; no more of them than a line may have after it."""
    first = document.folded[sentence.start : sentence.start + 1]
    if first.isalnum() and first != "o":  # "o": a nested bullet of plain text
        return sentence
    text = document.text[sentence.start : min(sentence.end, sentence.start + _MOST_MARKS)]
    return Span(sentence.start + lead_length(text), sentence.end)
