"""Tails: notes about the author or the company, keywords, sign-offs and contacts after the last paragraph.

The end of a text proves nothing either. A rule here starts from a finding, or from a name that says itself twice, and
asks that nothing but notes of this kind, short lines and furniture comes after. A profile ends with sentences about its
subject, so a person whom the paragraphs speak of is not the author.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex
from cleanr.document import Document, Line
from cleanr.evidence import Evidence
from cleanr.rule import Note, block_rule
from cleanr.structure.tops import names_many, surely
from cleanr.text import Span

_NOTES = ("author", "byline", "wire", "syndication", "correction", "tags", "contact", "dateline")
_UNDER = 3  # paragraphs under "about the author"
_MOST = 12  # notes about authors at the end of one text
_RUN = 15  # keywords under a label

_WORD = r"\p{Lu}[\p{L}'\N{RIGHT SINGLE QUOTATION MARK}.\-]*"
_LINK = r"(?:de|da|del|der|den|di|dos|du|van|von|al|el|la|le|bin|ibn|ben|ten|ter)"
_NAME = regex.compile(rf"{_WORD}(?:\s(?:{_LINK}\s){{0,2}}{_WORD}){{1,3}}")
_NAMED = regex.compile(
    rf"(?:About\s(?:the\s)?(?:[Aa]uthor|[Ww]riter)[:\s]+)?(?:(?:Dr|Prof|Mr|Mrs|Ms)\.?\s)?({_WORD}(?:\s(?:{_LINK}\s){{0,2}}{_WORD}){{0,4}})"
)
_BY = regex.compile(
    rf"(?i:by|from|words|text|author|authors|reporter|writer|editor)\s?[:\s]\s*{_WORD}(?:,?\s(?:and\s|&\s)?(?:{_LINK}\s)?{_WORD}){{1,7}}"
)
_ABOUT = regex.compile(
    r"(?i:about|who is|who are)\s"
    r"(\p{Lu}[\p{L}\p{N}&'\N{RIGHT SINGLE QUOTATION MARK}.\-]*(?:\s[\p{L}\p{N}&'.,\-]+){0,6})"
)
_DOES = frozenset(
    [
        "is",
        "was",
        "has",
        "covers",
        "writes",
        "lives",
        "works",
        "joined",
        "holds",
        "began",
        "started",
        "brings",
        "specializes",
        "specialises",
        "loves",
        "graduated",
        "teaches",
        "reports",
        "serves",
        "received",
        "earned",
        "spent",
        "leads",
        "enjoys",
        "studied",
        "worked",
        "previously",
        "currently",
        "also",
        "runs",
        "helps",
        "founded",
        "edits",
        "hosts",
    ]
)
_HASHTAGS = regex.compile(r"(?m)^[ \t*\N{BULLET}\-]*(?:#\p{L}[\p{L}\p{N}_]+[ \t,|]*){2,}$")
_DESK = r"(?:AP|AFP|Reuters|REUTERS|DPA|dpa|PTI|ANI|IANS|AAP|PA|Xinhua|TASS|Interfax|UPI|NAN|GNA|ANSA|EFE)"
_AGENCY = regex.compile(rf"[\s(\[\-\N{{EN DASH}}\N{{EM DASH}}]*(?:with\s)?{_DESK}(?:\s?[/,&|]\s?{_DESK})*[\s)\].]*")


def _ending(document: Document, found: Evidence) -> int:
    """The index of the last paragraph of the article: notes, furniture and short lines alone come after it.

    It is as long as the text when there is no such paragraph: then nothing stands at the end. What a rule here may take
    out counts as a note, so that the ending is the same without it.
    """
    pending: list[int] = []
    line = document.near(len(document) - 1, -1)
    while line is not None and len(pending) <= _UNDER:
        if line.prose and not _noted(line, found) and not _paired(line):
            pending.append(line.index)
        elif pending and _heads_author(line, found):
            pending.clear()
        line = line.before
    return pending[0] if pending else len(document)


def _heads_author(line: Line, found: Evidence) -> bool:
    return line.words <= 6 and any(f.rule == "author.heading" for f in found.on(line))


def _noted(line: Line, found: Evidence) -> bool:
    return bool(surely(line, found)) or found.marked(line, *_NOTES)


def _under_prose(line: Line, found: Evidence) -> bool:
    """Whether the nearest line above that is not surely furniture is a paragraph."""
    above = line.before
    while above is not None and surely(above, found):
        above = above.before
    return above is not None and above.prose


def _paired(note: Line) -> bool:
    """Whether a paragraph presents the person or the company named on the line above it."""
    above = note.before
    return above is not None and (_says_name(above, note) or _says_company(above, note))


def _whole(line: Line, reason: str) -> Note:
    return Note(Span(line.start, line.end), reason)


def _said(line: Line) -> str:
    return line.document.text[line.core.start : line.core.end]


def _person(line: Line) -> str:
    """The name at the start of ``line``; empty when there is none."""
    name = _NAMED.match(_said(line))
    return name[1] if name else ""


def _spoken_of(name: str, note: Line, found: Evidence) -> bool:
    """Whether paragraphs other than notes about authors speak of the person: then the text is about that person."""
    document, last = note.document, name.split()[-1]
    for at in regex.finditer(rf"\b{regex.escape(last)}\b", document.text):
        line = document.line_at(at.start())
        if line.index != note.index and line.prose and not _noted(line, found):
            return True
    return False


@block_rule(
    "tail.named",
    category="author",
    strength="strong",
    summary="The author's name on a line, and under it a paragraph that starts with the name.",
    examples=(
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
author        | Ann Lowe
author        | Ann Lowe covers ports and fisheries for The Coast and lives above a boat shed in Perth.
""",
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
author        | Ann Lowe
author        | Ann is a diver who has mapped most of the wrecks between the two lights of the bay.
""",
    ),
    counterexamples=(
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
              | Ann Lowe
              | Ann Lowe came to the harbour as a girl of nine and never went further than its two lights.
              | Tom Pryce
              | Tom Pryce mends nets in the shed where his father mended them, and his father before that.
""",
        """
              | Nobody in the town had a good word for Lowe until the night of the flood in the year nine.
              | Ann Lowe
              | Ann Lowe rang the bell until the rope broke, and then she went from door to door on foot.
""",
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
              | The Harbour
              | The work has been put off for nine years in a row while the sand came in with the tide.
              | The work will take until the end of the year, and the boats will lie at the north quay.
