"""Whether a phrase rule is well made: named, said in a sentence, and proven by examples to its last word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import regex

from cleanr.proof.examples import found_by, marked
from cleanr.proof.labelvariants import label_flaws
from cleanr.proof.templates import template_flaws
from cleanr.rulebook.phrasematcher import PhraseMatcher
from cleanr.rulebook.rule import Rule
from cleanr.rulebook.templatematcher import TemplateMatcher

_SLUG = re.compile(r"[a-z]+(?:\.[a-z][a-z0-9]*(?:-[a-z0-9]+)*)+")
_FLAGS = re.compile(r"^\(\?[a-zA-Z]+\)")
_ESCAPES = regex.compile(
    r"\\[pPN]\{[^}]*\}|\\.|\(\?P<\w+>|\(\?P=\w+\)|\(\?[aiLmsuxV01-]+[:)]|\(\?&\w+\)"
)  # what holds capitals in a pattern that sees none
_LONGEST_SUMMARY = 120
PLACEHOLDER = "TODO"


def flaws(rule: Rule) -> Iterator[str]:
    """Yield, for a reader, everything about a phrase rule that is not well made, each with its key."""
    if rule.structural:
        return
    yield from _words(rule)
    yield from _texts(rule)
    if isinstance(rule.matcher, TemplateMatcher):
        yield from _limits(rule.matcher)
        yield from template_flaws(rule, rule.matcher)
        yield from label_flaws(rule, rule.matcher)
    elif isinstance(rule.matcher, PhraseMatcher):
        yield from _limits(rule.matcher)
        yield from _phrases(rule, rule.matcher)
        yield from _pattern(rule, rule.matcher) if rule.matcher.pattern else ()


def _words(rule: Rule) -> Iterator[str]:
    if not _SLUG.fullmatch(rule.id):
        yield f"id: {rule.id!r} should be small letters, with single hyphens inside"
    if PLACEHOLDER in rule.summary:
        yield "summary: is still to be written"
    elif not rule.summary.endswith(".") or not rule.summary.lstrip("\"'“")[:1].isupper() or "\n" in rule.summary:
        yield "summary: should be one sentence, from a capital to a full stop"
    if len(rule.summary) > _LONGEST_SUMMARY:
        yield f"summary: has {len(rule.summary)} characters; {_LONGEST_SUMMARY} is the most"
    if rule.why and (PLACEHOLDER in rule.why or not rule.why.rstrip().endswith((".", "?", "!", ")"))):
        yield "why: should be one or more sentences"
    if not re.fullmatch(r"any|[a-z]{2,3}", rule.language):
        yield f"language: {rule.language!r} should be a code of two or three letters, or any"


def _texts(rule: Rule) -> Iterator[str]:
    every = [*rule.examples, *rule.counterexamples, *rule.known_failures]
    yield from (f"examples: {text!r} stands there twice" for text in _twice(marked(text)[0] for text in every))
    for text in (*rule.examples, *rule.counterexamples):
        if PLACEHOLDER in text:
            yield f"examples: {text!r} is still to be written"
        if text.count("<mark>") != text.count("</mark>"):
            yield f"examples: {text!r}: a mark is not closed"


def _phrases(rule: Rule, matcher: PhraseMatcher) -> Iterator[str]:
    texts = [marked(example)[0] for example in rule.examples]
    for phrase, literal in zip(matcher.phrases, matcher.literals, strict=True):
        if phrase != literal:
            yield f"phrases: {phrase!r} should be as folded text has it: {literal!r}"
        if not any(found_by(rule, text, replace(matcher, phrases=(phrase,))) for text in texts):
            yield f"phrases: {phrase!r} is hit by no example"
    yield from (f"phrases: {phrase!r} stands there twice" for phrase in _twice(matcher.literals))
    yield from (f"unless: {veto!r} stands there twice" for veto in _twice(matcher.unless))


def _limits(matcher: PhraseMatcher | TemplateMatcher) -> Iterator[str]:
    if not 0 <= matcher.min_words <= matcher.max_words:
        yield f"min_words: {matcher.min_words} is more than max_words, {matcher.max_words}"


def _pattern(rule: Rule, matcher: PhraseMatcher) -> Iterator[str]:
    pattern = matcher.pattern or ""
    parts = alternatives(pattern)
    flags = "".join(_FLAGS.findall(pattern))
    texts = [marked(example)[0] for example in rule.examples]
    for part in parts:
        whole = part if part.startswith(flags) else flags + part
        if not any(found_by(rule, text, replace(matcher, pattern=whole)) for text in texts):
            yield f"pattern: the alternative {part!r} is hit by no example"
    if matcher.compiled and matcher.compiled.search(""):
        yield "pattern: matches an empty text"
    if not matcher.cased and regex.search(r"\p{Lu}|[‘’“”–—]", _ESCAPES.sub("", pattern)):
        yield "pattern: has capitals or curly quotes, but folded text has none (or set cased = true)"
    yield from _anchors([parts[0].removeprefix(flags), *parts[1:]])


def _anchors(parts: list[str]) -> Iterator[str]:
    """``^a|b$`` is ``(^a)|(b$)``, which nobody means: anchors stand in other alternatives too, or around a group."""
    first, *rest = parts
    if rest and _opens(first) and not any(map(_opens, rest)):
        yield "pattern: '^' holds the first alternative only; put a group around them: ^(?:…|…)"
    if rest and _closes(rest[-1]) and not any(map(_closes, parts[:-1])):
        yield "pattern: '$' holds the last alternative only; put a group around them: (?:…|…)$"


def alternatives(pattern: str) -> list[str]:
    """Return the top-level alternatives of a pattern: split at each ``|`` that stands in no group and no class.

    >>> alternatives(r"a(b|c)|[|]")
    ['a(b|c)', '[|]']
    """
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


def _opens(part: str) -> bool:
    return part.lstrip().startswith(("^", r"\A"))


def _closes(part: str) -> bool:
    return part.rstrip().endswith(("$", r"\Z")) and not part.rstrip().endswith(r"\$")


def _twice(texts: Iterator[str] | tuple[str, ...]) -> list[str]:
    return [text for text, count in Counter(texts).items() if count > 1]
