"""Which documents a report page shows: all while they are few, then some for every rule and the rest at random."""

from __future__ import annotations

import heapq
import zlib
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from cleanr.decide.verdict import Segment
from cleanr.text.edits import Edit
from cleanr.views.added import Added
from cleanr.views.markup import marked, reason_of
from cleanr.views.totals import Totals

BUDGET = 2_300_000  # bytes of HTML for the texts; the page stays under 3 MB
_LONGEST = 20_000  # code points of one document
_WITNESSES = 3  # documents that every rule should have, if they are there
_ENTRY, _REASON = 150, 12  # bytes that a document takes in the list, and a mark in the list of reasons, about


class Kept(NamedTuple):
    """A document on the page: name, sizes, whether it comes out different, segments by category, rules, the reason of
    each mark, the text as HTML.
    """

    name: str
    before: int
    after: int
    changed: bool
    found: dict[str, int]
    rules: tuple[str, ...]
    reasons: tuple[tuple[Any, ...], ...]
    fragment: str


class Sample:
    """Sees documents one by one, counts all, keeps as many as fit into ``budget`` bytes, and no more than ``most``.

    The choice hangs on the documents and their order alone.
    """

    def __init__(self, budget: int = BUDGET, most: int | None = None) -> None:
        self.totals, self.added = Totals(), Added()
        self._budget, self._most = budget, most
        self._heap: list[tuple[int, int, int, Kept]] = []  # the first to give way on top
        self._size = 0
        self._witnesses: Counter[str] = Counter()

    def add(self, name: str, original: str, cleaned: str, segments: Sequence[Segment], edits: Sequence[Edit]) -> None:
        """Take a document in."""
        self.totals.add(original, cleaned, segments)
        self.added.add(original, segments)
        found = [segment for segment in segments if segment.category]
        rules = tuple(sorted({rule for segment in found for rule in segment.rules}))
        wanted = any(self._witnesses[rule] < _WITNESSES for rule in rules)
        self._witnesses.update(rules)
        chance = zlib.crc32(f"{self.totals.documents} {name}".encode("utf-8", "surrogatepass"))
        if self._full and not wanted and self._heap and (0, -chance) < self._heap[0][:2]:
            return  # it would give way at once: spare the work
        counted: dict[str, int] = dict(Counter[str](segment.category or "" for segment in found).most_common())
        fragment = marked(original, segments, edits, _LONGEST, titles=False)
        reasons = tuple(reason_of(segment) for segment in found if segment.start < _LONGEST)
        if len(original) > _LONGEST:
            fragment += f'<p class="cut">… {len(original) - _LONGEST:,} more characters</p>'
        changed = original != cleaned
        kept = Kept(name, len(original), len(cleaned), changed, counted, rules, reasons, fragment)
        heapq.heappush(self._heap, (int(wanted), -chance, self.totals.documents, kept))
        self._size += _bytes(kept)
        while len(self._heap) > 1 and self._over:
            self._size -= _bytes(heapq.heappop(self._heap)[3])

    @property
    def kept(self) -> list[Kept]:
        """The documents to show, in the order in which they came."""
        return [entry[3] for entry in sorted(self._heap, key=lambda entry: entry[2])]

    @property
    def _over(self) -> bool:
        return self._size > self._budget or (self._most is not None and len(self._heap) > self._most)

    @property
    def _full(self) -> bool:
        return len(self._heap) < self.totals.documents - 1


def _bytes(kept: Kept) -> int:
    return len(kept.fragment.encode("utf-8")) + len(kept.name) + _ENTRY + _REASON * len(kept.reasons)
