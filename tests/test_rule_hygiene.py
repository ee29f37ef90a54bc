"""Every rule is well made: named, proven by examples to its last phrase, at peace with the others, and fast.

What only looks at what a rule says of itself is one test for all rules, what works on texts is one for the rules of a
language and category; each names every rule that fails.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest
import regex

from cleanr.cleaner import Cleaner
from cleanr.detect.ruleset import REDIRECTS
from cleanr.proof.examples import broken_words
from cleanr.proof.hygiene import alternatives, flaws
from cleanr.proof.speed import slow
from cleanr.rulebook.categories import CATEGORIES
from cleanr.rulebook.gutter import parse
from cleanr.rulebook.labels import is_weak_label
from cleanr.rulebook.phrasematcher import PhraseMatcher
from cleanr.rulebook.rule import Rule
from cleanr.rulebook.templatematcher import TemplateMatcher
from tests.rulegroups import grouped
from tests.strategies import ALL, example_texts, plain

PHRASED = [(rule, rule.matcher) for rule in ALL.rules if isinstance(rule.matcher, PhraseMatcher)]
PATTERNED = [(rule, matcher) for rule, matcher in PHRASED if matcher.pattern]
WRITTEN = [rule for rule in ALL.rules if not rule.structural]
SEARCHING = [rule for rule in WRITTEN if isinstance(rule.matcher, TemplateMatcher) or rule.matcher.pattern]
DEFAULT, STRICT = Cleaner(), Cleaner(policy="strict")
LONGEST_SUMMARY = 120
SLUG = re.compile(r"[a-z]+(?:\.[a-z][a-z0-9]*(?:-[a-z0-9]+)*)+")


# --- names and words -------------------------------------------------------------------------------------------------


def test_ids_are_unique() -> None:
    assert [name for name, count in Counter(rule.id for rule in ALL.rules).items() if count > 1] == []


def test_ids_are_slugs() -> None:
    assert [rule.id for rule in ALL.rules if not SLUG.fullmatch(rule.id)] == []


def test_redirects_lead_from_ids_that_are_gone_to_ids_that_are_there() -> None:
    ids = {rule.id for rule in ALL.rules}
    assert not set(REDIRECTS) & ids
    assert set(REDIRECTS.values()) <= ids


def is_summary(text: str) -> bool:
    return text.endswith(".") and text.lstrip("\"'“")[0].isupper() and "\n" not in text and len(text) <= LONGEST_SUMMARY


def test_a_summary_is_one_sentence() -> None:
    assert [rule.id for rule in ALL.rules if not is_summary(rule.summary)] == []


def test_a_reason_is_one_or_more_sentences() -> None:
    assert [rule.id for rule in ALL.rules if rule.why and not rule.why.rstrip().endswith((".", "?", "!", ")"))] == []


def test_a_rule_finds_a_known_category_or_guards_against_some() -> None:
    known = set(CATEGORIES)
    assert [rule.id for rule in ALL.rules if rule.category is not None and rule.category not in known] == []
    assert [rule.id for rule in ALL.rules if rule.category and rule.against] == []
    assert [rule.id for rule in ALL.rules if not {*rule.against, *rule.needs} <= known] == []


def test_a_rule_says_since_when_and_how_firm_it_is() -> None:
    assert [rule.id for rule in ALL.rules if not re.fullmatch(r"\d+\.\d+", rule.since)] == []
    assert [rule.id for rule in ALL.rules if rule.status not in ("stable", "preview")] == []
    assert [rule.id for rule in ALL.rules if not re.fullmatch(r"any|[a-z]{2,3}", rule.language)] == []


def test_no_two_rules_say_the_same_of_themselves() -> None:
    assert [text for text, count in Counter(rule.summary for rule in ALL.rules).items() if count > 1] == []


# --- examples --------------------------------------------------------------------------------------------------------


def test_a_rule_has_an_example_and_a_counterexample() -> None:
    assert [rule.id for rule in ALL.rules if not (rule.examples and rule.counterexamples)] == []


def test_no_example_stands_there_twice() -> None:
    every = {rule.id: [*rule.examples, *rule.counterexamples, *rule.known_failures] for rule in ALL.rules}
    assert [name for name, texts in every.items() if len(set(map(plain, texts))) < len(texts)] == []


def test_marks_are_paired_and_only_in_examples() -> None:
    paired = re.compile(r"(?:(?!</?mark>).|<mark>(?:(?!</?mark>).)+</mark>)*", re.DOTALL)
    assert [(rule.id, text) for rule in WRITTEN for text in rule.examples if not paired.fullmatch(text)] == []
    others = [(rule.id, text) for rule in ALL.rules for text in (*rule.counterexamples, *rule.known_failures)]
    assert [(name, text) for name, text in others if "<mark>" in text] == []


def claims() -> Iterator[tuple[tuple[str, int, int], str, str]]:
    """What the examples of all rules say: a place in a text, the category that it is said to be, by which rule."""
    for rule in ALL.rules:
        for example in rule.examples if rule.category else ():
            if not rule.structural:
                yield from ((place, rule.category or "", rule.id) for place in marked_places(example))
            else:
                text, labels = parse(example)
                yield from (((text, label.start, label.end), label.category, rule.id) for label in labels)


def marked_places(example: str) -> list[tuple[str, int, int]]:
    text, places, shift = plain(example), [], 0
    for mark in re.finditer(r"<mark>(.*?)</mark>", example, re.DOTALL):
        start = mark.start() - shift
        places.append((text, start, start + len(mark[1])))
        shift += len("<mark></mark>")
    return places or [(text, 0, len(text))]


def test_no_example_is_claimed_for_two_categories() -> None:
    said: dict[tuple[str, int, int], dict[str, str]] = defaultdict(dict)
    for place, category, rule in claims():
        if not is_weak_label(rule):  # a noun that several languages share: what stands near it decides
            said[place].setdefault(category, rule)
    quarrels = [(place[0][place[1] : place[2]], names) for place, names in said.items() if len(names) > 1]
    assert quarrels == []


def all_texts(rule: Rule) -> list[str]:
    others = (parse(text)[0] if rule.structural else text for text in rule.counterexamples)
    return [*example_texts(rule), *others]


def changed_twice(text: str, cleaner: Cleaner) -> bool:
    once = cleaner.clean(text)
    return once != text and cleaner.clean(once) != once


@pytest.mark.parametrize("rules", grouped(ALL.rules))
def test_cleaning_an_example_twice_changes_nothing(rules: list[Rule]) -> None:
    texts = [(rule.id, text) for rule in rules for text in all_texts(rule)]
    assert [one for one in texts if changed_twice(one[1], DEFAULT) or changed_twice(one[1], STRICT)] == []


# --- phrases and patterns --------------------------------------------------------------------------------------------


def test_no_phrase_stands_there_twice() -> None:
    lists = [(rule.id, words) for rule, matcher in PHRASED for words in (matcher.literals, matcher.unless)]
    assert [one for one in lists if len(set(one[1])) < len(one[1])] == []


def test_phrases_are_written_as_folded_text_has_them() -> None:
    """A phrase in capitals or with curly quotes would be found all the same, but reads as if case mattered."""
    assert [rule.id for rule, matcher in PHRASED if matcher.literals != matcher.phrases] == []


def test_word_limits_make_sense() -> None:
    assert [rule.id for rule, matcher in PHRASED if not 0 <= matcher.min_words <= matcher.max_words] == []


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [("a", ["a"]), ("a|b", ["a", "b"]), ("(a|b)", ["(a|b)"]), (r"[|]|\|", ["[|]", r"\|"]), (r"\(|a", [r"\(", "a"]), ("(?:a|(b|c))|d", ["(?:a|(b|c))", "d"])],
)  # fmt: skip
def test_alternatives(pattern: str, parts: list[str]) -> None:
    assert alternatives(pattern) == parts


def split_anchor(matcher: PhraseMatcher) -> bool:
    first, *rest = alternatives(re.sub(r"^\(\?[a-zA-Z]+\)", "", matcher.pattern or ""))
    alone = bool(rest) and opens(first) and not any(map(opens, rest))
    return alone or (bool(rest) and closes(rest[-1]) and not any(map(closes, [first, *rest[:-1]])))


def test_no_anchor_holds_one_alternative_only() -> None:
    """``^a|b$`` is ``(^a)|(b$)``, which nobody means: anchors stand in other alternatives too, or around a group."""
    assert [rule.id for rule, matcher in PATTERNED if split_anchor(matcher)] == []


def opens(part: str) -> bool:
    return part.lstrip().startswith(("^", r"\A"))


def closes(part: str) -> bool:
    return part.rstrip().endswith(("$", r"\Z")) and not part.rstrip().endswith(r"\$")


def test_a_pattern_matches_no_empty_text() -> None:
    assert [rule.id for rule, matcher in PATTERNED if matcher.compiled is None or matcher.compiled.search("")] == []


ESCAPES = regex.compile(r"\\[pPN]\{[^}]*\}|\\.|\(\?P<\w+>|\(\?P=\w+\)|\(\?[aiLmsuxV01-]+[:)]|\(\?&\w+\)")


def test_a_pattern_is_written_for_folded_text() -> None:
    """A capital in a pattern that is held against folded text can never match."""
    bare = {rule.id: ESCAPES.sub("", matcher.pattern or "") for rule, matcher in PATTERNED if not matcher.cased}
    assert [name for name, pattern in bare.items() if regex.search(r"\p{Lu}|[‘’“”–—]", pattern)] == []


# --- speed -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rules", grouped(SEARCHING))
def test_patterns_and_templates_are_fast_on_near_misses(rules: list[Rule]) -> None:
    assert [(rule.id, flaw) for rule in rules for flaw in slow(rule)] == []


# --- the same by `cleanr rule check` ---------------------------------------------------------------------------------


@pytest.mark.parametrize("rules", grouped(WRITTEN))
def test_the_check_for_users_finds_no_flaw(rules: list[Rule]) -> None:
    """Among others: each template, each phrase, and each alternative of a pattern is hit by an example of its rule."""
    assert [(rule.id, flaw) for rule in rules for flaw in (*flaws(rule), *broken_words(rule))] == []
