"""Sponsors: who paid for an article, where a line says nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import line_rule
from cleanr.structure.lines.places import is_between_paragraphs, share_taken_up, text_below
from cleanr.structure.lines.titles import rules_on
from cleanr.structure.lines.wholelines import line_match
from cleanr.text.document import Line

_NAMES_SPONSOR = frozenset(("ad.sponsor", "ad.presented"))
_LONGEST = 7  # words
_TAKEN_UP = 0.5  # of the words of a heading are said again by the paragraph below it, and more


@line_rule(
    "ad.sponsor-alone",
    on=("ad",),
    category="ad",
    strength="strong",
    language="en",
    summary='Who paid for an article, right above its first paragraph or between two: "Sponsored by Northfield Bank".',
    why="In a list of events, books or people, others stand beside it; a heading is taken up by its paragraph.",
    examples=(
        """
ad            | Sponsored by Northfield Bank
              | The council voted for the pier on Monday, and the clerk read the names of those who had voted against it.
ad            | Supported by Coastal Bank
              | Officials declined to comment on what the work will cost, or on who is going to pay for it in the end.
""",
    ),
    counterexamples=(
        """
              | The council voted for the pier on Monday, and the clerk read the names of those who had voted against it.
              | Supported by Northfield Bank
              | Northfield Bank has supported the pier since it was built, and its name stands on each of the lamps.
""",
        """
              | The first night of the summer is given to those who sing, and the second to those who only listen.
              | Songs of the harbour
              | Presented by Ann Lowe
              | Songs of the wall
              | Presented by Tom Pryce
""",
    ),
)
def sponsor_alone(line: Line, evidence: Evidence) -> Iterator[Match]:
    if line.words > _LONGEST or line.ends_sentence or _NAMES_SPONSOR.isdisjoint(rules_on(line, evidence)):
        return
    alone = _is_above_text(line, evidence) or is_between_paragraphs(line, evidence)
    if alone and share_taken_up(line, evidence) < _TAKEN_UP:
        yield line_match(line, "who paid for it, alone")


def _is_above_text(line: Line, evidence: Evidence) -> bool:
    """Whether the first paragraph of the text stands right below."""
    below, first = text_below(line, evidence), next(iter(line.document.paragraphs), None)
    return below is not None and first is not None and below.index == first.index
