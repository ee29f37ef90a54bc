"""Lists of other stories: the titles under a related heading, cards of title and date, references inside guides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from cleanr.document import Document, Line
from cleanr.evidence import Evidence
from cleanr.rule import Finding, Note, block_rule
from cleanr.text import Span

_HEADINGS = frozenset({"related.heading", "related.heading-short", "related.more-from"})
_SURE_HEADINGS = _HEADINGS - {"related.heading-short"}
_REFERENCES = frozenset({"related.reference", "related.read-more"})
_LONGEST = 60  # lines in a list that are looked at: no page recommends more, and the walk stays linear

# What stands with a title on its card: an age, a date, a reading time, a section, a label of its kind.
_CARD = regex.compile(
    r"(?:(?:about |over )?\d{1,2} ?(?:seconds?|minutes?|mins?|hours?|hrs?|h|m|d|days?|weeks?|months?|years?) ago"
    r"|\d{1,2} ?(?:min|minute)s?(?: read| watch| listen)?"
    r"|(?:mon|tue|wed|thu|fri|sat|sun)?[a-z]{0,6},? ?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?"
    r"|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?(?:,? \d{4})?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"
    r"|yesterday|today|just now)(?:[ ,|-]+(?:at )?\d{1,2}[:.]\d\d.{0,12})?",
    regex.V1,
)
_LABELLED = regex.compile(
    r"\[(?:video|photos?|pics?|watch|gallery|listen|audio|updated|opinion)\]|\((?:video|photos|gallery|watch|listen)\)",
    regex.V1,
)
_YOU = regex.compile(r"\b(?:you|your|you're|you'll|yourself)\b", regex.V1)
_SAID = regex.compile(r"\b(?:said|says|told|according to|announced|reported|police|minister|spokes\w+)\b", regex.V1)


def _rules_on(line: Line, found: Evidence) -> set[str]:
    """The rules that speak for the whole of a line."""
    return {f.rule for f in found.on(line) if _whole(f, line) and f.weight > 0}


def _whole(finding: Finding, line: Line) -> bool:
    return finding.start <= line.core.start and finding.end >= line.core.end


def _headings(found: Evidence, rules: frozenset[str] = _HEADINGS) -> Iterator[Line]:
    for line in found.lines("related"):
        if _rules_on(line, found) & rules and not _introduces(line, found):
            yield line


def _furniture(line: Line, found: Evidence) -> bool:
    """Whether the evidence so far covers a line, as a whole or sentence by sentence."""
    if found.claimed(line):
        return True
    reach = line.core.start
    for finding in sorted(f for f in found.on(line) if f.weight > 0):
        if _words_between(line, reach, finding.start):
            return False
        reach = max(reach, finding.end)
    return reach >= line.core.end


def _words_between(line: Line, start: int, end: int) -> bool:
    return bool(line.document.text[start:end].strip())


def _introduces(line: Line, found: Evidence) -> bool:
    """Whether a line such as "More on MIT:" is a colon before a list: the list is then part of the text."""
    return line.text.endswith(":") and not _rules_on(line, found) & {"related.heading", "related.heading-short"}


def _plain_prose(line: Line, found: Evidence) -> bool:
    """Whether a line reads like a paragraph and nothing says that it is furniture."""
    return line.prose and not _furniture(line, found)


def _card_line(line: Line) -> bool:
    return line.words <= 8 and _CARD.fullmatch(line.said) is not None


def _title(line: Line) -> bool:
    return (
        line.title_like and line.words >= 4 and not line.prose and "|" not in line.text[1:-1] and not _card_line(line)
    )


def _label(line: Line) -> bool:
    """A section, an age, an author: the small print of a card."""
    return _card_line(line) or (line.words <= 3 and not line.text.endswith((".", ",", ";", ":")))


def _list_under(heading: Line, found: Evidence) -> tuple[list[Line], Line | None]:
    """The titles and labels under a heading, and the first line that is neither (None at the end of the text).

    Lines that are furniture already are stepped over.
    """
    lines: list[Line] = []
    line = heading.after
    while line and len(lines) < _LONGEST:
        if _furniture(line, found):
            if lines and _rules_on(line, found) & _HEADINGS:
                break
        elif _title(line) or _label(line):
            lines.append(line)
        else:
            break
        line = line.after
    return lines, line


def _ends_text(line: Line | None, found: Evidence) -> bool:
    """Whether from ``line`` on nothing follows that reads like the article."""
    steps = 0
    while line:
        if line.words >= 8 and (line.ended or line.text.endswith(":")) and not _furniture(line, found):
            return False
        line, steps = line.after, steps + 1
        if steps > _LONGEST * 4:
            return False
    return True


def _titles(lines: list[Line]) -> list[Line]:
    return [line for line in lines if _title(line)]


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
def heading_over_list(document: Document, found: Evidence) -> Iterator[Note]:
    for heading in _headings(found, frozenset({"related.heading-short"})):
        lines, after = _list_under(heading, found)
        titles = _titles(lines)
        if _long_headline_only(lines) and _register(document, found).news:
            yield Note(Span(heading.start, heading.end), "a headline stands under it")
        elif (len(titles) >= 2 and _ends_text(after, found)) or (
            len(titles) >= 4 and all(line.words >= 6 for line in titles)
        ):
            yield Note(Span(heading.start, heading.end), f"{len(titles)} titles stand under it")


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
    ),
)
def last_titles(_document: Document, found: Evidence) -> Iterator[Note]:
    for heading in _headings(found):
        lines, after = _list_under(heading, found)
        if _enough(heading, lines, found) and _ends_text(after, found):
            for line in lines:
                yield Note(
                    Span(line.start, line.end), f'under "{heading.text[:40]}", and nothing of the article follows'
                )


def _enough(heading: Line, lines: list[Line], found: Evidence) -> bool:
    return len(_titles(lines)) >= (1 if _rules_on(heading, found) & _SURE_HEADINGS else 2)


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
def many_titles(_document: Document, found: Evidence) -> Iterator[Note]:
    for heading in _headings(found, _SURE_HEADINGS):
        lines, after = _list_under(heading, found)
        if _ends_text(after, found):
            continue
        bulleted = [line for line in lines if line.bulleted]
        lines = bulleted or lines[:-2]  # the headline and standfirst of the article may come right after the list
        titles = [line for line in _titles(lines) if (line.words >= 5 and not line.ended) or line.text.endswith("?")]
        for line in titles if len(titles) >= 5 else ():
            yield Note(Span(line.start, line.end), f'one of {len(titles)} titles under "{heading.text[:40]}"')


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
def inner_titles(_document: Document, found: Evidence) -> Iterator[Note]:
    for heading in _headings(found):
        lines, after = _list_under(heading, found)
        if not 0 < len(lines) <= 40 or _ends_text(after, found):
            continue
        if not all(line.bulleted for line in lines) and not _long_headline(lines[-1]):
            lines = lines[:-1]
        if len(_titles(lines)) >= 2 or (_rules_on(heading, found) & _SURE_HEADINGS and any(map(_long_headline, lines))):
            for line in lines:
                yield Note(Span(line.start, line.end), f'a title under "{heading.text[:40]}"')


def _long_headline_only(lines: list[Line]) -> bool:
    return 1 <= len(lines) <= 4 and all(map(_long_headline, lines))


def _long_headline(line: Line) -> bool:
    return _title(line) and line.words >= 7


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
def news_titles(document: Document, found: Evidence) -> Iterator[Note]:
    under = [(heading, *_list_under(heading, found)) for heading in _headings(found)]
    inside = [(heading, lines) for heading, lines, after in under if lines and not _ends_text(after, found)]
    if not inside or not _register(document, found).news:
        return
    for heading, lines in inside:
        long = [line for line in lines if _long_headline(line) and not line.ended]
        for line in long if len(lines) <= 4 else ():
            yield Note(Span(line.start, line.end), f'a headline under "{heading.text[:40]}" in a news story')


@block_rule(
    "lists.cards",
    category="related",
    strength="strong",
    summary="A run of cards: a title and under it an age, a date or a reading time, three times or more.",
    examples=(
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
related       | Council delays vote on the swing bridge
related       | 3 hours ago
related       | Ferry service resumes after a strike
related       | 5 hours ago
related       | Who pays for the new sea wall?
related       | 1 day ago
""",
    ),
    counterexamples=(
        """
              | Timeline of the dispute over fees
              | 12 March 2021
              | The board meets for the first time
              | 3 April 2021
              | The owners go to court over it
""",
        """
              | The board meets for the first time
              | 12 March
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | The owners go to court over it
              | 3 April
""",
    ),
)
def cards(document: Document, found: Evidence) -> Iterator[Note]:
    if not _CARD.search(document.folded):
        return
    run: list[Line] = []
    for line in document.lines():
        if run and _card_line(line) and _title(run[-1]):
            run.append(line)
        elif _furniture(line, found) and not (_title(line) and found.marked(line, "related")):
            continue
        elif _title(line) and (not run or _card_line(run[-1])):
            run.append(line)
        else:
            yield from _dealt(run)
            run = [line] if _title(line) else []
    yield from _dealt(run)


