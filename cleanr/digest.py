"""A short name for exactly one set of rules."""

from __future__ import annotations

import hashlib
import inspect
import sys
from collections.abc import Iterable

from cleanr.phrase import Phrasing
from cleanr.rule import Rule


def digest_of(rules: Iterable[Rule]) -> str:
    """Return 16 hexadecimal digits that change when, and only when, a rule changes.

    A phrase rule counts with all that decides what it finds, a structural one with the source of its module.
    """
    hasher = hashlib.sha256()
    for rule in sorted(rules, key=lambda rule: rule.id):
        hasher.update(
            repr((rule.id, rule.category, rule.strength.name, rule.status, rule.against, _look(rule))).encode()
        )
    return hasher.hexdigest()[:16]


def _look(rule: Rule) -> str:
    if isinstance(rule.look, Phrasing):
        return repr(rule.look)
    return inspect.getsource(sys.modules[rule.source])
