"""Files that cleanr makes for itself beside an output: no planted link is followed, no name of a part is guessed."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from pathlib import Path
from typing import IO

_PART = ".cleanr-part-"
_JOURNAL = ".cleanr-journal"
_MOST_NAME = 200  # bytes of a file's name that may stand in its journal's: a name holds 255 at most
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
    name = path.name
    if len(os.fsencode(name)) > _MOST_NAME:
        name = os.fsencode(name)[:_MOST_NAME].decode("utf-8", "ignore")
    return path.with_name(f".{name}{_JOURNAL}")


def is_own(name: str) -> bool:
    """Return whether a file of this name is a part or a journal."""
    return is_part(name) or (name.startswith(".") and name.endswith(_JOURNAL))


def create(path: Path, mode: int = 0o600) -> IO[bytes]:
    """Make a file that is not there yet and open it, with the rights ``mode`` at most. Raises `OSError`.

    `FileExistsError` also where a link stands, whatever it leads to.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _SAFE, mode)
    return os.fdopen(handle, "r+b", buffering=0)


def reopen(path: Path) -> IO[bytes]:
    """Open a file that an earlier run made. Raises `OSError` when it is not there, or anything else than that: a link,
    a file of another user, one that has a second name."""
    handle = os.open(path, os.O_RDWR | _SAFE)
    about = os.fstat(handle)
    own = about.st_uid == os.geteuid() if hasattr(os, "geteuid") else True
    if not (own and stat.S_ISREG(about.st_mode) and about.st_nlink == 1):
        os.close(handle)
        raise PermissionError(errno.EPERM, "is not a file that cleanr made", str(path))
    return os.fdopen(handle, "r+b", buffering=0)
