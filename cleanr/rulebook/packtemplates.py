"""The templates of a rule file, derived with the word lists of the file, of its language and of all languages."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from cleanr.errors import PackError
from cleanr.rulebook.cache import parse_toml
from cleanr.rulebook.derive import Derived, derive
from cleanr.rulebook.frequency import table_bytes
from cleanr.rulebook.templatematcher import TemplateMatcher
from cleanr.rulebook.wordlists import WordLists

WORDS = "words.toml"  # the word lists that the files of a language share
ANY = "any"
_NAMES = re.compile(r"<([^<>]*)>")


def derived_templates(
    path: str, entries: Iterable[Mapping[str, Any]], words: Mapping[str, str]
) -> Iterator[Derived | None]:
    """Yield what follows from each rule table of ``entries``, those of one file; None of one that has phrases instead.

    ``words`` are the word lists of the file. Raises `PackError`, which names the file ``path`` and the rule.
    """
    lists_by_language: dict[str, dict[str, WordLists]] = {}
    for entry in entries:
        if "phrases" in entry:
            yield None
            continue
        language = entry.get("language", "en")
        try:
            if language not in lists_by_language:
                lists_by_language[language] = word_lists_by_language(language, words)
            yield derive(entry, lists_by_language[language])
        except PackError as error:
            raise PackError(f"{path}: rule {entry['id']!r}: {error}") from error


def shared_word_lists(language: str) -> dict[str, str]:
    """Return the word lists that the files of ``language`` share, with those of all languages below them."""
    shared = shared_word_lists(ANY) if language != ANY else {}
    return {**shared, **_words_of(language)}


def named_word_lists(matcher: TemplateMatcher, language: str) -> dict[str, str]:
    """Return the word lists that a rule of ``language`` names, and those that these name, each as it is written."""
    known = {**shared_word_lists(language), **matcher.lists}
    with_templates = [matcher.written.get(key, ()) for key in ("says", "labels", "only", "with", "unless")]
    waiting = [one for value in with_templates for one in ([value] if isinstance(value, str) else value)]
    found: dict[str, str] = {}
    for text in waiting:  # grows
        for name in _NAMES.findall(text):
            if name in known and name not in found:
                found[name] = known[name]
                waiting.append(known[name])
    return found


def languages() -> tuple[str, ...]:
    """Return the languages that have word lists of their own, in order."""
    folder = files("cleanr").joinpath("rules")
    return tuple(sorted(e.name for e in folder.iterdir() if e.is_dir() and e.name != ANY and _words_of(e.name)))


def word_lists_by_language(language: str, words: Mapping[str, str]) -> dict[str, WordLists]:
    """Return the word lists to read a rule of ``language`` with, by language; ``words`` are those of its file.

    A rule for any language is read with the lists of each language that has some.
    """
    several = (language,) if language != ANY else (ANY, *languages())
    return {one: WordLists({**shared_word_lists(one), **words}) for one in several}


@cache
def _words_of(language: str) -> dict[str, str]:
    file = files("cleanr").joinpath("rules", language, WORDS)
    if not file.is_file():
        return {}
    try:
        words: dict[str, str] = parse_toml(file.read_bytes())["words"]
    except (KeyError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PackError(f"{file}: {error}") from error
    return words


@cache
def dependencies_digest() -> bytes:
    """Return the digest of all that a derivation depends on besides its file: shared lists, frequencies, our code."""
    hasher = hashlib.sha256(table_bytes())
    for folder in sorted(files("cleanr").joinpath("rules").iterdir(), key=lambda entry: entry.name):
        if (words := folder.joinpath(WORDS)).is_file():
            hasher.update(folder.name.encode() + words.read_bytes())
    for module in sorted(files("cleanr.rulebook").iterdir(), key=lambda entry: entry.name):
        if module.name.endswith(".py"):
            hasher.update(module.read_bytes())
    return hasher.digest()
