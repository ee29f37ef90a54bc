"""Where the rules said in templates may match: one scan of a text leaves few places, and few lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cleanr.detect.anchors import Anchors, Entry
from cleanr.detect.hearing import silent_languages
from cleanr.detect.index import Index
from cleanr.detect.shortlines import LONGEST_LABEL, UNKNOWN, ShortLines, short_lines
from cleanr.rulebook.template import Template
from cleanr.text.document import Document

_TOKEN = re.compile(r"\w+|[^\w\s]")

Place = tuple[int, int, int]  # a line, a place in the text, and the number of a template that may match there
Lines = list[int] | None  # numbers of lines to look at; None: all


class Candidates(NamedTuple):
    """All that has to be looked at on ``lines``: other places and lines cannot match. Each in order."""

    places: list[Place]
    short: ShortLines


def candidates(index: Index, document: Document, lines: Lines = None) -> Candidates:
    """Return where the rules of ``index`` may match: where an anchor stands with all other words that are needed.

    The places of rules in languages that are not heard are left out: these rules have nothing to say.
    """
    if index.table is None:
        return plain_candidates(index, document, lines)
    views = document.text, document.folded, document.unmarked
    silent = silent_languages(document)
    places, labels, rows, tables = index.table.scan(
        *views, document.starts, lines, bytes(language in silent for language in index.languages)
    )
    joined = index.joined_anchors if document.unspaced else index.spaced_joined_anchors
    languages = index.joined_languages if document.unspaced else index.spaced_joined_languages
    if not languages <= silent:
        places.extend(_places(joined, document, lines))
        places.sort()
    return Candidates(places, ShortLines(labels, rows, tables))


def plain_candidates(index: Index, document: Document, lines: Lines = None) -> Candidates:
    """Return what `candidates` does, without the kernel: its definition."""
    numbers = document.visible if lines is None else lines
    return Candidates(sorted(_places(index.anchors, document, lines)), short_lines(index, document, numbers))


def candidates_everywhere(index: Index, document: Document, lines: Lines = None) -> Candidates:
    """Return every word and every mark with all templates, and all short lines: what `candidates` must agree with."""
    numbers, starts = document.visible if lines is None else lines, document.starts
    tokens = ((n, one.start()) for n in numbers for one in _TOKEN.finditer(document.folded, starts[n], starts[n + 1]))
    short = [number for number in numbers if starts[number + 1] - starts[number] <= LONGEST_LABEL]
    everything = [(*token, entry.number) for token in tokens for entry in index.entries]
    return Candidates(everything, ShortLines([(number, UNKNOWN) for number in short], short, short))


def _places(anchors: Anchors, document: Document, lines: Lines) -> Iterator[Place]:
    folded, starts, heard = document.folded, document.starts, anchors.heard(silent_languages(document))
    first = last = number = 0
    words: frozenset[str] = frozenset()
    for place, end, entries in _anchors(anchors, document, lines):
        if not first <= place < last:
            number, words = document.index_at(place), frozenset()
            first, last = starts[number], starts[number + 1]
        if end > last:
            continue  # two words, and a line end between them
        for entry in heard.of(entries):
            template = entry.template
            if template.line_words and not words:
                words = frozenset(document.unmarked[first:last].split())
            for needed in template.line_words:
                if needed.isdisjoint(words):
                    break
            else:
                if (not template.closes or _may_close(folded, end)) and _has_signs(template, folded, first, last):
                    yield number, place, entry.number


def _has_signs(template: Template, folded: str, start: int, end: int) -> bool:
    """Whether of each set of signs that ``template`` needs one stands on the line ``folded[start:end]``."""
    return all(any(folded.find(sign, start, end) >= 0 for sign in signs) for signs in template.line_signs)


def _may_close(folded: str, end: int) -> bool:
    """Whether a mark may follow what ends at ``end``: not a space and a word."""
    return not (folded[end : end + 1] == " " and folded[end + 1 : end + 2].isalnum())


def _anchors(anchors: Anchors, document: Document, lines: Lines) -> Iterator[tuple[int, int, Sequence[Entry]]]:
    if not anchors.entries:
        return iter(())
    if lines is None:
        return anchors.places(document.unmarked, document.folded)
    return _anchors_on(anchors, document, lines)


def _anchors_on(
    anchors: Anchors, document: Document, lines: Iterable[int]
) -> Iterator[tuple[int, int, Sequence[Entry]]]:
    for number in lines:
        start, end = document.starts[number : number + 2]
        for place, to, entries in anchors.places(document.unmarked[start:end], document.folded[start:end]):
            yield place + start, to + start, entries
