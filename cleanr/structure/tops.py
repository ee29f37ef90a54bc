"""Tops: headline, section label, byline and date before the first paragraph.

Being at the top proves nothing: a poem, a law, a chapter has a first line too. So every rule here needs an anchor, such
as a byline, a date of this age, a headline said twice, or the suffix of a site, and paragraphs that follow. A head is
read up to the first paragraph; lines that are furniture for other reasons do not count, and no line is judged by its
number, so that a second cleaning sees no other head than the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex
from cleanr.document import Document, Line, fold, lead_length
from cleanr.evidence import Evidence, weigh
from cleanr.rule import Note, block_rule, line_rule
from cleanr.text import Span

_SURE = 10  # decibans: what is as sure as this is stripped when its category is
_LONGEST = 16  # lines of a head, furniture not counted; with more, it is a list or verse
_PARTS = 12  # sentences; a line of more is the text itself
_WIDEST = 200  # code points of a byline or a date
_HEADLINE = 11  # words; a longer line is as often a standfirst
_OWN = ("byline", "dateline", "title")

_WORD = r"\p{Lu}[\p{L}'\N{RIGHT SINGLE QUOTATION MARK}.\-]*"
_LINK = r"(?:and|&|de|da|del|der|den|di|dos|du|van|von|al|el|la|le|bin|ibn|ben|ten|ter|y)"
_NAME = rf"{_WORD}(?:,?\s(?:{_LINK}\s){{0,2}}{_WORD}){{1,7}}"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[,.]?\s)"
_YEAR = r"(?:199[5-9]|20[0-3]\d)"
_CLOCK = r"(?:\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?)(?:\s?\(?[a-z]{2,4}\)?)?"
_DATE = (
    rf"(?:{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s{_YEAR}|\d{{1,2}}(?:st|nd|rd|th)?[\s\-](?:of\s)?{_MONTH},?[\s\-]{_YEAR}"
    rf"|{_YEAR}[\-/.]\d{{1,2}}[\-/.]\d{{1,2}}|\d{{1,2}}[\-/.]\d{{1,2}}[\-/.]{_YEAR})"
)

# "By Ann Lowe", with what may follow a name there: a job, a paper, a place, a date.
_BY = regex.compile(
    rf"(?i:by|from|words|story|text)[\s:]\s*(?:Dr\.?\s|Prof\.?\s)?(?!(?:The|Any|All|Popular|Day|Night|Land|Sea|Air|Design|Default|Hand|Law|Means|Way)\b)"
    rf"{_NAME}(?:[\s|,/\N{{BULLET}}\N{{MIDDLE DOT}}\-\N{{EN DASH}}\N{{EM DASH}}]+[^.!?]{{0,70}}"
    r"|\s(?:[Ff]or|[Ii]n|[Aa]t)\s[^.!?]{2,40})?"
)
_BARE_NAME = regex.compile(
    rf"{_WORD}(?:\s(?:{_LINK}\s)?{_WORD}){{1,3}}(?:,?\s(?:{_LINK}\s){_WORD}(?:\s{_WORD}){{1,2}})?"
)
_BARE_DATE = regex.compile(
    rf"(?:on\s)?(?:{_CLOCK}[\s,|/\-]*)?{_WEEKDAY}?{_DATE}(?:[\s,|/@\-\N{{BULLET}}\N{{MIDDLE DOT}}]*(?:at\s)?{_CLOCK})?"
    r"(?:[\s|/,\-\N{BULLET}\N{MIDDLE DOT}]+(?:by\s)?[^.!?\d]{2,40})?"
)
_LABEL = regex.compile(r"(?:by|written by|posted by|author|reviewed by|words by|edited by|published by)\W*")
_SUFFIX = regex.compile(r"\s(?:[|\N{MIDDLE DOT}\N{BULLET}»]|[\-\N{EN DASH}\N{EM DASH}])\s")
_BOOK = regex.compile(
    r"(?i)\s*(?:publisher|isbn|pages|genre|price|directed by|starring|director|cast"
    r"|produced by|music|screenplay|runtime|release date)\b"
)


class Head(NamedTuple):
    """The lines before the first paragraph, furniture of other kinds left out; ``sure`` and ``dated`` are anchors."""

    lines: tuple[Line, ...]
    standfirst: Line | None
    sure: frozenset[int]
    dated: frozenset[int]

    @property
    def anchored(self) -> frozenset[int]:
        return self.sure | self.dated

    @property
    def last(self) -> int:
        """The place of the last anchor; -1 when there is none."""
        return max(self.anchored, default=-1)


def _head(document: Document, found: Evidence) -> Head | None:
    """Return the head of the document; None when no paragraph follows, or too many lines stand before it."""
    lines: list[Line] = []
    standfirst, above, staying = None, 0, 0
    for line in document.lines():
        sureness = surely(line, found)
        if sureness and not sureness.intersection(_OWN):
            continue
        if line.prose and not sureness:
            if standfirst or any(_sure(other, found) or _dated(other) for other in lines) or not _leads(line, found):
                break
            standfirst, above = line, len(lines)
            continue
        lines.append(line)
        staying += not sureness
        if staying > _LONGEST:
            break
    else:
        staying = _LONGEST + 1
    if staying > _LONGEST:  # no paragraph in sight: a standfirst may be the only one
        if standfirst is None:
            return None
        standfirst, lines = None, lines[:above]
    sure = frozenset(i for i, line in enumerate(lines) if _sure(line, found))
    dated = frozenset(i for i, line in enumerate(lines) if i not in sure and _dated(line))
    return Head(tuple(lines), standfirst, sure, dated)


def surely(line: Line, found: Evidence) -> set[str]:
    """The categories that the whole of ``line``, or each sentence of it, surely is; empty when a part is not sure."""
    if not found.on(line):
        return set()
    whole = _sure_of(line.core, line, found)
    if whole or not 1 < len(line.sentences) <= _PARTS:
        return whole
    each = [_sure_of(sentence, line, found) for sentence in line.sentences]
    return set().union(*each) if all(each) else set()


def _sure_of(span: Span, line: Line, found: Evidence) -> set[str]:
    start = span.start + lead_length(line.document.text[span.start : span.end])
    covering = [f for f in found.on(line) if f.start <= start and f.end >= span.end]
    return {category for category, (score, _) in weigh(covering).items() if score >= _SURE}


def _leads(line: Line, found: Evidence) -> bool:
    """Whether a paragraph may be the standfirst: it is short, and the byline or the date comes right after it."""
    if line.words > 50 or len(line.sentences) > 3:
        return False
    after = line.after
    while after is not None and (kinds := surely(after, found)) and not kinds.intersection(_OWN):
        after = after.after
    return after is not None and (_sure(after, found) or _dated(after))


def _sure(line: Line, found: Evidence) -> bool:
    return bool(surely(line, found).intersection(("byline", "dateline"))) or _by(line)


def _by(line: Line) -> bool:
    return len(line.text) <= _WIDEST and line.words <= 16 and _BY.fullmatch(_said(line)) is not None


def _dated(line: Line) -> bool:
    return (
        len(line.text) <= _WIDEST
        and line.words <= 12
        and any(map(str.isdigit, line.said))
        and _BARE_DATE.fullmatch(line.said) is not None
    )


def _said(line: Line) -> str:
    return line.document.text[line.core.start : line.core.end]


def _named(line: Line) -> bool:
    return len(line.text) <= _WIDEST and line.words <= 7 and _BARE_NAME.fullmatch(_said(line)) is not None


def _whole(line: Line, reason: str) -> Note:
    return Note(Span(line.start, line.end), reason)


def names_many(document: Document) -> bool:
    """Whether the text names authors again and again, as a list of books does."""
    count = 0
    for at in regex.finditer(r"(?m)^[^\w\n]*by\s", document.folded):
        count += _by(document.line_at(at.end()))
        if count > 2:
            return True
    return False


@block_rule(
    "head.title",
    category="title",
    strength="strong",
    summary="Headline and section label above the byline or the date.",
    examples=(
        """
