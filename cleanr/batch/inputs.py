"""What is to be read: files, folders, patterns, URLs and stdin, in a fixed order."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from cleanr.batch.formats import Kind, kind_of
from cleanr.batch.streams import is_url, remote
from cleanr.errors import BatchError

_LOOK = 8192  # bytes in which a file of unknown suffix shows that it is no text
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Input(NamedTuple):
    """A file to read: its name as the user gave it, the name it has below the folder that was named, what it holds."""

    name: str
    below: str
    kind: Kind

    @property
    def path(self) -> Path | None:
        """The file, unless it is stdin or remote."""
        return None if self.name == "-" or is_url(self.name) else Path(self.name)


class Found(NamedTuple):
    """What a walk came to: inputs, and what was left out or cannot be read, with the reason."""

    inputs: list[Input]
    skipped: list[tuple[str, str]]
    failed: list[tuple[str, str]]


def find(names: Iterable[str], *, globs: Iterable[str] = (), said: str = "", avoid: Iterable[Path] = ()) -> Found:
    """Return the inputs that ``names`` stand for.

    A folder stands for all files below it, sorted; hidden ones, links to folders, binary files and what is under
    ``avoid`` are left out. A name with ``*`` or ``?`` that is no file is a pattern; ``globs`` choose among what is
    below folders, by name or path. ``said`` is the format, where the suffix does not tell.
    """
    found = Found([], [], [])
    for name, below in _named(names, list(globs), [Path(os.path.realpath(path)) for path in avoid], found):
        _take(name, below, said, found)
    return found


def _named(names: Iterable[str], globs: list[str], avoid: list[Path], found: Found) -> Iterator[tuple[str, str]]:
    for name in names:
        if name == "-" or is_url(name):
            yield from _remote_names(name)
        elif Path(name).is_dir():
            yield from _walk(name, globs, avoid, found)
        elif not os.path.lexists(name) and glob.has_magic(name):
            matches = sorted(match for match in glob.glob(name, recursive=True) if not Path(match).is_dir())
            if not matches:
                found.failed.append((name, "nothing matches"))
            yield from ((match, Path(match).name) for match in matches)
        else:
            yield name, Path(name).name


def _remote_names(name: str) -> Iterator[tuple[str, str]]:
    if "*" not in name or name == "-":
        yield name, name.rpartition("/")[2]
        return
    files, path = remote(name)
    for match in sorted(files.glob(path)):
        yield files.unstrip_protocol(match), match.rpartition("/")[2]


def _walk(folder: str, globs: list[str], avoid: list[Path], found: Found) -> Iterator[tuple[str, str]]:
    def fail(error: OSError) -> None:
        found.failed.append((str(error.filename), error.strerror or str(error)))

    for where, folders, files in os.walk(folder, onerror=fail):
        folders[:] = sorted(name for name in folders if not _hidden(name) and not _among(Path(where, name), avoid))
        for name in sorted(files):
            path = os.path.join(where, name)
            below = os.path.relpath(path, folder)
            if not _hidden(name) and _chosen(below, globs):
                yield path, below


def _hidden(name: str) -> bool:
    return name.startswith(".")


def _among(path: Path, avoid: list[Path]) -> bool:
    return Path(os.path.realpath(path)) in avoid


def _chosen(below: str, globs: list[str]) -> bool:
    return not globs or any(fnmatch(below, pattern) or fnmatch(Path(below).name, pattern) for pattern in globs)


def _take(name: str, below: str, said: str, found: Found) -> None:
    walked = name != below and os.sep in name and not is_url(name)
    if walked and Path(name).exists() and not Path(name).is_file():
        found.skipped.append((name, "not a regular file"))
        return
    try:
        kind = kind_of(name, said)
    except BatchError as error:
        if said or not walked:
            found.failed.append((name, str(error).removeprefix(f"{name}: ")))
        else:
            found.skipped.append((name, "neither plain text nor records"))
        return
    if walked and kind == Kind("text") and _binary(Path(name)):
        found.skipped.append((name, "not text"))
        return
    found.inputs.append(Input(name, below, kind))


def _binary(path: Path) -> bool:
    """A NUL byte is in no text but UTF-16 and UTF-32; what cannot be opened is reported when it is read."""
    try:
        with path.open("rb") as file:
            head = file.read(_LOOK)
    except OSError:
        return False
    return b"\0" in head and not head.startswith(_WIDE_MARKS)
