"""Guards of fields: lines that give a name, a colon and a value, as records of things and people do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.text.document import Document, Line
from cleanr.text.edits import Span

_FRAME = ("navigation", "footer", "legal")
_FIELD = re.compile(r"[A-Z][\w-]*(?: \w+){0,2}: ?\S")
_VALUE = 8  # words of the value of a field; what somebody says in a transcript has more
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


def _is_field(line: Line) -> bool:
    """Whether a line gives a name, a colon and a short value."""
    return _FIELD.match(line.text) is not None and len(line.text.partition(":")[2].split()) <= _VALUE
