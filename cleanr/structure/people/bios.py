"""Bios: notes about the author or the company after the last paragraph.

A profile ends with sentences about its subject, so a person whom the paragraphs speak of is not the author.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import regex

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.ends import (
    UNDER,
    article_end,
    is_author_heading,
    is_note,
    lines_after_end,
    starts_with_company,
    starts_with_name,
)
from cleanr.structure.lines.names import PARTICLE, WORD
from cleanr.structure.lines.wholelines import core_text, line_match, sure_categories
from cleanr.text.document import Document, Line
from cleanr.text.late import late_regex

_MOST = 12  # notes about authors at the end of one text
_CREDIT = 24  # words of a name and a post
_POST = late_regex(
    rf"{WORD}(?:\s(?:{PARTICLE}\s){{0,2}}{WORD}){{1,3}}(?:,\s(?:MD|PhD|RD|RN))?,\s[^.]*\b"
    r"(?i:editor|writer|author|reporter|contributor|journalist|director|professor|columnist|correspondent|manager|reviewer)\b"
)
_NAMED = late_regex(
    rf"(?:About\s(?:the\s)?(?:[Aa]uthor|[Ww]riter)[:\s]+)?(?:(?:Dr|Prof|Mr|Mrs|Ms)\.?\s)?({WORD}(?:\s(?:{PARTICLE}\s){{0,2}}{WORD}){{0,4}})"
)


@block_rule(
    "tail.named",
    category="author",
    strength="strong",
    near=lines_after_end,
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
def tail_named(document: Document, evidence: Evidence) -> Iterator[Match]:
    after = lines_after_end(document, evidence)
    notes = [line for line in after if line.prose and line.before is not None and starts_with_name(line.before, line)]
    if len(notes) != 1 or notes[0].before is None:
        return
    name, note = notes[0].before, notes[0]
    if not _is_subject(core_text(name), note, evidence):
        yield line_match(name, "the name of the person whom the next line presents")
        yield line_match(note, "presents the person named above it, at the end")


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
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
author        | About the author
author        | Ann Lowe, Harbour Editor, The Coast
""",
    ),
    counterexamples=(
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
              | About the author
              | Ann Lowe, Low Water, 1986
""",
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
def tail_about(document: Document, evidence: Evidence) -> Iterator[Match]:
    ending = article_end(document, evidence)
    for line in evidence.lines("author"):
        if line.index <= ending or not is_author_heading(line, evidence):
            continue
        below = (after for after in document.lines(line.index + 1) if not sure_categories(after, evidence))
        under = list(islice(below, UNDER + 2))
        if under and (_presents_author(under) or _is_name_and_post(under[0])):
            yield line_match(line, "heads the last lines")
            for after in under:
                if after.prose or _is_name_and_post(after):
                    yield line_match(after, 'stands under "about the author"')


def _presents_author(under: list[Line]) -> bool:
    """Whether a paragraph comes at once, or after a name."""
    return under[0].prose or (len(under) > 1 and under[1].prose and under[0].words <= 6)


def _is_name_and_post(line: Line) -> bool:
    """Whether a line is a name and a post: "Ann Lowe, Harbour Editor, The Coast"."""
    return line.words <= _CREDIT and not line.ends_sentence and _POST.match(core_text(line)) is not None


@block_rule(
    "tail.company",
    category="author",
    strength="strong",
    near=lines_after_end,
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
def tail_company(document: Document, evidence: Evidence) -> Iterator[Match]:
    for note in lines_after_end(document, evidence):
        head = note.before
        if note.prose and head is not None and starts_with_company(head, note):
            yield line_match(head, "names whom the last lines present")
            yield line_match(note, "presents the one named above it, at the end")


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
def tail_bio(document: Document, evidence: Evidence) -> Iterator[Match]:
    ending = article_end(document, evidence)
    notes = [line for line in evidence.lines("author") if line.index > ending and evidence.score(line, "author") > 0]
    for line in notes[-_MOST:]:
        person = _person_at_start(line)
        if line.words >= 5 and not (person and _is_subject(person, line, evidence)):
            yield line_match(line, "about a person of whom the article does not speak, at its end")


def _person_at_start(line: Line) -> str:
    """The name at the start of ``line``; empty when there is none."""
    name = _NAMED.match(core_text(line))
    return name[1] if name else ""


def _is_subject(name: str, note: Line, evidence: Evidence) -> bool:
    """Whether paragraphs other than notes about authors speak of the person: then the text is about that person."""
    document, last = note.document, name.split()[-1]
    for at in regex.finditer(rf"\b{regex.escape(last)}\b", document.text):
        line = document.line_at(at.start())
        if line.index != note.index and line.prose and not is_note(line, evidence):
            return True
    return False
