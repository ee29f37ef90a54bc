"""Trails: the cards of other stories that a page ends with, teasers and all, under a heading that names them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.captionwords import REPORTING_VERBS
from cleanr.structure.lines.titles import is_furniture, is_title
from cleanr.structure.lines.wholelines import line_match
from cleanr.structure.links.headings import headings
from cleanr.text.document import Document, Line

_LONGEST = 150  # lines; no page recommends more
_NO_TITLES = ("credit", "cookie")  # they stand between the paragraphs of an article
_TEASER = 60  # words of the longest teaser
_SENTENCE = 12  # words; a shorter line is a label or a title, whatever its end
_COUNTED = 6  # words of a sentence with a number before it


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
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Related articles
              | What the harbour cost, in figures that nobody has added up
              | 1. The wall took nine hundred tons of stone.
              | 2. The dredger was hired for eleven winters in a row.
              | 3. The lamp burned oil for sixty years.
""",
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Related articles
              | Some of what we know of the wall is told in the
              | first volume of the harbour books
              | , some of it in letters.
""",
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Related articles
              | Council delays vote on the swing bridge
              | Ferry service resumes after a three-day strike
              | "Nobody asked the owners of the small boats," Ann Lowe said on Tuesday. "They will go to court over it."
""",
    ),
)
def trail(document: Document, evidence: Evidence) -> Iterator[Match]:
    for heading in headings(evidence):
        below = _lines_below(document, heading, evidence)
        if below and _are_cards(below):
            for line in below:
                if not is_furniture(line, evidence):
                    yield line_match(line, f'a card under "{heading.text[:40]}", at the end')
            return


def _lines_below(document: Document, heading: Line, evidence: Evidence) -> list[Line]:
    """The lines from ``heading`` to the end of the text, but for furniture that is no title; none when too many."""
    lines = document.lines(heading.index + 1)
    below = [line for _, line in zip(range(_LONGEST + 1), lines, strict=False)]
    return [] if len(below) > _LONGEST else [line for line in below if _is_counted(line, evidence)]


def _is_counted(line: Line, evidence: Evidence) -> bool:
    return not is_furniture(line, evidence) or (is_title(line) and not evidence.is_likely(line, *_NO_TITLES))


def _are_cards(lines: list[Line]) -> bool:
    """Whether the first of ``lines`` tells nothing, no two that do stand in a row, and each is as short as a teaser.

    With teasers there are two titles at least: under a heading whose list was left out, an article may end in one section.
    """
    if _is_article(lines[0]) or any(_is_article(one) and _is_article(other) for one, other in pairwise(lines)):
        return False
    teasers = [line for line in lines if _is_article(line)]
    if any(line.words > _TEASER for line in teasers) or any(map(_looks_like_article, lines)):
        return False
    return sum(map(is_title, lines)) >= 1 + bool(teasers)


def _is_article(line: Line) -> bool:
    """Whether a line tells something: a paragraph, a sentence of some length, or one that the article counts."""
    counted = line.bulleted and line.text[0].isdigit()
    return line.prose or (line.ends_sentence and line.words >= (_COUNTED if counted else _SENTENCE))


def _looks_like_article(line: Line) -> bool:
    """Whether a line is what no card has: a row of a table, a quotation, a piece of a paragraph."""
    return line.row or _is_fragment(line) or _opens_with_quotation(line)


def _opens_with_quotation(line: Line) -> bool:
    """Whether a paragraph opens with somebody's words and names who said them: the article goes on."""
    return line.prose and line.folded_core.startswith('"') and REPORTING_VERBS.search(line.folded_core) is not None


def _is_fragment(line: Line) -> bool:
    """Whether a line is a piece of a paragraph whose links stand on lines of their own, as in some dumps."""
    return line.text.startswith((", ", "; ", ". ", ") "))
