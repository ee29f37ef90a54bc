"""The guard of tables: a row of cells is no title, neither of this story nor of another one."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import line_rule
from cleanr.text.document import Line
from cleanr.text.edits import Span

_CELLS = ("related", "title", "share", "follow", "notice")


@line_rule(
    "table.row",
    on=_CELLS,
    strength="certain",
    against=_CELLS,
    language="any",
    summary="The line is a row of a table: cells side by side, between bars or tabs, or one under the other.",
    why="A row has capitals and no full stop, as a title has. Tables belong to the article, links to other stories do not come in them.",
    examples=(
        """
              | | Read more: the harbour in figures | Base | Fast |
              | |---|---|---|
              | | Northfield 22 | 12 | 19 |
""",
    ),
    counterexamples=(
        """
related       | Read more: the harbour in figures
""",
        """
title         | Harbour to be dredged | News | The Coast
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
    ),
)
def row(line: Line, evidence: Evidence) -> Iterator[Match]:
    for finding in evidence.on(line) if line.row else ():
        if finding.weight > 0 and finding.category in _CELLS and finding.start <= line.core.start:
            yield Match(Span(finding.start, finding.end), "a row of a table", finding.category)
