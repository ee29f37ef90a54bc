"""`cleanr show`: what is what, line by line."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from typing import Any

import click

from cleanr.cli.batchoptions import INPUT, with_input_options
from cleanr.cli.completion import categories
from cleanr.cli.display import Display, display_of, with_display_options
from cleanr.cli.options import Failure, cleaner_of, with_options, write
from cleanr.cli.places import PlacesCommand
from cleanr.cli.sources import reading_of
from cleanr.errors import nearest
from cleanr.rulebook.categories import CATEGORIES
from cleanr.views.margin import margin, screen_rows
from cleanr.views.terminal import one_line


@click.command(cls=PlacesCommand)
@with_options
@with_input_options
@click.option("--only", multiple=True, metavar="CATEGORY", shell_complete=categories,
              help="Show this category and nothing else. May be given again.")  # fmt: skip
@click.option("--fold/--no-fold", default=None, help="Leave out paragraphs far from anything found; on a terminal when "
              "the text is longer than the screen.")  # fmt: skip
@click.option(
    "--number/--no-number", default=None, help="Number the lines, for `cleanr explain FILE:LINE`; on a terminal."
)
@click.option("--explain", is_flag=True, help="Write the sum behind each decision instead of the text.")
@with_display_options
def show(
    files: Sequence[str],
    only: tuple[str, ...],
    fold: bool | None,
    number: bool | None,
    explain: bool,
    color: str,
    width: int | None,
    **options: Any,
) -> None:
    """Show each FILE with its categories in the left margin: articles, folders, record files, or FILE:17, their
    record 17.

    What goes has a - in the margin; what is tagged and stays has none. In a pipe it is the whole text in the gutter
    format; on a terminal its lines are numbered and wrapped, what goes is in the colour of its category, and long
    stretches of an article in which nothing was found are folded.

    \b
    cleanr show article.txt
    cleanr show news.jsonl:17 --field body
    cleanr show --only caption --only credit article.txt
    cleanr show --color always article.txt | less -R
    """
    for category in only:
        if category not in CATEGORIES:
            raise Failure(f"--only {category!r}: unknown category; {nearest(category, CATEGORIES)}")
    how = {name: options.pop(name) for name in INPUT}
    cleaner, reading, display = cleaner_of(**options), reading_of(files, how), display_of(color, width)
    for document, report in reading.analyzed(cleaner):
        if reading.several:
            write(f"# {one_line(document.title)}\n")
        if explain:
            write(report.explain() + "\n")
        else:
            text = report.original.removesuffix("\n")
            write(_shown(text, report.segments, only, fold, number, display) + "\n", colour=display.colour)
    reading.close()


def _shown(
    text: str, segments: Any, only: Sequence[str], fold: bool | None, number: bool | None, display: Display
) -> str:
    dress: dict[str, Any] = {
        "colour": display.colour,
        "width": display.width,
        "only": only,
        "numbers": display.screen if number is None else number,
    }
    if fold is None and not only:
        whole = margin(text, segments, **dress)
        if not display.screen or screen_rows(whole, display.columns) <= _height():
            return whole
    return margin(text, segments, **dress, fold=fold is not False)


def _height() -> int:
    return shutil.get_terminal_size().lines
