"""Whether word lists earn their place: each is used by a rule, and what stands in one by an example."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from cleanr.proof.examples import marked
from cleanr.rulebook.derive import AND
from cleanr.rulebook.notation import Glue, Ref, parse, walk
from cleanr.rulebook.packtemplates import ANY, shared_word_lists, word_lists_by_language
from cleanr.rulebook.pattern import compiled_tree
from cleanr.rulebook.rule import Rule
from cleanr.rulebook.templatematcher import TemplateMatcher
from cleanr.rulebook.unit import Expression
from cleanr.rulebook.wordlists import WordLists
from cleanr.text.folding import fold, plain

_SAYING, _VETOING, _SPELLED = ("says", "with"), ("unless",), ("labels", "only")


@dataclass
class Uses:
    """Where a word list is used. ``shown``, ``vetoed``: the texts that may show it, of the rules that look for it and
    of those that are silent because of it. ``spelled``: a label or a row names it, and that is proof enough."""

    shown: dict[str, None] = field(default_factory=dict)
    vetoed: dict[str, None] = field(default_factory=dict)
    spelled: bool = False
    glued: bool = False

    @property
    def only_vetoes(self) -> bool:
        return bool(self.vetoed) and not (self.shown or self.spelled or self.glued)

    @property
    def only_shown(self) -> bool:
        """Whether it is looked for in texts; a list inside a word cannot be looked for alone."""
        return bool(self.shown) and not self.glued

    def __bool__(self) -> bool:
        return bool(self.shown or self.vetoed or self.spelled or self.glued)


def list_flaws(rules: Iterable[Rule]) -> Iterator[str]:
    """Yield, for a reader, what is wrong with the word lists of one rule file, whose rules are ``rules``."""
    worded = [rule for rule in rules if isinstance(rule.matcher, TemplateMatcher)]
    lists = worded[0].matcher.lists if worded and isinstance(worded[0].matcher, TemplateMatcher) else {}
    yield from _flaws(lists, worded, lists, {rule.language for rule in worded} or {"en"})


def list_remarks(rules: Iterable[Rule]) -> Iterator[str]:
    """Yield what no example holds of the word lists of one rule file: it may be misspelled, and is no flaw.

    One or two examples a template are to be read; a list of thirty shops needs no thirty more.
    """
    worded = [rule for rule in rules if isinstance(rule.matcher, TemplateMatcher)]
    lists = worded[0].matcher.lists if worded and isinstance(worded[0].matcher, TemplateMatcher) else {}
    known = next(iter(word_lists_by_language(min({rule.language for rule in worded} or {"en"}), lists).values()))
    for name, one in _uses(lists, worded).items():
        bare = _not_shown(lists[name], known, one) if one else []
        if bare:
            yield f"<{name}>: no example of a rule that uses it holds {' | '.join(bare)}"


def shared_flaws(language: str, rules: Iterable[Rule]) -> Iterator[str]:
    """Yield the same of the lists that the files of ``language`` share; ``rules`` are all that may use them.

    Those of all languages are judged by themselves, as the lists of the language "any".
    """
    for_all = {} if language == ANY else shared_word_lists(ANY)
    shared = {name: text for name, text in shared_word_lists(language).items() if for_all.get(name) != text}
    users = [rule for rule in rules if rule.language in (language, ANY) or language == ANY]
    yield from _flaws(shared, users, {}, {language})


def _flaws(
    checked: Mapping[str, str], rules: list[Rule], own: Mapping[str, str], languages: Iterable[str]
) -> Iterator[str]:
    lists = next(iter(word_lists_by_language(min(languages), own).values()))
    in_lists = {name for text in checked.values() for name, _ in _refs(text)}
    for name, uses in _uses(checked, rules).items():
        if not uses and name in in_lists:
            continue
        if not uses:
            yield f"<{name}>: no rule uses it"
        elif uses.only_vetoes and not _is_shown(checked[name], lists, uses.vetoed):
            yield f"<{name}>: vetoes, and no counter-example holds any of it"
        elif uses.only_shown and len(_not_shown(checked[name], lists, uses)) == len(options(checked[name])):
            yield f"<{name}>: no example of a rule that uses it holds any of it"


def _uses(checked: Iterable[str], rules: Iterable[Rule]) -> dict[str, Uses]:
    uses = {name: Uses() for name in checked}
    for rule in rules:
        _add_uses(rule, uses)
    return uses


def _not_shown(text: str, lists: WordLists, uses: Uses) -> list[str]:
    """The alternatives of a list that is looked for which no example holds."""
    texts = {**uses.shown, **uses.vetoed}
    return [option for option in options(text) if not _is_shown(option, lists, texts)] if uses.only_shown else []


def options(text: str) -> list[str]:
    """Return the alternatives of a word list as they are written.

    >>> options("stor(y|ies) | page")
    ['stor(y|ies)', 'page']
    """
    parts, depth = [""], 0
    for char in text:
        depth += (char in "([") - (char in ")]")
        if char == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return [" ".join(part.split()) for part in parts]


def _is_shown(text: str, lists: WordLists, texts: Iterable[str]) -> bool:
    """Whether ``shown`` stands in one of ``texts``, each line on its own."""
    node = parse(" ".join(text.split()))
    expression = Expression(compiled_tree(node, lists), lists.cased(node))
    lines = "\n ".join(line for text in texts for line in text.splitlines())
    return expression.within(f" {plain(lines) if expression.cased else fold(lines)}") is not None


def _add_uses(rule: Rule, uses: dict[str, Uses]) -> None:
    matcher = rule.matcher
    if not isinstance(matcher, TemplateMatcher):
        return
    examples = dict.fromkeys(marked(example)[0] for example in rule.examples)
    silent = dict.fromkeys(rule.counterexamples)
    for name, glued in _named(matcher, _SAYING, rule):
        if name in uses and name not in matcher.lists and _is_told_by_languages(rule, name):
            uses[name].spelled = True
        elif name in uses:
            uses[name].shown.update(examples)
            uses[name].glued |= glued
    for name, _ in _named(matcher, _VETOING, rule):
        if name in uses:
            uses[name].vetoed.update(silent)
    for name, _ in _named(matcher, _SPELLED, rule):
        if name in uses:
            uses[name].spelled = True


def _is_told_by_languages(rule: Rule, name: str) -> bool:
    """Whether a rule for all languages names a list that each has its own of: tests make its sentences of them all."""
    return rule.language == ANY and name not in shared_word_lists(ANY)


def _named(matcher: TemplateMatcher, keys: tuple[str, ...], rule: Rule) -> Iterator[tuple[str, bool]]:
    """The lists that the rule names under ``keys``, those that they name in turn too; and whether inside a word."""
    lists = {**shared_word_lists(rule.language), **matcher.lists}
    written = [matcher.written.get(key, ()) for key in keys]
    templates = [one for text in written for one in ([text] if isinstance(text, str) else text)]
    waiting = [pair for one in templates for text in " ".join(one.split()).split(AND) for pair in _refs(text)]
    seen: set[str] = set()
    while waiting:
        name, glued = waiting.pop()
        yield name, glued
        if name not in seen and name in lists:
            seen.add(name)
            waiting += [(inner, glued or also) for inner, also in _refs(lists[name])]


def _refs(text: str) -> Iterator[tuple[str, bool]]:
    nodes = list(walk(parse(" ".join(text.split()))))
    inside = {part for node in nodes if isinstance(node, Glue) for part in walk(node) if isinstance(part, Ref)}
    yield from ((node.name, node in inside) for node in nodes if isinstance(node, Ref))
