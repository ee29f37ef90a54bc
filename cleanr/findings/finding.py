"""Findings: what a rule says about a stretch of the text, as evidence."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from cleanr.text.edits import Span
from cleanr.text.kernel import quick


@cache
def family_of(rule: str) -> str:
    """Return the first part of the id of ``rule``."""
    return rule.partition(".")[0]


@quick
class Finding(NamedTuple):
    """One piece of evidence: a rule spoke about a span.

    ``start`` and ``end`` are half-open, in code points (of the input in a report, of the repaired text inside the
    engine). ``weight`` is in decibans; a negative one speaks for the article.
    """

    start: int
    end: int
    rule: str
    category: str
    weight: int
    reason: str

    @property
    def family(self) -> str:
        """The first part of the rule's id: findings of one family are one witness."""
        return family_of(self.rule)


@quick
class Match(NamedTuple):
    """What a rule says: a span, the reason in words, and, from a guard, the one category that it speaks against.

    ``category``: another one than the rule's own, for a rule that takes it from what stands beside the span.
    """

    span: Span
    reason: str
    against: str = ""
    category: str = ""
