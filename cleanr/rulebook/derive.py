"""From a rule as it is written to its matcher: patterns, anchors and labels are derived here, once, and then kept.

What is derived is made of nothing but strings, numbers and lists, so that it can be kept as JSON, and reading it runs
no code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from cleanr.errors import PackError
from cleanr.rulebook.anchors import MOST_PAIRS, Anchors
from cleanr.rulebook.buttonrow import ButtonRow
from cleanr.rulebook.frequency import frequency
from cleanr.rulebook.joining import as_one, parts
from cleanr.rulebook.notation import Gap, Node, Seq, Shape, TemplateError, stops
from cleanr.rulebook.pattern import compiled_tree, unspaced
from cleanr.rulebook.shapes import SIGNS_ALONE
from cleanr.rulebook.shorthand import shortened
from cleanr.rulebook.spelling import MOST_SPELLINGS, label_keys
from cleanr.rulebook.template import Template
from cleanr.rulebook.templatematcher import TemplateMatcher
from cleanr.rulebook.unit import Expression
from cleanr.rulebook.wordlists import WordLists

OPENING = 0.15  # of the places where a word stands, those where a sentence may begin
CLOSING = 0.15  # and those with a mark behind it
AND = " & "  # between a template and what must match besides
MOST_LABELS = 20_000  # lines that the labels of one rule may stand for
_PLAIN = ("scope", "min_words", "max_words", "prose")

ListsByLanguage = Mapping[str, WordLists]  # language → its word lists
Derived = dict[str, Any]


def derive(entry: Mapping[str, Any], lists_by_language: ListsByLanguage) -> Derived:
    """Return what follows from the rule table ``entry``; raise `PackError`, which names the key and the place.

    ``lists_by_language``: the word lists to read it with; of several, a template is read with each that has the lists
    it names.
    """
    result: Derived = {key: entry[key] for key in _PLAIN if key in entry}
    others = entry.get("with", ())
    result["says"] = [one for text in entry.get("says", ()) for one in _templates(text, others, lists_by_language)]
    result["labels"] = as_one(sorted(_labels(entry.get("labels", ()), lists_by_language)))
    if "only" in entry:
        result["row"] = [sorted(_label_lines("only", entry["only"], lists_by_language)), entry.get("at_least", 2)]
    result["required"] = [one for text in entry.get("with", ()) for one in _required("with", text, lists_by_language)]
    result["vetoes"] = [one for text in entry.get("unless", ()) for one in _required("unless", text, lists_by_language)]
    return result


def template_matcher(
    derived: Derived, written: Mapping[str, Any], lists: Mapping[str, str] | None = None
) -> TemplateMatcher:
    """Return the matcher that `derive` worked out; ``written``: the rule's own table, ``lists``: those of its file."""
    row = derived.get("row")
    return TemplateMatcher(
        templates=tuple(_template(one) for one in derived["says"]),
        labels=parts(derived["labels"]),
        row=ButtonRow(tuple(row[0]), row[1]) if row else None,
        required=tuple(Expression(*one) for one in derived["required"]),
        vetoes=tuple(Expression(*one) for one in derived["vetoes"]),
        written=dict(written),
        lists=lists or {},
        **{key: derived[key] for key in _PLAIN if key in derived},
    )


def _template(derived: Derived) -> Template:
    return Template(
        text=derived["said"],
        expression=Expression(*derived["expression"]),
        needed_sets=tuple(derived["needed"]),
        firsts=derived["firsts"],
        opens=derived["opens"],
        closes=derived["closes"],
        stops=derived["stops"],
        joined=derived["joined"],
        also=tuple(Expression(*one) for one in derived["also"]),
        signed=derived["signed"],
        language=derived["language"],
    )


def _templates(text: str, others: Sequence[str], lists_by_language: ListsByLanguage) -> list[Derived]:
    text = " ".join(text.split())
    readable = _lists_for("says", text, lists_by_language)
    return [_derive_template(text, others, language, lists) for language, lists in readable]


