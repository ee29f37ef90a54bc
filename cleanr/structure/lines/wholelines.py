"""The whole of a line: how it is spelled, what it surely is, and a note on all of it."""

from __future__ import annotations

from cleanr.findings.evidence import Evidence, cached_by_line_findings, scores_of
from cleanr.findings.finding import Match
from cleanr.text.bullets import lead_length
from cleanr.text.document import Line
from cleanr.text.edits import Span

SURE = 10  # decibans: what is as sure as this is stripped when its category is
_NOTHING: set[str] = set()
_PARTS = 12  # sentences; a line of more is the text itself


def core_text(line: Line) -> str:
    """Return the core of a line as it is spelled, with its capitals."""
    return line.document.text[line.core.start : line.core.end]


def line_match(line: Line, reason: str) -> Match:
    """Return a note on the whole of a line."""
    return Match(Span(line.start, line.end), reason)


@cached_by_line_findings(_NOTHING)
def sure_categories(line: Line, evidence: Evidence) -> set[str]:
    """The categories that the whole of ``line``, or each sentence of it, surely is; empty when a part is not sure."""
    findings = evidence.on(line)
    start, end = line.core
    if len(findings) == 1 and findings[0].start <= start and findings[0].end >= end:  # most lines
        return {findings[0].category} if findings[0].weight >= SURE else _NOTHING
    whole = _sure_categories_of(line.core, line, evidence)
    if whole or not 1 < len(line.sentences) <= _PARTS:
        return whole
    each = [_sure_categories_of(sentence, line, evidence) for sentence in line.sentences]
    return set().union(*each) if all(each) else set()


def _sure_categories_of(span: Span, line: Line, evidence: Evidence) -> set[str]:
    reaching = [f for f in evidence.on(line) if f.end >= span.end]
    start = span.start
    if not reaching:
        return _NOTHING
    if any(f.start > start for f in reaching):  # a bullet or a mark before it does not count
        start += lead_length(line.document.text[start : span.end])
        reaching = [f for f in reaching if f.start <= start]
    return {category for category, score in scores_of(reaching).items() if score >= SURE}
