"""Page titles: a first line that is a title by its own look, with no byline or date below it."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.heads import head_of
from cleanr.structure.lines.wholelines import core_text, line_match
from cleanr.text.document import Document


@block_rule(
    "title.site",
    category="title",
    strength="strong",
    signs="|",
    near=head_of,
    summary="A first line that is the title of the page: headline, section and site between bars.",
    examples=(
        """
title         | Harbour to be dredged | News | The Coast
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
title         | Opinion: the harbour should be left alone | The Coast
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
    ),
    counterexamples=(
        """
              | Harbour | Depth | Boats
              | Perth | 4 m | 20
""",
        """
              | What the board has counted | Depth | Boats
              | ---|---|---
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
              | Harbour | Depth
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
              | The harbour - a short history of the quays
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
    ),
)
def title_site(document: Document, evidence: Evidence) -> Iterator[Match]:
    head = head_of(document, evidence)
    barred = [line for line in head.lines if " | " in line.text] if head else []
    if len(barred) != 1 or barred[0].text.startswith("|") or barred[0].row:
        return
    first, *rest = core_text(barred[0]).split(" | ")
    if len(first.split()) >= 4 and all(1 <= len(part.split()) <= 4 for part in rest):
        yield line_match(barred[0], "headline and site between bars")


@block_rule(
    "title.first",
    category="title",
    strength="weak",
    summary="A first line that could be the headline; the place alone, so a weak voice.",
    examples=(
        """
title         | Harbour to be dredged by the end of the year
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
    ),
    counterexamples=(
        """
              | The tide goes out, the tide comes in
              | the sand lies bare and brown
""",
        """
              | 1. Harbours of the north
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
    ),
)
def title_first(document: Document, evidence: Evidence) -> Iterator[Match]:
    first = document.near(0, 1)
    if first is None or first.prose or not first.title_like or first.bulleted or not 4 <= first.words <= 20:
        return
    after = first.after
    if after is not None and after.prose and not evidence.claimed(first):
        yield line_match(first, "the first line, like a headline, with a paragraph under it")
