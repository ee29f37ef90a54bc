"""What is done, on disk: so that a run that was killed can be taken up where it was.

A file beside the output (``.cleanr-journal``) gets a line before each output is put in its place, and one for each
stretch of a long one. A line counts only as long as the files are still the ones it speaks of: nothing is believed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any, NamedTuple

from cleanr.batch.outputs import naming, part_of, stamp
from cleanr.batch.piece import Mark
from cleanr.batch.tally import Tally


class Start(NamedTuple):
    """Where to take an input up: how much is done of it, how large the output was, and what was counted."""

    mark: Mark
    size: int
    tally: Tally


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
        part = part_of(output)
        if entry is None or "mark" not in entry or source is None or not _is(source, entry["input"]):
            return None
        if not part.exists() or part.stat().st_size < entry["size"]:
            return None
        return Start(Mark(*entry["mark"]), entry["size"], Tally.of(entry["tally"]))

    def note_done(self, output: Path, source: Sequence[int] | None, made: Sequence[int], tally: Tally) -> None:
        """Note that ``output`` will be whole when it bears the stamp ``made``."""
        self._note(output=str(output), input=source, done=made, tally=tally.to_dict())

    def note_part(self, output: Path, source: Sequence[int] | None, mark: Mark, size: int, tally: Tally) -> None:
        """Note that the first ``size`` bytes of the part hold all up to ``mark``, safe on disk."""
        self._note(output=str(output), input=source, mark=mark, size=size, tally=tally.to_dict())

    def _note(self, **entry: Any) -> None:
        with naming(self.path):
            if self._file is None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._file = self.path.open("ab" if self._resume else "wb")
                self._file.write(b"\n" if self._resume else b"")  # an earlier run may have died within a line
            self._file.write(json.dumps({"key": self._key, **entry}).encode() + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())

    def close(self, keep: bool) -> None:
        """Close it; unless ``keep``, everything is done, and it goes."""
        if self._file is not None:
            self._file.close()
        if not keep:
            self.path.unlink(missing_ok=True)


def stamp_of(path: Path | None) -> tuple[int, int, int] | None:
    """Return the stamp of a file; None for what is none (stdin, a pipe, a URL)."""
    return stamp(path.stat()) if path is not None and path.is_file() else None


def _is(path: Path, made: Sequence[int] | None) -> bool:
    try:
        return made is not None and stamp(path.stat()) == tuple(made)
    except OSError:
        return False


def _read(path: Path, key: str) -> dict[str, dict[str, Any]]:
    """The last line about each output; lines of another key, and torn ones, do not count."""
    try:
        lines = path.read_bytes().splitlines()
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
