"""What is done with segments: strip, mask, annotate, tag, extract. Operators never know why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cleanr.text import Edit, Span
from cleanr.verdict import Segment

_NEWLINE = re.compile(r"\r?\n")
_CLOSING = re.compile(r"[.,;:!?)\]]")
REMOVING = ("strip", "extract")
CHANGING = (*REMOVING, "mask")


def edits_of(text: str, segments: Iterable[Segment]) -> tuple[Edit, ...]:
    """Return the edits that carry out the actions of ``segments``, both in code points of ``text``."""
    removed, masked = [], []
    for segment in segments:
        if segment.action in REMOVING:
            removed.append(Span(segment.start, segment.end))
        elif segment.action == "mask":
            masked.append(Edit(segment.start, segment.end, f"[{segment.category}]"))
    return tuple(sorted([*strip(text, removed), *masked]))


def strip(text: str, spans: Sequence[Span]) -> Iterator[Edit]:
    """Yield edits that take ``spans`` out of ``text`` with the white space that they leave behind.

    ``spans`` are sorted and do not overlap. Between what stays, the wider of the two gaps stays; the indent of the
    line that follows, and the end of the text, are left as they were.
    """
    for start, end in _joined(text, spans):
        yield Edit(*_with_space(text, start, end), "")


def _joined(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Spans with nothing but white space between them go as one."""
    current: Span | None = None
    for span in spans:
        if current and not text[current.end : span.start].strip():
            current = Span(current.start, span.end)
            continue
        if current:
            yield current
        current = span
    if current:
        yield current


def _with_space(text: str, start: int, end: int) -> Span:
    left, right = _visible_before(text, start), _visible_after(text, end)
    before, after = text[left:start], text[end:right]
    if left == 0:
        return Span(_after_newline(before), end + (_after_newline(after) or len(after)))
    if right == len(text):
        return Span(left, end)
    if "\n" in before and "\n" in after:
        return _between_lines(left, end, before, after)
    if "\n" in after or (before and not after and _CLOSING.match(text, end)):
        return Span(left, end)
    return Span(start, right if before else end)


def _between_lines(left: int, end: int, before: str, after: str) -> Span:
    """Whole lines go: of the gaps above and below, the one with more line ends stays."""
    if before.count("\n") >= after.count("\n"):
        return Span(left + _after_newline(before), end + _after_newline(after))
    return Span(left + _NEWLINE.search(before).start(), end)  # type: ignore[union-attr]


def _after_newline(gap: str) -> int:
    return gap.rfind("\n") + 1


def _visible_before(text: str, position: int) -> int:
    while position and text[position - 1].isspace():
        position -= 1
    return position


def _visible_after(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def annotate(text: str, segments: Iterable[Segment]) -> str:
    """Return ``text`` with each segment that has a category in ``⟦category: …⟧``."""
    return "".join(
        f"⟦{s.category}: {text[s.start : s.end]}⟧" if s.category else text[s.start : s.end] for s in segments
    )


def tag(segments: Iterable[Segment]) -> list[dict[str, Any]]:
    """Return a record for each segment with a category: the span column of every batch and engine.

    ``start`` and ``end`` are half-open, in code points of the input; ``rule`` is the rule whose voice is the loudest.
    """
    return [
        {
            "start": s.start,
            "end": s.end,
            "category": s.category,
            "confidence": round(s.confidence, 4),
            "rule": max(s.findings, key=lambda finding: finding.weight).rule,
            "action": s.action,
        }
        for s in segments
        if s.category
    ]


def extract(text: str, segments: Iterable[Segment]) -> list[dict[str, Any]]:
    """Return what the action ``extract`` took out: category, span, and the words as they stood in ``text``."""
    return [
        {"category": s.category, "start": s.start, "end": s.end, "text": text[s.start : s.end]}
        for s in segments
        if s.action == "extract"
    ]
