"""Sources: credits that show by being repeated. One "Source: …" may close a table; under each picture it is a credit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.wholelines import core_text, line_match
from cleanr.text.document import Document, Line
from cleanr.text.late import late_regex
from cleanr.text.shortlines import Signs, short_lines_with

_FEWEST = 3  # lines
_NAMING, _SLASH = Signs("source"), Signs("/")
_SOURCE = late_regex(
    r"\(?(?:(?:image|photo|picture|chart|graphic|data) )?sources?:? ?\)?|(?:(?:image|photo|chart|graphic|data) )?sources?: ?[^.!?:]{2,60}(?:\.\p{L}{2,4})?\.?"
)
_WORD = r"\p{Lu}[\p{L}.'\N{RIGHT SINGLE QUOTATION MARK}-]*"
_BY, _LONGEST = Signs(" by "), 14  # words
_MADE_BY = late_regex(rf".*\S (?P<whose>(?i:by) {_WORD}(?: (?:of )?{_WORD}){{0,3}})")
_MADE_FOR = late_regex(rf"(?:{_WORD} ){{1,3}}{_WORD} ?/ ?(?P<whose>{_WORD}(?: {_WORD}){{0,3}})")


@block_rule(
    "credit.sources",
    category="credit",
    strength="strong",
    language="en",
    words=_NAMING,
    summary='Lines such as "Source: …" here and there in a text, three times or more.',
    why="Under pictures they say whose these are. At the end of a text they stand together, and are its references.",
    examples=(
        """
              | The harbour opened in 1904 and has been dredged twice since, at a cost that nobody has added up.
credit        | Source: Quay Media
              | The pier followed in 1911, when the herring came, and it was paid for by the town alone.
credit        | Source: coastmap.com
              | The wall was raised after the storm, which took two boats and the roof of the chapel.
credit        | Source: Harbour Trust
""",
    ),
    counterexamples=(
        """
              | The harbour opened in 1904 and has been dredged twice since, at a cost that nobody has added up.
              | Source: Quay Media
              | Source: coastmap.com
              | Source: Harbour Trust
""",
        """
              | The harbour opened in 1904 and has been dredged twice since, at a cost that nobody has added up.
              | Source: Harbour Trust
              | The pier followed in 1911, when the herring came, and it was paid for by the town alone.
              | Source: Harbour Trust
""",
    ),
)
def sources(document: Document, _: Evidence) -> Iterator[Match]:
    lines = [line for line in short_lines_with(document, _NAMING) if "source" in line.folded[:16]]
    yield from _separate_matches(
        [line for line in lines if _SOURCE.fullmatch(line.folded_core)], "names a source, as others do in this text"
    )


@block_rule(
    "credit.outlet",
    category="credit",
    strength="strong",
    language="any",
    signs="/",
    summary="A name, a slash and a paper, alone on the line, when the same paper stands so three times or more.",
    why="One such line may be a heading or a role in a cast; the house whose pictures the page shows comes back.",
    examples=(
        """
              | The harbour opened in 1904 and has been dredged twice since, at a cost that nobody has added up.
credit        | Ann Lowe/Coast Weekly
              | The pier followed in 1911, when the herring came, and it was paid for by the town alone.
credit        | Tom Pryce/Coast Weekly
              | The wall was raised after the storm, which took two boats and the roof of the chapel.
credit        | Ann Lowe/Coast Weekly
""",
    ),
    counterexamples=(
        """
              | The first three in the race around the lighthouse came home within a minute of one another:
              | Ann Lowe / Harwell
              | Tom Pryce / Harwell
              | Bo Ek / Harwell
""",
        """
              | The harbour opened in 1904 and has been dredged twice since, at a cost that nobody has added up.
              | Upper Quay / Western Strand
              | The pier followed in 1911, when the herring came, and it was paid for by the town alone.
""",
    ),
)
def outlet(document: Document, _: Evidence) -> Iterator[Match]:
    slashed = list(short_lines_with(document, _SLASH))
    houses: dict[str, list[Line]] = defaultdict(list)
    for line in slashed if len(slashed) >= _FEWEST else ():
        made = _MADE_FOR.fullmatch(core_text(line)) if line.words <= 8 else None
        if made:
            houses[made["whose"]].append(line)
    for lines in houses.values():
        yield from _separate_matches(lines, "a name and a house that comes back in this text")


def _separate_matches(lines: list[Line], reason: str) -> Iterator[Match]:
    """Notes on ``lines`` if there are enough, and something stands between each and the next."""
    if len(lines) < _FEWEST or any(_neighbours(one, other) for one, other in pairwise(lines)):
        return
    for line in lines:
        yield line_match(line, reason)


def _neighbours(one: Line, other: Line) -> bool:
    return one.after is not None and one.after.index == other.index


@block_rule(
    "credit.same-maker",
    category="credit",
    strength="weak",
    language="en",
    words=_BY,
    summary='Short lines with the same "by …" at their end, three times or more.',
    why="So a page credits what it shows to one house. Songs and books of one author are listed so too: it tags.",
    examples=(
        """
              | The harbour opened in 1904 and has been dredged twice since, at a cost that nobody has added up.
credit        | Tide Chart by Quay Media
              | The pier followed in 1911, when the herring came, and it was paid for by the town alone.
credit        | The old lock gates by Quay Media
              | The wall was raised after the storm, which took two boats and the roof of the chapel.
credit        | Lantern by Quay Media
""",
    ),
    counterexamples=(
        """
              | The harbour opened in 1904 and has been dredged twice since, at a cost that nobody has added up.
              | Tide Chart by Quay Media
              | The old lock gates by Ann Lowe
              | Lantern by Quay Media
""",
        """
              | The harbour opened in 1904 and has been dredged twice since, at a cost that nobody has added up.
              | Low Water by Ann Lowe
              | The Lantern by Ann Lowe
              | Herring by Ann Lowe
""",
    ),
)
def same_maker(document: Document, _: Evidence) -> Iterator[Match]:
    lines = [line for line in short_lines_with(document, _BY) if line.words <= _LONGEST and not line.ends_sentence]
    by_maker: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if made := _MADE_BY.fullmatch(core_text(line)):
            by_maker[made["whose"].casefold()].append(line)
    for same in by_maker.values():
        yield from _separate_matches(same, "names the maker that others in this text name")
