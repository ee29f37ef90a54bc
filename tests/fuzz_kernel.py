"""Throws texts at the kernel for as long as it is told to, and holds what it gives against plain Python.

    python -m tests.fuzz_kernel --seconds 3600 [--seed 1]

Run it under sanitizers, as tests/test_sanitizers.py does, to see a step beside a buffer, too. It prints how many texts
were tried, and ends with an error at the first that the twins read apart.
"""

from __future__ import annotations

import argparse
import random
import time

from cleanr.detect.candidates import candidates, plain_candidates
from cleanr.detect.phrases import bounded_hits, scan_hits
from cleanr.text.document import Document
from cleanr.text.shortlines import PlainSigns, Signs, short_lines, signs_of
from tests.strategies import ALL, EXAMPLES, FURNITURE, LITERALS, NEAR_MISSES, SENTENCES, wrapped
from tests.test_kernel import KERNEL, PIECES, assert_read_alike

KNOWN = (*EXAMPLES, *NEAR_MISSES, *FURNITURE, *SENTENCES)
PLAIN_SIGNS = PlainSigns(Signs.all)


def fuzz(seconds: float, seed: int) -> int:
    """Try texts for so many ``seconds``, and return how many. Raises `AssertionError` where the twins differ."""
    chance, tried, end = random.Random(seed), 0, time.monotonic() + seconds
    while time.monotonic() < end:
        assert_alike(text_of(chance))
        tried += 1
    return tried


def assert_alike(text: str) -> None:
    """The kernel reads and scans ``text`` as plain Python does."""
    try:
        assert_read_alike(text)
        document = Document(text)
        assert candidates(ALL.index, document) == plain_candidates(ALL.index, document)
        assert signs_of(document) == PLAIN_SIGNS.standing(short_lines(document))
        hits = ALL.scanner.hits(document.folded)
        assert scan_hits(ALL, document.text, document.folded) == bounded_hits(document.text, hits, ALL.literal_opens)
    except AssertionError:
        print(f"apart: {text!r}")
        raise


def text_of(chance: random.Random) -> str:
    """A text of one kind: hard pieces, any characters of one width, furniture torn and mixed, wrapped paragraphs."""
    kind = chance.randrange(4)
    if kind == 0:
        return "".join(chance.choices(PIECES, k=chance.randrange(60)))
    if kind == 1:
        top = chance.choice((0x80, 0x100, 0x3200, 0x10000, 0x110000))
        return "".join(chr(chance.randrange(top)) for _ in range(chance.randrange(80)))
    if kind == 2:
        parts = [torn(chance, chance.choice(KNOWN)) for _ in range(chance.randrange(8))]
        return "".join(part + chance.choice(PIECES) for part in parts) + chance.choice(LITERALS)
    width, prefix = chance.randrange(30, 110), chance.choice(("", "> ", "    "))
    return "\n\n".join(wrapped(one, width, prefix) for one in chance.choices(KNOWN, k=chance.randrange(6)))


def torn(chance: random.Random, text: str) -> str:
    """A stretch of ``text``, its case perhaps changed."""
    start = chance.randrange(len(text) + 1)
    part = text[start : start + chance.randrange(200)]
    return chance.choice((str, str, str.upper, str.title))(part)


def main() -> None:
    """Read the command line and fuzz."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    if KERNEL is None:
        raise SystemExit("the kernel was not built here, or CLEANR_PLAIN is set")
    print(f"{fuzz(options.seconds, options.seed)} texts are read and scanned alike")


if __name__ == "__main__":
    main()
