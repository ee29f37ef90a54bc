"""Rules in groups: what a test is run for at once, where one run a rule would be mostly the running."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pytest

from cleanr.rulebook.rule import Rule


def grouped(rules: Iterable[Rule]) -> list[Any]:
    """The rules as parameters of a test, a list for each language and category (or ``guard``)."""
    groups: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        groups[f"{rule.language}-{rule.category or 'guard'}"].append(rule)
    return [pytest.param(group, id=name) for name, group in groups.items()]
