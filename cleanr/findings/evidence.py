"""The findings so far, by line and by category; and how findings add up."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import update_wrapper
from typing import TYPE_CHECKING, Any, TypeVar, cast

from cleanr.findings.finding import Finding, family_of
from cleanr.text.document import Document, Line
from cleanr.text.kernel import KERNEL

if TYPE_CHECKING:
    from cleanr.profiles.site import Site

T = TypeVar("T")
_NOTHING: list[Finding] = []
_NO_CATEGORIES: set[str] = set()
_NO_SCORES: dict[str, int] = {}


class _LineRecord:
    """What was found on one line, and what was worked out from it since."""

    __slots__ = ("cache", "categories", "findings", "line")

    def __init__(self, line: Line) -> None:
        self.line = line
        self.findings: list[Finding] = []
        self.categories: set[str] = set()
        self.cache: dict[Callable[..., Any], Any] = {}


class Evidence:
    """All findings about one document. It grows; nothing in it is ever changed or taken away.

    So what follows from it is worked out once, and again when more has been found: see `cached_by_line_findings` and
    `cached_by_findings`.
    """

    def __init__(self, document: Document, site: Site | None = None) -> None:
        self.document = document
        self.site = site  # what repeats on the site that the document is from, where a profile is in force
        self.findings: list[Finding] = []
        self.present: set[str] = set()  # the categories found
        self._records: dict[int, _LineRecord] = {}
        self._lines_by_category: dict[str, set[int]] = defaultdict(set)
        self._lines: dict[tuple[str, ...], list[Line]] = {}  # by the categories that were asked for
        self._findings_cache: dict[Callable[..., Any], tuple[int, Any]] = {}
        self._first_results: dict[Callable[..., Any], Any] = {}

    def add(self, findings: Iterable[Finding]) -> None:
        """Take in ``findings``, whose spans are in code points of the document's text."""
        document, records = self.document, self._records
        starts, last = document.starts, len(document.starts) - 2
        for finding in findings:
            self.findings.append(finding)
            index = min(bisect_right(starts, finding.start) - 1, last)
            record = records.get(index)
            if record is None:
                record = records[index] = _LineRecord(document.line(index))
            elif record.cache:
                record.cache = {}
            record.findings.append(finding)
            if finding.weight > 0 and finding.category not in record.categories:
                record.categories.add(finding.category)
                self._lines_by_category[finding.category].add(index)
                self.present.add(finding.category)
                self._lines.clear()

    def has(self, categories: Iterable[str], at_least: int = 1) -> bool:
        """Whether ``at_least`` so many lines have a finding for one of ``categories`` (for any when none is named)."""
        if at_least == 1:
            return not self.present.isdisjoint(categories) if categories else bool(self.present)
        return len(self._indexes(categories)) >= at_least

    def lines(self, *categories: str) -> Sequence[Line]:
        """Return the lines with a finding for one of ``categories`` (any when none is named), in order."""
        lines = self._lines.get(categories)
        if lines is None:
            lines = self._lines[categories] = [self._records[index].line for index in sorted(self._indexes(categories))]
        return lines

    def _indexes(self, categories: Iterable[str]) -> set[int]:
        chosen = self.present.intersection(categories) if categories else self.present
        return set().union(*(self._lines_by_category[category] for category in chosen))

    def on(self, line: Line) -> list[Finding]:
        """Return the findings that start on ``line``."""
        record = self._records.get(line.index)
        return record.findings if record else _NOTHING

    def categories(self, line: Line) -> set[str]:
        """Return the categories that something on ``line`` was found to be."""
        record = self._records.get(line.index)
        return record.categories if record else _NO_CATEGORIES

    def score(self, line: Line, category: str) -> int:
        """Return how strongly the evidence so far says that the whole of ``line`` is ``category``, in decibans."""
        return _whole_line_scores(line, self).get(category, 0)

    def is_likely(self, line: Line, *categories: str) -> bool:
        """Whether the whole of ``line`` is, by the evidence so far, likely one of ``categories``."""
        scores = _whole_line_scores(line, self)
        return bool(scores) and any(scores.get(category, 0) > 0 for category in categories)

    def claimed(self, line: Line) -> bool:
        """Whether the whole of ``line`` is, by the evidence so far, likely furniture of any kind."""
        scores = _whole_line_scores(line, self)
        return bool(scores) and max(scores.values()) > 0


def cached_by_line_findings(default: T) -> Callable[[Callable[[Line, Evidence], T]], Callable[[Line, Evidence], T]]:
    """Cache a function of a line and of the findings on that line alone until more is found there.

    ``default``: its result for a line without findings. Such are most lines, and it is not called for them.
    """

    def decorate(function: Callable[[Line, Evidence], T]) -> Callable[[Line, Evidence], T]:
        if KERNEL is not None:
            memo = KERNEL.Memo(function, function, default)
            return cast("Callable[[Line, Evidence], T]", update_wrapper(memo, function))

        def cached(line: Line, evidence: Evidence) -> T:
            record = evidence._records.get(line.index)
            if record is None:
                return default
            if function not in record.cache:
                record.cache[function] = function(line, evidence)
            answer: T = record.cache[function]
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
    start, end = line.core
    return scores_of([f for f in evidence.on(line) if f.start <= start and f.end >= end])


def scores_of(findings: Sequence[Finding]) -> dict[str, int]:
    """Return for each category found its score in decibans: what `weigh` says, without the findings that counted."""
    if len(findings) == 1:
        return {findings[0].category: findings[0].weight}
    strongest: dict[tuple[str, str, bool], int] = {}
    for _, _, rule, category, weight, _ in findings:
        voice = category, family_of(rule), weight > 0
        if abs(weight) >= abs(strongest.get(voice, 0)):
            strongest[voice] = weight
    scores: dict[str, int] = {}
    for (category, _, _), weight in strongest.items():
        scores[category] = scores.get(category, 0) + weight
    return scores


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
