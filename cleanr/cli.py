"""The command: a thin skin over `Cleaner`."""

from __future__ import annotations

import codecs
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from cleanr import __version__
from cleanr.errors import CleanrError

_Command = TypeVar("_Command", bound=Callable[..., Any])

_AGAIN = "May be given again."
_OPTIONS = (
    click.option(
        "--policy",
        default="article",
        show_default=True,
        metavar="PRESET",
        help="What is done with each category: article (strip furniture, keep headline, byline, dates), "
        "strict (the body alone), tag (strip nothing).",
    ),
    click.option(
        "--set",
        "actions",
        multiple=True,
        metavar="CATEGORY=ACTION",
        help=f"Change one category: keep, tag, strip, mask or extract. {_AGAIN}",
    ),
    click.option("--ignore", multiple=True, metavar="NAME", help=f"Leave out a rule, a family or a category. {_AGAIN}"),
    click.option(
        "--select", multiple=True, metavar="NAME", help=f"Use only these rules, families or categories. {_AGAIN}"
    ),
    click.option("--rules", multiple=True, metavar="FILE", help=f"Add the rules of a TOML file. {_AGAIN}"),
    click.option(
        "--language",
        "languages",
        multiple=True,
        metavar="CODE",
        help=f"Use only the rules of this language. {_AGAIN}",
    ),
    click.option(
        "--repair",
        default="conservative",
        show_default=True,
        metavar="MODE",
        help="conservative (mend what is broken), full (all that ftfy does), none.",
    ),
)


class Source(NamedTuple):
    """A document to clean: the name it goes by in messages and records, and its text."""

    name: str
    text: str


class Failure(click.ClickException):
    """Bad input: one line on stderr, exit code 2, nothing written."""

    exit_code = 2


def _with_options(command: _Command) -> _Command:
    for option in reversed(_OPTIONS):
        command = option(command)
    return click.argument("files", nargs=-1, metavar="[FILE|-]...")(command)


class _Group(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CleanrError as error:
            raise Failure(str(error)) from error


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="cleanr")
def main() -> None:
    """Find the furniture in article text (paywall prompts, newsletter sign-ups, captions, galleries, "Read more"
    lines), say what it is and why, and tag or strip it.

    \b
    cleanr clean article.txt > clean.txt        the article, without furniture
    cat article.txt | cleanr clean              the same, from a pipe
    cleanr show article.txt                     what it is, line by line
    cleanr tag *.txt > spans.jsonl              one JSON object a document
    cleanr clean --policy strict article.txt    the body alone: no headline, byline, date
    cleanr clean --set caption=keep article.txt
    """


@main.command()
@_with_options
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if anything would change.")
def clean(files: Sequence[str], check: bool, **options: Any) -> None:
    """Write the cleaned text of each FILE (or of stdin) to stdout.

    \b
    cleanr clean article.txt
    curl -s https://example.org/article.txt | cleanr clean
    cleanr clean --set share=keep --ignore newsletter.signup article.txt
    """
    cleaner, sources = _cleaner(**options), _read(files)
    texts = [cleaner.clean(source.text) for source in sources]
    if check:
        changed = [source.name for source, text in zip(sources, texts, strict=True) if source.text != text]
        for name in changed:
            click.echo(f"would change: {name}", err=True)
        sys.exit(1 if changed else 0)
    for text in texts:
        _write(text)


@main.command()
@_with_options
def tag(files: Sequence[str], **options: Any) -> None:
    """Write one JSON object a document to stdout: its name and the spans of its furniture.

    Spans are half-open, in code points of the file's text.

    \b
    cleanr tag article.txt | jq '.spans[] | [.category, .start, .end, .rule]'
    """
    cleaner, sources = _cleaner(**options), _read(files)
    for source in sources:
        report = cleaner.analyze(source.text)
        record = {"id": source.name, "spans": report.tags, "rules": report.digest}
        _write(json.dumps(record, ensure_ascii=False) + "\n")


@main.command()
@_with_options
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True,
              help="Colour the lines; auto: on a terminal, unless NO_COLOR is set.")  # fmt: skip
@click.option("--explain", is_flag=True, help="Write the sum behind each decision instead of the text.")
def show(files: Sequence[str], color: str, explain: bool, **options: Any) -> None:
    """Show each FILE with its categories in the left margin.

    \b
    cleanr show article.txt | less -R
    cleanr show --explain article.txt
    """
    from cleanr.show import gutter

    cleaner, sources = _cleaner(**options), _read(files)
    for source in sources:
        report = cleaner.analyze(source.text)
        if len(sources) > 1:
            _write(f"# {source.name}\n")
        if explain:
            _write(report.explain() + "\n")
        else:
            shown = report.original.removesuffix("\n")
            _write(gutter(shown, report.segments, colour=_coloured(color)) + "\n")


def _coloured(color: str) -> bool:
    if color == "auto":
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return color == "always"


def _cleaner(policy: str, actions: Sequence[str], **options: Any) -> Any:
    from cleanr.cleaner import Cleaner

    changes = dict(_pair(action) for action in actions)
    languages = options.pop("languages") or None
    return Cleaner(policy={"preset": policy, **changes}, languages=languages, **options)


def _pair(action: str) -> tuple[str, str]:
    category, equals, what = action.partition("=")
    if not equals:
        raise Failure(f"--set {action!r}: expected CATEGORY=ACTION, such as caption=keep")
    return category, what


def _read(files: Sequence[str]) -> list[Source]:
    """Read everything before anything is written: a bad file leaves no half output."""
    return [Source(name, _decode(name, _bytes_of(name))) for name in files or ("-",)]


def _bytes_of(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    if Path(name).is_dir():
        raise Failure(f"{name}: is a folder; name the files in it, such as {name.rstrip('/')}/*.txt")
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise Failure(f"{name}: {error.strerror or error}") from error


def _decode(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        likely = "UTF-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "WINDOWS-1252"
        raise Failure(
            f"{name}: is not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}; "
            f"convert it first, such as: iconv -f {likely} -t UTF-8 < FILE | cleanr clean"
        ) from error


def _write(text: str) -> None:
    """Write as UTF-8 with line ends as they are, whatever the platform would make of them."""
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.flush()
