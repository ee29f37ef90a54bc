"""Tails: headlines of other stories below the last paragraph, without a heading that says so.

The end of a text proves nothing, and a list may be the article's. So several voices have to agree: there are four
headlines or more, without a full stop, no line above announces them, and they speak of other things than the paragraphs
do. Where each comes with the same small print (a date, a name, a teaser), three are enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleanr.findings.evidence import Evidence, cached_by_findings
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.guards.register import register_of
from cleanr.structure.lines.forms import DATE
from cleanr.structure.lines.islands import looks_like_text
from cleanr.structure.lines.names import is_byline, is_date
from cleanr.structure.lines.subject import known_share
from cleanr.structure.lines.titles import is_card_line, is_furniture, is_title
from cleanr.structure.lines.wholelines import core_text, line_match
from cleanr.text.document import Document, Line
from cleanr.text.late import late_re

_FURTHEST = 200  # lines above the end that are looked at
FEWEST = 4  # titles
CARDS = 3  # cards of one shape
_HEADLINE = 5.0  # words that the titles have on average
_PARAGRAPHS = 3  # of the article above
_TEASER = 40  # words
_KNOWN = 0.45  # of the words of the titles; more, and they speak of what the article speaks of
LINK = late_re(r"\]\([^()\s]*\)")  # where a link of Markdown leads to
_NUMBERED = late_re(r"0?\d{1,2}[.)]? \S.*")
_SMALL = late_re(rf"\d{{1,3}}[.)]?|{DATE}|#\d{{1,3}}|[\d.,]+k? (?:comments?|views|shares|likes)|read more|continue reading|(?:by|von|par|por|di|door|av) [^.!?]{{3,50}}")


# Whose words a headline quotes: "Minister: „Das reicht nicht“", "„Das reicht nicht“: Minister gibt nach".
_SAYS_WHO = late_re(r"^[^\"„“«»]{8,80}: [\"„“«»][^\"„“”«»]{4,}[\"“”«»]$|^[\"„“«»][^\"„“”«»]{4,}[\"“”«»]: [^\"„“«»]{8,}$")


class Tail(NamedTuple):
    """The lines below the last paragraph that nothing claims, the titles among them, and the paragraphs above."""

    lines: tuple[Line, ...]
    titles: tuple[Line, ...]
    paragraphs: tuple[Line, ...]


@cached_by_findings
def tail(document: Document, evidence: Evidence) -> Tail | None:
    """Return the headlines that stand below the last paragraph, with what belongs to each; None where there are none."""
    lines: list[Line] = []
    for line in reversed(document.visible_lines[-_FURTHEST:]):
        if is_furniture(line, evidence):
            continue
        if not (is_headline(line) or is_small(line) or _is_teaser(line, evidence)):
            return _tail_below(line, lines[::-1])
        lines.append(line)
    return None  # a text without a paragraph: verse, a list


def _tail_below(paragraph: Line, lines: list[Line]) -> Tail | None:
    while lines and not is_headline(lines[0]) and not (lines[0].text.isdigit() and lines[0].after in lines[1:2]):
        del lines[0]
    titles = [line for line in lines if is_headline(line)]
    if len(titles) < CARDS or not paragraph.prose or paragraph.text.endswith((":", ",")):
        return None
    paragraphs = [line for line in paragraph.document.lines(0, paragraph.index + 1) if line.prose]
    return Tail(tuple(lines), tuple(titles), tuple(paragraphs)) if len(paragraphs) >= _PARAGRAPHS else None


def is_headline(line: Line) -> bool:
    """Whether a line is a headline, and no row, no verse, no property and no step."""
    if not is_title(line) or line.row or line.text[-1].isdigit():
        return False
    return not looks_like_text(line) or _SAYS_WHO.search(line.text) is not None


def is_small(line: Line) -> bool:
    """Whether a line is the small print of a card: a number, a date, a name, a section."""
    if line.words > 8 or line.row:
        return False
    return is_card_line(line) or is_date(line) or is_byline(line) or _SMALL.fullmatch(line.folded_core) is not None or (
        line.words <= 3 and line.text[0].isupper() and line.text[-1].isalpha()
    )


def _is_teaser(line: Line, evidence: Evidence) -> bool:
    """Whether a line is one or two sentences under a headline."""
    above = line.before
    while above and is_furniture(above, evidence):
        above = above.before
    if above is None or not is_headline(above) or not 5 <= line.words <= _TEASER or '"' in line.folded:
        return False
    return len(line.sentences) <= 2


def _are_cards(found: Tail) -> bool:
    """Whether the same shape comes three times over: under each title the same kind of line; or each is numbered, or a link."""
    if all(_NUMBERED.fullmatch(title.text) or LINK.search(title.text) for title in found.titles):
        return True
    kinds = [_kind_below(title) for title in found.titles]
    return all(kind and kind == kinds[0] for kind in kinds[:-1])


def _kind_below(title: Line) -> str:
    below = title.after
    if below is None or is_headline(below):
        return ""
    return "small print" if is_small(below) else "teaser" if below.words <= _TEASER else ""


_EXAMPLE = """
              | The board voted on Monday to raise the harbour fees, the chairman said, and the rates start in March.
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
              | The chairman said that the list of the fees had been drawn up by the clerk and by nobody else.
