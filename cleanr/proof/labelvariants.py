"""Whether the labels of a rule are found in all variants of a page, and left alone where they are quoted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cleanr.detect.candidates import candidates
from cleanr.detect.index import Index
from cleanr.detect.labels import table_matches
from cleanr.detect.templates import label_matches
from cleanr.rulebook.rule import Rule
from cleanr.rulebook.tablekeys import NETWORK
from cleanr.rulebook.templatematcher import TemplateMatcher
from cleanr.text.document import Document
from cleanr.text.folding import fold

VARIANTS = ("• {}", "{}:", "{} (12)", "## {}", "**{}**")  # and in capitals
NON_LABEL_VARIANTS = ('"{}"', "{},")
TABLE_VARIANTS = ("• {}", "{}:", "{} (12)", "**{}**")
NON_TABLE_VARIANTS = ('"{}"', "{},", "# {}", "1. {}", "| {} |")
_A_NETWORK = "telegram"
_MOST_FLAWS = 5  # of one kind: they are all alike


def label_flaws(rule: Rule, matcher: TemplateMatcher) -> Iterator[str]:
    """Yield, for a reader, labels that are not found in capitals, as a bullet …, or are found in quotation marks."""
    yield from _flaw_lines(missed(rule, matcher), "is not found")
    yield from _flaw_lines(mistaken(rule, matcher), "is taken for a label")


def missed(rule: Rule, matcher: TemplateMatcher) -> list[str]:
    """Return the lines that ``rule`` should find by its labels, and does not."""
    variants = TABLE_VARIANTS if matcher.table else VARIANTS
    labels = [label.replace(NETWORK, _A_NETWORK) for label in matcher.labels]
    lines = [line for label in labels for line in (*_variants(label, variants), *_in_capitals(label))]
    found = _found(rule, matcher, lines)
    return [line for line in lines if line not in found]


def mistaken(rule: Rule, matcher: TemplateMatcher) -> list[str]:
    """Return the lines that ``rule`` finds by its labels though they are dialogue or verse."""
    variants = NON_TABLE_VARIANTS if matcher.table else NON_LABEL_VARIANTS
    return sorted(_found(rule, matcher, [variant.format(label) for label in matcher.labels for variant in variants]))


def _variants(label: str, variants: tuple[str, ...]) -> list[str]:
    return [variant.format(label) for variant in variants]


def _in_capitals(label: str) -> list[str]:
    """``label`` in capitals, where that can be undone: those of ß and ı cannot."""
    capitals = label.upper()
    return [capitals] if fold(capitals) == label else []


def _found(rule: Rule, matcher: TemplateMatcher, lines: list[str]) -> set[str]:
    if not lines:
        return set()
    document = Document("\n\n".join(lines))
    index = Index([replace(rule, matcher=replace(matcher, templates=(), row=None))])
    found = candidates(index, document).short
    if matcher.table:
        numbers = [number for number in found.tables if any(table_matches(document, index, number))]
    else:
        numbers = [number for number, label in found.labels if any(label_matches(document, index, number, label))]
    return {document.line(number).text for number in numbers}


def _flaw_lines(lines: list[str], problem: str) -> Iterator[str]:
    yield from (f"labels: {line!r} {problem}" for line in lines[:_MOST_FLAWS])
    if len(lines) > _MOST_FLAWS:
        yield f"labels: and {len(lines) - _MOST_FLAWS:,} more like that"
