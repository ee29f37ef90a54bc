"""How findings add up: families, guards, and what a line is by the evidence so far."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cleanr.findings.evidence import Evidence, weigh
from cleanr.findings.finding import Finding
from cleanr.rulebook.rule import Strength
from cleanr.text.document import Document


def voice(rule: str, weight: int, category: str = "newsletter", start: int = 0, end: int = 10) -> Finding:
    return Finding(start, end, rule, category, weight, "says so")


def score(*findings: Finding, category: str = "newsletter") -> int:
    return weigh(findings)[category][0]


VOICES = st.lists(
    st.builds(
        voice,
        st.sampled_from(["newsletter.a", "newsletter.b", "paywall.a", "prose.a", "prose.b", "caption.a"]),
        st.sampled_from([20, 13, 7, 3, -3, -7, -13, -20]),
        st.sampled_from(["newsletter", "paywall", "caption"]),
    ),
    max_size=10,
)


def test_a_lone_voice_is_the_score() -> None:
    assert score(voice("newsletter.a", 13)) == 13


def test_families_add() -> None:
    assert score(voice("newsletter.a", 7), voice("box.a", 7)) == 14


def test_a_family_speaks_once() -> None:
    assert score(voice("newsletter.a", 7), voice("newsletter.b", 7)) == 7


def test_the_strongest_of_a_family_speaks() -> None:
    assert score(voice("newsletter.a", 3), voice("newsletter.b", 13), voice("newsletter.c", 7)) == 13


def test_four_overlapping_rules_of_one_family_do_not_outvote_a_guard() -> None:
    four = [voice(f"newsletter.{name}", 7) for name in "abcd"]
    assert score(*four, voice("prose.long", -13)) == -6


def test_guards_of_one_family_count_once_too() -> None:
    assert score(voice("newsletter.a", 20), voice("prose.long", -7), voice("prose.quoted", -13)) == 7


def test_a_family_can_speak_for_and_against() -> None:
    assert score(voice("newsletter.a", 13), voice("newsletter.about", -7)) == 6


def test_categories_do_not_mix() -> None:
    found = weigh([voice("newsletter.a", 13), voice("paywall.a", 7, "paywall")])
    assert {category: score for category, (score, _) in found.items()} == {"newsletter": 13, "paywall": 7}


def test_the_voices_that_counted_are_named() -> None:
    strong, weak, guard = voice("newsletter.a", 13), voice("newsletter.b", 3), voice("prose.long", -7)
    assert set(weigh([weak, strong, guard])["newsletter"][1]) == {strong, guard}


def test_nothing_weighs_nothing() -> None:
    assert weigh([]) == {}


@given(VOICES)
def test_a_score_is_the_sum_of_the_voices_that_counted(findings: list[Finding]) -> None:
    for category, (total, counted) in weigh(findings).items():
        assert total == sum(finding.weight for finding in counted)
        assert {finding.category for finding in counted} == {category}
        assert set(counted) <= set(findings)
        sides = [(finding.family, finding.weight > 0) for finding in counted]
        assert len(sides) == len(set(sides))


@given(VOICES, st.randoms(use_true_random=False))
def test_order_and_repetition_change_no_score(findings: list[Finding], random: object) -> None:
    shuffled = [*findings, *findings]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    scores = {category: total for category, (total, _) in weigh(findings).items()}
    assert scores == {category: total for category, (total, _) in weigh(shuffled).items()}


@given(VOICES)
def test_one_more_voice_never_lowers_a_category_unless_it_is_a_guard(findings: list[Finding]) -> None:
    if findings:
        *rest, last = findings
        before, after = (weigh(some).get(last.category, (0, ()))[0] for some in (rest, findings))
        assert after >= before if last.weight > 0 else after <= before


@given(VOICES, st.randoms(use_true_random=False))
def test_the_voices_that_counted_do_not_depend_on_the_order(findings: list[Finding], random: object) -> None:
    """Of equals, the same one is named whatever the order: reports must not depend on the order of rules."""
    shuffled = list(findings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = weigh(findings), weigh(shuffled)
    assert {c: sorted(v[1]) for c, v in first.items()} == {c: sorted(v[1]) for c, v in second.items()}


# --- evidence about a document ---------------------------------------------------------------------------------------

TEXT = "The vote is on Monday.\n* Sign up here:\n\nOfficials declined. Sign up here."


def evidence(*findings: Finding) -> Evidence:
    made = Evidence(Document(TEXT))
    made.add(findings)
    return made


def at(
    words: str, weight: int, category: str = "newsletter", rule: str = "newsletter.a", last: bool = False
) -> Finding:
    start = TEXT.rindex(words) if last else TEXT.index(words)
    return voice(rule, weight, category, start, start + len(words))


def test_evidence_starts_empty() -> None:
    assert not evidence().has(())
    assert evidence().lines() == []
    assert evidence().findings == []


def test_evidence_knows_which_categories_were_found() -> None:
    found = evidence(at("* Sign up here:", 13))
    assert found.has(())
    assert found.has(("newsletter",))
    assert found.has(("paywall", "newsletter"))
    assert not found.has(("paywall",))


def test_a_guard_alone_finds_no_category() -> None:
    assert not evidence(at("The vote", -13)).has(())


def test_lines_with_findings_come_in_order_and_once() -> None:
    found = evidence(
        at("Officials", 13, "byline"), at("* Sign up here:", 13), at("Sign up here:", 3), at("The vote", 3)
    )
    assert [line.index for line in found.lines()] == [0, 1, 3]
    assert [line.index for line in found.lines("newsletter")] == [0, 1]
    assert [line.index for line in found.lines("byline", "newsletter")] == [0, 1, 3]
    assert found.lines("paywall") == []


def test_findings_on_a_line() -> None:
    mine, other = at("Sign up here:", 13), at("The vote", 3)
    found = evidence(mine, other)
    assert found.on(found.document.line(1)) == [mine]
    assert found.on(found.document.line(2)) == []


def test_a_line_is_scored_by_what_covers_its_core() -> None:
    found = evidence(at("Sign up here", 13), at("Sign up", 20, rule="box.a"))
    line = found.document.line(1)
    assert found.score(line, "newsletter") == 13
    assert found.score(line, "paywall") == 0
    assert found.is_likely(line, "paywall", "newsletter")
    assert found.claimed(line)


def test_a_part_of_a_line_claims_no_line() -> None:
    found = evidence(at("Sign up here.", 20, last=True))
    line = found.document.line(3)
    assert found.on(line)
    assert found.score(line, "newsletter") == 0
    assert not found.claimed(line)
    assert not found.is_likely(line, "newsletter")


def test_a_guarded_line_is_not_claimed() -> None:
    found = evidence(at("* Sign up here:", 7), at("* Sign up here:", -13, rule="prose.a"))
    assert not found.claimed(found.document.line(1))


def test_weights_are_the_promises_of_the_strengths() -> None:
    from math import log10

    for strength in Strength:
        assert strength.weight == round(10 * log10(strength.promise / (1 - strength.promise)))
