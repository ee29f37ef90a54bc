"""Addressed: a paragraph in which the page speaks, in a report that speaks to nobody.

A report tells what others said. Where one of its lines turns to the reader, in the outlet's name, about the page that
it stands on, no word of it needs to be known: its voices add up. It says "this page"; it says "you", or "our", and no
other paragraph does, quotations left out; it opens with what one does on a page; it names things that only pages have.
What the article is about is not said with its words. Guides, columns and tales speak to readers, and are not asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cleanr.findings.evidence import Evidence, cached_by_findings
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.guards.register import register_of
from cleanr.structure.lines.captionwords import REPORTING_VERBS
from cleanr.structure.lines.pagewords import (
    ASKS,
    ELSEWHERE,
    ITSELF,
    KINDS,
    NETWORKS,
    OF_DEVICES,
    OF_PAGES,
    OF_PAGES_ALONE,
    POINTS,
    QUOTED,
    WE,
    YOU,
    may_speak_as_page,
)
from cleanr.structure.lines.subject import shares_known_elsewhere
from cleanr.structure.lines.titles import is_furniture
from cleanr.structure.lines.wholelines import sure_categories
from cleanr.text.document import Document, Line, cached_by_line
from cleanr.text.edits import Span

_PARAGRAPHS = 3
_SHORTEST, _LONGEST = 3, 40  # words
_SURE, _LIKELY = 4, 3  # voices
_THINGS = 2  # so many things of a page count
_MOST = 12
_SURE_TITLE = 6  # of a line that may be a heading
_OWN, _OWN_LIKELY = 0.25, 0.35  # of the longer words are the article's at most

_REPORT = """
              | The board voted on Monday to raise the harbour fees, the chairman said, and the new rates start in March.
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
{}
              | The chairman said that the list of the fees had been drawn up by the clerk and by nobody else.
