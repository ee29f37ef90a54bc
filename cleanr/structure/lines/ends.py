"""Ends: where an article ends, and what may stand after its last paragraph.

The end of a text proves nothing. A rule about it starts from a finding, or from a name that says itself twice, and asks
that nothing but notes of this kind, short lines and furniture comes after.
"""

from __future__ import annotations

import regex

from cleanr.findings.evidence import Evidence, of_all, of_line
from cleanr.structure.lines.names import PARTICLE, WORD
from cleanr.structure.lines.whole import spelled, surely
from cleanr.text.document import Document, Line

_NOTES = ("author", "byline", "wire", "syndication", "correction", "tags", "contact", "dateline")
UNDER = 3  # paragraphs under "about the author"
_NAME = regex.compile(rf"{WORD}(?:\s(?:{PARTICLE}\s){{0,2}}{WORD}){{1,3}}")
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


@of_all
def end_of(document: Document, found: Evidence) -> int:
    """The index of the last paragraph of the article: notes, furniture and short lines alone come after it.

    It is as long as the text when there is no such paragraph: then nothing stands at the end. What a rule here may take
    out counts as a note, so that the ending is the same without it.
    """
    pending: list[int] = []
    line = document.near(len(document) - 1, -1)
    while line is not None and len(pending) <= UNDER:
        if line.prose and not is_note(line, found) and not _paired(line):
            pending.append(line.index)
        elif pending and heads_author(line, found):
            pending.clear()
        line = line.before
    return pending[0] if pending else len(document)


def heads_author(line: Line, found: Evidence) -> bool:
    """Whether a line is a heading such as "About the author"."""
    return line.words <= 6 and any(f.rule == "author.heading" for f in found.on(line))


@of_line(False)
def is_note(line: Line, found: Evidence) -> bool:
    """Whether a line is a note about the text, surely or by a finding of such a kind."""
    return bool(surely(line, found)) or found.marked(line, *_NOTES)


def under_prose(line: Line, found: Evidence) -> bool:
    """Whether the nearest line above that is not surely furniture is a paragraph."""
    above = line.before
    while above is not None and surely(above, found):
        above = above.before
    return above is not None and above.prose


def _paired(note: Line) -> bool:
    """Whether a paragraph presents the person or the company named on the line above it."""
    above = note.before
    return above is not None and (says_name(above, note) or says_company(above, note))


def says_name(name: Line, note: Line) -> bool:
    """Whether ``name`` is a name, and ``note`` a paragraph that starts with it."""
    if name.words > 5 or _NAME.fullmatch(said := spelled(name)) is None:
        return False
    noted = spelled(note)
    first, *rest = noted.split(maxsplit=2)
    return noted.startswith(said) or (first == said.split()[0] and len(first) > 2 and bool(rest) and rest[0] in _DOES)


def says_company(head: Line, note: Line) -> bool:
    """Whether ``head`` is "About" and a name, and ``note`` a paragraph that starts with the name."""
    if head.words > 9 or not head.said.startswith(("about ", "who ")):
        return False
    about = _ABOUT.fullmatch(spelled(head))
    return about is not None and spelled(note).startswith(about[1].split()[0])
