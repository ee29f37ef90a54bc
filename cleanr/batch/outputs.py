"""Where results go: a file that appears whole or not at all, a stream, a remote store."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Protocol

from cleanr.batch import parts, permissions, zstd
from cleanr.batch.compression import JOINABLE, compress
from cleanr.batch.outputlock import OutputLock
from cleanr.batch.streams import is_url, remote
from cleanr.errors import BatchError, reason
from cleanr.views.terminal import safe

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


class AtomicFile:
    """A file that is written beside its place under another name, and put there in one step.

    ``model``: the file that it is made from, for its rights. ``part``, ``size``: the part of an earlier run, and how
    much of it is kept. Raises `BatchError` when another process is writing the file. After `finish`, ``lost`` says
    what it could not keep of the file whose place it takes.
    """

    def __init__(self, path: Path, model: Path | None = None, part: Path | None = None, size: int = 0) -> None:
        self.path, self.size, self._model = path, size, model
        self.lost: list[str] = []
        with naming_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = OutputLock(path)
            try:
                self.part, self._file = self._opened(part)
            except BaseException:
                self._lock.release()
                raise

    def _opened(self, part: Path | None) -> tuple[Path, IO[bytes]]:
        private = self._model is not None or self.path.exists()
        path = self._lock.part(part)
        file = parts.reopen(path) if part else parts.create(path, 0o600 if private else 0o666)
        file.truncate(self.size)
        file.seek(self.size)
        return path, file

    def write(self, data: bytes) -> object:
        """Write ``data``."""
        with naming_errors(self.path):
            view = memoryview(data)
            while view:
                view = view[self._file.write(view) :]
        self.size += len(data)
        return len(data)

    def sync(self) -> None:
        """Push it to the disk."""
        with naming_errors(self.path):
            os.fsync(self._file.fileno())

    def stamp(self) -> tuple[int, int, int]:
        """Return what tells this very file from others, now and when it has its name."""
        return stamp(os.fstat(self._file.fileno()))

    def finish(self) -> None:
        """Make the file ready for its place: rights as of the file it replaces or was made from, safe on disk."""
        with suppress(FileNotFoundError):
            if self.path.exists():
                self.lost = permissions.take_over(self._file.fileno(), self.path)
            elif self._model is not None:
                permissions.like(self._file.fileno(), self._model)
        self.sync()

    def commit(self) -> None:
        """Put the file in its place."""
        with naming_errors(self.path):
            os.replace(self.part, self.path)
            _sync_folder(self.path.parent)
        self._file.close()
        self._lock.release()

    def abandon(self) -> None:
        """Take the part away."""
        self.part.unlink(missing_ok=True)
        self._file.close()
        self._lock.release()

    def close(self) -> None:
        """Leave the part for a later run."""
        self._file.close()
        self._lock.leave()


def write_whole(name: str, data: bytes) -> None:
    """Write a file as `AtomicFile` does: all of it or nothing. Raises `BatchError`."""
    path = Path(name)
    if path.exists() and not path.is_file():  # a device or a pipe
        with naming_errors(name):
            path.write_bytes(data)
        return
    whole = AtomicFile(Path(os.path.realpath(path)))
    try:
        whole.write(data)
        whole.finish()
        whole.commit()
    except BaseException:
        whole.abandon()
        raise


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
            with naming_errors(_STDOUT):
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
        self._part = f"{self._path.rpartition('/')[0]}/{parts.new_part(Path()).name}"
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


class CompressedOutput:
    """An output in front of which everything is packed: Zstandard as one frame; others come packed from the workers."""

    def __init__(self, output: Output, compression: str) -> None:
        self.output = output
        self._machine = zstd.compressor() if compression == "zst" else None
        self._empty = compress(compression, b"") if compression in JOINABLE else b""

    def write(self, data: bytes) -> object:
        """Pack and write ``data``."""
        return self.output.write(self._machine.compress(data) if self._machine else data)

    def end(self) -> None:
        """Write what makes it a sound packed file, also when it holds nothing."""
        if self._machine:
            self.output.write(self._machine.flush())
        elif not self.output.size:
            self.output.write(self._empty)


def output_for(target: str, like: str, file: Path | None, part: Path | None = None, size: int = 0) -> Output:
    """Return the output for a target: ``-`` (stdout), a URL, a device, or the ``file`` that it was found to be.

    ``like``: the input, for its rights. ``part``, ``size``: as in `AtomicFile`.
    """
    if target == "-":
        return Stream(sys.stdout.buffer)
    if is_url(target):
        return Remote(target)
    if file is None:
        with naming_errors(target):
            return Stream(Path(target).open("wb"))
    return AtomicFile(file, Path(like) if like != "-" and not is_url(like) else None, part, size)


def stamp(about: os.stat_result) -> tuple[int, int, int]:
    """Return what tells one state of one file from others."""
    return about.st_size, about.st_mtime_ns, about.st_ino


@contextmanager
def naming_errors(path: object) -> Iterator[None]:
    """Turn errors of the system into a `BatchError` that names the file, and says what to do when the disk is full."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        full = error.errno in _FULL and not _is_device(str(path))
        advice = "; make room and run again, a batch with --resume" if full else ""
        raise BatchError(f"{path}: cannot be written: {reason(error)}{advice}") from error


def _is_device(path: str) -> bool:
    """Whether ``path`` is there and no file: what cannot be made room on."""
    return path == _STDOUT or (Path(path).exists() and not Path(path).is_file())


def _sync_folder(folder: Path) -> None:
    """The new name is in the folder, and the folder must reach the disk too; some systems cannot."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
