"""Guards of fields: lines that give a name, a colon and a value, as records of things and people do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule, line_rule
from cleanr.structure.lines.shortlines import right_above, right_below
from cleanr.text.document import Document, Line
from cleanr.text.edits import Span

_FRAME = ("navigation", "footer", "legal")
_FIELD = re.compile(r"[A-Z][\w-]*(?: \w+){0,2}: ?\S")
_VALUE = 8  # words of the value of a field; what somebody says in a transcript has more
_OTHERS = 2  # fields beside one that is no player's
_LEAST, _SHARE = 4, 0.25  # lines, and how large a part of all


@block_rule(
    "field.listed",
    strength="strong",
    against=_FRAME,
    needs=_FRAME,
    language="any",
    summary="The text is a list of fields: a good part of its lines gives a name, a colon and a value.",
    why="Records, catalogues and lists of owners have short lines from end to end; a page has them at its edges.",
    examples=(
        """
              | Format: harbour records, third edition
              | Name: Low Water
              | Owner: The Harbour Trust
              | Copyright: 1990 Ann Lowe
              | Built: 1904
              | Copyright: 2001 Tom Pryce
""",
    ),
    counterexamples=(
        """
              | The board voted on Monday to raise the harbour fees, the chairman said, and the new rates start in March.
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
footer        | Copyright: 1990 Ann Lowe
""",
        """
              | LOWE: The board voted on Monday to raise the harbour fees, and the new rates start in March of next year.
              | PRYCE: Owners of small boats say that they had not been asked, and that they will go to court about it.
              | LOWE: We had asked all of them, twice, and most of them wrote back to us before the end of the year.
              | PRYCE: I have brought their letters with me, and there are forty of them that say something else.
footer        | Copyright 2024 Harbour Radio. All rights reserved.
""",
    ),
)
def listed(document: Document, evidence: Evidence) -> Iterator[Match]:
    least = max(_LEAST, _SHARE * len(document.visible))
    if document.text.count(":") >= least and sum(map(_is_field, document.lines())) >= least:
        for finding in [one for one in evidence.findings if one.weight > 0 and one.category in _FRAME]:
            yield Match(Span(finding.start, finding.end), "the text is a list of fields", finding.category)


@line_rule(
    "field.beside",
    on=("media",),
    strength="strong",
    against=("media",),
    language="any",
    summary="The line gives a name, a colon and a value, as two others beside it do.",
    why="A recording has its length among its other particulars; a player shows it alone.",
    examples=(
        """
              | The record was made in a night, and what is known of it stands on the back of the sleeve.
              | Sampling: 44.1 kHz
              | Channels: 2
              | Length: 3:41
""",
    ),
    counterexamples=(
        """
              | The record was made in a night, and what is known of it stands on the back of the sleeve.
media         | Length: 3:41
""",
    ),
)
def beside(line: Line, evidence: Evidence) -> Iterator[Match]:
    if _is_field(line) and sum(not evidence.claimed(other) for other in _fields_beside(line)) >= _OTHERS:
        for finding in evidence.on(line):
            if finding.weight > 0 and finding.category == "media":
                yield Match(Span(finding.start, finding.end), "one of several fields", "media")


def _fields_beside(line: Line) -> Iterator[Line]:
    """The fields right above and below ``line``, as far as one follows the other."""
    for step in (right_above, right_below):
        other = step(line)
        for _ in range(_OTHERS):
            if other is None or not _is_field(other):
                break
            yield other
            other = step(other)


def _is_field(line: Line) -> bool:
    """Whether a line gives a name, a colon and a short value."""
    return _FIELD.match(line.text) is not None and len(line.text.partition(":")[2].split()) <= _VALUE
