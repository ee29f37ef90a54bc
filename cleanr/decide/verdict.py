"""Findings into segments: the only module with thresholds.

There is no prior: a rule's strength is already a promise about what the rule alone would remove, so a lone strong
rule stands at its own .95, and a segment's score is exactly the sum of the weights behind it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import ceil, log10
from operator import itemgetter
from typing import Literal, NamedTuple, cast

from cleanr.findings.evidence import scores_of, weigh
from cleanr.findings.finding import Finding
from cleanr.rulebook.categories import Category

Action = Literal["keep", "tag", "strip", "mask", "extract"]
REMOVING = ("strip", "extract")
CHANGING = (*REMOVING, "mask")


def least_score(confidence: float) -> int:
    """Return the least whole score, in decibans, that is as sure as ``confidence``, a probability between 0 and 1.

    >>> [least_score(p) for p in (0.83, 0.9, 0.95, 0.96, 0.99)]
    [7, 10, 13, 14, 20]
    """
    return ceil(10 * log10(confidence / (1 - confidence)) - 1e-9)  # a score's own probability leads back to it


CONFIDENCE = 0.9  # how sure a verdict must be to strip, if nobody says otherwise
STRIP_AT = least_score(CONFIDENCE)  # a lone strong rule (13) strips, two weak hints (3 + 3) do not
_WRITERS = frozenset(("author", "byline"))  # a line about who wrote the text stays, also where it asks to follow them
TAG_ABOVE = 0.0  # decibans: p > .5


class Segment(NamedTuple):
    """What was decided about a stretch of the text.

    ``start`` and ``end`` are half-open, in code points of the text that was analyzed, as it was given. ``category`` is
    None for article text. ``score`` is in decibans, the sum of the weights of ``findings``, those that counted.
    ``action`` is ``keep``, ``tag``, ``strip``, ``mask`` or ``extract``.
    """

    start: int
    end: int
    category: Category | None
    score: int
    action: Action
    findings: tuple[Finding, ...]

    @property
    def confidence(self) -> float:
        """How likely this is what ``category`` says: ``1 / (1 + 10 ** (-score / 10))``."""
        return probability(self.score) if self.category else 0.0

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules that spoke for the category."""
        return tuple(finding.rule for finding in self.findings if finding.weight > 0)

    @property
    def reason(self) -> str:
        """Why, in words."""
        return "; ".join(f"{f.rule}: {f.reason}" for f in self.findings)


Decision = tuple[Category | None, int, Action, tuple[Finding, ...]]
ARTICLE: Decision = (None, 0, "keep", ())


def probability(score: float) -> float:
    """Return the probability that ``score`` decibans stand for.

    >>> round(probability(13), 2)
    0.95
    """
    return 1 / (1 + 10 ** (-max(-300.0, min(300.0, score)) / 10))


def decide(
    findings: Iterable[Finding], policy: Mapping[str, Action], length: int, strip_at: int = STRIP_AT
) -> tuple[Segment, ...]:
    """Return a partition of ``[0, length)`` into segments, in order, neighbours of one decision joined.

    ``strip_at``: the score, in decibans, from which what ``policy`` says is done; below it, the segment is tagged.
    """
    segments: list[Segment] = []
    position = 0
    for start, end, active in stretches(findings):
        _append(segments, position, start, ARTICLE)
        _append(segments, start, end, _decision(active, policy, strip_at))
        position = end
    _append(segments, position, length, ARTICLE)
    return tuple(segments)


def _append(segments: list[Segment], start: int, end: int, decision: Decision) -> None:
    if start == end:
        return
    if segments and segments[-1][2:] == decision:
        segments[-1] = segments[-1]._replace(end=end)
    else:
        segments.append(Segment(start, end, *decision))


class Change(NamedTuple):
    """A stretch of the text that is not to stay as it is: span, category, and ``strip``, ``mask`` or ``extract``."""

    start: int
    end: int
    category: str
    action: Action


