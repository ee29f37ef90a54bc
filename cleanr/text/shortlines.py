"""Short lines: most furniture stands on them, and all of them together are a tenth of an article.

What rules look for on them is searched once for all: each names its `Signs`, and one scan says which of all of them
are there at all. Most are not, and a rule that waits for nothing else is not asked.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, chain
from operator import attrgetter

from ahocorasick_rs import Implementation

from cleanr.text.document import Document, Line, cached_by_document
from cleanr.text.scan import Scanner, narrow_first

LONGEST = 120  # code points of the longest line that is an entry of a menu or the small print of a card, with its end


class Signs(tuple[str, ...]):
    """Pieces of folded text that are looked for on short lines, together with those of all other rules."""

    all: dict[str, None] = {}  # noqa: RUF012  # all that were ever made, in their order

    def __new__(cls, *signs: str) -> Signs:
        cls.all.update(dict.fromkeys(signs))
        return super().__new__(cls, signs)


@cached_by_document
def short_lines(document: Document) -> list[Line]:
    """Return the lines no longer than `LONGEST`, in order."""
    return [line for line in document.visible_lines if line.length <= LONGEST]


@cached_by_document
def _text(document: Document) -> str:
    """The folded text of the short lines, one a line."""
    return "\n".join([line.folded for line in short_lines(document)])


@cached_by_document
def signs_of(document: Document) -> frozenset[str]:
    """Return those of all `Signs` that stand on the short lines of ``document``."""
    literals, scanner = _scanner(len(Signs.all))
    return frozenset([literals[number] for number in {hit[0] for hit in scanner.hits(_text(document))}])


@cache
def _scanner(number: int) -> tuple[tuple[str, ...], Scanner]:  # noqa: ARG001  # with more signs, a new one is needed
    literals = narrow_first(tuple(Signs.all))
    return literals, Scanner(literals, Implementation.DFA)


def short_lines_with(document: Document, signs: Signs, *, or_figures: bool = False) -> Iterator[Line]:
    """Yield the short lines that hold one of ``signs``, or a figure, in order."""
    lines = short_lines(document)
    found = {number for number, line in enumerate(lines) if line.has_figure} if or_figures else set()
    for sign in signs_of(document).intersection(signs):
        found.update(_holding(sign, _text(document), _ends(document)))
    return (lines[number] for number in sorted(found))


def _holding(sign: str, text: str, ends: list[int]) -> list[int]:
    """Which lines of ``text``, each with its end in ``ends``, hold ``sign``."""
    found = []
    at = text.find(sign)
    while at >= 0:
        number = bisect_right(ends, at)
        found.append(number)
        at = text.find(sign, ends[number])
    return found


@cached_by_document
def _ends(document: Document) -> list[int]:
    """Where each line of `_text` ends, its line feed with it."""
    return list(accumulate([len(line.folded) + 1 for line in short_lines(document)]))


@cached_by_document
def short_lines_with_figures(document: Document) -> list[Line]:
    """Return the short lines that hold a figure."""
    return [line for line in short_lines(document) if line.has_figure]


@cached_by_document
def names(document: Document) -> dict[str, list[Line]]:
    """Return for what each of the short lines says, marks around it left out, the lines that say so."""
    found: dict[str, list[Line]] = {}
    for line in short_lines(document):
        found.setdefault(line.folded_core, []).append(line)
    return found


def lines_named(document: Document, wanted: frozenset[str]) -> list[Line]:
    """Return the short lines that say one of ``wanted``, folded, and nothing else, in order."""
    said = names(document)
    found = chain.from_iterable(said[one] for one in wanted.intersection(said))
    return sorted(found, key=attrgetter("index"))
