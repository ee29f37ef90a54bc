"""Doubles: a title that stands twice on one line, as the link of a card and the text of its picture."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.document import Document
from cleanr.evidence import Evidence
from cleanr.rule import Note, block_rule
from cleanr.structure.whole import whole_line

_WORDS = 6  # of the title; lines of songs that say themselves twice are shorter
_SHORTEST, _LONGEST = 40, 400  # characters of such a line
_CLOSING = "\"'\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK})"
_ENDS = tuple(
    ".!,;:\N{HORIZONTAL ELLIPSIS}\N{IDEOGRAPHIC FULL STOP}\N{DEVANAGARI DANDA}\N{ARABIC FULL STOP}\N{ARABIC QUESTION MARK}\N{ARMENIAN FULL STOP}"
)
_BULLETS = "-*+\N{BULLET}"


@block_rule(
    "lists.doubled",
    category="related",
    strength="strong",
    summary="A title of six words or more that stands twice on its line, and nothing else.",
    why="The picture of a card says the title again for those who cannot see it; nobody writes a sentence so.",
    examples=(
        """
              | The council voted on Monday to dredge the old harbour before the end of the year, the mayor said.
related       | The Vote on the Harbour Was a Tedious Mess The Vote on the Harbour Was a Tedious Mess
related       | • Can the new rules inspire other towns? Can the new rules inspire other towns?
""",
    ),
    counterexamples=(
        """
              | Row, row the boat, row, row the boat
              | Down to the sea we go. Down to the sea we go.
              | The bell is under the sand, the bell is under the sand and nobody comes
              | "We were told to wait on the quay until it was light." "We were told to wait on the quay until it was light."
""",
    ),
)
def doubled(document: Document, _found: Evidence) -> Iterator[Note]:
    for index in document.visible:
        raw = document.raw[index]
        if _SHORTEST <= len(raw) <= _LONGEST and _twice(raw.strip()):
            line = document.line(index)
            if line.words >= 2 * _WORDS and not line.text.rstrip(_CLOSING).endswith(_ENDS):
                yield whole_line(line, "a title, twice on one line")


def _twice(said: str) -> bool:
    """Whether what ends a line stands right before it too, with a space between; a bullet may stand first."""
    if said[1:2] == " " and said[0] in _BULLETS:
        said = said[2:]
    half = len(said) // 2
    return said[half : half + 1] == " " and said.startswith(said[half + 1 :])
