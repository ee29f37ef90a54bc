"""The anchors of a template: words, and pairs of neighbouring words, that must be there for it to match.

Each set that is derived here must have one of its members in a unit that the template matches. The rarest set is what
the scan of a text looks for; the others are asked before the pattern is, and throw out nine candidates of ten for the
price of a set operation. The idea is that of the filters of RE2 (FilteredRE2): what a pattern needs is read off its
tree. Pairs are needed because the words of furniture are common one by one ("sign", "up").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from itertools import pairwise
from math import fsum

from cleanr.rulebook.notation import Alt, Glue, Mark, Node, Ref, Rep, Seq, Shape, TemplateError, Word
from cleanr.rulebook.pattern import unspaced
from cleanr.rulebook.shapes import ASKED_SIGNS, MARKS, SIGNS, SIGNS_ALONE
from cleanr.rulebook.spelling import spellings
from cleanr.rulebook.wordlists import WordLists
from cleanr.text.folding import WORD

_MARKS = frozenset().union(*MARKS.values())
_ALL_OVER = 10_000.0  # times in 100,000 words: a mark of punctuation
MOST_PAIRS = 200  # pairs of words that one set may hold
# Of a needed set one member must be there: a word, a pair of words with a space between, a sign, or what may be glued
# to a figure ("*shares": a word that ends so, "page*": one that begins so).
Needed = frozenset[str]
Frequency = Callable[[str], float]


class Anchors:
    """Derives what the templates of ``lists`` need; what a word list needs is worked out once.

    ``frequency``: how often a word or pair stands in 100,000 words. ``cost``: how often a member of a set does.
    """

    def __init__(self, lists: WordLists, frequency: Frequency) -> None:
        self.lists = lists
        self.frequency = frequency
        self.cost = cache(self._cost)
        self._needed_of_list, self._edge_of_list = cache(self._needed_of), cache(self._edge_of)
        self._list_may_be_no_word = cache(self._may_be_none)

    def of(self, node: Node, *, joined: bool = False) -> list[Needed]:
        """Return the sets of which one member each must be there, the rarest first; none of them holds another.

        ``joined``: what is needed may stand inside other letters, in a script without spaces between words.
        """
        return self._distinct(self._substrings(node) if joined else self.needed(node))

    def _cost(self, needed: Needed) -> float:
        """How often a member of ``needed`` stands in 100,000 words."""
        return fsum(self._often(one.strip("*")) for one in needed)  # exact: the same in any order of a set

    def _often(self, one: str) -> float:
        return _ALL_OVER if one in _MARKS else self.frequency(one)

    def is_mark(self, needed: Needed) -> bool:
        """Return whether a mark of punctuation is in ``needed``: then it is nothing to look for."""
        return not _MARKS.isdisjoint(needed)

    def first_words(self, node: Node) -> Needed | None:
        """Return the words with which a unit begins that ``node`` matches at its start; None when any word may."""
        opens = isinstance(node, Seq) and node.items[0] == Mark("^")
        return (self.edge(node, 0) or None) if opens and not unspaced(node, self.lists) else None

    def openings(self, node: Node) -> list[Needed]:
        """Return needed sets of which a member stands at the very start of what ``node`` matches: words, pairs."""
        if not isinstance(node, Seq) or node.items[0] != Mark("^") or unspaced(node, self.lists):
            return []
        return [one for one in (self.edge(node, 0), self._heads(node.items[1:])) if one]

    def closings(self, node: Node) -> list[Needed]:
        """Return needed sets of which a member stands before a mark in what ``node`` matches: a colon, the end."""
        if not isinstance(node, Seq) or unspaced(node, self.lists):
            return []
        ends = (at for at, item in enumerate(node.items) if at and _is_mark(item))
        return [one for at in ends if (one := self._edge_of_row(node.items[:at][::-1], -1))]

    def _heads(self, items: tuple[Node, ...]) -> Needed | None:
        """The first two words of what ``items`` say; None when they may be any, or too many."""
        if not items:
            return None
        first, rest = items[0], items[1:]
        match first:
            case Word("and"):
                return _union((self._head_of_word(["and"], rest), self._heads(rest)))
            case Word(text, stem=False, ending=False):
                return self._head_of_word(WORD.findall(text), rest)
            case Glue():
                spelled = self._spelled(first)
                return _union(self._head_of_word(WORD.findall(one), rest) for one in spelled) if spelled else None
            case Ref(name):
                return self._heads((self.lists.tree(name), *rest))
            case Seq(inner):
                return self._heads((*inner, *rest))
            case Alt(options):
                return _union(self._heads((option, *rest)) for option in options)
            case Rep(item, least, most):
                again = (Rep(item, 0, 1),) if most > 1 else ()
                several = [self._heads((item, *again, *rest)), *(() if least else (self._heads(rest),))]
                return _union(several)
        return None

    def _head_of_word(self, words: list[str], rest: tuple[Node, ...]) -> Needed | None:
        if len(words) > 1:
            return frozenset({f"{words[0]} {words[1]}"})
        known = words and rest and not self._may_be_no_word(Seq(rest))
        seconds = self.edge(Seq(rest), 0) if known else None
        return frozenset(f"{words[0]} {one}" for one in seconds) if seconds else None

    def by_cost(self, sets: Iterable[Needed]) -> list[Needed]:
        """Return ``sets``, the rarest first."""
        return sorted(sets, key=lambda needed: (self.cost(needed), sorted(needed)))

    def needed(self, node: Node) -> list[Needed]:
        """Return the sets that `of` returns, unordered, for scripts with spaces between words."""
        match node:
            case Word(text) if text in ASKED_SIGNS:
                return [frozenset({text})]
            case Word(text):
                whole = not (node.stem or node.ending or text == "and")
                return [frozenset({one}) for one in _with_pairs(WORD.findall(text))] if whole else []
            case Glue(items):
                return self._glued(node, items)
            case Ref(name):
                return self._needed_of_list(name)
            case Alt(options):
                each = [self.needed(option) for option in options]
                return [frozenset().union(*(min(sets, key=self.cost) for sets in each))] if all(each) else []
            case Rep(item, least, _):
                return self.needed(item) if least else []
            case Shape(name):
                return [SIGNS[name]] if name in SIGNS else []
            case Seq(items):
                return [needed for item in items for needed in self.needed(item)] + self._pairs(items)
        return []

    def edge(self, node: Node, end: int) -> Needed | None:
        """Return the words with which ``node`` can begin (``end`` 0) or stop (-1); None when that may be any."""
        match node:
            case Word(text, stem=False, ending=False):
                words = WORD.findall(text)
                return frozenset({words[end]}) if words else None
            case Glue(items):
                spelled = self._spelled(node)
                return frozenset(WORD.findall(one)[end] for one in spelled) if spelled else None
            case Ref(name):
                return self._edge_of_list(name, end)
            case Alt(options):
                return _union(self.edge(option, end) for option in options)
            case Rep(item, _, _):
                return self.edge(item, end)
            case Mark("^" | "$"):
                return frozenset()
            case Seq(items):
                return self._edge_of_row(items if end == 0 else items[::-1], end)
        return None

    def _needed_of(self, name: str) -> list[Needed]:
        return self.needed(self.lists.tree(name))

    def _edge_of(self, name: str, end: int) -> Needed | None:
        return self.edge(self.lists.tree(name), end)

    def _may_be_none(self, name: str) -> bool:
        return self._may_be_no_word(self.lists.tree(name))

    def _edge_of_row(self, items: tuple[Node, ...], end: int) -> Needed | None:
        found: Needed = frozenset()
        for item in items:
            words = self.edge(item, end)
            if words is None:
                return None
            found |= words
            if not self._may_be_no_word(item):
                break
        return found

    def _may_be_no_word(self, node: Node) -> bool:
        """Whether ``node`` may be nothing, or a mark alone: "and" may be "&"."""
        match node:
            case Word(text):
                return text == "and"
            case Seq(items):
                return all(map(self._may_be_no_word, items))
            case Alt(options):
                return any(map(self._may_be_no_word, options))
            case Ref(name):
                return self._list_may_be_no_word(name)
            case Rep(item, least, _):
                return not least or self._may_be_no_word(item)
        return self.lists.optional(node)

    def _pairs(self, items: tuple[Node, ...]) -> list[Needed]:
        """The pairs of words where two items meet that must both be there."""
        found = []
        for left, right in pairwise(items):
            if self._may_be_no_word(left) or self._may_be_no_word(right):
                continue
            first, second = self.edge(left, -1), self.edge(right, 0)
            if first and second and len(first) * len(second) <= MOST_PAIRS:
                found.append(frozenset(f"{one} {other}" for one in first for other in second))
        return found

    def _glued(self, node: Glue, items: tuple[Node, ...]) -> list[Needed]:
        """A word in parts is needed in one of its spellings; one with a shape in it, in what stands beside that."""
        if spelled := self._spelled(node):
            return [frozenset(min(_with_pairs(WORD.findall(one)), key=self.frequency) for one in spelled)]
        shapes = [at for at, item in enumerate(items) if isinstance(item, Shape)]
        if not shapes:
            return []
        found = [needed for at in shapes for needed in self.needed(items[at])]
        before, after = self._spelled(Glue(items[: shapes[0]])), self._spelled(Glue(items[shapes[-1] + 1 :]))
        found += [frozenset(_at_edge(WORD.findall(one), 0, "{}*") for one in before)] if before else []
        found += [frozenset(_at_edge(WORD.findall(one), -1, "*{}") for one in after)] if after else []
        return found

    def _spelled(self, node: Glue) -> tuple[str, ...]:
        """All that a word in parts can be; nothing when one of its parts may be any, or it can be no word at all."""
        if self.lists.some(node, _may_be_any):
            return ()
        try:
            spelled = spellings(node, self.lists)
        except TemplateError:
            return ()
        return spelled if all(WORD.search(one) for one in spelled) else ()

    def _substrings(self, node: Node) -> list[Needed]:
        """In scripts without spaces what is needed is looked for inside other letters."""
        match node:
            case Word(text):
                return [frozenset({text})]
            case Ref(name):
                return self._substrings(self.lists.tree(name))
            case Alt(options):
                each = [self._substrings(option) for option in options]
                return [frozenset().union(*(min(sets, key=_shortness) for sets in each))] if all(each) else []
            case Rep(item, least, _):
                return self._substrings(item) if least else []
            case Seq(items) | Glue(items):
                return [needed for item in items for needed in self._substrings(item)]
        return []

    def _distinct(self, sets: list[Needed]) -> list[Needed]:
        """``sets`` by their cost, without those that ask for no more than a cheaper one does."""
        kept: list[Needed] = []
        for needed in self.by_cost(sets):
            if not any(other <= needed for other in kept):
                kept.append(needed)
        return kept


def _is_mark(node: Node) -> bool:
    return node in (Mark("$"), Mark("/")) or (isinstance(node, Shape) and node.name in SIGNS_ALONE)


def _may_be_any(node: Node) -> bool:
    return isinstance(node, Shape) or (isinstance(node, Word) and (node.stem or node.ending or node.text == "and"))


def _at_edge(words: list[str], end: int, glued: str) -> str:
    """The word furthest from a shape; ``glued`` to it, when there is no other."""
    return words[end] if len(words) > 1 else glued.format(words[0])


def _with_pairs(words: list[str]) -> list[str]:
    return [*words, *(f"{one} {other}" for one, other in pairwise(words))]


def _union(sets: Iterable[Needed | None]) -> Needed | None:
    """All of ``sets``; None when one is None, or there are too many."""
    found: Needed = frozenset()
    for words in sets:
        if words is None or len(found) > MOST_PAIRS:
            return None
        found |= words
    return found


def _shortness(needed: Needed) -> int:
    return -min(map(len, needed))
