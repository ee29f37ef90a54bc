"""`cleanr diff`: what would go."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click

from cleanr.cli.batchoptions import INPUT, with_input_options
from cleanr.cli.display import display_of, with_display_options
from cleanr.cli.options import cleaner_of, with_options, write
from cleanr.cli.places import PlacesCommand
from cleanr.cli.sources import reading_of
from cleanr.views.diff import CONTEXT, unified


@click.command(cls=PlacesCommand)
@with_options
@with_input_options
@click.option("-U", "--context", type=click.IntRange(0), default=CONTEXT, show_default=True, metavar="LINES",
              help="Show so many lines around each change.")  # fmt: skip
@with_display_options
def diff(files: Sequence[str], context: int, color: str, width: int | None, **options: Any) -> None:
    """Show what would go from each FILE, as a unified diff: from articles, folders, record files, or FILE:17, their
    record 17. Exits with 1 if anything would.

    \b
    cleanr diff article.txt
    cleanr diff news.jsonl.gz:17
    cleanr diff article.txt | patch article.txt       # the same as cleaning it
    """
    how = {name: options.pop(name) for name in INPUT}
    cleaner, reading, display = cleaner_of(**options), reading_of(files, how), display_of(color, width)
    changed = False
    for document, report in reading.analyzed(cleaner):
        shown = unified(
            report.original, report.edits, report.segments, name=document.place, context=context, colour=display.colour
        )
        changed = changed or bool(shown)
        write(shown, colour=display.colour)
    reading.close()
    sys.exit(1 if changed else 0)
