"""Titles of other stories under a heading such as "Related articles"."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.guards.register import register_of
from cleanr.structure.lines.subject import known_share, shares_known_elsewhere
from cleanr.structure.lines.titles import is_long_headline, is_title, rules_on
from cleanr.structure.links.headings import SHORT_HEADING, SURE_HEADINGS, headings, is_end_of_text, lists_of
from cleanr.text.document import Document, Line
from cleanr.text.edits import Span

_TEASED, _TEASER = 3, 30  # headlines with a teaser; words of the longest one
_OTHER_THINGS = 0.3  # of the words of such a list are said elsewhere; more, and it may be the article's


def _titles(lines: list[Line]) -> list[Line]:
    return [line for line in lines if is_title(line)]


@block_rule(
    "lists.heading",
    category="related",
    strength="moderate",
    needs=("related",),
    summary='A short word such as "Related" or "Trending" with a list of titles under it.',
    examples=(
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
related       | Trending
              | Council delays vote on the swing bridge
              | Ferry service resumes after a three-day strike
""",
    ),
    counterexamples=(
        """
              | Recommended
              | The board recommends a new fee for every boat over nine metres that is moored for a night or more.
""",
    ),
)
def heading_over_list(document: Document, evidence: Evidence) -> Iterator[Match]:
    lists = [one for one in lists_of(document, evidence) if rules_on(one.heading, evidence) & SHORT_HEADING]
    news = any(_long_headlines_only(lines) for _, lines, _ in lists) and register_of(document, evidence).news
    for heading, lines, after in lists:
        titles = _titles(lines)
        if news and _long_headlines_only(lines):
            yield Match(Span(heading.start, heading.end), "a headline stands under it")
        elif (len(titles) >= 2 and is_end_of_text(after, evidence)) or (
            len(titles) >= 4 and all(line.words >= 6 for line in titles)
        ):
            yield Match(Span(heading.start, heading.end), f"{len(titles)} titles stand under it")


def _long_headlines_only(lines: list[Line]) -> bool:
    return 1 <= len(lines) <= 4 and all(map(is_long_headline, lines))


