"""Findings into segments: who is stripped, who is tagged, who is kept."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanr.decide.operators import edits_of
from cleanr.decide.verdict import STRIP_AT, Segment, changes, changing_of, decide, probability
from cleanr.findings.finding import Finding
from cleanr.rulebook.categories import CATEGORIES
from cleanr.rulebook.rule import STRENGTHS, Rule, Strength
from cleanr.settings.settings import ACTIONS, Policy
from cleanr.text.edits import Span

CERTAIN, STRONG, MODERATE, WEAK = (strength.weight for strength in Strength)
ARTICLE, STRICT, TAG = (Policy.of(name) for name in ("article", "strict", "tag"))


def says(rule: str, weight: int, start: int = 0, end: int = 10, category: str | None = None) -> Finding:
    return Finding(start, end, rule, category or rule.partition(".")[0], weight, "says so")


def action(*findings: Finding, policy: Policy = ARTICLE, strip_at: int = STRIP_AT) -> str:
    """What is done with the ten characters that ``findings`` speak about."""
    (segment,) = decide(findings, policy, 10, strip_at)
    return segment.action


def test_no_findings_make_one_segment_of_article() -> None:
    assert decide([], ARTICLE, 10) == (Segment(0, 10, None, 0, "keep", ()),)


def test_an_empty_text_has_no_segments() -> None:
    assert decide([], ARTICLE, 0) == ()


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ([CERTAIN], "strip"),
        ([STRONG], "strip"),
        ([MODERATE], "tag"),
        ([WEAK], "tag"),
        ([WEAK, WEAK], "tag"),
        ([MODERATE, WEAK], "strip"),
        ([MODERATE, MODERATE], "strip"),
    ],
)
def test_independent_rules_add_up(weights: list[int], expected: str) -> None:
    families = ("newsletter", "box", "prompt")
    found = [
        says(f"{family}.a", weight, category="newsletter") for family, weight in zip(families, weights, strict=False)
    ]
    assert action(*found) == expected


@pytest.mark.parametrize(("weight", "expected"), [(STRONG, "strip"), (MODERATE, "tag"), (WEAK, "tag")])
def test_rules_of_one_family_are_one_witness(weight: int, expected: str) -> None:
    assert action(*(says(f"newsletter.{name}", weight) for name in "abcd")) == expected


@pytest.mark.parametrize(
    ("voice", "guard", "expected"),
    [
        (STRONG, WEAK, "strip"),
        (STRONG, MODERATE, "tag"),
        (STRONG, STRONG, "keep"),
        (CERTAIN, STRONG, "tag"),
        (CERTAIN, CERTAIN, "keep"),
        (MODERATE, MODERATE, "keep"),
        (WEAK, MODERATE, "keep"),
    ],
)
def test_a_guard_holds_a_voice_down(voice: int, guard: int, expected: str) -> None:
    four = [says(f"newsletter.{name}", voice) for name in "abcd"]
    assert action(*four, says("prose.long", -guard, category="newsletter")) == expected


def test_a_guard_alone_changes_nothing() -> None:
    assert decide([says("prose.long", -STRONG, category="newsletter")], ARTICLE, 10) == decide([], ARTICLE, 10)


def test_a_guard_against_one_category_leaves_the_others() -> None:
    found = [says("newsletter.a", STRONG), says("paywall.a", STRONG), says("prose.a", -CERTAIN, category="newsletter")]
    (segment,) = decide(found, ARTICLE, 10)
    assert segment.category == "paywall"
    assert segment.rules == ("paywall.a",)


def test_the_strongest_category_wins_and_of_equals_the_first_by_name() -> None:
    assert decide([says("newsletter.a", STRONG), says("paywall.a", CERTAIN)], ARTICLE, 10)[0].category == "paywall"
    tied = [says("share.a", STRONG), says("newsletter.a", STRONG), says("paywall.a", STRONG)]
    assert decide(tied, ARTICLE, 10)[0].category == decide(tied[::-1], ARTICLE, 10)[0].category == "newsletter"


@pytest.mark.parametrize("strength", STRENGTHS)
@pytest.mark.parametrize("category", ["newsletter", None])
def test_a_preview_rule_never_strips(strength: str, category: str | None) -> None:
    def matcher(*_: object) -> tuple[()]:
        return ()

    rule = Rule("newsletter.trial", category, STRENGTHS[strength], matcher, "Tries.", status="preview")
    assert action(rule.finding(Span(0, 10), "tries", "newsletter")) in ("tag", "keep")
    assert abs(rule.weight) < abs(replace(rule, status="stable").weight) or strength == "weak"


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("preset", ["article", "strict", "tag"])
def test_a_policy_decides_what_is_done(category: str, preset: str) -> None:
    policy = Policy.of(preset)
    assert action(says("x.a", STRONG, category=category), policy=policy) == policy[category]


@pytest.mark.parametrize("wanted", ACTIONS)
def test_each_action_needs_the_evidence_to_strip(wanted: str) -> None:
    policy = Policy.of({"newsletter": wanted})
    assert action(says("newsletter.a", STRONG), policy=policy) == wanted
    assert action(says("newsletter.a", MODERATE), policy=policy) == ("keep" if wanted == "keep" else "tag")


@pytest.mark.parametrize(("weight", "strip_at", "expected"), [
    (MODERATE, 7, "strip"), (MODERATE, 8, "tag"), (STRONG, 13, "strip"), (STRONG, 14, "tag"), (CERTAIN, 20, "strip"),
])  # fmt: skip
def test_what_strips_is_as_sure_as_is_asked(weight: int, strip_at: int, expected: str) -> None:
    assert action(says("newsletter.a", weight), strip_at=strip_at) == expected


def test_keep_says_nothing() -> None:
    assert decide([says("newsletter.a", STRONG)], Policy.of({"newsletter": "keep"}), 10) == decide([], ARTICLE, 10)


def test_what_is_most_likely_of_a_kind_to_keep_is_kept_whatever_else_it_could_be() -> None:
    found = [says("caption.a", CERTAIN), says("newsletter.a", STRONG)]
    assert action(*found, policy=Policy.of({"caption": "keep"})) == "keep"


def test_a_sure_kind_that_goes_beats_a_kind_that_is_tagged() -> None:
    assert action(says("dateline.a", CERTAIN), says("related.a", STRONG)) == "strip"
    assert action(says("dateline.a", CERTAIN), says("related.a", MODERATE)) == "tag"
    assert action(says("author.a", CERTAIN), says("follow.a", STRONG)) == "tag"


def test_segments_are_cut_where_voices_start_and_end() -> None:
    found = [says("newsletter.a", STRONG, 5, 15), says("prose.a", -STRONG, 10, 20, "newsletter")]
    assert [(s.start, s.end, s.action) for s in decide(found, ARTICLE, 30)] == [
        (0, 5, "keep"),
        (5, 10, "strip"),
        (10, 30, "keep"),
    ]


def test_neighbours_of_one_decision_are_one_segment() -> None:
    one = says("newsletter.a", STRONG, 5, 15)
    weaker = says("newsletter.b", WEAK, 8, 12)
    assert [(s.start, s.end) for s in decide([one, weaker], ARTICLE, 20)] == [(0, 5), (5, 15), (15, 20)]


@pytest.mark.parametrize(
    ("score", "chance"), [(0, 0.5), (10, 0.909), (13, 0.952), (20, 0.990), (-10, 0.091), (10_000, 1.0), (-10_000, 0.0)]
)
def test_probability(score: float, chance: float) -> None:
    assert probability(score) == pytest.approx(chance, abs=0.001)


def test_the_threshold_lies_between_two_weak_and_one_strong() -> None:
    assert 2 * WEAK < STRIP_AT <= STRONG
    assert probability(STRIP_AT) >= 0.9


# --- properties ------------------------------------------------------------------------------------------------------

LENGTH = 40
SPANS = st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH)).map(sorted).filter(lambda pair: pair[0] < pair[1])
FINDINGS = st.lists(
    st.builds(
        lambda rule, weight, span, category: Finding(span[0], span[1], rule, category, weight, "says so"),
        st.sampled_from(["newsletter.a", "newsletter.b", "paywall.a", "prose.a", "byline.a"]),
        st.sampled_from([CERTAIN, STRONG, MODERATE, WEAK, -WEAK, -MODERATE, -STRONG, -CERTAIN]),
        SPANS,
        st.sampled_from(["newsletter", "paywall", "byline"]),
    ),
    max_size=8,
)


@given(FINDINGS, st.sampled_from([ARTICLE, STRICT, TAG]))
def test_segments_are_a_partition_that_explains_itself(findings: list[Finding], policy: Policy) -> None:
    segments = decide(findings, policy, LENGTH)
    assert [s.start for s in segments] == [0, *(s.end for s in segments[:-1])]
    assert segments[-1].end == LENGTH
    assert all(one[2:] != other[2:] for one, other in itertools.pairwise(segments))
    for segment in segments:
        assert segment.score == sum(f.weight for f in segment.findings)
        assert all(f.start <= segment.start and segment.end <= f.end for f in segment.findings)
        assert bool(segment.category) == bool(segment.rules)
        assert segment.action in (("tag", policy[segment.category]) if segment.category else ("keep",))
        assert segment.action == "tag" or not segment.category or segment.score >= STRIP_AT


@given(FINDINGS, st.randoms(use_true_random=False))
def test_the_order_of_findings_decides_nothing(findings: list[Finding], random: object) -> None:
    shuffled = list(findings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    def outcome(found: list[Finding]) -> list[tuple[object, ...]]:
        return [(*s[:5], sorted(s.findings)) for s in decide(found, ARTICLE, LENGTH)]

    assert outcome(findings) == outcome(shuffled)


@given(FINDINGS, SPANS)
def test_one_more_guard_never_removes_more(findings: list[Finding], span: list[int]) -> None:
    guards = [
        Finding(span[0], span[1], "guard.a", category, -STRONG, "prose")
        for category in ("newsletter", "paywall", "byline")
    ]

    def gone(found: list[Finding]) -> set[int]:
        return {at for s in decide(found, STRICT, LENGTH) if s.action == "strip" for at in range(s.start, s.end)}

    assert gone([*findings, *guards]) <= gone(findings)


# --- what `clean` asks for -------------------------------------------------------------------------------------------

TEXT = ("The vote is on Monday.\n\nSign up here, and here.  Officials declined.\n" * LENGTH)[:LENGTH]


@given(FINDINGS, st.sampled_from(ACTIONS), st.sampled_from(ACTIONS), st.integers(-3, 20))
def test_changes_are_those_of_the_segments(found: list[Finding], one: str, other: str, strip_at: int) -> None:
    policy = Policy.of({"newsletter": one, "byline": other})
    segments = decide(found, policy, len(TEXT), strip_at)
    changing = changes(found, policy, strip_at)
    places = {(place, s.category, s.action) for s in changing_of(segments) for place in range(s.start, s.end)}
    assert {(place, s.category, s.action) for s in changing for place in range(s.start, s.end)} == places
    assert edits_of(TEXT, changing) == edits_of(TEXT, segments)
