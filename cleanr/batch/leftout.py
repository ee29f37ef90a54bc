"""What a walk left out, and why: one by one, and counted by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple

from cleanr.batch.formats import COMPRESSIONS

LINK, HIDDEN, UNWANTED, SPECIAL, BINARY = "a link", "hidden", "by --glob or --exclude", "not a regular file", "not text"


class LeftOut(NamedTuple):
    """A file or folder that was passed over, and why."""

    name: str
    why: str


def by_kind(left_out: Sequence[LeftOut]) -> dict[str, int]:
    """Return how many of each kind were left out, the most first: ``12 .html (neither plain text nor records)``."""
    return dict(Counter(_kind(one) for one in left_out).most_common())


def left_out_line(left_out: Sequence[LeftOut]) -> str:
    """Return the counts in one line; empty when nothing was left out."""
    counts = by_kind(left_out)
    return f"left out: {', '.join(_counted_kind(kind, count) for kind, count in counts.items())}" if counts else ""


def _kind(one: LeftOut) -> str:
    if one.why in (LINK, HIDDEN, UNWANTED, SPECIAL):
        return one.why
    *before, last = PurePath(one.name.lower()).suffixes[-2:] or ["without a suffix"]
    return f"{''.join(before) if last in COMPRESSIONS else ''}{last} ({one.why})"


def _counted_kind(kind: str, count: int) -> str:
    plural = {LINK: "links", SPECIAL: "not regular files"}
    return f"{count:,} {plural[kind] if kind in plural and count != 1 else kind.removeprefix('a ')}"
