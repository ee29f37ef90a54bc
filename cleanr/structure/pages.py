"""Pages: whole-page text, where menus, share bars and a foot stand around the article.

Most lines of a menu have no word that gives them away. Where many lines of a text surely are of a page's frame, the
short lines among them are too: those above the last such line before the prose begins, those below the first one after
it ends, and those between such lines where two stretches of prose stand far apart. Paragraphs are never taken, nor what
stands between a stretch of prose and the nearest line of the frame: that may be the headline, or the end of a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from cleanr.document import Document, Line
from cleanr.evidence import Evidence
from cleanr.rule import Note, block_rule
from cleanr.structure.islands import Island, islands, of_text, worths
from cleanr.structure.whole import surely, whole_line

_FRAME = frozenset(
    (
        "navigation", "legal", "footer", "share", "follow", "cookie", "comments", "newsletter", "promo", "notice",
        "related", "media", "paywall",
    )
)  # fmt: skip
_MANY = 5  # lines that surely are of the frame: fewer are left in the output of extractors
_BETWEEN = 3  # the same between two stretches of prose
_LONG = 8  # words; a sentence of so many may be the article's


@block_rule(
    "page.frame",
    category="navigation",
    strength="strong",
    summary="A short line among menus, share bars and the foot of whole-page text, with the article elsewhere.",
    why="Whole-page text frames the article in hundreds of short lines, and most of them have no word of their own.",
    examples=(
        """
navigation    | Skip to content
navigation    | * Moorings
navigation    | * Tide tables
navigation    | * Chandlers
navigation    | Search for:
navigation    | Log in
              | The council voted on Monday to keep the harbour open through the winter, although the money for it will run out.
              | The dredger is booked for the last two weeks of March, and the ferry will sail from the old quay until it leaves.
share         | Share on Facebook
navigation    | Quay House
navigation    | Lower Strand
legal         | Privacy Policy
footer        | © 2020 The Harbour Trust. All rights reserved.
""",
    ),
    counterexamples=(
        """
              | The council voted on Monday to keep the harbour open through the winter, although the money for it will run out.
              | The dredger is booked for the last two weeks of March, and the ferry will sail from the old quay until it leaves.
              | Moorings
              | Tide tables
share         | Share on Facebook
legal         | Privacy Policy
footer        | © 2020 The Harbour Trust. All rights reserved.
""",
        """
navigation    | Skip to content
navigation    | Search for:
navigation    | Log in
              | The tide goes out, the tide comes in
              | the sand lies bare and brown
              | The tide goes out, the tide comes in
              | and nobody comes down
legal         | Privacy Policy
footer        | © 2020 The Harbour Trust. All rights reserved.
""",
    ),
)
def frame(document: Document, found: Evidence) -> Iterator[Note]:
    if len(found.lines(*_FRAME)) < _MANY:
        return
    lines = list(document.lines())
    kinds = [surely(line, found) for line in lines]
    framed = [not _FRAME.isdisjoint(kind) for kind in kinds]
    if sum(framed) < _MANY:
        return
    prose = islands(worths(lines, list(map(bool, kinds))))
    for start, end in _framed(prose, framed):
        for place in range(start, end):
            if not kinds[place] and _piece(lines[place]):
                yield whole_line(lines[place], "stands in the frame of the page")


def _framed(prose: Sequence[Island], framed: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The places between two lines of the frame, with no prose between; an end of the text counts as one of them."""
    if not prose:
        return
    shores = [0, *(place for island in prose for place in island), len(framed)]
    for start, end in zip(shores[::2], shores[1::2], strict=True):
        marks = [place for place in range(start, end) if framed[place]]
        top, foot = start == 0, end == len(framed)
        if marks and (top or foot or len(marks) >= _BETWEEN):
            for above, below in pairwise([*([-1] if top else []), *marks, *([end] if foot else [])]):
                yield above + 1, below


def _piece(line: Line) -> bool:
    """Whether a line may be a piece of a menu: no paragraph, no long sentence, nothing that only texts have."""
    return not line.prose and not (line.ended and line.words >= _LONG) and not of_text(line)
