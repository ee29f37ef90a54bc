"""Many things kept in one file: a line of JSON says where each stands, and behind it they follow one another.

An entry is known by the digest of all that it follows from: what does not fit the rules and the code any more is never
found.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from mmap import ACCESS_READ, mmap
from pathlib import Path


class Bundle:
    """The entries of the file ``path``; there are none when there is no such file, or a damaged one."""

    def __init__(self, path: Path) -> None:
        self._places: dict[str, tuple[int, int]] = {}
        self._content: mmap | bytes = b""
        with suppress(OSError, ValueError, TypeError, AttributeError), path.open("rb") as file:
            places = json.loads(file.readline())
            after = file.tell()
            self._content = mmap(file.fileno(), 0, access=ACCESS_READ)
            self._places = {name: (after + at, length) for name, (at, length) in places.items()}

    def entry(self, name: str) -> bytes | None:
        """Return the entry ``name``, as it was kept; None when there is none."""
        place = self._places.get(name)
        return None if place is None else self._content[place[0] : place[0] + place[1]]


def bundled(entries: Mapping[str, bytes]) -> bytes:
    """Return the content of a file that holds ``entries``, by their names."""
    places, at = {}, 0
    for name, content in sorted(entries.items()):
        places[name] = at, len(content)
        at += len(content)
    head = json.dumps(places).encode() + b"\n"
    return head + b"".join(content for _, content in sorted(entries.items()))
