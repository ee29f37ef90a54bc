"""The gutter format: category in the left margin, empty for article text, one notation for cases and views.

    caption       | The pier at dusk. (Photo: Ann Lowe/Coastal Press)
                  | The vote is on Monday. ⟦newsletter: Sign up here.⟧

A part of a line is marked inside it. What goes may have a ``-`` before its bar or its name (``caption -|``,
``⟦-newsletter: Sign up here.⟧``), as `cleanr show` writes it; a reader of labels passes over it. Lines that start with
``#`` before the first gutter line are comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cleanr.errors import CleanrError, nearest
from cleanr.rulebook.categories import CATEGORIES

WIDTH = 14  # columns before the bar
OPEN, CLOSE = "⟦", "⟧"
GOES = "-"  # in the column before the bar, or before the name of a part
_PART = re.compile(rf"{OPEN}{GOES}?([a-z]+): (.*?)({CLOSE}|\Z)")


class Label(NamedTuple):
    """A span that has a category: half-open, in code points of the text."""

    start: int
    end: int
    category: str


class GutterError(CleanrError, ValueError):
    """A text is not in the gutter format; the message names the line."""


def parse(gutter: str) -> tuple[str, tuple[Label, ...]]:
    """Return the text that ``gutter`` shows, and its labels in order. Raises `GutterError`, which names the line."""
    rows = list(_rows(gutter))
    labels: list[Label] = []
    position = 0
    for category, line, inner in rows:
        labels += (Label(position + start, position + end, name) for start, end, name in inner)
        if category and line.strip():
            start = position + len(line) - len(line.lstrip())
            labels.append(Label(start, start + len(line.strip()), category))
        position += len(line) + 1
    return "\n".join(line for _, line, _ in rows), tuple(labels)


def _rows(gutter: str) -> Iterator[tuple[str, str, list[Label]]]:
    started = False
    for number, row in enumerate(gutter.splitlines(), 1):
        if not started and (row.startswith("#") or not row.strip()):
            continue
        started = True
        category = row[:WIDTH].removesuffix(GOES).strip()
        if row[WIDTH : WIDTH + 1] != "|":
            raise GutterError(f"line {number}: expected '|' in column {WIDTH + 1}: {row[:40]!r}")
        if category and category not in CATEGORIES:
            raise GutterError(f"line {number}: unknown category {category!r}; {nearest(category, CATEGORIES)}")
        yield (category, *_parts(row[WIDTH + 2 :], number))


def _parts(row: str, number: int) -> tuple[str, list[Label]]:
    """Take the marks out of a row: the line as it was, and the labels in it."""
    line, labels, position = "", [], 0
    for part in _PART.finditer(row):
        if part[1] not in CATEGORIES:
            raise GutterError(f"line {number}: unknown category {part[1]!r}; {nearest(part[1], CATEGORIES)}")
        if not part[3]:
            raise GutterError(f"line {number}: {OPEN}{part[1]}: is not closed by {CLOSE}")
        line += row[position : part.start()]
        labels.append(Label(len(line), len(line) + len(part[2]), part[1]))
        line += part[2]
        position = part.end()
    return line + row[position:], labels


def render(text: str, labels: Iterable[Label]) -> str:
    """Return ``text`` with ``labels`` (sorted, none overlapping) in the gutter format; the inverse of `parse`."""
    spans = list(labels)
    rows: list[str] = []
    position = first = 0
    for line in text.split("\n"):
        end = position + len(line)
        while first < len(spans) and spans[first].end <= position:
            first += 1
        last = first
        while last < len(spans) and spans[last].start <= end:
            last += 1
        rows.append(_row(line, position, spans[first:last]))
        position = end + 1
    return "\n".join(rows)


def _row(line: str, at: int, labels: list[Label]) -> str:
    here = [Label(max(0, s - at), min(len(line), e - at), c) for s, e, c in labels]
    here = [label for label in here if line[label.start : label.end].strip()]
    if len(here) == 1 and line[here[0].start : here[0].end].strip() == line.strip():
        return f"{here[0].category:<{WIDTH}}| {line}"
    body, position = "", 0
    for start, end, category in here:
        body += f"{line[position:start]}{OPEN}{category}: {line[start:end]}{CLOSE}"
        position = end
    return f"{'':<{WIDTH}}| {body}{line[position:]}" if line else f"{'':<{WIDTH}}|"
