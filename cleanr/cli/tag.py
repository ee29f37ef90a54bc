"""`cleanr tag`: where the furniture is, one JSON object a document."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click

from cleanr.cli.batchoptions import parted, with_batch_options
from cleanr.cli.clean import plain
from cleanr.cli.command import Command
from cleanr.cli.fileslist import names_of
from cleanr.cli.options import settings_of, with_options


@click.command(cls=Command)
@with_options
@with_batch_options
@click.option("--id-field", default="id", show_default=True, metavar="NAME",
              help="The field that names a record; without it, its file and line do.")  # fmt: skip
def tag(files: Sequence[str], id_field: str, **options: Any) -> None:
    """Write one JSON object a document, to stdout or to where -o says: its name and the spans of its furniture.

    Spans are half-open, in code points of the file's text.

    \b
    cleanr tag article.txt | jq '.spans[] | [.category, .start, .end, .rule]'
    cleanr tag articles/ -o spans.jsonl
    cleanr tag news.jsonl -o spans.jsonl --field body --id-field url
    """
    from cleanr.cli.batching import Batch

    batch, described = parted(options)
    files = names_of(files, batch["files_from"], batch["null"])
    batch["quiet"] |= plain(files) and not batch["output"]
    run = Batch(files, batch, settings_of(**described), mode="tag", id_field=id_field).run()
    sys.exit(2 if run.stats.failures else 0)
