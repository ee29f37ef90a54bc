"""Whether what a phrase rule looks for is found fast, on texts that look like it, and then are not."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice

from cleanr.proof.examples import marked
from cleanr.rulebook.phrasematcher import PhraseMatcher
from cleanr.rulebook.rule import Rule
from cleanr.rulebook.template import Template
from cleanr.rulebook.templatematcher import TemplateMatcher
from cleanr.rulebook.unit import LONGEST_UNIT, Expression
from cleanr.text.document import Document

MOST = 30.0  # microseconds a character
_LEAST = 0.02  # seconds; below this the clock says little
_GIVE_UP = 1.0  # seconds
_SHORTEST = 64  # characters of the first of the growing texts
_WINDOW = 420  # characters that a span rule is shown at once
_FEW, _SOME = 3, 8  # words of a template that are repeated: of each set that must be there, of all it begins with
_SEEDS = (
    "a", "a ", "aa, ", "1", "1 ", " ", ".", ", ", "'", '"', "(", "-", "/", ": ", "Ann Lowe ", "A", "a.", "&", "@a ",
    "|", "Ann", "12/", "and ", "É", "ß-",
)  # fmt: skip


def slow(rule: Rule) -> Iterator[str]:
    """Yield, for a reader, the first text on which ``rule`` takes too long, if there is one: one for each template."""
    if isinstance(rule.matcher, TemplateMatcher):
        yield from _slow_templates(rule, rule.matcher)
    elif isinstance(rule.matcher, PhraseMatcher) and rule.matcher.compiled is not None:
        matcher = rule.matcher
        for text in dict.fromkeys(near_misses(rule, matcher)):
            if taken := _too_long(partial(seconds, matcher), text):
                yield f"pattern: {_slow_text(taken, text)}"
                return


def _slow_templates(rule: Rule, matcher: TemplateMatcher) -> Iterator[str]:
    every = [(one.text, expression) for one in matcher.templates for expression in (one.expression, *one.also)]
    texts = {one.text: template_misses(rule, matcher, one) for one in matcher.templates}
    for template, expression in every:
        yield from _slow_expression(f"says: {template!r}", expression, texts[template])
    shown = next(iter(texts.values())) if texts else []
    for key, expressions in (("with", matcher.required), ("unless", matcher.vetoes)):
        for expression in expressions:
            yield from _slow_expression(key, expression, shown)


def _slow_expression(where: str, expression: Expression, texts: list[str]) -> Iterator[str]:
    for text in texts:
        for part in _growing(text):  # nothing stops a search: what explodes shows on the shorter ones
            if taken := _too_long(partial(_searching, expression), part):
                yield f"{where}: {_slow_text(taken, part)}"
                return


def _growing(text: str) -> Iterator[str]:
    """``text``, its first characters alone before it, four times as many each time."""
    length = _SHORTEST
    while length < len(text):
        yield text[:length] + "\x00"
        length *= 4
    yield text


def _too_long(measure: Callable[[str], float], text: str) -> float:
    """What ``measure`` takes for ``text`` when that is too long, else 0; once is no proof on a machine that is busy."""
    most = max(MOST * len(text) / 1e6, _LEAST)
    taken = measure(text)
    if taken > most:
        taken = min(measure(text) for _ in range(2))
    return taken if taken > most else 0.0


def _slow_text(taken: float, text: str) -> str:
    duration = "more than a second" if taken >= _GIVE_UP else f"{taken:.2f} s"
    return f"takes {duration} for {len(text)} characters such as {text[:60]!r}; make it simpler"


def template_misses(rule: Rule, matcher: TemplateMatcher, template: Template) -> list[str]:
    """Return texts that look like what ``template`` looks for, as long as it may be shown, and end otherwise."""
    example = Document(marked(rule.examples[0])[0]).folded
    words = [one.strip("*") for needed in template.needed for one in needed[:_FEW]]
    opening = " ".join(islice(template.first_words or words, 1))
    seeds = dict.fromkeys((*words, *(template.first_words or ())[:_SOME], example, *_SEEDS))
    repeated = (head + f"{seed} " * (LONGEST_UNIT // (len(seed) + 1)) for seed in seeds for head in ("", f"{opening} "))
    return [f" {_cut(text, matcher.max_words)}" for text in repeated]


def _searching(expression: Expression, text: str) -> float:
    start = time.thread_time()
    expression.within(text)
    return time.thread_time() - start


def near_misses(rule: Rule, matcher: PhraseMatcher) -> Iterator[str]:
    """Yield texts that look like what the rule looks for, for as long as it may be shown, and end otherwise."""
    texts = [marked(example)[0] for example in rule.examples]
    examples = [Document(text).text if matcher.cased else Document(text).folded for text in texts]
    halves = [half for text in examples for half in (text[: len(text) // 2], text[len(text) // 2 :])]
    words = [word for text in examples for word in text.split()]
    spaced = [phrase + " " for phrase in matcher.literals]
    for seed in dict.fromkeys([*matcher.literals, *spaced, *examples, *halves, *words, *_SEEDS]):
        for head in ("", matcher.literals[0] + " ", examples[0] + " "):
            yield shown(matcher, head + seed * (LONGEST_UNIT // max(len(seed), 1) + 1))


def shown(matcher: PhraseMatcher, text: str) -> str:
    """Return as much of ``text`` as a rule is ever shown at once, with an end that spoils the match."""
    if matcher.scope == "span":
        return text[:_WINDOW] + "\x00"
    return _cut(text, matcher.max_words)


def _cut(text: str, most: int) -> str:
    """As much of ``text`` as a unit of ``most`` words may have, with an end that spoils the match."""
    cut = text[: LONGEST_UNIT - 1]
    last = [word.end() for word in re.finditer(r"\S+", cut)][:most]
    return (cut[: last[-1]] if last else cut) + "\x00"


def seconds(matcher: PhraseMatcher, text: str) -> float:
    """Return the CPU time that the pattern of ``matcher`` takes on ``text``; it is stopped when far too long."""
    start = time.thread_time()
    try:
        if matcher.compiled:
            matcher.compiled.search(text, timeout=_GIVE_UP)
    except TimeoutError:
        return 1000.0
    return time.thread_time() - start
