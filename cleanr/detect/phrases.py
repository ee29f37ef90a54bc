"""What the phrase rules match in a document: from the hits of the one scan to matches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from cleanr.detect.index import Entry, Index
from cleanr.detect.labels import table_matches
from cleanr.detect.ruleset import Ruleset
from cleanr.detect.templates import LONGEST_LABEL, Candidates, RuleMatch, label_matches, template_matches
from cleanr.errors import PackError
from cleanr.findings.finding import Match
from cleanr.rulebook.phrasematcher import Hit, PhraseMatcher
from cleanr.rulebook.rule import Rule
from cleanr.text.document import Document, Line
from cleanr.text.edits import Span
from cleanr.text.scan import LiteralHit

FindCandidates = Callable[[Index, str, str], Iterable[tuple[int, Sequence[Entry]]]]
CandidatesByLine = dict[int, list[tuple[int, Sequence[Entry]]]]
FindHits = Callable[[Ruleset, str], Iterable[LiteralHit]]
BoundedHit = tuple[int, int, int]  # start, -end, number of the literal

# What was matched on the lines of a text, each by its very characters, with spans counted from its start: for the next
# pass over what is left of the text. A phrase rule sees nothing but its line.
LineCache = dict[str, Sequence[RuleMatch]]
_LONGEST_KEPT = 4_000  # code points; of longer lines there are few, and they would be kept twice


def scan_hits(rules: Ruleset, folded: str) -> Iterable[LiteralHit]:
    """The fast path: one scan for all literals."""
    return rules.scanner.hits(folded)


def rule_matches(
    document: Document,
    rules: Ruleset,
    find_hits: FindHits,
    line_cache: LineCache,
    find_candidates: FindCandidates = Index.candidates_at_anchors,
) -> Iterator[RuleMatch]:
    """Yield what the phrase rules match, each place tried once by each rule.

    ``find_hits`` finds the literals of rules with phrases, ``find_candidates`` the places of rules said in templates.
    ``line_cache`` holds what the same rules matched on lines of an earlier text, and takes in what they match on these.
    """
    if line_cache:
        hits_by_line = dict(_hits_by_new_line(document, rules, find_hits, line_cache))
    else:
        hits_by_line = dict(_hits_by_line(document, rules, find_hits))
    candidates_by_line = _candidates_by_line(document, rules.index, find_candidates, line_cache)
    for index in document.visible:
        start, raw = document.starts[index], document.raw[index]
        matches = line_cache.get(raw)
        if matches is None:
            found = _line_matches(document, rules, index, hits_by_line.get(index), candidates_by_line.get(index))
            matches = [_shifted(one, -start) for one in found]
            if len(raw) <= _LONGEST_KEPT:
                line_cache[raw] = matches
        for one in matches:
            yield _shifted(one, start)


def _line_matches(
    document: Document, rules: Ruleset, index: int, hits: Sequence[BoundedHit] | None, candidates: Candidates | None
) -> Iterator[RuleMatch]:
    """What matches line number ``index``: rules with phrases, labels and rows, templates."""
    if hits:
        yield from _phrase_matches(document, rules, index, hits)
    if len(document.raw[index]) <= LONGEST_LABEL:
        yield from label_matches(document, rules.index, index)
        yield from table_matches(document, rules.index, index)
    if candidates:
        yield from template_matches(document, index, candidates)


def _candidates_by_line(
    document: Document, index: Index, find_candidates: FindCandidates, line_cache: LineCache
) -> CandidatesByLine:
    """For each line that is not in ``line_cache``, where templates are to be tried, in order."""
    if not index.entries:
        return {}
    candidates_by_line: CandidatesByLine = {}
    if not line_cache:
        for place, entries in find_candidates(index, document.unmarked, document.folded):
            candidates_by_line.setdefault(document.index_at(place), []).append((place, entries))
        return candidates_by_line
    for number in document.visible:
        raw, start = document.raw[number], document.starts[number]
        if raw not in line_cache:
            end = start + len(raw)
            found = list(find_candidates(index, document.unmarked[start:end], document.folded[start:end]))
            if found:
                candidates_by_line[number] = [(place + start, entries) for place, entries in found]
    return candidates_by_line


def _hits_by_line(document: Document, rules: Ruleset, find_hits: FindHits) -> Iterator[tuple[int, list[BoundedHit]]]:
    """The number of each line with hits, and its hits."""
    bounded = _bounded_hits(document.text, find_hits(rules, document.folded), rules.literal_opens)
    at = 0
    while at < len(bounded):
        index = document.index_at(bounded[at][0])
        end = document.starts[index + 1]
        first = at
        while at < len(bounded) and bounded[at][0] < end:
            at += 1
        yield index, bounded[first:at]


def _hits_by_new_line(
    document: Document, rules: Ruleset, find_hits: FindHits, line_cache: LineCache
) -> Iterator[tuple[int, list[BoundedHit]]]:
    """The same for the lines alone that are not in ``line_cache``: few, where the text is what an earlier pass left."""
    for index in document.visible:
        raw, start = document.raw[index], document.starts[index]
        if raw not in line_cache:
            hits = find_hits(rules, document.folded[start : start + len(raw)])
            bounded = _bounded_hits(raw, hits, rules.literal_opens)
            yield index, [(first + start, minus_end - start, number) for first, minus_end, number in bounded]


def _shifted(match: RuleMatch, offset: int) -> RuleMatch:
    rule, (span, reason, against) = match
    return rule, Match(Span(span.start + offset, span.end + offset), reason, against)


def _phrase_matches(document: Document, rules: Ruleset, index: int, line_hits: Sequence[BoundedHit]) -> list[RuleMatch]:
    """What rules with phrases match on line number ``index``, where the hits ``line_hits`` stand."""
    matches: list[RuleMatch] = []
    seen: set[tuple[str, Span]] = set()
    line = document.line(index)
    for start, minus_end, number in line_hits:
        hit = Hit(start, -minus_end)
        for rule, matcher in rules.literal_rules[number]:
            unit = matcher.unit(document, line, hit)
            if unit is None or (rule.id, unit) in seen:
                continue
            if matcher.scope != "span":  # what a span rule finds hangs on the hit, not on its surroundings alone
                seen.add((rule.id, unit))
            span = _find(rule, matcher, line, unit, hit)
            if span:
                matches.append((rule, Match(span, f'says "{document.folded[hit.start : hit.end].strip()}"')))
    return matches


def _bounded_hits(text: str, found: Iterable[LiteralHit], must_open: tuple[bool, ...]) -> list[tuple[int, int, int]]:
    """Return ``(start, -end, literal)`` of the hits that stand between word boundaries, and may open what must open.

    A change from lower to upper case counts as a boundary: extractors join what stood apart on the page
    ("AcceptRejectRead More"), so `Read more` is bounded there.
    Earlier first, of those the longest: what a rule says does not hang on the order in which phrases are found. Most
    hits end here, so this is the hottest loop of all, and calls nothing that it can do without.
    """
    bounded = []
    size = len(text)
    for number, start, end in found:
        if start:
            left = text[start - 1]
            if left == " ":
                before = text[start - 2 : start - 1] if must_open[number] else ""
                if before == "," or (before.isalnum() and not (before == "o" and _is_alone(text, start - 2))):
                    continue  # a word and a space stand before it: no line and no sentence can start here
            elif left.isalnum() and (first := text[start]).isalnum() and not (first.isupper() and _is_low(left)):
                continue
        if end < size and (right := text[end]).isalnum():
            last = text[end - 1]
            if last.isalnum() and not (right.isupper() and _is_low(last)):
                continue
        bounded.append((start, -end, number))
    bounded.sort()
    return bounded


def _is_alone(text: str, at: int) -> bool:
    """Whether no word goes on at ``at``: an "o" that stands so is a nested bullet of plain text."""
    return not text[at - 1 : at].isalnum()


def _is_low(char: str) -> bool:
    return char.islower() or char.isdigit()


def _find(rule: Rule, matcher: PhraseMatcher, line: Line, unit: Span, hit: Hit) -> Span | None:
    try:
        return matcher.find(line.document, line, unit, hit)
    except TimeoutError as error:
        raise PackError(
            f"{rule.source}: rule {rule.id!r}: 'pattern' backtracks without end; make it simpler"
        ) from error
