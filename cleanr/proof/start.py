"""How a new rule starts: as a skeleton to fill in, or from a piece of furniture that was missed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cleanr import __version__
from cleanr.errors import CleanrError, PackError
from cleanr.proof.draft import Draft, costly, drafts
from cleanr.proof.examples import found_by, marked
from cleanr.proof.hygiene import PLACEHOLDER
from cleanr.proof.toml import table
from cleanr.rulebook.packtemplates import named_word_lists, shared_word_lists
from cleanr.rulebook.rule import Rule, Strength
from cleanr.rulebook.template import Template
from cleanr.rulebook.templatematcher import TemplateMatcher
from cleanr.text.folding import fold

_MOST_WORDS = 40  # of a piece of furniture
_NOTES = {
    "strength": "certain | strong: strips; moderate | weak: tags",
    "scope": "line | sentence | span",
}
_SINCE = ".".join(__version__.split(".")[:2])


class ExampleError(CleanrError, ValueError):
    """No rule can be made of a piece of text; the message says why, and what would do."""


def skeleton(rule_id: str, category: str, language: str) -> str:
    """Return the TOML of a rule to fill in: it loads, and its proof says what is still to be written."""
    words = rule_id.rpartition(".")[2].replace("-", " ")
    entry = {
        "id": rule_id,
        "category": category,
        "language": language,
        "strength": "moderate",
        "since": _SINCE,
        "summary": f"{PLACEHOLDER} What it finds, in one sentence.",
        "why": f"{PLACEHOLDER} Why that is furniture.",
        "scope": "sentence",
        "says": [f"^ {words}"],
        "max_words": 20,
        "examples": [f"{PLACEHOLDER} The vote is on Monday. <mark>A line that it finds.</mark>"],
        "counterexamples": [f"{PLACEHOLDER} The honest sentence that it must never eat."],
    }
    return table(entry, {**_NOTES, "says": "^ the start, (a|b) one of, [a] perhaps, .. some words: docs/notation.md"})


@dataclass(frozen=True)
class Suggestion:
    """A rule made of one example. ``toml``: its table. ``template``: its template or label. ``like``: the rules whose
    examples are most like it. ``silent``: the number of honest sentences on which it was tried and is silent;
    ``taken``: those on which it is not, when no rule could be made that spares them."""

    id: str
    category: str
    template: str
    toml: str
    silent: int
    taken: tuple[str, ...]
    like: tuple[str, ...]


def from_example(
    text: str,
    rules: Sequence[Rule],
    *,
    rule_id: str | None = None,
    category: str | None = None,
    language: str = "en",
    strength: str = "moderate",
    counterexample: str | None = None,
) -> Suggestion:
    """Return a rule that finds ``text``, a line or a sentence, said in a template or as a label.

    A short line becomes a label, any other is known by as few of its first words as stay silent elsewhere; word lists
    stand for words where the language has some. Elsewhere is the stock of honest sentences that ``rules`` carry as
    counter-examples. ``category`` is guessed from their examples when it is not given. Raises `ExampleError` when the
    text is empty, more than one line, or too long, or no rule can find it.
    """
    _check(text)
    near = _likest(text, rules)
    chosen = category or (near[0].category if near else None)
    if not chosen:
        raise ExampleError(f"no rule has an example like {text!r}; say what it is: --category newsletter")
    stock = [sentence for rule in rules if not rule.structural for sentence in rule.counterexamples]
    stock += [counterexample] if counterexample else []
    draft = _quietest(text, language, stock, _usable(rules, language))
    name = rule_id or f"ours.{_slug(draft.words)}"
    entry: dict[str, Any] = {
        "id": name,
        "category": chosen,
        "language": language,
        "strength": strength,
        "since": _SINCE,
        "summary": _summary(draft),
        **draft.table(),
        "examples": [text.strip()],
        "counterexamples": [counterexample or f"A reader asked what the words “{draft.words}” were doing there."],
    }
    taken = tuple(_taken(draft.matcher(language), stock))
    near_ids = tuple(rule.id for rule in near[:3])
    return Suggestion(name, chosen, draft.template, table(entry, _NOTES), len(stock) - len(taken), taken, near_ids)


def _check(text: str) -> None:
    if not text.strip():
        raise ExampleError("the example is empty")
    if "\n" in text.strip():
        raise ExampleError("the example has more than one line; give one line, or one sentence")
    words = text.split()
    if len(words) > _MOST_WORDS:
        raise ExampleError(
            f"the example has {len(words)} words; give the line or the sentence alone ({_MOST_WORDS} at most)"
        )


def _quietest(text: str, language: str, stock: Sequence[str], usable: Iterable[str]) -> Draft:
    """The widest way to look for ``text`` that is silent on all of ``stock`` and waits for what is rare.

    One that asks for every word of it, when there is none.
    """
    last = None
    for draft in drafts(text, language, usable):
        try:
            matcher = draft.matcher(language)
        except PackError:
            continue
        if not _probe(matcher, text.strip()):
            continue
        last = draft
        if not costly(matcher) and not any(_taken(matcher, stock)):
            return draft
    if last is None:
        raise ExampleError(f"no rule can be made of {text!r}; start from a skeleton: cleanr rule new")
    return last


def _taken(matcher: TemplateMatcher, stock: Iterable[str]) -> Iterator[str]:
    """The texts of ``stock`` in which ``matcher`` finds something."""
    for text in stock:
        may = bool(matcher.labels) or any(_may_stand(template, fold(text)) for template in matcher.templates)
        if may and _probe(matcher, text):
            yield text


def _may_stand(template: Template, folded: str) -> bool:
    return all(any(word.strip("*").split()[0] in folded for word in needed) for needed in template.needed)


def _probe(matcher: TemplateMatcher, text: str) -> bool:
    return bool(found_by(Rule("ours.probe", "ad", Strength.WEAK, matcher, ""), text))


def _usable(rules: Iterable[Rule], language: str) -> set[str]:
    """The word lists that may stand for words of a text: all but those that do nothing but veto."""
    saying, vetoing = set[str](), set[str]()
    for rule in rules:
        if isinstance(rule.matcher, TemplateMatcher):
            written = {key: value for key, value in rule.matcher.written.items() if key != "unless"}
            saying |= set(named_word_lists(replace(rule.matcher, written=written), rule.language))
            vetoing |= set(named_word_lists(rule.matcher, rule.language))
    return set(shared_word_lists(language)) - (vetoing - saying)


def _slug(phrase: str) -> str:
    slug = "-".join(re.findall(r"[a-z][a-z0-9]*", phrase)[:3])
    if not slug:
        raise ExampleError(f"no name can be made of {phrase!r}; give one: --id ours.name")
    return slug


def _summary(draft: Draft) -> str:
    words = draft.words if len(draft.words) <= 80 else draft.words[:79] + "…"
    place = "Reads" if draft.whole else f"Starts a {draft.scope} with"
    return f'{place} "{words}".'


def _likest(text: str, rules: Iterable[Rule]) -> list[Rule]:
    """Rules whose examples share the rarest words with ``text``, the likest first."""
    bags = {
        rule: {word for example in rule.examples for word in _bag(marked(example)[0])}
        for rule in rules
        if rule.category and not rule.structural
    }
    common = Counter(word for bag in bags.values() for word in bag)
    scores: dict[Rule, float] = defaultdict(float)
    for rule, bag in bags.items():
        for word in _bag(text) & bag:
            scores[rule] += 1 / common[word]
    return sorted((rule for rule in scores if scores[rule] > 0.05), key=lambda rule: (-scores[rule], rule.id))


def _bag(text: str) -> set[str]:
    return set(re.findall(r"\w{3,}", fold(text)))
