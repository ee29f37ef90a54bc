"""Repetition as evidence: what goes, what stays, and the eight promises with a profile in force."""

from __future__ import annotations

import pickle
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleanr import Cleaner, Profile, ProfileError, RulesDifferError, SettingsError, clean
from cleanr.detect.candidates import candidates_everywhere
from cleanr.detect.engine import detect
from cleanr.text.document import Document
from cleanr.text.edits import apply
from tests.strategies import ALL, SENTENCES, Built, articles, built, texts
from tests.test_profiles import story
from tests.test_promises import naive

MENU = ("Quays and berths", "Fish of the day", "Harbour map", "Tide almanac", "Marina life", "Lost and found")
FOOT = ("Printed in the old customs house", "The Gazette is read by every skipper between the two lights of the bay.")
ITEMS = tuple(f"{name} sails home at last" for name in ("Ann", "Bob", "Cora", "Dan", "Eve", "Finn", "Gus", "Hal"))
STAMP = "Put to sea on 3 May 2021"
HEADINGS = ("What goes into the pot", "How it is done")
OILS = ("a little oil", "some butter")
BACKGROUND = "The harbour was built by the county in 1904, and the railway reached it two years later."
SITE = "gazette.example"


def page_of_site(number: int) -> str:
    """A page: a menu, a stamp, recipes on some, what an agency adds on one in ten, a list of the day, and a foot."""
    day = number // 4 % len(ITEMS)
    own = story(number)
    if number % 3 == 0:  # recipes: a third of the pages
        spice = ("thyme", "dill", "bay", "salt")[number // 3 % 4]
        own = [HEADINGS[0], f"{number} eggs", f"1 teaspoon {spice}", *OILS[number // 3 % 3 :][:1], HEADINGS[1], *own]
    return "\n".join([
        *MENU, f"The tale of number {chr(97 + number % 26)}{chr(97 + number // 26)}", STAMP.replace("3", str(number % 28 + 1)),
        *own, *([BACKGROUND] if number % 10 == 0 else []), *ITEMS[day:], *ITEMS[:day], *FOOT,
    ])  # fmt: skip


def site_profile() -> Profile:
    profile = Profile()
    for number in range(60):
        profile.observe(page_of_site(number), SITE)
    return profile


PROFILE = site_profile()
CLEANER = Cleaner(profile=PROFILE)
OWN = story(777)


def lines_left(*lines: str) -> list[str]:
    return CLEANER.clean("\n".join(lines), site=SITE).splitlines()


def action(text: str, words: str, cleaner: Cleaner = CLEANER) -> tuple[str, str | None]:
    at = text.index(words)
    segment = next(s for s in cleaner.analyze(text, site=SITE).segments if s.start <= at < s.end)
    return segment.action, segment.category


# --- what goes -------------------------------------------------------------------------------------------------------


def test_menu_list_and_foot_of_a_new_page_go() -> None:
    assert lines_left(*MENU, "A tale that is new", *OWN, *ITEMS, *FOOT) == ["A tale that is new", *OWN]


def test_the_last_line_of_a_menu_stays_where_it_may_be_the_heading_of_a_list() -> None:
    """The headline stands alone above the text; a heading stands above lines of its own."""
    own = ["six new boats", "two old ones", "a raft and a bell", *OWN]
    assert lines_left(*MENU, *own) == [MENU[-1], *own]
    assert lines_left(*MENU, *OWN) == [MENU[-1], *OWN]


def test_a_line_without_others_is_no_block() -> None:
    assert lines_left(*OWN[:3], ITEMS[2], *OWN[3:]) == [*OWN[:3], ITEMS[2], *OWN[3:]]


def test_the_category_is_that_of_the_place() -> None:
    text = "\n".join([*MENU, "A tale that is new", *OWN, *ITEMS, *FOOT])
    assert action(text, MENU[1]) == ("strip", "navigation")
    assert action(text, FOOT[0]) == ("strip", "footer")


def test_the_category_is_that_of_the_rules_where_they_know_the_line() -> None:
    profile = Profile()
    for number in range(20):
        profile.observe("\n".join([*story(number), "Related stories", *ITEMS, *FOOT[:1]]), SITE)
    text = "\n".join([*OWN, "Related stories", *ITEMS, *FOOT[:1]])
    assert action(text, ITEMS[3], Cleaner(profile=profile)) == ("strip", "related")


def test_a_reason_counts_the_pages() -> None:
    report = CLEANER.analyze("\n".join([*MENU, "A tale that is new", *OWN]), site=SITE)
    assert "stands on 60 of 60 pages of this site" in report.explain()


def test_a_line_with_another_date_is_the_same_line() -> None:
    text = "\n".join([*MENU, "A tale that is new", "Put to sea on 9 June 2022", *OWN])
    segment = next(s for s in CLEANER.analyze(text, site=SITE).segments if s.end > text.index("Put to sea"))
    assert '"put to sea on {date}" stands on 60 of 60 pages' in segment.reason


# --- what stays ------------------------------------------------------------------------------------------------------


def test_a_recipe_keeps_its_headings_and_its_list() -> None:
    recipe = [HEADINGS[0], "6 eggs", "1 teaspoon salt", HEADINGS[1], *OWN]
    assert lines_left(*MENU, "A tale that is new", *recipe, *FOOT)[-len(recipe) :] == recipe


@pytest.mark.parametrize("at", [0, 3, 6])
def test_what_an_agency_adds_stays(at: int) -> None:
    body = [*OWN[:at], BACKGROUND, *OWN[at:]]
    assert lines_left(*body, *FOOT) == body


def test_the_headline_of_a_story_that_others_point_to_stays() -> None:
    text = [*MENU, ITEMS[0], *OWN, *ITEMS[1:], *FOOT]
    assert ITEMS[0] in lines_left(*text)


def test_the_story_of_the_day_keeps_its_headline_and_standfirst() -> None:
    """Every other page points to it in a list: but there they stand beside others."""
    day = ("The bell that rang twice", "Nobody had touched the rope of the old bell in forty years, until last night.")
    profile = Profile()
    for number in range(12):
        profile.observe("\n".join([*MENU, f"Tale {chr(97 + number)}", *story(number), "Of the day", *day, *FOOT]), SITE)
    cleaner = Cleaner(profile=profile)
    assert cleaner.clean("\n".join([*MENU, *day, *OWN, *FOOT]), site=SITE).splitlines() == [*day, *OWN]
    assert cleaner.clean("\n".join([*day, *OWN]), site=SITE).splitlines() == [*day, *OWN]
    new = ["A tale that is new", *OWN]
    assert cleaner.clean("\n".join([*new, "Of the day", *day, *FOOT]), site=SITE).splitlines() == new


def test_what_begins_or_ends_most_pages_goes_there_alone() -> None:
    profile = Profile()
    for number in range(12):
        profile.observe("\n".join([MENU[0], *story(number), FOOT[1]]), SITE)
    cleaner = Cleaner(profile=profile)
    assert cleaner.clean("\n".join([*OWN, FOOT[1]]), site=SITE).splitlines() == OWN
    assert cleaner.clean("\n".join([FOOT[1], *OWN]), site=SITE).splitlines() == [FOOT[1], *OWN]


def test_a_refrain_and_a_series_stay() -> None:
    profile = Profile()
    for number in range(40):
        series = ["This is one of our tales of the harbour, told by those who live there."] * (number < 4)
        refrain = ["And the tide came in, and the tide went out, and nobody said a word."] * 3
        profile.observe("\n".join([*series, *story(number), *(refrain if number % 5 == 0 else [])]), SITE)
    body = "\n".join([
        "This is one of our tales of the harbour, told by those who live there.", *OWN[:2],
        "And the tide came in, and the tide went out, and nobody said a word.", *OWN[2:],
    ])  # fmt: skip
    assert Cleaner(profile=profile).clean(body, site=SITE) == body


def test_three_pages_prove_nothing_on_a_large_site() -> None:
    profile = Profile()
    for number in range(400):
        profile.observe("\n".join([*story(number), *(ITEMS if number < 3 else [])]), SITE)
    body = "\n".join([*OWN, *ITEMS])
    assert Cleaner(profile=profile).clean(body, site=SITE) == body


def test_what_repeats_on_many_sites_is_left_to_the_rules() -> None:
    profile = Profile()
    for site in range(6):
        for number in range(10):
            profile.observe("\n".join([*story(100 * site + number), "What we know so far"]), f"site {site}")
    body = "\n".join([*OWN, "What we know so far"])
    assert Cleaner(profile=profile).clean(body, site="site 3") == body


def test_copies_of_one_article_take_nothing_of_it() -> None:
    profile = Profile()
    for number in range(30):
        profile.observe("\n".join([*(OWN if number % 3 else story(number)), f"Copy {number}", *FOOT]), SITE)
    assert Cleaner(profile=profile).clean("\n".join([*OWN, *FOOT]), site=SITE).splitlines()[: len(OWN)] == OWN


def test_another_site_and_no_site_are_as_without_a_profile() -> None:
    two = PROFILE.merge(PROFILE)
    two.observe("One line", "other.example")
    text = "\n".join([*MENU, *OWN, *FOOT])
    cleaner = Cleaner(profile=two)
    assert cleaner.clean(text) == cleaner.clean(text, site="other.example") == clean(text)
    assert cleaner.clean(text, site="http://www.gazette.example/a") == CLEANER.clean(text) != clean(text)


# --- settings --------------------------------------------------------------------------------------------------------


def test_rules_of_repetition_can_be_ignored() -> None:
    text = "\n".join([*MENU, *OWN, *FOOT])
    assert Cleaner(profile=PROFILE, ignore=["repeat"]).clean(text, site=SITE) == clean(text)


def test_a_cleaner_keeps_the_profile_that_it_was_made_with() -> None:
    profile = site_profile()
    cleaner = Cleaner(profile=profile)
    for number in range(500):
        profile.observe("\n".join(story(number + 5_000)), SITE)
    assert cleaner == CLEANER
    assert cleaner != Cleaner(profile=profile)
    assert cleaner.analyze(MENU[0], site=SITE) == CLEANER.analyze(MENU[0], site=SITE)


def test_a_profile_in_a_file_is_a_setting(tmp_path: Path) -> None:
    path = tmp_path / "site.profile"
    PROFILE.save(path)
    (tmp_path / "cleanr.json").write_text('{"profile": "site.profile"}', encoding="utf-8")
    text = "\n".join([*MENU, *OWN, *FOOT])
    for cleaner in (Cleaner(profile=path), Cleaner(profile=str(path)), Cleaner.from_spec(tmp_path / "cleanr.json")):
        assert cleaner.clean(text, site=SITE) == CLEANER.clean(text, site=SITE)
        assert cleaner.spec == {"profile": str(path)}
        assert pickle.loads(pickle.dumps(cleaner)).clean(text, site=SITE) == CLEANER.clean(text, site=SITE)
    with pytest.raises(ProfileError, match="No such file"):
        Cleaner(profile=tmp_path / "none")
    with pytest.raises(SettingsError, match="must be the path"):
        Cleaner(profile=7)  # type: ignore[arg-type]


def test_a_pickle_goes_with_its_profile_or_its_name(tmp_path: Path) -> None:
    text = "\n".join([*MENU, *OWN, *FOOT])
    copy = pickle.loads(pickle.dumps(CLEANER))
    assert copy == CLEANER
    assert copy.clean(text, site=SITE) == CLEANER.clean(text, site=SITE)
    PROFILE.save(tmp_path / "site.profile")
    stored = pickle.dumps(Cleaner(profile=tmp_path / "site.profile"))
    assert len(stored) < 1_000
    Profile().save(tmp_path / "site.profile")
    with pytest.raises(RulesDifferError, match="not the one"):
        pickle.loads(stored).clean(text, site=SITE)


def test_batches_name_the_site_of_each_text() -> None:
    text = "\n".join([*MENU, *OWN, *FOOT])
    two = PROFILE.merge(PROFILE)
    two.observe("One line", "other.example")
    cleaner = Cleaner(profile=two)
    wanted = [CLEANER.clean(text), clean(text), clean(text)]
    assert cleaner.clean_batch([text, text, text], sites=[f"https://{SITE}/a", None]) == wanted
    rows = [{"text": text, "url": f"https://{SITE}/a"}, {"text": text, "url": None}, {"text": text}]
    assert [row["text"] for row in cleaner.on("text", site="url")(rows)] == wanted
    columns = {"text": [text, text], "url": [f"https://{SITE}/a", ""]}
    assert cleaner.on("text", site="url")(columns)["text"] == wanted[:2]


# --- the promises ----------------------------------------------------------------------------------------------------

SITE_LINES = (*MENU, *FOOT, *ITEMS, STAMP, *HEADINGS, "1 teaspoon salt", BACKGROUND, "From 12 to 14 May 2021")


@st.composite
def site_texts(draw: st.DrawFn) -> str:
    """Texts of lines of the site and of prose, in any order; flattened at times."""
    lines = draw(st.lists(st.sampled_from([*SITE_LINES, *SENTENCES[:30]]), max_size=14))
    pieces = draw(st.lists(st.sampled_from([MENU, FOOT, ITEMS, MENU[2:], ITEMS[3:6]]), max_size=3))
    for piece in pieces:
        at = draw(st.integers(0, len(lines)))
        lines[at:at] = piece
    return draw(st.sampled_from(["\n", "\n\n", " ", "\r\n", "\n   * "])).join(lines)


@given(site_texts() | texts())
def test_a_partition_and_nothing_invented(text: str) -> None:
    report = CLEANER.analyze(text, site=SITE)
    assert [s.start for s in report.segments] == [0, *(s.end for s in report.segments)][: len(report.segments)]
    assert (report.segments[-1].end if report.segments else 0) == len(text)
    assert apply(report.edits, text) == report.text == CLEANER.clean(text, site=SITE)


@given(site_texts())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = CLEANER.clean(text, site=SITE)
    assert CLEANER.clean(once, site=SITE) == once


@given(built())
def test_cleaning_any_document_twice_changes_nothing(document: Built) -> None:
    once = CLEANER.clean(document.text, site=SITE)
    assert CLEANER.clean(once, site=SITE) == once


@given(articles())
def test_prose_that_is_not_the_sites_is_safe(document: Built) -> None:
    assert CLEANER.clean(document.text, site=SITE) == clean(document.text)


@given(site_texts(), st.sampled_from(SENTENCES), st.integers(0, 40))
@example("\n".join(MENU), SENTENCES[0], 3)
def test_repetition_takes_no_prose_but_the_sites(text: str, sentence: str, at: int) -> None:
    """Wherever prose stands, and whatever stands beside it: another rule may take it, repetition never does."""
    lines = text.splitlines()
    whole = "\n".join([*lines[:at], sentence, *lines[at:]])
    taken = [s for s in CLEANER.analyze(whole, site=SITE).segments if s.action == "strip" and _by_repetition(s.rules)]
    assert [one for one in SENTENCES for s in taken if one[:40] in whole[s.start : s.end]] == []


def _by_repetition(rules: Sequence[str]) -> bool:
    return all(rule.startswith("repeat.") for rule in rules)


@given(site_texts())
def test_every_segment_is_explained(text: str) -> None:
    for segment in CLEANER.analyze(text, site=SITE).segments:
        assert segment.score == sum(finding.weight for finding in segment.findings)
        assert bool(segment.category) == any(finding.weight > 0 for finding in segment.findings)


@given(site_texts())
def test_the_same_profile_gives_the_same_report(text: str) -> None:
    again = Cleaner(profile=Profile.from_bytes(PROFILE.to_bytes()))
    assert again.analyze(text, site=SITE) == CLEANER.analyze(text, site=SITE)


@given(site_texts())
def test_the_fast_way_is_the_slow_way(text: str) -> None:
    site = PROFILE.site(SITE)
    fast = detect(Document(text), ALL, site=site).findings
    slow = detect(Document(text), ALL, find_hits=naive, find_candidates=candidates_everywhere, site=site).findings
    assert sorted(fast) == sorted(slow)


def test_time_grows_with_the_text_and_no_faster() -> None:
    from time import process_time

    def seconds(copies: int) -> float:
        draw = random.Random(1)
        lines = [line for _ in range(copies) for line in draw.sample([*SITE_LINES, *SENTENCES[:20]], 20)]
        before = process_time()
        CLEANER.clean("\n".join(lines), site=SITE)
        return process_time() - before

    seconds(5)
    assert seconds(400) < 12 * max(seconds(100), 0.05)
