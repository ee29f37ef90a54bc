"""What a label says: every whole line that it stands for, spelled out into one table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import product
from math import prod

from cleanr.rulebook.notation import Alt, Glue, Mark, Node, Ref, Rep, Seq, Shape, TemplateError, Word
from cleanr.rulebook.wordlists import WordLists
from cleanr.text.folding import WORD

MOST_SPELLINGS = 4_000  # lines that one label may stand for
COUNT = "0"  # how any number is spelled

_NO_LABEL = "a label is a whole line: no gaps, stems or repetitions in it, and of the shapes {number} alone"
_NUMBER = re.compile(r"\b\d+(?: \d+)*(?: ?[km])?(?= |$)")
_OPENS = re.compile(  # what a screen reader is told of a link
    r"(?<=\w) (?:opens(?: in)?(?: a)? new (?:tab|window)|öffnet in(?: einem)? neue[mn] (?:tab|fenster))$"
)
# The words of that, and those it ends with: what stands on a line beside a label.
SCREEN_READER_WORDS = ("opens", "in", "a", "new", "tab", "window", "öffnet", "einem", "neuem", "neuen", "fenster")
SCREEN_READER_ENDS = ("tab", "window", "fenster")


def spellings(node: Node, lists: WordLists) -> tuple[str, ...]:
    """Return everything that ``node`` can say, folded, its words apart.

    Raises `TemplateError` where that has no end, or is more than `MOST_SPELLINGS` lines.
    """
    return _Speller(lists).spell(node)


def label_keys(label: str, lists: WordLists) -> frozenset[str]:
    """Return the keys of all lines that ``label`` stands for, as `line_key` makes them of a line."""
    try:
        spelled = spellings(lists.read(label), lists)
    except TemplateError as error:
        raise TemplateError(label, error.at, error.problem) from error
    lines = (WORD.findall(one.replace("&", " and ")) for one in spelled)
    return frozenset(key for words in lines if (key := line_key(words, counted=False)))


def line_key(words: Iterable[str], *, counted: bool = True) -> str:
    """Return what the table of labels knows a line by: its words, ``words``, folded, without marks.

    What a screen reader is told of its link does not count. ``counted``: whether figures are written as `COUNT`.
    """
    key = without_screens(" ".join(words))
    return _NUMBER.sub(COUNT, key) if counted and not key.isalpha() else key


def without_screens(key: str) -> str:
    """Return ``key`` without what a reader of screens is told of a link: that it opens in a new window."""
    return _OPENS.sub("", key)


class _Speller:
    def __init__(self, lists: WordLists) -> None:
        self.lists = lists

    def spell(self, node: Node) -> tuple[str, ...]:
        match node:
            case Word(text, stem=False, ending=False):
                return (text,)
            case Mark("~"):
                return ("", " ")
            case Shape("number"):
                return (COUNT,)
            case Ref(name):
                return self.spell(self.lists.tree(name))
            case Alt(options):
                return tuple(dict.fromkeys(spelling for option in options for spelling in self.spell(option)))
            case Rep(item, 0, 1):
                return ("", *self.spell(item))
            case Seq(items):
                return self.joined(items, " ")
            case Glue(items):
                return self.joined(items, "")
        raise TemplateError("", 0, _NO_LABEL)

    def joined(self, items: tuple[Node, ...], by: str) -> tuple[str, ...]:
        parts = [self.spell(item) for item in items]
        if prod(map(len, parts)) > MOST_SPELLINGS:
            raise TemplateError("", 0, f"stands for more than {MOST_SPELLINGS:,} lines: make it a template, ^ … $")
        return tuple(by.join(part for part in one if part or not by) for one in product(*parts))
