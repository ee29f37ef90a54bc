"""Word sets: words that are looked for, or counted, in paragraphs without making a list of all words there are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cleanr.text.kernel import KERNEL


class PlainWordSet:
    """A set of words. The kernel's plain twin, and its definition.

    >>> PlainWordSet({"you", "your"}).among("if you ask you will get your boat", 0, 33)
    ['you', 'you', 'your']
    """

    __slots__ = ("_words",)

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)

    def among(self, text: str, start: int, stop: int) -> list[str]:
        """Return the words of the set that stand in ``text[start:stop]`` between spaces, each as often as it does."""
        return [word for word in text[start:stop].split() if word in self._words]


class PlainWordSets:
    """Several sets of words. The kernel's plain twin, and its definition.

    >>> PlainWordSets(frozenset({"you", "your"}), frozenset({"your", "boat"})).counts("you get your boat", 0, 17)
    (2, 2)
    """

    __slots__ = ("_all", "_sets")

    def __init__(self, *sets: frozenset[str]) -> None:
        self._sets = sets
        self._all = PlainWordSet(frozenset().union(*sets))

    def counts(self, text: str, start: int, stop: int) -> tuple[int, ...]:
        """Return how many words of each set stand in ``text[start:stop]`` between spaces."""
        found = self._all.among(text, start, stop)
        return tuple(sum(word in words for word in found) for words in self._sets)


if TYPE_CHECKING or KERNEL is None:
    WordSet = PlainWordSet
    WordSets = PlainWordSets
else:
    WordSet = KERNEL.WordSet
    WordSets = KERNEL.WordSets
