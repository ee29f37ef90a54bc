"""Texts to measure with, made up from a seed: the same on every machine, and nobody's words."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path

_SYLLABLES = [
    "ba",
    "be",
    "bo",
    "da",
    "de",
    "di",
    "do",
    "fa",
    "fe",
    "ga",
    "go",
    "ha",
    "he",
    "ka",
    "la",
    "le",
    "li",
    "lo",
    "ma",
    "me",
    "mi",
    "mo",
    "na",
    "ne",
    "no",
    "pa",
    "pe",
    "ra",
    "re",
    "ri",
    "ro",
    "sa",
    "se",
    "so",
    "ta",
    "te",
    "to",
    "va",
    "ve",
    "wa",
    "we",
]
_SMALL = [
    "the",
    "of",
    "and",
    "to",
    "in",
    "a",
    "that",
    "is",
    "was",
    "for",
    "on",
    "it",
    "with",
    "as",
    "his",
    "they",
    "at",
    "be",
    "this",
    "from",
    "have",
    "or",
    "by",
    "one",
    "had",
    "not",
    "but",
    "what",
    "all",
    "were",
    "when",
]
_FURNITURE = (
    "Sign up for our newsletter", "Read more: {title}", "Share this article", "Advertisement", "Follow us on Twitter",
    "Related articles", "Subscribe to continue reading", "© 2024 {name}. All rights reserved.", "Most read",
    "By {name}", "Published: May 5, 2020 11:59am", "(Photo: {name}/Getty Images)", "Leave a comment", "Privacy Policy",
)  # fmt: skip
_MENU = [
    "Home",
    "News",
    "Politics",
    "Business",
    "Sport",
    "Opinion",
    "Culture",
    "About us",
    "Contact",
    "Subscribe",
    "Log in",
    "Privacy",
    "Terms",
]


class Maker:
    """Makes articles and whole pages. The same ``seed`` makes the same texts."""

    def __init__(self, seed: int = 7) -> None:
        self._random = random.Random(seed)
        self._words = ["".join(self._random.choices(_SYLLABLES, k=self._random.randint(2, 4))) for _ in range(4_000)]

    def sentence(self) -> str:
        """Return a sentence of 8 to 28 words; every tenth has a quotation with curly marks, some have an accent."""
        some = self._random.choices(self._words, k=14) + self._random.choices(_SMALL, k=14)
        self._random.shuffle(some)
        words = some[: self._random.randint(8, 28)]
        if self._random.random() < 0.3:
            words[3] = words[3] + "é"
        said = " ".join(words).capitalize()
        return f"“{said},” she said." if self._random.random() < 0.1 else said + "."

    def paragraph(self) -> str:
        """Return one to five sentences on one line."""
        return " ".join(self.sentence() for _ in range(self._random.randint(1, 5)))

    def furniture(self) -> str:
        """Return one line of furniture."""
        line = self._random.choice(_FURNITURE)
        return line.format(title=self.title(), name=self.title(2))

    def title(self, words: int = 6) -> str:
        """Return a headline."""
        return " ".join(word.capitalize() for word in self._random.choices(self._words, k=words))

    def article(self, size: int = 12_000, share: float = 0.05) -> str:
        """Return an article of about ``size`` characters, of whose lines ``share`` are furniture."""
        lines: list[str] = [self.title()]
        length = 0
        while length < size:
            lines.append(self.furniture() if self._random.random() < share else self.paragraph())
            length += len(lines[-1]) + 2
        return "\n\n".join(lines)

    def page(self, size: int = 20_000) -> str:
        """Return a whole page: menus and cards before and after an article, many blank lines, indented bullets."""
        menu = [f"  * {name}" for name in self._random.sample(_MENU, k=9)]
        cards = [
            line for _ in range(12) for line in ("", f"   * {self.title()}", f"{self._random.randint(2, 9)} hours ago")
        ]
        return "\n".join(
            [*menu, "", "", self.article(size // 2, 0.2), "", "", "Related", *cards, "", *menu, "", self.furniture()]
        )


def read(folder: Path, key: str = "text") -> Iterator[str]:
    """Yield the texts in ``folder``: each ``.txt`` file whole, and field ``key`` of each line of ``.jsonl`` and ``.jsonl.gz``."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".txt":
            yield path.read_text(encoding="utf-8")
        elif path.name.endswith((".jsonl", ".jsonl.gz")):
            with (
                gzip.open(path, "rt", encoding="utf-8")
                if path.suffix == ".gz"
                else path.open(encoding="utf-8") as stream
            ):
                yield from (str(json.loads(line)[key]) for line in stream)
