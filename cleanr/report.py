"""What cleanr made of one text, addressed in the text as it was given."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from cleanr.decide import operators
from cleanr.decide.verdict import ARTICLE, CHANGING, STRIP_AT, Segment, overlay
from cleanr.findings.finding import Finding
from cleanr.text.edits import Edit, OffsetMap, compose


@dataclass(frozen=True, repr=False)
class Report:
    """What cleanr made of one text.

    ``original``: the text as it was given. ``segments``: a partition of it, in order. ``findings``: all evidence, in
    order, overlapping. ``edits``: every change, sorted, none overlapping; ``apply(edits, original) == text``.
    ``text``: the cleaned text. ``digest``: names the rules that were on. ``strip_at``: the score, in decibans, that it
    took to strip. All positions are half-open, in code points of ``original``.
    """

    original: str
    segments: tuple[Segment, ...]
    findings: tuple[Finding, ...]
    edits: tuple[Edit, ...]
    text: str
    digest: str
    strip_at: int = STRIP_AT

    def __repr__(self) -> str:
        """One line, however long the text: the sizes before and after, and how many segments of each category."""
        found = Counter(segment.category for segment in self.segments if segment.category)
        counts = ", ".join(f"{number} {category}" for category, number in found.most_common()) or "nothing found"
        return f"<Report: {len(self.original):,} to {len(self.text):,} characters; {counts}>"

    @property
    def extracted(self) -> list[dict[str, Any]]:
        """What the action ``extract`` took out: category, span and words."""
        return operators.extract(self.original, self.segments)

    @property
    def tags(self) -> list[dict[str, Any]]:
        """A record for each segment that has a category."""
        return operators.tag(self.segments)

    @property
    def annotated(self) -> str:
        """The original with each segment that has a category in ``⟦category: …⟧``."""
        return operators.annotate(self.original, self.segments)

    def explain(self) -> str:
        """Return, for a reader, the sum behind each segment that has a category, and what would have tipped it."""
        from cleanr.views.explanation import explain

        return explain(self.original, self.segments, self.findings, strip_at=self.strip_at)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, ready for JSON: text, spans, findings, edits, digest."""
        return {
            "text": self.text,
            "spans": self.tags,
            "findings": [finding._asdict() for finding in self.findings],
            "edits": [edit._asdict() for edit in self.edits],
            "digest": self.digest,
        }

    def _repr_html_(self) -> str:
        from cleanr.views.markup import notebook

        return notebook(self.original, self.segments, self.edits)


def combined(first: Report, second: Report) -> Report:
    """Two passes as one report on the text of the first: ``second`` went over what ``first`` left.

    What the first pass tagged stays tagged where the second has nothing to say: the furniture that gave it away is gone
    by then.
    """
    offsets = OffsetMap(first.edits)
    segments, findings = in_source(first.original, second.segments, list(second.findings), offsets)
    removed = [segment for segment in first.segments if segment.action in CHANGING]
    found = [segment for segment in segments if segment.category]
    return Report(
        first.original,
        overlay(removed, overlay(found, map(_without_brake, first.segments))),
        tuple(sorted({*filter(_is_evidence, first.findings), *findings})),
        compose(first.edits, second.edits),
        second.text,
        first.digest,
        first.strip_at,
    )


def _without_brake(segment: Segment) -> Segment:
    """The segment; or the article, where the brake alone kept it: the last pass says again what the brake keeps."""
    return segment if all(map(_is_evidence, segment.findings)) else Segment(segment.start, segment.end, *ARTICLE)


def _is_evidence(finding: Finding) -> bool:
    """Whether it is evidence: what the brake says of a text holds for that text alone, and the last pass says it."""
    return finding.weight != 0


def in_source(
    text: str, segments: tuple[Segment, ...], findings: list[Finding], offsets: OffsetMap
) -> tuple[tuple[Segment, ...], list[Finding]]:
    """Address segments and findings in ``text``, as the user gave it; the outermost segments reach its ends."""

    def place(finding: Finding) -> Finding:
        return finding._replace(start=offsets.to_source(finding.start), end=offsets.to_source(finding.end))

    cuts = [0, *(offsets.to_source(segment.start) for segment in segments[1:]), len(text)]
    placed = [
        segment._replace(start=start, end=end, findings=tuple(map(place, segment.findings)))
        for segment, start, end in zip(segments or (Segment(0, 0, *ARTICLE),), cuts, cuts[1:], strict=False)
        if start < end
    ]
    return tuple(placed), [place(finding) for finding in findings]
