"""Tables of labels: the whole lines that a language calls furniture, by category; read into rules.

A file of labels says nothing but what stands on buttons, headings and form fields. Its labels are their own examples:
each is tested in the dresses of a page, and left alone where a text quotes it or goes on with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cleanr.errors import PackError, nearest
from cleanr.rulebook.categories import CATEGORIES
from cleanr.rulebook.joining import as_one, parts
from cleanr.rulebook.notation import TemplateError
from cleanr.rulebook.packtemplates import word_lists_by_language
from cleanr.rulebook.rule import Rule, Strength
from cleanr.rulebook.tablekeys import NETWORK, table_keys
from cleanr.rulebook.templatematcher import TemplateMatcher
from cleanr.rulebook.wordlists import WordLists
from cleanr.text.folding import UNSPACED

Derived = dict[str, str]  # what follows from the labels of a class and category

LABELS = "labels.toml"  # the table of a language
CLASSES = ("sure", "weak")
_NAMES = {"sure": "labels", "weak": "words"}  # the second part of a rule's id
_KEYS = (*CLASSES, "language", "name", "words")
_SUMMARIES = {
    "sure": "A whole line that says what {a} label does{of}.",
    "weak": "A whole line of a noun that may be {a} label{of}.",
}
_REASONS = {
    "sure": "Nothing but the label stands on the line, and no sentence goes on with it.",
    "weak": "Beside other furniture, or at an end of the text, it is one; alone it is only tagged.",
}
LANGUAGES = {
    "any": "any language", "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish",
    "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese",
    "ko": "Korean", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip


def is_table(table: Mapping[str, Any]) -> bool:
    """Return whether a parsed rule file is a table of labels."""
    return any(one in table for one in CLASSES)


def is_label(rule_id: str) -> bool:
    """Return whether a rule is one of a table of labels."""
    return rule_id.split(".")[1:2] in (["labels"], ["words"])


def is_weak_label(rule_id: str) -> bool:
    """Return whether a rule holds labels that need other furniture near them."""
    return rule_id.split(".")[1:2] == ["words"]


def derived_labels(path: str, table: Mapping[str, Any]) -> dict[str, dict[str, Derived]]:
    """Return by class and category what follows from a table's labels: their keys, their words, the plainest of them.

    Raises `PackError`, which names the file ``path``, the class, the category and the label.
    """
    _check(path, table)
    keys = _keys(path, table, word_lists_by_language(table.get("language", "en"), table.get("words", {})))
    return {kind: {category: _derived(labels) for category, labels in keys[kind].items() if labels} for kind in CLASSES}


def label_rules(path: str, table: Mapping[str, Any], derived: Mapping[str, Mapping[str, Derived]]) -> tuple[Rule, ...]:
    """Return the rules of a table of labels: one for each class and category. ``derived``: by `derived_labels`."""
    return tuple(
        _rule(path, table, kind, category, labels) for kind in CLASSES for category, labels in derived[kind].items()
    )


def _derived(keys: Sequence[str]) -> Derived:
    words = sorted(set(" ".join(keys).split()))
    return {"keys": as_one(keys), "words": " ".join(words), "plainest": _plainest(keys)}


def _check(path: str, table: Mapping[str, Any]) -> None:
    for key in table:
        if key not in _KEYS:
            raise PackError(f"{path}: top of the file: unknown key {key!r}; {nearest(key, _KEYS)}")
    for kind in CLASSES:
        for category, labels in table.get(kind, {}).items():
            if category not in CATEGORIES:
                raise PackError(f"{path}: [{kind}] {category!r} is no category; {nearest(category, CATEGORIES)}")
            if not isinstance(labels, list) or not labels or not all(isinstance(one, str) and one for one in labels):
                raise PackError(f"{path}: [{kind}] {category!r} must be a list of labels")


def _keys(path: str, table: Mapping[str, Any], lists_by_language: Mapping[str, WordLists]) -> dict[str, Any]:
    """The keys by class and category. What is weak is so though a sure label names it too; the first named has it."""
    keys_of = {
        kind: {
            category: [_keys_of(f"{path}: [{kind}] {category}", one, lists_by_language) for one in labels]
            for category, labels in table.get(kind, {}).items()
        }
        for kind in CLASSES
    }
    listed = frozenset().union(*(keys for several in keys_of["sure"].values() for keys in several if _are_words(keys)))
    for category, several in keys_of["sure"].items():
        left_over = frozenset().union(*(keys for keys in several if not _are_words(keys))) - listed
        keys_of["weak"].setdefault(category, []).append(frozenset(filter(_is_word, left_over)))
    keys: dict[str, Any] = {kind: {} for kind in CLASSES}
    taken: set[str] = set()
    for kind in reversed(CLASSES):
        for category, several in keys_of[kind].items():
            keys[kind][category] = sorted(set().union(*several) - taken)
            taken.update(*several)
    return keys


def _are_words(keys: Iterable[str]) -> bool:
    """Whether a label lists single words alone; what is left over of longer ones is meant by nobody."""
    return all(map(_is_word, keys))


def _is_word(key: str) -> bool:
    return " " not in key and not UNSPACED.search(key)


def _keys_of(where: str, label: str, lists_by_language: Mapping[str, WordLists]) -> frozenset[str]:
    every = list(lists_by_language.values())
    having = [lists for lists in every if lists.has_lists_of(label)] or every[:1]
    try:
        return frozenset().union(*(table_keys(label, lists) for lists in having))
    except (TemplateError, PackError) as error:
        raise PackError(f"{where}: {error}") from error


def _rule(path: str, table: Mapping[str, Any], kind: str, category: str, derived: Derived) -> Rule:
    language = table.get("language", "en")
    labels = table.get(kind, {}).get(category, [])
    of = "" if language == "any" else f", in {LANGUAGES.get(language, language)}"
    return Rule(
        id=f"{category}.{_NAMES[kind]}.{table.get('name', language)}",
        category=category,
        strength=Strength.STRONG,
        matcher=TemplateMatcher(
            scope="line",
            labels=parts(derived["keys"]),
            table=True,
            words=derived["words"],
            written={"labels": labels},
            lists=dict(table.get("words", {})),
        ),
        summary=_SUMMARIES[kind].format(a=f"{_article(category)} {category}", of=of),
        why=_REASONS[kind],
        language=language,
        since="0.1",
        examples=(derived["plainest"],),
        counterexamples=(f'"{derived["plainest"]}"',),
        source=path,
    )


def _plainest(keys: Sequence[str]) -> str:
    """A label that shows the others: the shortest in the letters of its language; of equal ones the first."""
    named = [key for key in keys if NETWORK not in key] or keys
    return min(named, key=lambda key: (any(map(str.isdecimal, key)), key.isascii(), len(key), key))


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"
