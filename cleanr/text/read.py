"""Reading: what a text is made into before anything is looked for. The kernel's plain twin, and its definition."""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from cleanr.text.folding import UNSPACED, folded_with_odd, without_marks
from cleanr.text.kernel import KERNEL

_SIGMA = "\N{GREEK CAPITAL LETTER SIGMA}"  # its lower case hangs on its neighbours, and Python knows how


class Reading(NamedTuple):
    """A text as it was read; all places are code points.

    ``folded`` and ``unmarked`` are views of equal length (`fold`, `without_marks`). ``starts`` holds the start of each
    line of `str.splitlines` and the end of the text, ``visible`` the numbers of the lines that are not blank. ``even``:
    nothing but ASCII spaces stands between words. ``unspaced``: some of it is in a script without spaces between words.
    """

    folded: str
    unmarked: str
    starts: list[int]
    visible: list[int]
    even: bool
    unspaced: bool


def read(text: str) -> Reading:
    """Return ``text`` as it was read, by the kernel where it is there."""
    if KERNEL is None or _SIGMA in text:
        return read_plainly(text)
    return Reading(*KERNEL.read(text))


def read_plainly(text: str) -> Reading:
    """Return what `read` returns, without the kernel."""
    folded, odd = folded_with_odd(text)
    lines = text.splitlines(keepends=True)
    return Reading(
        folded,
        without_marks(folded, odd),
        list(accumulate(map(len, lines), initial=0)),
        [number for number, line in enumerate(lines) if not line.isspace()],
        "\x1f" not in text and not any(map(str.isspace, odd)),
        any(map(UNSPACED.match, odd)),
    )
