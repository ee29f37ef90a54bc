"""The notation of templates: what one is made of, and how it is read.

A template says in words what a rule looks for. It is held against a *unit*, a line or a sentence, that is folded (lower
case, plain quotes and dashes) and comes without the bullets and marks before it. The grammar is that of speech
grammars (JSGF, W3C 2000), with gaps and the ends of the unit besides:

    a b           words, one to five marks that end no sentence between them; a hyphen is such a mark
    (a|b) [a]     one of them; perhaps
    <name>        a word list, which is a template itself
    (a)* (a)+     any number of times, at least once; at most six
    ..  ..3       some other words: at most eight; at most three
    a~b  a(s|es)  joined, hyphened or spaced; parts of one word
    word*  *'s    any word that begins so; any word that ends so
    ^  $  /       the start and the end of the unit; a sentence ends here
    {number} …    a shape (see `shapes`)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from cleanr.errors import CleanrError, nearest
from cleanr.rulebook.shapes import SHAPES
from cleanr.text.folding import fold

GAP, LONGEST_GAP, REPEATS = 8, 40, 6  # words that ".." stands for, and at most; how often "*" repeats
LONGEST, DEEPEST = 20_000, 20  # code points of a template; brackets inside one another


class TemplateError(CleanrError, ValueError):
    """A template that says nothing, or what cannot be: what is wrong, and where.

    ``at`` is the place in ``template``, in code points.
    """

    def __init__(self, template: str, at: int, message: str) -> None:
        self.template, self.at, self.problem = template, at, message
        rest, before = template[at : at + 40].strip(), template[max(0, at - 40) : at].strip()
        super().__init__(f"{message} ({f'at {rest!r}' if rest else f'at the end, behind {before!r}'})")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, folded; ``stem``: any word that begins so; ``ending``: any word that ends so."""

    text: str
    stem: bool = False
    ending: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A number, a price, a name …, by its name in `shapes`."""

    name: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Some other words of the same sentence, at most ``most``."""

    most: int


@dataclass(frozen=True, slots=True)
class Mark:
    """``^`` the start of the unit, ``$`` its end, ``/`` the end of a sentence, ``~`` a joint inside a word."""

    sign: str


@dataclass(frozen=True, slots=True)
class Ref:
    """A word list, by its name."""

    name: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Seq:
    """One after the other, as words."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Glue:
    """One after the other, as parts of one word."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Alt:
    """One of them."""

    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Rep:
    """From ``least`` to ``most`` times."""

    item: Node
    least: int
    most: int


Node = Word | Shape | Gap | Mark | Ref | Seq | Glue | Alt | Rep

_WORD = re.compile(r"\*?[^\s()\[\]<>{}|~^*]+\*?")
_GAP = re.compile(r"\.\.(\d*)(?=[\s)\]|]|$)")
_CLOSES = {"(": ")", "[": "]", "<": ">", "{": "}"}
_NO_PART = "a gap, ^, $ and / stand alone, with spaces around them"


@lru_cache(maxsize=4_096)
def parse(template: str) -> Node:
    """Return the tree of ``template``; raise `TemplateError` with the place of what is wrong."""
    if len(template) > LONGEST:
        raise TemplateError(template, 0, f"has {len(template):,} characters; {LONGEST:,} is the most")
    return _Reader(template).whole()


def children(node: Node) -> tuple[Node, ...]:
    """Return the parts of ``node``; of a word list, which stands elsewhere, none."""
    match node:
        case Seq(items) | Glue(items) | Alt(items):
            return items
        case Rep(item, _, _):
            return (item,)
    return ()


def walk(node: Node) -> Iterator[Node]:
    """Yield ``node`` and all that it is made of, in order."""
    yield node
    for child in children(node):
        yield from walk(child)


def stops(node: Node) -> int:
    """Return how many ends of sentences ``node`` crosses at most."""
    return sum(isinstance(part, Mark) and part.sign == "/" for part in walk(node))


