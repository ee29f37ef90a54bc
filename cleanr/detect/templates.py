"""What the rules said in templates find on one line: its label, its row of buttons, its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cleanr.detect.anchors import Entry
from cleanr.detect.candidates import Place
from cleanr.detect.index import Index
from cleanr.detect.shortlines import GLUED, THOUSAND, UNKNOWN, all_buttons, label_of
from cleanr.detect.units import Units
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import Rule
from cleanr.rulebook.unit import Unit
from cleanr.text.document import Document, Line
from cleanr.text.edits import Span
from cleanr.text.folding import WORD, fold

_QUOTED = re.compile(r"[\[(*_]*[\"']\w")
_NO_LABEL = re.compile(r"[,\"']$|`|</|\(\)|^(?://|<!--)")  # verse or dialogue, its last word alone on a line; code
_LONGEST_REASON = 60  # code points of what a rule read, as its finding repeats it

RuleMatch = tuple[Rule, Match]


def label_matches(document: Document, index: Index, number: int, label: int) -> Iterator[RuleMatch]:
    """Yield what finds that line ``number``, a short one, is the ``label``; if that is `UNKNOWN`, it is looked for."""
    line = document.line(number)
    if label == UNKNOWN and (words := document.unmarked[line.start : line.end].split()):
        label = label_of(index, words, document.raw[number])
    if label != UNKNOWN and not _QUOTED.match(line.folded_core) and not _NO_LABEL.search(line.folded_core):
        yield from ((rule, _line_match(line, line.start, line.end)) for rule in index.label_rules[label])


def row_matches(document: Document, index: Index, number: int) -> Iterator[RuleMatch]:
    """Yield what finds that line ``number``, a short one, is nothing but buttons; in a sentence there are commas."""
    line = document.line(number)
    if "," in line.text:
        return
    words = WORD.findall(fold(GLUED.sub(" ", document.text[line.core.start : line.core.end])))
    if not words or words[0] == THOUSAND or not all_buttons(index.row_words, words):
        return
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
