"""`cleanr rules`: the list of rules."""

from __future__ import annotations

import json
from typing import Any

import click

from cleanr.cli.command import Command
from cleanr.cli.completion import categories, files
from cleanr.cli.completion import languages as language_codes
from cleanr.cli.display import display_of, with_display_options
from cleanr.cli.options import Failure, write
from cleanr.errors import nearest
from cleanr.rulebook.categories import CATEGORIES
from cleanr.rulebook.precision import measured
from cleanr.rulebook.rule import Rule
from cleanr.settings.rules import ruleset
from cleanr.views.rulepage import listing


@click.command(cls=Command)
@click.option("--category", multiple=True, metavar="CATEGORY", shell_complete=categories,
              help="Only what finds this category. May be given again.")  # fmt: skip
@click.option("--guards", is_flag=True, help="Only guards: rules that speak for the article.")
@click.option("--language", "languages", multiple=True, metavar="CODE", shell_complete=language_codes,
              help="Only rules of this language (and of any).")  # fmt: skip
@click.option("--rules", "packs", multiple=True, metavar="FILE", shell_complete=files,
              help="Add the rules of a TOML file. May be given again.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Write one JSON array.")
@with_display_options
def rules(
    category: tuple[str, ...],
    guards: bool,
    languages: tuple[str, ...],
    packs: tuple[str, ...],
    as_json: bool,
    color: str,
    width: int | None,
) -> None:
    """List the rules: id, strength, measured precision, language, what they find.

    \b
    cleanr rules --category newsletter
    cleanr rules --guards
    """
    for name in category:
        if name not in CATEGORIES:
            raise Failure(f"--category {name!r}: unknown category; {nearest(name, CATEGORIES)}")
    chosen = [rule for rule in ruleset(languages or None, packs=packs).rules if _wanted(rule, category, guards)]
    table, display = measured(), display_of(color, width)
    if as_json:
        write(json.dumps([_record(rule, table) for rule in chosen], ensure_ascii=False, indent=1) + "\n")
    else:
        write(listing(chosen, table, width=display.width, colour=display.colour) + "\n", colour=display.colour)


def _wanted(rule: Rule, categories: tuple[str, ...], guards: bool) -> bool:
    return (not guards or rule.category is None) and (not categories or rule.category in categories)


def _record(rule: Rule, table: Any) -> dict[str, Any]:
    return {
        "id": rule.id,
        "category": rule.category,
        "strength": rule.strength.name.lower(),
        "language": rule.language,
        "status": rule.status,
        "since": rule.since,
        "summary": rule.summary,
        "measured": table.get(rule.id),
    }
