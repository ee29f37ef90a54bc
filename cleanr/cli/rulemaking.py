"""`cleanr rule new` and `cleanr rule from-example`: how a rule of one's own starts."""

from __future__ import annotations

from pathlib import Path

import click

from cleanr.batch.outputs import write_whole
from cleanr.cli.command import Command
from cleanr.cli.completion import categories, files, languages
from cleanr.cli.messages import tell
from cleanr.cli.options import Failure, write
from cleanr.errors import nearest, reason
from cleanr.rulebook.categories import CATEGORIES
from cleanr.rulebook.pack import load_pack
from cleanr.rulebook.rule import STRENGTHS
from cleanr.views.terminal import clipped

_OUTPUT = click.option(
    "-o", "--output", metavar="FILE", shell_complete=files, help="Add it to this rule file, made if it is not there."
)


@click.command(cls=Command)
@click.argument("rule_id", metavar="FAMILY.NAME")
@click.option(
    "--category",
    metavar="CATEGORY",
    shell_complete=categories,
    help="What it finds; the family, where that is a category.",
)
@click.option("--language", default="en", show_default=True, metavar="CODE", shell_complete=languages)
@_OUTPUT
def new(rule_id: str, category: str | None, language: str, output: str | None) -> None:
    """Write the skeleton of a rule, to fill in.

    \b
    cleanr rule new newsletter.tide -o ours.toml
    """
    from cleanr.proof.start import skeleton

    family, dot, name = rule_id.partition(".")
    if not (dot and family and name):
        raise Failure(f"{rule_id!r}: an id is a family and a name, such as newsletter.tide")
    if category is None and family not in CATEGORIES:
        raise Failure(f"{family!r} is no category; say what the rule finds: --category newsletter")
    _put(output, rule_id, skeleton(rule_id, _category(category or family), language))


@click.command(cls=Command, name="from-example")
@click.argument("text")
@click.option("--id", "rule_id", metavar="FAMILY.NAME", help="Its id; ours. and its first words, if left out.")
@click.option(
    "--category",
    metavar="CATEGORY",
    shell_complete=categories,
    help="What it is; guessed from the rules at hand, if left out.",
)
@click.option("--language", default="en", show_default=True, metavar="CODE", shell_complete=languages)
@click.option("--strength", type=click.Choice([*STRENGTHS]), default="moderate", show_default=True,
              help="How far it is to be believed: strong and certain rules strip, the others tag.")  # fmt: skip
@click.option("--not", "counterexample", metavar="TEXT", help="An honest sentence with the same words, to leave alone.")
@_OUTPUT
def from_example(
    text: str,
    rule_id: str | None,
    category: str | None,
    language: str,
    strength: str,
    counterexample: str | None,
    output: str | None,
) -> None:
    """Make a rule of TEXT, a line or a sentence of furniture that was missed.

    \b
    cleanr rule from-example "Get The Tide every Friday" --category newsletter -o ours.toml
    """
    from cleanr.cleaner import Cleaner
    from cleanr.proof.start import from_example as suggested
    from cleanr.settings.rules import ruleset

    made = suggested(
        text,
        ruleset().rules,
        rule_id=rule_id,
        category=_category(category) if category else None,
        language=language,
        strength=strength,
        counterexample=counterexample,
    )
    _put(output, made.id, made.toml)
    found = next((s for s in Cleaner().analyze(text.strip()).segments if s.category), None)
    if found:
        tell(f"note: alone it is found already, by {', '.join(found.rules)}; where it was not, "
                   "cleanr explain FILE:LINE says why")  # fmt: skip
    like = f"; most like {', '.join(made.like)}" if made.like else ""
    tell(f"{made.id}: {made.category}{'' if category else ' (a guess)'}{like}")
    tell(f'looks for "{made.template}"; silent on {made.silent:,} honest sentences of other rules')
    if made.taken:
        tell(f"note: it takes an honest sentence too: {clipped(made.taken[0], 80)}; make it narrower before you use it")
    tell(f"next: cleanr rule check {output or 'FILE.toml'} --on YOUR-ARTICLES")


def _category(name: str) -> str:
    if name not in CATEGORIES:
        raise Failure(f"unknown category {name!r}; {nearest(name, CATEGORIES)}")
    return name


def _put(output: str | None, rule_id: str, table: str) -> None:
    """Write a rule to stdout, or at the end of a rule file, which is left as it was when the two do not fit."""
    if output is None:
        write(table)
        return
    path = Path(output)
    try:
        there = path.read_text(encoding="utf-8") if path.exists() else ""
        if there.strip() and rule_id in {rule.id for rule in load_pack(path)}:
            raise Failure(f"{output}: rule {rule_id!r} is there already; give the new one another id")
        write_whole(output, (f"{there.rstrip()}\n\n{table}" if there.strip() else table).encode())
    except OSError as error:
        raise Failure(f"{output}: {reason(error)}") from error
    except UnicodeDecodeError as error:
        raise Failure(f"{output}: is no rule file: it is not UTF-8") from error
    tell(f"wrote {rule_id} to {output}")
