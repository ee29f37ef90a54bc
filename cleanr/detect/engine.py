"""Runs the layers in their order, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.detect.index import Index
from cleanr.detect.phrases import Candidates, Hits, Memory, scanned, spoken
from cleanr.detect.ruleset import Ruleset
from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Finding, Note
from cleanr.rulebook.rule import Rule
from cleanr.text.document import Document


def investigate(
    document: Document,
    rules: Ruleset,
    hits: Hits = scanned,
    memory: Memory | None = None,
    candidates: Candidates = Index.anchored,
) -> Evidence:
    """Return all findings about ``document``: phrase rules first, then structural rules in their order.

    ``hits`` finds the literals and ``candidates`` the anchors; any way of finding the same ones, or more of the latter,
    gives the same evidence. ``memory`` holds what these
    rules said about lines of an earlier text; the evidence is the same with and without it.
    """
    evidence = Evidence(document)
    said = set(spoken(document, rules, hits, {} if memory is None else memory, candidates))
    in_order = sorted(said, key=lambda one: (one[1], one[0].id))
    evidence.add(rule.finding(note.span, note.reason) for rule, note in in_order if rule.category)
    for rule, note in in_order:
        if not rule.category:
            evidence.add(_objections(rule, note, evidence))
    for rule, look in rules.structures:
        if (not rule.needs or evidence.has(rule.needs)) and (notes := list(look(document, evidence))):
            evidence.add(_structural_findings(rule, notes, evidence))
    return evidence


def _structural_findings(rule: Rule, notes: list[Note], evidence: Evidence) -> Iterator[Finding]:
    for note in notes:
        if rule.category:
            yield rule.finding(note.span, note.reason)
        else:
            yield from _objections(rule, note, evidence)


def _objections(rule: Rule, note: Note, evidence: Evidence) -> Iterator[Finding]:
    """A guard speaks against the category it names, or against each that it may and that was found where it looks."""
    found = evidence.categories(evidence.document.line_at(note.span.start))
    allowed = (note.against,) if note.against else rule.against or tuple(found)
    for category in sorted(found.intersection(allowed)):
        yield rule.finding(note.span, note.reason, category)
