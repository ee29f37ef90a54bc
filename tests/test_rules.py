"""Every rule keeps its own word: its examples are found, exactly; its counter-examples are not; its failures still fail."""

from __future__ import annotations

import re

import pytest

from cleanr.document import Document
from cleanr.engine import investigate
from cleanr.gutter import parse
from cleanr.phrase import Phrasing
from cleanr.rule import Rule
from cleanr.ruleset import ruleset
from cleanr.speech import scanned, spoken

ALL = ruleset()
_MARK = re.compile(r"<mark>(.*?)</mark>", re.DOTALL)


def cases(kind: str, *, phrased: bool) -> list[object]:
    return [
        pytest.param(rule, example, id=f"{rule.id}-{number}")
        for rule in ALL.rules
        if isinstance(rule.look, Phrasing) is phrased
        for number, example in enumerate(getattr(rule, kind))
    ]


def marked(example: str) -> tuple[str, set[tuple[int, int]]]:
    """The text of an example without marks, and the marked spans; the whole text when nothing is marked."""
    text, spans, position = "", set(), 0
    for mark in _MARK.finditer(example):
        text += example[position : mark.start()]
        spans.add((len(text), len(text) + len(mark[1])))
        text += mark[1]
        position = mark.end()
    text += example[position:]
    return text, spans or {(0, len(text))}


def found_by(rule: Rule, text: str) -> set[tuple[int, int]]:
    """What ``rule`` finds in ``text``; for a guard, what it would speak about."""
    evidence = investigate(Document(text), ALL)
    return {(f.start, f.end) for f in evidence.findings if f.rule == rule.id}


def spoken_by(rule: Rule, text: str) -> set[tuple[int, int]]:
    """The spans of a phrase rule, guards included, whether or not there is anything to speak against."""
    return {tuple(note.span) for other, note in spoken(Document(text), ALL, scanned, {}) if other.id == rule.id}


@pytest.mark.parametrize(("rule", "example"), cases("examples", phrased=True))
def test_phrase_rule_finds_exactly_the_marked_spans(rule: Rule, example: str) -> None:
    text, spans = marked(example)
    assert spoken_by(rule, text) == spans


@pytest.mark.parametrize(("rule", "example"), cases("counterexamples", phrased=True))
def test_phrase_rule_is_silent_on_its_counterexamples(rule: Rule, example: str) -> None:
    assert not spoken_by(rule, example)


@pytest.mark.parametrize(("rule", "example"), cases("known_failures", phrased=True))
@pytest.mark.xfail(strict=True, reason="recorded beside the rule as a known failure")
def test_known_failures_still_fail(rule: Rule, example: str) -> None:
    assert not spoken_by(rule, example)


@pytest.mark.parametrize(("rule", "example"), cases("examples", phrased=False))
def test_structural_rule_finds_exactly_the_labelled_lines(rule: Rule, example: str) -> None:
    """What the rule finds is labelled; and all labels of its category are found, by it or by those it builds on."""
    text, labels = parse(example)
    assert (found := found_by(rule, text)), "finds nothing"
    if rule.category:
        wanted = {(start, end) for start, end, category in labels if category == rule.category}
        assert found <= wanted
        findings = investigate(Document(text), ALL).findings
        assert wanted <= {(f.start, f.end) for f in findings if f.category == rule.category}


@pytest.mark.parametrize(("rule", "example"), cases("counterexamples", phrased=False))
def test_structural_rule_is_silent_on_its_counterexamples(rule: Rule, example: str) -> None:
    text, _ = parse(example)
    assert not found_by(rule, text)
