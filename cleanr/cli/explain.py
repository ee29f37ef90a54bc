"""`cleanr explain FILE:LINE`: why a line goes, or stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from cleanr.cli.batchoptions import INPUT, with_input_options
from cleanr.cli.completion import files
from cleanr.cli.display import Display, display_of, with_display_options
from cleanr.cli.options import Failure, cleaner_of, with_cleaner, write
from cleanr.cli.places import PlacesCommand, place_of
from cleanr.cli.sources import Reading
from cleanr.report import Report
from cleanr.settings.settings import Settings
from cleanr.views.explanation import WIDTH, breakdowns_between, render_breakdown
from cleanr.views.figures import counted
from cleanr.views.terminal import Pen, clipped, one_line, visible


@click.command(cls=PlacesCommand)
@click.argument("places", nargs=-1, required=True, metavar="FILE[:RECORD][:LINE]...", shell_complete=files)
@with_cleaner
@with_input_options
@with_display_options
def explain(places: tuple[str, ...], color: str, width: int | None, **options: Any) -> None:
    """Show why a line goes or stays: every voice for and against, the verdict, and what would have tipped it.

    Lines are counted from 1, as `cleanr show --number` shows them; without LINE, everything that was found.
    Of a record file, RECORD is the number that messages and `cleanr show` give.

    \b
    cleanr explain article.txt:14
    cleanr explain news.jsonl:17:3                    # line 3 of record 17
    cat article.txt | cleanr explain -:14
    """
    how = {name: options.pop(name) for name in INPUT}
    cleaner, display = cleaner_of(**options), display_of(color, width)
    first = True
    for words in places:
        place = place_of(words, how["format"])
        reading = Reading([place.name], how, records={place.name: {place.record}} if place.record else None)
        for document, report in reading.analyzed(cleaner):
            write("" if first else "\n")
            first = False
            write(f"# {one_line(document.title)}\n" if reading.several else "")
            rows = _explained(document.place, place.line, report, cleaner.settings, display)
            write("\n".join(rows) + "\n", colour=display.colour)
        reading.close()


def _explained(name: str, line: int, report: Report, settings: Settings, display: Display) -> Iterator[str]:
    text, pen, width = report.original, Pen(display.colour), min(display.width, WIDTH) if display.width else None
    start, end = 0, len(text)
    if line:
        place = f"{name}:{line}"
        start, end = _span_of(text, line, place)
        yield clipped(visible(f"{place}: {text[start:end].strip()}".rstrip()), width)
        yield ""
    breakdowns = list(breakdowns_between(report.segments, report.findings, settings, start, end))
    if not line:
        breakdowns = [total for total in breakdowns if total.action not in ("article", "keep")]
    shown = [render_breakdown(text, total, pen=pen, width=width) for total in breakdowns]
    yield "\n\n".join(shown or [_silence(text[start:end], line)])


def _silence(words: str, line: int) -> str:
    if not line:
        return "Nothing was found."
    if not words.strip():
        return "A blank line. It goes with what it sets apart."
    return (
        "Article: no rule has anything to say about this line.\n"
        "Is it furniture? Make a rule of it: cleanr rule from-example --help"
    )


def _span_of(text: str, line: int, place: str) -> tuple[int, int]:
    lines = text.split("\n")
    if line > len(lines):
        raise Failure(f"{place}: the text has {counted(len(lines), 'line')}")
    start = sum(len(row) + 1 for row in lines[: line - 1])
    return start, start + len(lines[line - 1])
