"""Which short lines may be labels, or rows of buttons: the plain twin of what the kernel says of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from cleanr.detect.index import Index
from cleanr.rulebook.spelling import SCREEN_READER_ENDS
from cleanr.text.document import Document

LONGEST_LABEL = 160  # code points of a line that may be a label or a row of buttons, with its indentation
UNKNOWN = -1  # instead of the number of a label: a line that has to be looked at
GLUED = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
FIRST_BUTTONS = 24  # code points in which the first two buttons of a row stand, if they are glued
DECORATIONS = ("*", ")", "]")  # how what a form or a counter puts behind a label ends
_THOUSAND = "k"
_FIGURE = re.compile(r"\d")
_CASES = bytes(65 if 65 <= code < 91 else 97 if 97 <= code < 123 else 32 for code in range(256))
_GLUE = (b"aA", b"AAa")  # how glued words look, with "A" for a capital

Label = tuple[int, int]  # a line, and the number of the label that it is, or `UNKNOWN`


def short_lines(index: Index, document: Document, lines: Iterable[int]) -> tuple[list[Label], list[int]]:
    """Return those of ``lines`` that are a label, or may be one or a row, and those that may be a label of a table."""
    labels: list[Label] = []
    tables: list[int] = []
    unmarked, starts = document.unmarked, document.starts
    label_words, table_words = index.label_words, index.table_words
    glued = _glued_lines(document) if index.rows else ()
    for number in lines:
        start, end = starts[number], starts[number + 1]
        if end - start > LONGEST_LABEL or not (words := unmarked[start:end].split()):
            continue
        if number in glued:
            labels.append((number, UNKNOWN))
        elif label_words.issuperset(words) or _all_known(label_words, words):
            label = index.labels.get(" ".join(words), UNKNOWN)
            if label != UNKNOWN or _may_be_decorated(words, document.raw[number]) or _may_be_row(index, words):
                labels.append((number, label))
        if table_words and (table_words.issuperset(words) or _may_be_table_label(table_words, words)):
            tables.append(number)
    return labels, tables


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


def _may_be_decorated(words: Sequence[str], raw: str) -> bool:
    """Whether a line may be a label with figures in it, or with what forms and readers of screens put there."""
    return (
        "&" in raw
        or words[0] == "o"  # a nested bullet of plain text
        or words[-1] in SCREEN_READER_ENDS
        or raw.rstrip().endswith(DECORATIONS)
        or _FIGURE.search(raw) is not None
    )


def _may_be_row(index: Index, words: Iterable[str]) -> bool:
    """Whether a line, nothing in it glued, has no other words than those of buttons, and counters."""
    known = index.row_words
    return all(word in known or word == _THOUSAND or word.isdecimal() for word in words)


def _glued_lines(document: Document) -> frozenset[int]:
    """The numbers of the lines that begin with glued words."""
    cases = document.text.encode("latin-1", "replace").translate(_CASES)
    found = {document.index_at(place) for place in _glue(cases)}
    return frozenset(one for one in found if GLUED.search(document.line(one).text, 0, FIRST_BUTTONS))


def _glue(cases: bytes) -> Iterator[int]:
    for glue in _GLUE:
        at = cases.find(glue)
        while at >= 0:
            yield at
            at = cases.find(glue, at + 1)
