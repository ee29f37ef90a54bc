"""The sum behind a verdict: what spoke for and against, how strongly, what came of it, and what would change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import floor
from textwrap import fill
from typing import NamedTuple

from cleanr.decide import brake
from cleanr.decide.verdict import CHANGING, STRIP_AT, TAG_ABOVE, Segment, least_score, probability, stretches
from cleanr.findings.evidence import weigh
from cleanr.findings.finding import Finding
from cleanr.settings.settings import LEAST_CONFIDENCE, Settings
from cleanr.views.terminal import BOLD, DIM, Pen, clipped, colour_of, visible

_DONE = {"strip": "stripped", "tag": "tagged", "mask": "masked", "extract": "extracted", "keep": "kept"}
_INDENT = " " * 8
WIDTH = 100
_MOST_DIGITS = 6  # of a confidence: nobody asks for .9999999


class ScoreBreakdown(NamedTuple):
    """A decision about a stretch: the category that was weighed, what was done, the voices that counted and the rest.

    ``uncounted`` are findings of the same category that did not count, for their family had a stronger one.
    ``strip_at``: the score that it takes to strip.
    """

    start: int
    end: int
    category: str
    action: str
    counted: tuple[Finding, ...]
    uncounted: tuple[Finding, ...]
    strip_at: int = STRIP_AT

    @property
    def score(self) -> int:
        return sum(finding.weight for finding in self.counted)

    @property
    def kept_by_brake(self) -> bool:
        """Whether the brake keeps it in the text."""
        return any(finding.rule == brake.RULE for finding in self.counted)

    def level(self, score: int) -> int:
        """Return what ``score`` is enough for: 0 nothing, 1 to tag, 2 to strip."""
        return (score > TAG_ABOVE) + (score >= self.strip_at)

    def without(self, rule: str) -> int:
        """Return the score that would have been if ``rule`` had not spoken."""
        left = [finding for finding in (*self.counted, *self.uncounted) if finding.rule != rule]
        return weigh(left).get(self.category, (0, ()))[0]


def explain(
    text: str,
    segments: Iterable[Segment],
    findings: Iterable[Finding],
    *,
    width: int = WIDTH,
    strip_at: int = STRIP_AT,
) -> str:
    """Return, for a reader, the sum behind each of ``segments`` that has a category, at most ``width`` columns wide.

    ``strip_at``: the score that it took to strip.
    """
    chosen = [segment for segment in segments if segment.category]
    near = overlapping(findings, ((segment.start, segment.end) for segment in chosen))
    breakdowns = (breakdown_of(segment, found, strip_at) for segment, found in zip(chosen, near, strict=True))
    return "\n\n".join(render_breakdown(text, breakdown, width=width) for breakdown in breakdowns)


def overlapping(findings: Iterable[Finding], spans: Iterable[tuple[int, int]]) -> Iterator[list[Finding]]:
    """Yield for each of ``spans``, which are in order, the findings that overlap it; one sweep over both."""
    waiting = iter(sorted(findings))
    coming = next(waiting, None)
    near: list[Finding] = []
    for start, end in spans:
        near = [finding for finding in near if finding.end > start]
        while coming and coming.start < end:
            near += [coming] if coming.end > start else []
            coming = next(waiting, None)
        yield near


def breakdown_of(segment: Segment, findings: Iterable[Finding], strip_at: int = STRIP_AT) -> ScoreBreakdown:
    """Return the sum behind a segment that has a category."""
    near = (f for f in findings if f.start < segment.end and f.end > segment.start and f.category == segment.category)
    uncounted = tuple(finding for finding in near if finding not in segment.findings)
    category = segment.category or ""
    return ScoreBreakdown(segment.start, segment.end, category, segment.action, segment.findings, uncounted, strip_at)


def breakdowns_between(
    segments: Iterable[Segment], findings: Sequence[Finding], settings: Settings, start: int, end: int
) -> Iterator[ScoreBreakdown]:
    """Yield the sums between ``start`` and ``end``, those that came out for the article too.

    ``settings``: those that ``segments`` were made with.
    """
    inside = [segment for segment in segments if segment.start < end and segment.end > start]
    for segment, near in zip(inside, overlapping(findings, (segment[:2] for segment in inside)), strict=True):
        if segment.category:
            yield breakdown_of(segment, near, settings.strip_at)
        else:
            yield from _undecided(near, settings, max(segment.start, start), min(segment.end, end))


def _undecided(near: Iterable[Finding], settings: Settings, start: int, end: int) -> Iterator[ScoreBreakdown]:
    """What was weighed between ``start`` and ``end`` and came to nothing."""
    for first, last, active in stretches(near):
        if last <= start or first >= end:
            continue
        scores = weigh(active)
        category = max(sorted(scores), key=lambda name: scores[name][0])
        counted = scores[category][1]
        uncounted = tuple(f for f in active if f.category == category and f not in counted)
        action = "keep" if settings.policy[category] == "keep" else "article"
        yield ScoreBreakdown(max(first, start), min(last, end), category, action, counted, uncounted, settings.strip_at)


def render_breakdown(text: str, breakdown: ScoreBreakdown, *, pen: Pen | None = None, width: int | None = WIDTH) -> str:
    """Return one sum, for a reader: a line a voice, the total, the verdict, and what would have tipped it.

    Without a ``width``, nothing is cut.
    """
    pen = pen or Pen()
    tone = colour_of(breakdown.category)
    verdict = _DONE.get(breakdown.action, "article")
    head = f"{breakdown.start}:{breakdown.end}  "
    words = visible(" ".join(text[breakdown.start : breakdown.end].split()))
    title = f"{breakdown.category}, {verdict}" if verdict != "article" else f"article (weighed as {breakdown.category})"
    quote = clipped(words, max(20, width - len(head) - len(title) - 2) if width else None)
    rows = [f"{pen.paint(head + title, BOLD, tone)}: {quote}", f"{'0':>6}  no prior: even odds"]
    rows += [_counted_row(finding, pen, width) for finding in breakdown.counted]
    rows += [pen.paint(clipped(_uncounted_row(finding), width), DIM) for finding in breakdown.uncounted]
    rows += [f"{'----':>6}", f"{_signed(breakdown.score):>6}  {pen.paint(_verdict(breakdown), BOLD)}"]
    rows += [_indented(hint, width) for hint in changes_of_verdict(breakdown)]
    return "\n".join(rows)


def _indented(hint: str, width: int | None) -> str:
    return fill(hint, width or WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT)


def _counted_row(finding: Finding, pen: Pen, width: int | None) -> str:
    row = f"{finding.weight:>+6}  {finding.rule}  {'guard: ' if finding.weight < 0 else ''}{visible(finding.reason)}"
    return pen.paint(clipped(row, width), *((32,) if finding.weight < 0 else ()))


def _uncounted_row(finding: Finding) -> str:
    return f"{f'({finding.weight:+})':>7} {finding.rule}  {visible(finding.reason)} (a family counts once)"


def _verdict(breakdown: ScoreBreakdown) -> str:
    odds = f"p = {probability(breakdown.score):.2f}"
    if breakdown.action == "keep":
        return f"{odds}: the policy keeps this category"
    if breakdown.score <= TAG_ABOVE or breakdown.action == "article":
        return f"{odds}: article"
    if breakdown.action in CHANGING:
        return f"{odds}: {_DONE[breakdown.action]}, for it takes {breakdown.strip_at:+d}"
    if breakdown.kept_by_brake:
        return f"{odds}: tagged, for the brake keeps prose in the text"
    if breakdown.score >= breakdown.strip_at:
        return f"{odds}: tagged, for the policy keeps this category in the text"
    return f"{odds}: tagged, for it takes {breakdown.strip_at:+d} to do more"


def changes_of_verdict(breakdown: ScoreBreakdown) -> Iterator[str]:
    """Yield what would have changed the verdict, in sentences."""
    level = breakdown.level(breakdown.score)
    others = [(finding, breakdown.without(finding.rule)) for finding in breakdown.counted]
    swing = [(finding, score) for finding, score in others if breakdown.level(score) != level]
    for finding, score in swing:
        yield f"Without {finding.rule} it would be {_signed(score)}: {_OUTCOME[breakdown.level(score)]}."
    if level and not swing:
        yield "No rule decides this alone: without any one of them it would be the same."
    if breakdown.kept_by_brake:
        yield "It would go if less than half of the text's prose were such."
    elif level == 2 and breakdown.action == "tag":
        yield f"To take it out: --set {breakdown.category}=strip."
    elif level == 2:
        yield f"A voice of {breakdown.strip_at - breakdown.score - 1:+d} against it would have kept it in the text."
        if safer := _higher_confidence(breakdown.score):
            yield f"At --confidence {safer} it would stay."
    else:
        want = breakdown.strip_at - breakdown.score
        yield f"{want:+d} more, from a rule of another family, and it would be sure enough to strip."
        if level and (lower := _lower_confidence(breakdown.score)):
            yield f"So it would be at --confidence {lower}."


def _higher_confidence(score: int) -> str:
    """The least confidence, to as few digits as it takes, at which ``score`` no longer strips; empty when none is."""
    for digits in range(2, _MOST_DIGITS + 1):
        confidence = (floor(probability(score) * 10**digits) + 1) / 10**digits
        if confidence < 1 and least_score(confidence) > score:
            return f"{confidence:.{digits}f}"
    return ""


def _lower_confidence(score: int) -> str:
    """The greatest confidence of two digits at which ``score`` strips; empty when none that may be asked for does."""
    confidence = floor(probability(score) * 100) / 100
    return f"{confidence:.2f}" if confidence >= LEAST_CONFIDENCE else ""


def _signed(score: int) -> str:
    return f"{score:+d}" if score else "0"


_OUTCOME = ("article", "tagged", "sure enough to strip")
