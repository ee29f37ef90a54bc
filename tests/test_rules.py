"""Every rule keeps its own word: its examples are found, exactly; its counter-examples are not; its failures still fail.

One test stands for one kind of case of all rules of a language and category, and names every case that fails: with
one for each example, most of the time would go into keeping account of them.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cleanr.detect.engine import detect
from cleanr.detect.phrases import LineCache, rule_matches, scan_hits
from cleanr.proof.examples import marked
from cleanr.proof.sites import site_in
from cleanr.rulebook.gutter import parse
from cleanr.rulebook.rule import Rule
from cleanr.settings.rules import ruleset
from cleanr.text.document import Document
from tests.rulegroups import grouped

ALL = ruleset()
PHRASED = grouped(rule for rule in ALL.rules if not rule.structural)
STRUCTURAL = grouped(rule for rule in ALL.rules if rule.structural)


def found_by(rule: Rule, example: str) -> set[tuple[int, int]]:
    """What ``rule`` finds in an example; for a guard, what it would speak about."""
    evidence = detect(Document(parse(example)[0]), ALL, site=site_in(example))
    return {(f.start, f.end) for f in evidence.findings if f.rule == rule.id}


def spoken_by(rule: Rule, text: str) -> set[tuple[int, int]]:
    """The spans of a phrase rule, guards included, whether or not there is anything to speak against."""
    return {tuple(note.span) for other, note in rule_matches(Document(text), ALL, scan_hits, LineCache()) if other.id == rule.id}


def cases(rules: list[Rule], kind: str) -> Iterator[tuple[Rule, str]]:
    """Each example of a kind with its rule."""
    for rule in rules:
        yield from ((rule, example) for example in getattr(rule, kind))


@pytest.mark.parametrize("rules", PHRASED)
def test_phrase_rules_find_exactly_the_marked_spans(rules: list[Rule]) -> None:
    wrong = [
        (rule.id, example, found)
        for rule, example in cases(rules, "examples")
        for text, wanted in [marked(example)]
        if (found := spoken_by(rule, text)) != wanted
    ]
    assert wrong == []


@pytest.mark.parametrize("rules", PHRASED)
def test_phrase_rules_are_silent_on_their_counterexamples(rules: list[Rule]) -> None:
    counterexamples = cases(rules, "counterexamples")
    assert [(rule.id, example) for rule, example in counterexamples if spoken_by(rule, example)] == []


FAILURES = [
    pytest.param(rule, example, id=f"{rule.id}-{number}")
    for rule in ALL.rules
    if not rule.structural
    for number, example in enumerate(rule.known_failures)
]


@pytest.mark.parametrize(("rule", "example"), FAILURES)
@pytest.mark.xfail(strict=True, reason="recorded beside the rule as a known failure")
def test_known_failures_still_fail(rule: Rule, example: str) -> None:
    assert not spoken_by(rule, example)


def quarrel(rule: Rule, example: str) -> str:
    """What is wrong with what a structural rule finds: it must be labelled, and all that is labelled must be found."""
    text, labels = parse(example)
    findings = detect(Document(text), ALL, site=site_in(example)).findings
    found = {(f.start, f.end, f.category) for f in findings if f.rule == rule.id}
    if not found:
        return "finds nothing"
    if rule.category and not found <= {*labels}:
        return f"finds what is not labelled: {found - {*labels}}"
    missed = {label for label in labels if label.category == rule.category} - {
        (f.start, f.end, f.category) for f in findings
    }
    return f"labelled and not found: {missed}" if rule.category and missed else ""


@pytest.mark.parametrize("rules", STRUCTURAL)
def test_structural_rules_find_exactly_the_labelled_lines(rules: list[Rule]) -> None:
    """What a rule finds is labelled; and all labels of its category are found, by it or by those it builds on."""
    examples = cases(rules, "examples")
    assert [(rule.id, example, wrong) for rule, example in examples if (wrong := quarrel(rule, example))] == []


@pytest.mark.parametrize("rules", STRUCTURAL)
def test_structural_rules_are_silent_on_their_counterexamples(rules: list[Rule]) -> None:
    counterexamples = cases(rules, "counterexamples")
    assert [(rule.id, example) for rule, example in counterexamples if found_by(rule, example)] == []


def test_every_rule_is_in_a_group() -> None:
    assert sum(len(group.values[0]) for group in (*PHRASED, *STRUCTURAL)) == len(ALL.rules)
