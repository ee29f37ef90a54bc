"""Guards of fields: lines that give a name, a colon and a value, as records of things and people do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule, line_rule
from cleanr.structure.lines.shortlines import beside, covers
from cleanr.text.document import Document, Line
from cleanr.text.edits import Span

_FRAME = ("navigation", "footer", "legal")
_FIELD = re.compile(r"[A-Z][\w-]*(?: \w+){0,2}: ?\S")
_VALUE = 4  # words of the value of a field; a headline has more
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
    ),
)
def listed(document: Document, evidence: Evidence) -> Iterator[Match]:
    named = sum(1 for line in document.lines() if _FIELD.match(line.text))
    if named >= _LEAST and named >= _SHARE * len(document.visible):
        for finding in [one for one in evidence.findings if one.weight > 0 and one.category in _FRAME]:
            yield Match(Span(finding.start, finding.end), "the text is a list of fields", finding.category)


@line_rule(
    "field.named",
    on=("related",),
    strength="strong",
    against=("related",),
    language="any",
    summary="The line names a field and its value, as one beside it does, and only what stands around it says that it belongs to links.",
    why="The data of a film, a book or a boat stand in such lines; the title of a story does not begin so.",
    examples=(
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Leave a comment
related       | Council delays vote on the swing bridge
footer        | Harbour Desk
              | With: Maja Brandt, Ove Sand
              | Running time: 98 min
""",
    ),
    counterexamples=(
        """
              | The film tells of a harbour in which nothing happens for a year, and it takes its time over each month.
related       | Read more: The ten best films without a murder
""",
    ),
)
def named(line: Line, evidence: Evidence) -> Iterator[Match]:
    if _is_field(line) and any(map(_is_field, beside(line))):
        spoken = [finding for finding in evidence.on(line) if finding.weight > 0 and covers(finding, line)]
        if spoken and all(finding.family == "rest" for finding in spoken):
            yield from (Match(Span(one.start, one.end), "names a field", one.category) for one in spoken)


def _is_field(line: Line) -> bool:
    """Whether a line gives a name, a colon and a short value."""
    return _FIELD.match(line.text) is not None and len(line.text.partition(":")[2].split()) <= _VALUE
