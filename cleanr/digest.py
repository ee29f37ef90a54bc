"""A short name for exactly one set of rules."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from cleanr.rule import Rule


def digest_of(rules: Iterable[Rule]) -> str:
    """Return 16 hexadecimal digits that change when, and only when, a rule changes.

    A phrase rule counts with all that decides what it finds, the structural ones with the source of all their modules,
    for they share what a title, a head or the end of an article is.
    """
    hasher = hashlib.sha256()
    for rule in sorted(rules, key=lambda rule: rule.id):
        hasher.update(
            repr((rule.id, rule.category, rule.strength.name, rule.status, rule.against, _look(rule))).encode()
        )
    return hasher.hexdigest()[:16]


def _look(rule: Rule) -> str:
    return _structure() if rule.structural else repr(rule.look)


@cache
def _structure() -> str:
    modules = sorted(entry.name for entry in files("cleanr.structure").iterdir() if entry.name.endswith(".py"))
    hasher = hashlib.sha256()
    for name in modules:
        hasher.update(files("cleanr.structure").joinpath(name).read_text(encoding="utf-8").encode())
    return hasher.hexdigest()
