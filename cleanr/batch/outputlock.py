"""The right to write an output: one run at a time has it, and what a killed run left behind is found by it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import IO

from cleanr.batch import parts
from cleanr.errors import BatchError


class OutputLock:
    """A locked file beside an output, in which the name of the part stands.

    Raises `BatchError` when another run has it, and `OSError` when it cannot be made. The lock ends with the process,
    whatever becomes of it.
    """

    def __init__(self, output: Path) -> None:
        self._path = parts.lock_beside(output)
        self._file = self._acquired(output)

    def _acquired(self, output: Path) -> IO[bytes]:
        while True:
            file = parts.own_file(self._path)
            if not parts.locked(file):
                file.close()
                raise BatchError(f"{output}: another cleanr is writing it")
            if parts.is_at(file, self._path):  # else its owner took it away between the opening and the lock
                return file
            file.close()

    def part(self, keep: Path | None) -> Path:
        """Return where the part goes: ``keep``, or else a new file. The part of a run that was killed goes."""
        left = self._file.read(1000).decode("utf-8", "replace")
        part = keep or parts.new_part(self._path.parent)
        if parts.is_part(left) and left != part.name:
            self._path.with_name(left).unlink(missing_ok=True)
        self._file.seek(0)
        self._file.truncate()
        self._file.write(part.name.encode())
        return part

    def release(self) -> None:
        """Give it up: the output is there, or will not be."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
        self._file.close()

    def leave(self) -> None:
        """Give it up, and let a later run find the part."""
        self._file.close()


def clear_stale_lock(output: Path) -> None:
    """Take away the lock of a run that was killed after ``output`` came in its place; that of a living run stays."""
    path = parts.lock_beside(output)
    with suppress(OSError), parts.reopen(path) as file:
        if parts.locked(file) and parts.is_at(file, path):
            path.unlink()
