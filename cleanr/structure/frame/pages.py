"""Pages: whole-page text, where menus, share bars and a foot stand around the article.

Most lines of a menu have no word that gives them away. Where many lines of a text surely are of a page's frame, the
short lines among them are too: those above the last such line before the prose begins, those below the first one after
it ends, and those between such lines where two stretches of prose stand far apart. Paragraphs are never taken, nor what
stands between a stretch of prose and the nearest line of the frame: that may be the headline, or the end of a list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cleanr.findings.evidence import Evidence, cached_once
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.islands import (
    Island,
    breaks_off,
    continues_line,
    ends_article,
    has_round_bullet,
    is_question,
    islands,
    looks_like_text,
    starts_with_amount,
    worths,
)
from cleanr.structure.lines.shortlines import tells
from cleanr.structure.lines.wholelines import line_match, sure_categories
from cleanr.text.document import Document, Line
from cleanr.text.late import late_regex

_KINDS = (
    "navigation", "legal", "footer", "share", "follow", "cookie", "comments", "newsletter", "promo", "notice", "related",
    "media", "paywall",
)  # fmt: skip
_FRAME = frozenset(_KINDS)
_NOTHING: set[str] = set()
_CORE = frozenset(("navigation", "legal", "footer", "share", "follow", "cookie", "comments"))  # no box in an article
_PICTURES = frozenset(("caption", "credit"))  # they stand in an article, and a caption is as long as a paragraph
_MANY = 5  # lines that surely are of the frame: fewer are left in the output of extractors
_FEWEST = 3  # of them, lines of kinds that articles hardly have among their paragraphs
_AGAIN = 2  # times that the same line counts: a menu stands at the head and at the foot of a page
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
_SENTENCE_OF_TEXT = late_regex(r"\p{Ll}{3}[.;] \p{L}")  # a sentence goes on, or another begins
_RUNNING = 6  # words of a piece of a paragraph
_BULLETS = ("*", "+", "\N{BULLET}", "|")
_NEAR = 40  # lines above the prose: where the headline and the standfirst stand, among share bars and breadcrumbs
_STANDFIRST = 10  # words
_ENTRY, _ENTRIES = 4, 4  # words of an entry of a menu, and entries that make one


@block_rule(
    "page.frame",
    category="navigation",
    strength="strong",
    needs=_KINDS,
    at_least=_MANY,
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
        """
              | The council voted on Monday to keep the harbour open through the winter, although the money for it will run out.
              | The dredger is booked for the last two weeks of March, and the ferry will sail from the old quay until it leaves.
              | What the dredger has to take out
              | 1. Sand and mud from the old quay
cookie        | This content is blocked because you have not accepted cookies.
cookie        | Accept all cookies
              | 2. Two boats that sank in the storm
cookie        | This content is blocked because you have not accepted cookies.
cookie        | Accept all cookies
              | 3. Stone from the wall of 1911
cookie        | This content is blocked because you have not accepted cookies.
cookie        | Accept all cookies
""",
        """
              | The council has looked at every boatyard in Harwell, and these three mend a hull before the winter sets in.
              | Lowe and Daughters
legal         | Privacy Policy
              | Pryce Boats
legal         | Privacy Policy
              | The Quay Yard
legal         | Privacy Policy
              | Oake and Elm
legal         | Privacy Policy
              | Each of them takes boats of up to twelve metres, and the prices were asked for by telephone in the spring of the year.
              | Best for wooden boats