""",
    ),
)
def tail_named(document: Document, found: Evidence) -> Iterator[Note]:
    after = document.lines(_ending(document, found) + 1)
    notes = [line for line in after if line.prose and line.before is not None and _says_name(line.before, line)]
    if len(notes) != 1 or notes[0].before is None:
        return
    name, note = notes[0].before, notes[0]
    if not _spoken_of(_said(name), note, found):
        yield _whole(name, "the name of the person whom the next line presents")
        yield _whole(note, "presents the person named above it, at the end")


def _says_name(name: Line, note: Line) -> bool:
    said, noted = _said(name), _said(note)
    if name.words > 5 or _NAME.fullmatch(said) is None:
        return False
    first, *rest = noted.split(maxsplit=2)
    return noted.startswith(said) or (first == said.split()[0] and len(first) > 2 and bool(rest) and rest[0] in _DOES)


@block_rule(
    "tail.about",
    category="author",
    strength="strong",
    needs=("author",),
    summary='"About the author" and the paragraphs under it, at the end.',
    examples=(
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
author        | About the author
author        | She has written about ports and fisheries since the great flood, and lives in Perth.
""",
    ),
    counterexamples=(
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
              | About the author
              | She has written about ports and fisheries since the great flood, and lives in Perth.
              | Her second book took nine years, and the letters show that it nearly was not finished at all.
              | The third, which is the one that most readers know, was written in a single wet winter.
              | The fourth is the one that she herself liked best, and nobody has printed it since the war.
""",
        """
              | About the author
              | She has written about ports and fisheries since the great flood, and lives in Perth.
""",
    ),
)
def tail_about(document: Document, found: Evidence) -> Iterator[Note]:
    ending = _ending(document, found)
    for line in found.lines("author"):
        if line.index <= ending or not _heads_author(line, found):
            continue
        under = [after for after in document.lines(line.index + 1) if not surely(after, found)][: _UNDER + 2]
        if under and _presents(under):
            yield _whole(line, "heads the last lines")
            for after in under:
                if after.prose:
                    yield _whole(after, 'stands under "about the author"')


def _presents(under: list[Line]) -> bool:
    """Whether a paragraph comes at once, or after a name."""
    return under[0].prose or (len(under) > 1 and under[1].prose and under[0].words <= 6)


@block_rule(
    "tail.company",
    category="author",
    strength="strong",
    summary='"About" and a company\'s name, and the paragraph under it that starts with the name, at the end.',
    examples=(
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
author        | About Harbour Works Ltd
author        | Harbour Works Ltd has built quays and locks in nine countries since its foundation in 1911.
              | Media contact:
""",
    ),
    counterexamples=(
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
              | About Harbour Works
              | The name comes from a painting that hung in the office until the night of the great fire.
""",
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
              | About Harbours
              | Harbours have been dug, filled and dug again on this coast for as long as there have been boats.
              | Nobody knows who dug the first of them, and the oldest of the charts show four.
""",
    ),
)
def tail_company(document: Document, found: Evidence) -> Iterator[Note]:
    for note in document.lines(_ending(document, found) + 1):
        head = note.before
        if note.prose and head is not None and _says_company(head, note):
            yield _whole(head, "names whom the last lines present")
            yield _whole(note, "presents the one named above it, at the end")


