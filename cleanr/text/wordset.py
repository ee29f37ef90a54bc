"""Word sets: words that are looked for in paragraphs without making a list of all words there are."""

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


if TYPE_CHECKING or KERNEL is None:  # noqa: SIM108  # mypy knows no type for the other way to write it
    WordSet = PlainWordSet
else:
    WordSet = KERNEL.WordSet