def changes(
    findings: Sequence[Finding], policy: Mapping[str, Action], strip_at: int = STRIP_AT
) -> list[Change]:
    """Return what of a text `decide` changes, in order: all that is needed for the edits.

    What would be decided about the rest, and which findings count, is left open. Neighbours may stay apart.
    """
    if "mask" in policy.values():  # each segment has a mask of its own
        return changing_of(decide(findings, policy, 0, strip_at))
    least = max(strip_at, ceil(TAG_ABOVE + 1))
    changing: list[Change] = []
    for start, end, active in stretches(findings):
        if len(active) == 1:  # on most stretches one rule speaks
            category, score = active[0].category, active[0].weight
        else:
            scores = scores_of(active)
            category = _winner(scores, policy, least)
            score = scores[category]
        if score >= least and (action := policy[category]) in CHANGING:
            changing.append(Change(start, end, category, action))
    return changing


def changing_of(segments: Iterable[Segment]) -> list[Change]:
    """Return those of ``segments`` that do not stay as they are."""
    return [Change(s.start, s.end, str(s.category), s.action) for s in segments if s.action in CHANGING]


def stretches(findings: Iterable[Finding]) -> Iterator[tuple[int, int, list[Finding]]]:
    """Yield each stretch over which the same findings speak, in order: start, end, findings."""
    for group in _overlapping(findings):
        start, end = group[0].start, group[0].end
        if len(group) == 1 or all(f.start == start and f.end == end for f in group):
            yield start, end, group
        else:
            yield from _cut(group)


def _overlapping(findings: Iterable[Finding]) -> Iterator[list[Finding]]:
    """The findings in groups, in order: none of a group overlaps one of another. On most places one rule speaks."""
    group: list[Finding] = []
    reach = 0
    for finding in sorted(findings, key=itemgetter(0)):
        if group and finding.start >= reach:
            yield group
            group = []
        group.append(finding)
        reach = max(reach, finding.end)
    if group:
        yield group


def _cut(findings: list[Finding]) -> Iterator[tuple[int, int, list[Finding]]]:
    starts: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        starts[finding.start].append(finding)
    cuts = sorted({*starts, *(finding.end for same_start in starts.values() for finding in same_start)})
    active: list[Finding] = []
    for start, end in pairwise(cuts):
        active = [f for f in active if f.end > start] + starts.get(start, [])
        if active:
            yield start, end, active


def _decision(findings: list[Finding], policy: Mapping[str, Action], strip_at: int) -> Decision:
    """The strongest category above the threshold; of equals, the first by name. One that goes beats one that stays."""
    category, score, counted = _strongest(findings, policy, strip_at)
    if score <= TAG_ABOVE or not any(f.weight > 0 for f in counted) or policy[category] == "keep":
        return ARTICLE
    return cast(Category, category), score, policy[category] if score >= strip_at else "tag", counted


def _strongest(
    findings: list[Finding], policy: Mapping[str, Action], strip_at: int
) -> tuple[str, int, tuple[Finding, ...]]:
    if len(findings) == 1:  # on most stretches one rule speaks
        return findings[0].category, findings[0].weight, (findings[0],)
    scores = weigh(findings)
    category = _winner({name: score for name, (score, _) in scores.items()}, policy, strip_at)
    return category, *scores[category]


def _winner(scores: Mapping[str, int], policy: Mapping[str, Action], least: int) -> str:
    """The category of the best score, of equals the first by name; where it is tagged, one that is sure and goes."""
    strongest = min(scores, key=lambda name: (-scores[name], name))
    if policy[strongest] != "tag" or strongest in _WRITERS or len(scores) == 1:
        return strongest
    going = [name for name in scores if scores[name] >= least and policy[name] in CHANGING]
    return min(going, key=lambda name: (-scores[name], name), default=strongest)


def overlay(removed: Iterable[Segment], rest: Iterable[Segment]) -> tuple[Segment, ...]:
    """Return ``rest`` with the segments of ``removed`` laid over it; ``rest`` is a partition, and so is the result."""
    result: list[Segment] = []
    holes = iter([*removed, None])
    hole = next(holes)
    for segment in rest:
        position = segment.start
        while hole and hole.start < segment.end:
            _append(result, position, max(position, hole.start), segment[2:])
            _append(result, max(position, hole.start), min(hole.end, segment.end), hole[2:])
            position = min(hole.end, segment.end)
            if hole.end > segment.end:
                break
            hole = next(holes)
        _append(result, position, segment.end, segment[2:])
    return tuple(result)
