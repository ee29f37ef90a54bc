"""Whether the pattern of a phrase rule is fast, on texts that look like what it looks for, and then are not."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

from cleanr.document import Document
from cleanr.phrase import Phrasing
from cleanr.proof.examples import marked
from cleanr.rule import Rule
from cleanr.units import LONGEST_UNIT

MOST = 30.0  # microseconds a character
_LEAST = 0.02  # seconds; below this the clock says little
_GIVE_UP = 1.0  # seconds
_WINDOW = 420  # characters that a span rule is shown at once
_SEEDS = (
    "a", "a ", "aa, ", "1", "1 ", " ", ".", ", ", "'", '"', "(", "-", "/", ": ", "Ann Lowe ", "A", "a.", "&", "@a ",
    "|", "Ann", "12/", "and ", "É", "ß-",
)  # fmt: skip


def slow(rule: Rule) -> Iterator[str]:
    """Yield, for a reader, the first text on which the pattern of ``rule`` takes too long, if there is one."""
    if not isinstance(rule.look, Phrasing) or rule.look.compiled is None:
        return
    for text in dict.fromkeys(near_misses(rule, rule.look)):
        most = max(MOST * len(text) / 1e6, _LEAST)
        taken = seconds(rule.look, text)
        if taken > most:  # not only because the machine had other things to do
            taken = min(seconds(rule.look, text) for _ in range(2))
        if taken > most:
            said = "more than a second" if taken >= _GIVE_UP else f"{taken:.2f} s"
            yield f"pattern: takes {said} for {len(text)} characters such as {text[:60]!r}; make it simpler"
            return


def near_misses(rule: Rule, look: Phrasing) -> Iterator[str]:
    """Yield texts that look like what the rule looks for, for as long as it may be shown, and end otherwise."""
    texts = [marked(example)[0] for example in rule.examples]
    examples = [Document(text).text if look.cased else Document(text).folded for text in texts]
    halves = [half for text in examples for half in (text[: len(text) // 2], text[len(text) // 2 :])]
    words = [word for text in examples for word in text.split()]
    for seed in dict.fromkeys([*look.literals, *(p + " " for p in look.literals), *examples, *halves, *words, *_SEEDS]):
        for head in ("", look.literals[0] + " ", examples[0] + " "):
            yield shown(look, head + seed * (LONGEST_UNIT // max(len(seed), 1) + 1))


def shown(look: Phrasing, text: str) -> str:
    """Return as much of ``text`` as a rule is ever shown at once, with an end that spoils the match."""
    if look.scope == "span":
        return text[:_WINDOW] + "\x00"
    cut = text[: LONGEST_UNIT - 1]
    last = [word.end() for word in re.finditer(r"\S+", cut)][: look.max_words]
    return (cut[: last[-1]] if last else cut) + "\x00"


def seconds(look: Phrasing, text: str) -> float:
    """Return the CPU time that the pattern of ``look`` takes on ``text``; it is stopped when that is far too long."""
    start = time.thread_time()
    try:
        if look.compiled:
            look.compiled.search(text, timeout=_GIVE_UP)
    except TimeoutError:
        return 1000.0
    return time.thread_time() - start
