"""Numbers in words: counted things and shares, written one way everywhere."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """Return a number of things, of which one has no s.

    >>> counted(1, "document"), counted(1200, "document")
    ('1 document', '1,200 documents')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def percent(share: float) -> str:
    """Return a share as a reader wants it: ``21.6%``, and ``<0.1%`` for what is more than nothing.

    >>> percent(0.2155), percent(0.0002), percent(0.0)
    ('21.6%', '<0.1%', '0.0%')
    """
    return "<0.1%" if 0 < share < 0.0005 else f"{share:.1%}"


def share_removed(before: int, after: int) -> float:
    """Return which share of a text is gone, of ``before`` code points ``after`` being left; none of an empty text."""
    return (before - after) / before if before else 0.0
