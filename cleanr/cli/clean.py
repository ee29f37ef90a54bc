"""`cleanr clean`: the article, without furniture."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click

from cleanr.cli.options import cleaner_of, read, with_options, write


@click.command()
@with_options
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if anything would change.")
def clean(files: Sequence[str], check: bool, **options: Any) -> None:
    """Write the cleaned text of each FILE (or of stdin) to stdout.

    \b
    cleanr clean article.txt
    curl -s https://example.org/article.txt | cleanr clean
    cleanr clean --set share=keep --ignore newsletter.signup article.txt
    """
    cleaner, sources = cleaner_of(**options), read(files)
    texts = [cleaner.clean(source.text) for source in sources]
    if check:
        changed = [source.name for source, text in zip(sources, texts, strict=True) if source.text != text]
        for name in changed:
            click.echo(f"would change: {name}", err=True)
        sys.exit(1 if changed else 0)
    for text in texts:
        write(text)
