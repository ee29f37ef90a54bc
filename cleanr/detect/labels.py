"""What the tables of labels find on one line: whether it is a label, and stands there as one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanr.detect.index import Index
from cleanr.findings.finding import Match
from cleanr.rulebook.labels import is_weak_label
from cleanr.rulebook.rule import Rule
from cleanr.rulebook.tablekeys import table_key
from cleanr.text.document import Document, Line
from cleanr.text.edits import Span
from cleanr.text.folding import WORD, fold

_BETWEEN = re.compile(r"[|\N{BULLET}\N{MIDDLE DOT}]")  # the labels of a row
_LEAST_CELLS = 3  # two may be a headline and its section
_MOST_WORDS = 24  # of a line that may be a label
_SENTENCE = 4  # words; with a full stop behind fewer than these a label is a remark, or a heading's end
# A heading of Markdown or a wiki, of a law, a numbered list, a cell of a table; code.
_SET = re.compile(r"\s*(?:#|==|§|\d{1,3}[.)]\s|\|)|.*(?:\||`|</|\(\))\s*$", re.DOTALL)
_COMMAS = (",", "،", "、", "，", ";", "；", "؛")
_STOPS = (".", "。", "।")
_QUOTES = '"“”„「」『』'
_PAIRS = (("(", ")"), ("[", "]"), ("「", "」"), ("『", "』"), ("（", "）"), ("【", "】"))
_SPEECH = re.compile(r"\s*[-–—]\s?\w.*[.!?…]\s*$", re.DOTALL)  # a dash before an end mark: somebody speaks


def table_matches(document: Document, index: Index, number: int) -> Iterator[tuple[Rule, Match]]:
    """Yield what the tables of labels say of line ``number``, a short one."""
    start, raw = document.starts[number], document.raw[number]
    words = document.unmarked[start : start + len(raw)].split(None, _MOST_WORDS)
    if words and len(words) <= _MOST_WORDS:
        rules = index.table_rules(table_key(words)) or _row_rules(raw, index)
        if rules and stands_alone(line := document.line(number)):
            yield from ((rule, Match(Span(line.start, line.end), f'says "{line.folded_core}"')) for rule in rules)


def _row_rules(line: str, index: Index) -> tuple[Rule, ...]:
    """The rules of the first sure label, else of the first, in a row of labels: "About us | Contact | Privacy"."""
    if not _BETWEEN.search(line):
        return ()
    cells = [cell for cell in _BETWEEN.split(line) if cell.strip()]
    if len(cells) < _LEAST_CELLS:
        return ()
    found = [index.table_rules(table_key(WORD.findall(fold(cell)))) for cell in cells]
    if not all(found):
        return ()
    several = [rules for rules in found if rules]
    sure = [rules for rules in several if not all(is_weak_label(rule.id) for rule in rules)]
    return tuple((sure or several)[0])


def stands_alone(line: Line) -> bool:
    """Return whether ``line`` stands as labels do: no sentence, no quotation, no heading, no item with a number."""
    text = line.text
    if _SET.match(text) or _SPEECH.match(text) or _is_quoted(text) or text.endswith(_COMMAS):
        return False
    return line.words >= _SENTENCE or not text.endswith(_STOPS) or text.endswith("..")


def _is_quoted(text: str) -> bool:
    """Whether ``text`` is a quotation, or holds a part of one or of a bracket."""
    first, last = text.lstrip("([*_ ")[:1], text.rstrip(")]*_ ")[-1:]
    if first in _QUOTES or last in _QUOTES or first + last == "«»":  # one of the two alone is an arrow
        return True
    return any(text.count(one) != text.count(other) for one, other in _PAIRS)
