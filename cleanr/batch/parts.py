"""Files that cleanr makes for itself beside an output: no planted link is followed, no name of a part is guessed."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path
from typing import IO

_PART = ".cleanr-part-"
_JOURNAL = ".cleanr-journal"
_LOCK = ".cleanr-lock"
_MOST_NAME = 200  # bytes of a file's name that may stand in that of its journal or lock: a name holds 255 at most
_SAFE = sum(getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_CLOEXEC", "O_NONBLOCK", "O_BINARY"))


def new_part(folder: Path) -> Path:
    """Return a path in ``folder`` for a file that is not whole yet, with a name that nobody can guess."""
    return folder / f"{_PART}{secrets.token_hex(8)}"


def is_part(name: str) -> bool:
    """Return whether ``name`` is one that `new_part` gives."""
    return name.startswith(_PART) and name.removeprefix(_PART).isalnum()


def journal_in(folder: Path) -> Path:
    """Return the journal of an output folder."""
    return folder / _JOURNAL


def journal_beside(path: Path) -> Path:
    """Return the journal of a single output."""
    return _beside(path, _JOURNAL)


def lock_beside(path: Path) -> Path:
    """Return the file that whoever writes the output ``path`` holds."""
    return _beside(path, _LOCK)


def _beside(path: Path, suffix: str) -> Path:
    name = path.name
    if len(os.fsencode(name)) > _MOST_NAME:
        name = os.fsencode(name)[:_MOST_NAME].decode("utf-8", "ignore")
    return path.with_name(f".{name}{suffix}")


def is_own(name: str) -> bool:
    """Return whether a file of this name is a part, a journal or a lock."""
    return is_part(name) or (name.startswith(".") and name.endswith((_JOURNAL, _LOCK)))


def create(path: Path, mode: int = 0o600) -> IO[bytes]:
    """Make a file that is not there yet and open it, with the rights ``mode`` at most. Raises `OSError`.

    `FileExistsError` also where a link stands, whatever it leads to.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _SAFE, mode)
    return os.fdopen(handle, "r+b", buffering=0)


def reopen(path: Path) -> IO[bytes]:
    """Open a file that an earlier run made. Raises `OSError`; `ForeignError` when something else stands there: a link,
    a file of another user, one that has a second name."""
    try:
        handle = os.open(path, os.O_RDWR | _SAFE)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise ForeignError(error.errno, error.strerror, str(path)) from error
    about = os.fstat(handle)
    own = about.st_uid == os.geteuid() if hasattr(os, "geteuid") else True
    if not (own and stat.S_ISREG(about.st_mode) and about.st_nlink == 1):
        os.close(handle)
        raise ForeignError(errno.EPERM, "is not a file that cleanr made", str(path))
    return os.fdopen(handle, "r+b", buffering=0)


class ForeignError(PermissionError):
    """Where cleanr keeps a file of its own, something else stands."""


def own_file(path: Path) -> IO[bytes]:
    """Open a file of cleanr's own, made if it is not there; what else stands there goes, and what it leads to stays.

    Raises `OSError`.
    """
    while True:
        with suppress(FileExistsError):
            return create(path)
        try:
            return reopen(path)
        except FileNotFoundError:
            continue
        except ForeignError:
            path.unlink(missing_ok=True)


def locked(file: IO[bytes], shared: bool = False) -> bool:
    """Lock an open file, and return whether that could be done; where the system has no locks, it could."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


def is_at(file: IO[bytes], path: Path) -> bool:
    """Return whether the open file is the one that stands at ``path`` now."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), os.lstat(path))
    except OSError:
        return False