title         | News
title         | Harbour to be dredged by the end of the year
              | By Ann Lowe
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
title         | Harbour to be dredged by the end of the year
              | The council has put off the work for nine years while the sand moved in.
              | Published: May 5, 2020 11:59am
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
    ),
    counterexamples=(
        """
              | Harbour to be dredged by the end of the year
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
              | - The council has put off the work for nine years in a row
              | By Ann Lowe
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
              | Low Water
              | by Ann Lowe
              |
              | The tide goes out, the tide comes in,
              | the sand lies bare and brown
""",
    ),
)
def head_title(document: Document, found: Evidence) -> Iterator[Note]:
    for line, standfirst in _zone(document, found):
        if not standfirst:
            yield _whole(line, "stands above the byline or the date")


@block_rule(
    "head.standfirst",
    category="title",
    strength="moderate",
    summary="The standfirst: what stands between the headline and the byline or the date.",
    why="Many gold articles keep it as their first sentence, so it tags and never strips alone.",
    examples=(
        """
              | Harbour to be dredged by the end of the year
title         | The council has put off the work for nine years while the sand moved in
              | By Ann Lowe
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
              | Harbour to be dredged by the end of the year
title         | The council has put off the work for nine years while the sand moved in.
              | Published: May 5, 2020 11:59am
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
    ),
    counterexamples=(
        """
              | Harbour to be dredged by the end of the year
              | The council has put off the work for nine years while the sand moved in.
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
    ),
)
def head_standfirst(document: Document, found: Evidence) -> Iterator[Note]:
    for line, standfirst in _zone(document, found):
        if standfirst:
            yield _whole(line, "stands between the headline and the byline or the date")


