"""How a new rule starts: as a skeleton to fill in, or from a piece of furniture that was missed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cleanr import __version__
from cleanr.document import Document
from cleanr.errors import CleanrError
from cleanr.folding import fold
from cleanr.phrase import Phrasing
from cleanr.proof.examples import found_by, marked
from cleanr.proof.hygiene import PLACEHOLDER
from cleanr.proof.toml import table
from cleanr.rule import Rule, Strength

_FEWEST, _MOST_WORDS = 3, 40  # words of a phrase, of a piece of furniture
_STOPPED = (".", "!", "?", "…", "。")
_NOTES = {
    "strength": "certain | strong: strips; moderate | weak: tags",
    "scope": "line | sentence | span",
    "at": "anywhere | start | whole",
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
        "at": "start",
        "phrases": [words if len(words) >= 3 else f"{words} …"],
        "max_words": 20,
        "examples": [f"{PLACEHOLDER} The vote is on Monday. <mark>A line that it finds.</mark>"],
        "counterexamples": [f"{PLACEHOLDER} The honest sentence that it must never eat."],
    }
    return table(entry, _NOTES)


@dataclass(frozen=True)
class Suggestion:
    """A rule made of one example. ``toml``: its table. ``phrase``: what it waits for. ``silent``: the number of
    honest sentences on which it was tried, and is silent. ``like``: the rules whose examples are most like it."""

    id: str
    category: str
    phrase: str
    toml: str
    silent: int
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
    """Return a rule that finds ``text``, a line or a sentence, by as few of its first words as stay silent elsewhere.

    Elsewhere is the stock of honest sentences that ``rules`` carry as counter-examples. ``category`` is guessed from
    their examples when it is not given. Raises `ExampleError` when the text is empty, more than one line, or too long.
    """
    words = _words(text)
    stock = [sentence for rule in rules if not rule.structural for sentence in rule.counterexamples]
    near = _likest(text, rules)
    chosen = category or (near[0].category if near else None)
    if not chosen:
        raise ExampleError(f"no rule has an example like {text!r}; say what it is: --category newsletter")
    look = _quietest(text, words, [*stock, *([counterexample] if counterexample else [])])
    name = rule_id or f"ours.{_slug(look.phrases[0])}"
    entry: dict[str, Any] = {
        "id": name,
        "category": chosen,
        "language": language,
        "strength": strength,
        "since": _SINCE,
        "summary": _summary(look),
        "scope": look.scope,
        "at": look.at,
        "phrases": list(look.phrases),
        "max_words": look.max_words,
        "examples": [text.strip()],
        "counterexamples": [counterexample or f"A reader asked what the words “{look.phrases[0]}” were doing there."],
    }
    near_ids = tuple(rule.id for rule in near[:3])
    return Suggestion(name, chosen, look.phrases[0], table(entry, _NOTES), len(stock), near_ids)


def _words(text: str) -> list[str]:
    if not text.strip():
        raise ExampleError("the example is empty")
    if "\n" in text.strip():
        raise ExampleError("the example has more than one line; give one line, or one sentence")
    words = text.split()
    if len(words) > _MOST_WORDS:
        raise ExampleError(
            f"the example has {len(words)} words; give the line or the sentence alone ({_MOST_WORDS} at most)"
        )
    return words


def _quietest(text: str, words: Sequence[str], stock: Iterable[str]) -> Phrasing:
    """The shortest beginning of the text that is silent on all of ``stock``; all of it when none is."""
    honest = list(stock)
    alone = len(Document(text.strip()).line(0).sentences) == 1
    scope: Any = "sentence" if alone and text.strip().endswith(_STOPPED) else "line"
    most = max(12, len(words) + 5)
    for phrase in _beginnings(text):
        look = Phrasing(scope, (phrase,), "start", max_words=most)
        probe = Rule("ours.probe", "ad", Strength.WEAK, look, "")
        if found_by(probe, text.strip()) and not any(found_by(probe, s) for s in honest if phrase in fold(s)):
            return look
    return Phrasing(scope, (_said(text),), "whole", max_words=most)


def _beginnings(text: str) -> Iterator[str]:
    """The first three words of what the text says, the first four, …; never up to a figure, which will change."""
    said = _said(text)
    ends = [word.end() for word in re.finditer(r"\S+", said)]
    for end in ends[_FEWEST - 1 : len(ends) - 1] if len(ends) > _FEWEST else []:
        phrase = said[:end].rstrip(".,:;!?")
        if any(char.isdigit() for char in phrase):
            return
        if len(phrase) >= 8:
            yield phrase


def _said(text: str) -> str:
    said = Document(text.strip()).line(0).said.strip()
    return said.rstrip(".!?…: ") or said


def _slug(phrase: str) -> str:
    slug = "-".join(re.findall(r"[a-z0-9]+", phrase)[:3])
    if not slug or not slug[0].isalpha():
        raise ExampleError(f"no name can be made of {phrase!r}; give one: --id ours.name")
    return slug


def _summary(look: Phrasing) -> str:
    phrase = look.phrases[0] if len(look.phrases[0]) <= 80 else look.phrases[0][:79] + "…"
    place = "Reads" if look.at == "whole" else f"Starts a {look.scope} with"
    return f'{place} "{phrase}".'


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
