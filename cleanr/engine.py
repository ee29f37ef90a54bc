"""Runs the layers in their order, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from cleanr.document import Document, Line
from cleanr.errors import PackError
from cleanr.evidence import Evidence
from cleanr.phrase import Hit, Phrasing, bounded, within_sentence
from cleanr.rule import Finding, Note, Rule
from cleanr.ruleset import Ruleset
from cleanr.text import Span

Hits = Callable[[Ruleset, str], Iterable[tuple[int, Hit]]]


def scanned(rules: Ruleset, folded: str) -> Iterable[tuple[int, Hit]]:
    """The fast path: one scan for all literals."""
    return rules.scanner.hits(folded)


def investigate(document: Document, rules: Ruleset, hits: Hits = scanned) -> Evidence:
    """Return all findings about ``document``: phrase rules first, then structural rules in their order.

    ``hits`` finds the literals; any way of finding the same ones gives the same evidence.
    """
    evidence = Evidence(document)
    spoken = sorted(set(_spoken(document, rules, hits)), key=lambda said: (said[1], said[0].id))
    evidence.add(rule.finding(note.span, note.reason) for rule, note in spoken if rule.category)
    for rule, note in spoken:
        if not rule.category:
            evidence.add(_objections(rule, note, evidence))
    for rule in rules.structural_rules:
        if evidence.has(rule.needs) or not rule.needs:
            evidence.add(_structural_findings(rule, document, evidence))
    return evidence


def _spoken(document: Document, rules: Ruleset, hits: Hits) -> Iterator[tuple[Rule, Note]]:
    """What the phrase rules have to say, each place judged once by each rule."""
    judged: set[tuple[str, Span]] = set()
    opening = rules.opening
    for number, hit in sorted(hits(rules, document.folded), key=_place):
        if (opening[number] and within_sentence(document.text, hit.start)) or not bounded(document.text, hit):
            continue
        line = document.line_at(hit.start)
        for rule, look in rules.waiting[number]:
            unit = look.unit(document, line, hit)
            if unit is None or (rule.id, unit) in judged:
                continue
            if look.scope != "span":  # what a span rule finds hangs on the hit, not on its surroundings alone
                judged.add((rule.id, unit))
            span = _found(rule, look, document, line, unit, hit)
            if span:
                yield rule, Note(span, f'says "{document.folded[hit.start : hit.end].strip()}"')


def _place(said: tuple[int, Hit]) -> tuple[int, int]:
    """Earlier first, of those the longest: what a rule says does not hang on the order in which phrases are found."""
    return said[1].start, -said[1].end


def _found(rule: Rule, look: Phrasing, document: Document, line: Line, unit: Span, hit: Hit) -> Span | None:
    try:
        return look.find(document, line, unit, hit)
    except TimeoutError as error:
        raise PackError(
            f"{rule.source}: rule {rule.id!r}: 'pattern' backtracks without end; make it simpler"
        ) from error


def _structural_findings(rule: Rule, document: Document, evidence: Evidence) -> Iterator[Finding]:
    if isinstance(rule.look, Phrasing):
        return
    for note in list(rule.look(document, evidence)):
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
