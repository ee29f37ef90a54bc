"""A book of word lists: what the names in a template stand for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from math import prod

from cleanr.errors import PackError, nearest
from cleanr.rulebook.notation import (
    Alt,
    Gap,
    Glue,
    Mark,
    Node,
    Ref,
    Rep,
    Seq,
    Shape,
    TemplateError,
    Word,
    children,
    parse,
    walk,
)
from cleanr.rulebook.shapes import CASED
from cleanr.text.folding import WORD

LARGEST = 6_000  # words and other parts of a template, its lists written out
MOST_WAYS = 20_000  # in which the gaps and repetitions of a template can be filled: bounds what a search can cost
_NAMES = re.compile(r"<([^<>]*)>")
DEEPEST = 12  # word lists that name one another in a chain


class WordLists:
    """The word lists that the templates of a file may name. ``words``: name → what it stands for, as a template.

    Raises `PackError` when a list is malformed, names an unknown one, or needs itself.
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        self._trees = {name: _read(f"word list <{name}>", " ".join(text.split())) for name, text in words.items()}
        checked: set[str] = set()
        for name in self._trees:
            self._check_list(name, (), checked)
        self._size = cache(self._count)
        self._list_has = cache(self._some_of_list)

    def __contains__(self, name: object) -> bool:
        return name in self._trees

    def tree(self, name: str) -> Node:
        """Return what the list ``name`` stands for."""
        return self._trees[name]

    def read(self, template: str) -> Node:
        """Return the tree of ``template``; raise `TemplateError` where it says nothing, too much, or names no list."""
        node = parse(template)
        self._check_names(template, node)
        if self.size(node) > LARGEST:
            raise TemplateError(template, 0, f"says more than {LARGEST:,} words at once, its lists written out")
        if self.ways(node) > MOST_WAYS:
            raise TemplateError(template, 0, "too many gaps and repetitions: what stands far off belongs behind an &")
        if self.optional(node):
            raise TemplateError(template, 0, "all of it is optional: something must be there")
        return node

    def has_lists_of(self, template: str) -> bool:
        """Return whether all lists that ``template`` names are here."""
        return all(name in self._trees for name in _NAMES.findall(template))

    def parts(self, node: Node) -> tuple[Node, ...]:
        """Return the parts of ``node``; of a word list, what it stands for."""
        return (self._trees[node.name],) if isinstance(node, Ref) else children(node)

    def some(self, node: Node, wanted: Callable[[Node], bool], but: str = "") -> bool:
        """Return whether ``node`` or anything that it is made of, lists written out, is ``wanted``.

        ``wanted``: one of few functions, for what it says of a word list is remembered. ``but``: a list left alone.
        """
        if isinstance(node, Ref):
            return node.name != but and self._list_has(node.name, wanted, but)
        return wanted(node) or any(self.some(part, wanted, but) for part in children(node))

    def cased(self, node: Node) -> bool:
        """Return whether only capitals tell what ``node`` looks for."""
        return self.some(node, _is_cased)

    def optional(self, node: Node) -> bool:
        """Return whether ``node`` can be nothing at all."""
        match node:
            case Rep(item, least, _):
                return least == 0 or self.optional(item)
            case Seq(items) | Glue(items):
                return all(map(self.optional, items))
            case Alt(options):
                return any(map(self.optional, options))
            case Ref(name):
                return self.optional(self._trees[name])
        return isinstance(node, Gap) or (isinstance(node, Mark) and node.sign != "/")

    def size(self, node: Node) -> int:
        """Return how many parts ``node`` has with its lists written out; counted, never written."""
        return self._count_of(node)

    def ways(self, node: Node) -> float:
        """Return in how many ways the gaps and repetitions of ``node`` can be filled."""
        match node:
            case Gap(most):
                return most + 1
            case Rep(item, _, most):  # which words repeat, the text decides; how often, and what fills a gap, does not
                again = max(self._forks(item) ** most, most + 1) if most > 1 else 1
                return min(self.ways(item) ** most * again, 2.0 * MOST_WAYS)
            case Seq(items) | Glue(items):
                return min(prod(map(self.ways, items)), 2.0 * MOST_WAYS)
            case Alt(options):
                return max(map(self.ways, options))
            case Ref(name):
                return self.ways(self._trees[name])
        return 1

    def _forks(self, node: Node) -> int:
        """How many alternatives of ``node`` may begin with one and the same word."""
        counts = Counter(word for option in self._options(node) for word in self._first_words(option))
        return max(counts.values(), default=1)

    def _options(self, node: Node) -> Iterator[Node]:
        match node:
            case Alt(options):
                for option in options:
                    yield from self._options(option)
            case Ref(name):
                yield from self._options(self._trees[name])
            case _:
                yield node

    def _first_words(self, node: Node) -> frozenset[str]:
        """The words with which ``node`` may begin; what may be any word, as the empty one."""
        match node:
            case Word(text):
                return frozenset(WORD.findall(text)[:1])
            case Alt() | Ref():
                return frozenset().union(*map(self._first_words, self._options(node)))
            case Seq(items) | Glue(items):
                until = next((at for at, item in enumerate(items) if not self.optional(item)), len(items) - 1)
                return frozenset().union(*map(self._first_words, items[: until + 1]))
            case Rep(item, _, _):
                return self._first_words(item)
        return frozenset({""})

    def _count_of(self, node: Node) -> int:
        if isinstance(node, Ref):
            return self._size(node.name)
        return min(1 + sum(map(self._count_of, children(node))), 10 * LARGEST)

    def _some_of_list(self, name: str, wanted: Callable[[Node], bool], but: str) -> bool:
        return self.some(self._trees[name], wanted, but)

    def _count(self, name: str) -> int:
        return self._count_of(self._trees[name])

    def _check_list(self, name: str, above: tuple[str, ...], checked: set[str]) -> None:
        if name in above:
            raise PackError(f"word list <{name}> needs itself: {' > '.join((*above, name))}")
        if len(above) >= DEEPEST:
            raise PackError(f"word list <{above[0]}>: more than {DEEPEST} lists that name one another in a chain")
        for part in walk(self._trees[name]) if name not in checked else ():
            if isinstance(part, Ref):
                if part.name not in self._trees:
                    raise PackError(f"word list <{name}>: {_unknown(part.name, self._trees)}")
                self._check_list(part.name, (*above, name), checked)
        checked.add(name)

    def _check_names(self, template: str, node: Node) -> None:
        for part in walk(node) if not self.has_lists_of(template) else ():
            if isinstance(part, Ref) and part.name not in self._trees:
                raise TemplateError(template, part.at, _unknown(part.name, self._trees))


def _is_cased(node: Node) -> bool:
    return isinstance(node, Shape) and node.name in CASED


def _read(where: str, text: str) -> Node:
    try:
        return parse(text)
    except TemplateError as error:
        raise PackError(f"{where}: {error}") from error


def _unknown(name: str, known: Mapping[str, Node]) -> str:
    return f"no word list is called <{name}>; {nearest(name, known)}"
