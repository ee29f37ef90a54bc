"""`cleanr stats`: what there is in many documents, in numbers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click

from cleanr.cli.batchoptions import INPUT, with_input_options
from cleanr.cli.command import Command
from cleanr.cli.display import display_of, with_display_options
from cleanr.cli.options import cleaner_of, with_options, write
from cleanr.cli.sources import Reading
from cleanr.views.totals import Totals, table


@click.command(cls=Command)
@with_options
@with_input_options
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object, with every rule.")
@click.option(
    "--top", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="Show the N busiest rules."
)
@with_display_options
def stats(files: Sequence[str], as_json: bool, top: int, color: str, width: int | None, **options: Any) -> None:
    """Count what there is in each FILE (or folder, or JSONL file): documents, characters by category, hits by rule.

    \b
    cleanr stats articles/
    cleanr stats --json articles.jsonl | jq .categories.caption
    """
    how = {name: options.pop(name) for name in INPUT}
    cleaner, display = cleaner_of(**options), display_of(color, width)
    totals, reading = Totals(), Reading(files, how, progress=True)
    for _, report in reading.analyzed(cleaner):
        totals.add(report.original, report.text, report.segments)
    if as_json:
        write(json.dumps({**totals.to_dict(), "digest": cleaner.rules.digest}, ensure_ascii=False, indent=1) + "\n")
    else:
        write(table(totals, width=display.width, colour=display.colour, most=top) + "\n", colour=display.colour)
    reading.close()
