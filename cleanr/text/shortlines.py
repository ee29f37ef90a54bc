"""Short lines: most furniture stands on them, and all of them together are a tenth of an article.

What rules look for on them is searched once for all: each names its `Signs`, and one scan says which of all of them
are there at all. Most are not, and a rule that waits for nothing else is not asked.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, chain
from operator import attrgetter
from typing import TYPE_CHECKING

from ahocorasick_rs import Implementation

from cleanr.text.document import Document, Line, cached_by_document
from cleanr.text.kernel import KERNEL
from cleanr.text.scan import Scanner, narrow_first

LONGEST = 120  # code points of the longest line that is an entry of a menu or the small print of a card, with its end


class Signs(tuple[str, ...]):
    """Pieces of folded text that are looked for on short lines, together with those of all other rules."""

    all: dict[str, None] = {}  # noqa: RUF012  # all that were ever made, in their order

    def __new__(cls, *signs: str) -> Signs:
        cls.all.update(dict.fromkeys(signs))
        return super().__new__(cls, signs)


class PlainSigns:
    """Finds on which lines some pieces of folded text stand. The kernel's plain twin, and its definition."""

    __slots__ = ("_scanner", "_signs")

    def __init__(self, signs: Iterable[str]) -> None:
        self._signs = narrow_first(tuple(signs))
        self._scanner = Scanner(self._signs, Implementation.DFA)

    def standing(self, lines: Sequence[Line]) -> dict[str, list[int]]:
        """Return the signs that stand on some of ``lines``, each with the places of these in the list, in order."""
        folded = [line.folded for line in lines]
        ends = list(accumulate([len(one) + 1 for one in folded]))  # the line feed with it
        found: dict[str, dict[int, None]] = {}
        for number, start, _ in self._scanner.hits("\n".join(folded)):
            found.setdefault(self._signs[number], {})[bisect_right(ends, start)] = None
        return {sign: list(places) for sign, places in found.items()}


if TYPE_CHECKING or KERNEL is None:  # noqa: SIM108  # mypy knows no type for the other way to write it
    _Signs = PlainSigns
else:
    _Signs = KERNEL.Signs


@cached_by_document
def short_lines(document: Document) -> list[Line]:
    """Return the lines no longer than `LONGEST`, in order."""
    return [line for line in document.visible_lines if line.length <= LONGEST]


@cached_by_document
def signs_of(document: Document) -> dict[str, list[int]]:
    """Return those of all `Signs` that stand on short lines of ``document``, each with the places of these."""
    return _finder(len(Signs.all)).standing(short_lines(document))


@cache
def _finder(number: int) -> PlainSigns:  # noqa: ARG001  # with more signs, a new one is needed
    return _Signs(tuple(Signs.all))


def short_lines_with(document: Document, signs: Signs, *, or_figures: bool = False) -> Iterator[Line]:
    """Yield the short lines that hold one of ``signs``, or a figure, in order."""
    lines, standing = short_lines(document), signs_of(document)
    found = set(_with_figures(document)) if or_figures else set()
    for sign in standing.keys() & signs:
        found.update(standing[sign])
    return (lines[place] for place in sorted(found))


@cached_by_document
def _with_figures(document: Document) -> list[int]:
    """The places of the short lines that hold a figure."""
    return [place for place, line in enumerate(short_lines(document)) if line.has_figure]


@cached_by_document
def short_lines_with_figures(document: Document) -> list[Line]:
    """Return the short lines that hold a figure."""
    lines = short_lines(document)
    return [lines[place] for place in _with_figures(document)]


@cached_by_document
def names(document: Document) -> dict[str, Line]:
    """Return for what each of the short lines says, marks around it left out, the last line that says so."""
    return {line.folded_core: line for line in short_lines(document)}


@cached_by_document
def repeated_names(document: Document) -> dict[str, list[Line]]:
    """Return for what several of the short lines say, marks around it left out, these lines, in order."""
    lines, found = short_lines(document), names(document)
    if len(found) == len(lines):
        return {}
    several: dict[str, list[Line]] = {}
    for line in lines:
        if found[line.folded_core] is not line or line.folded_core in several:
            several.setdefault(line.folded_core, []).append(line)
    return several


def lines_named(document: Document, wanted: frozenset[str]) -> list[Line]:
    """Return the short lines that say one of ``wanted``, folded, and nothing else, in order."""
    said, several = names(document), repeated_names(document)
    found = chain.from_iterable(several.get(one) or [said[one]] for one in wanted.intersection(said))
    return sorted(found, key=attrgetter("index"))
