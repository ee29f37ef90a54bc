"""`--files-from`: the names of inputs from a file or from stdin."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from cleanr.cli.options import Failure


def names_of(files: Sequence[str], files_from: str, null: bool) -> tuple[str, ...]:
    """Return ``files`` and the names that ``files_from`` lists; stdin (``-``) when neither names any.

    A list holds a name a line, or with ``null`` names with a NUL behind each. A listed name is treated like one on the
    command line. Raises `Failure` when the list cannot be read, or stdin would be both a list and an input.
    """
    if not files_from:
        if null:
            raise Failure("--null says how the list of --files-from is read; name it: --files-from FILE")
        return tuple(files) or ("-",)
    names = (*files, *_listed(files_from, null))
    if not names:
        raise Failure(f"{files_from}: names no files")
    if files_from == "-" and "-" in names:
        raise Failure("-: stdin cannot be an input, because --files-from reads the names from it")
    return names


def _listed(files_from: str, null: bool) -> list[str]:
    data = _bytes_of(files_from).removeprefix(b"\xef\xbb\xbf")
    if not null and b"\0" in data:
        raise Failure(f"{files_from}: the names in it end with NUL; say so: --null")
    if null and b"\0" not in data and b"\n" in data.rstrip(b"\n"):
        raise Failure(f"{files_from}: the names in it do not end with NUL; leave out --null")
    names = data.split(b"\0") if null else [line.removesuffix(b"\r") for line in data.split(b"\n")]
    return [os.fsdecode(name) for name in names if name]


def _bytes_of(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise Failure(f"--files-from {name}: {error.strerror or error}") from error
