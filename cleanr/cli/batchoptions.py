"""The options of commands that work on folders and record files."""

from __future__ import annotations

from typing import Any

import click

from cleanr.batch.encoding import check_encoding
from cleanr.batch.sizes import size_of
from cleanr.cli.completion import encodings, files, formats
from cleanr.cli.options import Command


def _encoding(_: click.Context, __: click.Parameter, name: str) -> str:
    check_encoding(name)
    return name


def _size(_: click.Context, __: click.Parameter, written: object) -> int:
    try:
        return size_of(str(written))
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


_IN = (
    click.option("--field", multiple=True, default=["text"], show_default="text", metavar="NAME",
                 help="The field that holds the text, or a list of texts; dots lead into nested objects. May be given "
                 "again."),
    click.option("--site", default="", metavar="NAME",
                 help="The field that says where a record is from, an address or a name, for a profile.  [default: the "
                 "folder of the file; the address of a WET record]"),
    click.option("--format", default="", metavar="FORMAT", shell_complete=formats,
                 help="What the input is, when its name does not tell: text, jsonl, csv, tsv, parquet, wet; "
                 "jsonl.gz and the like for a pipe."),
    click.option("--glob", multiple=True, metavar="PATTERN",
                 help="Of the files below a folder or a pattern, take those that match; with ! before it, leave them "
                 "out. May be given again."),
    click.option("--exclude", multiple=True, metavar="PATTERN",
                 help="Leave out the files and folders that match. May be given again."),
    click.option("--files-from", default="", metavar="FILE|-", shell_complete=files,
                 help="Read the names of inputs from here, one a line."),
    click.option("-0", "--null", is_flag=True, help="The names in --files-from end with NUL (find -print0)."),
    click.option("--encoding", default="", metavar="NAME", callback=_encoding, shell_complete=encodings,
                 help="For bytes that are not UTF-8; detect: ask chardet."),
    click.option("--limit", type=click.IntRange(1), default=None, metavar="N",
                 help="Read N records in all, and no more."),
    click.option("--max-record", default="64MiB", show_default=True, metavar="SIZE", callback=_size,
                 help="Pass records through uncleaned that are larger than this, such as 10M or 1GiB."),
)  # fmt: skip
_OUT = (
    click.option("-o", "--output", default="", metavar="FILE|FOLDER", shell_complete=files, help="Write here."),
    click.option("--errors", default="", metavar="FILE", shell_complete=files,
                 help="Send records that cannot be cleaned here, instead of passing them through."),
    click.option("--stats", default="", metavar="FILE", shell_complete=files,
                 help="Write the closing summary as JSON."),
)  # fmt: skip
_HOW = (
    click.option("-j", "--jobs", type=click.IntRange(1), default=None, metavar="N",
                 help="Worker processes.  [default: one a core]"),
    click.option("--resume", is_flag=True, help="Skip what an earlier run with the same rules and settings has done."),
    click.option("--strict", is_flag=True, help="Stop at the first record that cannot be cleaned."),
    click.option("-q", "--quiet", is_flag=True, help="No progress, no summary; failures are still told."),
    click.option("-v", "--verbose", is_flag=True, help="Tell every failure, and every file that is left out."),
)  # fmt: skip
_FIELDS = (
    click.option("--output-field", multiple=True, metavar="NAME",
                 help="Put the cleaned text here, and keep the old one. With several --field, one for each, in order."),
    click.option("--spans", multiple=True, metavar="NAME",
                 help="Put the tags here: where what is, in the text as it was, which stays unless --output-field "
                 "takes the cleaned one. With several --field, one for each, in order."),
)  # fmt: skip
INPUT = ("field", "site", "format", "glob", "exclude", "files_from", "null", "encoding", "limit", "max_record")
NAMES = frozenset({*INPUT, "output", "errors", "stats", "jobs", "resume", "strict", "quiet", "verbose"})


def with_batch_options(command: Command) -> Command:
    """Give ``command`` the options of `Batch`."""
    for option in reversed((*_IN, *_OUT, *_HOW)):
        command = option(command)
    return command


def with_field_options(command: Command) -> Command:
    """Give ``command`` the options that name the fields to write."""
    for option in reversed(_FIELDS):
        command = option(command)
    return command


def with_input_options(command: Command) -> Command:
    """Give ``command`` the options that say how inputs are read."""
    for option in reversed(_IN):
        command = option(command)
    return command


def parted(options: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the options that describe a batch, and those that describe a cleaner."""
    batch = {name: value for name, value in options.items() if name in NAMES}
    return batch, {name: value for name, value in options.items() if name not in NAMES}
