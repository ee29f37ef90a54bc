"""What is done with segments: strip, mask, annotate, tag, extract. Operators never know why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from cleanr.decide.verdict import REMOVING, Change, Segment
from cleanr.text.edits import Edit, Span

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")  # where str.splitlines ends a line
_CLOSING = re.compile(r"[.,;:!?)\]]")


def edits_of(text: str, segments: Iterable[Segment | Change]) -> tuple[Edit, ...]:
    """Return the edits that carry out the actions of ``segments``, both in code points of ``text``."""
    removed, masked = [], []
    for segment in segments:
        if segment.action in REMOVING:
            removed.append(Span(segment.start, segment.end))
        elif segment.action == "mask":
            masked.append(Edit(segment.start, segment.end, f"[{segment.category}]"))
    return tuple(_without_overlap(sorted([*strip(text, removed), *masked])))


def _without_overlap(edits: Iterable[Edit]) -> Iterator[Edit]:
    """The white space of a removal may reach into a mask: what comes later gives way."""
    position = 0
    for edit in edits:
        start = max(edit.start, position)
        position = max(edit.end, position)
        if start < position or edit.new:
            yield Edit(start, position, edit.new)


def strip(text: str, spans: Sequence[Span]) -> Iterator[Edit]:
    """Yield edits that take ``spans`` out of ``text`` with the white space that they leave behind.

    ``spans`` are sorted and do not overlap. Between what stays, the widest of the gaps stays; the indent of the
    line that follows, and the end of the text, are left as they were.
    """
    for run in _runs(text, spans):
        left, right = _visible_before(text, run[0].start), _visible_after(text, run[-1].end)
        widest = max(
            (Span(one.end, other.start) for one, other in pairwise(run)), key=partial(_width, text), default=None
        )
        outer = max(_width(text, Span(left, run[0].start)), _width(text, Span(run[-1].end, right)))
        if widest and left > 0 and right < len(text) and _width(text, widest) > outer:
            yield Edit(left, widest.start, "")
            yield Edit(widest.end, right, "")
        else:
            yield Edit(*_with_space(text, run[0].start, run[-1].end), "")


def _runs(text: str, spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Spans with nothing but white space between them go together."""
    run: list[Span] = []
    for span in spans:
        if run and text[run[-1].end : span.start].strip():
            yield run
            run = []
        run.append(span)
    if run:
        yield run


def _width(text: str, gap: Span) -> tuple[int, bool]:
    """How far a gap keeps what stands around it apart: in line ends, then in any white space."""
    return len((text[gap.start : gap.end] + ".").splitlines()) - 1, gap.end > gap.start


def _with_space(text: str, start: int, end: int) -> Span:
    left, right = _visible_before(text, start), _visible_after(text, end)
    above, below = _breaks(text, left, start), _breaks(text, end, right)
    if left == 0:
        return Span(above[-1].end() if above else 0, below[-1].end()) if below else Span(start, right)
    if right == len(text):
        return Span(left, end)
    if above and below:
        return _between_lines(above, below, end)
    if below or (left < start and right == end and _CLOSING.match(text, end)):
        return Span(left, end)
    return Span(start, right if left < start else end)


def _between_lines(above: list[re.Match[str]], below: list[re.Match[str]], end: int) -> Span:
    """Whole lines go: of the gaps above and below, the one with more line ends stays."""
    if len(above) >= len(below):
        return Span(above[-1].end(), below[-1].end())
    return Span(above[0].start(), end)


def _breaks(text: str, start: int, end: int) -> list[re.Match[str]]:
    return list(_BREAK.finditer(text, start, end))


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