def _derive_template(text: str, others: Sequence[str], language: str, lists: WordLists) -> Derived:
    """``others``: what must match besides for all templates of the rule, where the book has the lists for it."""
    node, *also = (_read("says", one, lists) for one in text.split(AND))
    besides = [_read("with", " ".join(one.split()), lists) for one in others if lists.has_lists_of(one)]
    anchors, crossed = _anchors(lists), stops(node)
    joined = any(unspaced(tree, lists) for tree in (node, *also, *besides))
    openings = anchors.openings(node) if not crossed and not joined else []
    closings = anchors.closings(node) if not joined else []
    needed = [one for tree in (node, *also, *besides) for one in anchors.of(tree, joined=joined)]
    needed = anchors.by_cost({*needed, *(one for one in openings + closings if len(one) <= MOST_PAIRS)})
    if all(map(anchors.is_mark, needed)):
        raise PackError(f"'says': {text!r}: no word in it must be there, so nothing can be looked for")
    first_words = anchors.first_words(node) if not crossed and not joined else None
    edges = dict.fromkeys(openings, OPENING) | dict.fromkeys(closings, CLOSING)
    anchor = min(needed, key=lambda one: anchors.cost(one) * edges.get(one, 1))
    return {
        "said": text,
        "expression": _expression(node, lists, joined=joined),
        "needed": [as_one(sorted(one)) for one in (anchor, *(one for one in needed if one is not anchor))],
        "firsts": None if first_words is None else as_one(sorted(first_words)),
        "opens": anchor in openings,
        "closes": anchor in closings,
        "stops": crossed,
        "joined": joined,
        "also": [_expression(one, lists, joined=joined) for one in also],
        "signed": isinstance(node, Seq) and isinstance(node.items[0], Shape) and node.items[0].name in SIGNS_ALONE,
        "language": language,
    }


@lru_cache(maxsize=32)
def _anchors(lists: WordLists) -> Anchors:
    return Anchors(lists, frequency)


def _read(key: str, text: str, lists: WordLists) -> Node:
    try:
        node = lists.read(text)
        items = node.items if isinstance(node, Seq) else (node,)
        if isinstance(items[0], Gap) or isinstance(items[-1], Gap):
            at = 0 if isinstance(items[0], Gap) else len(text) - 1
            raise TemplateError(text, at, "a gap at the edge asks for nothing")
    except TemplateError as error:
        raise PackError(f"{key!r}: {error}") from error
    return node


def _expression(node: Node, lists: WordLists, *, joined: bool = False) -> list[Any]:
    return [shortened(compiled_tree(node, lists, joined=joined)), lists.cased(node)]


def _required(key: str, text: str, lists_by_language: ListsByLanguage) -> list[list[Any]]:
    text = " ".join(text.split())
    found = [_expression(_read(key, text, lists), lists) for _, lists in _lists_for(key, text, lists_by_language)]
    if len(found) == 1:
        return found
    return [["(?:" + ")|(?:".join(pattern for pattern, _ in found) + ")", any(cased for _, cased in found)]]


def _labels(labels: Sequence[str], lists_by_language: ListsByLanguage) -> set[str]:
    keys: set[str] = set()
    for label in labels:
        keys |= _label_lines("labels", label, lists_by_language)
        if len(keys) > MOST_LABELS:
            raise PackError(f"'labels': stand for more than {MOST_LABELS:,} lines; one for {MOST_SPELLINGS:,} at most")
    return keys


def _label_lines(key: str, label: str, lists_by_language: ListsByLanguage) -> set[str]:
    label = " ".join(label.split())
    try:
        return {one for _, lists in _lists_for(key, label, lists_by_language) for one in label_keys(label, lists)}
    except TemplateError as error:
        raise PackError(f"{key!r}: {error}") from error


def _lists_for(key: str, text: str, lists_by_language: ListsByLanguage) -> list[tuple[str, WordLists]]:
    """The books with which ``text`` can be read: the first alone when it has all the lists, else all that have."""
    several = list(lists_by_language.items())
    usable = [(language, lists) for language, lists in several if lists.has_lists_of(text)]
    if not usable:
        _read(key, text.split(AND)[0], several[0][1])  # says which list is missing
        return several[:1]
    return usable[:1] if usable[0][0] == several[0][0] else usable