@block_rule(
    "lists.last-titles",
    category="related",
    strength="strong",
    needs=("related",),
    summary='The titles under a heading such as "Related articles", when nothing of the article follows them.',
    why="A list of links to other stories ends most pages; its heading names it, and each line is a headline without a full stop.",
    examples=(
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
related       | Related articles
related       | Council delays vote on the swing bridge
related       | Ferry service resumes after a three-day strike
""",
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
related       | Most read
related       | - Council delays vote on the swing bridge
related       | - Who pays for the new sea wall?
related       | News
""",
    ),
    counterexamples=(
        """
              | Related articles
              | How the fee is set
              | The board sets the fee each spring after hearing from the owners of every boat over nine metres.
""",
        """
              | Most popular
              | The most popular boats at this year's show were these three:
              | Northfield 22 Day Cruiser
""",
        """
              | You will need the following
              | 200 g of flour
              | 2 eggs
""",
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Related articles
              | Goods on the Quay\tBox Tariff Number
              | Rope and Twine of Hemp\tBox Nine
""",
    ),
)
def last_titles(document: Document, evidence: Evidence) -> Iterator[Match]:
    for heading, lines, after in lists_of(document, evidence):
        if _are_enough(heading, lines, evidence) and is_end_of_text(after, evidence):
            for line in lines:
                yield Match(
                    Span(line.start, line.end), f'under "{heading.text[:40]}", and nothing of the article follows'
                )


def _are_enough(heading: Line, lines: list[Line], evidence: Evidence) -> bool:
    return len(_titles(lines)) >= (1 if rules_on(heading, evidence) & SURE_HEADINGS else 2)


@block_rule(
    "lists.many-titles",
    category="related",
    strength="strong",
    needs=("related",),
    summary='Five headlines or more under a heading such as "Most read", with the article going on after them.',
    examples=(
        """
              | Most read
related       | Council delays vote on the swing bridge
related       | Ferry service resumes after a three-day strike
related       | Who pays for the new sea wall?
related       | Rents rise again along the northern coast
related       | The last lighthouse keeper looks back at sixty
              | Business
              | Harbour fees to rise
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
""",
    ),
    counterexamples=(
        """
              | Most popular
              | - Northfield 22
              | - Coastline Day Cruiser
              | - Estuary 7
              | - Pier Tender
              | - Old Town Dory
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
""",
    ),
)
def many_titles(document: Document, evidence: Evidence) -> Iterator[Match]:
    for heading, lines, after in lists_of(document, evidence):
        if not rules_on(heading, evidence) & SURE_HEADINGS or is_end_of_text(after, evidence):
            continue
        bulleted = [line for line in lines if line.bulleted]
        lines = bulleted or _before_text(heading, lines)
        titles = [line for line in _titles(lines) if (line.words >= 5 and not line.ends_sentence) or line.text.endswith("?")]
        for line in titles if len(titles) >= 5 else ():
            yield Match(Span(line.start, line.end), f'one of {len(titles)} titles under "{heading.text[:40]}"')


def _before_text(heading: Line, lines: list[Line]) -> list[Line]:
    """The lines of a list without those that may belong to the text below: a heading, or headline and standfirst."""
    if not any(line.index < heading.index for line in heading.document.paragraphs):
        return lines[:-2]
    return lines if lines and (below := lines[-1].after) and known_share(lines[-1:], [below]) == 0 else lines[:-1]


@block_rule(
    "lists.inner-titles",
    category="related",
    strength="moderate",
    needs=("related",),
    summary="The titles under a related heading, with the article going on after them.",
    why="The last title could be a heading of the article itself, so it is left alone when a paragraph follows it.",
    examples=(
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Related articles
related       | - Council delays vote on the swing bridge
related       | - Ferry service resumes after a strike
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
    ),
    counterexamples=(
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Related
              | What owners say about it
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
        """
              | Related articles
              | The statute reads: a fee is due for each night, and it is paid to the harbour master in advance.
""",
    ),
)
def inner_titles(document: Document, evidence: Evidence) -> Iterator[Match]:
    for heading, lines, after in lists_of(document, evidence):
        if not 0 < len(lines) <= 40 or is_end_of_text(after, evidence):
            continue
        if not all(line.bulleted for line in lines) and not is_long_headline(lines[-1]):
            lines = lines[:-1]
        if len(_titles(lines)) >= 2 or (rules_on(heading, evidence) & SURE_HEADINGS and any(map(is_long_headline, lines))):
            for line in lines:
                yield Match(Span(line.start, line.end), f'a title under "{heading.text[:40]}"')


@block_rule(
    "lists.teasers",
    category="related",
    strength="strong",
    needs=("related",),
    summary="Headlines each with its teaser, three or more under a heading of links, which speak of other things.",
    why="Sections of an article have more than one short paragraph each, and speak of its subject.",
    examples=(
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Related articles
related       | Baker bakes the longest loaf of the county
related       | It took two ovens, and nine children to carry it home.
related       | Two sheep found on the roof of the school
related       | Nobody knows who brought a ladder.
related       | Why no villager wants to become mayor any more
related       | The pay is poor, and dogs bark.
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
    ),
    counterexamples=(
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Related articles
              | What the board says of the fees
              | The board says that the fees are due in March.
              | What the owners of boats say
              | The owners say that the fees are too high for them.
              | What happens to the harbour
              | The harbour stays open, and the board looks for money.
""",
    ),
)
def teasers(document: Document, evidence: Evidence) -> Iterator[Match]:
    found = [(heading, list(_teased(heading.after))) for heading in headings(evidence)]
    lists = [(heading, lines) for heading, lines in found if len(lines) >= 2 * _TEASED]
    shares = shares_known_elsewhere([lines for _, lines in lists], document.paragraphs) if lists else []
    for (heading, lines), known in zip(lists, shares, strict=True):
        if known <= _OTHER_THINGS:
            for line in lines:
                yield Match(Span(line.start, line.end), f'a headline or its teaser under "{heading.text[:40]}"')


def _teased(title: Line | None) -> Iterator[Line]:
    """Pairs of a headline and a sentence or two, from ``title`` on."""
    while title is not None and is_title(title) and not title.row:
        teaser = title.after
        if teaser is None or not teaser.ends_sentence or teaser.words > _TEASER or len(teaser.sentences) > 2:
            return
        yield from (title, teaser)
        title = teaser.after


@block_rule(
    "lists.news-titles",
    category="related",
    strength="strong",
    needs=("related",),
    summary="A long headline right under a related heading, inside a news story.",
    why="The card of another story stands between two paragraphs; a heading of the article itself is shorter, and guides may list reading.",
    examples=(
        """
              | The board voted on Monday to raise the harbour fees, the chairman said, and the rates start in March.
              | Related
related       | Council delays vote on the swing bridge for the third time
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
    ),
    counterexamples=(
        """
              | The board voted on Monday to raise the harbour fees, the chairman said, and the rates start in March.
              | Related
              | What owners say about it
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
        """
              | When you plan your garden, you first want to know where your light falls and how your soil drains.
              | Related
              | How you can find out whether your soil is clay
              | If you have clay, you can dig in sand before you sow, and you will save yourself a lot of watering.
""",
    ),
)
def news_titles(document: Document, evidence: Evidence) -> Iterator[Match]:
    inside = [one for one in lists_of(document, evidence) if 0 < len(one.lines) <= 4 and not is_end_of_text(one.after, evidence)]
    titles = [(one.heading, line) for one in inside for line in one.lines if is_long_headline(line) and not line.ends_sentence]
    if titles and register_of(document, evidence).news:
        for heading, line in titles:
            yield Match(Span(line.start, line.end), f'a headline under "{heading.text[:40]}" in a news story')
