"""Which twin runs: the compiled kernel where it was built, plain Python where not or where ``CLEANR_PLAIN=1`` says so.

Both give the same results; the plain ones are the definition (docs: what it promises, 7).
"""

from __future__ import annotations

import os
from types import ModuleType
from typing import TypeVar

from cleanr.text.edits import Span

N = TypeVar("N", bound=type)

# Of what the kernel takes and gives, here and in _kernel.c: one more with each change. A kernel of another version was
# built of other sources, as happens in a checkout, and is left alone.
VERSION = 18


def _kernel() -> ModuleType | None:
    if os.environ.get("CLEANR_PLAIN", "0") not in ("", "0"):
        return None
    try:
        from cleanr.text import _kernel
    except ImportError:
        return None
    return _kernel if getattr(_kernel, "VERSION", 0) == VERSION else None


KERNEL = _kernel()  # None: the plain twins serve
compiled = KERNEL is not None


def find(text: str, part: str, start: int, stop: int) -> int:
    """Return ``text.find(part, start, stop)``, of which no number is negative: fast where both are long."""
    if KERNEL is None:
        return text.find(part, start, stop)
    at: int = KERNEL.find(text, part, start, stop)
    return at


def standing(marks: str, text: str) -> str:
    """Return those of the characters ``marks`` that stand in ``text``, in their order."""
    if KERNEL is None:
        return "".join([mark for mark in marks if mark in text])
    found: str = KERNEL.standing(marks, text)
    return found


def quick(named: N) -> N:
    """Have the kernel make the instances of a named tuple: `NamedTuple` has a function of Python for it, slower."""
    if KERNEL is not None:
        named.__new__ = KERNEL.Maker(named, named.__new__)  # type: ignore[method-assign]
    return named


quick(Span)
