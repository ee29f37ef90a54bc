"""What the user may set, and what is said when it is wrong."""

from __future__ import annotations

import dataclasses
import inspect
import pickle
from pathlib import Path
from typing import Literal, get_args

import pytest

from cleanr.cleaner import Cleaner
from cleanr.decide.verdict import STRIP_AT, Action, probability
from cleanr.errors import CleanrError, SettingsError
from cleanr.rulebook.categories import CATEGORIES, Category
from cleanr.rulebook.rule import Strength
from cleanr.settings.settings import ACTIONS, LEAST_CONFIDENCE, PRESETS, Policy, PolicyChanges, Preset, Settings

KEPT = {"byline", "dateline", "author", "wire", "syndication", "correction", "tags", "contact", "title"}


def test_every_preset_knows_every_category() -> None:
    assert set(PRESETS) == {"article", "strict", "tag"}
    for preset in PRESETS.values():
        assert set(preset) == set(CATEGORIES)
        assert set(preset.values()) <= set(ACTIONS)


def test_the_default_policy_strips_furniture_and_keeps_what_readers_want() -> None:
    policy = Policy.of()
    assert {category for category in policy if policy[category] == "tag"} == KEPT
    assert {category for category in policy if policy[category] == "strip"} == set(CATEGORIES) - KEPT


def test_strict_strips_all_and_tag_strips_nothing() -> None:
    assert set(Policy.of("strict").values()) == {"strip"}
    assert set(Policy.of("tag").values()) == {"tag"}


def test_actions_are_laid_over_a_preset() -> None:
    policy = Policy.of({"preset": "strict", "caption": "keep", "title": "mask"})
    assert (policy["caption"], policy["title"], policy["byline"]) == ("keep", "mask", "strip")
    assert Policy.of({"caption": "keep"})["byline"] == "tag"
    assert len(policy) == len(CATEGORIES)


def test_equal_policies_are_equal_however_they_were_made() -> None:
    assert (
        Policy.of()
        == Policy.of("article")
        == Policy.of({})
        == Policy.of({"caption": "strip"})
        == Policy.of(Policy.of())
    )
    assert hash(Policy.of()) == hash(Policy.of("article"))
    assert Policy.of("strict") != Policy.of("tag")


def test_presets_and_settings_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        PRESETS["article"] = {}  # type: ignore[index]
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings().repair = "none"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        Policy.of().actions = ()  # type: ignore[misc]


def test_no_preset_can_be_changed_from_outside() -> None:
    with pytest.raises(TypeError):
        PRESETS["article"]["caption"] = "keep"  # type: ignore[index]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"policy": "artcle"}, ["policy 'artcle'", "did you mean 'article'?"]),
        ({"policy": {"preset": "strct"}}, ["policy 'strct'", "did you mean 'strict'?"]),
        ({"policy": {"captions": "keep"}}, ["category 'captions'", "did you mean 'caption'?"]),
        ({"policy": {"caption": "remove"}}, ["action", "'caption'", "'remove'", "strip"]),
        ({"policy": {"caption": "stripp"}}, ["'caption'", "did you mean 'strip'?"]),
        ({"policy": {"caption": None}}, ["'caption'", "None"]),
        ({"repair": "conservatve"}, ["repair", "'conservatve'", "did you mean 'conservative'?"]),
        ({"repair": None}, ["repair", "None"]),
        ({"repair": True}, ["repair", "True"]),
        ({"ignore": "newsletter"}, ["ignore", "list", "'newsletter'"]),
        ({"select": 3}, ["select", "list", "3"]),
        ({"languages": "en"}, ["languages", "list", "'en'"]),
        ({"rules": "ours.toml"}, ["rules", "list", "'ours.toml'"]),
        ({"select": None}, ["select", "list", "None"]),
        ({"confidence": 0.5}, ["confidence", "from 0.67 to below 1", "not 0.5"]),
        ({"confidence": 1}, ["confidence", "below 1", "not 1"]),
        ({"confidence": 95}, ["confidence", "below 1", "not 95"]),
        ({"confidence": "0.9"}, ["confidence", "number", "'0.9'"]),
        ({"confidence": True}, ["confidence", "number", "True"]),
        ({"confidence": None}, ["confidence", "number", "None"]),
        ({"confidence": float("nan")}, ["confidence", "number", "nan"]),
        ({"polcy": "article"}, ["setting 'polcy'", "did you mean 'policy'?"]),
    ],
)
def test_a_wrong_setting_is_named_with_the_nearest(options: dict[str, object], says: list[str]) -> None:
    with pytest.raises(SettingsError) as error:
        Settings.of(**options)
    assert isinstance(error.value, CleanrError)
    assert all(word in str(error.value) for word in says), str(error.value)


@pytest.mark.parametrize("policy", [3, None, ["article"], b"article"])
def test_a_policy_of_another_type_is_a_settings_error(policy: object) -> None:
    with pytest.raises(SettingsError):
        Settings.of(policy=policy)


def test_settings_take_any_iterable_of_names() -> None:
    assert Settings.of(ignore=iter(["share"])) == Settings.of(ignore=("share",)) == Settings.of(ignore=["share"])


def test_types_name_what_the_tables_hold() -> None:
    assert get_args(Category) == tuple(CATEGORIES)
    assert get_args(Preset) == tuple(PRESETS)
    assert get_args(Action) == ACTIONS
    changes = get_args(PolicyChanges)
    assert set(get_args(changes[0])) == {Category, Literal["preset"]}
    assert set(get_args(changes[1])) == {Action, Preset}


def test_rules_may_be_named_by_paths() -> None:
    assert Settings(rules=[Path("ours.toml"), "theirs.toml"]).rules == ("ours.toml", "theirs.toml")


def test_the_default_confidence_is_the_score_that_it_always_took() -> None:
    assert Settings().strip_at == STRIP_AT == 10
    assert Settings().confidence == 0.9


@pytest.mark.parametrize(
    ("confidence", "score"), [(0.67, 4), (0.83, 7), (0.91, 11), (0.95, 13), (0.96, 14), (0.99, 20)]
)
def test_a_confidence_is_the_least_score_that_is_as_sure(confidence: float, score: int) -> None:
    strip_at = Settings(confidence=confidence).strip_at
    assert strip_at == score
    assert probability(strip_at - 1) < confidence <= probability(strip_at)


@pytest.mark.parametrize("score", range(4, 60))
def test_the_confidence_of_a_score_takes_that_score(score: int) -> None:
    assert Settings(confidence=probability(score)).strip_at == score


def test_no_confidence_lets_a_weak_rule_strip_alone() -> None:
    assert Settings(confidence=LEAST_CONFIDENCE).strip_at > Strength.WEAK.weight


def test_settings_are_hashable_and_picklable() -> None:
    settings = Settings.of(policy={"caption": "keep"}, ignore=["share"], languages=["en"])
    assert pickle.loads(pickle.dumps(settings)) == settings
    assert len({settings, pickle.loads(pickle.dumps(settings))}) == 1


def test_every_field_is_documented_and_has_a_default() -> None:
    for field in dataclasses.fields(Settings):
        assert f"``{field.name}``" in (Settings.__doc__ or "")
        assert field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING


def test_cleaner_takes_exactly_the_settings_by_keyword() -> None:
    parameters = inspect.signature(Cleaner).parameters
    assert set(parameters) == {field.name for field in dataclasses.fields(Settings)}
    assert all(parameter.kind is parameter.KEYWORD_ONLY for parameter in parameters.values())
