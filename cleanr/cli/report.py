"""`cleanr report`: a page to look at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from cleanr.batch.outputs import write_whole
from cleanr.cli import completion
from cleanr.cli.batchoptions import INPUT, with_input_options
from cleanr.cli.command import Command
from cleanr.cli.messages import tell
from cleanr.cli.options import Failure, cleaner_of, with_options
from cleanr.cli.sources import Reading
from cleanr.views.figures import counted
from cleanr.views.page import page
from cleanr.views.sample import Sample


@click.command(cls=Command)
@with_options
@click.option("-o", "--output", required=True, metavar="FILE.html", shell_complete=completion.files,
              help="Where to write the page.")  # fmt: skip
@with_input_options
@click.option("--sample", type=click.IntRange(1), metavar="N", help="Show the text of N documents at most; as many as "
              "fit into 3 MB, if left out.")  # fmt: skip
@click.option("--title", default="What cleanr found", show_default=True, metavar="WORDS", help="The title of the page.")
def report(files: Sequence[str], output: str, sample: int | None, title: str, **options: Any) -> None:
    """Make one page of HTML of what there is in each FILE (or folder, or JSONL file).

    It shows what is removed and what is tagged, rules by use, and the texts with what was found in
    them: most removed first, each with a link of its own, narrowed by name, category or rule. The
    page holds all it needs: it asks no network, and can be sent as it is.

    \b
    cleanr report articles/ -o report.html
    cleanr report --policy strict --sample 200 articles.jsonl -o report.html
    """
    if not Path(output).absolute().parent.is_dir():
        raise Failure(f"{output}: there is no folder {Path(output).absolute().parent}")
    how = {name: options.pop(name) for name in INPUT}
    cleaner, seen = cleaner_of(**options), Sample(most=sample)
    reading = Reading(files, how, target=output, progress=True)
    for document, found in reading.analyzed(cleaner):
        seen.add(document.name, found.original, found.text, found.segments, found.edits)
    text = page(seen, rules=cleaner.rules, settings=cleaner.settings, made=date.today(), title=title)
    write_whole(output, text.encode("utf-8", "backslashreplace"))  # a file's name may hold bytes of any kind
    tell(f"wrote {output}: {counted(seen.totals.documents, 'document')}, the text of {len(seen.kept):,}")
    reading.close()