def _zone(document: Document, found: Evidence) -> Iterator[tuple[Line, bool]]:
    """Yield the lines above the last anchor that could be headline, label or standfirst; and whether they are the last.

    Length tells a standfirst, not the headline above it: without the headline it must look the same.
    """
    head = _head(document, found)
    if head is None or not head.anchored or (head.dated and not head.sure and _diary(document, head, found)):
        return
    if (not head.sure and not _titled(head, head.last)) or names_many(document):
        return
    for i, line in enumerate(head.lines[: head.last]):
        if i not in head.anchored and _headline(line) and not found.marked(line, "byline", "dateline"):
            yield line, line.words > _HEADLINE
    if head.standfirst:
        yield head.standfirst, True


def _headline(line: Line) -> bool:
    """Whether a line above an anchor is a headline or a label, and no point of a summary."""
    if line.words > 20 or (line.bulleted and line.words > 6):
        return False
    return not line.text.endswith((".", ";", ",")) or line.words <= 2


@block_rule(
    "title.repeat",
    category="title",
    strength="strong",
    summary="The headline, said twice before the first paragraph, with or without the name of the site.",
    examples=(
        """
title         | Harbour to be dredged | News | The Coast | 05.05.2020
title         | News
title         | Harbour to be dredged
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
title         | Harbour to be dredged this year
title         | Harbour to be dredged this year
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
    ),
    counterexamples=(
        """
              | The tide goes out, the tide comes in
              | the sand lies bare and brown
              | The tide goes out, the tide comes in
              | and nobody comes down
""",
        """
              | What the harbour is for
              | Who pays for the dredging
              | What the harbour is for
              | The harbour has been used by the fishing boats of the town for six hundred years.
              | Who pays for the dredging
              | The county pays for two thirds of the work, and the boats pay for the rest.
""",
        """
              | Harbour to be dredged this year
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
    ),
)
def title_repeat(document: Document, found: Evidence) -> Iterator[Note]:
    head = _head(document, found)
    if head is None:
        return
    said = [_letters(line.said) for line in head.lines]
    for i, line in enumerate(head.lines):
        twins = (
            []
            if line.bulleted or i in head.anchored
            else [j for j in range(i + 1, len(said)) if _twins(said[i], said[j], line)]
        )
        if not twins or (
            said[i] == said[twins[0]] and not all(_slight(head, k, found) for k in range(twins[0]) if k != i)
        ):
            continue
        if _contents(document, head, said[i + 1 : twins[0]], found):
            return
        for j in (i, *twins):
            yield _whole(head.lines[j], "the headline, said again")
        for j in range(i + 1, twins[0]):
            if head.lines[j].words <= 3 and j not in head.anchored and any(map(str.isalpha, head.lines[j].said)):
                yield _whole(head.lines[j], "a label between two headlines")
        return


