"""Of what kind a repeated line is: what the rules say of it, or of the lines beside it, or where it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.structure.lines.wholelines import sure_categories
from cleanr.structure.repeated.rows import Outline, Row

_LENT = frozenset(
    (
        "related",
        "footer",
        "legal",
        "promo",
        "share",
        "follow",
        "comments",
        "ad",
        "cookie",
        "newsletter",
        "paywall",
        "navigation",
    )
)  # what the lines beside one may lend it; a caption, a byline or a tag is one by what it says alone
_OF_ONE_PAGE = frozenset(("title",))  # no line of many pages is the headline of one
_OF_ITEMS = _OF_ONE_PAGE | {
    "dateline",
    "byline",
    "author",
    "tags",
    "caption",
    "credit",
}  # nor says an item of a list what the article is
_BESIDE = 3  # lines above and below
_BY_PLACE = {"head": "navigation", "foot": "footer", "between": "promo"}


def kind_of(row: Row, outline: Outline, evidence: Evidence) -> str:
    """Return the category of a repeated line."""
    return _own_kind(row, outline, evidence) or _lent_kind(row, outline, evidence) or _BY_PLACE[outline.zone(row)]


def _own_kind(row: Row, outline: Outline, evidence: Evidence) -> str:
    """What the rules say of the whole line itself, be it ever so little."""
    start, end = row.line.core
    unlikely = _OF_ITEMS if outline.is_listed(row) or row.torn else _OF_ONE_PAGE
    found = [
        f for f in evidence.on(row.line)
        if f.weight > 0 and f.start <= start and f.end >= end and f.category not in unlikely
    ]  # fmt: skip
    if not found and row.bare_date and not outline.is_listed(row):
        return "dateline"
    return min(found, key=lambda f: (-f.weight, f.category)).category if found else ""


def _lent_kind(row: Row, outline: Outline, evidence: Evidence) -> str:
    """What most of the lines beside it are."""
    counts = Counter(kind for other in _beside(row, outline) for kind in sure_categories(other.line, evidence) & _LENT)
    return min(counts, key=lambda kind: (-counts[kind], kind)) if counts else ""


def _beside(row: Row, outline: Outline) -> Iterator[Row]:
    """The lines right above and below, up to a paragraph of the article's own."""
    for step in (-1, 1):
        other: Row | None = row
        for _ in range(_BESIDE):
            other = outline.next(other, step) if other else None
            if other is None or (other.prose and not other.often):
                break
            yield other
