"""Rules said in templates are well made: word lists earn their place, anchors are rare, the files can be read."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

import cleanr
from cleanr.cli import main
from cleanr.errors import PackError
from cleanr.proof.hygiene import flaws
from cleanr.proof.lists import list_flaws, list_remarks, options, shared_flaws
from cleanr.proof.templates import anchors
from cleanr.rulebook.pack import load_pack
from cleanr.rulebook.packtemplates import ANY, WORDS, languages
from cleanr.rulebook.rule import Rule
from cleanr.rulebook.templatematcher import TemplateMatcher
from tests.strategies import ALL

ROOT = Path(__file__).parent.parent
FILES = sorted(Path(cleanr.__file__).parent.glob("rules/*/*.toml"))
LONGEST_LINE = 120

# How often, in 100,000 words of articles, the templates of all built-in rules are tried at most, by scope. Lower them
# as it falls. (Five categories of English came to 1,240 for sentences and 700 for lines.)
MOST_TRIED_OF_A_LANGUAGE = 3_200.0  # of the templates that are said once for all
MOST_TRIED = {"sentence": 1_150.0, "line": 1_900.0, "span": 620.0}


def test_lines_of_rule_files_can_be_read() -> None:
    long = [
        f"{path.parent.name}/{path.name}:{number}"
        for path in FILES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > LONGEST_LINE
    ]
    assert long == []


def test_word_lists_of_files_earn_their_place() -> None:
    by_file: dict[str, list[Rule]] = defaultdict(list)
    for rule in ALL.rules:
        if not rule.structural:
            by_file[rule.source].append(rule)
    assert [f"{source}: {flaw}" for source, rules in by_file.items() for flaw in list_flaws(rules)] == []


def test_shared_word_lists_earn_their_place() -> None:
    several = (ANY, *languages())
    assert [f"{one}/{WORDS}: {flaw}" for one in several for flaw in shared_flaws(one, ALL.rules)] == []


def test_templates_wait_for_what_is_rare() -> None:
    """`cleanr rule check FILE.toml` names those that do not."""
    tried: dict[str, float] = defaultdict(float)
    for rule in ALL.rules:
        if isinstance(rule.matcher, TemplateMatcher):
            tried[rule.matcher.scope] += sum(one.cost for one in anchors(own_templates(rule, rule.matcher)))
    assert {scope: often for scope, often in tried.items() if often > MOST_TRIED[scope]} == {}


def own_templates(rule: Rule, matcher: TemplateMatcher) -> TemplateMatcher:
    """A rule's matcher without what it says in the words of single languages, which texts of others do not hold."""
    own = tuple(one for one in matcher.templates if rule.language != ANY or one.language == ANY)
    return replace(matcher, templates=own)


def test_what_is_said_for_all_languages_waits_for_what_is_rare_in_each() -> None:
    tried: dict[str, float] = defaultdict(float)
    for rule in ALL.rules:
        if rule.language == ANY and isinstance(rule.matcher, TemplateMatcher):
            for language in {one.language for one in rule.matcher.templates} - {ANY}:
                own = tuple(one for one in rule.matcher.templates if one.language == language)
                tried[language] += sum(one.cost for one in anchors(replace(rule.matcher, templates=own)))
    assert {language: often for language, often in tried.items() if often > MOST_TRIED_OF_A_LANGUAGE} == {}


def test_the_figures_of_the_rule_files() -> None:
    script = str(ROOT / "benchmarks" / "rulesize.py")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    assert f"rules: {sum(not rule.structural for rule in ALL.rules)}" in done.stdout


# --- what the checks say of files that are not well made -------------------------------------------------------------

GOOD = """
category = "newsletter"
[words]
tide = "tide | ebb"
told = "he said"
[[rule]]
id = "ours.tide"
strength = "strong"
summary = "Invites to The Tide."
says = ["^ get the <tide>", "^ have the <tide>"]
labels = ["the <tide> [letter]", "tidings | ebbings"]
unless = ["<told>"]
examples = ["Get the tide every day", "Have the ebb at home", "The tide letter"]
counterexamples = ["Get the tide right, he said."]
"""

COSTLY = GOOD.replace("Get the tide every", "Get tides every").replace("^ get the <tide>", "^ (get|have) tid*")


def checked(folder: Path, text: str) -> list[str]:
    """All that is wrong with a rule file."""
    path = folder / "ours.toml"
    path.write_text(text, encoding="utf-8")
    rules = load_pack(path)
    return [*(flaw for rule in rules for flaw in flaws(rule)), *list_flaws(rules)]


