"""Short signs for the long parts of regular expressions that all templates share: they are kept by these.

A few parts are two thirds of the text of all expressions, which a fresh process has to read. The signs are characters
that Unicode leaves to anybody.
"""

from __future__ import annotations

from cleanr.rulebook.pattern import SEPARATOR
from cleanr.rulebook.shapes import SHAPES

_LONG = 25  # characters of a part that is worth a sign
_PARTS = (SEPARATOR, *sorted((shape for shape in SHAPES.values() if len(shape) >= _LONG), key=len, reverse=True))
_SIGNS = tuple((chr(0xE000 + number), part) for number, part in enumerate(_PARTS))


def shortened(pattern: str) -> str:
    """Return ``pattern`` with signs for its long parts, and an escape for a character that is such a sign.

    >>> len(shortened(SEPARATOR + "sign" + SEPARATOR + "up"))
    8
    """
    for sign, part in _SIGNS:
        pattern = pattern.replace(sign, rf"\u{ord(sign):04x}").replace(part, sign)
    return pattern


def expanded(pattern: str) -> str:
    """Return the pattern that was `shortened` to ``pattern``, or one that means the same."""
    if pattern.isascii():
        return pattern
    for sign, part in _SIGNS:
        pattern = pattern.replace(sign, part)
    return pattern
