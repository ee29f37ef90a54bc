"""All rules said in templates, by what they wait for: anchors, labels, rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cleanr.rulebook.rule import Rule
from cleanr.rulebook.template import Template, spaced
from cleanr.rulebook.templatematcher import TemplateMatcher
from cleanr.text.fact import fact
from cleanr.text.folding import WORD, fold, without_marks
from cleanr.text.scan import Scanner, narrow_first

_TOKEN = re.compile(r"\w+|[^\w\s]")


class Entry(NamedTuple):
    """A template of a rule. ``number`` tells it from all others, in the order of the rules."""

    number: int
    rule: Rule
    matcher: TemplateMatcher
    template: Template


# Where no sentence can begin, and where one can: the entries where no mark follows, and those where one does.
ByPlace = tuple[tuple[Sequence[Entry], ...], ...]


class Index:
    """What the rules of a ruleset that are said in templates wait for; made once, never changed."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.matchers = [(rule, rule.matcher) for rule in rules if isinstance(rule.matcher, TemplateMatcher)]

    @fact
    def entries(self) -> tuple[Entry, ...]:
        """Every template of every rule."""
        several = ((rule, matcher, template) for rule, matcher in self.matchers for template in matcher.templates)
        return tuple(Entry(number, *one) for number, one in enumerate(several))

    @fact
    def labels(self) -> dict[str, tuple[Rule, ...]]:
        """For each whole line that is a label, by its key, the rules that have it."""
        return _rules_by_label((rule, matcher) for rule, matcher in self.matchers if not matcher.table)

    @fact
    def tables(self) -> dict[str, tuple[Rule, ...]]:
        """The same of the tables of labels, whose keys are barer: see `table_key`."""
        return _rules_by_label((rule, matcher) for rule, matcher in self.matchers if matcher.table)

    @fact
    def table_first_words(self) -> frozenset[str]:
        """The words with which a label of a table begins."""
        return frozenset(key.partition(" ")[0] for key in self.tables)

    @fact
    def rows(self) -> tuple[tuple[Rule, TemplateMatcher], ...]:
        """The rules about lines of nothing but buttons."""
        return tuple((rule, matcher) for rule, matcher in self.matchers if matcher.row)

    @fact
    def first_words(self) -> frozenset[str]:
        """The words with which a label or a row begins."""
        return frozenset((*[key.partition(" ")[0] for key in self.labels], *self.row_first_words))

    @fact
    def row_first_words(self) -> frozenset[str]:
        """The words with which a row begins."""
        return frozenset(first for _, matcher in self.rows if matcher.row for first in matcher.row.first_words)

    def candidates_at_anchors(self, unmarked: str, folded: str) -> Iterator[tuple[int, Sequence[Entry]]]:
        """Yield each place where an anchor stands, with the templates that wait for it.

        ``folded``: a text or a line of it, folded; ``unmarked``: the same as `without_marks` makes it. Places are code
        points of both.
        """
        entries_by_place, offsets = self._entries_by_place, self._offsets
        for number, start, end in self._scanner.hits(f" {unmarked} "):
            place = start + offsets[number]
            by_place = entries_by_place[number] or self._lay_out(number)
            entries = by_place[_may_open(folded, place)][_may_close(folded, end - 2)]
            if entries:
                yield place, entries
        for sign, entries in self._signs.items():
            yield from ((place, entries) for place in _places(sign, folded))

    def candidates_everywhere(self, unmarked: str, folded: str) -> Iterator[tuple[int, Sequence[Entry]]]:  # noqa: ARG002
        """Yield every word and every mark with all templates: the slow path.

        `candidates_at_anchors` must agree with it.
        """
        for token in _TOKEN.finditer(folded):
            yield token.start(), self.entries

    @fact
    def _literals(self) -> dict[str, list[Entry]]:
        literals: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for anchor in entry.template.anchor:
                for literal in _literals_of(anchor, joined=entry.template.joined):
                    literals.setdefault(literal, []).append(entry)
        return literals

    @fact
    def _signs(self) -> dict[str, tuple[Entry, ...]]:
        """The signs that are anchors; `without_marks` hides them, so they are looked for one by one."""
        signs = (literal for literal in self._literals if not WORD.search(literal))
        return {sign: tuple(self._literals[sign]) for sign in signs}

    @fact
    def _literals_in_order(self) -> tuple[str, ...]:
        return narrow_first(tuple(literal for literal in self._literals if literal not in self._signs))

    @fact
    def _entries_by_place(self) -> list[ByPlace | None]:
        """Of each literal the entries that wait for it; None until it is first found, for most never are."""
        return [None] * len(self._literals_in_order)

    def _lay_out(self, number: int) -> ByPlace:
        literal = self._literals_in_order[number]
        entries = self._entries_by_place[number] = _by_place(self._literals[literal], _is_whole(literal))
        return entries

    @fact
    def _offsets(self) -> tuple[int, ...]:
        """From where a literal is found, in a text with a space before it, to its first letter in that text."""
        return tuple(0 if literal[0] == " " else -1 for literal in self._literals_in_order)

    @fact
    def _scanner(self) -> Scanner:
        return Scanner(self._literals_in_order)


def _rules_by_label(matchers: Iterable[tuple[Rule, TemplateMatcher]]) -> dict[str, tuple[Rule, ...]]:
    table: dict[str, tuple[Rule, ...]] = {}
    for rule, matcher in matchers:
        own = dict.fromkeys(matcher.labels, (rule,))
        shared = {key: (*table[key], rule) for key in own.keys() & table.keys()}
        table |= own
        table |= shared
    return table


def _may_open(folded: str, place: int) -> bool:
    """Whether a line or sentence can start at ``place``: not behind a word, or a comma, and a space."""
    if folded[place - 1 : place] != " ":
        return True
    before = folded[place - 2 : place - 1]
    if before == "o":  # a nested bullet of plain text
        return not folded[place - 3 : place - 2].isalnum()
    return not (before == "," or before.isalnum())


def _may_close(folded: str, end: int) -> bool:
    """Whether a mark may follow what ends at ``end``: not a space and a word."""
    return not (folded[end : end + 1] == " " and folded[end + 1 : end + 2].isalnum())


def _by_place(entries: Sequence[Entry], whole: bool) -> ByPlace:
    """Those of ``entries`` that can match by an anchor there: by whether a sentence may begin, and a mark follow."""
    return tuple(
        tuple(
            tuple(
                one
                for one in entries
                if (first or not one.template.opens) and (last or not whole or not one.template.closes)
            )
            for last in (False, True)
        )
        for first in (False, True)
    )


def _is_whole(literal: str) -> bool:
    """Whether ``literal`` ends where its anchor does."""
    return not literal.endswith("   ")


def _places(sign: str, folded: str) -> Iterator[int]:
    at = folded.find(sign)
    while at >= 0:
        yield at
        at = folded.find(sign, at + 1)


def _literals_of(anchor: str, *, joined: bool) -> Iterator[str]:
    """What stands in the text where ``anchor`` does: between two words there are one to five marks, each a space."""
    if joined:
        yield without_marks(fold(anchor), anchor).strip()
    elif " " in anchor:
        first, second = anchor.split()
        yield f" {first} {second} "
        yield f" {first}  {second} "
        yield f" {first}   "  # three marks and more are rare: the pair is looked for when the unit is
    else:
        yield f" {anchor} " if anchor.isalnum() else spaced(anchor) if WORD.search(anchor) else anchor
