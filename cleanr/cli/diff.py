"""`cleanr diff`: what would go."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click

from cleanr.cli.command import Command
from cleanr.cli.options import cleaner_of, read, with_options, write
from cleanr.cli.paper import paper_of, with_paper
from cleanr.views.diff import CONTEXT, unified


@click.command(cls=Command)
@with_options
@click.option("-U", "--context", type=click.IntRange(0), default=CONTEXT, show_default=True, metavar="LINES",
              help="Show so many lines around each change.")  # fmt: skip
@with_paper
def diff(files: Sequence[str], context: int, color: str, width: int | None, **options: Any) -> None:
    """Show what would go from each FILE, as a unified diff. Exits with 1 if anything would.

    \b
    cleanr diff article.txt
    cleanr diff article.txt | patch article.txt       # the same as cleaning it
    """
    cleaner, sources, paper = cleaner_of(**options), read(files), paper_of(color, width)
    changed = False
    for source in sources:
        report = cleaner.analyze(source.text)
        shown = unified(
            report.original, report.edits, report.segments, name=source.name, context=context, colour=paper.colour
        )
        changed = changed or bool(shown)
        write(shown, colour=paper.colour)
    sys.exit(1 if changed else 0)
