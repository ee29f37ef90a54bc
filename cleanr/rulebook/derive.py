"""From a rule as it is written to its wording: patterns, anchors and labels are derived here, once, and then kept.

What is derived is made of nothing but strings, numbers and lists, so that it can be kept as JSON, and reading it runs
no code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cleanr.errors import PackError
from cleanr.rulebook.anchors import MOST_PAIRS, Anchors
from cleanr.rulebook.book import Book
from cleanr.rulebook.frequency import frequency
from cleanr.rulebook.notation import Gap, Node, Seq, Shape, TemplateError, stops
from cleanr.rulebook.pattern import compiled_tree, unspaced
from cleanr.rulebook.row import Row
from cleanr.rulebook.shapes import SIGNS_ALONE
from cleanr.rulebook.spelling import MOST_SPELLINGS, label_keys
from cleanr.rulebook.template import Template
from cleanr.rulebook.unit import Expression
from cleanr.rulebook.wording import Wording

OPENING = 0.15  # of the places where a word stands, those where a sentence may begin
CLOSING = 0.15  # and those with a mark behind it
AND = " & "  # between a template and what must match besides
MOST_LABELS = 20_000  # lines that the labels of one rule may stand for
_PLAIN = ("scope", "min_words", "max_words", "prose")

Books = Mapping[str, Book]  # language → its word lists
Derived = dict[str, Any]


def derived(entry: Mapping[str, Any], books: Books) -> Derived:
    """Return what follows from the rule table ``entry``; raise `PackError`, which names the key and the place.

    ``books``: the word lists to read it with; of several, a template is read with each that has the lists it names.
    """
    result: Derived = {key: entry[key] for key in _PLAIN if key in entry}
    others = entry.get("with", ())
    result["says"] = [one for said in entry.get("says", ()) for one in _templates(said, others, books)]
    result["labels"] = sorted(_labels(entry.get("labels", ()), books))
    if "only" in entry:
        result["row"] = [sorted(_spelled("only", entry["only"], books)), entry.get("at_least", 2)]
    result["required"] = [one for said in entry.get("with", ()) for one in _required("with", said, books)]
    result["vetoes"] = [one for said in entry.get("unless", ()) for one in _required("unless", said, books)]
    return result


def wording(kept: Derived, written: Mapping[str, Any], lists: Mapping[str, str] | None = None) -> Wording:
    """Return the wording that `derived` worked out; ``written``: the rule's own table, ``lists``: those of its file."""
    row = kept.get("row")
    return Wording(
        says=tuple(_template(one) for one in kept["says"]),
        labels=tuple(kept["labels"]),
        row=Row(tuple(row[0]), row[1]) if row else None,
        required=tuple(Expression(*one) for one in kept["required"]),
        vetoes=tuple(Expression(*one) for one in kept["vetoes"]),
        written=dict(written),
        lists=lists or {},
        **{key: kept[key] for key in _PLAIN if key in kept},
    )


def _template(kept: Derived) -> Template:
    return Template(
        said=kept["said"],
        expression=Expression(*kept["expression"]),
        needed=tuple(map(tuple, kept["needed"])),
        firsts=None if kept["firsts"] is None else tuple(kept["firsts"]),
        opens=kept["opens"],
        closes=kept["closes"],
        stops=kept["stops"],
        joined=kept["joined"],
        also=tuple(Expression(*one) for one in kept["also"]),
        signed=kept["signed"],
        language=kept["language"],
    )


def _templates(said: str, others: Sequence[str], books: Books) -> list[Derived]:
    said = " ".join(said.split())
    return [_derive(said, others, language, book) for language, book in _having("says", said, books)]


def _derive(said: str, others: Sequence[str], language: str, book: Book) -> Derived:
    """``others``: what must match besides for all templates of the rule, where the book has the lists for it."""
    node, *also = (_read("says", one, book) for one in said.split(AND))
    besides = [_read("with", " ".join(one.split()), book) for one in others if book.has_lists_of(one)]
    anchors, joined = Anchors(book, frequency), unspaced(node, book)
    openings = anchors.openings(node) if not stops(node) else []
    closings = anchors.closings(node)
    needed = [one for tree in (node, *also, *besides) for one in anchors.of(tree, joined=joined)]
    needed = anchors.by_cost({*needed, *(one for one in openings + closings if len(one) <= MOST_PAIRS)})
    if not needed:
        raise PackError(f"'says': {said!r}: no word in it must be there, so nothing can be looked for")
    firsts = anchors.firsts(node) if not stops(node) else None
    edges = dict.fromkeys(openings, OPENING) | dict.fromkeys(closings, CLOSING)
    anchor = min(needed, key=lambda one: anchors.cost(one) * edges.get(one, 1))
    return {
        "said": said,
        "expression": _expression(node, book),
        "needed": [sorted(one) for one in (anchor, *(one for one in needed if one is not anchor))],
        "firsts": None if firsts is None else sorted(firsts),
        "opens": anchor in openings,
        "closes": anchor in closings,
        "stops": stops(node),
        "joined": joined,
        "also": [_expression(one, book) for one in also],
        "signed": isinstance(node, Seq) and isinstance(node.items[0], Shape) and node.items[0].name in SIGNS_ALONE,
        "language": language,
    }


def _read(key: str, said: str, book: Book) -> Node:
    try:
        node = book.read(said)
        items = node.items if isinstance(node, Seq) else (node,)
        if isinstance(items[0], Gap) or isinstance(items[-1], Gap):
            at = 0 if isinstance(items[0], Gap) else len(said) - 1
            raise TemplateError(said, at, "a gap at the edge asks for nothing")
    except TemplateError as error:
        raise PackError(f"{key!r}: {error}") from error
    return node


def _expression(node: Node, book: Book) -> list[Any]:
    return [compiled_tree(node, book), book.cased(node)]


def _required(key: str, said: str, books: Books) -> list[list[Any]]:
    said = " ".join(said.split())
    found = [_expression(_read(key, said, book), book) for _, book in _having(key, said, books)]
    if len(found) == 1:
        return found
    return [["(?:" + ")|(?:".join(pattern for pattern, _ in found) + ")", any(cased for _, cased in found)]]


def _labels(labels: Sequence[str], books: Books) -> set[str]:
    keys: set[str] = set()
    for label in labels:
        keys |= _spelled("labels", label, books)
        if len(keys) > MOST_LABELS:
            raise PackError(f"'labels': stand for more than {MOST_LABELS:,} lines; one for {MOST_SPELLINGS:,} at most")
    return keys


def _spelled(key: str, label: str, books: Books) -> set[str]:
    label = " ".join(label.split())
    try:
        return {one for _, book in _having(key, label, books) for one in label_keys(label, book)}
    except TemplateError as error:
        raise PackError(f"{key!r}: {error}") from error


def _having(key: str, said: str, books: Books) -> list[tuple[str, Book]]:
    """The books with which ``said`` can be read: the first alone when it has all the lists, else all that have."""
    several = list(books.items())
    having = [(language, book) for language, book in several if book.has_lists_of(said)]
    if not having:
        _read(key, said.split(AND)[0], several[0][1])  # says which list is missing
        return several[:1]
    return having[:1] if having[0][0] == several[0][0] else having
