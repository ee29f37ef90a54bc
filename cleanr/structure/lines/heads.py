"""Heads: the lines before the first paragraph, and the anchors among them.

Being at the top proves nothing: a poem, a law, a chapter has a first line too. So a rule about a head needs an anchor,
such as a byline, a date of this age, a headline said twice, or the suffix of a site, and paragraphs that follow. A head
is read up to the first paragraph; lines that are furniture for other reasons do not count, and no line is judged by its
number, so that a second cleaning sees no other head than the first.
"""

from __future__ import annotations

from typing import NamedTuple

from cleanr.findings.evidence import Evidence, of_all
from cleanr.structure.lines.names import bare_date, bylined
from cleanr.structure.lines.whole import surely
from cleanr.text.document import Document, Line

_LONGEST = 16  # lines of a head, furniture not counted; with more, it is a list or verse
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


@of_all
def head_of(document: Document, found: Evidence) -> Head | None:
    """Return the head of the document; None when no paragraph follows, or too many lines stand before it."""
    lines: list[Line] = []
    standfirst, above, staying = None, 0, 0
    for line in document.lines():
        sureness = surely(line, found)
        if sureness and not sureness.intersection(_OWN):
            continue
        if line.prose and not sureness:
            if standfirst or any(_sure(other, found) or bare_date(other) for other in lines) or not _leads(line, found):
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
    dated = frozenset(i for i, line in enumerate(lines) if i not in sure and bare_date(line))
    return Head(tuple(lines), standfirst, sure, dated)


def _leads(line: Line, found: Evidence) -> bool:
    """Whether a paragraph may be the standfirst: it is short, and the byline or the date comes right after it."""
    if line.words > 50:
        return False
    after = line.after
    while after is not None and (kinds := surely(after, found)) and not kinds.intersection(_OWN):
        after = after.after
    return after is not None and (_sure(after, found) or bare_date(after)) and len(line.sentences) <= 3


def _sure(line: Line, found: Evidence) -> bool:
    return bool(surely(line, found).intersection(("byline", "dateline"))) or bylined(line)


def titled(head: Head, i: int) -> bool:
    """Whether a headline stands above line ``i``; in capitals, it is more often the title of a speech or a law."""
    above = [line for line in head.lines[:i] if len(line.said) >= 20 and not line.row]
    return bool(above) and not any(line.shouted for line in above)


def diary(document: Document, head: Head, found: Evidence) -> bool:
    """Whether more lines after the head are dates: then dates are headings of the text."""
    after = head.lines[-1].index + 1
    return any(bare_date(line) and not surely(line, found) for line in document.lines(after))
