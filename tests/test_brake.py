"""The brake: where more than half of a text's prose would go, its prose stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleanr
from cleanr import Cleaner, Report
from cleanr.decide.brake import REASON, REASON_OF_LABELS, RULE, prose_of, removes_most_prose
from cleanr.decide.verdict import CHANGING, Change, Segment
from cleanr.text.edits import apply
from tests.strategies import SENTENCES

WALL = (
    "We and our partners store and access information on a device, such as cookies, and process personal data.",
    "We use cookies to personalise content and ads, to provide social media features and to analyse our traffic.",
    "By clicking Accept all you agree that we and our partners may process your personal data for these purposes.",
    "You can change your cookie settings or withdraw your consent at any time by clicking on the link below.",
    "This website uses cookies to enhance user experience and to analyze performance and traffic on our website.",
    "Sign up for our free newsletter to get the best of our stories delivered to your inbox every morning.",
)
LABELS = ("Share this article", "Advertisement", "Read more", "Accept all", "Most read", "Comments")
ARTICLE = (
    "The harbour opened in 1904 and has been dredged twice since, the last time in the year of the great storm.",
    "The council wants to dredge it a third time, and has asked the county for eleven million crowns.",
    "Maud Ellery, who runs the ferry, would have done it ten years ago, when the old quay was still sound.",
)
ROUND = 3  # of the wall: 300 words


def page(article: int, wall: int) -> str:
    """A text of so many sentences of an article and of a wall, with labels between, a line each."""
    lines = [ARTICLE[n % len(ARTICLE)].replace("1904", str(1904 + n)) for n in range(article)]
    return "\n".join([*lines, "Share this article", *(WALL[n % len(WALL)] for n in range(wall)), "Advertisement"])


def going(report: Report) -> list[Segment]:
    return [segment for segment in report.segments if segment.action in CHANGING]


def held(report: Report) -> list[Segment]:
    return [segment for segment in report.segments if RULE in (finding.rule for finding in segment.findings)]


# --- what it does ----------------------------------------------------------------------------------------------------


def test_prose_stays_and_labels_go_where_more_than_half_of_the_prose_would() -> None:
    report = cleanr.analyze(page(2, 18))
    assert report.text == "\n".join([*page(2, 18).split("\n")[:2], *(WALL * ROUND)])
    assert {report.original[s.start : s.end] for s in going(report)} == {"Share this article", "Advertisement"}
    assert len(held(report)) == 18
    assert {segment.action for segment in held(report)} == {"tag"}


def test_the_reason_is_recorded_and_the_sum_is_as_it_was() -> None:
    report = cleanr.analyze(page(2, 18))
    for segment in held(report):
        assert segment.score == sum(finding.weight for finding in segment.findings) >= report.strip_at
        assert segment.rules
        assert RULE not in segment.rules, "it is no evidence"
        assert REASON in segment.reason
        assert set(segment.findings) <= set(report.findings)
    explained = report.explain()
    assert f"+0  {RULE}  {REASON}" in explained
    assert "tagged, for the brake keeps prose in the text" in explained
    assert "--set cookie=strip" not in explained


def test_with_as_much_article_the_wall_goes() -> None:
    report = cleanr.analyze(page(24, 18))
    assert report.text == "\n".join(page(24, 18).split("\n")[:24])
    assert not held(report)


def test_a_snippet_goes_whole() -> None:
    for text in (*WALL, "\n".join(WALL), " ".join(WALL)):
        assert cleanr.clean(text) == "", text


def test_labels_are_no_prose() -> None:
    labels = "Advertisement\nShare this article\nRead more\n" * 200
    assert cleanr.clean(f"{ARTICLE[0]}\n\n{labels}").strip() == ARTICLE[0]


def test_it_holds_in_a_text_of_one_line() -> None:
    text = " ".join([ARTICLE[0], *(WALL * ROUND)])
    assert cleanr.clean(text) == text
    assert held(cleanr.analyze(text))


@pytest.mark.parametrize("action", ["strip", "mask", "extract"])
def test_it_holds_whatever_takes_text_away(action: str) -> None:
    cleaner = Cleaner(policy={"cookie": action, "newsletter": action})
    assert "\n".join(WALL * ROUND) in cleaner.clean(page(2, 18))
    assert not Cleaner(policy="tag").analyze(page(2, 18)).explain().count(RULE), "nothing would go"


def test_scripts_without_spaces_have_prose() -> None:
    sentence = "\u6211\u4eec\u5728\u661f\u671f\u4e00\u6295\u7968\u51b3\u5b9a\u662f\u5426\u7ee7\u7eed\u758f\u6d5a\u8fd9\u5ea7\u6e2f\u53e3\u3002"
    assert [one.span for one in prose_of(f"  {sentence}\n{sentence[:6]}\u3002")] == [(2, 2 + len(sentence))]


# --- what is counted -------------------------------------------------------------------------------------------------


def cut(_text: str, start: int, end: int) -> list[Change]:
    return [Change(start, end, "cookie", "strip")]


def test_half_is_counted_in_characters_of_prose_alone() -> None:
    half = "\n".join(ARTICLE * 6)
    assert not removes_most_prose([(half + "\n" + half, cut(half + "\n" + half, 0, len(half)))])
    assert removes_most_prose([(half + "\n" + half[1:], cut(half + "\n" + half[1:], 0, len(half)))])
    labels = "\nRead more" * 1_000
    assert removes_most_prose([(half + labels + "\n" + half[1:], cut(half + labels + "\n" + half[1:], 0, len(half)))])


def test_all_looks_count_together() -> None:
    third = "\n".join(ARTICLE * 5)
    first, second = "\n".join([third] * 3), "\n".join([third] * 2)
    one = (first, cut(first, 0, len(third)))
    assert not removes_most_prose([one])
    assert removes_most_prose([one, (second, cut(second, 0, len(third)))])


# --- what it keeps of the promises -----------------------------------------------------------------------------------

PAGES = st.lists(
    st.sampled_from(WALL) | st.sampled_from(SENTENCES) | st.sampled_from(LABELS) | st.sampled_from(WALL), max_size=40
)
CLEANERS = st.sampled_from(
    [Cleaner(), Cleaner(policy="strict"), Cleaner(policy={"cookie": "mask"}), Cleaner(confidence=0.7)]
)


@given(PAGES, st.sampled_from(["\n", "\n\n", " "]), CLEANERS)
def test_the_promises_hold_with_the_brake(lines: list[str], gap: str, cleaner: Cleaner) -> None:
    text = gap.join(lines)
    report = cleaner.analyze(text)
    assert apply(report.edits, text) == report.text == cleaner.clean(text)
    assert [s.start for s in report.segments] == [0, *(s.end for s in report.segments)][: len(report.segments)]
    assert cleaner.clean(report.text) == report.text
    for segment in report.segments:
        assert segment.score == sum(finding.weight for finding in segment.findings)
        assert set(segment.findings) <= set(report.findings)


@given(PAGES, CLEANERS)
def test_never_more_than_half_of_the_prose_goes(lines: list[str], cleaner: Cleaner) -> None:
    text = "\n".join(lines)
    gone = {at for s in going(cleaner.analyze(text)) for at in range(s.start, s.end)}
    prose = list(prose_of(text))
    lost = [one for one in prose if sum(at in gone for at in range(*one.span)) * 2 > one.size]
    if sum(one.words for one in lost) >= 150:
        assert 2 * sum(one.size for one in lost) <= sum(one.size for one in prose)


@given(PAGES, PAGES)
def test_what_is_put_in_costs_no_sentence_of_the_article(lines: list[str], more: list[str]) -> None:
    """The brake lets go when there is more of an article, and then what goes is what was furniture all along."""
    for text in ("\n\n".join(lines), "\n\n".join([*more, *lines])):
        for segment in going(Cleaner().analyze(text)):
            assert text[segment.start : segment.end] not in SENTENCES


# --- where the labels are what the prose is known by -----------------------------------------------------------------

READERS = (
    "I was there in the year of the great storm and the water stood up to the second step of the town hall.",
    "Nobody who has taken the ferry in the last ten years can say that the old quay is still sound, can they?",
    "Eleven million crowns is a lot of money for a town of our size, and somebody will have to find it somewhere.",
)
THREAD = "\n".join(
    [ARTICLE[0], "", "Discussion about this post"]
    + [line for n in range(9) for line in ("Ann Lowe's avatar", READERS[n % 3], "Expand full comment")]
    + ["23 more comments..."]
)


def test_labels_stay_where_the_prose_that_stays_is_known_by_them() -> None:
    free = "\n".join(line for line in THREAD.split("\n") if line in (*READERS, *ARTICLE, ""))
    assert not going(cleanr.analyze(free)), "without its labels nobody can tell that this is a thread"
    report = cleanr.analyze(THREAD)
    assert report.text == THREAD
    stays = [THREAD[s.start : s.end] for s in held(report)]
    assert set(READERS) <= set(stays)
    assert "Expand full comment" in stays
    assert REASON_OF_LABELS in report.explain()


def test_what_is_broken_is_repaired_all_the_same() -> None:
    broken = THREAD.replace("town hall", "caf\u00c3\u00a9")
    report = cleanr.analyze(broken)
    assert report.text == THREAD.replace("town hall", "caf\u00e9")
    assert held(report)
    assert cleanr.clean(report.text) == report.text


@given(st.lists(st.sampled_from(THREAD.split("\n")) | st.sampled_from(WALL), max_size=50))
def test_what_stays_of_a_thread_is_tagged_and_stays(lines: list[str]) -> None:
    text = "\n".join(lines)
    report = cleanr.analyze(text)
    again = cleanr.analyze(report.text)
    assert again.text == report.text
    assert words_held(report) == words_held(again)


def words_held(report: Report) -> list[str]:
    """What the brake keeps, white space that was cut off from it left out."""
    words = (report.original[s.start : s.end].strip() for s in held(report))
    return [word for word in words if word]
