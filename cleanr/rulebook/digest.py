"""A short name for exactly one set of rules."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from cleanr.rulebook.rule import Rule


def digest_of(rules: Iterable[Rule]) -> str:
    """Return 16 hexadecimal digits that change when, and only when, a rule changes.

    A phrase rule counts with all that decides what it finds, the structural ones with the source of all their modules,
    for they share what a title, a head or the end of an article is.
    """
    hasher = hashlib.sha256()
    for rule in sorted(rules, key=lambda rule: rule.id):
        hasher.update(
            repr((rule.id, rule.category, rule.strength.name, rule.status, rule.against, _matcher_text(rule))).encode()
        )
    return hasher.hexdigest()[:16]


def _matcher_text(rule: Rule) -> str:
    return _structure() if rule.structural else repr(rule.matcher)


@cache
def _structure() -> str:
    """The digest of the source of all structural rules."""
    hasher = hashlib.sha256()
    for source in _sources(files("cleanr.structure")):
        hasher.update(source)
    return hasher.hexdigest()


def _sources(folder: Traversable) -> Iterator[bytes]:
    """The source of every module below ``folder``, in the order of their paths."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _sources(entry)
        elif entry.name.endswith(".py"):
            yield entry.read_text(encoding="utf-8").encode()
