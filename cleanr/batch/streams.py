"""Bytes in: from files, pipes and remote stores, unpacked on the way."""

from __future__ import annotations

import codecs
import os
import select
import stat
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from cleanr.batch import zstd
from cleanr.batch.compression import module
from cleanr.errors import BatchError, reason

BLOCK = 1 << 20
SILENCE = b""  # among the blocks of a pipe: for a while nothing has come; what is there may be worked on
_PATIENCE = 0.1  # seconds
_PACKED_BLOCK = 1 << 15  # small, so that a block that unpacks a thousandfold stays small
_MOST_XZ = 1 << 30  # bytes of memory that reading one xz stream may take; its strongest preset takes 65 MB
_WIDE = (  # the longer marks first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class BrokenInputError(BatchError):
    """The input cannot be read to its end; what was read before is good. ``read``: what came with the break itself."""

    read: bytes = b""


class ByteCounter:
    """Counts the bytes that are read from the inputs, as they are stored, for the progress line."""

    read: int = 0


def is_url(name: str) -> bool:
    """Return whether ``name`` is a place that fsspec opens (``s3://…``), rather than a path."""
    return "://" in name


def remote(name: str) -> tuple[Any, str]:
    """Return the file system of a URL and the path on it; raise `BatchError` when fsspec is not there."""
    try:
        url_to_fs = import_module("fsspec.core").url_to_fs
    except ImportError as error:
        raise BatchError(f"{name}: remote files need one more package: pip install 'cleanr[remote]'") from error
    try:
        filesystem, path = url_to_fs(name)
    except (ImportError, ValueError) as error:
        raise BatchError(f"{name}: {error}") from error
    return filesystem, path


@contextmanager
def opened(name: str) -> Iterator[IO[bytes]]:
    """Open a file, a URL or stdin (``-``) for reading. Raises `BrokenInputError` when that fails."""
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        handle = _open(name)
    except OSError as error:
        raise BrokenInputError(reason(error)) from error
    with handle:
        yield handle


def _open(name: str) -> IO[bytes]:
    if not is_url(name):
        return Path(name).open("rb")
    files, path = remote(name)
    handle: IO[bytes] = files.open(path, "rb")
    return handle


def blocks(handle: IO[bytes], compression: str, byte_counter: ByteCounter) -> Iterator[bytes]:
    """Yield the bytes of ``handle``, unpacked; while a pipe keeps silent, `SILENCE` ten times a second.

    Raises `BrokenInputError` where it breaks off or turns to nonsense.
    """
    raw = _raw(handle, _PACKED_BLOCK if compression else BLOCK, byte_counter)
    if compression == "gz":
        return _unpacked(raw, lambda: zlib.decompressobj(wbits=31), (zlib.error,), "gzip")
    if compression == "zst":
        return _unpacked(raw, zstd.decompressor, zstd.errors(), "Zstandard")
    if compression == "bz2":
        return _unpacked(raw, module("bz2").BZ2Decompressor, (OSError, ValueError), "bzip2")
    if compression == "xz":
        lzma = module("lzma")
        return _unpacked(raw, lambda: lzma.LZMADecompressor(memlimit=_MOST_XZ), (lzma.LZMAError,), "xz")
    return raw


def _raw(handle: IO[bytes], size: int, byte_counter: ByteCounter) -> Iterator[bytes]:
    try:
        for data in _as_it_comes(handle, size) if _is_pipe(handle) else iter(lambda: handle.read(size), b""):
            byte_counter.read += len(data)
            yield data
    except OSError as error:
        raise BrokenInputError(f"cannot be read on: {reason(error)}") from error


def _is_pipe(handle: IO[bytes]) -> bool:
    """Whether it is a pipe, a socket or a terminal, from which something may come now and more later."""
    try:
        mode = os.fstat(handle.fileno()).st_mode
    except (AttributeError, OSError):
        return False
    return hasattr(handle, "read1") and (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) or stat.S_ISCHR(mode))


def _as_it_comes(handle: Any, size: int) -> Iterator[bytes]:
    while data := handle.read1(size):
        yield data
        while not _readable(handle):
            yield SILENCE


def _readable(handle: IO[bytes]) -> bool:
    """Wait a little for something to read; say that there is something where the system cannot tell (Windows)."""
    try:
        return bool(select.select([handle], [], [], _PATIENCE)[0])
    except (OSError, ValueError):
        return True


def _unpacked(
    raw: Iterator[bytes], make: Callable[[], Any], errors: tuple[type[Exception], ...], what: str
) -> Iterator[bytes]:
    """One packed stream after the other, as `cat a.gz b.gz` makes them; padding of zeros at the end is let be."""
    machine, total = None, 0
    for data in raw:
        if data == SILENCE:
            yield SILENCE
        while data:
            if machine is None:
                data = data.lstrip(b"\0") if total else data
                if not data:
                    break
                machine = make()
            saved = machine.copy() if hasattr(machine, "copy") else None
            try:
                for out in _steps(machine, data):
                    total += len(out)
                    yield out
            except errors as error:
                for out in _sound(saved, data, errors):
                    total += len(out)
                    yield out
                raise BrokenInputError(f"is not sound {what} after {total:,} unpacked bytes: {error}") from error
            data, machine = (machine.unused_data, None) if machine.eof else (b"", machine)
    if machine is not None:
        raise BrokenInputError(f"is cut off: the {what} stream has no end; {total:,} bytes could be unpacked")


def _steps(machine: Any, data: bytes) -> Iterator[bytes]:
    """What a block unpacks to; where the machine can stop on the way, a block of output at a time."""
    if not hasattr(machine, "needs_input"):
        if out := machine.decompress(data):
            yield out
        return
    while True:
        out = machine.decompress(data, BLOCK)
        if out:
            yield out
        if machine.eof or machine.needs_input or not (out or data):
            return
        data = b""


def _sound(machine: Any, data: bytes, errors: tuple[type[Exception], ...]) -> Iterator[bytes]:
    """What can still be unpacked of a block, step by step up to the first bad byte; Zstandard cannot go back."""
    for byte in data if machine is not None else b"":
        try:
            yield machine.decompress(bytes((byte,)))
        except errors:
            return


def as_utf8(data: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """Yield UTF-16 and UTF-32 as UTF-8, told by their byte order mark or by ``encoding``; all else as it is."""
    head = b""
    for block in data:
        head += block
        if len(head) >= 4:
            break
    wide = next((name for mark, name in _WIDE if head.startswith(mark)), "")
    named = encoding.lower().replace("_", "-")
    wide = wide or (named if named.startswith(("utf-16", "utf16", "utf-32", "utf32")) else "")
    return _recoded(head, data, wide) if wide else _with(head, data)


def _with(head: bytes, data: Iterator[bytes]) -> Iterator[bytes]:
    if head:
        yield head
    yield from data


def _recoded(head: bytes, data: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)()
    total = 0
    for block in _with(head, data):
        try:
            yield decoder.decode(block).encode("utf-8")
        except UnicodeError as error:
            raise BrokenInputError(f"is not sound {encoding.upper()} after {total:,} bytes: {error}") from error
        total += len(block)
    if decoder.getstate()[0]:
        raise BrokenInputError(f"is cut off in the middle of a character of {encoding.upper()}")


def after(data: Iterator[bytes], offset: int) -> Iterator[bytes]:
    """Yield ``data`` without its first ``offset`` bytes."""
    for block in data:
        if offset and offset >= len(block):
            offset -= len(block)
        else:
            yield block[offset:] if offset else block
            offset = 0
