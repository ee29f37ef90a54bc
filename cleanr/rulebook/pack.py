"""Rule files: TOML in, rules out; every error names the file, the rule and the key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import regex

from cleanr.errors import PackError, nearest
from cleanr.rulebook.cache import Cached, cached
from cleanr.rulebook.categories import CATEGORIES
from cleanr.rulebook.derive import template_matcher
from cleanr.rulebook.labels import derived_labels, is_table, label_rules
from cleanr.rulebook.packtemplates import WORDS, dependencies_digest, derived_templates
from cleanr.rulebook.phrasematcher import PLACES, SCOPES, PhraseMatcher
from cleanr.rulebook.rule import STRENGTHS, Rule
from cleanr.rulebook.templatematcher import TemplateMatcher

_TEMPLATE_KEYS = ("says", "labels", "only")  # what a rule said in templates has one of
_TEXTS = (
    "id", "category", "strength", "language", "since", "status", "summary", "why", "scope", "at", "pattern", "only",
)  # fmt: skip
_LISTS = ("says", "with", "labels", "phrases", "unless", "against", "examples", "counterexamples", "known_failures")
_NUMBERS = ("min_words", "max_words", "at_least")
_SWITCHES = ("cased", "prose")
_KINDS: dict[str, type] = {
    **dict.fromkeys(_TEXTS, str),
    **dict.fromkeys(_LISTS, list),
    **dict.fromkeys(_NUMBERS, int),
    **dict.fromkeys(_SWITCHES, bool),
}
_DESCRIBED = {
    str: "a string",
    list: "a list of strings that are not empty",
    int: "a whole number",
    bool: "true or false",
}
_NEEDED = ("id", "strength", "summary", "examples", "counterexamples")
_NEEDED_WITH_PHRASES = ("scope", "phrases")
_PHRASES_ONLY, _TEMPLATES_ONLY = ("phrases", "pattern", "at", "cased"), (*_TEMPLATE_KEYS, "with", "at_least")
_CHOICES: dict[str, tuple[str, ...]] = {
    "strength": tuple(STRENGTHS),
    "scope": SCOPES,
    "at": PLACES,
    "category": tuple(CATEGORIES),
    "status": ("stable", "preview"),
}
_ID = re.compile(r"[a-z]+(?:\.[a-z][a-z0-9-]*)+")


def load_pack(path: Path | Traversable, *, timed: bool = True, kept: Cached = cached) -> tuple[Rule, ...]:
    """Return the rules of one TOML file.

    ``timed`` rules are those that nobody here has tested: a pattern that is wrong fails now, not when it is first
    needed, and one that backtracks without end is stopped. ``kept`` keeps what is read and derived.

    A file may give ``category`` and ``language`` once, at its top, for all of its rules; or it is a table of labels,
    which holds no rules by name. Raises `PackError`, which
    names the file, the rule and the key, when the file is no TOML or a rule is malformed.
    """
    try:
        source = path.read_bytes()
    except OSError as error:
        raise PackError(f"{path}: {error.strerror or error}") from error
    pack = kept(source + dependencies_digest(), lambda: _checked(path, source))
    if "labels" in pack:
        return label_rules(f"{path}", pack["table"], pack["labels"])
    words = pack["words"]
    return tuple(
        _rule(path, entry, template_matcher(one, entry, words) if one else _phrase_matcher(path, entry, timed=timed))
        for entry, one in zip(pack["rules"], pack["derived"], strict=True)
    )


def _checked(path: Path | Traversable, source: bytes) -> dict[str, Any]:
    """What is kept of the file ``path``: its tables, found well-formed, with what is derived from them."""
    table = _parsed(path, source)
    words = table.get("words", {})
    _check_words(path, words)
    if is_table(table):
        return {"table": table, "labels": derived_labels(f"{path}", table)}
    table = {key: value for key, value in table.items() if key != "words"}
    entries = table.pop("rule", [])
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise PackError(f"{path}: holds no [[rule]] table")
    _check_keys(f"{path}: top of the file", table, ("category", "language", "against"))
    rules = [_checked_entry(path, {**table, **entry}) for entry in entries]
    return {"words": words, "rules": rules, "derived": list(derived_templates(f"{path}", rules, words))}


def _parsed(path: Path | Traversable, source: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(source.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PackError(f"{path}: is not TOML: {error}") from error
    except RecursionError as error:
        raise PackError(f"{path}: is not a rule file: its brackets are nested too deeply") from error


def built_in_packs() -> Iterator[Traversable]:
    """Yield the rule files that come with cleanr, one a category of a language."""
    for language in sorted(files("cleanr").joinpath("rules").iterdir(), key=lambda entry: entry.name):
        if language.is_dir():
            packs = (f for f in language.iterdir() if f.name.endswith(".toml") and f.name != WORDS)
            yield from sorted(packs, key=lambda entry: entry.name)


def _where(path: Path | Traversable, entry: Mapping[str, Any]) -> str:
    return f"{path}: rule {entry.get('id', '(without id)')!r}"


def _checked_entry(path: Path | Traversable, entry: dict[str, Any]) -> dict[str, Any]:
    where = _where(path, entry)
    _check_keys(where, entry, tuple(_KINDS))
    _check_values(where, entry)
    _check_consistency(where, entry)
    return entry


def _rule(path: Path | Traversable, entry: Mapping[str, Any], matcher: TemplateMatcher | PhraseMatcher) -> Rule:
    listed = {key: tuple(entry.get(key, ())) for key in _LISTS}
    return Rule(
        id=entry["id"],
        category=entry.get("category"),
        strength=STRENGTHS[entry["strength"]],
        matcher=matcher,
        summary=entry["summary"],
        why=entry.get("why", ""),
        language=entry.get("language", "any"),  # a pack that names none speaks in every text
        since=entry.get("since", "0.1"),
        status=entry.get("status", "stable"),
        against=listed["against"],
        examples=listed["examples"],
        counterexamples=listed["counterexamples"],
        known_failures=listed["known_failures"],
        source=str(path),
    )


def _check_words(path: Path | Traversable, words: Any) -> None:
    if not isinstance(words, dict) or not all(isinstance(text, str) and text.strip() for text in words.values()):
        raise PackError(f'{path}: [words] must hold a text for each name, such as letter = "[e~]newsletter[s]"')


def _check_keys(where: str, entry: Mapping[str, Any], known: tuple[str, ...]) -> None:
    for key in entry:
        if key not in known:
            raise PackError(f"{where}: unknown key {key!r}; {nearest(key, known)}")


def _check_values(where: str, entry: Mapping[str, Any]) -> None:
    has_templates = any(key in entry for key in _TEMPLATE_KEYS)
    for key in (*_NEEDED, *(() if has_templates else _NEEDED_WITH_PHRASES)):
        if not entry.get(key):
            hint = " (or 'says', 'labels', 'only')" if key == "phrases" else ""
            raise PackError(f"{where}: needs {key!r}{hint}")
    for key in _PHRASES_ONLY if has_templates else _TEMPLATES_ONLY:
        if key in entry:
            kind = "says, labels and only" if has_templates else "phrases"
            raise PackError(f"{where}: {key!r} does not go with {kind}")
    for key, value in entry.items():
        if not _fits(value, _KINDS[key]):
            raise PackError(f"{where}: {key!r} must be {_DESCRIBED[_KINDS[key]]}, not {value!r}")
        if key in _CHOICES and value not in _CHOICES[key]:
            raise PackError(f"{where}: {key} {value!r} is unknown; {nearest(value, _CHOICES[key])}")


def _fits(value: Any, kind: type) -> bool:
    if kind is list:
        return isinstance(value, list) and all(isinstance(item, str) and item for item in value)
    return type(value) is kind


def _check_consistency(where: str, entry: Mapping[str, Any]) -> None:
    if not _ID.fullmatch(entry["id"]):
        raise PackError(f"{where}: an id is a family and a name in small letters, such as 'newsletter.signup'")
    if ("category" in entry) == ("against" in entry):
        raise PackError(f"{where}: needs either 'category' (what it finds) or 'against' (what it speaks against)")
    for category in entry.get("against", ()):
        if category not in CATEGORIES:
            raise PackError(f"{where}: against {category!r} is unknown; {nearest(category, CATEGORIES)}")
    short = [phrase for phrase in entry.get("phrases", ()) if len(phrase.strip()) < 3 and phrase.strip().isalnum()]
    if short:
        raise PackError(f"{where}: phrase {short[0]!r} is too short to look for; give at least three characters")


def _phrase_matcher(path: Path | Traversable, entry: Mapping[str, Any], *, timed: bool) -> PhraseMatcher:
    wanted = ("scope", "phrases", "at", "pattern", "unless", "min_words", "max_words", "cased", "prose")
    fields: dict[str, Any] = {
        key: tuple(entry[key]) if isinstance(entry[key], list) else entry[key] for key in wanted if key in entry
    }
    matcher = PhraseMatcher(**fields, timed=timed)
    if matcher.pattern and timed:  # the patterns that come with cleanr are compiled when first needed
        try:
            regex.compile(matcher.pattern, regex.V1)
        except regex.error as error:
            raise PackError(f"{_where(path, entry)}: 'pattern' is no regular expression: {error}") from error
    return matcher
