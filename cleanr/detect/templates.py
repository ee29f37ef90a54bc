"""What the rules said in templates find on one line: its label, its row of buttons, its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cleanr.detect.anchors import Entry
from cleanr.detect.candidates import Place
from cleanr.detect.index import Index
from cleanr.detect.shortlines import DECORATIONS, FIRST_BUTTONS, GLUED, UNKNOWN
from cleanr.detect.units import Units
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import Rule
from cleanr.rulebook.spelling import SCREEN_READER_ENDS, line_key
from cleanr.rulebook.unit import Unit
from cleanr.text.document import Document, Line
from cleanr.text.edits import Span
from cleanr.text.folding import WORD, fold

_QUOTED = re.compile(r"[\[(*_]*[\"']\w")
_NO_LABEL = re.compile(r"[,\"']$|`|</|\(\)|^(?://|<!--)")  # verse or dialogue, its last word alone on a line; code
_FIGURE = re.compile(r"\d")
_LONGEST_REASON = 60  # code points of what a rule read, as its finding repeats it

RuleMatch = tuple[Rule, Match]


def label_matches(document: Document, index: Index, number: int, label: int) -> Iterator[RuleMatch]:
    """Yield what whole-line rules find on line ``number``, a short one: the ``label`` that it is, or a row of buttons.

    Of a label that is `UNKNOWN` the line is looked at again.
    """
    line = document.line(number)
    words = document.unmarked[line.start : line.end].split()
    if not words:
        return
    if label == UNKNOWN:
        label = _label_of(index, words, document.raw[number])
    if label != UNKNOWN and not _QUOTED.match(line.folded_core) and not _NO_LABEL.search(line.folded_core):
        yield from ((rule, _line_match(line, line.start, line.end)) for rule in index.label_rules[label])
    yield from _row_matches(index, line, words[0])


def _label_of(index: Index, words: list[str], raw: str) -> int:
    keys = (" ".join(words), *_decorated_keys(words, raw))
    return next((index.labels[key] for key in keys if key in index.labels), UNKNOWN)


def _decorated_keys(words: list[str], raw: str) -> Iterator[str]:
    """The keys of a line without the figures, signs and words of a reader of screens that stand in it."""
    if words[-1] in SCREEN_READER_ENDS or _FIGURE.search(raw):
        yield line_key(words)
    if "&" in raw:
        yield line_key(WORD.findall(fold(raw).replace("&", " and ")))
    if words[0] == "o":  # a nested bullet of plain text
        yield line_key(words[1:])
    if raw.rstrip().endswith(DECORATIONS):
        yield _undecorated_key(raw)


def _undecorated_key(raw: str) -> str:
    """The key of a line without what a form or a counter puts behind it: "Email*", "Comments (12)"."""
    return line_key(WORD.findall(re.sub(r"\s*(?:\*|[(\[]\d+[)\]])\s*$", "", fold(raw))))


def _row_matches(index: Index, line: Line, first: str) -> Iterator[RuleMatch]:
    """The rules for which the line is nothing but buttons; what is told in a sentence has commas between."""
    begins = first in index.row_first_words or first[0].isdecimal() or GLUED.search(line.text, 0, FIRST_BUTTONS)
    if not begins or "," in line.text:
        return
    words = WORD.findall(fold(GLUED.sub(" ", line.document.text[line.core.start : line.core.end])))
    for rule, matcher in index.rows:
        if line.core_words <= matcher.max_words and matcher.is_row(words):
            yield rule, _line_match(line, line.start, line.end)


def template_matches(document: Document, index: Index, number: int, places: Iterable[Place]) -> Iterator[RuleMatch]:
    """Yield what templates find at ``places`` of line ``number``: of each rule, and language, each span once."""
    line = document.line(number)
    units = Units(line)
    tried: set[tuple[int, int]] = set()
    found: dict[tuple[str, str, Span], tuple[int, Rule, Match]] = {}
    for _, place, template in places:
        entry = index.entries[template]
        for unit in units.of(entry, place):
            if (template, unit.start) in tried:
                continue
            tried.add((template, unit.start))
            if match := _match(line, entry, unit):
                key = (entry.rule.id, entry.rule.language, match.span)
                if key not in found or template < found[key][0]:
                    found[key] = template, entry.rule, match
    yield from ((rule, match) for _, rule, match in found.values())


def _match(line: Line, entry: Entry, unit: Unit) -> Match | None:
    _, _, matcher, template = entry
    if template.first_word_set is not None and unit.first not in template.first_word_set:
        return None
    if not matcher.fits(unit) or not template.possible(unit):
        return None
    hit = matcher.find(line, template, unit)
    return None if hit is None else Match(hit.span, _reason(line.document.folded[hit.matched.start : hit.matched.end]))


def _line_match(line: Line, start: int, end: int) -> Match:
    return Match(Span(start, end), _reason(line.folded_core))


def _reason(text: str) -> str:
    text = text.strip()
    if len(text) > _LONGEST_REASON:
        text = f"{text[:40].rstrip()} … {text[-15:].lstrip()}"
    return f'says "{text}"'
