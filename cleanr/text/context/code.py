"""Marks of code: options, calls, paths, names with underscores, fences. Manuals and documentation are full of them."""

from __future__ import annotations

import re
from collections.abc import Callable

from cleanr.text.kernel import KERNEL

_MARK = re.compile(
    r"[`:(\-{};_<>/$=~](?:"
    r"(?<=`)[^`\n]{1,80}`"  # between backticks
    r"|(?<=[^:]:):(?=[\s\w])"  # "Note::", "std::move"
    r"|(?<=\w\()\d?[a-z]?\)"  # "close()", "ls(1)"
    r"|(?<=[\s\[(=|]-)-[a-z]"  # an option
    r"|(?<=[{};])$"  # a block
    r"|(?<=[a-z]_)[a-z]"
    r"|(?<=<)/[a-z]|(?<=/)>$"  # tags
    r"|(?<=[\s~.]/)\w+/[\w.]"  # a path
    r"|(?<=\n\$) \w|(?<=\n>)>> "  # what is typed
    r"|(?<=\n-)---+$|(?<=\n=)===+$|(?<=\n~)~~~+$"  # what a heading is underlined with
    r")",
    re.MULTILINE,
)
_LEAST = 4  # marks
_WORDS = 80  # of text for each of them; articles that are about no code have one in some thousand


def shows_code(text: str) -> bool:
    """Return whether ``text`` is as full of marks of code as manuals and documentation are.

    >>> shows_code("The boats were back by noon; nobody (but Ann) knew of the storm - it had come from the north.")
    False
    >>> shows_code("Call `close()` when done, or pass --keep and run make_clean; see close(2) and /etc/lamp/lamp.conf.")
    True
    """
    marks = _marks(text)
    return marks >= _LEAST and marks * _WORDS >= len(text.split())


def plain_marks(text: str) -> int:
    """Return how many marks of code stand in ``text``: the kernel's plain twin, and its definition."""
    return sum(1 for _ in _MARK.finditer(text))


_marks: Callable[[str], int] = plain_marks if KERNEL is None else KERNEL.code_marks
