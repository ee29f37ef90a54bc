"""What the built-in rules come to, in one file of the wheel: a process that has it derives nothing.

The file is made when a wheel is built, by ``python -m cleanr.rulebook.shipping FILE``. Its first line is JSON and says
where each entry stands, by the digest of all that the entry follows from: what does not fit the rules and the code any
more is never found. A checkout has no such file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "derived.json"


def entry(name: str) -> bytes | None:
    """Return the entry ``name``, as it was kept; None when there is none."""
    place = _places().get(name)
    if place is None:
        return None
    with suppress(OSError), FILE.open("rb") as file:
        file.seek(place[0])
        return file.read(place[1])
    return None


def bundle(entries: Mapping[str, bytes]) -> bytes:
    """Return the file that holds ``entries``, by their names."""
    places, at = {}, 0
    for name, content in sorted(entries.items()):
        places[name] = at, len(content)
        at += len(content)
    head = json.dumps(places).encode() + b"\n"
    return head + b"".join(content for _, content in sorted(entries.items()))


@cache
def _places() -> dict[str, tuple[int, int]]:
    """Where each entry stands in the file, and how many bytes it has; empty when there is no file, or a damaged one."""
    with suppress(OSError, ValueError, TypeError, AttributeError), FILE.open("rb") as file:
        places = json.loads(file.readline())
        after = file.tell()
        return {name: (after + at, length) for name, (at, length) in places.items()}
    return {}
