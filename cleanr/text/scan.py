"""The one scan for all literals of all rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ahocorasick_rs import AhoCorasick, BytesAhoCorasick, Implementation

from cleanr.text.fact import fact

LiteralHit = tuple[int, int, int]  # the number of a literal, and the half-open span in code points where it stands

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_NFA = Implementation.ContiguousNFA  # as fast as a DFA here, which is nine times as large and as long in the making
_ASCII = bytes(range(128))


class Scanner:
    """Finds every occurrence of every literal in one pass, overlapping ones too.

    A text is scanned as Latin-1, a byte for each code point, with "?" for what Latin-1 does not have: that is faster
    than UTF-8, and places need no counting over. Literals of other scripts would be nothing but question marks; where
    one of their letters stands, the text is scanned as it is. ``literals``: as `narrow_first` orders them.
    ``kind``: of automaton; for a few literals a DFA is twice as fast, for all it is as large as ten.
    """

    def __init__(self, literals: Sequence[str], kind: Implementation = _NFA) -> None:
        self._literals = literals
        narrow = [literal for literal in literals if _is_narrow(literal)]
        self._automaton = BytesAhoCorasick(list(map(_narrowed, narrow)), implementation=kind) if narrow else None
        self._others = frozenset(letter for literal in literals[len(narrow) :] for letter in literal if letter > "\xff")
        # What Latin-1 does not have reads as "?" there, and so does a "?".
        self._doubtful = frozenset(number for number, one in enumerate(narrow) if max(one) > "\xff" or "?" in one)

    def hits(self, folded: str) -> list[LiteralHit]:
        """Return ``(number of the literal, start, end)`` for each occurrence, ordered by where it ends."""
        if not self._others.isdisjoint(_wide(folded)):
            return self._whole.find_matches_as_indexes(_encodable(folded), overlapping=True)
        if self._automaton is None:
            return []
        found: list[LiteralHit] = self._automaton.find_matches_as_indexes(_narrowed(folded), overlapping=True)
        if self._doubtful.isdisjoint([number for number, _, _ in found]):
            return found
        return [hit for hit in found if hit[0] not in self._doubtful or self._stands(hit, folded)]

    def _stands(self, hit: LiteralHit, folded: str) -> bool:
        return folded.startswith(self._literals[hit[0]], hit[1])

    @fact
    def _whole(self) -> AhoCorasick:
        return AhoCorasick(list(self._literals), implementation=_NFA)


def narrow_first(literals: Sequence[str]) -> tuple[str, ...]:
    """Return ``literals`` with those of scripts that Latin-1 does not have at the end."""
    return tuple(sorted(literals, key=lambda literal: not _is_narrow(literal)))


def naive_hits(literals: Sequence[str], folded: str) -> Iterator[LiteralHit]:
    """Yield what `Scanner.hits` yields, found the plain way and in another order: its yardstick."""
    for number, literal in enumerate(literals):
        at = folded.find(literal)
        while at >= 0:
            yield number, at, at + len(literal)
            at = folded.find(literal, at + 1)


def _is_narrow(literal: str) -> bool:
    """Whether most of a literal is Latin-1."""
    return literal.isascii() or sum(letter > "\xff" for letter in literal) * 2 < len(literal)


def _narrowed(text: str) -> bytes:
    return text.encode("latin-1", "replace")


def _wide(text: str) -> set[str]:
    """The characters that Latin-1 does not have, each once."""
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        odd = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
        return set(odd.decode("utf-8", "surrogatepass"))
    return set()


def _encodable(text: str) -> str:
    """Lone surrogates have no UTF-8; a character of equal length that no literal holds stands in for each."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    return text
