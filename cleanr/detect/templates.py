"""What the rules said in templates find on one line: its label, its row of buttons, its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from cleanr.detect.index import Entry, Index
from cleanr.detect.units import Units
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import Rule
from cleanr.rulebook.spelling import line_key
from cleanr.rulebook.unit import Unit
from cleanr.text.document import Document, Line
from cleanr.text.edits import Span
from cleanr.text.folding import WORD, fold

LONGEST_LABEL = 160  # code points of a line that may be a label or a row of buttons, with its indentation
_QUOTED = re.compile(r"[\[(*_]*[\"']\w")
_NO_LABEL = re.compile(r"[,\"']$|`|</|\(\)|^(?://|<!--)")  # verse or dialogue, its last word alone on a line; code
_GLUED = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_FIGURE = re.compile(r"\d")
_OF_SCREENS = ("tab", "window")  # how what a reader of screens says of a link ends
_MOST_WORDS = 40  # of a line that may be a label; of what is longer, the rest stays one word
_FIRST_WORD = 24  # code points in which the first two buttons of a row stand, if they are glued
_LONGEST_REASON = 60  # code points of what a rule read, as its finding repeats it

Candidates = Iterable[tuple[int, Sequence[Entry]]]  # places in the text, each with the templates to try there
RuleMatch = tuple[Rule, Match]


def label_matches(document: Document, index: Index, number: int) -> Iterator[RuleMatch]:
    """Yield what whole-line rules find on line ``number``, a short one: labels, and rows of buttons."""
    start, raw = document.starts[number], document.raw[number]
    words = document.unmarked[start : start + len(raw)].split(None, _MOST_WORDS)
    if words and (_may_start_label(words[0], index) or _GLUED.search(raw, 0, _FIRST_WORD)):
        rules = index.labels.get(" ".join(words)) or _decorated_label(index, words, raw)
        line = document.line(number)
        if rules and not _QUOTED.match(line.folded_core) and not _NO_LABEL.search(line.folded_core):
            yield from ((rule, _line_match(line, line.start, line.end)) for rule in rules)
        yield from _row_matches(index, line, words[0])


def _may_start_label(word: str, index: Index) -> bool:
    """Whether a label or a row may begin with ``word``: known words, figures, the bullet of plain text."""
    return word in index.first_words or word[0].isdecimal() or word == "o"


def _decorated_label(index: Index, words: list[str], raw: str) -> Sequence[Rule]:
    """The rules that have the label of a line, where figures, signs and what a reader of screens says stand in it."""
    keys = []
    if words[-1] in _OF_SCREENS or _FIGURE.search(raw):
        keys.append(line_key(words))
    if "&" in raw:
        keys.append(line_key(WORD.findall(fold(raw).replace("&", " and "))))
    if words[0] == "o":  # a nested bullet of plain text
        keys.append(line_key(words[1:]))
    if raw.rstrip().endswith(("*", ")", "]")):
        keys.append(_undecorated_key(raw))
    return next((rules for key in keys if (rules := index.labels.get(key))), ())


def _undecorated_key(raw: str) -> str:
    """The key of a line without what a form or a counter puts behind it: "Email*", "Comments (12)"."""
    return line_key(WORD.findall(re.sub(r"\s*(?:\*|[(\[]\d+[)\]])\s*$", "", fold(raw))))


def _row_matches(index: Index, line: Line, first: str) -> Iterator[RuleMatch]:
    """The rules for which the line is nothing but buttons; what is told in a sentence has commas between."""
    begins = first in index.row_first_words or first[0].isdecimal() or _GLUED.search(line.text, 0, _FIRST_WORD)
    if not begins or "," in line.text:
        return
    words = WORD.findall(fold(_GLUED.sub(" ", line.document.text[line.core.start : line.core.end])))
    for rule, matcher in index.rows:
        if line.core_words <= matcher.max_words and matcher.is_row(words):
            yield rule, _line_match(line, line.start, line.end)


def template_matches(document: Document, number: int, candidates: Candidates) -> Iterator[RuleMatch]:
    """Yield what templates find on line ``number``: of each rule each span once."""
    whole = Unit(document, document.starts[number], document.starts[number + 1])
    likely = _possible(candidates, whole)
    if not likely:
        return
    line = document.line(number)
    units = Units(line)
    tried: set[tuple[int, int]] = set()
    found: dict[tuple[str, Span], tuple[int, Rule, Match]] = {}
    for place, entry in likely:
        for unit in units.of(entry, place):
            if (entry.number, unit.start) in tried:
                continue
            tried.add((entry.number, unit.start))
            if match := _match(line, entry, unit):
                earlier = found.get((entry.rule.id, match.span))
                if earlier is None or entry.number < earlier[0]:
                    found[entry.rule.id, match.span] = entry.number, entry.rule, match
    yield from ((rule, match) for _, rule, match in found.values())


def _possible(candidates: Candidates, whole: Unit) -> list[tuple[int, Entry]]:
    """Of ``candidates``, those whose templates have all that they need on the ``whole`` line: one in ten."""
    possible: dict[int, bool] = {}
    likely = []
    for place, entries in candidates:
        for entry in entries:
            answer = possible.get(entry.number)
            if answer is None:
                answer = possible[entry.number] = entry.template.possible(whole, anchored=True)
            if answer:
                likely.append((place, entry))
    return likely


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
