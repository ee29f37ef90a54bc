"""Structural rules, one idea a module, in the order in which they are asked: a rule sees what those before it found."""

from __future__ import annotations

from types import ModuleType

from cleanr.rule import Rule
from cleanr.structure import (
    bios,
    boxes,
    bylines,
    captions,
    cards,
    contacts,
    dates,
    disclaimers,
    doubles,
    galleries,
    guides,
    headlines,
    keywords,
    links,
    lists,
    menus,
    pages,
    pagetitles,
    profiles,
    prose,
    readers,
    repeats,
    rests,
    rows,
    signoffs,
    sources,
    standins,
    threads,
    topics,
    trails,
)

_ORDER: tuple[ModuleType, ...] = (
    prose,
    disclaimers,
    sources,
    captions,
    standins,
    doubles,
    galleries,
    boxes,
    lists,
    cards,
    trails,
    links,
    guides,
    menus,
    threads,
    readers,
    pages,
    headlines,
    repeats,
    bylines,
    dates,
    pagetitles,
    bios,
    profiles,
    keywords,
    contacts,
    signoffs,
    rests,
    rows,
    topics,
)


def _rules_of(module: ModuleType) -> tuple[Rule, ...]:
    return tuple(value for value in vars(module).values() if isinstance(value, Rule))


RULES: tuple[Rule, ...] = tuple(rule for module in _ORDER for rule in _rules_of(module))
