"""What a command writes to is none of what it reads: that is refused before anything is read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import click

from cleanr.batch.streams import is_url
from cleanr.cli.onfile import FROM
from cleanr.errors import BatchError

Identity = tuple[int, int] | str
_STDOUT = "-"


def refuse_inputs(targets: Iterable[str], inputs: Iterable[str]) -> None:
    """Raise `BatchError` when one of ``targets``, or stdout, is one of ``inputs`` or a file that the options name.

    Links of both kinds are seen through. Of the files that the options name, none may be a target: rule files, the list
    of names, the settings file.
    """
    read = {key: name for name in inputs if (key := _identity(name, 0))}
    named = {key: name for name in _named() if (key := _identity(name, 0))}
    for target in filter(None, targets):
        key = _identity(target, 1)
        if key in read or key in named:
            raise BatchError(f"{target}: is an input too{_by(target, {**named, **read}[key])}; name another file")
    stdout = _identity(_STDOUT, 1)
    if stdout in read:
        raise BatchError(f"{read[stdout]}: is an input, and stdout goes to it too; write to another file")


def refuse_same(targets: Iterable[str], others: Iterable[str]) -> None:
    """Raise `BatchError` when one of ``targets`` is the same file as one before it, or as one of ``others``."""
    seen = {key for name in others if (key := _identity(name, 1))}
    for target in filter(None, targets):
        key = _identity(target, 1)
        if key in seen:
            raise BatchError(f"{target}: is an input or an output too; name another file")
        seen |= {key} if key else set()


def _identity(name: str, stream: int) -> Identity | None:
    """What tells a file from all others, its place if it is not there yet; None for what is no file. ``stream``: what
    ``-`` is, 0 or 1."""
    if is_url(name):
        return name
    try:
        about = os.fstat(stream) if name == "-" else os.stat(name)
    except OSError:
        return None if name == "-" else os.path.realpath(name)
    return (about.st_dev, about.st_ino) if stat.S_ISREG(about.st_mode) else None


def _by(target: str, name: str) -> str:
    return "" if name == target else f", by the name of {name}"


def _named() -> Iterator[str]:
    """The files that the options of the command name, to be read."""
    context = click.get_current_context()
    for option in ("rules", "packs"):
        yield from context.params.get(option) or ()
    found: Mapping[str, Any] = context.default_map or {}
    yield from filter(None, (context.params.get("files_from"), found.get(FROM)))
