"""Count how common words and pairs of neighbouring words are, for the table that anchors are chosen by.

    python benchmarks/frequencies.py en=articles.txt en=more.txt.gz de=artikel.txt > cleanr/rulebook/frequencies.txt

Each file is plain text of one language. A word counts with the language in which it is most common, so that an anchor
that looks rare in English and is an everyday word of German is not chosen. The table holds no sentence of the texts:
words of at least `LEAST` times in 100,000, in classes of a tenth more or less.
"""

from __future__ import annotations

import gzip
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

from cleanr.text.folding import WORD, fold

LEAST, LEAST_PAIR, FEWEST = 4.0, 8.0, 8  # times in 100,000 words, of words and of pairs; times at all
PAIRS_FROM = 200_000  # words of a language, below which its pairs are left to chance


def read(path: Path) -> str:
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8", "replace")


def counted(texts: list[str]) -> dict[str, float]:
    """Return what is common in ``texts``, times in 100,000 words."""
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for line in fold(text).splitlines():
            said = WORD.findall(line)
            words.update(said)
            pairs.update(pairwise(said))
    total = sum(words.values())
    rate = 100_000 / max(total, 1)
    common = {word: n * rate for word, n in words.items() if n >= FEWEST and n * rate >= LEAST and not word.isdecimal()}
    if total >= PAIRS_FROM:
        common |= {" ".join(pair): n * rate for pair, n in pairs.items() if n * rate >= LEAST_PAIR}
    return common


def rounded(often: float) -> float:
    """The class that ``often`` falls into: two figures, in steps of a tenth."""
    return float(f"{often:.1e}")


def main(arguments: list[str]) -> None:
    texts: dict[str, list[str]] = defaultdict(list)
    for argument in arguments:
        language, _, path = argument.partition("=")
        texts[language].append(read(Path(path)))
    most: dict[str, float] = {}
    for several in texts.values():
        for word, often in counted(several).items():
            most[word] = max(often, most.get(word, 0.0))
    classes: dict[float, list[str]] = defaultdict(list)
    for word, often in most.items():
        classes[rounded(often)].append(word.replace(" ", "+"))
    for often in sorted(classes, reverse=True):
        print(f"{often:g}", *sorted(classes[often]))


if __name__ == "__main__":
    main(sys.argv[1:])
