"""Cards of other stories: a title with an age, a reading time or a label of its kind beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Note
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.titles import card_line, furniture, short_said, small_print, title
from cleanr.text.document import Document, Line
from cleanr.text.edits import Span

_FEWEST = 3  # cards in a run
_SMALL = 60  # characters of the longest age
_AGES = ("ago", "min", "hour", "yesterday")
_LABELLED = re.compile(
    r"\[(?:video|photos?|pics?|watch|gallery|listen|audio|updated|opinion)\]|\((?:video|photos|gallery|watch|listen)\)"
)


@block_rule(
    "lists.cards",
    category="related",
    strength="strong",
    summary="A run of cards: a title and under it an age, a date or a reading time, three times or more.",
    examples=(
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
related       | Council delays vote on the swing bridge
related       | 3 hours ago
related       | Ferry service resumes after a strike
related       | 5 hours ago
related       | Who pays for the new sea wall?
related       | 1 day ago
""",
    ),
    counterexamples=(
        """
              | Timeline of the dispute over fees
              | 12 March 2021
              | The board meets for the first time
              | 3 April 2021
              | The owners go to court over it
""",
        """
              | The board meets for the first time
              | 12 March
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | The owners go to court over it
              | 3 April
""",
    ),
)
def cards(document: Document, found: Evidence) -> Iterator[Note]:
    if not _has_ages(document):
        return
    run: list[Line] = []
    for line in document.lines():
        if run and card_line(line) and title(run[-1]):
            run.append(line)
        elif not title(line):
            if run and not furniture(line, found):
                yield from _dealt(run)
                run = []
        elif furniture(line, found) and not found.marked(line, "related"):
            continue
        elif not run or card_line(run[-1]):
            run.append(line)
        else:
            yield from _dealt(run)
            run = [line]
    yield from _dealt(run)


def _has_ages(document: Document) -> bool:
    """Whether there are ages enough for a run: on most pages a look at the short lines says no."""
    if not any(map(small_print(document).__contains__, _AGES)):
        return False
    could = [
        index
        for index, said in short_said(document)
        if len(said) <= _SMALL and ("ago" in said or "min" in said or "hour" in said or "yesterday" in said)
    ]
    if len(could) < _FEWEST:
        return False
    ages = (index for index in could if _aged(document.line(index)))
    return len(list(islice(ages, _FEWEST))) == _FEWEST


def _dealt(run: list[Line]) -> Iterator[Note]:
    pairs = len(run) // 2
    if pairs >= _FEWEST and all(map(_aged, run[1::2])):
        for line in run[: pairs * 2]:
            yield Note(Span(line.start, line.end), f"one of {pairs} cards of title and age")


def _aged(line: Line) -> bool:
    """Whether a line is small print that holds an age or a reading time: a bare date could be a time line's."""
    said = line.said
    aged = said.endswith("ago") or "min" in said or "hour" in said or "yesterday" in said
    return aged and card_line(line)


@block_rule(
    "lists.labelled-title",
    category="related",
    strength="moderate",
    needs=("related", "media", "ad", "newsletter", "share", "navigation"),
    summary='A title with a label such as "[Video]" next to furniture.',
    examples=(
        """
              | Read more: Harbour fees to rise
related       | Crowd greets the winning crew [Video]
""",
    ),
    counterexamples=(
        """
              | The board voted on Monday.
              | The debate in full (video)
              | Owners said on Tuesday that they had not been asked.
""",
    ),
)
def labelled_title(document: Document, found: Evidence) -> Iterator[Note]:
    for place in _LABELLED.finditer(document.folded):
        line = document.line_at(place.start())
        near = [other for other in (line.before, line.after) if other]
        if line.title_like and place.end() >= line.end - 2 and any(furniture(other, found) for other in near):
            yield Note(Span(line.start, line.end), "a title with a label beside other furniture")