def _slight(head: Head, i: int, found: Evidence) -> bool:
    """Whether a line is a label, an anchor or a headline: a cover page has other titles between."""
    line = head.lines[i]
    return i in head.anchored or (line.words <= 4 and not line.ended) or "title" in surely(line, found)


def _letters(said: str) -> str:
    return " ".join(regex.findall(r"[\p{L}\p{N}]+", fold(said)))


def _twins(first: str, second: str, line: Line) -> bool:
    short, long = sorted((first, second), key=len)
    if len(short) < 15 or short.count(" ") < 2:
        return False
    return short == long or (
        _SUFFIX.search(line.text) is not None and f" {short} " in f" {long} " and len(first) == len(long)
    )


def _contents(document: Document, head: Head, between: list[str], found: Evidence) -> bool:
    """Whether lines between the two stand again further down: then the top is a table of contents."""
    after = document.lines(head.lines[-1].index + 1)
    below = {_letters(line.said) for line in after if line.words <= 20 and not surely(line, found)}
    return any(said in below or between.count(said) > 1 for said in between if len(said) >= 8)


@block_rule(
    "head.byline",
    category="byline",
    strength="strong",
    summary="The author's name before the first paragraph.",
    examples=(
        """
              | Harbour to be dredged
byline        | By Ann Lowe
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
              | Harbour to be dredged
              | The council has put off the work for nine years while the sand moved in.
byline        | BY ANN LOWE and TOM PRYCE
              | 3 May 2021
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
byline        | By Ann Lowe, Transport Correspondent
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
              | Harbour to be dredged
byline        | Ann Lowe
              | May 3, 2021
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
byline        | By
byline        | Ann Lowe
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
    ),
    counterexamples=(
        """
              | Low Water
              | by Ann Lowe
              |
              | The tide goes out, the tide comes in,
              | the sand lies bare and brown
""",
        """
              | By Land and Sea
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
              | These are the five novels of the sea that nobody should go through the summer without.
              | Low Water
              | by Ann Lowe
              | A dredger's crew finds a bell in the mud and cannot agree on what to do with it.
""",
        """
              | Low Water
              | by Ann Lowe
              | A dredger's crew finds a bell in the mud and cannot agree on what to do with it.
              | High Water
              | by Tom Pryce
              | The flood comes to a village where nobody has learned to swim, and one girl does.
              | The Weir
              | by Mary Oake
              | A lock-keeper counts the boats and the boats count him, until the river is shut.
""",
    ),
)
def head_byline(document: Document, found: Evidence) -> Iterator[Note]:
    head = _head(document, found)
    if head is None or names_many(document):
        return
    for i, line in enumerate(head.lines):
        if _by(line):
            if not _of_a_work(head, i):
                yield _whole(line, 'a name after "by", before the first paragraph')
        elif found.score(line, "byline") > 0 and not _of_a_work(head, i):
            yield _whole(line, "a byline before the first paragraph")
        elif i < head.last and _named(line) and i + 1 in head.anchored:
            yield _whole(line, "a name above the date")
        elif _LABEL.fullmatch(line.said) and i + 1 in head.anchored:
            yield _whole(line, "a label before the date")
        elif _LABEL.fullmatch(line.said) and i + 1 < len(head.lines) and _named(head.lines[i + 1]):
            yield _whole(line, "stands before a name")
            if i + 1 not in head.anchored:
                yield _whole(head.lines[i + 1], 'a name after "by"')


@line_rule(
    "byline.below",
    on=("byline",),
    category="byline",
    strength="strong",
    summary='A label such as "Written by", alone on its line, and the name under it.',
    examples=(
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
byline        | Written by
byline        | Ann Lowe
              | The work will take until the end of the year, and the boats will lie at the north quay.
""",
    ),
    counterexamples=(
        """
              | Directed by
              | Tom Pryce
              | Written by
              | Ann Lowe
              | Starring
              | Mary Oake
""",
        """
              | Written by
              | The committee of the harbour
""",
    ),
)
def byline_below(line: Line, found: Evidence) -> Iterator[Note]:
    name = line.after
    if name is None or not any(f.rule == "byline.label" for f in found.on(line)) or not _named(name):
        return
    beside = (name.after, line.before, line.before and line.before.before)
    if not any(other is not None and _BOOK.match(other.said) for other in beside):
        yield _whole(line, "stands above a name")
        yield _whole(name, "a name under its label")


