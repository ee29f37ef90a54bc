"""Echoes: a headline said again further down, and words of the text set apart in large letters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.wholelines import line_match
from cleanr.text.document import Document, Line, cached_by_document
from cleanr.text.kernel import find

_SHORTEST = 4  # words of a pull quote
_LONGEST = 45
_SENTENCE = 10  # words of one that is not in quotation marks
_MOST_PULLED = 30  # lines that are looked for in the rest of a text
_QUOTES = "\"'\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}„«»‹"
_HEADLINE = 15  # code points


def _bare(line: Line) -> str:
    return " ".join(line.document.unmarked[line.start : line.end].split())


@cached_by_document
def _paragraphs(document: Document) -> list[tuple[int, str]]:
    """The paragraphs of a text without their marks, with the numbers of their lines."""
    return [(line.index, f" {_bare(line)} ") for line in document.paragraphs]


@block_rule(
    "title.again",
    category="title",
    strength="strong",
    summary="The headline at the top of the text, said again between or below its paragraphs.",
    examples=(
        """
              | Harbour to be dredged by the end of the year
              | The town council voted on Monday to dredge the old harbour before the end of the year.
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
title         | Harbour to be dredged by the end of the year
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
              | The harbour has been used by the fishing boats of the town for six hundred years, and by nobody else.
              | Who pays for the dredging
              | The county pays for two thirds of the work, and the boats pay for the rest of it, as they always have.
""",
    ),
)
def title_again(document: Document, _: Evidence) -> Iterator[Match]:
    first = document.near(0, 1)
    if first is None or not _is_headline(first) or first.after is None:
        return
    size = first.core.end - first.core.start
    for line in document.lines(first.after.index + 1):
        again = line.core.end - line.core.start == size and line.folded_core == first.folded_core
        if again and (line.after is None or not _is_heading(line)):
            yield line_match(line, "the headline, said again")


def _is_headline(line: Line) -> bool:
    """Whether a line may be the headline of the paragraph below it."""
    return not line.prose and len(line.folded_core) >= _HEADLINE and line.title_like and line.after is not None and line.after.prose


def _is_heading(line: Line) -> bool:
    """Whether a line has more headings like it: then it is one of a list of contents."""
    return line.before is not None and not line.before.prose and line.after is not None and not line.after.prose


@block_rule(
    "title.pull-quote",
    category="title",
    strength="weak",
    summary="A few words of a paragraph, said again alone on a line: set apart in large letters on the page.",
    why="The text loses nothing: it says them where they belong.",
    examples=(
        """
              | The chairman said that the list of the fees had been drawn up by the clerk and by nobody else in the house.
title         | “Drawn up by the clerk and by nobody else”
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
    ),
    counterexamples=(
        """
              | The chairman said that the list of the fees had been drawn up by the clerk and by nobody else in the house.
              | The clerk and the list
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
        """
              | By the clerk and by nobody else
              | The chairman said that the list of the fees had been drawn up by the clerk and by nobody else in the house.
""",
    ),
)
def pull_quote(document: Document, evidence: Evidence) -> Iterator[Match]:
    short = (line for line in document.between_paragraphs if 20 <= line.length <= 300)
    for line in islice(filter(_may_be_pulled, short), _MOST_PULLED):
        if not evidence.claimed(line) and _is_said_elsewhere(line):
            yield line_match(line, "words of a paragraph, said again")


def _may_be_pulled(line: Line) -> bool:
    """Whether a line stands between two paragraphs and is no item of a list."""
    above = line.before
    told = line.words >= _SENTENCE or line.text[0] in _QUOTES  # a heading is said below as well
    sound = told and _SHORTEST <= line.words <= _LONGEST and not line.bulleted and not line.row and line.text[0] != "#"
    return sound and above is not None and not above.text.endswith(":")


def _is_said_elsewhere(line: Line) -> bool:
    unmarked = line.document.unmarked
    longest = max(unmarked[line.start : line.end].split("  "), key=len)  # between two marks
    above, below = find(unmarked, longest, 0, line.start), find(unmarked, longest, line.end, len(unmarked))
    if above < 0 and below < 0:  # as of nearly all lines
        return False
    said = f" {_bare(line)} "
    return any(index != line.index and len(text) > len(said) and said in text for index, text in _paragraphs(line.document))
