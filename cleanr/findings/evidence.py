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

    So what follows from it is worked out once (see `of_line` and `of_all`), and again when more has been found.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.findings: list[Finding] = []
        self._by_line: dict[int, list[Finding]] = defaultdict(list)
        self._by_category: dict[str, set[int]] = defaultdict(set)
        self._categories: dict[int, set[str]] = defaultdict(set)
        self._of_line: dict[int, dict[Callable[..., Any], Any]] = {}
        self._of_all: dict[Callable[..., Any], tuple[int, Any]] = {}
        self._at_first: dict[Callable[..., Any], Any] = {}

    def add(self, findings: Iterable[Finding]) -> None:
        """Take in ``findings``, whose spans are in code points of the document's text."""
        for finding in findings:
            self.findings.append(finding)
            index = self.document.index_at(finding.start)
            self._by_line[index].append(finding)
            self._of_line.pop(index, None)
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
        return _whole(line, self).get(category, 0) if line.index in self._by_line else 0

    def marked(self, line: Line, *categories: str) -> bool:
        """Whether the whole of ``line`` is, by the evidence so far, likely one of ``categories``."""
        if line.index not in self._by_line:
            return False
        scores = _whole(line, self)
        return any(scores.get(category, 0) > 0 for category in categories)

    def claimed(self, line: Line) -> bool:
        """Whether the whole of ``line`` is, by the evidence so far, likely furniture of any kind."""
        return line.index in self._by_line and any(score > 0 for score in _whole(line, self).values())


def of_line(nothing: T) -> Callable[[Callable[[Line, Evidence], T]], Callable[[Line, Evidence], T]]:
    """Let a judge, which looks at a line and at the findings on that line alone, work once for the same findings.

    ``nothing``: what it says of a line without findings. Such are most lines, and it is not asked about them.
    """

    def remembered(judge: Callable[[Line, Evidence], T]) -> Callable[[Line, Evidence], T]:
        def known(line: Line, found: Evidence) -> T:
            index = line.index
            if index not in found._by_line:
                return nothing
            kept = found._of_line.get(index)
            if kept is None:
                kept = found._of_line[index] = {}
            if judge not in kept:
                kept[judge] = judge(line, found)
            answer: T = kept[judge]
            return answer

        return update_wrapper(known, judge)

    return remembered


def of_all(judge: Callable[[Document, Evidence], T]) -> Callable[[Document, Evidence], T]:
    """Let ``judge``, which looks at the document and at all findings, work once until more is found."""

    def known(document: Document, found: Evidence) -> T:
        kept = found._of_all.get(judge)
        if kept is None or kept[0] != len(found.findings):
            kept = found._of_all[judge] = len(found.findings), judge(document, found)
        answer: T = kept[1]
        return answer

    return update_wrapper(known, judge)


def at_first(judge: Callable[[Document, Evidence], T]) -> Callable[[Document, Evidence], T]:
    """Let ``judge`` work once for a document: a rule that asks later sees what the first one saw."""

    def known(document: Document, found: Evidence) -> T:
        if judge not in found._at_first:
            found._at_first[judge] = judge(document, found)
        answer: T = found._at_first[judge]
        return answer

    return update_wrapper(known, judge)


@of_line(_NO_SCORES)
def _whole(line: Line, found: Evidence) -> dict[str, int]:
    """The score of each category that findings on the whole of ``line`` speak of."""
    covering = [f for f in found.on(line) if f.start <= line.core.start and f.end >= line.core.end]
    return {category: score for category, (score, _) in weigh(covering).items()}


def _loudness(finding: Finding) -> tuple[int, str, Finding]:
    """The louder voice first; of equal ones the first by its rule's id and place, so that order does not matter."""
    return -abs(finding.weight), finding.rule, finding


def weigh(findings: Iterable[Finding]) -> dict[str, tuple[int, tuple[Finding, ...]]]:
    """Return for each category found its score in decibans and the findings that counted.

    Within a family the strongest voice for and the strongest against count once; families add. Overlapping rules of
    one family are one witness: a plain sum would let four of them outvote the guard that says "this is prose".
    """
    findings = list(findings)
    if len(findings) == 1:
        return {findings[0].category: (findings[0].weight, (findings[0],))}
    voices: dict[str, dict[tuple[str, bool], Finding]] = defaultdict(dict)
    for finding in findings:
        family = voices[finding.category]
        key = (finding.family, finding.weight > 0)
        if key not in family or _loudness(finding) < _loudness(family[key]):
            family[key] = finding
    return {
        category: (sum(f.weight for f in family.values()), tuple(sorted(family.values())))
        for category, family in voices.items()
    }
