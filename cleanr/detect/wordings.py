"""What the rules said in templates find on one line: its label, its row of buttons, its sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from cleanr.detect.index import Entry, Index
from cleanr.document import Document, Line
from cleanr.folding import WORD, fold
from cleanr.rule import Note, Rule
from cleanr.rulebook.spelling import line_key
from cleanr.rulebook.unit import Unit
from cleanr.text import Span

LONGEST_LABEL = 120  # code points of a line that may be a label or a row of buttons
_QUOTED = re.compile(r"[\[(*_]*[\"']\w")
_GLUED = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_LONGEST_REASON = 60  # code points of what a rule read, as its finding repeats it

Candidates = Iterable[tuple[int, Sequence[Entry]]]  # places in the text, each with the templates to try there
Found = tuple[Rule, Note]


def labelled(document: Document, index: Index, number: int) -> Iterator[Found]:
    """Yield what whole-line rules find on line ``number``, a short one: labels, and rows of buttons."""
    start, raw = document.starts[number], document.raw[number]
    words = document.apart[start : start + len(raw)].split()
    if not words:
        return
    rules = _label_rules(index, words, raw)
    if rules or index.may_be_row(words[0]):
        line = document.line(number)
        if not _QUOTED.match(line.said) and not line.said.endswith(","):
            yield from ((rule, _note(line, line.start, line.end)) for rule in rules)
        yield from _rows(index, line)


def _label_rules(index: Index, words: list[str], raw: str) -> Sequence[Rule]:
    key = line_key(words)
    rules = index.labels.get(key) or index.labels.get(line_key(words, counted=False))
    if not rules and "&" in raw:
        rules = index.labels.get(line_key(WORD.findall(fold(raw).replace("&", " and "))))
    if not rules and words[0] == "o":  # a nested bullet of plain text
        rules = index.labels.get(line_key(words[1:]))
    if not rules and raw.rstrip().endswith(("*", ")", "]")):
        rules = index.labels.get(_undressed(raw))
    return rules or ()


def _undressed(raw: str) -> str:
    """The key of a line without what a form or a counter puts behind it: "Email*", "Comments (12)"."""
    return line_key(WORD.findall(re.sub(r"\s*(?:\*|[(\[]\d+[)\]])\s*$", "", fold(raw))))


def _rows(index: Index, line: Line) -> Iterator[Found]:
    """The rules for which the line is nothing but buttons; one in a list of a sentence has commas."""
    if "," in line.text:
        return
    words = WORD.findall(fold(_GLUED.sub(" ", line.document.text[line.core.start : line.core.end])))
    for rule, look in index.rows:
        if line.words_said <= look.max_words and look.is_row(words):
            yield rule, _note(line, line.start, line.end)


def matched(document: Document, number: int, candidates: Candidates) -> Iterator[Found]:
    """Yield what templates find on line ``number``: of each rule each span once."""
    line = document.line(number)
    units: dict[tuple[int, int], Unit | None] = {}
    tried: set[tuple[int, int]] = set()
    found: dict[tuple[str, Span], tuple[int, Rule, Note]] = {}
    for place, entries in candidates:
        sentence = -1
        for entry in entries:
            if entry.wording.scope == "line":
                firsts: Iterable[int] = (-1,)
            else:
                if sentence < 0:
                    sentence = max(bisect_right(line.sentences, Span(place, 1 << 62)) - 1, 0)
                firsts = range(max(0, sentence - entry.template.stops), sentence + 1)
            for first in firsts:
                if (entry.number, first) in tried:
                    continue
                tried.add((entry.number, first))
                key = first, entry.template.stops
                if key not in units:
                    units[key] = entry.wording.unit(document, line, entry.template, max(first, 0))
                unit = units[key]
                if unit is not None and (note := _noted(line, entry, unit)):
                    known = found.get((entry.rule.id, note.span))
                    if known is None or entry.number < known[0]:
                        found[entry.rule.id, note.span] = entry.number, entry.rule, note
    yield from ((rule, note) for _, rule, note in found.values())


def _noted(line: Line, entry: Entry, unit: Unit) -> Note | None:
    _, _, wording, template = entry
    if template.openers is not None and unit.first not in template.openers:
        return None
    if not wording.fits(unit) or not template.possible(unit):
        return None
    hit = wording.find(line, template, unit)
    return None if hit is None else Note(hit.span, _reason(line.document.folded[hit.matched.start : hit.matched.end]))


def _note(line: Line, start: int, end: int) -> Note:
    return Note(Span(start, end), _reason(line.said))


def _reason(said: str) -> str:
    said = said.strip()
    if len(said) > _LONGEST_REASON:
        said = f"{said[:40].rstrip()} … {said[-15:].lstrip()}"
    return f'says "{said}"'
