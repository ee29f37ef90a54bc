"""What the phrase rules match in a document: from the hits of the one scan to matches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from cleanr.detect.candidates import Candidates, Lines, Place, candidates
from cleanr.detect.hearing import silent_languages
from cleanr.detect.index import Index
from cleanr.detect.labels import table_matches
from cleanr.detect.ruleset import Ruleset
from cleanr.detect.templates import RuleMatch, label_matches, row_matches, template_matches
from cleanr.errors import PackError
from cleanr.findings.finding import Match
from cleanr.rulebook.phrasematcher import Hit, PhraseMatcher
from cleanr.rulebook.rule import Rule
from cleanr.text.document import Document, Line
from cleanr.text.edits import Span
from cleanr.text.scan import LiteralHit

BoundedHit = tuple[int, int, int]  # start, -end, number of the literal
FindCandidates = Callable[[Index, Document, Lines], Candidates]
FindHits = Callable[[Ruleset, str, str], Sequence[BoundedHit]]  # in a text and the same folded, sorted
_LONGEST_KEPT = 4_000  # code points; of longer lines there are few, and they would be kept twice


Kept = tuple[int, Sequence[RuleMatch]]  # where a line started, and what was matched there
_NOTHING: Kept = 0, ()


class LineCache:
    """What was matched on the lines of a text, each by its very characters.

    For the next pass over what is left of the text: a phrase rule sees nothing but its line. What was not looked for,
    its language not being heard, is not known, and nothing is where such a language comes to be heard.
    """

    def __init__(self) -> None:
        self.silent: frozenset[str] = frozenset()
        self.matches: dict[str, Kept] = {}
        self._looked_at: list[str] = []

    def known_in(self, document: Document) -> dict[str, Kept]:
        """Return what is known of lines for ``document``; it takes in what is matched there."""
        silent = silent_languages(document)
        if not self.silent <= silent:
            self.matches.clear()
        else:
            self.matches = dict.fromkeys(self._looked_at, _NOTHING) | self.matches
        self.silent = self.silent | silent if self.matches else silent
        return self.matches

    def keep_lines(self, document: Document) -> None:
        """Keep that all has been matched on the lines of ``document``: on most of them, nothing."""
        self._looked_at = [raw for raw in document.raw if len(raw) <= _LONGEST_KEPT]


def scan_hits(rules: Ruleset, text: str, folded: str) -> Sequence[BoundedHit]:
    """The fast path: one scan for all literals."""
    if rules.phrases is not None:
        return rules.phrases.hits(text, folded)
    return bounded_hits(text, rules.scanner.hits(folded), rules.literal_opens)


def rule_matches(
    document: Document,
    rules: Ruleset,
    find_hits: FindHits,
    line_cache: LineCache,
    find_candidates: FindCandidates = candidates,
) -> Iterator[RuleMatch]:
    """Yield what the phrase rules match, each place tried once by each rule.

    ``find_hits`` finds the literals of rules with phrases, ``find_candidates`` the places of rules said in templates.
    ``line_cache`` holds what the same rules matched on lines of an earlier text, and takes in what they match on these.
    """
    known = line_cache.known_in(document)
    new = None
    if known:
        new = [number for number in document.visible if document.raw[number] not in known]
        yield from _known_matches(document, known)
    hits_by_line = dict(_hits_by_line(document, rules, find_hits, new)) if rules.literals else {}
    found = find_candidates(rules.index, document, new)
    places, labels = _by_line(found.places), dict(found.short.labels)
    rows, tables = set(found.short.rows), set(found.short.tables)
    for number in sorted({*hits_by_line, *places, *labels, *rows, *tables}):
        start, raw = document.starts[number], document.raw[number]
        if raw in known:  # it stands twice in the text
            yield from _moved(known[raw], start)
            continue
        matches = _phrase_matches(document, rules, number, hits_by_line[number]) if number in hits_by_line else []
        if number in labels:
            matches += label_matches(document, rules.index, number, labels[number])
        if number in rows:
            matches += row_matches(document, rules.index, number)
        if number in tables:
            matches += table_matches(document, rules.index, number)
        if number in places:
            matches += template_matches(document, rules.index, number, places[number])
        if len(raw) <= _LONGEST_KEPT:
            known[raw] = start, matches
        yield from matches
    line_cache.keep_lines(document)


def _known_matches(document: Document, known: Mapping[str, Kept]) -> Iterator[RuleMatch]:
    for number in document.visible:
        kept = known.get(document.raw[number], _NOTHING)
        if kept[1]:
            yield from _moved(kept, document.starts[number])


def _by_line(found: Iterable[Place]) -> dict[int, list[Place]]:
    places: dict[int, list[Place]] = {}
    for place in found:
        places.setdefault(place[0], []).append(place)
    return places


def _hits_by_line(
    document: Document, rules: Ruleset, find_hits: FindHits, lines: Lines
) -> Iterator[tuple[int, Sequence[BoundedHit]]]:
    """The number of each of ``lines`` with hits, and its hits."""
    if lines is not None:
        yield from _hits_by_new_line(document, rules, find_hits, lines)
        return
    bounded = find_hits(rules, document.text, document.folded)
    at = 0
    while at < len(bounded):
        index = document.index_at(bounded[at][0])
        end = document.starts[index + 1]
        first = at
        while at < len(bounded) and bounded[at][0] < end:
            at += 1
        yield index, bounded[first:at]


def _hits_by_new_line(
    document: Document, rules: Ruleset, find_hits: FindHits, lines: Sequence[int]
) -> Iterator[tuple[int, Sequence[BoundedHit]]]:
    """The same for few lines, where the text is what an earlier pass left."""
    for index in lines:
        raw, start = document.raw[index], document.starts[index]
        if hits := find_hits(rules, raw, document.folded[start : start + len(raw)]):
            yield index, [(first + start, minus_end - start, number) for first, minus_end, number in hits]


def _moved(kept: Kept, start: int) -> Sequence[RuleMatch]:
    """What was ``kept`` of a line, on the same line where that starts at ``start``."""
    before, matches = kept
    return matches if before == start else [_shifted(one, start - before) for one in matches]


def _shifted(match: RuleMatch, offset: int) -> RuleMatch:
    rule, (span, reason, against, category) = match
    return rule, Match(Span(span.start + offset, span.end + offset), reason, against, category)


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


def bounded_hits(text: str, found: Iterable[LiteralHit], must_open: tuple[bool, ...]) -> list[BoundedHit]:
    """Return ``(start, -end, literal)`` of the hits that stand between word boundaries, and may open what must open.

    A change from lower to upper case counts as a boundary: extractors join what stood apart on the page
    ("AcceptRejectRead More"), so `Read more` is bounded there.
    Earlier first, of those the longest: what a rule says does not hang on the order in which phrases are found. It is
    what `Phrases.hits` of the kernel does. Most hits end here, so it calls nothing that it can do without.
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