legal         | Privacy Policy
share         | Share on Facebook
""",
    ),
)
def frame(document: Document, evidence: Evidence) -> Iterator[Match]:
    page = _page(document, evidence)
    for place in page.pieces if page else ():
        if page and not _is_headline(page, place):
            yield line_match(page.lines[place], "stands in the frame of the page")


@block_rule(
    "page.headline",
    category="title",
    strength="strong",
    needs=_KINDS,
    at_least=_MANY,
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
def headline(document: Document, evidence: Evidence) -> Iterator[Match]:
    page = _page(document, evidence)
    for place in page.pieces if page else ():
        if page and _is_headline(page, place):
            yield line_match(page.lines[place], "stands above the article, in the frame of the page")


class _Page(NamedTuple):
    """The lines of whole-page text, the places of the pieces of its frame, and where its first prose stands."""

    lines: list[Line]
    pieces: list[int]
    prose: int


@cached_once
def _page(document: Document, evidence: Evidence) -> _Page | None:
    """Look at a text as a page; None when too few lines surely are of a frame, or it has no prose."""
    sure = {line.index: kind for line in evidence.lines() if (kind := sure_categories(line, evidence))}
    if not _is_page(document, sure):
        return None
    lines = list(document.lines())
    kinds = [sure.get(line.index, _NOTHING) for line in lines]
    prose = islands(worths(lines, [not kind <= _PICTURES for kind in kinds]))
    if not prose:
        return None
    pieces = [
        place
        for start, end in _frame_extent(lines, prose, kinds)
        for place in range(start, end)
        if not kinds[place] and _is_frame_line(lines[place]) and not _is_cut_from_sentence(lines, place)
        and not ends_article(lines, kinds, place)
    ]
    return _Page(lines, pieces, prose[0].start)


def _is_page(document: Document, sure: Mapping[int, set[str]]) -> bool:
    """Whether there are lines enough of a frame. What stands with each video or product of an article counts twice."""
    seen: Counter[str] = Counter()
    framing = []
    for index, kind in sure.items():
        if _is_framing(kind) and seen[name := document.line(index).folded_core] < _AGAIN:
            seen[name] += 1
            framing.append(kind)
            if len(framing) >= _MANY and _count_sure(framing) >= _FEWEST:
                return True
    return False


def _count_sure(kinds: Sequence[set[str]]) -> int:
    """How many lines surely are what a page has and an article has not."""
    return sum(not _CORE.isdisjoint(kind) for kind in kinds)


def _frame_extent(lines: Sequence[Line], prose: Sequence[Island], kinds: Sequence[set[str]]) -> Iterator[tuple[int, int]]:
    """Where the frame reaches: from mark to mark with no prose between, above the article from the first line on."""
    shores = [0, *(place for island in prose for place in island), len(lines)]
    for start, end in zip(shores[::2], shores[1::2], strict=True):
        top, foot = start == 0, end == len(lines)
        if any(map(_is_framing, kinds[start:end])) if top or foot else _count_sure(kinds[start:end]) >= _BETWEEN:
            first = start if top else next(_marks(lines, kinds, range(start, end)))
            last = end - 1 if foot else next(_marks(lines, kinds, range(end - 1, start - 1, -1)))
            if top:
                last = max(last, next(_entries(lines, range(end - 1, start - 1, -1)), start))
            yield first, last + 1


def _marks(lines: Sequence[Line], kinds: Sequence[set[str]], places: Iterable[int]) -> Iterator[int]:
    """Those of ``places`` where lines of the frame stand, or names that every menu has."""
    return (place for place in places if _is_framing(kinds[place]) or _is_mark(lines[place]))


def _is_framing(kind: set[str]) -> bool:
    return not _FRAME.isdisjoint(kind)


def _is_mark(line: Line) -> bool:
    """Whether a line is a name that every menu has, or a bullet without a word: the picture of a link."""
    return line.words <= 3 and (line.folded_core.lstrip("0123456789. ") in _MARKS or line.text in _BULLETS)


def _entries(lines: Sequence[Line], places: Iterable[int]) -> Iterator[int]:
    """Those of ``places`` with bullets of a few words, several in a row: above the article, such a list is a menu."""
    run: list[int] = []
    for place in places:
        if _is_menu_entry(lines[place]):
            run.append(place)
            continue
        yield from run if len(run) >= _ENTRIES else ()
        run = []
    yield from run if len(run) >= _ENTRIES else ()


def _is_menu_entry(line: Line) -> bool:
    """Whether a line is a bullet and a few words; a list with numbers may be what the article counts."""
    return (line.bulleted or has_round_bullet(line)) and line.words <= _ENTRY + 1 and not line.ends_sentence and not line.text[0].isdigit()


def _is_frame_line(line: Line) -> bool:
    """Whether a line may be a piece of a menu: no paragraph, no long sentence, no row of a table, nothing that only texts have."""
    if line.row or looks_like_text(line) or _is_sentence_of_text(line.text[:400]) or (line.words >= _RUNNING and continues_line(line)):
        return False
    return is_question(line) or breaks_off(line) or not (line.prose or (tells(line, _LONG) and line.words >= _LONG))


def _is_sentence_of_text(folded: str) -> bool:
    return (". " in folded or "; " in folded) and _SENTENCE_OF_TEXT.search(folded) is not None


def _is_cut_from_sentence(lines: Sequence[Line], place: int) -> bool:
    """Whether a link stands in a sentence or behind an amount, cut out of its line: some dumps do that."""
    above, below = lines[max(0, place - 1)], lines[min(place + 1, len(lines) - 1)]
    goes_on = continues_line(below) and (not below.text[0].isalpha() or below.words >= _RUNNING)
    return goes_on or (starts_with_amount(above) and above.words <= _RUNNING)


def _is_headline(page: _Page, place: int) -> bool:
    """Whether a line close above the prose is long enough for a headline or a standfirst, and no entry of a list."""
    line = page.lines[place]
    if not page.prose - _NEAR <= place < page.prose or has_round_bullet(line):
        return False
    return line.words >= _STANDFIRST or (line.words >= 4 and not line.bulleted and (line.title_like or line.ends_sentence))
