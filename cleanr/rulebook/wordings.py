"""The wordings of the rules of a file: read with the word lists of the file, of its language and of all languages."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from cleanr.errors import PackError
from cleanr.rulebook.book import Book
from cleanr.rulebook.cache import kept, parsed
from cleanr.rulebook.derive import Derived, derived, wording
from cleanr.rulebook.frequency import table_bytes
from cleanr.rulebook.wording import Wording

WORDS = "words.toml"  # the word lists that the files of a language share
ANY = "any"
_NAMES = re.compile(r"<([^<>]*)>")


def wordings_of(
    path: str, source: bytes, entries: Sequence[Mapping[str, Any]], words: Mapping[str, str]
) -> list[Wording | None]:
    """Return the wording of each rule table of ``entries``; None of one that has phrases instead.

    ``source`` are the bytes of the file, ``words`` its own word lists. Raises `PackError`.
    """
    said = [entry for entry in entries if "phrases" not in entry]
    if not said:
        return [None] * len(entries)
    table = kept(source + _ground(), lambda: {"rules": list(_derived(path, said, words))})
    found = iter(table["rules"])
    return [wording(next(found), entry, words) if "phrases" not in entry else None for entry in entries]


def word_lists(language: str) -> dict[str, str]:
    """Return the word lists that the files of ``language`` share, with those of all languages below them."""
    shared = word_lists(ANY) if language != ANY else {}
    return {**shared, **_words_of(language)}


def lists_named(look: Wording, language: str) -> dict[str, str]:
    """Return the word lists that a rule of ``language`` names, and those that these name, each as it is written."""
    known = {**word_lists(language), **look.lists}
    said = [look.written.get(key, ()) for key in ("says", "labels", "only", "with", "unless")]
    waiting = [one for value in said for one in ([value] if isinstance(value, str) else value)]
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


def books_of(language: str, words: Mapping[str, str]) -> dict[str, Book]:
    """Return the word lists to read a rule of ``language`` with, by language; ``words`` are those of its file.

    A rule for any language is read with the lists of each language that has some.
    """
    several = (language,) if language != ANY else (ANY, *languages())
    return {one: Book({**word_lists(one), **words}) for one in several}


def _derived(path: str, said: Sequence[Mapping[str, Any]], words: Mapping[str, str]) -> Iterator[Derived]:
    books: dict[str, dict[str, Book]] = {}
    for entry in said:
        language = entry.get("language", "en")
        where = f"{path}: rule {entry['id']!r}"
        try:
            if language not in books:
                books[language] = books_of(language, words)
            yield derived(entry, books[language])
        except PackError as error:
            raise PackError(f"{where}: {error}") from error


@cache
def _words_of(language: str) -> dict[str, str]:
    file = files("cleanr").joinpath("rules", language, WORDS)
    if not file.is_file():
        return {}
    try:
        words: dict[str, str] = parsed(file.read_bytes())["words"]
    except (KeyError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PackError(f"{file}: {error}") from error
    return words


@cache
def _ground() -> bytes:
    """The digest of all that a derivation depends on besides the rule file: shared lists, frequencies, our own code."""
    hasher = hashlib.sha256(table_bytes())
    for language in (ANY, *languages()):
        hasher.update(repr((language, sorted(_words_of(language).items()))).encode())
    for module in sorted(files("cleanr.rulebook").iterdir(), key=lambda entry: entry.name):
        if module.name.endswith(".py"):
            hasher.update(module.read_bytes())
    return hasher.digest()
