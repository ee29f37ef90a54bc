"""Repeats: a headline that is said twice before the first paragraph."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Note
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.heads import Head, head_of
from cleanr.structure.lines.whole import surely, whole_line
from cleanr.text.document import Document, Line
from cleanr.text.folding import fold

_SUFFIX = regex.compile(r"\s(?:[|\N{MIDDLE DOT}\N{BULLET}»]|[\-\N{EN DASH}\N{EM DASH}])\s")

_SHORTEST = 15  # characters of a headline


@block_rule(
    "title.repeat",
    category="title",
    strength="strong",
    summary="The headline, said twice before the first paragraph, with or without the name of the site.",
    examples=(
        """
title         | Harbour to be dredged | News | The Coast | 05.05.2020
title         | News
title         | Harbour to be dredged
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
title         | Harbour to be dredged this year
title         | Harbour to be dredged this year
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
    ),
    counterexamples=(
        """
              | The tide goes out, the tide comes in
              | the sand lies bare and brown
              | The tide goes out, the tide comes in
              | and nobody comes down
""",
        """
              | What the harbour is for
              | Who pays for the dredging
              | What the harbour is for
              | The harbour has been used by the fishing boats of the town for six hundred years.
              | Who pays for the dredging
              | The county pays for two thirds of the work, and the boats pay for the rest.
""",
        """
              | | Harbour of the north | Depth | Boats |
              | | Perth | 4 m | 20 |
              | | Harbour of the north | Depth | Boats |
              | | Harwell | 3 m | 12 |
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
              | Harbour to be dredged this year
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
    ),
)
def title_repeat(document: Document, found: Evidence) -> Iterator[Note]:
    head = head_of(document, found)
    if head is None or sum(len(line.said) >= _SHORTEST for line in head.lines) < 2:
        return
    said = [_letters(line.said) for line in head.lines]
    for i, line in enumerate(head.lines):
        twins = (
            []
            if line.bulleted or line.row or i in head.anchored
            else [j for j in range(i + 1, len(said)) if _twins(said[i], said[j], line)]
        )
        if not twins or (
            said[i] == said[twins[0]] and not all(_slight(head, k, found) for k in range(twins[0]) if k != i)
        ):
            continue
        if _contents(document, head, said[i + 1 : twins[0]], found):
            return
        for j in (i, *twins):
            yield whole_line(head.lines[j], "the headline, said again")
        for j in range(i + 1, twins[0]):
            if head.lines[j].words <= 3 and j not in head.anchored and any(map(str.isalpha, head.lines[j].said)):
                yield whole_line(head.lines[j], "a label between two headlines")
        return


def _slight(head: Head, i: int, found: Evidence) -> bool:
    """Whether a line is a label, an anchor or a headline: a cover page has other titles between."""
    line = head.lines[i]
    return i in head.anchored or (line.words <= 4 and not line.ended) or "title" in surely(line, found)


def _letters(said: str) -> str:
    return " ".join(regex.findall(r"[\p{L}\p{N}]+", fold(said)))


def _twins(first: str, second: str, line: Line) -> bool:
    short, long = sorted((first, second), key=len)
    if len(short) < _SHORTEST or short.count(" ") < 2:
        return False
    return short == long or (
        _SUFFIX.search(line.text) is not None and f" {short} " in f" {long} " and len(first) == len(long)
    )


def _contents(document: Document, head: Head, between: list[str], found: Evidence) -> bool:
    """Whether lines between the two stand again further down: then the top is a table of contents."""
    after = document.lines(head.lines[-1].index + 1)
    below = {_letters(line.said) for line in after if line.words <= 20 and not surely(line, found)}
    return any(said in below or between.count(said) > 1 for said in between if len(said) >= 8)