def _says_company(head: Line, note: Line) -> bool:
    if head.words > 9 or not head.said.startswith(("about ", "who ")):
        return False
    about = _ABOUT.fullmatch(_said(head))
    return about is not None and _said(note).startswith(about[1].split()[0])


@block_rule(
    "tail.bio",
    category="author",
    strength="strong",
    needs=("author",),
    summary="A paragraph about the author after the last paragraph of the article.",
    examples=(
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
author        | Ann Lowe is a reporter for The Coast.
""",
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
author        | Ann Lowe is a freelance writer based in Perth who has written about harbours for twenty years.
              | More by Ann Lowe
              | Tags: harbours, dredging
""",
    ),
    counterexamples=(
        """
              | Mrs Lowe was in the harbour office on Monday when the first of the dredgers came up the river.
              | Ann Lowe is a writer for The Coast.
""",
        """
              | Ann Lowe is a reporter for The Coast.
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
              | Ann Lowe is a reporter for The Coast, and what she found in the mud was older than the town.
              | It was a bell with a name on it that nobody in the county had spoken for three hundred years.
""",
    ),
)
def tail_bio(document: Document, found: Evidence) -> Iterator[Note]:
    ending = _ending(document, found)
    notes = [line for line in found.lines("author") if line.index > ending and found.score(line, "author") > 0]
    for line in notes[-_MOST:]:
        person = _person(line)
        if line.words >= 5 and not (person and _spoken_of(person, line, found)):
            yield _whole(line, "about a person of whom the article does not speak, at its end")


