"""Contents: a list of the headings that stand below, with the paragraphs that they head."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.wholelines import line_match
from cleanr.text.document import Document, Line
from cleanr.text.shortlines import short_lines

_FEWEST = 3  # headings
_HEADING = 14  # words


@block_rule(
    "contents.list",
    category="navigation",
    strength="moderate",
    summary="A list of lines each of which stands again below as the heading of a section.",
    why="Some books and manuals want their contents, so it tags and does not strip alone.",
    examples=(
        """
              | The harbour opened in 1904 and has been dredged twice since, at a cost that nobody has added up.
navigation    | 1. The first dredging
navigation    | 2. The pier
navigation    | 3. After the storm
              | The first dredging
              | The first work on the harbour took two summers, and it was paid for with a tax on every barrel.
              | The pier
              | The pier followed in 1911, when the herring came, and it was paid for by the town alone.
              | After the storm
              | The wall was raised after the storm, which took two boats and the roof of the chapel.
""",
    ),
    counterexamples=(
        """
              | The tide goes out, the tide comes in
              | and nobody comes down
              | The bell is under the sand
              | The tide goes out, the tide comes in
              | and nobody comes down
              | The bell is under the sand
""",
    ),
)
def contents(document: Document, _: Evidence) -> Iterator[Match]:
    places: dict[str, list[int]] = {}
    for index, _folded in short_lines(document):
        line = document.line(index)
        if 1 <= line.words <= _HEADING and not line.ends_sentence and not line.row:
            places.setdefault(_said(line), []).append(index)
    if sum(len(indexes) > 1 for indexes in places.values()) < _FEWEST:
        return
    entries = [line for indexes in places.values() for line in map(document.line, indexes[:-1]) if _heads_text(document.line(indexes[-1]))]
    for run in _runs(sorted(entries, key=lambda line: line.index)):
        for line in run if len(run) >= _FEWEST else ():
            yield line_match(line, f"one of {len(run)} headings that stand again below")


def _said(line: Line) -> str:
    """The words of a heading without its number."""
    return line.folded_core.lstrip("0123456789.) ")


def _heads_text(line: Line) -> bool:
    return line.after is not None and line.after.prose


def _runs(lines: list[Line]) -> Iterator[list[Line]]:
    """Lines one under the other, none between."""
    run: list[Line] = []
    for line in lines:
        if run and (run[-1].after is None or run[-1].after.index != line.index):
            yield run
            run = []
        run.append(line)
    yield run
