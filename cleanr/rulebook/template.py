"""A template, compiled: its regular expression, and the anchors that are asked before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cleanr.rulebook.joining import parts
from cleanr.rulebook.unit import Expression, Unit
from cleanr.text.edits import Span
from cleanr.text.fact import fact
from cleanr.text.folding import WORD

Requirement = tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Template:
    """A template, compiled. It is held against one sentence, or as many more as it crosses ``stops``.

    ``needed_sets``: sets of words, pairs and signs of which one each must be there, the rarest first: that is the
    anchor. ``firsts``: the words with which the unit must begin. Both are words `as_one` string: of the
    thousands of templates few are ever asked for theirs. ``opens``: wherever it matches, an anchor stands at its
    start; ``closes``: an anchor stands before a mark, or at its end.
    ``joined``: in a script without spaces, so that what is needed may stand inside other letters. ``also``: what must
    match in the unit besides. ``signed``: it begins with a sign, which belongs to what it finds.
    """

    text: str
    expression: Expression
    needed_sets: tuple[str, ...]
    firsts: str | None = None
    opens: bool = False
    closes: bool = False
    stops: int = 0
    joined: bool = False
    also: tuple[Expression, ...] = ()
    signed: bool = False
    language: str = ""

    @property
    def needed(self) -> tuple[tuple[str, ...], ...]:
        """The sets of which one each must be there, the anchor first."""
        return tuple(map(parts, self.needed_sets))

    @property
    def anchor(self) -> tuple[str, ...]:
        """The words and pairs that the scan of a text looks for."""
        return parts(self.needed_sets[0])

    @property
    def first_words(self) -> tuple[str, ...] | None:
        """The words with which a unit must begin; None when it may begin with any."""
        return None if self.firsts is None else parts(self.firsts)

    @fact
    def first_word_set(self) -> frozenset[str] | None:
        """The same as a set."""
        return None if self.firsts is None else frozenset(parts(self.firsts))

    @fact
    def _requirements(self) -> tuple[Requirement, ...]:
        return tuple(map(_requirement, self.needed))

    @fact
    def line_words(self) -> tuple[frozenset[str], ...]:
        """Sets of words of which one each must stand on a line that it matches, anchors apart: cheap to ask for.

        Of a pair that is needed the longer word, the rarer one as a rule.
        """
        several = ([_longer_word(one) for one in needed] for needed in self._besides)
        return tuple(frozenset(words) for words in several if all(words))

    @fact
    def line_signs(self) -> tuple[tuple[str, ...], ...]:
        """Sets of signs of which one each must stand on a line that it matches, anchors apart."""
        return tuple(needed for needed in self._besides if not any(len(one) > 1 or WORD.match(one) for one in needed))

    @property
    def _besides(self) -> tuple[tuple[str, ...], ...]:
        """What is needed besides the anchor; between words without spaces nothing can be told of the line."""
        return () if self.joined else self.needed[1:]

    def possible(self, unit: Unit) -> bool:
        """Return whether all that is needed is in ``unit``: what must hold wherever the template matches."""
        if self.joined:
            text = unit.folded()
            return all(_any_in(needed, text) for needed in self._joined_sets)
        words = unit.words
        for singles, others, signs in self._requirements:
            if singles.isdisjoint(words) and not (
                (others and _any_in(others, unit.spaced_words)) or (signs and unit.has_sign(signs))
            ):
                return False
        return True

    @fact
    def _joined_sets(self) -> tuple[tuple[str, ...], ...]:
        return self.needed

    def match(self, unit: Unit) -> Span | None:
        """Return where the template matches, in code points of the document's text."""
        found = self.expression.search(unit)
        if found is None or not all(other.search(unit) for other in self.also):
            return None
        start = min(unit.place(max(found.start(), 1)), unit.end - 1)
        return Span(start, max(unit.place(found.end()), start + 1))  # a sign that is looked at has no length


def _requirement(needed: Iterable[str]) -> Requirement:
    """A needed set by how it is asked for: words, what stands in their row, signs."""
    words = frozenset(one for one in needed if WORD.fullmatch(one))
    signs = tuple(one for one in needed if not WORD.search(one))
    return words, tuple(spaced(one) for one in needed if one not in words and one not in signs), signs


def spaced(one: str) -> str:
    """Return what stands in a row of words, a space around each, where ``one`` does, a word, pair, or part of a word.

    >>> spaced("sign up"), spaced("*shares")
    (' sign up ', 'shares ')
    """
    if one.startswith("*"):
        return f"{one[1:]} "
    return f" {one[:-1]}" if one.endswith("*") else f" {one} "


def _longer_word(needed: str) -> str:
    """The longer word of a pair, or the word; nothing for what is no word."""
    words = needed.split()
    return max(words, key=len) if all(map(WORD.fullmatch, words)) else ""


def _any_in(literals: tuple[str, ...], text: str) -> bool:
    for one in literals:  # noqa: SIM110  # this is asked most of all, and `any` takes twice as long
        if one in text:
            return True
    return False