def _dealt(run: list[Line]) -> Iterator[Note]:
    pairs = len(run) // 2
    if pairs >= 3 and all(_aged(line) for line in run[1::2]):
        for line in run[: pairs * 2]:
            yield Note(Span(line.start, line.end), f"one of {pairs} cards of title and age")


def _aged(line: Line) -> bool:
    """Whether the small print is an age or a reading time: a bare date could be a time line's."""
    return line.said.endswith("ago") or "min" in line.said or "hour" in line.said or "yesterday" in line.said


@block_rule(
    "lists.labelled-title",
    category="related",
    strength="moderate",
    needs=("related", "media", "ad", "newsletter", "share", "navigation"),
    summary='A title with a label such as "[Video]" next to furniture.',
    examples=(
        """
              | Read more: Harbour fees to rise
related       | Crowd greets the winning crew [Video]
""",
    ),
    counterexamples=(
        """
              | The board voted on Monday.
              | The debate in full (video)
              | Owners said on Tuesday that they had not been asked.
""",
    ),
)
def labelled_title(document: Document, found: Evidence) -> Iterator[Note]:
    for place in _LABELLED.finditer(document.folded):
        line = document.line_at(place.start())
        near = [other for other in (line.before, line.after) if other]
        if line.title_like and place.end() >= line.end - 2 and any(_furniture(other, found) for other in near):
            yield Note(Span(line.start, line.end), "a title with a label beside other furniture")


