"""Which short lines may be labels, or rows of buttons: the plain twin of what the kernel says of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from cleanr.detect.index import Index
from cleanr.rulebook.spelling import SCREEN_READER_ENDS, line_key
from cleanr.text.document import Document
from cleanr.text.folding import WORD, fold

LONGEST_LABEL = 160  # code points of a line that may be a label or a row of buttons, with its indentation
UNKNOWN = -1  # instead of the number of a label: a line that has to be looked at
GLUED = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
FIRST_BUTTONS = 24  # code points in which the first two buttons of a row stand, if they are glued
THOUSAND = "k"
_SCREEN_READER_ENDS = frozenset(SCREEN_READER_ENDS)
_COUNTER = re.compile(r"[(\[]\d+[)\]]\s*$")  # as it stands behind a label: "Comments (12)"
_FIGURE = re.compile(r"\d")
_CASES = bytes(65 if 65 <= code < 91 else 97 if 97 <= code < 123 else 32 for code in range(256))
_GLUE = (b"aA", b"AAa")  # how glued words look, with "A" for a capital

Label = tuple[int, int]  # a line, and the number of the label that it is, or `UNKNOWN`


class ShortLines(NamedTuple):
    """The short lines that have to be looked at; no other can match. Each list in order."""

    labels: list[Label]
    rows: list[int]  # lines that may be nothing but buttons
    tables: list[int]  # lines that may be a label of a table


def short_lines(index: Index, document: Document, lines: Iterable[int]) -> ShortLines:
    """Return those of ``lines`` that are labels, and those that may be one, a row of buttons, or a label of a table."""
    found = ShortLines([], [], [])
    unmarked, starts = document.unmarked, document.starts
    label_words, row_words, table_words = index.label_words, index.row_words, index.table_words
    glued = _glued_lines(index, document) if index.rows else ()
    for number in lines:
        start, end = starts[number], starts[number + 1]
        if end - start > LONGEST_LABEL or not (words := unmarked[start:end].split()):
            continue
        if label_words.issuperset(words) or _all_known(label_words, words):
            label = _label(index, words, document.raw[number])
            if label is not None:
                found.labels.append((number, label))
        if number in glued or all_buttons(row_words, words):
            found.rows.append(number)
        if table_words.issuperset(words) or _may_be_table_label(table_words, words):
            found.tables.append(number)
    return found


def label_of(index: Index, words: list[str], raw: str) -> int:
    """Return the number of the label that a line is, `UNKNOWN` if it is none."""
    keys = (" ".join(words), *_decorated_keys(words, raw))
    return next((index.labels[key] for key in keys if key in index.labels), UNKNOWN)


def _label(index: Index, words: list[str], raw: str) -> int | None:
    """The same for the scan: `UNKNOWN` where that is left to a closer look, None if it is none."""
    label = index.labels.get(" ".join(words), UNKNOWN)
    if label == UNKNOWN and "&" not in raw and _SCREEN_READER_ENDS.isdisjoint(words[-2:]):  # a counter may be last
        label = label_of(index, words, raw)
        return None if label == UNKNOWN else label
    return label


def _decorated_keys(words: list[str], raw: str) -> Iterator[str]:
    """The keys of a line without the figures, signs and words of a reader of screens that stand in it."""
    if words[-1] in SCREEN_READER_ENDS or _FIGURE.search(raw):
        yield line_key(words)
    if "&" in raw:
        yield line_key(WORD.findall(fold(raw).replace("&", " and ")))
    if words[0] == "o":  # a nested bullet of plain text
        yield line_key(words[1:])
    if words[-1].isdecimal() and _COUNTER.search(raw):
        yield line_key(words[:-1])


def _all_known(known: Collection[str], words: Iterable[str]) -> bool:
    for word in words:  # noqa: SIM110  # `all` takes twice as long, and most lines end with their first word
        if word not in known and not word[0].isdecimal():
            return False
    return True


def _may_be_table_label(known: Collection[str], words: Iterable[str]) -> bool:
    """Whether a line has no word that no label has, but for those with figures, or letters that may have marks."""
    for word in words:  # noqa: SIM110
        if word not in known and word.isascii() and not _FIGURE.search(word):
            return False
    return True


def all_buttons(known: frozenset[str], words: Iterable[str]) -> bool:
    """Return whether a line, nothing in it glued, has no other ``words`` than those of buttons, and counters."""
    if known.isdisjoint(words):
        return False
    for word in words:  # noqa: SIM110
        if word not in known and word != THOUSAND and not word.isdecimal():
            return False
    return True


def _glued_lines(index: Index, document: Document) -> frozenset[int]:
    """The numbers of the lines that begin with glued words of which the first is one of a button, or a figure."""
    cases = document.text.encode("latin-1", "replace").translate(_CASES)
    found = {document.index_at(place) for place in _glue(cases)}
    return frozenset(number for number in found if _is_glued(index, document, number))


def _is_glued(index: Index, document: Document, number: int) -> bool:
    start, end = document.starts[number : number + 2]
    if end - start > LONGEST_LABEL:
        return False
    line = document.line(number)
    glue = GLUED.search(line.text, 0, FIRST_BUTTONS)
    first = WORD.search(document.unmarked, line.start, line.end)
    if not glue or not first:
        return False
    word = document.unmarked[first.start() : min(first.end(), line.start + glue.start())]
    return word in index.row_words or word.isdecimal()


def _glue(cases: bytes) -> Iterator[int]:
    for glue in _GLUE:
        at = cases.find(glue)
        while at >= 0:
            yield at
            at = cases.find(glue, at + 1)
