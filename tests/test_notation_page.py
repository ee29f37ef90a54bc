"""docs/notation.md: what the page says of the notation is so."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleanr.proof.examples import broken_words, found_by
from cleanr.proof.hygiene import flaws
from cleanr.proof.lists import list_flaws
from cleanr.proof.speed import slow
from cleanr.rulebook.derive import derive, template_matcher
from cleanr.rulebook.notation import GAP, LONGEST_GAP, REPEATS
from cleanr.rulebook.pack import load_pack
from cleanr.rulebook.rule import Rule, Strength
from cleanr.rulebook.shapes import SHAPES
from cleanr.rulebook.spelling import MOST_SPELLINGS
from cleanr.rulebook.templatematcher import TemplateMatcher
from cleanr.rulebook.wordlists import LARGEST, MOST_WAYS, WordLists

DOCS = Path(__file__).parent.parent / "docs"
PAGE = (DOCS / "notation.md").read_text(encoding="utf-8")
TOMLS = [
    one
    for name in ("notation.md", "rules.md")
    for one in re.findall(r"```toml\n(.*?)```", (DOCS / name).read_text(encoding="utf-8"), re.DOTALL)
]
TOML = TOMLS[0]
WORDS = tomllib.loads(TOML)["words"]
SPELLED = {6: "six", 8: "eight", 40: "forty"}


def examples() -> Iterator[tuple[str, list[str], list[str]]]:
    """Each template of the page, with the texts in which it finds something, and those in which it does not."""
    (block,) = re.findall(r"```text\n(.*?)```", PAGE.partition("## Twenty examples")[2], re.DOTALL)
    for part in re.split(r"\n(?! )", block.strip("\n")):
        head, *texts = part.splitlines()
        template, _, meaning = re.sub(r" {3,}", "\t", head).partition("\t")
        assert meaning
        yield template, [one[4:] for one in texts if one[2] == "+"], [one[4:] for one in texts if one[2] == "-"]


def page_rule(**table: object) -> Rule:
    return Rule("page.rule", "ad", Strength.WEAK, template_matcher(derive(table, {"en": WordLists(WORDS)}), table), "")


def test_there_are_twenty() -> None:
    assert len(list(examples())) == 20
    assert all(yes for _, yes, _ in examples())


@pytest.mark.parametrize(("template", "yes", "no"), list(examples()))
def test_what_an_example_finds(template: str, yes: list[str], no: list[str]) -> None:
    rule = page_rule(says=[template])
    assert [text for text in yes if not found_by(rule, text)] == []
    assert [text for text in no if found_by(rule, text)] == []


def test_what_the_page_says_of_labels_and_rows() -> None:
    label = page_rule(labels=["(manage|change) [your] settings", "comments"])
    assert isinstance(label.matcher, TemplateMatcher)
    assert len(label.matcher.labels) == 4 + 1
    assert [
        text
        for text in ("COMMENTS", "• Comments:", "**Comments**", "Comments (12)", "Comments*")
        if not found_by(label, text)
    ] == []
    assert [text for text in ('"Comments"', "Comments,") if found_by(label, text)] == []
    row = page_rule(only="<network> | copy link", at_least=3)
    assert found_by(row, "FacebookLinkedInCopy link")
    assert not found_by(row, "Facebook, LinkedIn, Copy link")


@pytest.mark.parametrize("toml", TOMLS)
def test_the_rules_of_the_pages_pass_their_check(toml: str, tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(toml, encoding="utf-8")
    rules = load_pack(tmp_path / "ours.toml")
    found = [flaw for rule in rules for flaw in (*flaws(rule), *broken_words(rule), *slow(rule))]
    assert [*found, *list_flaws(rules)] == []


def test_the_page_names_every_shape_and_the_limits_as_they_are() -> None:
    assert [name for name in SHAPES if f"`{{{name}}}`" not in PAGE] == []
    for limit in (GAP, LONGEST_GAP, REPEATS):
        assert SPELLED[limit] in PAGE
    for most in (LARGEST, MOST_WAYS, MOST_SPELLINGS):
        assert f"{most:,}" in PAGE
