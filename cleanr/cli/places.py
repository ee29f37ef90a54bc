"""Places as the user writes them: a file, a record of it, a line."""

from __future__ import annotations

import os
import re
from typing import NamedTuple

import click

from cleanr.batch.formats import kind_of
from cleanr.cli.command import Command
from cleanr.cli.options import Failure
from cleanr.errors import BatchError

_PLACE = re.compile(r"(?P<name>.+?)(?::(?P<first>[0-9]+))?(?::(?P<second>[0-9]+))?", re.DOTALL)

_STDIN = re.compile("-(:[0-9]+)+")
_ARGUMENT = "\0"  # what nobody can write before an argument


class PlacesCommand(Command):
    """A command that takes places: ``-:14``, line 14 of stdin, is one, and not a row of options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read ``args``, as `Command` does."""
        return super().parse_args(ctx, [_ARGUMENT * bool(_STDIN.fullmatch(arg)) + arg for arg in args])


class Place(NamedTuple):
    """What ``FILE[:RECORD][:LINE]`` stands for; 0 where a number was not given. A file of one text has no records."""

    name: str
    record: int = 0
    line: int = 0


def place_of(words: str, format_name: str = "") -> Place:
    """Return the place that ``words`` stand for; a file of that very name comes first. ``format_name``: the format.

    In a record file the first number is the record's, in any other the line's. Raises `Failure` for a number that
    cannot be.
    """
    words = words.removeprefix(_ARGUMENT)
    found = _PLACE.fullmatch(words)
    if found is None or os.path.lexists(words):
        return Place(words)
    name, first, second = found.groups()
    numbers = [int(number) for number in (first, second) if number]
    if 0 in numbers:
        raise Failure(f"{words}: records and lines are counted from 1")
    if _has_records(name, format_name):
        return Place(name, *numbers)
    if len(numbers) > 1:
        raise Failure(f"{words}: {name} is one text and has no records; a line of it is {name}:{numbers[-1]}")
    return Place(name, line=numbers[0] if numbers else 0)


def record_of(words: str, format_name: str = "") -> Place:
    """Return the place that ``words`` stand for, where lines do not matter: ``FILE[:RECORD]``."""
    place, words = place_of(words, format_name), words.removeprefix(_ARGUMENT)
    if place.line:
        raise Failure(f"{words}: names a line, and this shows whole texts; why a line goes: cleanr explain {words}")
    return place


def _has_records(name: str, format_name: str) -> bool:
    try:
        return kind_of(name, format_name).format != "text"
    except BatchError:
        return False  # reported when it is read
