"""Runs the layers in their order, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from cleanr.document import Document, Line
from cleanr.errors import PackError
from cleanr.evidence import Evidence
from cleanr.phrase import Hit, Phrasing, parted, within_sentence
from cleanr.rule import Finding, Note, Rule
from cleanr.ruleset import Ruleset
from cleanr.scan import Found
from cleanr.text import Span

Hits = Callable[[Ruleset, str], Iterable[Found]]


def scanned(rules: Ruleset, folded: str) -> Iterable[Found]:
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
        if not rule.needs or evidence.has(rule.needs):
            evidence.add(_structural_findings(rule, document, evidence))
    return evidence


def _spoken(document: Document, rules: Ruleset, hits: Hits) -> Iterator[tuple[Rule, Note]]:
    """What the phrase rules have to say, each place judged once by each rule."""
    judged: set[tuple[str, Span]] = set()
    waiting = rules.waiting
    for start, minus_end, number in _standing(document.text, hits(rules, document.folded), rules.opening):
        hit = Hit(start, -minus_end)
        line = document.line_at(start)
        for rule, look in waiting[number]:
            unit = look.unit(document, line, hit)
            if unit is None or (rule.id, unit) in judged:
                continue
            if look.scope != "span":  # what a span rule finds hangs on the hit, not on its surroundings alone
                judged.add((rule.id, unit))
            span = _found(rule, look, document, line, unit, hit)
            if span:
                yield rule, Note(span, f'says "{document.folded[hit.start : hit.end].strip()}"')


def _standing(text: str, found: Iterable[Found], opening: tuple[bool, ...]) -> list[tuple[int, int, int]]:
    """Return ``(start, -end, literal)`` of the hits that stand between word boundaries, and may open what must open.

    Earlier first, of those the longest: what a rule says does not hang on the order in which phrases are found. Most
    hits end here, so this is the hottest loop of all, and calls nothing that it can do without.
    """
    standing = []
    size = len(text)
    for number, start, end in found:
        if start:
            left = text[start - 1]
            if left == " ":
                if opening[number] and within_sentence(text, start):
                    continue
            elif left.isalnum() and not parted(text, start):
                continue
        if end < size and text[end].isalnum() and not parted(text, end):
            continue
        standing.append((start, -end, number))
    standing.sort()
    return standing


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
