"""Short lines: most furniture stands on them, and all of them together are a tenth of an article.

What rules look for on them is searched once for all: each names its `Signs`, and one scan says which of all of them
are there at all. Most are not, and a rule that waits for nothing else is not asked.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, chain

from cleanr.text.document import Document, Line, cached_by_document
from cleanr.text.scan import Scanner, narrow_first

LONGEST = 120  # code points of the longest line that is an entry of a menu or the small print of a card, with its end
_FIGURE = re.compile("[0-9]")


class Signs(tuple[str, ...]):
    """Pieces of folded text that are looked for on short lines, together with those of all other rules."""

    all: dict[str, None] = {}  # noqa: RUF012  # all that were ever made, in their order

    def __new__(cls, *signs: str) -> Signs:
        cls.all.update(dict.fromkeys(signs))
        return super().__new__(cls, signs)


@cached_by_document
def short_lines(document: Document) -> list[tuple[int, str]]:
    """Return the lines no longer than `LONGEST`, number and folded text: a cheap look, no facts are made."""
    starts, folded = document.starts, document.folded
    return [
        (index, folded[start:end].strip())
        for index in document.visible
        if (end := starts[index + 1]) - (start := starts[index]) <= LONGEST
    ]


@cached_by_document
def short_lines_text(document: Document) -> str:
    """Return the folded text of the short lines, one a line."""
    return "\n".join([folded for _, folded in short_lines(document)])


@cached_by_document
def signs_of(document: Document) -> frozenset[str]:
    """Return those of all `Signs` that stand on the short lines of ``document``."""
    literals, scanner = _scanner(len(Signs.all))
    return frozenset([literals[number] for number in {hit[0] for hit in scanner.hits(short_lines_text(document))}])


@cache
def _scanner(number: int) -> tuple[tuple[str, ...], Scanner]:  # noqa: ARG001  # with more signs, a new one is needed
    literals = narrow_first(tuple(Signs.all))
    return literals, Scanner(literals)


def short_lines_with(document: Document, signs: Signs) -> Iterator[Line]:
    """Yield the short lines that hold one of ``signs``, in order."""
    found: set[int] = set()
    for sign in signs_of(document).intersection(signs):
        found.update(_holding(sign, short_lines_text(document), _ends(document)))
    lines = short_lines(document)
    return (document.line(lines[number][0]) for number in sorted(found))


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
    """Where each line of `short_lines_text` ends, its line feed with it."""
    return list(accumulate(len(folded) + 1 for _, folded in short_lines(document)))


@cached_by_document
def short_lines_with_figures(document: Document) -> list[Line]:
    """Return the short lines that hold a figure."""
    return [document.line(index) for index, folded in short_lines(document) if has_figure(folded)]


def has_figure(folded: str) -> bool:
    """Whether there is a figure in a folded text."""
    return _FIGURE.search(folded) is not None


@cached_by_document
def names(document: Document) -> dict[str, list[int]]:
    """Return for what each of the short lines says, marks around it left out, the numbers of the lines that say so."""
    found: dict[str, list[int]] = {}
    for index, _ in short_lines(document):
        found.setdefault(document.line(index).folded_core, []).append(index)
    return found


def lines_named(document: Document, wanted: frozenset[str]) -> list[Line]:
    """Return the short lines that say one of ``wanted``, folded, and nothing else."""
    said = names(document)
    return [document.line(index) for index in sorted(chain.from_iterable(said[one] for one in said.keys() & wanted))]
