"""Completion: what a shell offers for each option and argument.

Each is a function for ``shell_complete`` of click; nothing is imported or read before a shell asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import click

Offered = list[Any]  # of strings, or of click's completion items
Offer = Callable[[click.Context, click.Parameter, str], Offered]


def files(_ctx: click.Context, _param: click.Parameter, begun: str) -> Offered:
    """Offer files and folders: the shell knows them."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(begun, type="file")]


def one_of(words: Callable[[click.Context], Iterable[str]]) -> Offer:
    """Return what offers those of ``words`` that begin as what is written does."""

    def offer(ctx: click.Context, _param: click.Parameter, begun: str) -> Offered:
        return [word for word in words(ctx) if word.startswith(begun)]

    return offer


def _presets(_: click.Context) -> Iterable[str]:
    from cleanr.settings.settings import PRESETS

    return PRESETS


def _categories(_: click.Context) -> Iterable[str]:
    from cleanr.rulebook.categories import CATEGORIES

    return CATEGORIES


def _repairs(_: click.Context) -> Iterable[str]:
    from cleanr.repair.fixes import MODES

    return MODES


def _languages(ctx: click.Context) -> Iterable[str]:
    return sorted({rule.language for rule in _rules(ctx)} - {"any"})


def _formats(_: click.Context) -> Iterable[str]:
    from cleanr.batch.formats import COMPRESSIONS, NAMES

    squeezed = ["", *(f".{name}" for name in dict.fromkeys(COMPRESSIONS.values()))]
    return [name + compression for name in NAMES for compression in squeezed if not (name == "parquet" and compression)]


def _encodings(_: click.Context) -> Iterable[str]:
    from encodings.aliases import aliases

    from cleanr.batch.encoding import DETECT

    return [DETECT, *sorted({name.replace("_", "-") for name in aliases.values() if not name.endswith("codec")})]


def _rule_ids(ctx: click.Context) -> Iterable[str]:
    return [rule.id for rule in _rules(ctx)]


def _rule_names(ctx: click.Context) -> Iterable[str]:
    rules = _rules(ctx)
    return dict.fromkeys([*_categories(ctx), *(rule.family for rule in rules), *(rule.id for rule in rules)])


def _rules(ctx: click.Context) -> tuple[Any, ...]:
    """The rules, those of the files that are named on the command line too, as far as they can be read."""
    from cleanr.errors import CleanrError
    from cleanr.settings.rules import ruleset

    packs = [path for name in ("rules", "packs") for path in ctx.params.get(name) or ()]
    try:
        return ruleset(packs=packs).rules
    except CleanrError:
        return ruleset().rules


def actions(ctx: click.Context, _param: click.Parameter, begun: str) -> Offered:
    """Offer ``CATEGORY=``, and once the category is clear, with each action."""
    from cleanr.settings.settings import ACTIONS

    category, equals, action = begun.partition("=")
    known = [name for name in _categories(ctx) if (name == category if equals else name.startswith(category))]
    if len(known) == 1:
        return [f"{known[0]}={name}" for name in ACTIONS if name.startswith(action)]
    return [f"{name}=" for name in known]


presets, repairs = one_of(_presets), one_of(_repairs)
categories, languages = one_of(_categories), one_of(_languages)
formats, encodings = one_of(_formats), one_of(_encodings)
rule_ids, rule_names = one_of(_rule_ids), one_of(_rule_names)
