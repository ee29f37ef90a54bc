"""Ends: where an article ends, and what may stand after its last paragraph.

The end of a text proves nothing. A rule about it starts from a finding, or from a name that says itself twice, and asks
that nothing but notes of this kind, short lines and furniture comes after.
"""

from __future__ import annotations

from cleanr.findings.evidence import Evidence, cached_by_findings, cached_by_line_findings
from cleanr.findings.finding import Finding
from cleanr.rulebook.labels import is_label
from cleanr.structure.lines.names import PARTICLE, WORD
from cleanr.structure.lines.wholelines import core_text, sure_categories
from cleanr.text.document import Document, Line
from cleanr.text.late import late_regex

_NOTES = ("author", "byline", "wire", "syndication", "correction", "tags", "contact", "dateline")
UNDER = 3  # paragraphs under "about the author"
_NAME = late_regex(rf"{WORD}(?:\s(?:{PARTICLE}\s){{0,2}}{WORD}){{1,3}}")
_ABOUT = late_regex(
    r"(?i:about|who is|who are)\s"
    r"(\p{Lu}[\p{L}\p{N}&'\N{RIGHT SINGLE QUOTATION MARK}.\-]*(?:\s[\p{L}\p{N}&'.,\-]+){0,6})"
)
_BIO_VERBS = frozenset(
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


@cached_by_findings
def article_end(document: Document, evidence: Evidence) -> int:
    """The index of the last paragraph of the article: notes, furniture and short lines alone come after it.

    It is as long as the text when there is no such paragraph: then nothing stands at the end. What a rule here may take
    out counts as a note, so that the ending is the same without it.
    """
    pending: list[int] = []
    line = document.near(len(document) - 1, -1)
    while line is not None and len(pending) <= UNDER:
        if line.prose and not is_note(line, evidence) and not _presents_line_above(line):
            pending.append(line.index)
        elif pending and is_author_heading(line, evidence):
            pending.clear()
        line = line.before
    return pending[0] if pending else len(document)


@cached_by_findings
def lines_after_end(document: Document, evidence: Evidence) -> list[Line]:
    """Return the lines after the last paragraph of the article; none where there is no paragraph."""
    return list(document.lines(article_end(document, evidence) + 1))


def is_author_heading(line: Line, evidence: Evidence) -> bool:
    """Whether a line is a heading such as "About the author", in any language."""
    return line.words <= 6 and any(f.rule == "author.heading" or _is_author_label(f) for f in evidence.on(line))


def _is_author_label(finding: Finding) -> bool:
    return finding.category == "author" and is_label(finding.rule)


@cached_by_line_findings(False)
def is_note(line: Line, evidence: Evidence) -> bool:
    """Whether a line is a note about the text, surely or by a finding of such a kind."""
    return bool(sure_categories(line, evidence)) or evidence.is_likely(line, *_NOTES)


def is_under_prose(line: Line, evidence: Evidence) -> bool:
    """Whether the nearest line above that is not surely furniture is a paragraph."""
    above = line.before
    while above is not None and sure_categories(above, evidence):
        above = above.before
    return above is not None and above.prose


def _presents_line_above(note: Line) -> bool:
    """Whether a paragraph presents the person or the company named on the line above it."""
    above = note.before
    return above is not None and (starts_with_name(above, note) or starts_with_company(above, note))


def starts_with_name(name: Line, note: Line) -> bool:
    """Whether ``name`` is a name, and ``note`` a paragraph that starts with it."""
    if name.words > 5:
        return False
    core, noted = core_text(name), core_text(note)
    if core[0] != noted[0] or _NAME.fullmatch(core) is None:
        return False
    first, *rest = noted.split(maxsplit=2)
    return noted.startswith(core) or (first == core.split()[0] and len(first) > 2 and bool(rest) and rest[0] in _BIO_VERBS)


def starts_with_company(head: Line, note: Line) -> bool:
    """Whether ``head`` is "About" and a name, and ``note`` a paragraph that starts with the name."""
    if head.words > 9 or not head.folded_core.startswith(("about ", "who ")):
        return False
    about = _ABOUT.fullmatch(core_text(head))
    return about is not None and core_text(note).startswith(about[1].split()[0])
