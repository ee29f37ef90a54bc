"""Every rule is well made: named, proven by examples to its last phrase, at peace with the others, and fast."""

from __future__ import annotations

import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

import pytest
import regex

from cleanr.cleaner import Cleaner
from cleanr.document import Document
from cleanr.engine import investigate
from cleanr.gutter import parse
from cleanr.phrase import LONGEST_UNIT, Phrasing
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


def alternatives(pattern: str) -> list[str]:
    """The top-level alternatives of a pattern: split at each ``|`` that stands in no group and no class."""
    parts, depth, in_class, position = [""], 0, False, 0
    while position < len(pattern):
        char = pattern[position : position + 2] if pattern[position] == "\\" else pattern[position]
        position += len(char)
        if in_class:
            in_class = char != "]"
        elif char == "[":
            in_class = True
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif char == "|" and not depth:
            parts.append("")
            continue
        parts[-1] += char
    return parts


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

_SIZE = 100_000  # characters of each near miss
_MOST = 3.0  # seconds that they may take
_SEEDS = (
    "a", "a ", "aa, ", "1", "1 ", " ", ".", ", ", "'", '"', "(", "-", "/", ": ", "Ann Lowe ", "A", "a.", "&", "@a ", "|",
    "Ann", "12/", "and ", "É", "ß-",
)  # fmt: skip


def near_misses(rule: Rule, look: Phrasing) -> Iterator[str]:
    """Texts that look like what the rule looks for, for a long time, and then are not; cut to what it would be shown."""
    examples = [Document(text).text if look.cased else Document(text).folded for text in example_texts(rule)]
    halves = [half for text in examples for half in (text[: len(text) // 2], text[len(text) // 2 :])]
    words = [word for text in examples for word in text.split()]
    for seed in dict.fromkeys([*look.literals, *(p + " " for p in look.literals), *examples, *halves, *words, *_SEEDS]):
        for head in ("", look.literals[0] + " ", examples[0] + " "):
            yield shown(look, head + seed * (LONGEST_UNIT // max(len(seed), 1) + 1))


def shown(look: Phrasing, text: str) -> str:
    """As much of ``text`` as a rule is ever shown at once, with an end that spoils the match."""
    if look.scope == "span":
        return text[:420] + "\x00"
    cut = text[: LONGEST_UNIT - 1]
    last = [word.end() for word in re.finditer(r"\S+", cut)][: look.max_words]
    return (cut[: last[-1]] if last else cut) + "\x00"


@pytest.mark.parametrize(("rule", "look"), PATTERNED)
def test_a_pattern_is_fast_on_near_misses(rule: Rule, look: Phrasing) -> None:
    for text in dict.fromkeys(near_misses(rule, look)):
        most = max(_MOST * len(text) / _SIZE, 0.02)
        taken = seconds(look, text)
        if taken > most:  # not only because the machine had other things to do
            taken = min(seconds(look, text) for _ in range(2))
        assert taken <= most, f"{taken:.2f} s for {len(text)} characters: {text[:70]!r}"


def seconds(look: Phrasing, text: str) -> float:
    """How long the pattern of ``look`` searches ``text``; it is stopped when that takes far too long."""
    start = time.perf_counter()
    try:
        if look.compiled:
            look.compiled.search(text, timeout=1.0)
    except TimeoutError:
        return 1000.0
    return time.perf_counter() - start
