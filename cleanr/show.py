"""Views of a report: gutter, colours, sums on paper, HTML."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from cleanr.gutter import WIDTH, Label, render
from cleanr.verdict import Segment, probability


def gutter(text: str, segments: Iterable[Segment], *, colour: bool = False) -> str:
    """Return ``text`` in the gutter format; with ``colour``, what is stripped is red, what is tagged blue."""
    chosen = [segment for segment in segments if segment.category]
    shown = render(text, [Label(s.start, s.end, s.category or "") for s in chosen])
    if not colour:
        return shown
    stripped = {s.category for s in chosen if s.action != "tag"}
    return "\n".join(_coloured(row, stripped) for row in shown.split("\n"))


def _coloured(row: str, stripped: set[str | None]) -> str:
    category = row[:WIDTH].strip()
    if not category:
        return row.replace("⟦", "\x1b[31m⟦").replace("⟧", "⟧\x1b[0m")
    return f"\x1b[{31 if category in stripped else 34}m{row}\x1b[0m"


def explain(text: str, segments: Iterable[Segment]) -> str:
    """Return, for a reader, each segment that has a category: its words, and the sum that decided it."""
    return "\n\n".join(_sum_on_paper(text, segment) for segment in segments if segment.category)


def _sum_on_paper(text: str, segment: Segment) -> str:
    words = " ".join(text[segment.start : segment.end].split())
    quoted = words if len(words) <= 70 else words[:69] + "…"
    score = f"p={probability(segment.score):.2f} ({segment.score:+d} dB)"
    head = f"{segment.category}  {segment.action}  {score}  {segment.start}:{segment.end}  {quoted}"
    return "\n".join([head, *(f"  {f.weight:+4d}  {f.rule:<28}  {f.reason}" for f in segment.findings)])


def to_html(text: str, segments: Sequence[Segment]) -> str:
    """Return ``text`` as HTML, each segment that has a category marked, its reason on hover. All text is escaped."""
    return f'<div style="white-space:pre-wrap">{"".join(_marked(text, segment) for segment in segments)}</div>'


def _marked(text: str, segment: Segment) -> str:
    words = html.escape(text[segment.start : segment.end])
    if not segment.category:
        return words
    title = html.escape(
        f"{segment.category} ({segment.action}, p={segment.confidence:.2f}): {segment.reason}", quote=True
    )
    style = "background:#fdd;text-decoration:line-through" if segment.action != "tag" else "background:#def"
    return f'<mark style="{style}" title="{title}">{words}</mark>'
