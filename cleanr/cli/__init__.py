"""The command: a thin skin over `Cleaner`. Each command is a module of its own, loaded when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from cleanr import __version__
from cleanr.cli.command import refuse_repeated
from cleanr.cli.onfile import defaults
from cleanr.cli.options import Failure
from cleanr.errors import CleanrError, nearest

# Command name → where it is defined. Only the one that is called is imported: `cleanr --version` stays quick.
COMMANDS = {
    "clean": "cleanr.cli.clean:clean",
    "tag": "cleanr.cli.tag:tag",
    "show": "cleanr.cli.show:show",
    "diff": "cleanr.cli.diff:diff",
    "explain": "cleanr.cli.explain:explain",
    "report": "cleanr.cli.report:report",
    "stats": "cleanr.cli.stats:stats",
    "rules": "cleanr.cli.rules:rules",
    "rule": "cleanr.cli.rule:rule",
    "config": "cleanr.cli.config:config",
}


class _Commands(click.Group):
    """A group whose commands are imported when they are called or listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            if not ctx.resilient_parsing:
                ctx.fail(f"no such command {cmd_name!r}; {nearest(cmd_name, COMMANDS)}")
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        refuse_repeated(self, ctx, args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CleanrError as error:
            raise Failure(str(error)) from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="cleanr")
@click.option("--config", metavar="FILE", help="The settings file.  [default: cleanr.toml or [tool.cleanr], upwards]")
@click.option("--isolated", is_flag=True, help="Read no settings file.")
@click.pass_context
def main(ctx: click.Context, config: str | None, isolated: bool) -> None:
    """Find the furniture in article text (paywall prompts, newsletter sign-ups, captions, galleries, "Read more"
    lines), say what it is and why, and tag or strip it.

    \b
    cleanr clean article.txt > clean.txt        the article, without furniture
    cat article.txt | cleanr clean              the same, from a pipe
    cleanr show article.txt                     what it is, line by line
    cleanr explain article.txt:14               why a line goes, or stays
    cleanr report articles/ -o report.html      a page to look at
    cleanr tag *.txt > spans.jsonl              one JSON object a document
    cleanr clean --policy strict article.txt    the body alone: no headline, byline, date
    cleanr clean --set caption=keep article.txt
    cleanr clean articles/ -o clean/            a folder
    cleanr clean news.jsonl.gz -o clean.jsonl.gz --field body
    """
    if not isolated:
        ctx.default_map = defaults(config)
