"""Brackets within brackets: a credit that names a licence in brackets of its own goes whole."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import line_rule
from cleanr.text.document import Line
from cleanr.text.edits import Span

_PAIRS = {"(": ")", "[": "]"}
_LONGEST = 300  # code points of a credit in brackets


@line_rule(
    "credit.nested",
    on=("credit",),
    category="credit",
    strength="strong",
    since="0.2",
    language="any",
    summary="What is left of a credit in brackets behind the brackets that stand within it.",
    examples=(
        """
              | The pier was closed for a year while the work was done.
credit        | (Credit: Ann Lowe / Flickr / Attribution 2.0 Generic (CC-BY 2.0))
              | The council met on Monday, and the traders had been waiting in the hall since the morning.
""",
    ),
    counterexamples=(
        """
              | The pier was closed for a year (Credit: Ann Lowe / Flickr) while the work (and more) was done.
""",
    ),
)
def nested(line: Line, evidence: Evidence) -> Iterator[Match]:
    text = line.document.text
    for finding in evidence.on(line):
        opened = text[finding.start]
        if finding.weight > 0 and finding.category == "credit" and opened in _PAIRS and finding.end <= line.end:
            end = _closing(text[finding.start : min(line.end, finding.start + _LONGEST)], opened, _PAIRS[opened])
            if finding.start + end > finding.end:
                yield Match(Span(finding.start, finding.start + end), "the brackets close there")


def _closing(text: str, opened: str, closed: str) -> int:
    """Return the place behind the mark that closes the first one of ``text``, or 0 where it stays open."""
    depth = 0
    for at, mark in enumerate(text):
        depth += (mark == opened) - (mark == closed)
        if not depth:
            return at + 1
    return 0