def _of_a_work(head: Head, i: int) -> bool:
    """Whether the lines beside say that this is the record of a book or a film."""
    return any(_BOOK.match(line.said) for line in head.lines[max(0, i - 2) : i + 3])


@block_rule(
    "head.date",
    category="dateline",
    strength="strong",
    summary="The date, alone on its line under a headline, before the first paragraph.",
    examples=(
        """
              | Harbour to be dredged by the end of the year
dateline      | May 3, 2021
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
              | By Ann Lowe
dateline      | 3 May 2021
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
    ),
    counterexamples=(
        """
              | A letter from the front
              | 12 March 1915
              | My dear Ann, we have been in the same wet trench for nine days and nobody knows why.
""",
        """
              | May 3, 2021
              | The town council voted on Monday to dredge the old harbour before the end of the year.
              | May 4, 2021
              | The dredger came up the river on the morning tide with a crew of four and a dog.
""",
        """
              | What the lighthouse keeper wrote in his last week
              | May 3, 2021
              | The lamp went out at four and I climbed up to see to it, which took the whole of the night.
              | May 4, 2021
              | Slept until noon and then walked to the end of the rocks to look for the boat.
""",
        """
              | Harbour dates
              | 3 May 2021
              | 4 May 2021
""",
        """
              | ADDRESS OF THE MAYOR TO THE COUNCIL OF THE TOWN
              | January 30, 2007
              | Members of the council, friends: we meet tonight in a hall that our grandparents built.
""",
    ),
)
def head_date(document: Document, found: Evidence) -> Iterator[Note]:
    head = _head(document, found)
    if head is None or not head.dated or _diary(document, head, found):
        return
    for i in sorted(head.dated):
        if head.sure or _titled(head, i) or any(found.score(line, "title") >= _SURE for line in head.lines[:i]):
            yield _whole(head.lines[i], "a date before the first paragraph")


def _titled(head: Head, i: int) -> bool:
    """Whether a headline stands above line ``i``; in capitals, it is more often the title of a speech or a law."""
    above = [line for line in head.lines[:i] if len(line.said) >= 20]
    return bool(above) and not any(line.shouted for line in above)


def _diary(document: Document, head: Head, found: Evidence) -> bool:
    """Whether more lines after the head are dates: then dates are headings of the text."""
    after = head.lines[-1].index + 1
    return any(_dated(line) and not surely(line, found) for line in document.lines(after))


@block_rule(
    "title.site",
    category="title",
    strength="strong",
    summary="A first line that is the title of the page: headline, section and site between bars.",
    examples=(
        """
title         | Harbour to be dredged | News | The Coast
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
title         | Opinion: the harbour should be left alone | The Coast
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
    ),
    counterexamples=(
        """
              | Harbour | Depth | Boats
              | Perth | 4 m | 20
""",
        """
              | Harbour | Depth
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
              | The harbour - a short history of the quays
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
    ),
)
def title_site(document: Document, found: Evidence) -> Iterator[Note]:
    head = _head(document, found)
    barred = [line for line in head.lines if " | " in line.text] if head else []
    if len(barred) != 1 or barred[0].text.startswith("|"):
        return
    first, *rest = _said(barred[0]).split(" | ")
    if len(first.split()) >= 4 and all(1 <= len(part.split()) <= 4 for part in rest):
        yield _whole(barred[0], "headline and site between bars")


@block_rule(
    "title.first",
    category="title",
    strength="weak",
    summary="A first line that could be the headline; the place alone, so a weak voice.",
    examples=(
        """
title         | Harbour to be dredged by the end of the year
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
    ),
    counterexamples=(
        """
              | The tide goes out, the tide comes in
              | the sand lies bare and brown
""",
        """
              | 1. Harbours of the north
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
    ),
)
def title_first(document: Document, found: Evidence) -> Iterator[Note]:
    first = document.near(0, 1)
    if first is None or first.prose or not first.title_like or first.bulleted or not 4 <= first.words <= 20:
        return
    after = first.after
    if after is not None and after.prose and not found.claimed(first):
        yield _whole(first, "the first line, like a headline, with a paragraph under it")
