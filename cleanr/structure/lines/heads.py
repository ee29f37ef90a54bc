"""Heads: the lines before the first paragraph, and the anchors among them.

Being at the top proves nothing: a poem, a law, a chapter has a first line too. So a rule about a head needs an anchor,
such as a byline, a date of this age, a headline said twice, or the suffix of a site, and paragraphs that follow. A head
is read up to the first paragraph; lines that are furniture for other reasons do not count, and no line is judged by its
number, so that a second cleaning sees no other head than the first.
"""

from __future__ import annotations

from typing import NamedTuple

from cleanr.findings.evidence import Evidence, cached_by_findings
from cleanr.structure.lines.names import is_byline, is_date
from cleanr.structure.lines.wholelines import sure_categories
from cleanr.text.document import Document, Line
from cleanr.text.folding import UNSPACED

_LONGEST = 16  # lines of a head, furniture not counted; with more, it is a list or verse
_TITLE, _TITLE_UNSPACED = 20, 9  # letters of a headline
_OWN = ("byline", "dateline", "title")


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


@cached_by_findings
def head_of(document: Document, evidence: Evidence) -> Head | None:
    """Return the head of the document; None when it has no lines or too many, or no paragraph follows."""
    lines: list[Line] = []
    standfirst, above, counted = None, 0, 0
    for line in document.lines():
        sureness = sure_categories(line, evidence)
        if sureness and not sureness.intersection(_OWN):
            continue
        if line.prose and not sureness:
            if standfirst or any(_is_sure_anchor(other, evidence) or is_dated(other, evidence) for other in lines) or not _may_be_standfirst(line, evidence):
                break
            standfirst, above = line, len(lines)
            continue
        lines.append(line)
        counted += not sureness
        if counted > _LONGEST:
            break
    else:
        counted = _LONGEST + 1
    if counted > _LONGEST:  # no paragraph in sight: a standfirst may be the only one
        if standfirst is None:
            return None
        standfirst, lines = None, lines[:above]
    if not lines:
        return None
    sure = frozenset(i for i, line in enumerate(lines) if _is_sure_anchor(line, evidence))
    dated = frozenset(i for i, line in enumerate(lines) if i not in sure and is_dated(line, evidence))
    return Head(tuple(lines), standfirst, sure, dated)


def _may_be_standfirst(line: Line, evidence: Evidence) -> bool:
    """Whether a paragraph may be the standfirst: it is short, and the byline or the date comes right after it."""
    if line.words > 50:
        return False
    after = line.after
    while after is not None and (kinds := sure_categories(after, evidence)) and not kinds.intersection(_OWN):
        after = after.after
    return after is not None and (_is_sure_anchor(after, evidence) or is_dated(after, evidence)) and len(line.sentences) <= 3


def _is_sure_anchor(line: Line, evidence: Evidence) -> bool:
    return bool(sure_categories(line, evidence).intersection(("byline", "dateline"))) or is_byline(line)


def is_dated(line: Line, evidence: Evidence) -> bool:
    """Whether a line is a date, in figures and months or as the rules of a language know it: "Published on Monday"."""
    return is_date(line) or evidence.is_likely(line, "dateline")


def has_title_above(head: Head, i: int) -> bool:
    """Whether a headline stands above line ``i``; in capitals, it is more often the title of a speech or a law."""
    above = [line for line in head.lines[:i] if len(line.folded_core) >= _shortest_title(line) and not line.row]
    return bool(above) and not any(line.in_capitals for line in above)


def _shortest_title(line: Line) -> int:
    """How many letters a headline has at least: those of scripts without spaces say more."""
    return _TITLE_UNSPACED if UNSPACED.search(line.folded_core) else _TITLE


def is_diary(document: Document, head: Head, evidence: Evidence) -> bool:
    """Whether more lines after the head are dates: then dates are headings of the text."""
    after = head.lines[-1].index + 1
    return any(is_dated(line, evidence) and not sure_categories(line, evidence) for line in document.lines(after))
