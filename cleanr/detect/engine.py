"""Runs the layers in their order, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from cleanr.detect.candidates import candidates
from cleanr.detect.hearing import may_speak
from cleanr.detect.phrases import FindCandidates, FindHits, LineCache, rule_matches, scan_hits
from cleanr.detect.ruleset import Ruleset
from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Finding, Match
from cleanr.profiles.site import Site
from cleanr.rulebook.rule import Rule
from cleanr.text.document import Document


def detect(
    document: Document,
    rules: Ruleset,
    find_hits: FindHits = scan_hits,
    line_cache: LineCache | None = None,
    find_candidates: FindCandidates = candidates,
    asks: Callable[[Rule, Document, Evidence], bool] = Rule.may_match,
    site: Site | None = None,
) -> Evidence:
    """Return all findings about ``document``: phrase rules first, then structural rules in their order.

    ``find_hits`` finds the literals and ``find_candidates`` the anchors; any way of finding the same ones, or more of
    the latter, gives the same evidence. ``line_cache`` holds what these rules matched on lines of an earlier text; the
    evidence is the same with and without it. ``asks`` says whether a structural rule is asked; asked
    oftener, it has nothing more to say. ``site``: what repeats on the site that the document is from.
    """
    evidence = Evidence(document, site)
    every = rule_matches(document, rules, find_hits, line_cache or LineCache(), find_candidates)
    each = {(match, rule.id, rule.language): rule for rule, match in every}  # a rule's own hash is slow
    speaking = {key[:2]: each[key] for key in sorted(each) if may_speak(each[key], key[0], document)}
    in_order = [(rule, match) for (match, _), rule in speaking.items()]
    evidence.add(rule.finding(match.span, match.reason) for rule, match in in_order if rule.category)
    for rule, match in in_order:
        if not rule.category:
            evidence.add(_objections(rule, match, evidence))
    for rule, function, needs, waits in rules.structures:
        if needs and evidence.present.isdisjoint(needs):  # so it is with most rules, and no other test is as fast
            continue
        if (not waits or asks(rule, document, evidence)) and (matches := list(function(document, evidence))):
            evidence.add(_structural_findings(rule, matches, evidence))
    return evidence


def _structural_findings(rule: Rule, matches: list[Match], evidence: Evidence) -> Iterable[Finding]:
    if rule.category:
        return rule.findings(matches)
    return [finding for match in matches for finding in _objections(rule, match, evidence)]


def _objections(rule: Rule, match: Match, evidence: Evidence) -> Iterator[Finding]:
    """A guard speaks against the category it names, or against each that it may and that was found where it looks."""
    categories = evidence.categories(evidence.document.line_at(match.span.start))
    allowed = (match.against,) if match.against else rule.against or tuple(categories)
    for category in sorted(categories.intersection(allowed)):
        yield rule.finding(match.span, match.reason, category)
