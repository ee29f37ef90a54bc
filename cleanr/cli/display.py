"""What the commands that show something share: in colour or not, and how wide."""

from __future__ import annotations

import os
import shutil
import sys
from typing import NamedTuple

import click

from cleanr.cli.options import Command

_PLAIN_WIDTH = 80  # columns for tables and pages when nobody looks through a terminal


class Display(NamedTuple):
    """What is written on. ``screen``: a terminal. ``width``: its columns, or those asked for; None when neither."""

    colour: bool
    width: int | None
    screen: bool

    @property
    def columns(self) -> int:
        return self.width or _PLAIN_WIDTH


def with_display_options(command: Command) -> Command:
    """Give ``command`` the options ``color`` and ``width``."""
    command = click.option("--width", type=click.IntRange(20), metavar="COLUMNS",
                           help="Fit into so many columns; those of the terminal, if left out.")(command)  # fmt: skip
    return click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True,
                        help="Write in colour; auto: on a terminal, unless NO_COLOR or FORCE_COLOR "
                        "says otherwise.")(command)  # fmt: skip


def display_of(color: str, width: int | None) -> Display:
    """Return the display that the options and the world around describe."""
    screen = sys.stdout.isatty()
    colour = color == "always" or (color == "auto" and _coloured(screen))
    return Display(colour, width or (shutil.get_terminal_size().columns if screen else None), screen)


def _coloured(screen: bool) -> bool:
    """Whether to colour when no option says so: NO_COLOR first, then FORCE_COLOR, then what is written on."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return screen and os.environ.get("TERM") != "dumb"
