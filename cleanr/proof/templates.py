"""Whether a rule said in templates is proven: every template hit by an example, no label a bare word by accident."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cleanr.detect.anchors import Entry
from cleanr.detect.units import Units
from cleanr.proof.examples import marked
from cleanr.rulebook.derive import CLOSING, OPENING
from cleanr.rulebook.frequency import COMMONPLACE, frequency
from cleanr.rulebook.notation import Alt, Glue, Node, Ref, Word
from cleanr.rulebook.packtemplates import word_lists_by_language
from cleanr.rulebook.rule import Rule
from cleanr.rulebook.spelling import label_keys, line_key, spellings
from cleanr.rulebook.template import Template
from cleanr.rulebook.templatematcher import TemplateMatcher
from cleanr.rulebook.wordlists import WordLists
from cleanr.text.document import Document, Line
from cleanr.text.folding import WORD


class Anchor(NamedTuple):
    """What a text must hold for a template to be tried. ``cost``: how often that is so in 100,000 words of articles.

    ``template`` is the template as it is written, ``words`` are its words and pairs of words, the most common first,
    of which one must stand in the text; where a line or sentence begins, if it ``opens``,
    and before a mark, if it ``closes``.
    """

    template: str
    words: tuple[str, ...]
    opens: bool
    closes: bool
    cost: float

    @property
    def commonplace(self) -> bool:
        """Whether it stands so often that the template costs on texts in which it can find nothing."""
        return self.cost > COMMONPLACE


def anchors(matcher: TemplateMatcher) -> list[Anchor]:
    """Return what each template of ``matcher`` waits for, the dearest first."""
    found = dict.fromkeys((one.text, one.anchor, one.opens, one.closes) for one in matcher.templates)
    return sorted((_anchor(*one) for one in found), key=lambda one: -one.cost)


def template_flaws(rule: Rule, matcher: TemplateMatcher) -> Iterator[str]:
    """Yield, for a reader, each template that no example hits and each label that shrinks to a bare word."""
    texts = [marked(example)[0] for example in rule.examples]
    yield from (f"says: {_short(text)} is hit by no example" for text in unhit(rule, matcher, texts))
    lists = word_lists_by_language(rule.language, matcher.lists).values()
    labels = matcher.written.get("labels", ())
    for label, word in () if matcher.table else bare_words(labels, lists):
        yield (
            f"labels: {_short(label)} shrinks to the one word {word!r}; "
            f"let it be two at least, or list {word!r} in full beside it"
        )


def unhit(rule: Rule, matcher: TemplateMatcher, texts: Iterable[str]) -> list[str]:
    """Return the templates of ``rule`` by which it finds nothing in ``texts``."""
    documents = [Document(text) for text in texts]
    hit = {one.text for one in matcher.templates if any(_hits(rule, matcher, one, document) for document in documents)}
    return list(dict.fromkeys(one.text for one in matcher.templates if one.text not in hit))


def bare_words(labels: Sequence[str], books: Iterable[WordLists]) -> list[tuple[str, str]]:
    """Return each single word that a label of ``labels`` comes down to because all else in it is optional.

    A word that a label lists in full, alone or as one of its alternatives, is meant, and is not returned.
    """
    found = {}
    for lists in books:
        having = [label for label in labels if lists.has_lists_of(label)]
        meant = {word for label in having for word in _listed(lists.read(label), lists)}
        for label in having:
            keys = sorted(label_keys(" ".join(label.split()), lists))
            found.update(dict.fromkeys((label, key) for key in keys if " " not in key and key not in meant))
    return list(found)


def _anchor(text: str, words: tuple[str, ...], opens: bool, closes: bool) -> Anchor:
    often = {word: frequency(word.strip("*")) for word in words}
    cost = sum(often.values()) * (OPENING if opens else CLOSING if closes else 1)
    return Anchor(text, tuple(sorted(words, key=lambda word: (-often[word], word))), opens, closes, cost)


def _hits(rule: Rule, matcher: TemplateMatcher, template: Template, document: Document) -> bool:
    entry = Entry(0, rule, matcher, template)
    return any(_hits_line(entry, document.line(number)) for number in range(len(document.raw)))


def _hits_line(entry: Entry, line: Line) -> bool:
    """Whether a template matches anywhere on a line: tried from every word of it."""
    several, unmarked = Units(line), line.document.unmarked
    places = (word.start() for word in WORD.finditer(unmarked, line.start, line.end))
    units = {unit.start: unit for place in places for unit in several.of(entry, place)}
    matcher = entry.matcher
    return any(matcher.fits(unit) and matcher.find(line, entry.template, unit) for unit in units.values())


def _listed(node: Node, lists: WordLists) -> set[str]:
    """The single words that stand in ``node`` as alternatives of their own."""
    match node:
        case Ref(name):
            return _listed(lists.tree(name), lists)
        case Alt(options):
            return {word for option in options for word in _listed(option, lists)}
        case Word() | Glue():
            keys = {line_key(WORD.findall(text), counted=False) for text in spellings(node, lists)}
            return {key for key in keys if " " not in key}
    return set()


def _short(text: str) -> str:
    text = " ".join(text.split())
    return repr(text if len(text) <= 80 else text[:79] + "…")
