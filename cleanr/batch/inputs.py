"""What is to be read: files, folders, patterns, URLs and stdin, in a fixed order."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from cleanr.batch.formats import Kind, kind_of, why_not
from cleanr.batch.globs import Choice
from cleanr.batch.leftout import BINARY, HIDDEN, LINK, SPECIAL, UNWANTED, LeftOut
from cleanr.batch.parts import is_own
from cleanr.batch.sniff import check_stdin, is_told, no_text_in
from cleanr.batch.streams import is_url, remote
from cleanr.errors import BatchError

_LOOK = 8192  # bytes in which a file of unknown suffix shows that it is no text
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Input(NamedTuple):
    """A file to read: its name as the user gave it, the name it has below the folder that was named, what it holds, and
    that folder (None for a file that was named itself)."""

    name: str
    below: str
    kind: Kind
    folder: Path | None = None

    @property
    def path(self) -> Path | None:
        """The file, unless it is stdin or remote."""
        return None if self.name == "-" or is_url(self.name) else Path(self.name)


class FoundInputs(NamedTuple):
    """What a walk came to: inputs, what was left out and why, and what cannot be read and why."""

    inputs: list[Input]
    left_out: list[LeftOut]
    failed: list[tuple[str, str]]


def total_size(inputs: Iterable[Input]) -> int:
    """Return the bytes of all ``inputs``; 0 when that cannot be told."""
    try:
        return sum(source.path.stat().st_size if source.path else 0 for source in inputs)
    except OSError:
        return 0


def stands_for_many(name: str) -> bool:
    """Return whether ``name`` is a folder or a pattern."""
    if name == "-" or is_url(name):
        return "*" in name
    return Path(name).is_dir() or (not os.path.lexists(name) and glob.has_magic(name))


class _Name(NamedTuple):
    """A file as it was found. ``walked``: below a folder or by a pattern, not named by the user."""

    name: str
    below: str
    walked: bool = False


def find(
    names: Iterable[str],
    *,
    globs: Iterable[str] = (),
    exclude: Iterable[str] = (),
    format_name: str = "",
    avoid: Iterable[Path] = (),
) -> FoundInputs:
    """Return the inputs that ``names`` stand for.

    A folder stands for all files below it, sorted; hidden ones, links, binary files, those of a suffix that is no text
    and what is under ``avoid`` are left out. A name with ``*`` or ``?`` that is no file is a pattern, and stands for
    what it matches, named as it is below the pattern's fixed part. ``globs`` and ``exclude`` choose among both, as in
    `Choice`. ``format_name`` is the format, where the suffix does not tell. What is named itself is taken as it is.
    """
    found = FoundInputs([], [], [])
    walk = _Walk(Choice(globs, exclude), [Path(os.path.realpath(path)) for path in avoid], found)
    for name in names:
        for one in walk.below(name):
            _take(one, format_name, found)
    return found if format_name else _without_mistaken(found)


def _without_mistaken(found: FoundInputs) -> FoundInputs:
    """What no suffix tells is text, unless its first bytes show that it is something else."""
    taken = list[Input]()
    for source in found.inputs:
        why = ""
        if source.name == "-":
            check_stdin()
        elif source.path is not None and source.kind == Kind("text") and not is_told(source.name):
            why = no_text_in(source.path)
        if why:
            found.failed.append((source.name, why))
        else:
            taken.append(source)
    return found._replace(inputs=taken)


class _Walk:
    """Goes through folders and patterns, and notes in ``found`` what it passes over."""

    def __init__(self, choice: Choice, avoid: list[Path], found: FoundInputs) -> None:
        self._choice, self._avoid, self._found = choice, avoid, found

    def below(self, name: str) -> Iterator[_Name]:
        """Yield what ``name`` stands for."""
        if name == "-" or is_url(name):
            yield from self._remote(name)
        elif Path(name).is_dir():
            yield from self._folder(name)
        elif not os.path.lexists(name) and glob.has_magic(name):
            yield from self._pattern(name)
        else:
            yield _Name(name, Path(name).name)

    def _remote(self, name: str) -> Iterator[_Name]:
        if "*" not in name or name == "-":
            yield _Name(name, name.rpartition("/")[2])
            return
        files, path = remote(name)
        fixed = path.partition("*")[0].rpartition("/")[0] + "/"
        for match in sorted(files.glob(path)):
            url = files.unstrip_protocol(match)
            yield from self._chosen(url, match.removeprefix(fixed))

    def _pattern(self, pattern: str) -> Iterator[_Name]:
        fixed = _fixed_part(pattern)
        matches = sorted(match for match in glob.glob(pattern, recursive=True) if not Path(match).is_dir())
        if not matches:
            self._found.failed.append((pattern, "nothing matches"))
        for match in matches:
            below = os.path.relpath(match, fixed)
            if _linked(fixed, below):
                self._leave(match, LINK)
            else:
                yield from self._chosen(match, Path(match).name if below.startswith("..") else below)

    def _folder(self, folder: str) -> Iterator[_Name]:
        for where, folders, files in os.walk(folder, onerror=self._fail):
            folders[:] = [name for name in sorted(folders) if self._enters(folder, os.path.join(where, name))]
            for name in sorted(files):
                path = os.path.join(where, name)
                if name.startswith("."):
                    self._hide(path)
                elif os.path.islink(path):
                    self._leave(path, LINK)
                else:
                    yield from self._chosen(path, os.path.relpath(path, folder))

    def _enters(self, folder: str, path: str) -> bool:
        if Path(path).name.startswith("."):
            self._hide(path)
        elif os.path.islink(path):
            self._leave(path, LINK)
        elif not self._choice.enters(os.path.relpath(path, folder)):
            self._leave(path, UNWANTED)
        else:
            return Path(os.path.realpath(path)) not in self._avoid
        return False

    def _chosen(self, name: str, below: str) -> Iterator[_Name]:
        if self._choice.takes(below):
            yield _Name(name, below, walked=True)
        else:
            self._leave(name, UNWANTED)

    def _hide(self, path: str) -> None:
        if not is_own(Path(path).name):
            self._leave(path, HIDDEN)

    def _leave(self, name: str, why: str) -> None:
        self._found.left_out.append(LeftOut(name, why))

    def _fail(self, error: OSError) -> None:
        self._found.failed.append((str(error.filename), error.strerror or str(error)))


def _fixed_part(pattern: str) -> str:
    """The folder that all matches of a pattern are in: its parts before the first with a mark."""
    parts = takewhile(lambda part: not glob.has_magic(part), Path(pattern).parts)
    return str(Path(*parts))


def _linked(fixed: str, below: str) -> bool:
    """Whether a file below ``fixed`` is a link, or is reached through one."""
    parts = Path(below).parts
    return any(os.path.islink(Path(fixed, *parts[: depth + 1])) for depth in range(len(parts)))


def _take(one: _Name, format_name: str, found: FoundInputs) -> None:
    name, walked = one.name, one.walked
    local = walked and not is_url(name)
    if local and not Path(name).is_file():
        found.left_out.append(LeftOut(name, SPECIAL))
    elif walked and (why := why_not(name, format_name)):
        found.left_out.append(LeftOut(name, why))
    else:
        _add(one, format_name, local, found)


def _add(one: _Name, format_name: str, local: bool, found: FoundInputs) -> None:
    try:
        kind = kind_of(one.name, format_name)
    except BatchError as error:
        found.failed.append((one.name, str(error).removeprefix(f"{one.name}: ")))
        return
    if local and kind == Kind("text") and _binary(Path(one.name)):
        found.left_out.append(LeftOut(one.name, BINARY))
    else:
        folder = Path(one.name.removesuffix(one.below) or ".") if local else None
        found.inputs.append(Input(one.name, one.below, kind, folder))


def _binary(path: Path) -> bool:
    """A NUL byte is in no text but UTF-16 and UTF-32; what cannot be opened is reported when it is read."""
    try:
        with path.open("rb") as file:
            head = file.read(_LOOK)
    except OSError:
        return False
    return b"\0" in head and not head.startswith(_WIDE_MARKS)
