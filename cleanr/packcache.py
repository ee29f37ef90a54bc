"""Parsed rule files, kept from one process to the next: TOML takes thirty times as long to read as JSON.

A file is known by the digest of its bytes, so what is kept is never out of date, and it is JSON, so reading it runs no
code. Where nothing can be written, or what was written is damaged, the file is parsed as if nothing had been kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any

_MOST = 500  # files kept; the oldest go first


def parsed(source: bytes) -> dict[str, Any]:
    """Return the table that the TOML ``source`` holds.

    Raises `UnicodeDecodeError` when it is no UTF-8 and `tomllib.TOMLDecodeError` when it is no TOML.
    """
    kept = cache_folder() / f"{hashlib.sha256(source).hexdigest()[:32]}.json"
    with suppress(OSError, ValueError):
        table = json.loads(kept.read_text(encoding="utf-8"))
        if isinstance(table, dict):
            return table
    table = tomllib.loads(source.decode("utf-8"))
    with suppress(OSError, TypeError, ValueError):  # TypeError: a date, which JSON does not have
        _keep(kept, json.dumps(table))
    return table


def cache_folder() -> Path:
    """Return the folder of kept files: ``cleanr`` in ``$XDG_CACHE_HOME``, or else in ``.cache`` of the user's home."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(home) / "cleanr"


def _keep(path: Path, content: str) -> None:
    """Write all or nothing: other processes may read, and write the same, at this moment."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, suffix=".new", delete=False) as new:
        new.write(content)
    os.replace(new.name, path)
    kept = sorted(path.parent.glob("*.json"), key=lambda file: file.stat().st_mtime)
    for old in kept[:-_MOST]:
        old.unlink(missing_ok=True)
