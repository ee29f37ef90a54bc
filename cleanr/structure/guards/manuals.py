"""The guard of manuals: what documentation says of its subject, in the words of a page.

It comes first, so that nothing is built on a heading "Share" or on the years of a licence.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule, line_rule
from cleanr.text.context.context import context_of
from cleanr.text.document import Document, Line, cached_by_line
from cleanr.text.edits import Span
from cleanr.text.late import late_re

_OF_PAGES = frozenset(("share", "follow", "cookie", "comments", "newsletter", "paywall", "promo", "ad"))
_PAGE = (6, 3)  # lines of furniture, and kinds of it that no manual has: so much has a page about code
_KEPT = frozenset(("title", "byline", "dateline", "author"))  # who wrote it, and what it is called
_OWNERS = 5  # lines
_LICENCE = late_re(
    r"(?i:free software\b|fri programvara|fri software|freie software|logiciel libre|software (?:livre|libero?|libre)"
    r"|vrije software|wolne oprogramowanie|свободн\w+ програм|özgür yazilim|vapaa ohjelmisto|自由软件|フリーソフトウェア"
    r"|(?:licen[sc]ed|released|distributed|published) under\b.{0,60}\b(?:licen[sc]e|terms|[lax]?gpl|bsd|mit)\b"
    r"|permission is (?:hereby )?granted|without (?:any |express or implied )?warranty|this file is part of"
    r"|see (?:the |file )*[`'\"]*(?:licen[sc]e|copying)\b|redistribution and use|\bgpl(?:v?[23]|-[23]|\b))"
)


_OF_LICENCES = (  # a cheap look: one of them stands wherever a licence is named
    "software", "programvara", "logiciel", "oprogramowanie", "свободн", "özgür", "ohjelmisto", "自由", "フリー", "licen", "under",
    "granted", "warranty", "this file", "copying", "redistribution", "gpl",
)  # fmt: skip


@block_rule(
    "manual.code",
    language="any",
    summary="The text is full of marks of code, and little in it is furniture: a manual or documentation.",
    why="Documentation has buttons, options, licences and menus for its subject. One rule alone says too little there.",
    examples=(
        """
              | Table reads and writes tables. Call `table.open()` with a path, and `table.close()` when you are done.
              |
              |     table --share harbour --keep_order
              |
              | ## Share
              |
              | ### With everyone
              |
              | The option `--share` opens the table for everyone who may read /srv/tables/harbour.tbl already.
""",
    ),
    counterexamples=(
        """
              | The board voted on Monday to raise the harbour fees, the chairman said, and the new rates start in March.
share         | Share
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
    ),
)
def manual(document: Document, evidence: Evidence) -> Iterator[Match]:
    yield from against_all(document, evidence)


def against_all(document: Document, evidence: Evidence) -> Iterator[Match]:
    """Yield what documentation says against each finding so far; nothing where the text is none."""
    found = [finding for finding in evidence.findings if finding.weight > 0 and finding.category not in _KEPT]
    if found and not _is_page(evidence) and context_of(document).technical:
        for finding in found:
            yield Match(Span(finding.start, finding.end), "the text is documentation", finding.category)


@line_rule(
    "manual.licence",
    on=("footer",),
    strength="strong",
    against=("footer",),
    language="any",
    summary="The copyright stands over the words of a software licence.",
    why="A program says in its own text to whom it belongs and what may be done with it.",
    examples=(
        """
              | Table reads and writes tables of any size, and keeps the order of what stands in them.
              |
              | Copyright 2001 Ann Lowe and others
              |
              | Table is free software and comes without any warranty; see the file LICENSE.
""",
    ),
    counterexamples=(
        """
              | The board voted on Monday to raise the harbour fees, the chairman said, and the new rates start in March.
              |
footer        | Copyright 2001 The Harbour Trust
              |
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
    ),
)
def licensed(line: Line, evidence: Evidence) -> Iterator[Match]:
    if any(map(_speaks_of_licence, _from_here(line))):
        for finding in evidence.on(line):
            if finding.weight > 0 and finding.category == "footer":
                yield Match(Span(finding.start, finding.end), "over a software licence", "footer")


@cached_by_line
def _speaks_of_licence(line: Line) -> bool:
    folded = line.folded
    return any(word in folded for word in _OF_LICENCES) and _LICENCE.search(line.text) is not None


def _from_here(line: Line) -> Iterator[Line]:
    """The line and the ones below, as many as a notice has between its owners and its licence."""
    for _ in range(_OWNERS):
        yield line
        if (below := line.after) is None:
            return
        line = below


def _is_page(evidence: Evidence) -> bool:
    lines, kinds = _PAGE
    return len(evidence.present & _OF_PAGES) >= kinds and len(evidence.lines()) >= lines