class _Reader:
    """Reads one template from left to right."""

    def __init__(self, template: str) -> None:
        self.text = template
        self.at = 0
        self.depth = 0

    def whole(self) -> Node:
        node = self.alternatives()
        if self.at < len(self.text):
            raise self.error(f"this {self.here!r} closes nothing")
        return node

    @property
    def here(self) -> str:
        return self.text[self.at : self.at + 1]

    def error(self, message: str, at: int | None = None) -> TemplateError:
        return TemplateError(self.text, self.at if at is None else at, message)

    def alternatives(self) -> Node:
        options = [self.sequence()]
        while self.here == "|":
            self.at += 1
            options.append(self.sequence())
        return options[0] if len(options) == 1 else Alt(tuple(options))

    def sequence(self) -> Node:
        items: list[Node] = []
        start = self.at
        while self.here and self.here not in "|)]":
            if self.here.isspace():
                self.at += 1
                continue
            at, item = self.at, self.unit()
            if isinstance(item, Gap) and items and isinstance(items[-1], Gap):
                raise self.error("two gaps side by side: write one, such as ..16", at)
            items.append(item)
        if not items:
            raise self.error("nothing stands here: an alternative needs a word", start)
        return items[0] if len(items) == 1 else Seq(tuple(items))

    def unit(self) -> Node:
        """What stands between two spaces."""
        start, parts = self.at, list[Node]()
        while self.here and not self.here.isspace() and self.here not in "|)]":
            parts.append(self.part())
        if len(parts) == 1 and parts[0] != Mark("~"):
            return parts[0]
        if any(isinstance(part, Gap) or (isinstance(part, Mark) and part.sign != "~") for part in parts):
            raise self.error(_NO_PART, start)
        return Glue(tuple(parts))

    def part(self) -> Node:
        sign = self.here
        if sign in "([":
            return self.bracket()
        if sign in "<{":
            return self.named()
        if sign in "^~" or (sign in "$/" and self.text[self.at + 1 : self.at + 2] in ("", " ", "\n", "|", ")", "]")):
            self.at += 1
            return Mark(sign)
        if gap := _GAP.match(self.text, self.at):
            return self.gap(gap)
        if word := _WORD.match(self.text, self.at):
            self.at = word.end()
            text = word[0]
            return Word(fold(text.strip("*")), text.endswith("*"), text.startswith("*"))
        raise self.error(f"{sign!r} says nothing here")

    def gap(self, gap: re.Match[str]) -> Gap:
        most = int(gap[1][:9] or GAP)
        if not 0 < most <= LONGEST_GAP:
            raise self.error(f"a gap is of 1 to {LONGEST_GAP} words; what stands further off belongs behind an &")
        self.at = gap.end()
        return Gap(most)

    def bracket(self) -> Node:
        start, opening = self.at, self.here
        self.at, self.depth = self.at + 1, self.depth + 1
        if self.depth > DEEPEST:
            raise self.error(f"more than {DEEPEST} brackets inside one another", start)
        node = self.alternatives()
        if self.here != _CLOSES[opening]:
            raise self.error(f"this {opening!r} is never closed", start)
        self.at, self.depth = self.at + 1, self.depth - 1
        return self.repeated(node, optional=opening == "[")

    def named(self) -> Node:
        start, opening = self.at, self.here
        end = self.text.find(_CLOSES[opening], start)
        if end < 0:
            raise self.error(f"this {opening!r} is never closed", start)
        name, self.at = self.text[start + 1 : end], end + 1
        if opening == "<":
            return self.repeated(Ref(name, start), optional=False)
        if name not in SHAPES:
            raise self.error(f"no shape is called {name!r}; {nearest(name, SHAPES)}", start)
        return Shape(name)

    def repeated(self, node: Node, *, optional: bool) -> Node:
        sign = self.here
        if sign in ("*", "+"):
            self.at += 1
            return Rep(node, 0 if sign == "*" or optional else 1, REPEATS)
        return Rep(node, 0, 1) if optional else node
