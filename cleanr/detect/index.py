"""All rules said in templates, by what they wait for: anchors, labels, rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cleanr.fact import fact
from cleanr.folding import WORD, fold, marks_apart
from cleanr.rule import Rule
from cleanr.rulebook.template import Template, literals_of
from cleanr.rulebook.wording import Wording
from cleanr.scan import Scanner, narrow_first

_PREFIX = 3  # letters by which a line is known to begin as a row may


class Entry(NamedTuple):
    """A template of a rule. ``number`` tells it from all others, in the order of the rules."""

    number: int
    rule: Rule
    wording: Wording
    template: Template


class Index:
    """What the rules of a ruleset that are said in templates wait for; made once, never changed."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.worded = [(rule, rule.look) for rule in rules if isinstance(rule.look, Wording)]

    @fact
    def entries(self) -> tuple[Entry, ...]:
        """Every template of every rule."""
        several = ((rule, look, template) for rule, look in self.worded for template in look.says)
        return tuple(Entry(number, *one) for number, one in enumerate(several))

    @fact
    def labels(self) -> dict[str, list[Rule]]:
        """For each whole line that is a label, by its key, the rules that have it."""
        table: dict[str, list[Rule]] = {}
        for rule, look in self.worded:
            for key in look.labels:
                table.setdefault(key, []).append(rule)
        return table

    @fact
    def rows(self) -> tuple[tuple[Rule, Wording], ...]:
        """The rules about lines of nothing but buttons."""
        return tuple((rule, look) for rule, look in self.worded if look.row)

    @fact
    def row_prefixes(self) -> frozenset[str]:
        """The first letters of lines that may be such rows."""
        firsts = (first for _, look in self.rows if look.row for first in look.row.firsts)
        return frozenset(first[:_PREFIX] for first in firsts)

    def may_be_row(self, first: str) -> bool:
        """Return whether a line that begins with the word ``first`` may be nothing but buttons."""
        prefixes = self.row_prefixes
        return first[:3] in prefixes or first[:2] in prefixes or first[:1] in prefixes or first[:1].isdecimal()

    def anchored(self, apart: str) -> Iterator[tuple[int, Sequence[Entry]]]:
        """Yield each place where an anchor stands, with the templates that wait for it.

        ``apart``: folded text, each mark a space, as `marks_apart` makes it; places are its code points.
        """
        waiting, offsets = self._waiting, self._offsets
        for number, start, _ in self._scanner.hits(f" {apart} "):
            yield start + offsets[number], waiting[number]

    def everywhere(self, apart: str) -> Iterator[tuple[int, Sequence[Entry]]]:
        """Yield every word with all templates: the slow path, which `anchored` must agree with."""
        for word in WORD.finditer(apart):
            yield word.start(), self.entries

    @fact
    def _literals(self) -> dict[str, list[Entry]]:
        literals: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for anchor in entry.template.anchor:
                for literal in _scanned(anchor, joined=entry.template.joined):
                    literals.setdefault(literal, []).append(entry)
        return literals

    @fact
    def _ordered(self) -> tuple[str, ...]:
        return narrow_first(tuple(self._literals))

    @fact
    def _waiting(self) -> tuple[tuple[Entry, ...], ...]:
        return tuple(tuple(self._literals[literal]) for literal in self._ordered)

    @fact
    def _offsets(self) -> tuple[int, ...]:
        """From where a literal is found, in a text with a space before it, to its first letter in that text."""
        return tuple(0 if literal[0] == " " else -1 for literal in self._ordered)

    @fact
    def _scanner(self) -> Scanner:
        return Scanner(self._ordered)


def _scanned(anchor: str, *, joined: bool) -> Iterator[str]:
    """What stands in the text where ``anchor`` does: between two words there are one to five marks, each a space."""
    if joined:
        yield marks_apart(fold(anchor), anchor).strip()
    elif " " in anchor:
        first, second = anchor.split()
        yield f" {first} {second} "
        yield f" {first}  {second} "
        yield f" {first}   "  # three marks and more are rare: the pair is looked for when the unit is
    elif "*" in anchor:
        yield from literals_of((anchor,))
    else:
        yield f" {anchor} "