@block_rule(
    "lists.guide",
    strength="moderate",
    against=("related",),
    needs=("related",),
    summary='A reference such as "Read more: …" in a text that speaks to the reader: part of a guide, not of a page.',
    why="News leaves its references on the page; a how-to or a guide writes them into its text.",
    examples=(
        """
              | When you plan your garden, you first want to know where your light falls and how your soil drains.
related       | Read more: How to test your soil
              | If you have clay, you can dig in sand before you sow, and you will save yourself a lot of watering.
""",
    ),
    counterexamples=(
        """
              | The board voted on Monday to raise the harbour fees, the chairman said, and the new rates start in March.
              | Read more: How the fees are set
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
    ),
)
def guide(document: Document, found: Evidence) -> Iterator[Note]:
    references = [line for line in found.lines("related") if _reference(line, found)]
    if not references or not _register(document, found).guide:
        return
    for line in references:
        yield Note(Span(line.start, line.end), "the text around it speaks to the reader, as guides do")


def _reference(line: Line, found: Evidence) -> bool:
    rules = _rules_on(line, found)
    return line.words >= 3 and (bool(rules & _REFERENCES) or ("related.more-from" in rules and line.text.endswith(":")))


class _Register(NamedTuple):
    """How a text speaks: words of its prose, how often to the reader, how often of what somebody said."""

    words: int
    you: int
    said: int

    @property
    def guide(self) -> bool:
        return self.you >= 2 and self.you * 125 > self.words and self.you > 2 * self.said

    @property
    def news(self) -> bool:
        return self.said >= 2 and not self.guide


def _register(document: Document, found: Evidence) -> _Register:
    prose = [line for line in document.lines() if _plain_prose(line, found)]
    return _Register(
        sum(line.words for line in prose),
        sum(len(_YOU.findall(line.folded)) for line in prose),
        sum(len(_SAID.findall(line.folded)) for line in prose),
    )


# Names of sections and of service pages: what menus are made of.
_MENU = (
    "about|about us|accessibility|account|advertise|advertising|africa|all news|animals|archive|archives|art|arts"
    "|asia|australia|awards|beauty|blog|blogs|books|business|calendar|canada|careers|cars|cart|case studies"
    "|categories|climate|columnists|columns|community|companies|company|contact|contact us|cookie policy|cookies"
    "|corrections|crime|crossword|crosswords|culture|customers|deals|disclaimer|documentation|donate|editorials"
    "|education|elections|energy|entertainment|environment|español|europe|events|facebook|faq|faqs|fashion"
    "|features|feedback|film|finance|fitness|food|food & drink|football|forums|galleries|games|gaming|gear|guides"
    "|health|help|help center|help centre|history|home|home & garden|horoscopes|how it works|industries|info"
    "|innovation|insights|instagram|interviews|investigations|investors|jobs|language|latest|latest news|learn"
    "|legal|letters|life|lifestyle|linkedin|local|locations|log in|login|magazine|markets|media|media kit"
    "|membership|menu|middle east|mlb|money|more|movies|music|my account|national|nba|news|newsletter|newsletters"
    "|newsroom|nfl|nhl|obituaries|opinion|opinions|our team|parenting|partners|people|personal finance|pets"
    "|photography|photos|pinterest|platform|podcast|podcasts|politics|press|press releases|press room|pricing"
    "|privacy|privacy policy|product|products|programs|property|puzzles|quizzes|radio|real estate|recipes|region"
    "|register|relationships|research|resources|reviews|royals|rss|sale|science|search|sections|security|services"
    "|shop|shopping|sign in|sign up|site map|sitemap|soccer|solutions|space|sport|sports|staff|store|stories"
    "|style|subscribe|support|sustainability|team|tech|technology|television|tennis|terms|terms of service"
    "|terms of use|testimonials|theater|theatre|tiktok|tools|top stories|topics|training|transportation|travel"
    "|trending|tv|twitter|u.s.|uk|uk news|us|us news|video|videos|watch|weather|webinars|what we do|who we are"
    "|women|work with us|world|world news|youth|youtube"
)
_MENU_WORDS = frozenset(_MENU.split("|"))
_SERVICES = (
    "about|about us|advertise|careers|contact|contact us|cookie policy|faq|help center|help centre|jobs|log in|login"
    "|media kit|my account|newsletter|newsletters|press releases|privacy|privacy policy|rss|sign in|sign up|site map"
    "|sitemap|subscribe|terms|terms of service|terms of use"
)
_SERVICE_WORDS = frozenset(_SERVICES.split("|"))
_FURTHEST = 15  # short lines between two known words of one menu


def _menu_name(line: Line) -> str:
    return line.said.removeprefix("+ ").removeprefix("o ").strip()


def _menu_item(line: Line) -> bool:
    return line.words <= 6 and not line.text.endswith((".", ",", ";", ":", "?", "!")) and not line.text[-1:].isdigit()


@block_rule(
    "lists.menu",
    category="navigation",
    strength="strong",
    summary="A menu: a run of short lines of which many are names of sections and service pages.",
    why="Whole-page text opens and ends with the menus of the site, one entry a line.",
    examples=(
        """
navigation    | * News
navigation    | * Politics
navigation    | * Business
navigation    | * Northfield Today
navigation    | * Sport
navigation    | * About Us
navigation    | * Contact
navigation    | * Subscribe
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
""",
    ),
    counterexamples=(
        """
              | What the course covers
              | - History
              | - Politics
              | - Health
              | - Education
              | - Technology
              | - Science
              | - Travel
              | The course is held each spring and open to all who have finished the first year of their studies.
""",
        """
              | Every small site should have these pages:
              | - Home
              | - About us
              | - Services
              | - Blog
              | - FAQ
              | - Contact
              | Each of them answers a question that a visitor brings, and none of them should be longer than a screen.
""",
        """
              | News
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Contact
              | Write to the harbour master at the old customs house by the end of the month, or ring the bell there.
""",
    ),
)
def menu(document: Document, found: Evidence) -> Iterator[Note]:
    run: list[Line] = []
    for line in document.lines():
        if _menu_item(line):
            run.append(line)
        elif not _furniture(line, found):
            yield from _menu_notes(run, found)
            run = []
    yield from _menu_notes(run, found)


def _menu_notes(run: list[Line], found: Evidence) -> Iterator[Note]:
    if len(run) < 6 or _introduced(run[0], found):
        return
    known = [at for at, line in enumerate(run) if _menu_name(line) in _MENU_WORDS]
    group: list[int] = []
    for at in known:
        if group and at - group[-1] > _FURTHEST:
            yield from _menu_group(run, group)
            group = []
        group.append(at)
    yield from _menu_group(run, group)


def _introduced(line: Line, found: Evidence) -> bool:
    """Whether the last line above that is no furniture ends in a colon: the list is then part of the text."""
    above = line.before
    while above and _furniture(above, found):
        above = above.before
    return above is not None and above.text.endswith(":")


def _menu_group(run: list[Line], group: list[int]) -> Iterator[Note]:
    """A group of known words is a menu when it is long, dense, and names service pages: a syllabus names none."""
    service = {_menu_name(run[at]) for at in group} & _SERVICE_WORDS
    if len(group) < 5 or not service or len(group) * 10 < group[-1] - group[0]:
        return
    for line in run[group[0] : group[-1] + 1]:
        yield Note(Span(line.start, line.end), f"in a menu of {group[-1] - group[0] + 1} entries")
