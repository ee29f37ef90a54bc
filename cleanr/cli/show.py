"""`cleanr show`: what is what, line by line."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from cleanr.cli.options import cleaner_of, read, with_options, write
from cleanr.show import gutter


@click.command()
@with_options
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True,
              help="Colour the lines; auto: on a terminal, unless NO_COLOR is set.")  # fmt: skip
@click.option("--explain", is_flag=True, help="Write the sum behind each decision instead of the text.")
def show(files: Sequence[str], color: str, explain: bool, **options: Any) -> None:
    """Show each FILE with its categories in the left margin.

    \b
    cleanr show article.txt | less -R
    cleanr show --explain article.txt
    """
    cleaner, sources = cleaner_of(**options), read(files)
    for source in sources:
        report = cleaner.analyze(source.text)
        if len(sources) > 1:
            write(f"# {source.name}\n")
        if explain:
            write(report.explain() + "\n")
        else:
            shown = report.original.removesuffix("\n")
            write(gutter(shown, report.segments, colour=_coloured(color)) + "\n")


def _coloured(color: str) -> bool:
    if color == "auto":
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return color == "always"
