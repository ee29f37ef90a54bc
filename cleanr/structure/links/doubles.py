"""Doubles: a title that stands twice on one line, as the link of a card and the text of its picture."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.wholelines import line_match
from cleanr.text.document import Document

_WORDS = 6  # of the title; lines of songs that say themselves twice are shorter
_MOST = 80  # words of such a line
_SMALL = 3  # letters of the words that a title may spell small
_BULLETS = "-*+\N{BULLET}"
_ENDS = ".!,"  # how a sentence ends, and no title


@block_rule(
    "lists.doubled",
    category="related",
    strength="strong",
    summary="A title of six words or more, spelled as one, that stands twice on its line, and nothing else.",
    why="The picture of a card says the title again for those who cannot see it. Songs and sentences that repeat are not spelled with capitals.",
    examples=(
        """
              | The council voted on Monday to dredge the old harbour before the end of the year, the mayor said.
related       | The Vote on the Harbour Was a Tedious Mess The Vote on the Harbour Was a Tedious Mess
related       | • Can the New Rules Inspire Other Towns? Can the New Rules Inspire Other Towns?
""",
    ),
    counterexamples=(
        """
              | Row, row the boat, row, row the boat
              | Down to the sea we go. Down to the sea we go.
              | We shall not be moved from here We shall not be moved from here
              | The bell is under the sand, the bell is under the sand and nobody comes
              | "We were told to wait on the quay until it was light." "We were told to wait on the quay until it was light."
""",
        """
              | | Language | Base | Fast | | Language | Base | Fast |
              | |---|---|---|---|---|---|---|
              | | Rust | 12 | 9 | | Python | 340 | 310 |
""",
        """
              | Language  Base  Fast  Best  Size  Year  Language  Base  Fast  Best  Size  Year
              | Rust      12    9     8     3     2015  Python    340   310   301   9     1991
""",
    ),
)
def double_title(document: Document, _evidence: Evidence) -> Iterator[Match]:
    text = document.text
    for line in document.visible_lines:
        long = 2 * _WORDS <= line.words <= _MOST and text[line.end - 1] not in _ENDS
        if long and _is_doubled(line.text) and _is_title_case(line.text) and not line.row:
            yield line_match(line, "a title, twice on one line")


def _is_title_case(folded: str) -> bool:
    """Whether all words but small ones have capitals."""
    words = [word for word in folded.split() if len(word) > _SMALL and word[0].isalpha()]
    return all(word[0].isupper() for word in words)


def _is_doubled(folded: str) -> bool:
    """Whether what ends a line stands right before it too, with a space between; a bullet may stand first."""
    if folded[1:2] == " " and folded[0] in _BULLETS:
        folded = folded[2:]
    half = len(folded) // 2
    return folded[half : half + 1] == " " and folded.startswith(folded[half + 1 :])
