"""The sum on paper: what spoke for and against, how loudly, what came of it, and what would have tipped it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import floor
from textwrap import fill
from typing import NamedTuple

from cleanr.decide import brake
from cleanr.decide.operators import CHANGING
from cleanr.decide.verdict import STRIP_AT, TAG_ABOVE, Segment, least_score, probability, stretches
from cleanr.findings.evidence import weigh
from cleanr.findings.finding import Finding
from cleanr.settings.settings import LEAST_CONFIDENCE, Settings
from cleanr.views.ink import BOLD, DIM, Pen, clipped, hue, visible

_DONE = {"strip": "stripped", "tag": "tagged", "mask": "masked", "extract": "extracted", "keep": "kept"}
_INDENT = " " * 8
WIDTH = 100
_MOST_DIGITS = 6  # of a confidence: nobody asks for .9999999


class Sum(NamedTuple):
    """A decision about a stretch: the category that was weighed, what was done, the voices that counted and the rest.

    ``quiet`` are findings of the same category that did not count, for their family had a louder voice. ``strip_at``:
    the score that it takes to strip.
    """

    start: int
    end: int
    category: str
    action: str
    voices: tuple[Finding, ...]
    quiet: tuple[Finding, ...]
    strip_at: int = STRIP_AT

    @property
    def score(self) -> int:
        return sum(voice.weight for voice in self.voices)

    @property
    def held(self) -> bool:
        """Whether the brake keeps it in the text."""
        return any(voice.rule == brake.RULE for voice in self.voices)

    def level(self, score: int) -> int:
        """Return what ``score`` is enough for: 0 nothing, 1 to tag, 2 to strip."""
        return (score > TAG_ABOVE) + (score >= self.strip_at)

    def without(self, rule: str) -> int:
        """Return the score that would have been if ``rule`` had not spoken."""
        left = [finding for finding in (*self.voices, *self.quiet) if finding.rule != rule]
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
    near = beside(findings, ((segment.start, segment.end) for segment in chosen))
    sums = (sum_of(segment, found, strip_at) for segment, found in zip(chosen, near, strict=True))
    return "\n\n".join(on_paper(text, total, width=width) for total in sums)


def beside(findings: Iterable[Finding], spans: Iterable[tuple[int, int]]) -> Iterator[list[Finding]]:
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


def sum_of(segment: Segment, findings: Iterable[Finding], strip_at: int = STRIP_AT) -> Sum:
    """Return the sum behind a segment that has a category."""
    near = (f for f in findings if f.start < segment.end and f.end > segment.start and f.category == segment.category)
    quiet = tuple(finding for finding in near if finding not in segment.findings)
    category = segment.category or ""
    return Sum(segment.start, segment.end, category, segment.action, segment.findings, quiet, strip_at)


def sums_between(
    segments: Iterable[Segment], findings: Sequence[Finding], settings: Settings, start: int, end: int
) -> Iterator[Sum]:
    """Yield the sums between ``start`` and ``end``, those that came out for the article too.

    ``settings``: those that ``segments`` were made with.
    """
    inside = [segment for segment in segments if segment.start < end and segment.end > start]
    for segment, near in zip(inside, beside(findings, (segment[:2] for segment in inside)), strict=True):
        if segment.category:
            yield sum_of(segment, near, settings.strip_at)
        else:
            yield from _lost(near, settings, max(segment.start, start), min(segment.end, end))


def _lost(near: Iterable[Finding], settings: Settings, start: int, end: int) -> Iterator[Sum]:
    """What was weighed between ``start`` and ``end`` and came to nothing."""
    for here, there, speaking in stretches(near):
        if there <= start or here >= end:
            continue
        scores = weigh(speaking)
        category = max(sorted(scores), key=lambda name: scores[name][0])
        voices = scores[category][1]
        quiet = tuple(f for f in speaking if f.category == category and f not in voices)
        action = "keep" if settings.policy[category] == "keep" else "article"
        yield Sum(max(here, start), min(there, end), category, action, voices, quiet, settings.strip_at)


def on_paper(text: str, total: Sum, *, pen: Pen | None = None, width: int | None = WIDTH) -> str:
    """Return one sum, for a reader: a line a voice, the total, the verdict, and what would have tipped it.

    Without a ``width``, nothing is cut.
    """
    pen = pen or Pen()
    tone = hue(total.category)
    verdict = _DONE.get(total.action, "article")
    head = f"{total.start}:{total.end}  "
    words = visible(" ".join(text[total.start : total.end].split()))
    title = f"{total.category}, {verdict}" if verdict != "article" else f"article (weighed as {total.category})"
    quote = clipped(words, max(20, width - len(head) - len(title) - 2) if width else None)
    rows = [f"{pen.paint(head + title, BOLD, tone)}: {quote}", f"{'0':>6}  no prior: even odds"]
    rows += [_voice(voice, pen, width) for voice in total.voices]
    rows += [pen.paint(clipped(_quiet(voice), width), DIM) for voice in total.quiet]
    rows += [f"{'----':>6}", f"{_signed(total.score):>6}  {pen.paint(_verdict(total), BOLD)}"]
    rows += [fill(hint, width or WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT) for hint in tipping(total)]
    return "\n".join(rows)


def _voice(voice: Finding, pen: Pen, width: int | None) -> str:
    row = f"{voice.weight:>+6}  {voice.rule}  {'guard: ' if voice.weight < 0 else ''}{visible(voice.reason)}"
    return pen.paint(clipped(row, width), *((32,) if voice.weight < 0 else ()))


def _quiet(voice: Finding) -> str:
    return f"{f'({voice.weight:+})':>7} {voice.rule}  {visible(voice.reason)} (a family counts once)"


def _verdict(total: Sum) -> str:
    odds = f"p = {probability(total.score):.2f}"
    if total.action == "keep":
        return f"{odds}: the policy keeps this category"
    if total.score <= TAG_ABOVE or total.action == "article":
        return f"{odds}: article"
    if total.action in CHANGING:
        return f"{odds}: {_DONE[total.action]}, for it takes {total.strip_at:+d}"
    if total.held:
        return f"{odds}: tagged, for the brake keeps prose in the text"
    if total.score >= total.strip_at:
        return f"{odds}: tagged, for the policy keeps this category in the text"
    return f"{odds}: tagged, for it takes {total.strip_at:+d} to do more"


def tipping(total: Sum) -> Iterator[str]:
    """Yield what would have changed the verdict, in sentences."""
    level = total.level(total.score)
    others = [(voice, total.without(voice.rule)) for voice in total.voices]
    swing = [(voice, score) for voice, score in others if total.level(score) != level]
    for voice, score in swing:
        yield f"Without {voice.rule} it would be {_signed(score)}: {_OUTCOME[total.level(score)]}."
    if level and not swing:
        yield "No rule decides this alone: without any one of them it would be the same."
    if total.held:
        yield "It would go if less than half of the text's prose were such."
    elif level == 2 and total.action == "tag":
        yield f"To take it out: --set {total.category}=strip."
    elif level == 2:
        yield f"A voice of {total.strip_at - total.score - 1:+d} against it would have kept it in the text."
        if safer := _safer(total.score):
            yield f"At --confidence {safer} it would stay."
    else:
        want = total.strip_at - total.score
        yield f"{want:+d} more, from a rule of another family, and it would be sure enough to strip."
        if level and (lower := _bolder(total.score)):
            yield f"So it would be at --confidence {lower}."


def _safer(score: int) -> str:
    """The least confidence, to as few digits as it takes, at which ``score`` no longer strips; empty when none is."""
    for digits in range(2, _MOST_DIGITS + 1):
        confidence = (floor(probability(score) * 10**digits) + 1) / 10**digits
        if confidence < 1 and least_score(confidence) > score:
            return f"{confidence:.{digits}f}"
    return ""


def _bolder(score: int) -> str:
    """The greatest confidence of two digits at which ``score`` strips; empty when none that may be asked for does."""
    confidence = floor(probability(score) * 100) / 100
    return f"{confidence:.2f}" if confidence >= LEAST_CONFIDENCE else ""


def _signed(score: int) -> str:
    return f"{score:+d}" if score else "0"


_OUTCOME = ("article", "tagged", "sure enough to strip")
