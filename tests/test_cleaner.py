"""The public face: what users call, what they get, and what they are told."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleanr
from cleanr import Cleaner, Policy, Report, SettingsError
from tests.strategies import FURNITURE, SENTENCES, Piece, lay_out, texts

TEXT = "The vote is on Monday.\nSign up for our newsletter\nOfficials declined to comment."
CLEAN = "The vote is on Monday.\nOfficials declined to comment."

# --- the two verbs ---------------------------------------------------------------------------------------------------


def test_clean_gives_the_article() -> None:
    assert cleanr.clean(TEXT) == Cleaner().clean(TEXT) == CLEAN


def test_clean_repairs_on_the_way() -> None:
    assert cleanr.clean("The cafÃ© opened.\nSign up for our newsletter") == "The café opened."


def test_analyze_says_what_where_and_why() -> None:
    report = cleanr.analyze(TEXT)
    article, found, rest = report.segments
    assert (article.category, rest.category) == (None, None)
    assert (found.category, found.action, TEXT[found.start : found.end]) == (
        "newsletter",
        "strip",
        "Sign up for our newsletter",
    )
    assert found.confidence > 0.9
    assert found.rules
    assert all(rule.startswith("newsletter.") and rule in found.reason for rule in found.rules)
    assert report.text == CLEAN
    assert report.original == TEXT


def test_positions_are_those_of_the_input_though_it_was_repaired() -> None:
    text = "The cafÃ© &amp; the pier.\ufeff\nSign up for our newsletter"
    report = cleanr.analyze(text)
    found = report.segments[-1]
    assert text[found.start : found.end] == "Sign up for our newsletter"
    assert all(text[f.start : f.end] == "Sign up for our newsletter" for f in report.findings if f.weight > 0)


def test_a_report_can_be_shown() -> None:
    report = cleanr.analyze(TEXT)
    assert report.annotated.split("\n")[1] == "⟦newsletter: Sign up for our newsletter⟧"
    assert all(word in report.explain() for word in ("newsletter", "strip", "newsletter.", "23:49", "Sign up for"))
    assert "<mark" in report._repr_html_()
    (tag,) = report.tags
    assert (tag["start"], tag["end"], tag["category"]) == (23, 49, "newsletter")
    assert report.to_dict()["spans"] == [tag]
    assert report.to_dict()["text"] == CLEAN


def test_html_is_escaped() -> None:
    assert "<script>" not in cleanr.analyze("<script>alert(1)</script>\nSign up for our newsletter <b>")._repr_html_()


def test_extract_hands_over_what_it_took() -> None:
    report = Cleaner(policy={"newsletter": "extract"}).analyze(TEXT)
    assert report.text == CLEAN
    assert [record["text"] for record in report.extracted] == ["Sign up for our newsletter"]


def test_mask_and_keep_and_tag() -> None:
    assert Cleaner(policy={"newsletter": "mask"}).clean(TEXT) == TEXT.replace(
        "Sign up for our newsletter", "[newsletter]"
    )
    assert Cleaner(policy={"newsletter": "keep"}).clean(TEXT) == TEXT
    assert Cleaner(policy="tag").clean(TEXT) == TEXT


@pytest.mark.parametrize("actions", [("extract", "mask"), ("strip", "mask"), ("mask", "extract"), ("mask", "mask")])
def test_what_is_masked_may_touch_what_is_stripped(actions: tuple[str, str]) -> None:
    cleaner = Cleaner(policy={"navigation": actions[0], "share": actions[1]})
    report = cleaner.analyze("Did you find this helpful? Share")
    assert report.text


def test_repair_modes() -> None:
    broken = "The cafÃ© is “open”."
    assert Cleaner(repair="none").clean(broken) == broken
    assert Cleaner().clean(broken) == "The café is “open”."
    assert Cleaner(repair="full").clean(broken) == 'The café is "open".'


@pytest.mark.parametrize("end", ["\x0c", "\x85", "\u2028", "\u2029", "\r"])
def test_repair_never_makes_one_word_of_two_lines(end: str) -> None:
    """Each of these ends a line; whatever is made of it, something must stand there."""
    assert Cleaner().clean(f"One{end}Two") not in ("OneTwo", "One", "Two")


# --- what is given ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [b"text", bytearray(b"text"), memoryview(b"text")])
@pytest.mark.parametrize("verb", [cleanr.clean, cleanr.analyze])
def test_bytes_are_turned_away_with_a_sentence_that_teaches(data: object, verb: object) -> None:
    with pytest.raises(TypeError, match=r"str, not bytes.*Decode") as error:
        verb(data)  # type: ignore[operator]
    assert "decode(" in str(error.value)


@pytest.mark.parametrize("thing", [None, 3, ["text"], {"text": "x"}])
def test_other_things_are_turned_away_by_name(thing: object) -> None:
    with pytest.raises(TypeError, match=type(thing).__name__):
        cleanr.clean(thing)  # type: ignore[arg-type]


def test_strings_of_a_subclass_are_texts() -> None:
    class Text(str):
        __slots__ = ()

    assert cleanr.clean(Text(TEXT)) == CLEAN


def test_the_empty_text() -> None:
    report = cleanr.analyze("")
    assert (report.text, report.segments, report.findings, report.edits) == ("", (), (), ())


def test_everything_after_the_text_is_by_keyword() -> None:
    with pytest.raises(TypeError):
        Cleaner("article")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        cleanr.clean(TEXT, "article")  # type: ignore[call-arg]


# --- batches ---------------------------------------------------------------------------------------------------------


def test_a_batch_keeps_order_and_none() -> None:
    assert Cleaner().clean_batch([TEXT, None, "", "Sign up for our newsletter"]) == [CLEAN, None, "", ""]
    assert Cleaner().clean_batch(iter([])) == []


@given(st.lists(st.none() | texts(), max_size=3))
def test_a_batch_is_each_text_alone(batch: list[str | None]) -> None:
    cleaner = Cleaner()
    assert cleaner.clean_batch(batch) == [None if text is None else cleaner.clean(text) for text in batch]


def test_bytes_in_a_batch_are_turned_away() -> None:
    with pytest.raises(TypeError, match="not bytes"):
        Cleaner().clean_batch([TEXT, b"text"])  # type: ignore[list-item]


# --- wrong names -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"policy": "artcle"}, "did you mean 'article'"),
        ({"policy": {"newsleter": "keep"}}, "did you mean 'newsletter'"),
        ({"ignore": ["newsleter.signup"]}, "unknown rule 'newsleter.signup'; did you mean 'newsletter.signup'"),
        ({"select": ["newsleter"]}, "did you mean 'newsletter'"),
        ({"languages": ["xx"]}, "'xx'"),
        ({"repair": "ful"}, "did you mean 'full'"),
    ],
)
def test_wrong_names_fail_at_once(options: dict[str, object], says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        Cleaner(**options)  # type: ignore[arg-type]


def test_an_unknown_setting_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="polcy"):
        Cleaner(polcy="article")  # type: ignore[call-arg]


# --- cleaners as values ----------------------------------------------------------------------------------------------

OPTIONS: list[dict[str, object]] = [
    {},
    {"policy": "strict"},
    {"policy": {"newsletter": "mask"}},
    {"repair": "none"},
    {"ignore": ["newsletter"]},
    {"languages": ["en"]},
]


@pytest.mark.parametrize("options", OPTIONS)
def test_cleaners_survive_pickling_and_copying(options: dict[str, object]) -> None:
    cleaner = Cleaner(**options)  # type: ignore[arg-type]
    for other in (pickle.loads(pickle.dumps(cleaner)), copy.copy(cleaner), copy.deepcopy(cleaner)):
        assert other == cleaner
        assert hash(other) == hash(cleaner)
        assert other.analyze(TEXT) == cleaner.analyze(TEXT)


def test_a_pickle_is_the_same_before_and_after_use() -> None:
    cleaner = Cleaner()
    before = pickle.dumps(cleaner)
    cleaner.clean(TEXT)
    assert pickle.dumps(cleaner) == before


def test_cleaners_are_equal_when_their_settings_are() -> None:
    made = [Cleaner(**options) for options in OPTIONS]  # type: ignore[arg-type]
    again = [Cleaner(**options) for options in OPTIONS]  # type: ignore[arg-type]
    assert made == again
    assert len({*made, *again}) == len(OPTIONS)
    assert Cleaner() != "Cleaner()"
    assert Cleaner(policy="article") == Cleaner(policy=Policy.of()) == Cleaner()


def test_a_cleaner_cannot_be_changed() -> None:
    cleaner = Cleaner()
    with pytest.raises(AttributeError):
        cleaner.settings = Cleaner(policy="strict").settings


def test_reports_are_equal_and_picklable() -> None:
    report = cleanr.analyze(TEXT)
    assert pickle.loads(pickle.dumps(report)) == report == Cleaner().analyze(TEXT)
    assert isinstance(report, Report)


def test_a_cleaner_can_be_shared_between_threads() -> None:
    pieces = [Piece("x", text) for pair in zip(FURNITURE, SENTENCES, strict=False) for text in pair]
    samples = [lay_out(pieces[n : n + 9], ["", *["\n"] * 9]).text for n in range(0, len(pieces), 3)] * 4
    cleaner = Cleaner(policy="strict", ignore=["share"])
    alone = [cleaner.analyze(text) for text in samples]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(Cleaner(policy="strict", ignore=["share"]).analyze, samples)) == alone


def test_repr_names_the_settings() -> None:
    assert "strict" not in repr(Cleaner())
    assert "Settings(" in repr(Cleaner())


# --- the package -----------------------------------------------------------------------------------------------------


def test_every_public_name_is_there() -> None:
    assert all(getattr(cleanr, name) is not None for name in cleanr.__all__)
    assert len(set(cleanr.__all__)) == len(cleanr.__all__)


@pytest.mark.parametrize("line", ["③ min read", "³ min", "1③ May 2024", "٣ min read"])
def test_figures_of_every_kind_are_read(line: str) -> None:
    assert cleanr.clean(f"The town council voted on Monday to dredge the harbour.\n\n{line}").startswith("The town council")


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'cleaner_of_words'"):
        cleanr.cleaner_of_words  # noqa: B018


def loaded_by(code: str) -> set[str]:
    """The modules that a fresh process has loaded after ``code``."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_importing_loads_next_to_nothing() -> None:
    loaded = loaded_by("import cleanr")
    assert not loaded & {"ftfy", "regex", "ahocorasick_rs", "click", "tomllib", "cleanr.cleaner", "importlib.metadata"}


def test_making_a_cleaner_does_not_load_what_repairs() -> None:
    assert "ftfy" not in loaded_by("import cleanr; cleanr.Cleaner()")
