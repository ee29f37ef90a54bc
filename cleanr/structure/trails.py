"""Trails: the cards of other stories that a page ends with, teasers and all, under a heading that names them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cleanr.document import Document, Line
from cleanr.evidence import Evidence
from cleanr.rule import Note, block_rule
from cleanr.structure.lists import headings
from cleanr.structure.titles import furniture, title
from cleanr.structure.whole import whole_line

_LONGEST = 150  # lines; no page recommends more
_TEASER = 60  # words of the longest teaser
_SENTENCE = 12  # words; a shorter line is a label or a title, whatever its end


@block_rule(
    "lists.trail",
    category="related",
    strength="strong",
    needs=("related",),
    summary='All that stands under a heading such as "Related articles" to the end of the text: titles, teasers, names, dates.',
    why="A card is a title and a short teaser. An article that goes on has two paragraphs in a row somewhere, or a longer one.",
    examples=(
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Related articles
related       | Council delays vote on the swing bridge
related       | The old bridge has been stuck since the spring, and nobody wants to be the one who pays for it.
related       | Ann Lowe
related       | 3 May 2021
related       | Ferry service resumes after a three-day strike
related       | The first boat left at dawn with more gulls on board than people.
""",
    ),
    counterexamples=(
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Related articles
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
              | The chairman would not say who had drawn up the list of fees, nor when it would be read aloud.
""",
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Related articles
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
              | The harbour in winter
""",
        """
              | Related articles
              | How the fee is set
              | The board sets the fee each spring after hearing from the owners of every boat over nine metres.
              | Owners may ask to be heard a second time when the fee is raised by more than a tenth in a year.
              | Who pays it
              | Each boat pays for the night, and the harbour master writes the name of its owner into a book.
""",
    ),
)
def trail(document: Document, found: Evidence) -> Iterator[Note]:
    for heading in headings(found):
        below = _below(document, heading, found)
        if below and _of_cards(below):
            for line in below:
                if not furniture(line, found):
                    yield whole_line(line, f'a card under "{heading.text[:40]}", at the end')
            return


def _below(document: Document, heading: Line, found: Evidence) -> list[Line]:
    """The lines from ``heading`` to the end of the text, but for furniture that is no title; none when too many."""
    lines = document.lines(heading.index + 1)
    below = [line for _, line in zip(range(_LONGEST + 1), lines, strict=False)]
    return [] if len(below) > _LONGEST else [line for line in below if title(line) or not furniture(line, found)]


def _of_cards(lines: list[Line]) -> bool:
    """Whether the first of ``lines`` tells nothing, no two that do stand in a row, and each is as short as a teaser.

    With teasers there are two titles at least: under a heading whose list was left out, an article may end in one section.
    """
    told = [line.prose or (line.words >= _SENTENCE and line.ended) for line in lines]
    if told[0] or any(one and other for one, other in pairwise(told)):
        return False
    short = all(line.words <= _TEASER for line, is_told in zip(lines, told, strict=True) if is_told)
    return short and sum(map(title, lines)) >= 1 + any(told)