"""


class _Text(NamedTuple):
    """Whom the paragraphs of a text speak to, and who speaks, quotations left out."""

    you: int
    we: int


@block_rule(
    "address.page",
    category="promo",
    strength="strong",
    language="en",
    summary="A paragraph that turns to the reader about the page, alone in a report that speaks to nobody.",
    why="Who reads, whose the page is, what to do on it: a report says none of that, and a page says all of it.",
    examples=(_REPORT.format("newsletter    | Every morning we send you five stories that are worth your time."),),
    counterexamples=(
        _REPORT.format("              | We send every owner of a boat a list of what you pay, and when you pay it."),
        _REPORT.format(
            "              | Every morning the board sends five letters to those who have not paid their fees."
        ),
        _REPORT.format("              | “Every morning we send you five stories that are worth your time.”"),
    ),
)
def addressed(document: Document, evidence: Evidence) -> Iterator[Match]:
    for line, voices, known in _speaking(document, evidence):
        if voices >= _least(line) and known <= _OWN:
            yield _match(line, evidence, voices)


def _least(line: Line) -> int:
    """How many voices are enough: a line without an end mark may head the paragraph below it, or the whole text."""
    heads = line.title_like and line.after is not None and line.after.prose
    return _SURE_TITLE if heads and not _asks(line) else _SURE


@block_rule(
    "address.likely",
    category="promo",
    strength="moderate",
    language="en",
    summary="A paragraph that likely turns to the reader about the page, in a report that speaks to nobody.",
    examples=(_REPORT.format("promo         | Our team and our magazine have moved."),),
    counterexamples=(_REPORT.format("              | We have no boats."),),
)
def likely_addressed(document: Document, evidence: Evidence) -> Iterator[Match]:
    for line, voices, known in _speaking(document, evidence):
        if known <= _OWN_LIKELY:
            yield _match(line, evidence, voices)


@cached_by_findings
def _speaking(document: Document, evidence: Evidence) -> list[tuple[Line, int, float]]:
    """The lines of a report that may be the page's, the voices of each, and what share of its words is the report's."""
    if len(document.paragraphs) < _PARAGRAPHS or not register_of(document, evidence).report:
        return []
    lines = [line for line in document.visible_lines if _may_speak(line) and not sure_categories(line, evidence)]
    lines = [line for line in lines if _voices(line, None, evidence) >= _LIKELY]  # what others say costs a look at each
    text = _address_of(document, evidence) if lines else _Text(0, 0)
    speaking = [(line, _voices(line, text, evidence)) for line in lines]
    speaking = [(line, voices) for line, voices in speaking if voices >= _LIKELY and _stands_alone(line, evidence)]
    shares = shares_known_elsewhere([[line] for line, _ in speaking], document.paragraphs) if speaking else []
    return [(line, voices, known) for (line, voices), known in zip(speaking, shares, strict=True)]


def _address_of(document: Document, evidence: Evidence) -> _Text:
    told = [_address(line) for line in document.paragraphs if not is_furniture(line, evidence)]
    return _Text(*map(sum, zip(*told, strict=True))) if told else _Text(0, 0)


@cached_by_line
def _address(line: Line) -> _Text:
    own = QUOTED.sub("", line.folded)
    return _Text(len(YOU.findall(own)), len(WE.findall(own)))


@cached_by_line
def _may_speak(line: Line) -> bool:
    """Whether a line could be said by the page: a look at it alone."""
    shaped = _SHORTEST <= line.words <= _LONGEST and not line.bulleted and not line.row and not line.quotes
    return (
        shaped
        and not line.text.endswith((":", ","))
        and may_speak_as_page(line.folded)
        and not REPORTING_VERBS.search(line.folded)
        and not ELSEWHERE.search(line.folded)
    )


def _voices(line: Line, text: _Text | None, evidence: Evidence) -> int:
    """How many things about a line say that the page speaks in it; none where it names nothing of a page.

    ``text``: whom its paragraphs speak to; None: to nobody but in this line.
    """
    folded = line.folded_core
    itself = "this " in folded and ITSELF.search(folded) is not None
    own = _address(line)
    told = own if line.prose and not is_furniture(line, evidence) else _Text(0, 0)  # the line is one of the paragraphs
    you = own.you > 0 and (text is None or text.you == told.you)
    we = own.we > 0 and (text is None or text.we == told.we)
    speaks = 2 * itself + 2 * _points(line) + you + we + (you and we) + _asks(line)
    if not speaks:
        return 0
    rest = ITSELF.sub("", folded) if itself else folded
    things = len(set(OF_PAGES.findall(rest))) + _names_place(line)
    if itself or we:
        things += len(set(OF_DEVICES.findall(rest)))
    if not itself and not things:
        return 0
    sure = itself or we or _points(line) or _names_place(line) or OF_PAGES_ALONE.search(folded) is not None
    return min(speaks + min(things, _THINGS), _MOST if sure else _LIKELY)


@cached_by_line
def _points(line: Line) -> bool:
    """Whether a line says where on the page to click, or "here"."""
    return POINTS.search(line.folded_core) is not None


@cached_by_line
def _names_place(line: Line) -> bool:
    """Whether a line names a network, or where one gets apps and podcasts."""
    return NETWORKS.search(line.folded_core) is not None


@cached_by_line
def _asks(line: Line) -> bool:
    """Whether a line opens with what one does on a page, or a sentence of it does."""
    return ASKS.search(line.folded_core) is not None


def _stands_alone(line: Line, evidence: Evidence) -> bool:
    """Whether what stands above and below a line is a paragraph, furniture, or nothing."""
    beside = [other for other in (line.before, line.after) if other is not None]
    announced = line.before is not None and line.before.text.endswith((":", ","))
    return bool(beside) and not announced and all(other.prose or is_furniture(other, evidence) for other in beside)


def _match(line: Line, evidence: Evidence, voices: int) -> Match:
    reason = f"turns to the reader about the page, by {voices} voices, in a report that speaks to nobody"
    return Match(Span(line.start, line.end), reason, category=_kind(line, evidence))


def _kind(line: Line, evidence: Evidence) -> str:
    """What a line is by the rules that know a part of it, or else by its words."""
    known = sorted(evidence.categories(line) - {"title"})
    if known:
        return known[0]
    return next((kind for kind, words in KINDS.items() if words.search(line.folded)), "promo")
