"""Settings as plain values, the digest, and pickles: what a cache or another process keeps of a cleaner."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanr import Cleaner, CleanrError, SettingsError, analyze
from cleanr.errors import RulesDifferError
from cleanr.rulebook.categories import CATEGORIES
from cleanr.settings.settings import ACTIONS, PRESETS, Settings
from cleanr.settings.spec import settings_of, spec_of

PACK = """
category = "newsletter"
[[rule]]
id = "ours.tide"
strength = "{strength}"
summary = "Invites to The Tide."
scope = "line"
phrases = ["join the tide"]
examples = ["Join The Tide for free"]
counterexamples = ["They swam out to join the tide of boats, and were not seen again until the morning."]
"""
TEXT = "The vote is on Monday.\nJoin The Tide for free"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "ours.toml"
    path.write_text(PACK.format(strength="strong"), encoding="utf-8")
    return path


# --- specs -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_is_a_spec(preset: str) -> None:
    assert Cleaner.from_spec(preset) == Cleaner(policy=preset)
    assert Cleaner.from_spec(preset).settings == Cleaner(policy=preset).settings


settings = st.builds(
    Settings.of,
    policy=st.fixed_dictionaries(
        {"preset": st.sampled_from(list(PRESETS))},
        optional={name: st.sampled_from(ACTIONS) for name in list(CATEGORIES)[:6]},
    ),
    confidence=st.floats(0.67, 0.999),
    repair=st.sampled_from(["conservative", "full", "none"]),
    languages=st.none() | st.lists(st.sampled_from(["en", "de"])),
    select=st.lists(st.sampled_from(list(CATEGORIES))),
    ignore=st.lists(st.sampled_from(list(CATEGORIES))),
    rules=st.lists(st.just("a path.toml")),
)


@given(settings)
def test_settings_come_back_from_their_spec_and_from_its_json(given: Settings) -> None:
    spec = spec_of(given)
    assert settings_of(spec) == given
    assert settings_of(json.loads(json.dumps(spec))) == given


def test_the_spec_says_only_what_was_set() -> None:
    assert Cleaner().spec == {}
    assert Cleaner(policy="tag", repair="none").spec == {"policy": "tag", "repair": "none"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("spec.toml", 'policy = {preset = "tag", ad = "strip"}\nignore = ["share"]\nrules = ["ours.toml"]'),
        (
            "spec.json",
            '{"policy": {"preset": "tag", "ad": "strip"}, "ignore": ["share"], "rules": ["ours.toml"]}',
        ),
    ],
)
def test_a_file_is_a_spec_and_names_rule_files_from_where_it_is(pack: Path, name: str, text: str) -> None:
    path = pack.parent / name
    path.write_text(text, encoding="utf-8")
    plain = Cleaner(policy={"preset": "tag", "ad": "strip"}, ignore=["share"], rules=[str(pack)])
    assert Cleaner.from_spec(path) == Cleaner.from_spec(str(path)) == plain


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("artikle", "did you mean 'article'?"),
        ({"polcy": "strict"}, "did you mean 'policy'?"),
        ({"policy": "artikle"}, "did you mean 'article'?"),
        ({"ignore": ["newsleter"]}, "did you mean 'newsletter'?"),
        ("nowhere.toml", "nowhere.toml: No such file"),
        (7, "not int"),
        ({"rules": ["nowhere.toml"]}, "nowhere.toml: no such rule file"),
    ],
)
def test_a_wrong_spec_is_told_so(spec: object, said: str) -> None:
    with pytest.raises(CleanrError, match=said.replace("?", r"\?")):
        Cleaner.from_spec(spec)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["policy = ", "[1]", '{"policy": "artikle"}', "\x00"])
def test_a_wrong_file_is_named(tmp_path: Path, text: str) -> None:
    for name in ("spec.toml", "spec.json"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(SettingsError, match=name):
            Cleaner.from_spec(tmp_path / name)


# --- digest and pickle -----------------------------------------------------------------------------------------------


def test_the_digest_is_that_of_the_report() -> None:
    assert Cleaner().digest == analyze("x").digest
    assert Cleaner(policy="tag").digest == Cleaner().digest, "settings that leave the rules alone"
    assert Cleaner(ignore=["share"]).digest != Cleaner().digest


def test_a_pickle_is_settings_and_digest() -> None:
    cleaner = Cleaner(policy={"ad": "mask"})
    again = pickle.loads(pickle.dumps(cleaner))
    assert (again, hash(again), again.digest, again.spec) == (cleaner, hash(cleaner), cleaner.digest, cleaner.spec)
    assert cleaner.digest.encode() in pickle.dumps(cleaner)
    assert again.clean(TEXT) == cleaner.clean(TEXT)


def test_pickles_are_equal_when_settings_are_however_they_were_said_and_whatever_was_used() -> None:
    said = [
        Cleaner(policy={"ad": "mask"}, ignore=["share"]),
        Cleaner(policy={"preset": "article", "ad": "".join(["ma", "sk"])}, ignore=("share",)),
        Cleaner.from_spec({"policy": {"ad": "mask"}, "ignore": ["share"]}),
    ]
    said[0].clean(TEXT)
    said.append(pickle.loads(pickle.dumps(said[0])))
    assert len({pickle.dumps(cleaner) for cleaner in said}) == 1
    assert len({pickle.dumps(cleaner.on("text")) for cleaner in said}) == 1


def test_pickles_differ_when_settings_do() -> None:
    ways = [{}, {"policy": "tag"}, {"repair": "none"}, {"ignore": ["share"]}, {"select": ["share"]}]
    steps = [Cleaner.from_spec(way).on("text") for way in ways]
    steps += [Cleaner().on("body"), Cleaner().on("text", spans="s"), Cleaner().on("text", output="s")]
    assert len({pickle.dumps(step) for step in steps}) == len(set(steps)) == len(steps)


def test_pickles_are_equal_in_every_process() -> None:
    code = "import pickle,sys; from cleanr import Cleaner; c = Cleaner(ignore=['share', 'ad']); {}; "
    code += "sys.stdout.buffer.write(pickle.dumps(c.on('text', spans='s')))"
    made = {
        subprocess.run(
            [sys.executable, "-c", code.format(first)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed, first in (("1", "0"), ("2", "c.clean('Advertisement')"))
    }
    assert made == {pickle.dumps(Cleaner(ignore=["share", "ad"]).on("text", spans="s"))}


def test_a_changed_rule_file_changes_the_pickle_in_a_running_process(pack: Path) -> None:
    before = Cleaner(rules=[str(pack)])
    kept = pickle.dumps(before)
    assert before.clean(TEXT) == "The vote is on Monday."
    pack.write_text(PACK.format(strength="weak"), encoding="utf-8")
    after = Cleaner(rules=[str(pack)])
    assert pickle.dumps(after) != kept
    assert (before.digest, hash(before)) != (after.digest, hash(after))
    assert before != after
    assert after.clean(TEXT) == TEXT
    assert before.clean(TEXT) == "The vote is on Monday.", "a cleaner never changes"


def test_a_pickle_that_meets_other_rules_says_so_when_it_is_used_and_not_before(pack: Path) -> None:
    made = pickle.dumps(Cleaner(rules=[str(pack)]))
    pack.write_text(PACK.format(strength="weak"), encoding="utf-8")
    stale = pickle.loads(made)
    assert pickle.dumps(stale) == made
    with pytest.raises(RulesDifferError, match=f"{stale.digest}.*{Cleaner(rules=[str(pack)]).digest}.*from_spec"):
        stale.clean(TEXT)
    assert Cleaner.from_spec(stale.spec).clean(TEXT) == TEXT


def test_copies_share_what_is_compiled() -> None:
    cleaner = Cleaner()
    assert pickle.loads(pickle.dumps(cleaner)).rules is cleaner.rules
    assert Cleaner(policy="tag").rules is cleaner.rules
