"""What a missed line could be looked for by: as a label, or by its opening, in word lists where there are some."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from cleanr.proof.lists import options
from cleanr.proof.templates import anchors
from cleanr.rulebook.derive import derive, template_matcher
from cleanr.rulebook.frequency import COMMONPLACE, frequency
from cleanr.rulebook.notation import GAP, TemplateError, parse
from cleanr.rulebook.packtemplates import ANY, shared_word_lists, word_lists_by_language
from cleanr.rulebook.spelling import spellings
from cleanr.rulebook.templatematcher import TemplateMatcher
from cleanr.rulebook.wordlists import WordLists
from cleanr.text.document import Document, Line
from cleanr.text.folding import WORD

_FEWEST = 3  # words of an opening
_SHORT = 4  # words of a line that is a button or a heading
_ENDED = (".", "…", "。")
_PRICE = re.compile(r"[$£€₹¥] ?\d+(?:[.,]\d+)*|\d+(?:[.,]\d+)* ?[$£€₹¥]")
_TOKEN = re.compile(rf"{_PRICE.pattern}|\w+(?:['.,]\w+)*")
_NUMBER = re.compile(r"\d[\d.,]*")
_STOP = "/"


class Draft(NamedTuple):
    """A way to look for a line: ``key`` is ``says`` or ``labels``, ``template`` what stands there.

    ``words`` are those of the line that it speaks of; ``scope`` is what is judged, ``most`` the most words of that.
    """

    key: str
    template: str
    words: str
    scope: str
    most: int

    def table(self) -> dict[str, Any]:
        """Return the keys of a rule that looks so."""
        if self.key == "labels":
            return {"labels": [self.template]}
        scope = {"scope": self.scope} if self.scope != "sentence" else {}
        return {**scope, "says": [self.template], "max_words": self.most}

    def matcher(self, language: str) -> TemplateMatcher:
        """Return it compiled; raise `PackError` when no text could be found by it."""
        return template_matcher(derive(self.table(), word_lists_by_language(language, {})), self.table())

    @property
    def whole(self) -> bool:
        """Whether it is about all that the line says."""
        return self.key == "labels" or self.template.endswith(" $")


def drafts(text: str, language: str, usable: Iterable[str]) -> Iterator[Draft]:
    """Yield ways to look for ``text``, the widest first; the last of them asks for every word.

    ``usable``: the word lists of ``language`` that may stand for words of the text.
    """
    line = Document(text.strip()).line(0)
    alone = len(line.sentences) == 1
    ended = text.strip().endswith((*_ENDED, "?", "!"))
    scope = "sentence" if alone and ended else "line"
    words = [word for span in line.sentences for word in (*_tokens(line, span.start, span.end), _STOP)][:-1]
    most = max(12, len(text.split()) + 5)
    ways = [listed for listed in (_listed(words, language, frozenset(usable)), words) if listed]
    if alone and len(words) <= _SHORT and not text.strip().endswith(_ENDED):
        yield from (Draft("labels", _written(way), _plain(words), "line", most) for way in ways)
        return
    for end in range(_FEWEST, len(words)):
        for way in ways:
            if opening := _opening(way, end):
                template, words_shown = f"^ {_written(opening)}", _plain(words[:end])
                if far := _further(way[len(opening) :], words[end:]):
                    yield Draft("says", f"{template} .. {far[0]}", f"{words_shown} … {far[1]}", scope, most)
                yield Draft("says", template, words_shown, scope, most)
    yield Draft("says", f"^ {_written(words)} $", _plain(words), scope, most)
    yield Draft("labels", _written([word for word in words if word != _STOP]), _plain(words), "line", most)


def costly(matcher: TemplateMatcher) -> bool:
    """Return whether ``matcher`` waits for words that stand in most articles."""
    return any(one.commonplace for one in anchors(matcher))


def _tokens(line: Line, start: int, end: int) -> list[str]:
    start = max(start, line.core[0])
    return _TOKEN.findall(line.document.folded[start:end])


def _opening(way: list[str], end: int) -> list[str]:
    """The first of ``way`` that stand for ``end`` words; nothing where a figure is among them, which will change."""
    chosen, at = [], 0
    for item in way:
        if at >= end:
            break
        name, _, length = item.partition(" ")
        chosen.append(item)
        at += int(length) if name.startswith("<") else 1
    bad = at != end or any(any(map(str.isdigit, item)) and not item.startswith("<") for item in chosen)
    return [] if bad or chosen[-1] == _STOP or sum(map(len, chosen)) < 8 else chosen


def _further(way: list[str], words: list[str]) -> tuple[str, str] | None:
    """The last list that stands for words of the rest of the sentence, a gap away; and these words."""
    found, at = None, 0
    for item in way:
        name, _, length = item.partition(" ")
        if item == _STOP or at > GAP:
            break
        size = int(length) if name.startswith("<") else 1
        if name.startswith("<") and at:
            found = name, " ".join(words[at : at + size])
        at += size
    return found


def _listed(words: list[str], language: str, usable: frozenset[str]) -> list[str]:
    """``words`` with a list and the number of words that it stands for, ``<name> 2``, where one has them.

    Nothing when there is no list for any of them, or no word would be left.
    """
    table, found, at = _table(language), list[str](), 0
    while at < len(words):
        length = min(4, len(words) - at)
        while length and not (name := _narrowest(table, tuple(words[at : at + length]), usable)):
            length -= 1
        found.append(f"<{name}> {length}" if length else words[at])
        at += length or 1
    lists = sum(item.startswith("<") for item in found)
    return found if 0 < lists < len(found) else []


def _narrowest(table: dict[tuple[str, ...], list[str]], words: tuple[str, ...], usable: frozenset[str]) -> str:
    """The shortest list that has ``words``, when they are not such as stand everywhere."""
    if frequency(" ".join(words[:2])) > COMMONPLACE:
        return ""
    return next((name for name in table.get(words, ()) if name in usable), "")


@cache
def _table(language: str) -> dict[tuple[str, ...], list[str]]:
    """For all words and phrases of the shared lists, those that have them: the language's own first, shortest first."""
    shared, of_any = shared_word_lists(language), shared_word_lists(ANY)
    lists = WordLists(shared)
    phrases = {
        name: {one for option in options(text) for one in _spelled(option, lists)} for name, text in shared.items()
    }
    table: dict[tuple[str, ...], list[str]] = {}
    for name in sorted(phrases, key=lambda name: (name in of_any, len(phrases[name]), name)):
        for phrase in phrases[name]:
            table.setdefault(tuple(_TOKEN.findall(phrase)), []).append(name)
    return table


def _spelled(option: str, lists: WordLists) -> tuple[str, ...]:
    """All that an alternative can be; nothing when that has no end."""
    try:
        return spellings(parse(option), lists)
    except TemplateError:
        return ()


def _written(way: Iterable[str]) -> str:
    return " ".join(_item(one) for one in way)


def _item(word: str) -> str:
    if word.startswith("<"):
        return word.partition(" ")[0]
    if _PRICE.fullmatch(word):
        return "{price}"
    return "{number}" if _NUMBER.fullmatch(word) else word


def _plain(words: Iterable[str]) -> str:
    return " ".join(word for word in words if WORD.search(word))
