"""The lines of a text as they stand on their site: on how many pages, in a row with which others, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, Literal

from cleanr.findings.evidence import Evidence, cached_once
from cleanr.profiles.keys import DATE, NAME, NUMBER, form_of, said
from cleanr.text.document import Document, Line
from cleanr.text.fact import fact

if TYPE_CHECKING:
    from cleanr.profiles.site import Site, Standing

Zone = Literal["head", "between", "foot"]
_LEAST_PAGES, _LEAST_SHARE = 3, 0.01  # on fewer pages, or a smaller part of them, a line proves nothing
_LEAST_JOINED = 2  # pages on which lines that stand on so many stand in a row
_MOST_PAGES_AT_LEAST, MOSTLY = 4, 0.3  # a line on so many is part of the page, and not of its articles
_MANY_SITES = 5  # what repeats on so many sites is a habit of all writers: the rules know it, or nobody
LONG_CHAIN = 6  # lines in a row; what stands in so long a one may stand on a few pages only
_ITEMS = 3  # lines of one form in a text: then it is the label or the date of items
_BREAKS_OFF = ("...", "\N{HORIZONTAL ELLIPSIS}")
_SENTENCE = 8  # words; what is shorter, and ends as a sentence, may be a label


class Row:
    """A line, and how it stands on its site. ``at``: which of the lines that are not blank it is."""

    def __init__(self, line: Line, at: int, standing: Standing, text: str) -> None:
        self.line = line
        self.at = at
        self.standing = standing
        self.text = text

    @fact
    def form(self) -> str:
        return form_of(self.text)

    @fact
    def numbered(self) -> bool:
        """Whether figures are left open in its form that are neither a date nor a time."""
        return NUMBER in self.form

    @fact
    def dated(self) -> bool:
        """Whether a date, a time or a name is left open in its form."""
        return DATE in self.form or NAME in self.form

    @property
    def bare_date(self) -> bool:
        """Whether it is a date or a time, and nothing else."""
        return self.form == DATE

    @property
    def stamped(self) -> bool:
        """Whether most pages have it with another date or name; a headline may have a date in it, too, but the same."""
        return self.dated and 2 * self.standing.pages <= self.standing.form

    @property
    def torn(self) -> bool:
        """Whether it is what an extractor left of a stamp: a date behind the comma that a name stood before."""
        return self.dated and self.text.startswith((",", ";"))

    @fact
    def pages(self) -> int:
        """On how many pages it stands; with another date or name in it, it is the same line."""
        return self.standing.form if self.dated and not self.numbered else self.standing.pages

    @property
    def share(self) -> float:
        return self.pages / self.standing.of

    @property
    def form_share(self) -> float:
        return self.standing.form / self.standing.of

    @fact
    def often(self) -> bool:
        """Whether it stands on so many pages that it may be furniture, if others say so, too."""
        return self.pages >= least_pages(self.standing.of)

    @fact
    def mostly(self) -> bool:
        """Whether it stands on so many pages that it is part of the page."""
        return is_mostly(self.pages, self.standing.of)

    @fact
    def everywhere(self) -> bool:
        """Whether it repeats on many sites."""
        return self.standing.sites >= _MANY_SITES

    @fact
    def prose(self) -> bool:
        """Whether it reads like a sentence of an article, or more than one."""
        return self.line.prose or (self.line.ends_sentence and self.line.words >= _SENTENCE)

    @property
    def reason(self) -> str:
        """On how many pages it stands, in words."""
        if self.pages == self.standing.pages and not (self.numbered and self.standing.form > self.pages):
            return str(self.standing)
        return f'"{self.form}" {self.standing._replace(pages=self.standing.form)}'


def least_pages(of: int) -> int:
    """Return the fewest of ``of`` pages that prove something."""
    return max(_LEAST_PAGES, ceil(_LEAST_SHARE * of))


def is_mostly(pages: int, of: int) -> bool:
    """Return whether what stands on so many pages of so many is part of the page."""
    return pages >= max(_MOST_PAGES_AT_LEAST, MOSTLY * of)


@dataclass(frozen=True)
class Outline:
    """The lines of a text in order, with what their neighbours are.

    ``joins``: for each row, on how many pages it and the next one stand in a row. ``edges``: how many pages begin with
    the first row, and end with the last. ``chains``: for each row, the first
    and the last of those that it stands in a row with. ``first``, ``last``: the rows of the first and the last
    paragraph of the article's own, None where there is none.
    """

    rows: Sequence[Row]
    joins: Sequence[int]
    edges: tuple[int, int]
    chains: Sequence[tuple[int, int]]
    first: int | None
    last: int | None
    form_counts: Counter[str]
    items: frozenset[int]

    def zone(self, row: Row) -> Zone:
        """Where a row stands: before the article's own paragraphs, behind them, or between."""
        if self.first is None or self.last is None:
            return "between"
        return "head" if row.at < self.first else "foot" if row.at > self.last else "between"

    def is_furniture(self, row: Row) -> bool:
        """Whether a row stands on many pages, or is an item of a list that does."""
        return row.often or row.at in self.items

    def chain(self, row: Row) -> Sequence[Row]:
        """Return the rows that stand in a row with this one on other pages, too; itself among them."""
        first, last = self.chains[row.at]
        return self.rows[first : last + 1]

    def is_listed(self, row: Row) -> bool:
        """Whether it is an item of a list that stands in a row on other pages, too: its dates or labels stand there often."""
        if not self.items.isdisjoint((row.at - 1, row.at + 1)):
            return True
        chain = self.chain(row)
        return len(chain) >= LONG_CHAIN and any(
            self.form_counts[row_of.form] >= _ITEMS for row_of in _around(chain, row)
        )

    def next(self, row: Row, step: int) -> Row | None:
        """Return the row below (``step`` 1) or above (-1)."""
        at = row.at + step
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def joined(self, row: Row, step: int) -> int:
        """Return on how many pages the row stands right above (``step`` 1) or below (-1) the same one as here.

        Where there is none here: on how many pages there is none.
        """
        if not 0 <= row.at + step < len(self.rows):
            return self.edges[step > 0]
        return self.joins[row.at if step > 0 else row.at - 1]


