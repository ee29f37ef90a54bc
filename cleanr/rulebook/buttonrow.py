"""A row of buttons: a line that is nothing but things of one list, apart or glued."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cleanr.text.fact import fact


@dataclass(frozen=True)
class ButtonRow:
    """A line that is nothing but these ``items``, at least ``at_least`` of them, apart or glued; counters between."""

    items: tuple[str, ...]
    at_least: int = 2

    @fact
    def _item_set(self) -> frozenset[str]:
        return frozenset(self.items)

    @fact
    def longest(self) -> int:
        """The most words of an item."""
        return max(item.count(" ") + 1 for item in self.items)

    @fact
    def first_words(self) -> frozenset[str]:
        """The words with which a row may begin, its counters left out."""
        return frozenset(item.partition(" ")[0] for item in self.items)

    def fits(self, words: Sequence[str]) -> bool:
        """Return whether ``words``, folded, are a row; of items that begin alike, the longest counts."""
        if len(words) < self.at_least:
            return False
        at = count = 0
        while at < len(words):
            length = self._length(words, at)
            if length:
                count += 1
            elif not (words[at].isdecimal() or words[at] == "k"):
                return False
            at += length or 1
        return count >= self.at_least

    def _length(self, words: Sequence[str], at: int) -> int:
        for length in range(min(self.longest, len(words) - at), 0, -1):
            if " ".join(words[at : at + length]) in self._item_set:
                return length
        return 0
