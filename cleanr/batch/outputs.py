"""Where results go: a file that appears whole or not at all, a stream, a remote store."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Protocol

from cleanr.batch import zstd
from cleanr.batch.pack import JOINABLE, packed_as
from cleanr.batch.streams import is_url, remote
from cleanr.errors import BatchError, reason
from cleanr.views.ink import safe

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_STDOUT = "stdout"


class Output(Protocol):
    """Takes bytes, and in the end either all of them are there, or none."""

    size: int

    def write(self, data: bytes) -> object:
        """Write ``data`` behind what was written before."""

    def sync(self) -> None:
        """See to it that what was written survives a crash of the machine."""

    def commit(self) -> None:
        """Let the output appear under its name."""

    def abandon(self) -> None:
        """Let it be as if nothing had been written."""

    def close(self) -> None:
        """Stop here; what is there stays, to be taken up again."""


class Whole:
    """A file that is written beside its place under another name, and put there in one step.

    ``size``: how much of an earlier run's part is kept. Raises `BatchError` when another process is writing it.
    """

    def __init__(self, path: Path, like: Path | None = None, size: int = 0) -> None:
        self.path, self.part, self.size = path, part_of(path), size
        self._like = like
        with naming(self.part):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.part.open("r+b" if size else "wb", buffering=0)
            _lock(self._file, path)
            self._file.truncate(size)
            self._file.seek(size)

    def write(self, data: bytes) -> object:
        """Write ``data``."""
        with naming(self.path):
            view = memoryview(data)
            while view:
                view = view[self._file.write(view) :]
        self.size += len(data)
        return len(data)

    def sync(self) -> None:
        """Push it to the disk."""
        with naming(self.path):
            os.fsync(self._file.fileno())

    def stamp(self) -> tuple[int, int, int]:
        """Return what tells this very file from others, now and when it has its name."""
        return stamp(os.fstat(self._file.fileno()))

    def finish(self) -> None:
        """Make the file ready for its place: rights as of the file it replaces or was made from, safe on disk."""
        model = self.path if self.path.exists() else self._like
        if model is not None:
            with suppress(OSError):
                os.chmod(self.part, stat.S_IMODE(model.stat().st_mode))
        self.sync()

    def commit(self) -> None:
        """Put the file in its place."""
        with naming(self.path):
            os.replace(self.part, self.path)
            _sync_folder(self.path.parent)
        self._file.close()

    def abandon(self) -> None:
        """Take the part away."""
        self.part.unlink(missing_ok=True)
        self._file.close()

    def close(self) -> None:
        """Leave the part for a later run."""
        self._file.close()


class Stream:
    """Stdout, or a device or pipe that was named as the output."""

    def __init__(self, handle: IO[bytes]) -> None:
        self._handle, self.size = handle, 0
        self._screen = handle.isatty()
        self._last = b"\n"

    def write(self, data: bytes) -> object:
        """Write ``data`` at once; on a terminal, with whatever could steer it made visible."""
        if data:
            shown = safe(data.decode("utf-8", "replace")).encode() if self._screen else data
            with naming(_STDOUT):
                self._handle.write(shown)
                self._handle.flush()
            self.size += len(data)
            self._last = data[-1:]
        return len(data)

    def tell(self) -> int:
        """Return how much was written."""
        return self.size

    def sync(self) -> None:
        """Nothing: what was written is gone."""

    def commit(self) -> None:
        """End the last line, so that another file can follow."""
        if self._handle is not sys.stdout.buffer:
            self._handle.close()

    def abandon(self) -> None:
        """Nothing can be taken back."""

    def close(self) -> None:
        """Nothing is left to do."""


class Remote:
    """A file in a remote store, uploaded under another name and moved."""

    def __init__(self, url: str) -> None:
        self._files, self._path = remote(url)
        self.size = 0
        self._part = f"{self._path}.cleanr-part"
        self._file: Any = self._files.open(self._part, "wb")

    def write(self, data: bytes) -> object:
        """Write ``data``."""
        self._file.write(data)
        self.size += len(data)
        return len(data)

    def sync(self) -> None:
        """Nothing: it is safe when it is there."""

    def commit(self) -> None:
        """Let it appear."""
        self._file.close()
        self._files.mv(self._part, self._path)

    def abandon(self) -> None:
        """Take the part away."""
        self._file.close()
        self._files.rm(self._part)

    close = abandon


class Packed:
    """An output in front of which everything is packed: Zstandard as one frame; others come packed from the workers."""

    def __init__(self, output: Output, compression: str) -> None:
        self.output = output
        self._machine = zstd.compressor() if compression == "zst" else None
        self._empty = packed_as(compression, b"") if compression in JOINABLE else b""

    def write(self, data: bytes) -> object:
        """Pack and write ``data``."""
        return self.output.write(self._machine.compress(data) if self._machine else data)

    def end(self) -> None:
        """Write what makes it a sound packed file, also when it holds nothing."""
        if self._machine:
            self.output.write(self._machine.flush())
        elif not self.output.size:
            self.output.write(self._empty)


def output_for(target: str, like: str, size: int = 0) -> Output:
    """Return the output for a target: ``-`` (stdout), a URL, a path. ``like``: the input, for its rights."""
    if target == "-":
        return Stream(sys.stdout.buffer)
    if is_url(target):
        return Remote(target)
    path = Path(target)
    if path.exists() and not path.is_file():
        with naming(path):
            return Stream(path.open("wb"))
    model = Path(like) if like != "-" and not is_url(like) else None
    return Whole(Path(os.path.realpath(path)), model, size)


def part_of(path: Path) -> Path:
    """Return the name under which the file is written before it is whole."""
    return path.with_name(f".{path.name}.cleanr-part")


def stamp(about: os.stat_result) -> tuple[int, int, int]:
    """Return what tells one state of one file from others."""
    return about.st_size, about.st_mtime_ns, about.st_ino


@contextmanager
def naming(path: object) -> Iterator[None]:
    """Turn errors of the system into a `BatchError` that names the file, and says what to do when the disk is full."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        full = error.errno in _FULL and path != _STDOUT
        advice = "; make room and run again with --resume" if full else ""
        raise BatchError(f"{path}: cannot be written: {reason(error)}{advice}") from error


def _lock(file: IO[bytes], path: Path) -> None:
    """Where the system can: two runs never write one file."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise BatchError(f"{path}: another cleanr is writing it") from error
    except OSError:
        return


def _sync_folder(folder: Path) -> None:
    """The new name is in the folder, and the folder must reach the disk too; some systems cannot."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