related       | Baker bakes the longest loaf of the county
related       | Two sheep found on the roof of the school
related       | Why nobody wants to be mayor any more
related       | Choir sings for a night and a day
"""
COUNTEREXAMPLES = (
    """
              | The board voted on Monday to raise the harbour fees, the chairman said, and the rates start in March.
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
              | The chairman said that this is what the board voted on after the fees had been raised:
              | A new lamp for the end of the pier
              | Two more nights of music in the summer
              | Steps of stone instead of the ladder
              | A bench for those who wait for boats
""",
    """
              | The board voted on Monday to raise the harbour fees, the chairman said, and the rates start in March.
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
              | The chairman said that the list of the fees had been drawn up by the clerk and by nobody else.
              | What the board says about the fees
              | What the owners of the boats say
              | How the chairman and the clerk voted
              | When the owners go to court
""",
    """
              | The tide goes out, the tide comes in
              | the sand lies bare and brown
              | A gull walks where the boats have been
              | and nobody comes down
""",
    """
              | When you plan your garden, you first want to know where your light falls and how your soil drains.
              | If you have clay, you can dig in sand before you sow, and you will save yourself a lot of watering.
              | Whatever you do, you should write it down, for next year you will have forgotten what you did.
              | Choose tomatoes that ripen before September
              | Never water anything at noon in summer
              | Put the onions beside the carrots
              | Leave one corner to the hedgehog
""",
)


@block_rule(
    "tail.titles",
    category="related",
    strength="strong",
    near=tail,
    summary="Four headlines or more below the last paragraph of a news story, which speak of other things than it does.",
    why="Most pages end in links to other stories; a list of the article's own is announced, or takes its subject up.",
    examples=(_EXAMPLE,),
    counterexamples=COUNTEREXAMPLES,
)
def tail_titles(document: Document, evidence: Evidence) -> Iterator[Match]:
    found = tail(document, evidence)
    if found and are_headlines(found.titles) and is_told(document, evidence) and known_share(found.lines, found.paragraphs) <= _KNOWN:
        for line in found.lines:
            yield line_match(line, f"one of {len(found.titles)} headlines below the last paragraph, about other things")


def are_headlines(titles: Sequence[Line]) -> bool:
    """Whether titles are enough, as long as headlines, and mostly without figures: events and results have them."""
    numbered = sum(any(map(str.isdigit, LINK.sub("", core_text(line))[3:])) for line in titles)
    return len(titles) >= FEWEST and sum(line.words for line in titles) / len(titles) >= _HEADLINE and numbered * 4 < 3 * len(titles)


def is_told(document: Document, evidence: Evidence) -> bool:
    """Whether a text tells what somebody said, and does not speak to its reader."""
    register = register_of(document, evidence)
    return register.reports > 0 and not register.guide


@block_rule(
    "tail.cards",
    category="related",
    strength="strong",
    near=tail,
    summary="Headlines below the last paragraph each with the same small print: a date, a name, a number, a teaser.",
    why="The same shape three times over is a list of links; the sections of an article are longer, and speak of its subject.",
    examples=(
        """
              | The board voted on Monday to raise the harbour fees, the chairman said, and the rates start in March.
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
              | The chairman said that the list of the fees had been drawn up by the clerk and by nobody else.
related       | Baker bakes the longest loaf of the county
related       | By Ann Lowe
related       | Two sheep found on the roof of the school
related       | By Tom Pryce
related       | Why nobody wants to be mayor any more
related       | By Bo Ek
""",
    ),
    counterexamples=(
        *COUNTEREXAMPLES,
        """
              | Put the bones into the pot with the onion and the salt, and cover them with water from the well.
              | Let it stand for an hour before you light the fire, and skim it when the first foam comes up.
              | The soup of the harbour has been cooked in this way for as long as anybody can remember it.
              | 8. Sweat the garlic in a little oil
              | 9. Bring everything to the boil again
              | 10. Serve with bread of the day before
""",
    ),
)
def tail_cards(document: Document, evidence: Evidence) -> Iterator[Match]:
    found = tail(document, evidence)
    if found and _are_cards(found) and is_told(document, evidence) and known_share(found.lines, found.paragraphs) <= _KNOWN:
        for line in found.lines:
            yield line_match(line, f"one of {len(found.titles)} cards below the last paragraph, about other things")
