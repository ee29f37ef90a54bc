"""Headings of lists of other stories, such as "Related articles", and what stands under them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cleanr.findings.evidence import Evidence, cached_by_findings
from cleanr.structure.lines.titles import is_furniture, is_label, is_title, rules_on
from cleanr.text.document import Document, Line

SHORT_HEADING = frozenset({"related.heading-short"})
_FIXED_HEADINGS = frozenset(
    {
        "related.heading", "related.heading-popular", "related.heading-latest", "related.heading-elsewhere",
        "related.list-heading",
    }
)  # fmt: skip
SURE_HEADINGS = _FIXED_HEADINGS | {"related.more-from"}
_HEADINGS = SURE_HEADINGS | SHORT_HEADING
_VERSE = "short.in-verse"
ONE_CARD = frozenset({"related.list-heading"})  # it may as well be "Lire aussi" over one card, with the article below it
_LONGEST = 60  # lines in a list that are looked at: no page recommends more, and the walk stays linear
_FURTHEST = 240  # lines after a list that are looked at for more of the article


class LinkList(NamedTuple):
    """What stands under a heading: titles and labels, then the first line that is neither (None at the text's end)."""

    heading: Line
    lines: list[Line]
    after: Line | None


@cached_by_findings
def lists_of(_: Document, evidence: Evidence) -> list[LinkList]:
    """Return the headings of lists of other stories, each with what stands under it."""
    heads = (line for line in evidence.lines("related") if rules_on(line, evidence) & _HEADINGS)
    return [_list_under(line, evidence) for line in heads if _heads_links(line, evidence)]


def headings_of_all(evidence: Evidence) -> Iterator[Line]:
    """Yield the lines that head a list of other stories, or the card of one, in any language."""
    for line in evidence.lines("related"):
        if rules_on(line, evidence) & SURE_HEADINGS and not _is_introduction(line, evidence):
            yield line


def headings(evidence: Evidence) -> Iterator[Line]:
    """Yield the lines that surely head a list of other stories, such as "Related articles".

    Those of other languages are left out: most of them stand over one card as well, with the article below it.
    """
    for line in evidence.lines("related"):
        if any(f.rule in SURE_HEADINGS - ONE_CARD for f in evidence.on(line)) and _heads_links(line, evidence):
            yield line


def _heads_links(line: Line, evidence: Evidence) -> bool:
    """Whether a heading heads a list of links: it goes on in no verse, and no colon leads on to its text."""
    verse = any(finding.rule == _VERSE for finding in evidence.on(line))
    return not verse and not _is_introduction(line, evidence)


def _is_introduction(line: Line, evidence: Evidence) -> bool:
    """Whether a line such as "More on MIT:" is a colon before a list: the list is then part of the text."""
    return line.text.endswith(":") and not rules_on(line, evidence) & (_FIXED_HEADINGS | SHORT_HEADING)


def _list_under(heading: Line, evidence: Evidence) -> LinkList:
    """The list under a heading; lines that are furniture already are stepped over."""
    lines: list[Line] = []
    line, steps = heading.after, 0
    while line and len(lines) < _LONGEST and steps < 2 * _LONGEST:
        if is_furniture(line, evidence):
            if lines and rules_on(line, evidence) & _HEADINGS:
                break
        elif is_title(line) or is_label(line):
            lines.append(line)
        else:
            break
        line, steps = line.after, steps + 1
    return LinkList(heading, lines, line)


def is_end_of_text(line: Line | None, evidence: Evidence) -> bool:
    """Whether nothing reads like the article from ``line`` on, which is one of the last lines of the text, or None."""
    return line is None or line.index > _last_article_line(line.document, evidence)


@cached_by_findings
def _last_article_line(document: Document, evidence: Evidence) -> int:
    """The number of the last line that reads like the article; of the last lines it is the one above, if none does."""
    last = document.visible[: -_FURTHEST - 1 : -1]
    for line in map(document.line, last):
        if line.words >= 8 and (line.ends_sentence or line.text.endswith(":")) and not is_furniture(line, evidence):
            return line.index
    return last[-1] - 1
