"""Every rule is well made: named, proven by examples to its last phrase, at peace with the others, and fast."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

import pytest
import regex

from cleanr.cleaner import Cleaner
from cleanr.document import Document
from cleanr.engine import investigate
from cleanr.gutter import parse
from cleanr.phrase import Phrasing
from cleanr.proof.examples import broken_words
from cleanr.proof.hygiene import alternatives, flaws
from cleanr.proof.speed import slow
from cleanr.rule import CATEGORIES, Rule
from cleanr.ruleset import REDIRECTS, Ruleset
from tests.strategies import ALL, example_texts, plain

RULES = [pytest.param(rule, id=rule.id) for rule in ALL.rules]
PHRASED = [pytest.param(rule, rule.look, id=rule.id) for rule in ALL.rules if isinstance(rule.look, Phrasing)]
PATTERNED = [pytest.param(r, r.look, id=r.id) for r in ALL.rules if isinstance(r.look, Phrasing) and r.look.pattern]
DEFAULT, STRICT = Cleaner(), Cleaner(policy="strict")
SLUG = re.compile(r"[a-z]+(?:\.[a-z][a-z0-9]*(?:-[a-z0-9]+)*)+")


def finds(rule: Rule, look: Phrasing, text: str) -> bool:
    """Whether a phrase rule that looks as ``look`` does finds anything in ``text``."""
    category = rule.category or (rule.against[0] if rule.against else "caption")
    alone = replace(rule, look=look, category=category, against=())
    return bool(investigate(Document(text), Ruleset([alone])).findings)


# --- names and words -------------------------------------------------------------------------------------------------


def test_ids_are_unique() -> None:
    assert [name for name, count in Counter(rule.id for rule in ALL.rules).items() if count > 1] == []


@pytest.mark.parametrize("rule", RULES)
def test_an_id_is_a_slug(rule: Rule) -> None:
    assert SLUG.fullmatch(rule.id), rule.id


def test_redirects_lead_from_ids_that_are_gone_to_ids_that_are_there() -> None:
    ids = {rule.id for rule in ALL.rules}
    assert not set(REDIRECTS) & ids
    assert set(REDIRECTS.values()) <= ids


@pytest.mark.parametrize("rule", RULES)
def test_a_summary_is_one_sentence(rule: Rule) -> None:
    assert rule.summary.endswith(".")
    assert rule.summary.lstrip("\"'“")[0].isupper()
    assert "\n" not in rule.summary
    assert len(rule.summary) <= 120


@pytest.mark.parametrize("rule", RULES)
def test_a_reason_is_one_or_more_sentences(rule: Rule) -> None:
    assert not rule.why or rule.why.rstrip().endswith((".", "?", "!", ")"))


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_finds_a_known_category_or_guards_against_some(rule: Rule) -> None:
    assert rule.category is None or rule.category in CATEGORIES
    assert not (rule.category and rule.against)
    assert set(rule.against) <= set(CATEGORIES)
    assert set(rule.needs) <= set(CATEGORIES)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_says_since_when_and_how_firm_it_is(rule: Rule) -> None:
    assert re.fullmatch(r"\d+\.\d+", rule.since)
    assert rule.status in ("stable", "preview")
    assert re.fullmatch(r"any|[a-z]{2,3}", rule.language)


def test_no_two_rules_say_the_same_of_themselves() -> None:
    assert [text for text, count in Counter(rule.summary for rule in ALL.rules).items() if count > 1] == []


# --- examples --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_an_example_and_a_counterexample(rule: Rule) -> None:
    assert rule.examples
    assert rule.counterexamples


@pytest.mark.parametrize("rule", RULES)
def test_no_example_stands_there_twice(rule: Rule) -> None:
    every = [*rule.examples, *rule.counterexamples, *rule.known_failures]
    assert len(set(map(plain, every))) == len(every)


@pytest.mark.parametrize("rule", RULES)
def test_marks_are_paired_and_only_in_examples(rule: Rule) -> None:
    if isinstance(rule.look, Phrasing):
        for example in rule.examples:
            assert re.fullmatch(r"(?:(?!</?mark>).|<mark>(?:(?!</?mark>).)+</mark>)*", example, re.DOTALL), example
    for text in (*rule.counterexamples, *rule.known_failures):
        assert "<mark>" not in text


def claims() -> Iterator[tuple[tuple[str, int, int], str, str]]:
    """What the examples of all rules say: a place in a text, the category that it is said to be, by which rule."""
    for rule in ALL.rules:
        for example in rule.examples if rule.category else ():
            if isinstance(rule.look, Phrasing):
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
        said[place].setdefault(category, rule)
    quarrels = [(place[0][place[1] : place[2]], names) for place, names in said.items() if len(names) > 1]
    assert quarrels == []


@pytest.mark.parametrize("rule", RULES)
def test_cleaning_an_example_twice_changes_nothing(rule: Rule) -> None:
    texts = [
        *example_texts(rule),
        *(t if isinstance(rule.look, Phrasing) else parse(t)[0] for t in rule.counterexamples),
    ]
    for text in texts:
        for cleaner in (DEFAULT, STRICT):
            once = cleaner.clean(text)
            assert cleaner.clean(once) == once, text


# --- phrases and patterns --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("rule", "look"), PHRASED)
def test_every_phrase_is_hit_by_an_example(rule: Rule, look: Phrasing) -> None:
    texts = example_texts(rule)
    unproven = [p for p in look.phrases if not any(finds(rule, replace(look, phrases=(p,)), text) for text in texts)]
    assert unproven == []


@pytest.mark.parametrize(("rule", "look"), PHRASED)
def test_no_phrase_stands_there_twice(rule: Rule, look: Phrasing) -> None:  # noqa: ARG001
    assert len(set(look.literals)) == len(look.literals)
    assert len(set(look.unless)) == len(look.unless)


@pytest.mark.parametrize(("rule", "look"), PHRASED)
def test_phrases_are_written_as_folded_text_has_them(rule: Rule, look: Phrasing) -> None:  # noqa: ARG001
    """A phrase in capitals or with curly quotes would be found all the same, but reads as if case mattered."""
    assert look.literals == look.phrases


@pytest.mark.parametrize(("rule", "look"), PHRASED)
def test_word_limits_make_sense(rule: Rule, look: Phrasing) -> None:  # noqa: ARG001
    assert 0 <= look.min_words <= look.max_words


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [("a", ["a"]), ("a|b", ["a", "b"]), ("(a|b)", ["(a|b)"]), (r"[|]|\|", ["[|]", r"\|"]), (r"\(|a", [r"\(", "a"]), ("(?:a|(b|c))|d", ["(?:a|(b|c))", "d"])],
)  # fmt: skip
def test_alternatives(pattern: str, parts: list[str]) -> None:
    assert alternatives(pattern) == parts


@pytest.mark.parametrize(("rule", "look"), PATTERNED)
def test_every_alternative_is_hit_by_an_example(rule: Rule, look: Phrasing) -> None:
    flags = "".join(re.findall(r"^\(\?[a-zA-Z]+\)", look.pattern or ""))
    texts = example_texts(rule)
    unproven = [
        part
        for part in alternatives(look.pattern or "")
        if not any(
            finds(rule, replace(look, pattern=part if part.startswith(flags) else flags + part), t) for t in texts
        )
    ]
    assert unproven == []


@pytest.mark.parametrize(("rule", "look"), PATTERNED)
def test_no_anchor_holds_one_alternative_only(rule: Rule, look: Phrasing) -> None:  # noqa: ARG001
    """``^a|b$`` is ``(^a)|(b$)``, which nobody means: anchors stand in other alternatives too, or around a group."""
    first, *rest = alternatives(re.sub(r"^\(\?[a-zA-Z]+\)", "", look.pattern or ""))
    if rest:
        assert not opens(first) or any(map(opens, rest)), look.pattern
        assert not closes(rest[-1]) or any(map(closes, [first, *rest[:-1]])), look.pattern


def opens(part: str) -> bool:
    return part.lstrip().startswith(("^", r"\A"))


def closes(part: str) -> bool:
    return part.rstrip().endswith(("$", r"\Z")) and not part.rstrip().endswith(r"\$")


@pytest.mark.parametrize(("rule", "look"), PATTERNED)
def test_a_pattern_matches_no_empty_text(rule: Rule, look: Phrasing) -> None:  # noqa: ARG001
    assert look.compiled is not None
    assert not look.compiled.search("")


@pytest.mark.parametrize(("rule", "look"), PATTERNED)
def test_a_pattern_is_written_for_folded_text(rule: Rule, look: Phrasing) -> None:  # noqa: ARG001
    """A capital in a pattern that is held against folded text can never match."""
    bare = regex.sub(
        r"\\[pPN]\{[^}]*\}|\\.|\(\?P<\w+>|\(\?P=\w+\)|\(\?[aiLmsuxV01-]+[:)]|\(\?&\w+\)", "", look.pattern or ""
    )
    assert look.cased or not regex.search(r"\p{Lu}|[‘’“”–—]", bare), look.pattern


# --- speed -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("rule", "look"), PATTERNED)
def test_a_pattern_is_fast_on_near_misses(rule: Rule, look: Phrasing) -> None:  # noqa: ARG001
    assert list(slow(rule)) == []


# --- the same by `cleanr rule check` ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("rule", "look"), PHRASED)
def test_the_check_for_users_finds_no_flaw(rule: Rule, look: Phrasing) -> None:  # noqa: ARG001
    assert [*flaws(rule), *broken_words(rule)] == []
