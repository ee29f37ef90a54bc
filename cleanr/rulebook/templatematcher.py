"""What a rule said in templates looks for: its templates, labels and rows, compiled and with their anchors.

Everything here is a value, made by `derive` and kept from one process to the next; a regular expression compiles when
the anchors of its template first stand in a unit.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Literal, NamedTuple

from cleanr.rulebook.buttonrow import ButtonRow
from cleanr.rulebook.template import Template
from cleanr.rulebook.unit import Expression, Unit
from cleanr.text.document import Line
from cleanr.text.edits import Span

Scope = Literal["line", "sentence", "span"]

_CLOSING = " \t.)]*_|…}"
_PROSE = 12  # words; a sentence as long as this on the line of a prompt may be the article's
_SPACES = " \t\N{NO-BREAK SPACE}"
_LEAD = (
    " \t\"'([-\N{EN DASH}\N{EM DASH},;:|/\N{NO-BREAK SPACE}\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}"
)


class TemplateMatch(NamedTuple):
    """What a rule finds, ``span``, and what its template ``matched``; half-open, in code points of the text."""

    span: Span
    matched: Span


@dataclass(frozen=True)
class TemplateMatcher:
    """What a rule said in templates looks for.

    ``scope`` is what the rule judges and what its finding covers: the ``line``, the ``sentence``, or the ``span`` that
    a template matches. One of ``templates`` must match it, all of ``required`` too, none of ``vetoes``; it has no fewer
    than ``min_words`` and no more than ``max_words``. ``labels`` are whole lines, by their key; ``row`` a line of
    nothing but known buttons. A rule about a line leaves one with a sentence of some length that its template does not
    touch alone, unless it takes ``prose``. A ``table`` of labels knows its lines by barer keys, and looks closer at how
    they stand there; ``words``, with spaces between, are those of its labels. ``written`` is the rule as its file has
    it and ``lists`` are the word lists of that file, both as they were read: for the rule's page and its proof.
    """

    scope: Scope = "sentence"
    templates: tuple[Template, ...] = ()
    labels: tuple[str, ...] = ()
    row: ButtonRow | None = None
    required: tuple[Expression, ...] = ()
    vetoes: tuple[Expression, ...] = ()
    min_words: int = 0
    max_words: int = 40
    prose: bool = False
    table: bool = False
    words: str = field(default="", repr=False, compare=False)
    written: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
    lists: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    @property
    def label_words(self) -> str:
        """The words of ``labels``, with spaces between; once each where ``words`` says them."""
        return self.words or " ".join(self.labels)

    def fits(self, unit: Unit) -> bool:
        """Return whether ``unit`` has as many words as the rule wants."""
        return self.min_words <= unit.count <= self.max_words

    def is_row(self, words: Sequence[str]) -> bool:
        """Return whether ``words``, folded and no longer glued, are a row of the rule's buttons."""
        if self.row is None or not self.row.fits(words):
            return False
        text = f" {' '.join(words)}"
        return all(one.within(text) for one in self.required) and not any(veto.within(text) for veto in self.vetoes)

    def find(self, line: Line, template: Template, unit: Unit) -> TemplateMatch | None:
        """Return what the rule finds in ``unit`` by ``template``, or None."""
        matched = template.match(unit)
        if matched is None or any(veto.search(unit) for veto in self.vetoes):
            return None
        if not all(other.search(unit) for other in self.required):
            return None
        span = self._covered(line, template, matched)
        return None if span is None or span.start == span.end else TemplateMatch(span, matched)

    def _covered(self, line: Line, template: Template, matched: Span) -> Span | None:
        """What a finding covers, by the scope; None when the line has prose beside it."""
        if self.scope == "span":
            if template.text.endswith("$") and not _ends_line(line, matched):
                return None
            return _trimmed(line.document.text, matched, _SPACES if template.signed else _LEAD)
        if self.scope == "line":
            return None if not self.prose and _leaves_prose(line, matched) else Span(line.start, line.end)
        return _covered_sentences(line, matched)


def _ends_line(line: Line, matched: Span) -> bool:
    """Whether nothing but marks that close stands behind the last word that ``matched`` holds, and no quotation does.

    A span is looked for in the sentence, and "$" is the end of the line: a credit in the midst of a paragraph is told.
    """
    folded, end = line.document.folded, matched.end
    while end > matched.start and not folded[end - 1].isalnum():
        end -= 1
    return not folded[end : line.end].strip(_CLOSING)


def _trimmed(text: str, span: Span, lead: str) -> Span:
    """``span`` without the separator before its first word or sign, ``lead``, but with a bracket that it closes."""
    start = span.start
    while start < span.end and text[start] in lead:
        start += 1
    found = text[start : span.end]
    closes = found.count(")") > found.count("(") and text[start - 1 : start] == "("
    return Span(start - closes, span.end)


def _touched_sentences(line: Line, matched: Span) -> Sequence[Span]:
    """The sentences that ``matched`` has a part in: they are in order, and a line may have a million."""
    sentences = line.sentences
    first = bisect_right(sentences, matched.start, key=attrgetter("end"))
    return sentences[first : bisect_left(sentences, matched.end, first, key=attrgetter("start"))]


def _covered_sentences(line: Line, matched: Span) -> Span:
    """The sentences that ``matched`` touches; the whole line when these are all."""
    # A sign alone is looked at, and not taken: it touches no sentence.
    touched = _touched_sentences(line, matched) or [line.sentence_at(matched.start)]
    if len(touched) == len(line.sentences):
        return Span(line.start, line.end)
    return Span(touched[0].start, touched[-1].end)


def _leaves_prose(line: Line, matched: Span) -> bool:
    """Whether the line has a sentence of some length that ``matched`` does not touch."""
    if line.words < _PROSE or len(line.sentences) == 1:
        return False
    touched = _touched_sentences(line, matched)
    return any(
        one not in touched and line.document.count_words(line.document.folded[one.start : one.end]) >= _PROSE
        for one in line.sentences
    )
