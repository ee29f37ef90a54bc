"""The findings so far, by line and by category; and how findings add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import update_wrapper
from typing import Any, TypeVar

from cleanr.findings.finding import Finding
from cleanr.text.document import Document, Line

T = TypeVar("T")
_NOTHING: list[Finding] = []
_NO_SCORES: dict[str, int] = {}


class Evidence:
    """All findings about one document. It grows; nothing in it is ever changed or taken away.

    So what follows from it is worked out once, and again when more has been found: see `cached_by_line_findings` and
    `cached_by_findings`.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.findings: list[Finding] = []
        self._by_line: dict[int, list[Finding]] = defaultdict(list)
        self._by_category: dict[str, set[int]] = defaultdict(set)
        self._categories: dict[int, set[str]] = defaultdict(set)
        self._line_cache: dict[int, dict[Callable[..., Any], Any]] = {}
        self._findings_cache: dict[Callable[..., Any], tuple[int, Any]] = {}
        self._first_results: dict[Callable[..., Any], Any] = {}

    def add(self, findings: Iterable[Finding]) -> None:
        """Take in ``findings``, whose spans are in code points of the document's text."""
        for finding in findings:
            self.findings.append(finding)
            index = self.document.index_at(finding.start)
            self._by_line[index].append(finding)
            self._line_cache.pop(index, None)
            if finding.weight > 0:
                self._by_category[finding.category].add(index)
                self._categories[index].add(finding.category)

    def has(self, categories: tuple[str, ...]) -> bool:
        """Whether something was found for one of ``categories`` (for any at all when none is named)."""
        present = self._by_category.keys()
        return not present.isdisjoint(categories) if categories else bool(present)

    def lines(self, *categories: str) -> list[Line]:
        """Return the lines with a finding for one of ``categories`` (any when none is named), in order."""
        chosen = categories or tuple(self._by_category)
        indexes = set().union(*(self._by_category.get(category, ()) for category in chosen))
        return [self.document.line(index) for index in sorted(indexes)]

    def on(self, line: Line) -> list[Finding]:
        """Return the findings that start on ``line``."""
        return self._by_line.get(line.index, _NOTHING)

    def categories(self, line: Line) -> set[str]:
        """Return the categories that something on ``line`` was found to be."""
        return self._categories.get(line.index, set())

    def score(self, line: Line, category: str) -> int:
        """Return how strongly the evidence so far says that the whole of ``line`` is ``category``, in decibans."""
        return _whole_line_scores(line, self).get(category, 0) if line.index in self._by_line else 0

    def is_likely(self, line: Line, *categories: str) -> bool:
        """Whether the whole of ``line`` is, by the evidence so far, likely one of ``categories``."""
        if line.index not in self._by_line:
            return False
        scores = _whole_line_scores(line, self)
        return any(scores.get(category, 0) > 0 for category in categories)

    def claimed(self, line: Line) -> bool:
        """Whether the whole of ``line`` is, by the evidence so far, likely furniture of any kind."""
        return line.index in self._by_line and any(score > 0 for score in _whole_line_scores(line, self).values())


def cached_by_line_findings(default: T) -> Callable[[Callable[[Line, Evidence], T]], Callable[[Line, Evidence], T]]:
    """Cache a function of a line and of the findings on that line alone until more is found there.

    ``default``: its result for a line without findings. Such are most lines, and it is not called for them.
    """

    def decorate(function: Callable[[Line, Evidence], T]) -> Callable[[Line, Evidence], T]:
        def cached(line: Line, evidence: Evidence) -> T:
            index = line.index
            if index not in evidence._by_line:
                return default
            cache = evidence._line_cache.get(index)
            if cache is None:
                cache = evidence._line_cache[index] = {}
            if function not in cache:
                cache[function] = function(line, evidence)
            answer: T = cache[function]
            return answer

        return update_wrapper(cached, function)

    return decorate


def cached_by_findings(function: Callable[[Document, Evidence], T]) -> Callable[[Document, Evidence], T]:
    """Cache ``function``, which looks at the document and at all findings, until more is found."""

    def cached(document: Document, evidence: Evidence) -> T:
        cache = evidence._findings_cache.get(function)
        if cache is None or cache[0] != len(evidence.findings):
            cache = evidence._findings_cache[function] = len(evidence.findings), function(document, evidence)
        answer: T = cache[1]
        return answer

    return update_wrapper(cached, function)


def cached_once(function: Callable[[Document, Evidence], T]) -> Callable[[Document, Evidence], T]:
    """Call ``function`` once for a document: a rule that asks later gets the result of the first call."""

    def cached(document: Document, evidence: Evidence) -> T:
        if function not in evidence._first_results:
            evidence._first_results[function] = function(document, evidence)
        answer: T = evidence._first_results[function]
        return answer

    return update_wrapper(cached, function)


@cached_by_line_findings(_NO_SCORES)
def _whole_line_scores(line: Line, evidence: Evidence) -> dict[str, int]:
    """The score of each category that findings on the whole of ``line`` speak of."""
    covering = [f for f in evidence.on(line) if f.start <= line.core.start and f.end >= line.core.end]
    return {category: score for category, (score, _) in weigh(covering).items()}


def _strongest_first(finding: Finding) -> tuple[int, str, Finding]:
    """The heavier finding first; of equal ones the first by its rule's id and place, so that order does not matter."""
    return -abs(finding.weight), finding.rule, finding


def weigh(findings: Iterable[Finding]) -> dict[str, tuple[int, tuple[Finding, ...]]]:
    """Return for each category found its score in decibans and the findings that counted.

    Within a family the strongest finding for and the strongest against count once; families add. Overlapping rules of
    one family are one witness: a plain sum would let four of them outvote the guard that says "this is prose".
    """
    findings = list(findings)
    if len(findings) == 1:
        return {findings[0].category: (findings[0].weight, (findings[0],))}
    strongest: dict[str, dict[tuple[str, bool], Finding]] = defaultdict(dict)
    for finding in findings:
        family = strongest[finding.category]
        key = (finding.family, finding.weight > 0)
        if key not in family or _strongest_first(finding) < _strongest_first(family[key]):
            family[key] = finding
    return {
        category: (sum(f.weight for f in family.values()), tuple(sorted(family.values())))
        for category, family in strongest.items()
    }
