"""Parsed rule files, kept from one process to the next: TOML takes thirty times as long to read as JSON.

A file is known by the digest of its bytes, so what is kept is never out of date, and it is JSON, so reading it runs no
code. Before the JSON stands its own digest: what is damaged, or was put there by something else, is parsed again and
replaced. Where there is no folder for it, or nothing can be written, the file is parsed as if nothing had been kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import tomllib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

_MOST = 1_000  # files kept; the oldest go first


def parse_toml(source: bytes) -> dict[str, Any]:
    """Return the table that the TOML ``source`` holds.

    Raises `UnicodeDecodeError` when it is no UTF-8 and `tomllib.TOMLDecodeError` when it is no TOML.
    """
    return cached(source, lambda: tomllib.loads(source.decode("utf-8")))


def cached(source: bytes, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Return what ``make`` makes of ``source``, all that it depends on; it is asked when that is not kept already."""
    folder = cache_folder()
    if folder is None:
        return make()
    path = folder / f"{_digest(source)}.json"
    table = _load(path)
    if table is None:
        table = make()
        with suppress(OSError, TypeError, ValueError):  # TypeError: a date, which JSON does not have
            _store(path, json.dumps(table).encode())
    return table


def cache_folder() -> Path | None:
    """Return the folder of kept files: ``cleanr`` in ``$XDG_CACHE_HOME``, or else in ``.cache`` of the user's home.

    A relative path counts as none, as the XDG specification says. None: the user has no home, and nothing is kept.
    """
    named, home = os.environ.get("XDG_CACHE_HOME", ""), _home()
    if os.path.isabs(named):
        return Path(named, "cleanr")
    return Path(home, ".cache", "cleanr") if os.path.isabs(home) else None


def _home() -> str:
    """The user's home folder; empty or ``~`` when the environment and the system name none."""
    named = os.environ.get("HOME")
    return os.path.expanduser("~") if named is None or os.name == "nt" else named


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]


def _load(path: Path) -> dict[str, Any] | None:
    """The table that was kept; None when there is none, or not as it was written."""
    with suppress(OSError, ValueError):
        digest, _, content = path.read_bytes().partition(b"\n")
        if digest == _digest(content).encode() and isinstance(table := json.loads(content), dict):
            return table
    return None


def _store(path: Path, content: bytes) -> None:
    """Write all or nothing: other processes may read, and write the same, at this moment."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".new", delete=False) as new:
        new.write(_digest(content).encode() + b"\n" + content)
    os.replace(new.name, path)
    files = sorted(path.parent.glob("*.json"), key=lambda file: file.stat().st_mtime)
    for old in files[:-_MOST]:
        old.unlink(missing_ok=True)
