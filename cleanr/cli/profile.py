"""`cleanr profile`: what repeats on the pages of each site, counted and kept in a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from cleanr.cli.batchoptions import with_input_options
from cleanr.cli.command import Command
from cleanr.cli.completion import files as any_file
from cleanr.cli.messages import tell
from cleanr.cli.profiling import Profiling
from cleanr.views.figures import counted


@click.command(cls=Command)
@click.argument("files", nargs=-1, metavar="[FILE|-]...", shell_complete=any_file)
@click.option("-o", "--output", required=True, metavar="FILE", shell_complete=any_file,
              help="Where to write the profile.")  # fmt: skip
@with_input_options
@click.option("-j", "--jobs", type=click.IntRange(1), default=None, metavar="N",
              help="Worker processes.  [default: one a core]")  # fmt: skip
def profile(files: Sequence[str], output: str, jobs: int | None, **how: Any) -> None:
    """Count what repeats on the pages of each site in FILE (or folder, or record file), for --profile of the other
    commands: a line that stands on most pages of its site is furniture, whatever it says.

    Copies of one story count as one page; a file is the same for any order of documents. The site is what --site says,
    or the folder of a file.

    \b
    cleanr profile articles/ -o site.profile && cleanr clean articles/ --profile site.profile -o clean/
    cleanr profile news.jsonl --field body --site url -o news.profile
    cleanr clean news.jsonl --field body --site url --profile news.profile -o clean.jsonl
    """
    profiling = Profiling(files, how, target=output)
    made = profiling.run(jobs)
    made.save(output)
    seen = profiling.stats.documents
    tell(f"wrote {output}: {counted(len(made.sites), 'site')}, {counted(seen, 'document')}")
    profiling.close()
