"""Dates: the date of an article, alone on its line before the first paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.heads import has_title_above, head_of, is_diary
from cleanr.structure.lines.times import time_of
from cleanr.structure.lines.wholelines import SURE, line_match
from cleanr.text.document import Document, Line
from cleanr.text.shortlines import short_lines_with_figures

_PART = 4  # words of a part of an examination, and how long it takes


@block_rule(
    "head.date",
    category="dateline",
    strength="strong",
    near=head_of,
    summary="The date, alone on its line under a headline, before the first paragraph.",
    examples=(
        """
              | Harbour to be dredged by the end of the year
dateline      | May 3, 2021
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
              | By Ann Lowe
dateline      | 3 May 2021
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
    ),
    counterexamples=(
        """
              | A letter from the front
              | 12 March 1915
              | My dear Ann, we have been in the same wet trench for nine days and nobody knows why.
""",
        """
              | May 3, 2021
              | The town council voted on Monday to dredge the old harbour before the end of the year.
              | May 4, 2021
              | The dredger came up the river on the morning tide with a crew of four and a dog.
""",
        """
              | What the lighthouse keeper wrote in his last week
              | May 3, 2021
              | The lamp went out at four and I climbed up to see to it, which took the whole of the night.
              | May 4, 2021
              | Slept until noon and then walked to the end of the rocks to look for the boat.
""",
        """
              | Harbour dates
              | 3 May 2021
              | 4 May 2021
""",
        """
              | ADDRESS OF THE MAYOR TO THE COUNCIL OF THE TOWN
              | January 30, 2007
              | Members of the council, friends: we meet tonight in a hall that our grandparents built.
""",
    ),
)
def head_date(document: Document, evidence: Evidence) -> Iterator[Match]:
    head = head_of(document, evidence)
    if head is None or not head.dated or is_diary(document, head, evidence):
        return
    for i in sorted(head.dated):
        if head.sure or has_title_above(head, i) or any(evidence.score(line, "title") >= SURE for line in head.lines[:i]):
            yield line_match(head.lines[i], "a date before the first paragraph")


@block_rule(
    "time.reading",
    category="dateline",
    strength="strong",
    language="any",
    summary="How long it takes to read the article, alone on its line, in any language.",
    examples=(
        """
              | Havnen bliver dybere
dateline      | Læsetid: 3 min.
              | Byrådet besluttede mandag at uddybe den gamle havn, inden året er omme, sagde formanden.
""",
        """
              | Harbour to be dredged by the end of the year
dateline      | 4 min read
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
    ),
    counterexamples=(
        """
              | Die Prüfung besteht aus vier Teilen, und wer einen davon nicht besteht, kann ihn im Jahr darauf wiederholen.
              | Lesen: 65 Minuten
              | Schreiben: 75 Minuten
""",
        """
              | Kogetid: 3 min.
              | Læsetiden faldt til 3 minutter om dagen.
""",
    ),
)
def reading_time(document: Document, _: Evidence) -> Iterator[Match]:
    for line in short_lines_with_figures(document):
        if time_of(line) == "reading" and not _is_among_durations(line):
            yield line_match(line, "how long it takes to read")


def _is_among_durations(line: Line) -> bool:
    """Whether the line above or below is as short, has a figure, and is no time: "Writing: 60 minutes", in an examination."""
    beside = [other for other in (line.before, line.after) if other is not None]
    return any(other.has_figure and other.words <= _PART and time_of(other) in ("", "reading") for other in beside)
