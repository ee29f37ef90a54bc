"""Structural rules, one idea a module, in the order in which they are asked: a rule sees what those before it found."""

from __future__ import annotations

from types import ModuleType

from cleanr.rulebook.rule import Rule
from cleanr.structure.frame import (
    boxes,
    cookietables,
    disclaimers,
    headlines,
    keywords,
    menus,
    pages,
    pagetitles,
    repeats,
    rests,
)
from cleanr.structure.guards import fields, guides, labels, prose, registers, rows, sections, shortlines, topics, values
from cleanr.structure.links import cards, doubles, links, lists, trails
from cleanr.structure.people import bios, bylines, contacts, dates, profiles, signoffs
from cleanr.structure.pictures import captions, galleries, sources, standins
from cleanr.structure.readers import readers, threads

_ORDER: tuple[ModuleType, ...] = (
    labels,
    prose,
    sections,
    shortlines,
    values,
    disclaimers,
    sources,
    captions,
    standins,
    cookietables,
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
    registers,
    fields,
)


def _rules_of(module: ModuleType) -> tuple[Rule, ...]:
    return tuple(value for value in vars(module).values() if isinstance(value, Rule))


RULES: tuple[Rule, ...] = tuple(rule for module in _ORDER for rule in _rules_of(module))