@block_rule(
    "tail.keywords",
    category="tags",
    strength="strong",
    needs=("tags",),
    summary='A label such as "Tags" and the keywords under it, at the end.',
    examples=(
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
tags          | Tags
tags          | harbours
tags          | dredging
tags          | town council
""",
    ),
    counterexamples=(
        """
              | Tags
              | harbours
              | dredging
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
              | Tags
              | They are sewn into the collar of each coat, with the name of the owner and a number.
""",
    ),
)
def tail_keywords(document: Document, found: Evidence) -> Iterator[Note]:
    ending = _ending(document, found)
    for label in found.lines("tags"):
        if label.words > 3 or label.index <= ending or not any(f.rule == "tags.label" for f in found.on(label)):
            continue
        run: list[Line] = []
        for line in document.lines(label.index + 1):
            if surely(line, found):
                continue
            if len(run) == _RUN or line.words > 4 or line.ended or any(map(str.isdigit, line.said)):
                break
            run.append(line)
        if run:
            for line in (label, *run):
                yield _whole(line, "a keyword under its label, at the end")


@block_rule(
    "tail.hashtags",
    category="tags",
    strength="strong",
    summary="A line of hashtags and nothing else, at the end.",
    examples=(
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
tags          | #harbour #dredging #council
""",
    ),
    counterexamples=(
        """
              | Her first message was short, and by the morning it had been read by half of the town:
              | #harbour #dredging #council
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
              | #harbour
""",
    ),
)
def tail_hashtags(document: Document, found: Evidence) -> Iterator[Note]:
    if "#" not in document.text:
        return
    ending = _ending(document, found)
    for at in _HASHTAGS.finditer(document.text):
        line = document.line_at(at.end())
        if line.index > ending:
            yield _whole(line, "hashtags, at the end")


@block_rule(
    "tail.contact",
    category="contact",
    strength="strong",
    needs=("contact",),
    summary="A block of at least two contact lines at the end.",
    examples=(
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
contact       | Tel: 555-0104
contact       | Email: ann@example.org
""",
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
contact       | Media contact:
contact       | Ann Lowe
contact       | Email: ann@example.org
""",
    ),
    counterexamples=(
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
              | Phone: 555-0104
""",
        """
              | Perth Harbour
              | Tel: 555-0104
              | Email: ann@example.org
              | The north quay is open to visitors all year, and a warden walks it with you for a small fee.
""",
    ),
)
def tail_contact(document: Document, found: Evidence) -> Iterator[Note]:
    marked = [line for line in found.lines("contact") if found.score(line, "contact") > 0 and line.words <= 12]
    ending = _ending(document, found)
    marked = [line for line in marked if line.index > ending]
    if len(marked) < 2:
        return
    block = [line for line in document.lines(marked[0].index, marked[-1].index + 1) if not surely(line, found)]
    if not any(line.prose or line.words > 12 for line in block):
        for line in sorted({*block, *marked}, key=lambda line: line.index):
            yield _whole(line, "in a block of contacts, at the end")


@block_rule(
    "tail.signed",
    category="byline",
    strength="strong",
    summary='The author\'s name after the last paragraph: "Author: Ann Lowe".',
    examples=(
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
byline        | Author: Ann Lowe
""",
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
byline        | By Ann Lowe
""",
    ),
    counterexamples=(
        """
              | The tide goes out, the tide comes in,
              | the sand lies bare and brown
              | by Ann Lowe
""",
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
              | Author: Ann Lowe
              | Pages: 320
""",
    ),
)
def tail_signed(document: Document, found: Evidence) -> Iterator[Note]:
    line = _last_line(document, found)
    if (
        line is not None
        and not names_many(document)
        and line.words <= 9
        and _BY.fullmatch(_said(line))
        and _under_prose(line, found)
    ):
        yield _whole(line, 'a name after "by" or "author", after the last paragraph')


def _last_line(document: Document, found: Evidence) -> Line | None:
    """The last line that is not surely furniture of some other kind."""
    line = document.near(len(document) - 1, -1)
    while line is not None and surely(line, found).difference(("byline", "wire")):
        line = line.before
    return line


@block_rule(
    "tail.agency",
    category="wire",
    strength="strong",
    summary="The name of a news agency after the last paragraph.",
    examples=(
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
wire          | — AP
""",
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
wire          | (PTI)
""",
    ),
    counterexamples=(
        """
              | The tide goes out, the tide comes in,
              | PA
""",
        """
              | AP
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
    ),
)
def tail_agency(document: Document, found: Evidence) -> Iterator[Note]:
    line = _last_line(document, found)
    if line is not None and len(line.text) <= 40 and _AGENCY.fullmatch(line.text) and _under_prose(line, found):
        yield _whole(line, "an agency's name after the last paragraph")
