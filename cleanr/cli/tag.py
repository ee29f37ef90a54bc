"""`cleanr tag`: where the furniture is, one JSON object a document."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click

from cleanr.cli.options import cleaner_of, read, with_options, write


@click.command()
@with_options
def tag(files: Sequence[str], **options: Any) -> None:
    """Write one JSON object a document to stdout: its name and the spans of its furniture.

    Spans are half-open, in code points of the file's text.

    \b
    cleanr tag article.txt | jq '.spans[] | [.category, .start, .end, .rule]'
    """
    cleaner, sources = cleaner_of(**options), read(files)
    for source in sources:
        report = cleaner.analyze(source.text)
        record = {"id": source.name, "spans": report.tags, "rules": report.digest}
        write(json.dumps(record, ensure_ascii=False) + "\n")
