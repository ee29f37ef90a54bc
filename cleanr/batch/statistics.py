"""What was done, counted: documents, bytes, removals by category, failures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cleanr.decide.verdict import CHANGING, Segment
from cleanr.views.figures import share_removed

_COUNTS = ("documents", "changed", "characters", "left", "bytes", "empty", "failures", "formulas")


@dataclass
class Statistics:
    """Counts that add up, from chunks to a whole batch.

    ``documents``: texts that were looked at; ``changed``: those that came out different. ``characters``: their length
    in code points; ``left``: that of what was left of them. ``bytes``: the records as they stand in the input,
    unpacked. ``removed``: code points that were stripped, masked or extracted, by category; ``found``: the number of
    segments, by category, also those that are only tagged. ``empty``: records whose text is null; ``first_empty`` says
    where the first one is. ``failures``: records and files that could not be cleaned. ``formulas``: cells of CSV that a
    spreadsheet would run, now that what stood before is gone; ``first_formula`` says where the first one is.
    """

    documents: int = 0
    changed: int = 0
    characters: int = 0
    left: int = 0
    bytes: int = 0
    empty: int = 0
    failures: int = 0
    formulas: int = 0
    first_empty: str = ""
    first_formula: str = ""
    removed: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)

    def add_document(self, text: str, cleaned: str, segments: Iterable[Segment], removes: bool = True) -> None:
        """Count one document. ``removes``: what is to go has gone, and was not only told."""
        self.documents += 1
        self.characters += len(text)
        self.left += len(cleaned)
        self.changed += text != cleaned
        for segment in segments:
            if segment.category:
                self.found[segment.category] += 1
                if removes and segment.action in CHANGING:
                    self.removed[segment.category] += segment.end - segment.start

    def add_formula(self, where: str) -> None:
        """Count a cell that begins like a formula, and did not before."""
        self.formulas += 1
        self.first_formula = self.first_formula or where

    def add_empty(self, where: str) -> None:
        """Count a record without a text."""
        self.empty += 1
        self.first_empty = self.first_empty or where

    def add(self, other: Statistics) -> None:
        """Take ``other`` in."""
        for name in _COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.first_empty = self.first_empty or other.first_empty
        self.first_formula = self.first_formula or other.first_formula
        self.removed.update(other.removed)
        self.found.update(other.found)

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Statistics:
        """Return the tally that `to_dict` described."""
        counts = {name: plain[name] for name in _COUNTS}
        return cls(**counts, removed=Counter(plain["removed"]), found=Counter(plain["found"]))

    @property
    def share(self) -> float:
        """The share of all code points that went, as `cleanr stats` and the report count it."""
        return share_removed(self.characters, self.left)

    @property
    def uncategorized(self) -> int:
        """The code points that went and are of no category: white space around what went, and repairs."""
        return self.characters - self.left - sum(self.removed.values())

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, ready for JSON."""
        return {
            **{name: getattr(self, name) for name in _COUNTS},
            "removed_share": round(self.share, 6),
            "removed": dict(self.removed.most_common()),
            "found": dict(self.found.most_common()),
        }
