"""How common words and pairs of neighbouring words are: what makes one anchor better than another.

The table is made by ``benchmarks/frequencies.py`` from texts of all languages that have rules. It changes which
anchors are chosen, and so what a text costs; it never changes what is found.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from cleanr.text.folding import fold

RARE = 0.05  # times in 100,000 words: what is not in the table
COMMONPLACE = 20.0  # times in 100,000 words: an anchor set that stands more often costs on texts that it cannot match


def frequency(words: str) -> float:
    """Return how often ``words``, a folded word or two with a space between, stand in 100,000 words of article text.

    Of the languages counted, the one in which they are most common.
    """
    known = _table().get(words)
    if known is not None:
        return known
    return min(RARE, *map(frequency, words.split())) if " " in words else RARE


def table_bytes() -> bytes:
    """Return the table as it is kept, for the key of what is derived with it."""
    return files("cleanr.rulebook").joinpath("frequencies.txt").read_bytes()


@cache
def _table() -> dict[str, float]:
    """Each line of the file is a number and all words, or pairs joined by ``+``, that stand so often."""
    table: dict[str, float] = {}
    for line in fold(table_bytes().decode("utf-8")).splitlines():
        often, *words = line.split(" ")
        for word in words:
            table.setdefault(word.replace("+", " "), float(often))
    return table
