"""Structural rules, one idea a module, in the order in which they are asked: a rule sees what those before it found."""

from __future__ import annotations

from types import ModuleType

from cleanr.rulebook.rule import Rule
from cleanr.structure.frame import (
    boxes,
    cookietables,
    disclaimers,
    echoes,
    finish,
    headlines,
    keywords,
    lastline,
    menus,
    pagecode,
    pages,
    pagetitles,
    players,
    printouts,
    repeats,
    rests,
    shops,
    sponsors,
    widgets,
    wikipages,
)
from cleanr.structure.guards import (
    castlists,
    fields,
    guides,
    heads,
    labels,
    manuals,
    pictureless,
    prose,
    registers,
    rows,
    runs,
    scripts,
    sections,
    shortlines,
    topics,
    values,
)
from cleanr.structure.links import alsoread, between, cards, contents, crumbs, doubles, links, lists, tails, trails
from cleanr.structure.people import bios, bylines, contacts, dates, profiles, signoffs
from cleanr.structure.pictures import (
    blocks,
    captions,
    charts,
    counters,
    files,
    galleries,
    placed,
    posts,
    slides,
    sources,
    standins,
)
from cleanr.structure.readers import grammar, questions, readers, threads
from cleanr.structure.repeated import repeats as repeated
from cleanr.structure.repeated import sentences as repeated_sentences

_ORDER: tuple[ModuleType, ...] = (
    manuals,
    labels,
    prose,
    sections,
    shortlines,
    runs,
    heads,
    values,
    disclaimers,
    posts,
    charts,
    sources,
    castlists,
    captions,
    standins,
    cookietables,
    doubles,
    galleries,
    counters,
    slides,
    blocks,
    placed,
    files,
    boxes,
    alsoread,
    lists,
    cards,
    trails,
    crumbs,
    contents,
    links,
    guides,
    menus,
    pagecode,
    widgets,
    wikipages,
    players,
    shops,
    threads,
    grammar,
    readers,
    printouts,
    pages,
    headlines,
    repeats,
    bylines,
    dates,
    pagetitles,
    echoes,
    bios,
    profiles,
    keywords,
    contacts,
    signoffs,
    finish,
    rests,
    sponsors,
    questions,
    lastline,
    tails,
    between,
    rows,
    topics,
    registers,
    pictureless,
    scripts,
    fields,
    repeated,
    repeated_sentences,
)


def _rules_of(module: ModuleType) -> tuple[Rule, ...]:
    return tuple(value for value in vars(module).values() if isinstance(value, Rule))


RULES: tuple[Rule, ...] = tuple(rule for module in _ORDER for rule in _rules_of(module))
