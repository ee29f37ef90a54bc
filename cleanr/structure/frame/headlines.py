"""Headlines: headline, section label and standfirst above the byline or the date."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.heads import has_title_above, head_of, is_diary
from cleanr.structure.lines.names import has_many_bylines
from cleanr.structure.lines.wholelines import line_match
from cleanr.text.document import Document, Line

_HEADLINE = 11  # words; a longer line is as often a standfirst


@block_rule(
    "head.title",
    category="title",
    strength="strong",
    near=head_of,
    summary="Headline and section label above the byline or the date.",
    examples=(
        """
title         | News
title         | Harbour to be dredged by the end of the year
              | By Ann Lowe
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
title         | Harbour to be dredged by the end of the year
              | The council has put off the work for nine years while the sand moved in.
              | Published: May 5, 2020 11:59am
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
    ),
    counterexamples=(
        """
              | Harbour to be dredged by the end of the year
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
              | - The council has put off the work for nine years in a row
              | By Ann Lowe
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
              | | Harbour | Depth at low water | Boats |
              | |---|---|---|
              | By Ann Lowe
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
              | Low Water
              | by Ann Lowe
              |
              | The tide goes out, the tide comes in,
              | the sand lies bare and brown
""",
    ),
)
def head_title(document: Document, evidence: Evidence) -> Iterator[Match]:
    for line, standfirst in _lines_above_anchor(document, evidence):
        if not standfirst:
            yield line_match(line, "stands above the byline or the date")


@block_rule(
    "head.standfirst",
    category="title",
    strength="moderate",
    near=head_of,
    summary="The standfirst: what stands between the headline and the byline or the date.",
    why="Many gold articles keep it as their first sentence, so it tags and never strips alone.",
    examples=(
        """
              | Harbour to be dredged by the end of the year
title         | The council has put off the work for nine years while the sand moved in
              | By Ann Lowe
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
              | Harbour to be dredged by the end of the year
title         | The council has put off the work for nine years while the sand moved in.
              | Published: May 5, 2020 11:59am
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
    ),
    counterexamples=(
        """
              | Harbour to be dredged by the end of the year
              | The council has put off the work for nine years while the sand moved in.
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
    ),
)
def head_standfirst(document: Document, evidence: Evidence) -> Iterator[Match]:
    for line, standfirst in _lines_above_anchor(document, evidence):
        if standfirst:
            yield line_match(line, "stands between the headline and the byline or the date")


def _lines_above_anchor(document: Document, evidence: Evidence) -> Iterator[tuple[Line, bool]]:
    """Yield the lines above the last anchor that could be headline, label or standfirst; and whether they are the last.

    Length tells a standfirst, not the headline above it: without the headline it must look the same.
    """
    head = head_of(document, evidence)
    if head is None or not head.anchored or (head.dated and not head.sure and is_diary(document, head, evidence)):
        return
    if (not head.sure and not has_title_above(head, head.last)) or has_many_bylines(document):
        return
    for i, line in enumerate(head.lines[: head.last]):
        if i not in head.anchored and _may_be_headline(line) and not evidence.is_likely(line, "byline", "dateline"):
            yield line, line.words > _HEADLINE
    if head.standfirst:
        yield head.standfirst, True


def _may_be_headline(line: Line) -> bool:
    """Whether a line above an anchor is a headline or a label, and no point of a summary."""
    if line.words > 20 or (line.bulleted and line.words > 6) or line.row:
        return False
    return not line.text.endswith((".", ";", ",")) or line.words <= 2
