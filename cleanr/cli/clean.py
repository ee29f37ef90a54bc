"""`cleanr clean`: the article, without furniture."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from cleanr.batch.formats import Kind, kind_of
from cleanr.batch.sites import site_of
from cleanr.batch.streams import is_url
from cleanr.cli.batchoptions import parted, with_batch_options, with_field_options
from cleanr.cli.command import Command
from cleanr.cli.fileslist import names_of
from cleanr.cli.messages import tell
from cleanr.cli.options import Failure, asked, cleaner_of, read, settings_of, with_options, write
from cleanr.errors import BatchError

# With any of these it is a batch, whatever the files are.
_BATCH_ONLY = (
    "output",
    "errors",
    "stats",
    "resume",
    "format",
    "output_field",
    "spans",
    "in_place",
    "limit",
    "max_record",
)


@click.command(cls=Command)
@with_options
@with_batch_options
@with_field_options
@click.option("--overwrite", is_flag=True, help="--output-field and --spans may overwrite fields that are there.")
@click.option("--in-place", is_flag=True, help="Let the cleaned files take the place of the old ones.")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if anything would change.")
@click.option("--diff", is_flag=True, help="Write what would change, as a unified diff, and nothing else.")
def clean(files: Sequence[str], check: bool, diff: bool, **options: Any) -> None:
    """Write the cleaned text of each FILE (or of stdin) to stdout; folders and record files to where -o says.

    \b
    cleanr clean article.txt
    curl -s https://example.org/article.txt | cleanr clean
    cleanr clean --set share=keep --ignore newsletter.signup article.txt
    cleanr clean articles/ -o clean/
    cleanr clean news.jsonl.zst -o clean.jsonl.zst --field body --jobs 8
    cleanr clean news.parquet -o clean.parquet --output-field clean --spans furniture
    """
    own = {name: options.pop(name) for name in ("output_field", "spans", "overwrite", "in_place")}
    batch, described = parted(options)
    files = names_of(files, batch["files_from"], batch["null"])
    if own["in_place"] and (batch["output"] or check or diff):
        raise Failure("--in-place writes to the inputs themselves, and goes with none of -o, --check, --diff")
    if own["in_place"] and batch["limit"]:
        raise Failure("--limit leaves out all other records, which --in-place would lose; write elsewhere: -o FILE")
    if diff or any(map(asked, _BATCH_ONLY)) or not plain(files) or _large(files, batch["max_record"]):
        _batch(files, batch, described, check, diff, **own)
    else:
        _write_texts(files, batch["encoding"], described, check)


def plain(files: Sequence[str]) -> bool:
    """Return whether these are texts to go to stdout one after the other, read whole before anything is written."""
    try:
        return all(name == "-" or (not is_url(name) and _is_text(name)) for name in files)
    except BatchError:
        return False


def _is_text(name: str) -> bool:
    return not Path(name).is_dir() and kind_of(name) == Kind("text") and not any(mark in name for mark in "*?[")


def _large(files: Sequence[str], most: int) -> bool:
    """Whether there is a file that is not to be read whole."""
    return any(os.path.isfile(name) and os.path.getsize(name) > most for name in files)


def _write_texts(files: Sequence[str], encoding: str, described: dict[str, Any], check: bool) -> None:
    cleaner, sources = cleaner_of(**described), read(files, encoding)
    texts = [cleaner.clean(one.text, site=site_of(None, one.name, cleaner.profile)) for one in sources]
    if check:
        _tell([source.name for source, text in zip(sources, texts, strict=True) if source.text != text])
    for text in texts:
        write(text)


def _batch(
    files: Sequence[str], batch: dict[str, Any], described: dict[str, Any], check: bool, diff: bool, **own: Any
) -> None:
    from cleanr.cli.batching import Batch

    mode = "diff" if diff else "check" if check else "clean"
    run = Batch(files, batch, settings_of(**described), mode=mode, **own).run()
    if run.stats.failures:
        sys.exit(2)
    if check:
        _tell(run.changed if not diff else [], found=bool(run.changed))


def _tell(changed: Sequence[str], found: bool = False) -> None:
    """Name what would change, and end with the exit code that says so."""
    for name in changed:
        tell(f"would change: {name}")
    sys.exit(1 if changed or found else 0)
