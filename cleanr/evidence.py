"""The findings so far, by line and by category; and how findings add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from cleanr.document import Document, Line
from cleanr.rule import Finding


class Evidence:
    """All findings about one document. It grows; nothing in it is ever changed or taken away."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.findings: list[Finding] = []
        self._by_line: dict[int, list[Finding]] = defaultdict(list)
        self._by_category: dict[str, set[int]] = defaultdict(set)
        self._categories: dict[int, set[str]] = defaultdict(set)

    def add(self, findings: Iterable[Finding]) -> None:
        """Take in ``findings``, whose spans are in code points of the document's text."""
        for finding in findings:
            self.findings.append(finding)
            index = self.document.line_at(finding.start).index
            self._by_line[index].append(finding)
            if finding.weight > 0:
                self._by_category[finding.category].add(index)
                self._categories[index].add(finding.category)

    def has(self, categories: tuple[str, ...]) -> bool:
        """Whether something was found for one of ``categories`` (for any at all when none is named)."""
        return any(map(self._by_category.get, categories)) if categories else bool(self._by_category)

    def lines(self, *categories: str) -> list[Line]:
        """Return the lines with a finding for one of ``categories`` (any when none is named), in order."""
        chosen = categories or tuple(self._by_category)
        indexes = set().union(*(self._by_category.get(category, ()) for category in chosen))
        return [self.document.line(index) for index in sorted(indexes)]

    def on(self, line: Line) -> list[Finding]:
        """Return the findings that start on ``line``."""
        return self._by_line.get(line.index, [])

    def categories(self, line: Line) -> set[str]:
        """Return the categories that something on ``line`` was found to be."""
        return self._categories.get(line.index, set())

    def score(self, line: Line, category: str) -> int:
        """Return how strongly the evidence so far says that the whole of ``line`` is ``category``, in decibans."""
        whole = [f for f in self.on(line) if f.start <= line.core.start and f.end >= line.core.end]
        return weigh(whole).get(category, (0, ()))[0]

    def marked(self, line: Line, *categories: str) -> bool:
        """Whether the whole of ``line`` is, by the evidence so far, likely one of ``categories``."""
        return any(self.score(line, category) > 0 for category in categories)

    def claimed(self, line: Line) -> bool:
        """Whether the whole of ``line`` is, by the evidence so far, likely furniture of any kind."""
        return any(
            score > 0
            for score, _ in weigh(
                [f for f in self.on(line) if f.end >= line.core.end and f.start <= line.core.start]
            ).values()
        )


def _loudness(finding: Finding) -> tuple[int, str, Finding]:
    """The louder voice first; of equal ones the first by its rule's id and place, so that order does not matter."""
    return -abs(finding.weight), finding.rule, finding


def weigh(findings: Iterable[Finding]) -> dict[str, tuple[int, tuple[Finding, ...]]]:
    """Return for each category found its score in decibans and the findings that counted.

    Within a family the strongest voice for and the strongest against count once; families add. Overlapping rules of
    one family are one witness: a plain sum would let four of them outvote the guard that says "this is prose".
    """
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
