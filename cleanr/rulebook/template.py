"""A template, compiled: its regular expression, and the anchors that are asked before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cleanr.fact import fact
from cleanr.rulebook.unit import Expression, Unit
from cleanr.text import Span

_WHOLE = re.compile(r"\w+")


@dataclass(frozen=True)
class Template:
    """A template, compiled. It is held against one sentence, or as many more as it crosses ``stops``.

    ``needed``: sets of words, pairs and signs of which one each must be there, the rarest first: that is the anchor.
    ``firsts``: the words with which the unit must begin. ``joined``: in a script without spaces, so that what is needed
    may stand inside other letters. ``also``: what must match in the unit besides.
    """

    said: str
    expression: Expression
    needed: tuple[tuple[str, ...], ...]
    firsts: tuple[str, ...] | None = None
    stops: int = 0
    joined: bool = False
    also: tuple[Expression, ...] = ()
    language: str = ""

    @property
    def anchor(self) -> tuple[str, ...]:
        """The words and pairs that the scan of a text looks for."""
        return self.needed[0]

    @fact
    def openers(self) -> frozenset[str] | None:
        """The words of ``firsts``; None when a unit may begin with any."""
        return None if self.firsts is None else frozenset(self.firsts)

    @fact
    def _asked(self) -> tuple[tuple[frozenset[str], tuple[str, ...]], ...]:
        """Each needed set: its words, and all else as it stands in the row of the words."""
        return tuple(
            (frozenset(one for one in needed if _WHOLE.fullmatch(one)), tuple(literals_of(needed)))
            for needed in self.needed
        )

    def possible(self, unit: Unit) -> bool:
        """Return whether all that is needed is in ``unit``: what must hold wherever the template matches."""
        if self.joined:
            text = unit.folded()
            return all(_stands(needed, text) for needed in self.needed)
        return all(not words.isdisjoint(unit.words) or _stands(others, unit.row) for words, others in self._asked)

    def match(self, unit: Unit) -> Span | None:
        """Return where the template matches, in code points of the document's text."""
        found = self.expression.search(unit)
        if found is None or not all(other.search(unit) for other in self.also):
            return None
        return Span(unit.start + max(found.start() - 1, 0), unit.start + found.end() - 1)


def literals_of(needed: Iterable[str]) -> Iterator[str]:
    """Yield what stands in a row of words, a space around each, where a member of ``needed`` that is no word does."""
    for one in needed:
        if one.startswith("*"):
            yield f"{one[1:]} "
        elif one.endswith("*"):
            yield f" {one[:-1]}"
        elif " " in one:
            yield f" {one} "
        elif not one[0].isalnum():
            yield one


def _stands(said: tuple[str, ...], text: str) -> bool:
    return any(one in text for one in said)
