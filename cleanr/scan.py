"""The one scan for all literals of all rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ahocorasick_rs import AhoCorasick, Implementation

Found = tuple[int, int, int]  # the number of a literal, and the half-open span in code points where it stands

_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Scanner:
    """Finds every occurrence of every literal in one pass, overlapping ones too."""

    def __init__(self, literals: Sequence[str]) -> None:
        self._automaton = AhoCorasick(list(literals), implementation=Implementation.ContiguousNFA) if literals else None

    def hits(self, folded: str) -> list[Found]:
        """Return ``(number of the literal, start, end)`` for each occurrence, ordered by where it ends."""
        if self._automaton is None:
            return []
        return self._automaton.find_matches_as_indexes(_encodable(folded), overlapping=True)


def naive_hits(literals: Sequence[str], folded: str) -> Iterator[Found]:
    """Yield what `Scanner.hits` yields, found the plain way and in another order: its yardstick."""
    for number, literal in enumerate(literals):
        at = folded.find(literal)
        while at >= 0:
            yield number, at, at + len(literal)
            at = folded.find(literal, at + 1)


def _encodable(text: str) -> str:
    """Lone surrogates have no UTF-8; a character of equal length that no literal holds stands in for each."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    return text