def test_a_good_file_has_no_flaw(tmp_path: Path) -> None:
    assert checked(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"^ have the <tide>"', '"^ have the <tide>", "^ keep the <tide>"', "says: '^ keep the <tide>' is hit by no example"),
        ('"the <tide> [letter]"', '"[the] <tide> [letter]"', "labels: '[the] <tide> [letter]' shrinks to the one word 'ebb'"),
        ('"tidings | ebbings"', '"tidings | ebbings [here]"', "shrinks to the one word 'ebbings'"),
        ('told = "he said"', 'told = "she said"', "<told>: vetoes, and no counter-example holds any of it"),
        ('tide = "tide | ebb"', 'tide = "tide | ebb | <moon>"\nmoon = "moon | sun"', "<moon>: no example of a rule that uses it holds any of it"),
        ("[[rule]]", 'moon = "full moon"\n[[rule]]', "<moon>: no rule uses it"),
        ("\nexamples =", "\nmin_words = 60\nexamples =", "min_words: 60 is more than max_words, 40"),
        ('"tidings | ebbings"', f'"the {" ".join(["great"] * 31)} tide"', "is not found"),
        ("Invites to The Tide.", "TODO", "summary: is still to be written"),
    ],
)  # fmt: skip
def test_a_flaw_is_named(old: str, new: str, says: str, tmp_path: Path) -> None:
    assert old in GOOD
    assert [flaw for flaw in checked(tmp_path, GOOD.replace(old, new)) if says in flaw] != []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('tide = "tide | ebb"', 'tide = "tide | ebb | spring tide[s]"', "<tide>: no example of a rule that uses it holds spring tide[s]"),
        ('tide = "tide | ebb"', 'tide = "<moon> | ebb"\nmoon = "tide | moon"', "<moon>: no example of a rule that uses it holds moon"),
    ],
)  # fmt: skip
def test_what_no_example_shows_of_a_list_is_no_flaw_and_remarked(old: str, new: str, says: str, tmp_path: Path) -> None:
    assert checked(tmp_path, GOOD.replace(old, new)) == []
    assert list(list_remarks(load_pack(tmp_path / "ours.toml"))) == [says]
    shown = run("rule", "check", str(tmp_path / "ours.toml"), "--verbose")
    assert f"word list {says}" in shown


@pytest.mark.parametrize(
    "labels", ['["manage [preferences]", "manage"]', '["(manage|change)"]', '["sign~up"]', '["comment[s]"]']
)
def test_a_word_that_is_listed_in_full_is_meant(labels: str, tmp_path: Path) -> None:
    assert checked(tmp_path, GOOD.replace('["the <tide> [letter]", "tidings | ebbings"]', labels)) == []


def test_a_commonplace_anchor_is_named_and_no_flaw(tmp_path: Path) -> None:
    assert checked(tmp_path, COSTLY) == []
    (rule,) = load_pack(tmp_path / "ours.toml")
    assert isinstance(rule.matcher, TemplateMatcher)
    dear, cheap = anchors(rule.matcher)
    assert (dear.template, dear.words) == ("^ (get|have) tid*", ("have", "get"))
    assert (dear.opens, dear.commonplace, cheap.commonplace) == (True, True, False)


def test_a_template_that_explodes_is_refused(tmp_path: Path) -> None:
    slowest = "(get|get get|get get get)* ..40 (get|get get) ..20 (get|get get) tide"
    text = GOOD.replace('"^ get the <tide>"', f'"^ get the <tide>", "{slowest}"')
    (tmp_path / "ours.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PackError, match="too many gaps"):
        load_pack(tmp_path / "ours.toml")


def test_the_alternatives_of_a_list_are_split_where_it_is() -> None:
    assert options("a(b|c) | [d|e] f |\n g") == ["a(b|c)", "[d|e] f", "g"]


# --- as the command says it ------------------------------------------------------------------------------------------


def run(*args: str) -> str:
    done = CliRunner().invoke(main, args)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_check_says_where_templates_are_tried_and_names_the_costly(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(COSTLY, encoding="utf-8")
    shown = run("rule", "check", str(tmp_path / "ours.toml"))
    assert "passed  ours.tide: 3 examples found" in shown
    assert "costly  ours.tide: ^ (get|have) tid*\n" in shown
    assert re.search(r'is tried wherever "have" or "get" opens a sentence: \d+ times in 100,000 words', shown)
    assert 'tried where "ebb" or "tide" stands: less than once in 100,000 words' in shown


def test_the_page_of_a_rule_shows_its_templates_and_their_lists(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(
        GOOD + 'only = "<tide>"\nat_least = 2\nwith = ["a|the|<tide>"]\n', encoding="utf-8"
    )
    args = ("rule", "ours.tide", "--rules", str(tmp_path / "ours.toml"))
    shown = [line.strip() for line in run(*args).splitlines()]
    for row in (
        "looks at  a sentence (up to 40 words)", "says      ^ get the <tide>", "^ have the <tide>", "labels    the <tide> [letter]",
        "only      <tide>", "2 of them at least, and nothing else on the line", "with      a|the|<tide>", "unless    <told>",
        "lists     <tide> = tide | ebb", "<told> = he said",
    ):  # fmt: skip
        assert row in shown
    long = " | ".join(f"boat {number}" for number in range(60))
    (tmp_path / "ours.toml").write_text(GOOD.replace('told = "he said"', f'told = "{long}"'), encoding="utf-8")
    assert "boat 59" not in run(*args)
    assert "boat 59" in run(*args, "--all")


def test_the_rules_of_a_file_that_comes_with_cleanr_can_be_checked() -> None:
    built_in = next(path for path in FILES if path.parent.name == "en" and path.name == "tags.toml")
    assert "passed  tags." in run("rule", "check", str(built_in))
