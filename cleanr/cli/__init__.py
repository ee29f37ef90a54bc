"""The command: a thin skin over `Cleaner`. Each command is a module of its own, loaded when it is called."""

from __future__ import annotations

import os
import sys
from functools import partial
from importlib import import_module
from typing import Any

import click

from cleanr import __version__, compiled
from cleanr.cli.command import Group
from cleanr.cli.ending import exit_code_of, one_sentence, open_what_is_closed
from cleanr.errors import nearest

# Command name → where it is defined. Only the one that is called is imported: `cleanr --version` stays quick.
COMMANDS = {
    "clean": "cleanr.cli.clean:clean",
    "tag": "cleanr.cli.tag:tag",
    "show": "cleanr.cli.show:show",
    "diff": "cleanr.cli.diff:diff",
    "explain": "cleanr.cli.explain:explain",
    "report": "cleanr.cli.report:report",
    "stats": "cleanr.cli.stats:stats",
    "profile": "cleanr.cli.profile:profile",
    "learn": "cleanr.cli.learn:learn",
    "rules": "cleanr.cli.rules:rules",
    "rule": "cleanr.cli.rule:rule",
    "config": "cleanr.cli.config:config",
    "man": "cleanr.cli.man:man",
}

_VERSION = f"%(prog)s %(version)s ({'compiled' if compiled else 'plain Python'})"

if "_CLEANR_COMPLETE" in os.environ:  # a shell asks what to offer
    import_module("cleanr.cli.shells")


class _Commands(Group):
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

    def main(self, *args: Any, standalone_mode: bool = True, **more: Any) -> Any:
        """Run the command and leave with its exit code; or, without ``standalone_mode``, return or raise."""
        run = partial(super().main, *args, standalone_mode=False, **more)
        if not standalone_mode:
            return run()
        open_what_is_closed()
        sys.exit(exit_code_of(run))

    def make_context(self, *args: Any, **more: Any) -> click.Context:
        """Read the command line; what is wrong with it, and what keeps its help from being written, is one sentence."""
        with one_sentence():
            return super().make_context(*args, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was called; whatever happens to it is one sentence and an exit code."""
        with one_sentence():
            return super().invoke(ctx)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", prog_name="cleanr", message=_VERSION)
def main() -> None:
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
    cleanr profile articles/ -o site.profile    what repeats on the pages of a site, for --profile
    """
