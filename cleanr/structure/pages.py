"""Pages: whole-page text, where menus, share bars and a foot stand around the article.

Most lines of a menu have no word that gives them away. Where many lines of a text surely are of a page's frame, the
short lines among them are too: those above the last such line before the prose begins, those below the first one after
it ends, and those between such lines where two stretches of prose stand far apart. Paragraphs are never taken, nor what
stands between a stretch of prose and the nearest line of the frame: that may be the headline, or the end of a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleanr.document import Document, Line
from cleanr.evidence import Evidence
from cleanr.rule import Note, block_rule
from cleanr.structure.islands import Island, asks, islands, of_text, runs_on, worths
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


_MARKS = frozenset(
    (
        "about", "about us", "account", "advertise", "back to top", "blog", "careers", "cart", "categories", "close", "contact",
        "contact us", "cookie policy", "events", "facebook", "faq", "faqs", "help", "home", "instagram", "jobs", "linkedin",
        "log in", "login", "menu", "my account", "newsletter", "newsletters", "our team", "pinterest", "podcast", "podcasts",
        "pricing", "privacy", "privacy policy", "rss", "search", "services", "shop", "sign in", "sign up", "sitemap",
        "store", "subscribe", "support", "terms", "terms of service", "terms of use", "tiktok", "twitter", "youtube",
    )
)  # fmt: skip
_RUNNING = 6  # words of a piece of a paragraph
_BULLETS = ("*", "+", "\N{BULLET}", "|")
_NEAR = 20  # lines above the prose: where the headline and the standfirst stand, among share bars and breadcrumbs
_STANDFIRST = 10  # words


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
    page = _page(document, found)
    for place in page.pieces if page else ():
        if page and not _headline(page, place):
            yield whole_line(page.lines[place], "stands in the frame of the page")


@block_rule(
    "page.headline",
    category="title",
    strength="strong",
    summary="The headline or the standfirst above the article of whole-page text, among lines of the page's frame.",
    examples=(
        """
navigation    | Skip to content
navigation    | * Moorings
navigation    | Search for:
navigation    | Log in
title         | Harbour to stay open through the winter
share         | Share on Facebook
              | The council voted on Monday to keep the harbour open through the winter, although the money for it will run out.
              | The dredger is booked for the last two weeks of March, and the ferry will sail from the old quay until it leaves.
legal         | Privacy Policy
footer        | © 2020 The Harbour Trust. All rights reserved.
""",
    ),
    counterexamples=(
        """
              | Harbour to stay open through the winter
              | The council voted on Monday to keep the harbour open through the winter, although the money for it will run out.
              | The dredger is booked for the last two weeks of March, and the ferry will sail from the old quay until it leaves.
""",
    ),
)
def headline(document: Document, found: Evidence) -> Iterator[Note]:
    page = _page(document, found)
    for place in page.pieces if page else ():
        if page and _headline(page, place):
            yield whole_line(page.lines[place], "stands above the article, in the frame of the page")


class _Page(NamedTuple):
    """The lines of whole-page text, the places of the pieces of its frame, and where its first prose stands."""

    lines: list[Line]
    pieces: list[int]
    prose: int


def _page(document: Document, found: Evidence) -> _Page | None:
    """Look at a text as a page; None when too few lines surely are of a frame, or it has no prose."""
    if len(found.lines(*_FRAME)) < _MANY:
        return None
    lines = list(document.lines())
    kinds = [surely(line, found) for line in lines]
    framed = [not _FRAME.isdisjoint(kind) for kind in kinds]
    prose = islands(worths(lines, list(map(bool, kinds)))) if sum(framed) >= _MANY else []
    if not prose:
        return None
    pieces = [
        place
        for start, end in _framed(lines, prose, framed)
        for place in range(start, end)
        if not kinds[place] and _piece(lines[place])
    ]
    return _Page(lines, pieces, prose[0].start)


def _framed(lines: Sequence[Line], prose: Sequence[Island], framed: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where the frame reaches: from mark to mark with no prose between, above the article from the first line on."""
    shores = [0, *(place for island in prose for place in island), len(framed)]
    for start, end in zip(shores[::2], shores[1::2], strict=True):
        sure = sum(framed[start:end])
        top, foot = start == 0, end == len(framed)
        if sure and (top or foot or sure >= _BETWEEN):
            marks = [place for place in range(start, end) if framed[place] or _mark(lines[place])]
            yield (start if top else marks[0]), (end if foot else marks[-1] + 1)


def _mark(line: Line) -> bool:
    """Whether a line is a name that every menu has, or a bullet without a word: the picture of a link."""
    return line.words <= 3 and (line.said in _MARKS or line.text in _BULLETS)


def _piece(line: Line) -> bool:
    """Whether a line may be a piece of a menu: no paragraph, no long sentence, nothing that only texts have."""
    if of_text(line) or (line.words >= _RUNNING and runs_on(line)):
        return False
    return asks(line) or not (line.prose or (line.ended and line.words >= _LONG))


def _headline(page: _Page, place: int) -> bool:
    """Whether a line close above the prose is long enough for a headline or a standfirst, and no entry of a list."""
    line = page.lines[place]
    near = page.prose - _NEAR <= place < page.prose
    return near and not line.bulleted and (line.words >= _STANDFIRST or (line.title_like and line.words >= 4))
