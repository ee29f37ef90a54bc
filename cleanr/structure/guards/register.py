"""How a text speaks: to its reader, as guides do, or of what somebody said, as news does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from cleanr.findings.evidence import Evidence, cached_by_findings
from cleanr.structure.lines.titles import is_furniture
from cleanr.text.context.context import context_of
from cleanr.text.context.news import news_in_letters, news_words
from cleanr.text.document import Document, Line, cached_by_document, cached_by_line
from cleanr.text.folding import fold
from cleanr.text.kernel import quick
from cleanr.text.wordset import WordSets

_ADDRESSES = frozenset(("you", "your", "yourself"))
_SELVES = frozenset(("i", "we", "my", "our", "me", "us"))  # who writes speaks of himself
_DATES = frozenset(
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", *map(str, range(1600, 2100)))
)
_TOPICS, _RATE = 2, 45  # words of what news is about, and how many words for each: such a text is likely news
_LONG_LINE = 6  # words of a line that may be one of a wrapped paragraph
_LEAST_WORDS = 8  # of prose; with less, there is no text to tell the kind of
_BRIEF = 40  # words of prose; with less, one word of what news is about tells, and without one nothing does
_TABLE = "reporting.txt"
_ENGLISH = "en"
_APART = "|"


@quick
class Register(NamedTuple):
    """How the paragraphs of a text speak: to the reader, or of what somebody said.

    ``addresses``: how often the reader is spoken to; ``reports``: how often the text tells what somebody said, and
    ``english_reports`` how often in English; ``selves``: how often who writes speaks of himself; ``dates``: how many
    days of the week and years are named, in English; ``topics``: how often it names what news is about; ``figures``: how
    many paragraphs have figures in them.
    """

    words: int
    addresses: int
    reports: int
    english_reports: int
    selves: int
    dates: int
    topics: int
    figures: int

    @property
    def guide(self) -> bool:
        """Whether the text speaks to the reader, as guides do."""
        return self._speaks_to_reader and self.addresses > 2 * self.reports

    @property
    def news(self) -> bool:
        """Whether the text tells what somebody said, as news does."""
        return self.reports >= 2 and not self.guide

    @property
    def other(self) -> bool:
        """Whether the text is something else than news; tales tell who said what, but of no council and no year."""
        tells = self.reports and (self.topics or self.figures)
        brief = self.topics and self.words < _BRIEF
        return self.words >= _LEAST_WORDS and not tells and not brief and not self.chronicle

    @property
    def report(self) -> bool:
        """Whether the text tells what somebody said, in what could be news, and does not speak to its reader."""
        return self.reports > 0 and not self.other and not self.guide

    @property
    def likely_news(self) -> bool:
        """Whether the text is likely news, be it that it quotes nobody."""
        return self.topics >= _TOPICS and self.topics * _RATE >= self.words

    @property
    def chronicle(self) -> bool:
        """Whether the text tells, of others and to nobody, what happened when, as features do that quote no one."""
        return self.dates >= 2 and not self.addresses and not self.selves

    @property
    def english(self) -> bool:
        """Whether the text tells what somebody said in English."""
        return self.english_reports >= 2

    @property
    def _speaks_to_reader(self) -> bool:
        return self.addresses >= 2 and self.addresses * 125 > self.words


@cached_by_findings
def register_of(document: Document, evidence: Evidence) -> Register:
    """Return how the paragraphs of a document speak; what is furniture by the evidence so far is left out."""
    voices = [_voice(line) for line in _told(document) if not is_furniture(line, evidence)]
    return Register(*map(sum, zip(*voices, strict=True))) if voices else Register(*(0,) * len(Register._fields))


@cached_by_document
def _told(document: Document) -> list[Line]:
    """The paragraphs of a text; of a short or wrapped one, in which no line is one, its sentences and longer lines."""
    return document.paragraphs or [
        line for line in document.visible_lines if line.words >= _LONG_LINE or line.ends_sentence
    ]


@cached_by_line
def _voice(line: Line) -> Register:
    """How one paragraph speaks."""
    document = line.document
    told, addresses, english, selves, dates, topics = _words().counts(document.unmarked, line.start, line.end)
    in_letters = sum(len(pattern.findall(line.folded)) for pattern in _letters_of(document))
    if document.unspaced:
        topics += news_in_letters(document.unmarked[line.start : line.end])
    reports = told - addresses - selves - dates + in_letters
    return Register(line.words, addresses, reports, english, selves, dates, topics, int(line.has_figure))


@cached_by_document
def _letters_of(document: Document) -> tuple[re.Pattern[str], ...]:
    """What tells of somebody who said something in the languages of a text, where that is not a word by itself."""
    return tuple(pattern for language, pattern in _letters().items() if context_of(document).hears(language))


@cache
def _words() -> WordSets:
    """What is counted in each paragraph; the first set holds the words of all languages that tell how a text speaks."""
    reporting = (word for said in _table().values() if _APART not in said for word in said.split())
    telling = _ADDRESSES.union(_SELVES, _DATES, reporting)
    return WordSets(telling, _ADDRESSES, frozenset(_table()[_ENGLISH].split()), _SELVES, _DATES, news_words())


@cache
def _letters() -> Mapping[str, re.Pattern[str]]:
    return {language: re.compile(said) for language, said in _table().items() if _APART in said}


@cache
def _table() -> Mapping[str, str]:
    """What news tells of, by language."""
    said = files("cleanr").joinpath("structure", "guards", _TABLE).read_text(encoding="utf-8")
    rows = (line.partition(": ") for line in said.splitlines() if line and line[0] != "#")
    return {language: fold(words) for language, _, words in rows}
