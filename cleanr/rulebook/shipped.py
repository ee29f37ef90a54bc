"""What the built-in rules come to, in one file of the wheel: a process that has it derives nothing.

The file is made when a wheel is built, by ``python -m cleanr.rulebook.shipping FILE``. A checkout has no such file.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from cleanr.rulebook.bundle import Bundle

FILE = Path(__file__).parent / "derived.json"


def entry(name: str) -> bytes | None:
    """Return the entry ``name``, as it was kept; None when there is none."""
    return _bundle().entry(name)


@cache
def _bundle() -> Bundle:
    return Bundle(FILE)
