"""Where the anchors of templates stand in a text, found by one scan: the plain twin of `Table.scan` of the kernel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cleanr.rulebook.rule import Rule
from cleanr.rulebook.template import Template, spaced
from cleanr.rulebook.templatematcher import TemplateMatcher
from cleanr.text.fact import fact
from cleanr.text.folding import WORD, fold, without_marks
from cleanr.text.scan import Scanner, narrow_first

_MARKS = "   "  # how a literal ends of which the second word is looked for behind three marks or more


class Entry(NamedTuple):
    """A template of a rule. ``number`` tells it from all others, in the order of the rules."""

    number: int
    rule: Rule
    matcher: TemplateMatcher
    template: Template


# Of an anchor the templates that wait for it: where a word and a space stand before it, and where they do not.
Waiting = tuple[Sequence[Entry], Sequence[Entry]]
_NOTHING: Waiting = (), ()
_MOST_HEARD = 64  # sets of languages for which it is kept which templates are heard


class Heard(dict[int, Sequence[Entry]]):
    """Of the templates that wait for an anchor, by the id of the tuple, those in languages that are heard."""

    def __init__(self, silent: frozenset[str]) -> None:
        super().__init__()
        self._silent = silent

    def of(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """Return those of ``entries``, a tuple that is kept, that are in languages that are heard."""
        chosen = self.get(id(entries))
        if chosen is None:
            chosen = self[id(entries)] = tuple(one for one in entries if one.rule.language not in self._silent)
        return chosen


class Anchors:
    """The anchors of the templates of ``entries``."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)

    def places(self, unmarked: str, folded: str) -> Iterator[tuple[int, int, Sequence[Entry]]]:
        """Yield where each anchor stands, start and end, with the templates that may match there.

        ``folded``: a text or a line of it, folded; ``unmarked``: the same as `without_marks` makes it. Places are code
        points of both.
        """
        waiting, starts, pairs = self._waiting, self._starts, self._waiting_by_second_word
        for number, start, end in self._scanner.hits(f" {unmarked} "):
            place, end = start + starts[number], end - 2
            if number in pairs:
                word = WORD.search(unmarked, end)
                entries = pairs[number].get(word[0], _NOTHING)[_may_open(folded, place)] if word else ()
                end = word.end() if word else end
            else:
                entries = waiting[number][_may_open(folded, place)]
            if entries:
                yield place, end, entries
        for sign, entries in self._signs.items():
            yield from ((place, place + 1, entries) for place in _places(sign, folded))

    def heard(self, silent: frozenset[str]) -> Heard:
        """Return what chooses of templates those that are in no language of ``silent``, each time the same."""
        if len(self._heard) > _MOST_HEARD:
            self._heard.clear()
        return self._heard.setdefault(silent, Heard(silent))

    @fact
    def _heard(self) -> dict[frozenset[str], Heard]:
        return {}

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
    def _waiting(self) -> tuple[Waiting, ...]:
        return tuple(_by_place(self._literals[literal]) for literal in self._literals_in_order)

    @fact
    def _waiting_by_second_word(self) -> dict[int, dict[str, Waiting]]:
        """Of each literal that is the first word of pairs with marks behind it, what waits for each second word."""
        return {
            number: _by_second_word(literal.strip(), self._literals[literal])
            for number, literal in enumerate(self._literals_in_order)
            if literal.endswith(_MARKS)
        }

    @fact
    def _starts(self) -> tuple[int, ...]:
        """From where a literal is found, in a text with a space before it, to its first letter in that text."""
        return tuple(0 if literal[0] == " " else -1 for literal in self._literals_in_order)

    @fact
    def _scanner(self) -> Scanner:
        return Scanner(self._literals_in_order)


def _may_open(folded: str, place: int) -> bool:
    """Whether a line or sentence can start at ``place``: not behind a word, or a comma, and a space."""
    if folded[place - 1 : place] != " ":
        return True
    before = folded[place - 2 : place - 1]
    if before == "o":  # a nested bullet of plain text
        return not folded[place - 3 : place - 2].isalnum()
    return not (before == "," or before.isalnum())


def _by_place(entries: Sequence[Entry]) -> Waiting:
    return tuple(one for one in entries if not one.template.opens), tuple(entries)


def _by_second_word(first: str, entries: Sequence[Entry]) -> dict[str, Waiting]:
    by_word: dict[str, list[Entry]] = {}
    for entry in {one.number: one for one in entries}.values():
        for anchor in entry.template.anchor:
            if anchor.startswith(f"{first} "):
                by_word.setdefault(anchor[len(first) + 1 :], []).append(entry)
    return {word: _by_place(some) for word, some in by_word.items()}


def _places(sign: str, folded: str) -> Iterator[int]:
    at = folded.find(sign)
    while at >= 0:
        yield at
        at = folded.find(sign, at + 1)


def _literals_of(anchor: str, *, joined: bool) -> Iterator[str]:
    """What stands in the text where ``anchor`` does: between two words there are marks, each a space."""
    if joined and WORD.search(anchor):
        yield without_marks(fold(anchor), anchor).strip()
    elif " " in anchor:
        first, second = anchor.split()
        yield f" {first} {second} "
        yield f" {first}  {second} "
        yield f" {first}{_MARKS}"  # three marks and more are rare: the second word is looked for there
    else:
        yield spaced(anchor) if WORD.search(anchor) else anchor
