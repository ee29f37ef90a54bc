"""Totals over many documents: what was found by category and by rule, and the sizes before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from cleanr.decide.verdict import CHANGING, Segment
from cleanr.rulebook.categories import CATEGORIES
from cleanr.views.figures import counted, percent, share_removed
from cleanr.views.terminal import BOLD, DIM, Pen, clipped, colour_of

_BAR = "█"
_EIGHTHS = " ▏▎▍▌▋▊▉"
_PLAIN = 80  # columns in a pipe
_WIDEST = 100  # columns; a wider table is no easier to read


@dataclass
class Share:
    """What there was of one category or rule.

    ``spans``: how many segments it has (a rule: how many it spoke for). ``documents``: in how many documents.
    ``removed``, ``tagged``: code points that went, and that stayed with a tag.
    """

    spans: int = 0
    documents: int = 0
    removed: int = 0
    tagged: int = 0

    def to_dict(self) -> dict[str, int]:
        """Return plain values, ready for JSON."""
        return {"spans": self.spans, "documents": self.documents, "removed": self.removed, "tagged": self.tagged}


@dataclass
class Totals:
    """Counts that add up over documents.

    ``documents``: texts seen; ``touched``: those with anything found; ``changed``: those that came out different.
    ``before``, ``after``: code points.
    """

    documents: int = 0
    touched: int = 0
    changed: int = 0
    before: int = 0
    after: int = 0
    categories: dict[str, Share] = field(default_factory=dict)
    rules: dict[str, Share] = field(default_factory=dict)

    def add(self, original: str, cleaned: str, segments: Iterable[Segment]) -> None:
        """Count one document."""
        found = [segment for segment in segments if segment.category]
        self.documents += 1
        self.touched += bool(found)
        self.changed += original != cleaned
        self.before += len(original)
        self.after += len(cleaned)
        seen: Counter[tuple[str, str]] = Counter()
        for segment in found:
            seen["category", segment.category or ""] += 1
            _count(self.categories, segment.category or "", segment)
            for rule in dict.fromkeys(segment.rules):
                seen["rule", rule] += 1
                _count(self.rules, rule, segment)
        for kind, name in seen:
            (self.categories if kind == "category" else self.rules)[name].documents += 1

    @property
    def by_category(self) -> list[tuple[str, Share]]:
        """Categories, the one with the most characters first; of equals in the order of `CATEGORIES`."""
        order = {name: number for number, name in enumerate(CATEGORIES)}
        return sorted(
            self.categories.items(), key=lambda item: (-item[1].removed - item[1].tagged, order.get(item[0], 0))
        )

    @property
    def by_rule(self) -> list[tuple[str, Share]]:
        """Rules, the busiest first; of equals by id."""
        return sorted(self.rules.items(), key=lambda item: (-item[1].spans, item[0]))

    @property
    def removed(self) -> float:
        """The share of all code points that went."""
        return share_removed(self.before, self.after)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, ready for JSON."""
        return {
            "documents": self.documents,
            "touched": self.touched,
            "changed": self.changed,
            "characters": {"before": self.before, "after": self.after},
            "removed_share": round(self.removed, 6),
            "categories": {name: share.to_dict() for name, share in self.by_category},
            "rules": {name: share.to_dict() for name, share in self.by_rule},
        }


def _count(shares: dict[str, Share], name: str, segment: Segment) -> None:
    share = shares.setdefault(name, Share())
    share.spans += 1
    if segment.action in CHANGING:
        share.removed += segment.end - segment.start
    else:
        share.tagged += segment.end - segment.start


def table(totals: Totals, *, width: int | None = 80, colour: bool = False, most: int = 20) -> str:
    """Return the totals as tables of ``width`` columns, with the ``most`` used rules; without, no name is cut."""
    pen, width = Pen(colour), min(width, _WIDEST) if width else None
    rows = [*_summary(totals, pen), "", *_categories(totals, pen, width or _PLAIN)]
    if totals.rules:
        rows += ["", *_rules(totals, pen, width, most)]
    return "\n".join(rows)


def _summary(totals: Totals, pen: Pen) -> Iterator[str]:
    number, noun = counted(totals.documents, "document").split()
    yield f"{pen.paint(number, BOLD)} {noun}"
    yield f"  {totals.touched:,} with furniture or tags, {totals.changed:,} changed"
    yield f"  {counted(totals.before, 'character')} before, {totals.after:,} after: {percent(totals.removed)} removed"


def _categories(totals: Totals, pen: Pen, width: int) -> Iterator[str]:
    shares = totals.by_category
    if not shares:
        yield "nothing found"
        return
    yield pen.paint(f"{'category':<12} {'spans':>7} {'docs':>7} {'removed':>9} {'tagged':>9}", DIM)
    most = max(share.removed + share.tagged for _, share in shares)
    for name, share in shares:
        numbers = f"{share.spans:>7,} {share.documents:>7,} {share.removed:>9,} {share.tagged:>9,}"
        bar = _bar((share.removed + share.tagged) / most if most else 0, width - 51)
        yield f"{pen.paint(f'{name:<12}', colour_of(name))} {numbers}  {pen.paint(bar, colour_of(name))}".rstrip()


def _bar(share: float, width: int) -> str:
    eighths = round(share * max(0, width) * 8)
    return _BAR * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def _rules(totals: Totals, pen: Pen, width: int | None, most: int) -> Iterator[str]:
    shown: Sequence[tuple[str, Share]] = totals.by_rule[:most]
    longest = max(len(name) for name, _ in shown)
    room = max(len("rule"), min(longest, width - 36) if width else longest)
    yield pen.paint(f"{'rule':<{room}} {'spans':>7} {'docs':>7} {'removed':>9} {'tagged':>9}", DIM)
    for name, share in shown:
        numbers = f"{share.spans:>7,} {share.documents:>7,} {share.removed:>9,} {share.tagged:>9,}"
        yield f"{clipped(name, room):<{room}} {numbers}"
    if len(totals.rules) > most:
        yield pen.paint(f"and {len(totals.rules) - most} more", DIM)
