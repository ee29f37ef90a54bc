"""Slides: captions one under the other, told by their shape: each with the same credit, or each with a bar before it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.runs import runs_around
from cleanr.structure.lines.wholelines import line_match
from cleanr.text.document import Document, Line
from cleanr.text.shortlines import repeated_names

_FEWEST = 3  # slides
_CAPTION = 25  # words
_CREDIT = 6  # words


@block_rule(
    "slides.barred",
    category="caption",
    strength="strong",
    signs="|",
    summary="Captions one under the other, each with a bar and who made the picture, three times or more.",
    examples=(
        """
              | The council voted for the pier on Monday, and the clerk read the names of those who had voted against it.
caption       | The pier at dusk | Ann Lowe
caption       | The wall in 1930 | Coast Archive
caption       | The mayor on the steps | Coast Archive
              | Officials declined to comment on what the work will cost, or on who is going to pay for it in the end.
""",
    ),
    counterexamples=(
        """
              | Boat | Metres
              | The Tide | 12
              | The Gull | 9
              | The Storm | 14
""",
        """
              | The council voted for the pier on Monday, and the clerk read the names of those who had voted against it.
              | The pier at dusk | Ann Lowe
              | Officials declined to comment on what the work will cost, or on who is going to pay for it in the end.
""",
    ),
)
def barred(document: Document, _: Evidence) -> Iterator[Match]:
    for run in runs_around(document.lines_with("|"), _is_barred):
        for line in run if len(run) >= _FEWEST else ():
            yield line_match(line, f"one of {len(run)} captions with a bar and a name")


def _is_barred(line: Line) -> bool:
    """Whether a line is a caption, a bar and a name."""
    text = line.text
    if text.count("|") != 1 or line.words > _CAPTION or not text[0].isalpha() or "](" in text:
        return False
    caption, credit = text.split("|")
    return len(caption.split()) >= _FEWEST and 1 < len(credit.split()) <= _CREDIT and credit.strip()[0].isupper()


@block_rule(
    "slides.credited",
    category="caption",
    strength="strong",
    summary="Short lines with the same name under each, three times or more: captions, and whose the pictures are.",
    examples=(
        """
              | The council voted for the pier on Monday, and the clerk read the names of those who had voted against it.
caption       | The pier at dusk.
caption       | Coast Archive
caption       | The wall in 1930.
caption       | Coast Archive
caption       | The mayor on the steps of the hall.
caption       | Coast Archive
              | Officials declined to comment on what the work will cost, or on who is going to pay for it in the end.
""",
    ),
    counterexamples=(
        """
              | The tide goes out, the tide comes in
              | Low Water
              | the sand lies bare and brown
              | Low Water
              | and nobody comes down
              | Low Water
""",
        """
              | The council voted for the pier on Monday, and the clerk read the names of those who had voted against it.
              | Ann Lowe
              | Against
              | Tom Pryce
              | Against
              | Bo Ek
              | Against
""",
    ),
)
def credited(document: Document, _: Evidence) -> Iterator[Match]:
    for same in _said_again(document):
        captions = [line.before for line in same]
        if all(map(_is_caption, captions)) and _alternate(same):
            for part in (*captions, *same):
                if part:
                    yield line_match(part, f"one of {len(same)} captions with the same name under each")


def _said_again(document: Document) -> Iterator[list[Line]]:
    """The names that stand on a line of their own again and again, each with its lines."""
    for lines in repeated_names(document).values():
        if len(lines) >= _FEWEST and _may_be_name(lines[0]) and all(line.text == lines[0].text for line in lines):
            yield lines


def _may_be_name(line: Line) -> bool:
    return 2 <= line.words <= _CREDIT and line.text[-1].isalpha() and line.text.istitle()


def _is_caption(line: Line | None) -> bool:
    return line is not None and 3 <= line.words <= _CAPTION and line.text[0].isupper() and not line.text.endswith((",", ":"))


def _second_above(line: Line) -> int | None:
    above = line.before.before if line.before else None
    return above.index if above else None


def _alternate(names: list[Line]) -> bool:
    """Whether one line stands between each two, and a paragraph above them all."""
    apart = all(_second_above(other) == one.index for one, other in pairwise(names))
    first = names[0].before
    return apart and first is not None and first.before is not None and first.before.prose
