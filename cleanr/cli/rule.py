"""`cleanr rule`: a rule's page; and the workshop for rules of one's own."""

from __future__ import annotations

from typing import Any

import click

from cleanr.cli.command import Command, Group
from cleanr.cli.completion import files, rule_ids
from cleanr.cli.display import display_of, with_display_options
from cleanr.cli.options import Failure, write
from cleanr.cli.rulecheck import check
from cleanr.cli.rulemaking import from_example, new
from cleanr.errors import nearest


class _Rule(Group):
    """A group in which a word that is no command is the id of a rule to show."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands:
            return "page", page, args
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> Any:
        """Offer the commands, and the ids of rules."""
        return [*super().shell_complete(ctx, incomplete), *page.params[0].shell_complete(ctx, incomplete)]


@click.group(cls=_Rule, subcommand_metavar="ID | COMMAND [ARGS]...")
def rule() -> None:
    """Show the page of the rule ID; or make and check a rule of your own.

    \b
    cleanr rule newsletter.signup
    cleanr rule from-example "Get The Tide every Friday" --category newsletter -o ours.toml
    cleanr rule new ours.tide --category newsletter -o ours.toml
    cleanr rule check ours.toml --on articles/
    cleanr rule schema > cleanr.schema.json          # for editors
    """


@click.command(cls=Command)
@click.argument("rule_id", metavar="ID", shell_complete=rule_ids)
@click.option("--rules", "packs", multiple=True, metavar="FILE", shell_complete=files,
              help="Add the rules of a TOML file.")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Show every phrase and example.")
@with_display_options
def page(rule_id: str, packs: tuple[str, ...], everything: bool, color: str, width: int | None) -> None:
    """Show what a rule finds and why, how firm it is, its examples and counter-examples, and where it is written."""
    from cleanr.decide import brake
    from cleanr.rulebook.precision import measured
    from cleanr.settings.rules import ruleset
    from cleanr.views import rulepage

    rules = ruleset(packs=packs)
    if rule_id == brake.RULE:
        raise Failure(f"{rule_id} is no rule but the brake: {brake.REASON}. It cannot be ignored")
    if "." not in rule_id:
        known = [*rule.commands, *(one.id for one in rules.rules)]
        raise Failure(f"no rule and no command {rule_id!r}; {nearest(rule_id, known)}")
    one, display = rules[rule_id], display_of(color, width)
    options: dict[str, Any] = {"most": 10_000} if everything else {}
    shown = rulepage.page(one, measured().get(one.id), width=display.width, colour=display.colour, **options)
    write(shown + "\n", colour=display.colour)


@click.command(cls=Command)
def schema() -> None:
    """Write the JSON schema of rule files, for editors that complete and check TOML."""
    from importlib.resources import files

    write(files("cleanr").joinpath("rules", "schema.json").read_text(encoding="utf-8"))


for command in (new, from_example, check, schema):
    rule.add_command(command)
