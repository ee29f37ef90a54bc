"""Words and lines kept as one string: that is read from JSON faster than a list, and split when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable

_BETWEEN = "\N{DELETE}"  # stands in no word and no line of a rule, and JSON writes it as it is


def as_one(several: Iterable[str]) -> str:
    """Return ``several`` strings, none of them empty, as one."""
    return _BETWEEN.join(several)


def parts(kept: str) -> tuple[str, ...]:
    """Return what `as_one` was given.

    >>> parts(as_one(["sign up", "subscribe"])), parts(as_one([]))
    (('sign up', 'subscribe'), ())
    """
    return tuple(kept.split(_BETWEEN)) if kept else ()
