"""Cells: which lines of a text are the rows of a table, their cells side by side.

Cells stand between bars (Markdown, box drawing), between tabs, or one under the other behind two spaces or more. A row
of them has capitals and no full stop, as a title has, and may say each of its cells twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

_BARS = re.compile("[|\u2502\u2503\u2551]")
_QUOTED = re.compile(r"[>\s]*")  # a table may stand in a quotation
_RULER = re.compile("(?=.*[-=\u2500\u2501\u2550])[-=+:|\\s\u2500-\u257f]{3,}")  # what stands under the head of a table
_GAP = re.compile(r"(?<![.!?:;,\s]) {2,}(?=\S)")  # two spaces after a full stop are the habit of a typist
_BULLET = re.compile(r"[\W_]*|\d{1,3}[.)]")  # what stands before a tab is then no cell


class _Cells(NamedTuple):
    """The cells of a line: what parts them (``bar``, ``tab`` or ``gap``), how many, where they start and end."""

    mark: str
    number: int
    places: frozenset[tuple[str, int]]
    sure: bool  # a row by its own look, whatever stands beside it


def may_be_row(line: str) -> bool:
    """Return whether there is anything in ``line`` that could part cells: a cheap look."""
    return "  " in line or "|" in line or "\t" in line or "\u2502" in line or "\u2503" in line or "\u2551" in line


def rows_of(lines: Sequence[str], visible: Sequence[int], likely: Iterable[int]) -> frozenset[int]:
    """Return the numbers of those of ``lines`` that are rows of cells.

    ``visible``: the numbers of the lines that are not blank; ``likely``: of those that `may_be_row`. A line between two
    bars, or with three cells between tabs, is a row; others are when the line above or below has cells in the same
    places, or is the ruler of a table.
    """
    celled = {index: cells for index in likely if (cells := _cells(lines[index]))}
    found = {index for index, cells in celled.items() if cells.sure}
    for above, below in pairwise(visible) if celled else ():
        if (above in celled or below in celled) and _are_paired(above, below, celled, lines):
            found.update((above, below))
    return frozenset(found)


def _are_paired(above: int, below: int, celled: Mapping[int, _Cells], lines: Sequence[str]) -> bool:
    """Whether two lines are rows because of each other."""
    rulers = _is_ruler(lines[above]), _is_ruler(lines[below])
    if above in celled and below in celled and not any(rulers):
        return _alike(celled[above], celled[below]) and lines[above].strip() != lines[below].strip()
    return (above in celled and rulers[1]) or (rulers[0] and below in celled)


def _is_ruler(line: str) -> bool:
    return not line.lstrip()[:1].isalnum() and _RULER.fullmatch(line.rstrip()) is not None


def _alike(one: _Cells, other: _Cells) -> bool:
    """Whether two lines have cells in the same places; one bar is not enough: headlines bear the name of a site."""
    if one.mark != other.mark:
        return False
    if one.mark == "gap":
        return not one.places.isdisjoint(other.places)
    return one.number == other.number and (one.mark == "tab" or one.number > 2)


def _cells(line: str) -> _Cells | None:
    """The cells of a line; None when it has fewer than two."""
    if _BARS.search(line):
        return _between_bars(line)
    if "\t" in line.strip():
        cells = [cell for cell in line.split("\t") if cell.strip() and not _BULLET.fullmatch(cell.strip())]
        return _Cells("tab", len(cells), frozenset(), len(cells) > 2) if len(cells) > 1 else None
    gaps = list(_GAP.finditer(line.rstrip())) if "  " in line else []
    gaps = [gap for gap in gaps if line[: gap.start()].strip() and not _BULLET.fullmatch(line[: gap.start()].strip())]
    if not gaps:
        return None
    ends = [*(gap.start() for gap in gaps[1:]), len(line.rstrip())]
    places = frozenset([*(("start", gap.end()) for gap in gaps), *(("end", end) for end in ends)])
    return _Cells("gap", len(gaps) + 1, places, False)


def _between_bars(line: str) -> _Cells | None:
    bare = line[_QUOTED.match(line).end() :].rstrip()  # type: ignore[union-attr]  # it matches nothing, too
    framed = len(bare) > 2 and _BARS.match(bare) is not None and _BARS.match(bare[-1]) is not None
    cells = _BARS.split(bare[1:-1]) if framed else [cell for cell in _BARS.split(bare) if cell.strip()]
    return _Cells("bar", len(cells), frozenset(), framed) if len(cells) > 1 else None
