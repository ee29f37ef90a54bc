"""`cleanr man`: the manual page, made of the help of all commands."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import click

from cleanr import __version__
from cleanr.cli.command import Command
from cleanr.cli.options import write

_EXIT_CODES = (
    "done",
    "--check or diff found something to change",
    "bad input; what was sound is delivered",
    "interrupted",
)


@click.command(cls=Command)
@click.pass_context
def man(ctx: click.Context) -> None:
    """Write the manual page, of the help of all commands.

    \b
    cleanr man | man -l -
    cleanr man > ~/.local/share/man/man1/cleanr.1
    """
    write("\n".join(_page(ctx.find_root())) + "\n")


def _page(root: click.Context) -> Iterator[str]:
    yield f'.TH CLEANR 1 "" "cleanr {__version__}" "User Commands"'
    yield from (".SH NAME", r"cleanr \- find the furniture in article text, and tag or strip it")
    yield from (".SH SYNOPSIS", ".B cleanr", _text("[OPTIONS] COMMAND [ARGS]..."))
    yield from (".SH DESCRIPTION", *_described(root.command))
    yield from (".SH OPTIONS", *_options(root))
    yield ".SH COMMANDS"
    for context in _commands(root):
        yield f".SS {_text(context.command_path)}"
        yield from (f".B {_text(context.command_path)}", _text(" ".join(context.command.collect_usage_pieces(context))))
        yield from (".PP", *_described(context.command), *_options(context))
    yield ".SH EXIT STATUS"
    for code, meaning in zip((0, 1, 2, 130), _EXIT_CODES, strict=True):
        yield from (".TP", f".B {code}", _text(meaning))


def _commands(context: click.Context) -> Iterator[click.Context]:
    """The contexts of all commands below a group, that of a group before its own."""
    group = context.command
    if not isinstance(group, click.Group):
        return
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command and not command.hidden:
            below = click.Context(command, parent=context, info_name=name)
            yield below
            yield from _commands(below)


def _described(command: click.Command) -> Iterator[str]:
    """The text of a command's help: paragraphs are filled, those after a mark stand as they are."""
    for number, paragraph in enumerate(inspect.cleandoc(command.help or "").split("\n\n")):
        lines = paragraph.split("\n")
        if lines[0] == "\b":
            yield from (".PP", ".nf", ".RS 4", *map(_text, lines[1:]), ".RE", ".fi")
        else:
            yield from (*([".PP"] if number else []), *map(_text, lines))


def _options(context: click.Context) -> Iterator[str]:
    for param in context.command.get_params(context):
        record = param.get_help_record(context)
        if record and record[1]:
            yield from (".TP", f".B {_text(record[0])}", _text(" ".join(record[1].split())))


def _text(line: str) -> str:
    """Return a line of text as roff takes it: nothing in it is a command."""
    line = re.sub(r"\\", r"\\e", line).replace("-", r"\-")
    line = line.replace("'", r"\(aq").replace("`", r"\(ga").replace("^", r"\(ha").replace("~", r"\(ti")
    return rf"\&{line}" if line.startswith(".") else line
