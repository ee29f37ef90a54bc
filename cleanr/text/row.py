"""Rows: a line of a document with its facts. The kernel's plain twin, and its definition."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from cleanr.text.bullets import core_of, is_bulleted
from cleanr.text.cells import may_be_row
from cleanr.text.edits import Span
from cleanr.text.fact import fact
from cleanr.text.folding import unspaced_words, words_of_letters
from cleanr.text.kernel import KERNEL
from cleanr.text.sentences import CLOSERS, FULL_STOPS

_TWELVE_WORDS, _FORTY_WORDS = 22, 78  # characters at least, in scripts without spaces: one word, and two for each other
_FIGURE = re.compile("[0-9]")

if TYPE_CHECKING:
    from cleanr.text.document import Document, Line


class PlainRow:
    """Line number ``index`` of ``document`` and its facts, each worked out when it is asked for.

    ``start``, ``end``: what stands on the line, without the white space around it (equal on a blank line).
    Spans are half-open, in code points of the document's (repaired) text.
    """

    __slots__ = ("document", "end", "index", "start")  # facts are kept in the __dict__ that a `Line` adds

    def __init__(self, document: Document, index: int) -> None:
        self.document = document
        self.index = index
        raw, start = document.raw[index], document.starts[index]
        text = raw.strip()
        if text[:1] != raw[:1]:
            start += raw.index(text)
        self.start = start
        self.end = start + len(text)
        self.__dict__["text"] = text

    @fact
    def text(self) -> str:
        return self.document.text[self.start : self.end]

    @fact
    def folded(self) -> str:
        return self.document.folded[self.start : self.end]

    @fact
    def core(self) -> Span:
        """The line without bullets, Markdown marks, arrows, emoji and a trailing colon."""
        start, end = core_of(self.text)
        return Span(self.start + start, self.start + end)

    @fact
    def folded_core(self) -> str:
        """The folded text of the core: what the line says."""
        start, end = self.core
        return self.document.folded[start:end]

    @fact
    def words(self) -> int:
        """How many words there are; in scripts without spaces two letters make one, five of Thai."""
        return self.document.count_words(self.text) + unspaced_words(self.text)

    @fact
    def core_words(self) -> int:
        """How many words `folded_core` has between its spaces."""
        return self.document.count_words(self.folded_core) + unspaced_words(self.folded_core)

    @property
    def length(self) -> int:
        """How many characters there are with the white space around the line and its end."""
        return self.document.starts[self.index + 1] - self.document.starts[self.index]

    @property
    def indent(self) -> int:
        """How many characters of white space stand before the line."""
        return self.start - self.document.starts[self.index]

    @fact
    def has_figure(self) -> bool:
        """Whether there is a figure on the line, one of 0 to 9."""
        return _FIGURE.search(self.text) is not None

    @property
    def blank(self) -> bool:
        return self.start == self.end

    @fact
    def bulleted(self) -> bool:
        """Whether the line starts with a bullet or a list number."""
        return is_bulleted(self.text)

    @fact
    def ends_sentence(self) -> bool:
        """Whether the line ends as a sentence does."""
        last = self.text.rstrip(CLOSERS)[-1:]
        return bool(last) and last in FULL_STOPS

    @fact
    def prose(self) -> bool:
        """Whether the line reads like a paragraph: a full sentence of some length, or long at any rate."""
        size = len(self.text)  # tells of most lines that they have too few words, and no word has to be counted
        if size < _TWELVE_WORDS:
            return False
        if not self.ends_sentence:
            return size >= _FORTY_WORDS and self.words + words_of_letters(self.text) >= 40
        return size >= 40 if self.words < 4 else self.words >= 12  # few: scripts that put no spaces between words

    @fact
    def may_be_row(self) -> bool:
        """Whether anything on the line could part the cells of a table."""
        return may_be_row(self.text)

    @fact
    def row(self) -> bool:
        """Whether the line is a row of a table, cells side by side: no sentence, and never a title."""
        return self.may_be_row and self.index in self.document.rows

    @fact
    def title_like(self) -> bool:
        """Whether the line could be a headline: a few words, a capital or a figure first, no full stop at its end."""
        first = self.document.text[self.core.start : self.core.start + 2].lstrip("\"'\u201c\u2018(")[:1]
        stopped = self.text.rstrip(CLOSERS).endswith((".", ",", ";", ":", "\u3002", "\uff0c", "\uff1a"))
        longest = 25 - words_of_letters(self.text)  # no mark ends their sentences, so that a longer line may be one
        return 2 <= self.words <= longest and not first.islower() and not stopped and not self.row

    @fact
    def place(self) -> int:
        """How many lines that are not blank stand above."""
        return bisect_left(self.document.visible, self.index)

    @fact
    def before(self) -> Line | None:
        """The nearest line above that is not blank."""
        return self.document.visible_lines[self.place - 1] if self.place else None

    @fact
    def after(self) -> Line | None:
        """The nearest line below that is not blank."""
        below = self.place + (not self.blank)
        lines = self.document.visible_lines
        return lines[below] if below < len(lines) else None

    @fact
    def in_capitals(self) -> bool:
        """Whether the line is in capitals."""
        return self.text.isupper() and self.words >= 2


if TYPE_CHECKING or KERNEL is None:  # noqa: SIM108  # mypy knows no type for the other way to write it
    Row = PlainRow
else:
    Row = KERNEL.Row
