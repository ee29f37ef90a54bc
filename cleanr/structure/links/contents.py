"""Contents: a list of the headings that stand below, under a title that says so."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.wholelines import line_match
from cleanr.text.document import Document, Line
from cleanr.text.shortlines import lines_named

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
    "navigation.contents-headed",
    category="navigation",
    strength="weak",
    names=_TITLES,
    summary='"On this page" or "Table of contents", and the short lines under it.',
    why="The last of them may be the heading of the first section, and many texts want their contents: so it tags.",
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
    for title in lines_named(document, _TITLES):
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
