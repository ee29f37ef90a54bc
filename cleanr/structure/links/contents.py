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
_TITLES = frozenset(
    (
        "table of contents", "contents", "on this page", "in this article", "in this story", "jump to", "jump to section", "what's inside",
        "inhalt", "inhaltsverzeichnis", "auf dieser seite", "in diesem artikel", "sommaire", "table des matières", "dans cet article",
        "índice", "contenido", "en este artículo", "tabla de contenidos", "contenidos", "neste artigo", "conteúdo", "indice", "sommario",
        "in questo articolo", "inhoud", "inhoudsopgave", "in dit artikel", "innehåll", "indhold", "innhold", "sisällys", "spis treści",
        "содержание", "оглавление", "зміст", "içindekiler", "obsah", "tartalom", "cuprins", "目次", "目录", "目錄", "목차",
    )
)  # fmt: skip
_ENTRY = 10  # words
_ENTRIES = 30


@block_rule(
    "navigation.contents-list",
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


@block_rule(
    "navigation.contents-headed",
    category="navigation",
    strength="moderate",
    words=tuple(sorted(_TITLES)),
    summary='"On this page" or "Table of contents", and the short lines under it.',
    why="The last of them may be the heading of the first section, and some books want their contents: so it tags.",
    examples=(
        """
              | The harbour opened in 1904 and has been dredged twice since, at a cost that nobody has added up.
navigation    | On this page
navigation    | The first dredging
navigation    | The pier
              | The first work on the harbour took two summers, and it was paid for with a tax on every barrel.
""",
    ),
    counterexamples=(
        """
              | Contents
              | The harbour opened in 1904 and has been dredged twice since, at a cost that nobody has added up.
""",
    ),
)
def headed(document: Document, _: Evidence) -> Iterator[Match]:
    for index, folded in short_lines(document):
        if len(folded) <= 30 and (title := document.line(index)).folded_core in _TITLES:
            entries = _entries_under(title)
            for line in [title, *entries] if len(entries) >= 2 else []:
                yield line_match(line, f"a list of {len(entries)} headings under its title")


def _entries_under(title: Line) -> list[Line]:
    entries: list[Line] = []
    line = title.after
    while line and line.words <= _ENTRY and not line.ends_sentence and not line.row and len(entries) < _ENTRIES:
        entries.append(line)
        line = line.after
    return entries
