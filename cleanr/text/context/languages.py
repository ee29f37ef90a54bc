"""Which languages a text speaks, by its small words: a vote of the document, never of a line."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from cleanr.text.folding import fold
from cleanr.text.late import late_re

_TABLE = "smallwords.txt"
_FEW_WORDS = 20  # with fewer, nobody can tell German from Dutch: every language of the script speaks
_SOME_WORDS = 60  # with fewer, nobody can tell that a language is none of ours
_NEAR = 0.6  # of the votes of the loudest language: what has as many is heard with it (Danish with Norwegian)
_RATE = 0.07  # votes for each different word; in a language that is none of ours, small words of ours are rarer
_RATE_BY_SCRIPT = 0.05  # the same in a script that few other languages are written in
_ENOUGH = 6.0  # votes: nobody has so many by accident

# Scripts that are not Latin, each with the languages written in it. Kana tells Japanese from Chinese.
_SCRIPTS = (
    (late_re("[\u0370-\u03ff]"), ("el",)),
    (late_re("[\u0400-\u04ff]"), ("ru", "uk", "bg")),
    (late_re("[\u0590-\u05ff]"), ("he",)),
    (late_re("[\u0600-\u06ff]"), ("ar", "fa")),
    (late_re("[\u0900-\u097f]"), ("hi",)),
    (late_re("[\u0e00-\u0e7f]"), ("th",)),
    (late_re("[\u3040-\u30ff]"), ("ja",)),
    (late_re("[\u4e00-\u9fff]"), ("zh", "ja")),
    (late_re("[\uac00-\ud7af]"), ("ko",)),
)
_NOT_LATIN = late_re("[\u0370-\u1dff\u3040-\ud7af]")
_LATIN = late_re("[a-z\u00df-\u024f]")
_LEAST_SHARE = 0.2  # of the letters: what is written in fewer is names


def heard(words: Iterable[str]) -> frozenset[str]:
    """Return the languages that ``words``, folded, are likely in, by their codes; empty where it is none we know.

    Near languages are heard together, and under some twenty words all of one script.

    >>> sorted(heard("the boats that went out in the morning were not back by noon and nobody on the quay knew of a storm".split()))
    ['en']
    >>> sorted(heard("die Boote, die am Morgen ausliefen, waren bis Mittag nicht zurück, und auf dem Kai wusste man von einem Sturm".lower().split()))
    ['de']
    >>> "it" in heard("Leggi anche".lower().split()), "ru" in heard("Leggi anche".lower().split())
    (True, False)
    >>> sorted(heard("в порту лодки".split()))
    ['bg', 'ru', 'uk']
    """  # noqa: E501
    return _heard(tuple(words))


@lru_cache(maxsize=64)  # what is left of a text when its furniture is gone has the same paragraphs
def _heard(words: tuple[str, ...]) -> frozenset[str]:
    possible = _written_in(" ".join(words))
    by_script = possible - _voting()
    if len(words) < _FEW_WORDS or possible == by_script:
        return possible
    different = set(words)
    votes = _votes(different, possible)
    loudest = max(votes.values(), default=0.0)
    rate = _RATE if possible & _in_latin() else _RATE_BY_SCRIPT
    if len(words) >= _SOME_WORDS and loudest < min(_ENOUGH, rate * len(different)):
        return by_script
    return by_script.union(language for language, count in votes.items() if count >= _NEAR * loudest)


@cache
def known_languages() -> frozenset[str]:
    """Return the languages that can be told from others, by their codes."""
    return _voting() | {language for _, languages in _SCRIPTS for language in languages}


def _votes(different: set[str], possible: frozenset[str]) -> Mapping[str, float]:
    """How many votes each language has: a word that several share counts less, one of a single letter half."""
    votes: dict[str, float] = defaultdict(float)
    weights = _weights()
    for word in weights.keys() & different:
        weight, languages = weights[word]
        for language in languages:
            votes[language] += weight
    return {language: count for language, count in votes.items() if language in possible}


@cache
def _weights() -> Mapping[str, tuple[float, tuple[str, ...]]]:
    """What each small word counts in each of its languages."""
    return {
        word: ((1.0 if len(word) > 1 else 0.5) / len(languages) ** 0.5, languages)
        for word, languages in _table().items()
    }


def _written_in(text: str) -> frozenset[str]:
    """The languages whose script a good part of ``text`` is written in."""
    if _is_western(text) or not _NOT_LATIN.search(text):
        return _in_latin()
    counts = Counter({languages: len(script.findall(text)) for script, languages in _SCRIPTS})
    latin = len(_LATIN.findall(text))
    letters = latin + counts.total()
    found = [languages for languages, count in counts.items() if count > _LEAST_SHARE * letters]
    return frozenset().union(*found, _in_latin() if latin > _LEAST_SHARE * letters else ())


def _is_western(text: str) -> bool:
    """Whether ``text`` has letters of Western Europe alone: a quick look."""
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _in_latin() -> frozenset[str]:
    return _voting() - {language for _, languages in _SCRIPTS for language in languages}


@cache
def _voting() -> frozenset[str]:
    """The languages that have small words in the table."""
    return frozenset(language for languages in _table().values() for language in languages)


@cache
def _table() -> Mapping[str, tuple[str, ...]]:
    """For each small word the languages that have it."""
    table: dict[str, tuple[str, ...]] = {}
    for language, words in _lines():
        for word in words:
            table[word] = (*table.get(word, ()), language)
    return table


def _lines() -> Iterable[tuple[str, list[str]]]:
    said = files("cleanr").joinpath("text", "context", _TABLE).read_text(encoding="utf-8")
    rows = (line.partition(":") for line in said.splitlines() if line and line[0] != "#")
    return ((language, fold(words).split()) for language, _, words in rows)
