"""Rule files: what is wrong with one is said with the file, the rule, the key and the nearest valid word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cleanr.cleaner import Cleaner
from cleanr.errors import CleanrError, PackError, SettingsError
from cleanr.rulebook.categories import CATEGORIES
from cleanr.rulebook.labels import LABELS
from cleanr.rulebook.pack import built_in_packs, load_pack
from cleanr.rulebook.phrasematcher import PhraseMatcher
from cleanr.rulebook.rule import Strength
from cleanr.settings.rules import ruleset

GOOD: dict[str, object] = {
    "id": "ours.teaser",
    "category": "related",
    "strength": "strong",
    "summary": "Points to the quorble.",
    "scope": "line",
    "phrases": ["visit the quorble", "our quorblery"],
    "examples": ["Visit the quorble", "Our quorblery is open"],
    "counterexamples": ["Nobody came to visit the quorblers."],
}


def toml(*rules: dict[str, object], top: str = "") -> str:
    """A rule file; JSON values are TOML values, for those used here."""
    tables = ["[[rule]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in rule.items()) for rule in rules]
    return "\n".join([top, *tables])


def changed(**changes: object) -> dict[str, object]:
    """The good rule with some keys changed, or left out when None."""
    return {key: value for key, value in {**GOOD, **changes}.items() if value is not None}


def error_of(path: Path, content: str | bytes) -> str:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(PackError) as error:
        load_pack(path)
    assert isinstance(error.value, CleanrError)
    assert str(path) in str(error.value)
    return str(error.value)


def test_a_good_file_gives_its_rules(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(toml(GOOD, changed(id="ours.other", strength="weak", status="preview", since="2.0")))
    one, other = load_pack(path)
    assert (one.id, one.category, one.strength, one.family, one.source) == (
        "ours.teaser", "related", Strength.STRONG, "ours", str(path),
    )  # fmt: skip
    assert isinstance(one.matcher, PhraseMatcher)
    assert one.matcher.phrases == ("visit the quorble", "our quorblery")
    assert (other.strength, other.status, other.since) == (Strength.WEAK, "preview", "2.0")


def test_category_and_language_can_stand_once_at_the_top(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(toml(changed(category=None), top='category = "promo"\nlanguage = "fr"'))
    (rule,) = load_pack(path)
    assert (rule.category, rule.language) == ("promo", "fr")


def test_a_guard_speaks_against(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(toml(changed(category=None, against=["related", "promo"])))
    (rule,) = load_pack(path)
    assert rule.category is None
    assert rule.weight < 0


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"stength": "strong"}, ["unknown key 'stength'", "did you mean 'strength'?"]),
        ({"strength": "stong"}, ["strength 'stong'", "did you mean 'strong'?"]),
        ({"scope": "lin"}, ["scope 'lin'", "did you mean 'line'?"]),
        ({"scope": "paragraph"}, ["scope 'paragraph'", "line", "sentence", "span"]),
        ({"at": "begin"}, ["at 'begin'", "anywhere", "start", "whole"]),
        ({"status": "previw"}, ["status 'previw'", "did you mean 'preview'?"]),
        ({"category": "newsleter"}, ["category 'newsleter'", "did you mean 'newsletter'?"]),
        ({"category": None}, ["'category'", "'against'"]),
        ({"against": ["promo"]}, ["'category'", "'against'"]),
        ({"category": None, "against": ["promos"]}, ["against 'promos'", "did you mean 'promo'?"]),
        ({"id": "Ours.Teaser"}, ["id", "small letters", "newsletter.signup"]),
        ({"id": "teaser"}, ["id", "family"]),
        ({"id": "ours.tea ser"}, ["id"]),
        ({"id": 3}, ["'id' must be a string"]),
        ({"phrases": "visit"}, ["'phrases' must be a list of strings", "'visit'"]),
        ({"phrases": []}, ["needs 'phrases'"]),
        ({"phrases": ["visit", ""]}, ["'phrases' must be a list of strings that are not empty"]),
        ({"phrases": ["visit", 3]}, ["'phrases' must be a list of strings"]),
        ({"phrases": ["go"]}, ["phrase 'go'", "too short"]),
        ({"pattern": "(shop"}, ["'pattern'", "regular expression"]),
        ({"pattern": 3}, ["'pattern' must be a string"]),
        ({"max_words": "9"}, ["'max_words' must be a whole number", "'9'"]),
        ({"max_words": 1.5}, ["'max_words' must be a whole number"]),
        ({"max_words": True}, ["'max_words' must be a whole number"]),
        ({"cased": 1}, ["'cased' must be true or false"]),
        ({"summary": ""}, ["needs 'summary'"]),
        ({"examples": []}, ["needs 'examples'"]),
        ({"counterexamples": []}, ["needs 'counterexamples'"]),
        *(({key: None}, [f"needs {key!r}"]) for key in GOOD if key not in ("id", "category")),
    ],
)
def test_a_malformed_rule_is_named_with_its_key(changes: dict[str, object], says: list[str], tmp_path: Path) -> None:
    message = error_of(tmp_path / "ours.toml", toml(changed(**changes)))
    assert all(word in message for word in says), message
    assert "rule " in message
    assert str(changes.get("id", "ours.teaser")) in message


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", ["holds no [[rule]] table"]),
        ('category = "promo"', ["holds no [[rule]] table"]),
        ("[rule]\nid = 'a.b'", ["holds no [[rule]] table"]),
        ("rule = 3", ["holds no [[rule]] table"]),
        ("rule = [3]", ["rule"]),
        ("[[rule]\nid = 3", ["line 1"]),
        ("[[rule]]\nid = ours", ["line 2"]),
        (b"\xff\xfe\x00", ["utf-8"]),
        (toml(GOOD, top='langauge = "en"'), ["top of the file", "unknown key 'langauge'", "did you mean 'language'?"]),
        (toml(changed(id=None)), ["(without id)", "needs 'id'"]),
        (toml(GOOD, changed(id="ours.other", scope="lines")), ["ours.other", "did you mean 'line'?"]),
        (
            toml(GOOD, top='category = "newsleter"').replace('category = "related"\n', ""),
            ["newsleter", "did you mean 'newsletter'?"],
        ),
        (toml(GOOD, top="category = 3").replace('category = "related"\n', ""), ["'category' must be a string"]),
    ],
)
def test_a_malformed_file_is_named(content: str | bytes, says: list[str], tmp_path: Path) -> None:
    message = error_of(tmp_path / "ours.toml", content)
    assert all(word in message for word in says), message
    assert "\n" not in message


def test_a_directory_or_a_missing_file_is_named(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.toml"):
        with pytest.raises(PackError, match=str(path)):
            load_pack(path)
        with pytest.raises(PackError, match=str(path)):
            Cleaner(rules=[str(path)])


def test_an_id_that_is_there_already_names_both_files(tmp_path: Path) -> None:
    one, other = tmp_path / "one.toml", tmp_path / "other.toml"
    for path in (one, other):
        path.write_text(toml(GOOD))
    with pytest.raises(PackError, match=r"ours\.teaser.*already") as error:
        Cleaner(rules=[str(one), str(other)])
    assert str(one) in str(error.value)
    assert str(other) in str(error.value)


def test_two_rules_of_one_file_cannot_share_an_id(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(toml(GOOD, GOOD))
    with pytest.raises(PackError, match=r"ours\.teaser"):
        Cleaner(rules=[str(path)])


def test_a_users_rules_are_used(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(toml(GOOD))
    cleaner = Cleaner(rules=[str(path)])
    below = "Officials declined to comment on the pier, on the wall, and on who is going to pay for the two of them."
    report = cleaner.analyze(f"The vote is on Monday.\nVisit the quorble\n{below}")
    assert report.text == f"The vote is on Monday.\n{below}"
    assert "ours.teaser" in report.segments[1].rules
    assert cleaner.rules.digest != Cleaner().rules.digest
    assert Cleaner(rules=[str(path)], ignore=["ours.teaser"]).clean("Visit the quorble") == "Visit the quorble"


def test_loading_a_file_runs_no_code(tmp_path: Path) -> None:
    message = error_of(tmp_path / "ours.toml", toml(changed(look="os.system", function="print")))
    assert "unknown key 'look'" in message


def test_the_built_in_files_load_and_say_where_they_are_from() -> None:
    for pack in built_in_packs():
        for rule in load_pack(pack):
            assert rule.source == str(pack)


def test_a_file_holds_one_category_of_one_language() -> None:
    for pack in built_in_packs():
        rules = load_pack(pack)
        assert pack.name == LABELS or len({rule.category for rule in rules if rule.category}) <= 1, pack
        assert {rule.language for rule in rules} == {Path(str(pack)).parent.name}, pack


# --- which rules are on ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["select", "ignore"])
def test_an_unknown_name_is_named_with_the_nearest(key: str) -> None:
    with pytest.raises(SettingsError, match=r"unknown rule 'newsleter\.signup'; did you mean 'newsletter\.signup'\?"):
        ruleset(**{key: ["newsleter.signup"]})


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(SettingsError, match="no rules for language 'xx'"):
        ruleset(languages=["xx"])


def test_selecting_and_ignoring_by_id_family_or_category() -> None:
    everything = ruleset()
    assert {r.category for r in ruleset(select=["newsletter"]).rules} <= {"newsletter", None} | {
        r.category for r in everything.rules if r.family == "newsletter"
    }
    assert not any(r.category == "newsletter" for r in ruleset(ignore=["newsletter"]).rules)
    assert {r.id for r in everything.rules} - {r.id for r in ruleset(ignore=["newsletter.signup"]).rules} == {
        "newsletter.signup"
    }
    assert len(ruleset(ignore=list(CATEGORIES)).rules) == sum(not r.category for r in everything.rules)


def test_selecting_keeps_the_guards() -> None:
    guards = {r.id for r in ruleset().rules if not r.category}
    assert guards <= {r.id for r in ruleset(select=["newsletter"]).rules}


def test_a_digest_names_exactly_the_rules() -> None:
    assert ruleset().digest == ruleset().digest
    assert ruleset().digest != ruleset(ignore=["newsletter.signup"]).digest


def test_a_rule_can_be_asked_for_by_id() -> None:
    assert ruleset()["newsletter.signup"].category == "newsletter"
    with pytest.raises(SettingsError, match=r"did you mean 'newsletter\.signup'\?"):
        ruleset()["newsleter.signup"]
