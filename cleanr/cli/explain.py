"""`cleanr explain FILE:LINE`: why a line goes, or stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from cleanr.cli.command import Command
from cleanr.cli.completion import files
from cleanr.cli.options import Failure, cleaner_of, read, with_cleaner, write
from cleanr.cli.paper import Paper, paper_of, with_paper
from cleanr.report import Report
from cleanr.settings import Settings
from cleanr.views.ink import Pen, clipped, visible
from cleanr.views.sums import WIDTH, on_paper, sums_between


@click.command(cls=Command)
@click.argument("places", nargs=-1, required=True, metavar="FILE[:LINE]...", shell_complete=files)
@with_cleaner
@with_paper
def explain(places: tuple[str, ...], color: str, width: int | None, **options: Any) -> None:
    """Show why a line goes or stays: every voice for and against, the verdict, and what would have tipped it.

    Lines are counted from 1, as `cleanr show --number` shows them; without LINE, everything that was found.

    \b
    cleanr explain article.txt:14
    cat article.txt | cleanr explain -:14
    """
    cleaner, paper = cleaner_of(**options), paper_of(color, width)
    for number, place in enumerate(places):
        name, line = _place(place)
        report = cleaner.analyze(read([name])[0].text)
        write("\n" if number else "")
        write("\n".join(_explained(place, line, report, cleaner.settings, paper)) + "\n", colour=paper.colour)


def _place(place: str) -> tuple[str, int | None]:
    name, colon, line = place.rpartition(":")
    if not colon or not (line.isascii() and line.isdigit()):
        return place, None
    if line.strip("0") == "":
        raise Failure(f"{place}: lines are counted from 1")
    return name, int(line)


def _explained(place: str, line: int | None, report: Report, settings: Settings, paper: Paper) -> Iterator[str]:
    text, pen, width = report.original, Pen(paper.colour), min(paper.width or WIDTH, WIDTH)
    start, end = 0, len(text)
    if line is not None:
        start, end = _span_of(text, line, place)
        yield clipped(visible(f"{place}: {text[start:end].strip()}".rstrip()), width)
        yield ""
    sums = list(sums_between(report.segments, report.findings, settings, start, end))
    if line is None:
        sums = [total for total in sums if total.action not in ("article", "keep")]
    shown = [on_paper(text, total, pen=pen, width=width) for total in sums]
    yield "\n\n".join(shown or [_silence(text[start:end], line)])


def _silence(words: str, line: int | None) -> str:
    if line is None:
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
        raise Failure(f"{place}: the text has {len(lines)} lines")
    start = sum(len(row) + 1 for row in lines[: line - 1])
    return start, start + len(lines[line - 1])
