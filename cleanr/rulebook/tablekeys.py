"""By what a table of labels knows a line: keys barer than those of other labels, so that one stands for many lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from cleanr.rulebook.notation import TemplateError
from cleanr.rulebook.packtemplates import ANY, shared_word_lists
from cleanr.rulebook.pattern import NETWORKS
from cleanr.rulebook.spelling import COUNT, SCREEN_READER_ENDS, spellings, without_screens
from cleanr.rulebook.wordlists import WordLists
from cleanr.text.bare import bare
from cleanr.text.folding import SIGNS, UNSPACED, WORD, fold
from cleanr.text.late import late_re

NETWORK = "\N{LATIN LETTER RETROFLEX CLICK}"  # how any network is spelled: a letter that no text holds

_FIGURES = late_re(r"\d+(?: ?\d+)*(?: ?[km](?= |$))?")
_FIGURE = late_re(r"\d")
_COUNTERS = late_re(rf"^{COUNT} ?(?=\w)|(?<=[\w{SIGNS}]) ?{COUNT}[件枚人条個个건]?$")  # "12 shares", "コメント3件"
HANGUL = late_re("[\uac00-\ud7af]")
_JOINT = late_re(rf"(?<={UNSPACED.pattern}) | (?={UNSPACED.pattern})")


def table_keys(label: str, lists: WordLists) -> frozenset[str]:
    """Return the keys of all lines that ``label``, one of a table, stands for, as `table_key` makes them of a line."""
    written = fold(label).replace(f"<{NETWORKS}>", NETWORK)
    try:
        lines = spellings(lists.read(written), lists)
    except TemplateError as error:
        raise TemplateError(label, error.at, error.problem) from error
    return frozenset(key for one in lines if (key := table_key(WORD.findall(one.replace("&", " and ")))))


def table_key(words: Iterable[str]) -> str:
    """Return what a table of labels knows a line by: its words, ``words``, folded, without marks.

    Letters are bare, all networks are one, spaces that a script does without are left out, and so is a figure before
    or behind: a counter.
    """
    key = " ".join(words)
    key = bare(without_screens(key) if key.endswith(SCREEN_READER_ENDS) else key)
    if not key.isascii() and UNSPACED.search(key):
        key = _JOINT.sub("", key)
    if not key.isascii() or not network_words().isdisjoint(key.split()):  # the pattern is long
        key = _networks().sub(NETWORK, key)
    return _COUNTERS.sub("", _FIGURES.sub(COUNT, key)) if _FIGURE.search(key) else key


@cache
def network_words() -> frozenset[str]:
    """Return the words in the names of networks, bare."""
    return frozenset(word for name in _network_names() for word in name.split())


@cache
def _networks() -> re.Pattern[str]:
    """The names of all networks. Of two that begin alike the longer one is first: it has letters that are not ASCII."""
    by_edges: dict[tuple[str, str], list[str]] = {}
    for name in sorted(_network_names(), key=lambda name: (name.isascii(), -len(name), name)):
        by_edges.setdefault(_edges(name), []).append(re.escape(name))
    return re.compile("|".join(f"{before}(?:{'|'.join(names)}){after}" for (before, after), names in by_edges.items()))


@cache
def _network_names() -> frozenset[str]:
    lists = WordLists({NETWORKS: shared_word_lists(ANY)[NETWORKS]})
    return frozenset(" ".join(WORD.findall(bare(one))) for one in spellings(lists.tree(NETWORKS), lists))


def _edges(name: str) -> tuple[str, str]:
    """What may not stand before and behind ``name``: in scripts without spaces one stands inside other letters."""
    if UNSPACED.search(name):
        return "", ""
    if HANGUL.search(name):  # its particles are joined to it
        return r"(?<!\w)", ""
    return (r"(?<![a-z\d])", r"(?![a-z\d])") if name.isascii() else (r"(?<!\w)", r"(?!\w)")
