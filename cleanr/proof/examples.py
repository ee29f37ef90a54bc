"""Whether a phrase rule keeps its word: its examples are found, exactly; its counter-examples are not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from cleanr.detect.engine import detect
from cleanr.detect.ruleset import Ruleset
from cleanr.rulebook.phrasematcher import PhraseMatcher
from cleanr.rulebook.rule import Rule
from cleanr.rulebook.templatematcher import TemplateMatcher
from cleanr.text.document import Document
from cleanr.text.edits import Span

_MARK = re.compile(r"<mark>(.*?)</mark>", re.DOTALL)


def marked(example: str) -> tuple[str, set[Span]]:
    """Return the text of an example without its marks, and the marked spans; the whole text when nothing is marked.

    >>> marked("Vote. <mark>Sign up</mark>")
    ('Vote. Sign up', {Span(start=6, end=13)})
    """
    text, spans, position = "", set[Span](), 0
    for mark in _MARK.finditer(example):
        text += example[position : mark.start()]
        spans.add(Span(len(text), len(text) + len(mark[1])))
        text += mark[1]
        position = mark.end()
    text += example[position:]
    return text, spans or {Span(0, len(text))}


def found_by(rule: Rule, text: str, matcher: PhraseMatcher | TemplateMatcher | None = None) -> set[Span]:
    """Return what a phrase rule alone finds in ``text``; a guard, whatever there is to speak against.

    ``matcher`` stands in for the rule's own way of looking.
    """
    category = rule.category or (rule.against or ("caption",))[0]
    alone = replace(rule, matcher=matcher or rule.matcher, category=category, against=())
    return {Span(f.start, f.end) for f in detect(Document(text), Ruleset([alone])).findings}


def broken_words(rule: Rule) -> Iterator[str]:
    """Yield, for a reader, each example of a phrase rule that does not come out as it says."""
    for example in rule.examples:
        text, wanted = marked(example)
        found = found_by(rule, text)
        if found != wanted:
            yield f"examples: {_short(example)}: finds {_texts_of(text, found)}, not {_texts_of(text, wanted)}"
    for text in rule.counterexamples:
        if "<mark>" in text:
            yield f"counterexamples: {_short(text)}: has a mark; nothing is found in a counter-example"
        elif found := found_by(rule, text):
            yield f"counterexamples: {_short(text)}: is taken for furniture: {_texts_of(text, found)}"
    for text in rule.known_failures:
        if not found_by(rule, text):
            yield f"known_failures: {_short(text)}: fails no more; make it a counter-example"


def _texts_of(text: str, spans: Iterable[Span]) -> str:
    return ", ".join(repr(text[start:end]) for start, end in sorted(spans)) or "nothing"


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:59] + "…")
