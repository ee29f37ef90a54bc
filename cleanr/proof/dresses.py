"""Whether the labels of a rule are found however a page dresses them, and left alone where they are quoted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cleanr.detect.index import Index
from cleanr.detect.labels import table_matches
from cleanr.detect.templates import LONGEST_LABEL, label_matches
from cleanr.rulebook.rule import Rule
from cleanr.rulebook.tablekeys import NETWORK
from cleanr.rulebook.templatematcher import TemplateMatcher
from cleanr.text.document import Document
from cleanr.text.folding import fold

DRESSES = ("• {}", "{}:", "{} (12)", "## {}", "**{}**")  # and in capitals
NO_DRESSES = ('"{}"', "{},")
TABLE_DRESSES = ("• {}", "{}:", "{} (12)", "**{}**")
NO_TABLE_DRESSES = ('"{}"', "{},", "# {}", "1. {}", "| {} |")
_A_NETWORK = "telegram"
_MOST_FLAWS = 5  # of one kind: they are all alike


def label_flaws(rule: Rule, matcher: TemplateMatcher) -> Iterator[str]:
    """Yield, for a reader, labels that are not found in capitals, as a bullet …, or are found in quotation marks."""
    yield from _told(missed(rule, matcher), "is not found")
    yield from _told(mistaken(rule, matcher), "is taken for a label")


def missed(rule: Rule, matcher: TemplateMatcher) -> list[str]:
    """Return the lines that ``rule`` should find by its labels, and does not."""
    dresses = TABLE_DRESSES if matcher.table else DRESSES
    labels = [label.replace(NETWORK, _A_NETWORK) for label in matcher.labels]
    lines = [line for label in labels for line in (*_dressed(label, dresses), *_in_capitals(label))]
    found = _found(rule, matcher, lines)
    return [line for line in lines if line not in found]


def mistaken(rule: Rule, matcher: TemplateMatcher) -> list[str]:
    """Return the lines that ``rule`` finds by its labels though they are dialogue or verse."""
    dresses = NO_TABLE_DRESSES if matcher.table else NO_DRESSES
    return sorted(_found(rule, matcher, [dress.format(label) for label in matcher.labels for dress in dresses]))


def _dressed(label: str, dresses: tuple[str, ...]) -> list[str]:
    return [dress.format(label) for dress in dresses]


def _in_capitals(label: str) -> list[str]:
    """``label`` in capitals, where that can be undone: those of ß and ı cannot."""
    capitals = label.upper()
    return [capitals] if fold(capitals) == label else []


def _found(rule: Rule, matcher: TemplateMatcher, lines: list[str]) -> set[str]:
    if not lines:
        return set()
    document = Document("\n\n".join(lines))
    index = Index([replace(rule, matcher=replace(matcher, templates=(), row=None))])
    short = [number for number, raw in enumerate(document.raw) if len(raw) <= LONGEST_LABEL]
    matches = table_matches if matcher.table else label_matches
    return {document.raw[number].rstrip("\n") for number in short if any(matches(document, index, number))}


def _told(lines: list[str], problem: str) -> Iterator[str]:
    yield from (f"labels: {line!r} {problem}" for line in lines[:_MOST_FLAWS])
    if len(lines) > _MOST_FLAWS:
        yield f"labels: and {len(lines) - _MOST_FLAWS:,} more like that"
