"""Tables of cookies: what a consent box lists, row by row, with the name, the life and the purpose of each cookie."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.titles import rules_on
from cleanr.structure.lines.wholelines import line_match
from cleanr.text.document import Document, Line

_ROWS = frozenset(("cookie.table", "cookie.row"))
_KNOWN = 2  # rows that are known by what they say
_COLUMNS = frozenset(
    (
        "category", "cookie", "cookies", "description", "domain", "duration", "expiration", "expires", "expiry", "host",
        "maximum", "name", "party", "period", "provider", "purpose", "retention", "storage", "type", "used", "vendor",
    )
)  # fmt: skip


@block_rule(
    "cookie.list",
    category="cookie",
    strength="strong",
    needs=("cookie",),
    summary="A row of a table of cookies, told by its head or by the rows around it.",
    why="Each plugin names its cookies and says in its own words what they do; the table as a whole is plain.",
    examples=(
        """
cookie        | We use cookies to improve your experience on this website.
cookie        | Cookie           Duration   Description
cookie        | harbour_login    365 days   Keeps you logged in on the harbour's pages.
cookie        | harbour_theme    session    Remembers whether you read by night.
""",
    ),
    counterexamples=(
        """
cookie        | We use cookies to improve your experience on this website.
              | Boat             Length     Owner
              | Oak and Elm      12 m       Ann Lowe
              | The Quay         9 m        The harbour trust
""",
        """
cookie        | We use cookies to improve your experience on this website.
              | Cookie           Oven       Flour
              | Ginger snap      12 min     Plain
              | Shortbread       40 min     Rice and plain
""",
    ),
)
def listed(document: Document, evidence: Evidence) -> Iterator[Match]:
    rows = [line for line in evidence.lines("cookie") if rules_on(line, evidence) & _ROWS]
    for table in _tables(document) if len(rows) >= _KNOWN or _has_head(document) else ():
        known = [line for line in table if line in rows]
        if _head(table[0]) or len(known) >= _KNOWN:
            yield from (line_match(line, "a row of a table of cookies") for line in table if line not in known)


def _tables(document: Document) -> Iterator[list[Line]]:
    """The tables of a text: rows one below the other."""
    table: list[Line] = []
    for index in sorted(document.rows):
        if table and index != table[-1].index + 1:
            yield table
            table = []
        table.append(document.line(index))
    if table:
        yield table


def _has_head(document: Document) -> bool:
    """Whether there is a line that could be the head of such a table: a cheap look, before all tables are read."""
    named = (index for index in document.visible if "ookie" in document.raw[index])
    return any(map(_head, map(document.line, named)))


def _head(line: Line) -> bool:
    """Whether a row names the columns of a table of cookies, and nothing else."""
    words = set(line.folded_core.replace("|", " ").split())
    return len(words) > 1 and words <= _COLUMNS and not words.isdisjoint(("cookie", "cookies"))
