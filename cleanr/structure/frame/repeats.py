"""Repeats: a headline that is said twice before the first paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.heads import Head, head_of
from cleanr.structure.lines.wholelines import line_match, sure_categories
from cleanr.text.document import Document, Line
from cleanr.text.late import late_regex

_SUFFIX = late_regex(r"\s(?:[|\N{MIDDLE DOT}\N{BULLET}»]|[\-\N{EN DASH}\N{EM DASH}])\s")

_SHORTEST = 15  # characters of a headline


@block_rule(
    "title.repeat",
    category="title",
    strength="strong",
    near=head_of,
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
def title_repeat(document: Document, evidence: Evidence) -> Iterator[Match]:
    head = head_of(document, evidence)
    if head is None or sum(len(line.folded_core) >= _SHORTEST for line in head.lines) < 2:
        return
    texts = [_words_of(line) for line in head.lines]
    if len({*texts}) == len(texts) and not any(_SUFFIX.search(line.text) for line in head.lines):
        return
    for i, line in enumerate(head.lines):
        twins = (
            []
            if line.bulleted or line.row or i in head.anchored
            else [j for j in range(i + 1, len(texts)) if _are_twins(texts[i], texts[j], line)]
        )
        if not twins or (
            texts[i] == texts[twins[0]] and not all(_is_minor(head, k, evidence) for k in range(twins[0]) if k != i)
        ):
            continue
        if _is_contents(document, head, texts[i + 1 : twins[0]], evidence):
            return
        for j in (i, *twins):
            yield line_match(head.lines[j], "the headline, said again")
        for j in range(i + 1, twins[0]):
            if head.lines[j].words <= 3 and j not in head.anchored and any(map(str.isalpha, head.lines[j].folded_core)):
                yield line_match(head.lines[j], "a label between two headlines")
        return


def _is_minor(head: Head, i: int, evidence: Evidence) -> bool:
    """Whether a line is a label, an anchor or a headline: a cover page has other titles between."""
    line = head.lines[i]
    return i in head.anchored or (line.words <= 4 and not line.ends_sentence) or "title" in sure_categories(line, evidence)


def _words_of(line: Line) -> str:
    return " ".join(line.document.unmarked[line.core.start : line.core.end].split())


def _are_twins(first: str, second: str, line: Line) -> bool:
    short, long = sorted((first, second), key=len)
    if len(short) < _SHORTEST or short.count(" ") < 2:
        return False
    return short == long or (
        _SUFFIX.search(line.text) is not None and f" {short} " in f" {long} " and len(first) == len(long)
    )


def _is_contents(document: Document, head: Head, between: list[str], evidence: Evidence) -> bool:
    """Whether lines between the two stand again further down: then the top is a table of contents."""
    titles = {text for text in between if len(text) >= 8}
    if any(between.count(title) > 1 for title in titles):
        return True
    after = document.lines(head.lines[-1].index + 1) if titles else ()
    return any(line.words <= 20 and _words_of(line) in titles and not sure_categories(line, evidence) for line in after)
