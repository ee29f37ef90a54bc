"""What is done, on disk: so that a run that was killed can be taken up where it was.

A file beside the output (``.cleanr-journal``) gets a line before each output is put in its place, and one for each
stretch of a long one. A line counts only as long as the files are still the ones it speaks of: nothing is believed, and
no journal is read or written that is a link, or another user's. Runs that write to one folder at a time share it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, NamedTuple

from cleanr.batch import parts
from cleanr.batch.chunk import Mark
from cleanr.batch.outputs import naming_errors, stamp
from cleanr.batch.statistics import Statistics


class Start(NamedTuple):
    """Where to take an input up: how much is done of it, the part, how large it was, and what was counted."""

    mark: Mark
    part: Path
    size: int
    stats: Statistics


class Journal:
    """The journal of one output folder, or of one output file.

    ``key``: names everything else that decides the output (rules digest, settings, fields, version). With ``resume``,
    what stands in it counts; without, it begins anew.
    """

    def __init__(self, path: Path, key: str, resume: bool) -> None:
        self.path, self._key = path, key
        self._entries = _read(path, key) if resume else {}
        self._resume = resume
        self._file: IO[bytes] | None = None

    def done(self, output: Path, source: Path | None) -> dict[str, Any] | None:
        """Return the entry of an output that is there, whole, made by this key from the input as it is now."""
        entry = self._entries.get(str(output))
        if entry is None or "done" not in entry or not _is(output, entry["done"]):
            return None
        same = source is None or os.path.realpath(source) == str(output) or _is(source, entry["input"])
        return entry if same else None

    def start(self, output: Path, source: Path | None) -> Start | None:
        """Return where to take up an output of which a part is there; None when it must begin at its beginning."""
        entry = self._entries.get(str(output))
        if entry is None or "mark" not in entry or source is None or not _is(source, entry["input"]):
            return None
        part = output.parent / str(entry.get("part"))
        if not (parts.is_part(str(entry.get("part"))) and _holds(part, entry["size"])):
            return None
        return Start(Mark(*entry["mark"]), part, entry["size"], Statistics.of(entry["stats"]))

    def note_done(self, output: Path, source: Sequence[int] | None, made: Sequence[int], stats: Statistics) -> None:
        """Note that ``output`` will be whole when it bears the stamp ``made``."""
        self._note(output=str(output), input=source, done=made, stats=stats.to_dict())

    def note_part(
        self, output: Path, source: Sequence[int] | None, mark: Mark, part: Path, size: int, stats: Statistics
    ) -> None:
        """Note that the first ``size`` bytes of ``part`` hold all up to ``mark``, safe on disk."""
        self._note(output=str(output), input=source, mark=mark, part=part.name, size=size, stats=stats.to_dict())

    def _note(self, **entry: Any) -> None:
        with naming_errors(self.path):
            if self._file is None:
                self._file = self._opened()
            self._file.seek(0, os.SEEK_END)
            self._file.write(b"\n" + json.dumps({"key": self._key, **entry}).encode() + b"\n")
            os.fsync(self._file.fileno())

    def _opened(self) -> IO[bytes]:
        """The file: empty, unless an earlier run counts or another one is writing to it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        while True:
            file = parts.own_file(self.path)
            alone = parts.locked(file)
            if parts.is_at(file, self.path):
                break
            file.close()
        if alone and not self._resume:
            file.truncate()
        parts.locked(file, shared=True)
        return file

    def close(self, keep: bool) -> None:
        """Close it; unless ``keep``, or another run is writing to it, everything is done, and it goes."""
        if self._file is None:
            return
        if not keep and parts.locked(self._file):
            with suppress(OSError):
                self.path.unlink(missing_ok=True)
        self._file.close()


def stamp_of(path: Path | None) -> tuple[int, int, int] | None:
    """Return the stamp of a file; None for what is none (stdin, a pipe, a URL)."""
    return stamp(path.stat()) if path is not None and path.is_file() else None


def _is(path: Path, made: Sequence[int] | None) -> bool:
    try:
        return made is not None and stamp(path.stat()) == tuple(made)
    except OSError:
        return False


def _holds(part: Path, size: int) -> bool:
    try:
        with parts.reopen(part) as file:
            return os.fstat(file.fileno()).st_size >= size
    except OSError:
        return False


def _read(path: Path, key: str) -> dict[str, dict[str, Any]]:
    """The last line about each output; lines of another key, and torn ones, do not count."""
    try:
        with parts.reopen(path) as file:
            lines = file.read().splitlines()
    except OSError:
        return {}
    entries = (entry for line in lines if (entry := _entry(line)))
    return {entry["output"]: entry for entry in entries if entry.get("key") == key}


def _entry(line: bytes) -> dict[str, Any] | None:
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    return entry if isinstance(entry, dict) and "output" in entry else None
