"""What a file that takes the place of another one keeps of it: owner, group, mode, attributes."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

_ACCESS = "system.posix_acl_access"


def like(handle: int, model: Path) -> None:
    """Give an open file the mode of ``model``: what was made of a private file is private."""
    if hasattr(os, "fchmod"):
        with suppress(OSError):
            os.fchmod(handle, stat.S_IMODE(model.stat().st_mode) & 0o777)


def take_over(handle: int, old: Path) -> list[str]:
    """Give an open file what the file ``old`` has, which it will replace; return what it could not be given."""
    about = old.stat()
    lost = _owner(handle, about)
    mode = stat.S_IMODE(about.st_mode)
    if hasattr(os, "fchmod"):
        with suppress(OSError):
            os.fchmod(handle, mode & 0o777 if lost else mode)  # what lent its owner's rights must not lend another's
    lost += _attributes(handle, old)
    if about.st_nlink > 1:
        lost.append(f"its other names ({about.st_nlink - 1:,}), which hold the text as it was")
    return lost


def _owner(handle: int, about: os.stat_result) -> list[str]:
    mine = os.fstat(handle)
    if not hasattr(os, "fchown") or (mine.st_uid, mine.st_gid) == (about.st_uid, about.st_gid):
        return []
    lost = []
    try:
        os.fchown(handle, about.st_uid, -1)
    except OSError:
        lost.append("its owner")
    try:
        os.fchown(handle, -1, about.st_gid)
    except OSError:
        lost.append("its group")
    return lost


def _attributes(handle: int, old: Path) -> list[str]:
    """Extended attributes, access lists among them, where the system has any; one that `old` lacks is not inherited."""
    if not hasattr(os, "listxattr"):
        return []
    lost = []
    try:
        names = os.listxattr(old)
    except OSError:
        return []
    if _ACCESS not in names:
        with suppress(OSError):
            os.removexattr(handle, _ACCESS)
    for name in names:
        try:
            os.setxattr(handle, name, os.getxattr(old, name))
        except OSError:
            lost.append(f"its attribute {name}")
    return lost
