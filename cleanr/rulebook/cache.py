"""Parsed rule files and what is derived from them, kept from one process to the next.

TOML takes thirty times as long to read as JSON, and deriving a hundred times. What comes of the rules that come with
cleanr is in a file of the wheel (see `shipped`); what comes of others, and of rules that were changed, is kept in a
folder of the user's.

A file is known by the digest of its bytes, so what is kept is never out of date, and it is JSON, so reading it runs no
code. Before the JSON stands its own digest: what is damaged, or was put there by something else, is parsed again and
replaced. Where there is no folder for it, or nothing can be written, the file is parsed as if nothing had been kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from cleanr.rulebook import shipped
from cleanr.rulebook.bundle import Bundle, bundled

_MOST = 2_000  # files kept; the oldest go first
_MOST_SHELVES = 8  # of one name; each is some megabytes


Make = Callable[[], dict[str, Any]]
Cached = Callable[[bytes, Make], dict[str, Any]]  # `cached`, or that of a shelf


def cached(source: bytes, make: Make) -> dict[str, Any]:
    """Return what ``make`` makes of ``source``, all that it depends on; it is asked when that is not kept already."""
    name = digest_of(source)
    if content := shipped.entry(name):
        return table_of(content) or make()
    folder = cache_folder()
    return make() if folder is None else _cached_in(folder / f"{name}.json", make)


def parse_toml(source: bytes, kept: Cached = cached) -> dict[str, Any]:
    """Return the table that the TOML ``source`` holds; ``kept`` keeps it.

    Raises `UnicodeDecodeError` when it is no UTF-8 and `tomllib.TOMLDecodeError` when it is no TOML.
    """
    return kept(source, lambda: tomllib.loads(source.decode("utf-8")))


class Shelf:
    """What is always asked for together, in one file of the folder besides: that is opened once.

    Every installation of cleanr has its own, or two would write over each other; those used longest ago go.
    """

    def __init__(self, name: str) -> None:
        folder = None if shipped.FILE.is_file() else cache_folder()
        here = digest_of(str(Path(__file__).parent).encode())[:8]
        self._path = folder / f"{name}-{here}.json" if folder else None
        self._bundle = Bundle(self._path) if self._path else None
        self._entries: dict[str, bytes] = {}
        self._grown = False

    def cached(self, source: bytes, make: Make) -> dict[str, Any]:
        """Return what `cached` does."""
        name = digest_of(source)
        content = self._bundle.entry(name) if self._bundle else None
        table = table_of(content) if content else None
        if table is None or content is None:
            table = cached(source, make)
            with suppress(TypeError, ValueError):
                content, self._grown = content_of(table), True
        if content:
            self._entries[name] = content
        return table

    def keep(self) -> None:
        """Keep what was asked for, if it was not on the shelf."""
        self._bundle = None  # some systems replace no file that is open
        if self._path and self._grown:
            with suppress(OSError):
                _store(self._path, bundled(self._entries))
                _drop_oldest(self._path.parent, f"{self._path.stem[:-8]}*.json", _MOST_SHELVES)


def table_of(content: bytes) -> dict[str, Any] | None:
    """Return the table that ``content`` holds, JSON with its digest before it; None when it is not as written."""
    digest, _, said = content.partition(b"\n")
    with suppress(ValueError):
        if digest == digest_of(said).encode() and isinstance(table := json.loads(said), dict):
            return table
    return None


def content_of(table: dict[str, Any]) -> bytes:
    """Return what `table_of` reads again; raise `TypeError` for a date, which JSON does not have."""
    said = json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()
    return digest_of(said).encode() + b"\n" + said


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


def digest_of(data: bytes) -> str:
    """Return a short name for exactly these bytes."""
    return hashlib.sha256(data).hexdigest()[:32]


def _cached_in(path: Path, make: Make) -> dict[str, Any]:
    with suppress(OSError):
        if table := table_of(path.read_bytes()):
            return table
    table = make()
    with suppress(OSError, TypeError, ValueError):
        _store(path, content_of(table))
    return table


def _store(path: Path, content: bytes) -> None:
    """Write all or nothing: other processes may read, and write the same, at this moment."""
    import tempfile

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".new", delete=False) as new:
        new.write(content)
    os.replace(new.name, path)
    if len(os.listdir(path.parent)) > _MOST:
        _drop_oldest(path.parent, "*.json", _MOST)


def _drop_oldest(folder: Path, pattern: str, most: int) -> None:
    kept = sorted(folder.glob(pattern), key=lambda file: file.stat().st_mtime)
    for old in kept[:-most]:
        old.unlink(missing_ok=True)
