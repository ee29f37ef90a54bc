"""What the phrase rules say about a document: from the hits of the one scan to notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from cleanr.detect.index import Entry, Index
from cleanr.detect.ruleset import Ruleset
from cleanr.detect.wordings import LONGEST_LABEL, labelled, matched
from cleanr.errors import PackError
from cleanr.findings.finding import Note
from cleanr.rulebook.phrase import Hit, Phrasing
from cleanr.rulebook.rule import Rule
from cleanr.text.document import Document, Line
from cleanr.text.edits import Span
from cleanr.text.scan import Found

Candidates = Callable[[Index, str, str], Iterable[tuple[int, Sequence[Entry]]]]
Places = dict[int, list[tuple[int, Sequence[Entry]]]]
Hits = Callable[[Ruleset, str], Iterable[Found]]
Standing = tuple[int, int, int]  # start, -end, number of the literal
Said = tuple[Rule, Note]

# What was said about the lines of a text, each by its very characters, with spans counted from its start: for the next
# look at what is left of the text. A phrase rule sees nothing but the line that it judges.
Memory = dict[str, Sequence[Said]]
_LONGEST_KEPT = 4_000  # code points; of longer lines there are few, and they would be kept twice


def scanned(rules: Ruleset, folded: str) -> Iterable[Found]:
    """The fast path: one scan for all literals."""
    return rules.scanner.hits(folded)


def spoken(
    document: Document, rules: Ruleset, hits: Hits, memory: Memory, candidates: Candidates = Index.anchored
) -> Iterator[Said]:
    """Yield what the phrase rules have to say, each place judged once by each rule.

    ``hits`` finds the literals of rules with phrases, ``candidates`` the places of rules said in templates. ``memory``
    holds what was said about lines of an earlier text by the same rules, and takes in what is said about these.
    """
    groups = dict(_by_line(document, rules, hits) if not memory else _of_strangers(document, rules, hits, memory))
    places = _places(document, rules.index, candidates, memory)
    for index in document.visible:
        start, raw = document.starts[index], document.raw[index]
        said = memory.get(raw)
        if said is None:
            said = [_moved(one, -start) for one in _of_line(document, rules, index, groups, places)]
            if len(raw) <= _LONGEST_KEPT:
                memory[raw] = said
        for one in said:
            yield _moved(one, start)


def _of_line(
    document: Document, rules: Ruleset, index: int, groups: dict[int, list[Standing]], places: Places
) -> Iterator[Said]:
    """What is said of line number ``index``: by rules with phrases, by labels and rows, by templates."""
    if index in groups:
        yield from _judged(document, rules, index, groups[index])
    if len(document.raw[index]) <= LONGEST_LABEL:
        yield from labelled(document, rules.index, index)
    if index in places:
        yield from matched(document, index, places[index])


def _places(document: Document, index: Index, candidates: Candidates, memory: Memory) -> Places:
    """For each line that is not in ``memory``, where templates are to be tried, in order."""
    if not index.entries:
        return {}
    places: Places = {}
    if not memory:
        for place, entries in candidates(index, document.apart, document.folded):
            places.setdefault(document.index_at(place), []).append((place, entries))
        return places
    for number in document.visible:
        raw, start = document.raw[number], document.starts[number]
        if raw not in memory:
            end = start + len(raw)
            found = list(candidates(index, document.apart[start:end], document.folded[start:end]))
            if found:
                places[number] = [(place + start, entries) for place, entries in found]
    return places


def _by_line(document: Document, rules: Ruleset, hits: Hits) -> Iterator[tuple[int, list[Standing]]]:
    """The number of each line with hits, and its hits."""
    standing = _standing(document.text, hits(rules, document.folded), rules.opening)
    at = 0
    while at < len(standing):
        index = document.index_at(standing[at][0])
        end = document.starts[index + 1]
        first = at
        while at < len(standing) and standing[at][0] < end:
            at += 1
        yield index, standing[first:at]


def _of_strangers(
    document: Document, rules: Ruleset, hits: Hits, memory: Memory
) -> Iterator[tuple[int, list[Standing]]]:
    """The same for the lines alone that are not in ``memory``: few, where the text is what an earlier look left."""
    for index in document.visible:
        raw, start = document.raw[index], document.starts[index]
        if raw not in memory:
            standing = _standing(raw, hits(rules, document.folded[start : start + len(raw)]), rules.opening)
            yield index, [(first + start, minus_end - start, number) for first, minus_end, number in standing]


def _moved(said: Said, by: int) -> Said:
    rule, (span, reason, against) = said
    return rule, Note(Span(span.start + by, span.end + by), reason, against)


def _judged(document: Document, rules: Ruleset, index: int, group: list[Standing]) -> list[Said]:
    """What is said about line number ``index``, where the hits ``group`` stand."""
    said: list[Said] = []
    judged: set[tuple[str, Span]] = set()
    line = document.line(index)
    for start, minus_end, number in group:
        hit = Hit(start, -minus_end)
        for rule, look in rules.waiting[number]:
            unit = look.unit(document, line, hit)
            if unit is None or (rule.id, unit) in judged:
                continue
            if look.scope != "span":  # what a span rule finds hangs on the hit, not on its surroundings alone
                judged.add((rule.id, unit))
            span = _found(rule, look, line, unit, hit)
            if span:
                said.append((rule, Note(span, f'says "{document.folded[hit.start : hit.end].strip()}"')))
    return said


def _standing(text: str, found: Iterable[Found], opening: tuple[bool, ...]) -> list[tuple[int, int, int]]:
    """Return ``(start, -end, literal)`` of the hits that stand between word boundaries, and may open what must open.

    A change from lower to upper case counts as a boundary: extractors join what stood apart on the page
    ("AcceptRejectRead More"), so `Read more` is bounded there.
    Earlier first, of those the longest: what a rule says does not hang on the order in which phrases are found. Most
    hits end here, so this is the hottest loop of all, and calls nothing that it can do without.
    """
    standing = []
    size = len(text)
    for number, start, end in found:
        if start:
            left = text[start - 1]
            if left == " ":
                before = text[start - 2 : start - 1] if opening[number] else ""
                if before == "," or (before.isalnum() and not (before == "o" and _alone(text, start - 2))):
                    continue  # a word and a space stand before it: no line and no sentence can start here
            elif left.isalnum() and (first := text[start]).isalnum() and not (first.isupper() and _low(left)):
                continue
        if end < size and (right := text[end]).isalnum():
            last = text[end - 1]
            if last.isalnum() and not (right.isupper() and _low(last)):
                continue
        standing.append((start, -end, number))
    standing.sort()
    return standing


def _alone(text: str, at: int) -> bool:
    """Whether no word goes on at ``at``: an "o" that stands so is a nested bullet of plain text."""
    return not text[at - 1 : at].isalnum()


def _low(char: str) -> bool:
    return char.islower() or char.isdigit()


def _found(rule: Rule, look: Phrasing, line: Line, unit: Span, hit: Hit) -> Span | None:
    try:
        return look.find(line.document, line, unit, hit)
    except TimeoutError as error:
        raise PackError(
            f"{rule.source}: rule {rule.id!r}: 'pattern' backtracks without end; make it simpler"
        ) from error