def _around(chain: Sequence[Row], row: Row) -> Sequence[Row]:
    at = row.at - chain[0].at
    return chain[max(0, at - 1) : at + 2]


@cached_once
def outline_of(document: Document, evidence: Evidence) -> Outline | None:
    """Return the lines of ``document`` as they stand on their site; None where no site is known."""
    site = evidence.site
    if site is None:
        return None
    rows: list[Row] = []
    for line in document.lines():
        if text := said(line.text):
            rows.append(Row(line, len(rows), site.line(text), text))
    joins = _joins(rows, site)
    items = _items(rows)
    own = [row.at for row in rows if row.prose and not row.often and row.at not in items]
    first, last = (own[0], own[-1]) if own else (None, None)
    forms = Counter(row.form for row in rows)
    edges = (site.pair("", rows[0].text), site.pair(rows[-1].text, "")) if rows else (0, 0)
    return Outline(rows, joins, edges, _chains(rows, joins, site.pages), first, last, forms, items)


def _items(rows: Sequence[Row]) -> frozenset[int]:
    """The lines that stand between a label and a date where others do: what is new in a list that is on every page."""
    slots = [
        (above.form, below.form, row.at)
        for above, row, below in zip(rows, rows[1:], rows[2:], strict=False)
        if above.mostly and below.mostly and above.bare_date != below.bare_date and _may_be_item(row)
    ]
    counts = Counter(slot[:2] for slot in slots)
    return frozenset(at for above, below, at in slots if counts[above, below] >= _ITEMS)


def _may_be_item(row: Row) -> bool:
    """Whether a line could be the headline of an item, or what it begins with."""
    return len(row.line.sentences) == 1 and (not row.prose or row.text.endswith(_BREAKS_OFF))


def _joins(rows: Sequence[Row], site: Site) -> list[int]:
    return [site.pair(a.text, b.text) if a.standing.form and b.standing.form else 0 for a, b in pairwise(rows)] + [
        0
    ] * bool(rows)


def _chains(rows: Sequence[Row], joins: Sequence[int], of: int) -> list[tuple[int, int]]:
    least, chains, first = max(_LEAST_JOINED, ceil(_LEAST_SHARE * of)), list[tuple[int, int]](), 0
    for at, joined in enumerate(joins):
        if joined < least or not rows[at].often or not rows[at + 1].often:
            chains += [(first, at)] * (at + 1 - first)
            first = at + 1
    return chains
