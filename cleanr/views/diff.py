"""What would go, as a unified diff; every hunk names the categories and rules that it is due to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from cleanr.decide.verdict import CHANGING, Segment
from cleanr.text.edits import Edit, Span, apply
from cleanr.views.terminal import BOLD, DIM, REVERSED, Pen, Run, visible, written

CONTEXT = 3


class _Change(NamedTuple):
    """Lines ``[first, last)`` of the text, counted from 0, become ``new``; ``gone`` goes, ``why`` is its cause."""

    first: int
    last: int
    new: list[str]
    gone: list[Span]
    why: tuple[str, ...]


def unified(
    text: str,
    edits: Sequence[Edit],
    segments: Iterable[Segment],
    *,
    name: str = "text",
    context: int = CONTEXT,
    colour: bool = False,
) -> str:
    """Return the changes that ``edits`` make to ``text`` as a unified diff, empty when there are none.

    ``name`` stands in its head. Each hunk has ``context`` lines around it, and after its ``@@`` the categories and
    rules behind it. Without ``colour`` it is a diff that ``patch`` applies; with it, controls are made visible, and
    what goes of a line that stays is in reverse video.
    """
    lines = _lines(text)
    starts = [0, *accumulate(map(len, lines))]
    changes = list(_changes(text, lines, starts, edits, list(segments)))
    if not changes:
        return ""
    pen = Pen(colour)
    shown = visible(name) if colour else name
    rows = [pen.paint(f"--- {shown}", BOLD), pen.paint(f"+++ {shown} (cleaned)", BOLD)]
    shift = 0
    for hunk in _hunks(changes, context):
        rows += _hunk(lines, starts, hunk, context, shift, pen)
        shift += sum(len(change.new) - (change.last - change.first) for change in hunk)
    return "\n".join(rows) + "\n"


def _lines(text: str) -> list[str]:
    """Lines with their ends, where ``diff`` and ``patch`` see them: after each newline, and nowhere else."""
    lines = text.split("\n")
    return [line + "\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _changes(
    text: str, lines: list[str], starts: list[int], edits: Sequence[Edit], segments: list[Segment]
) -> Iterator[_Change]:
    removed = [segment for segment in segments if segment.category and segment.action in CHANGING]
    for first, last, group in _grouped(starts, edits, len(lines)):
        begin, end = starts[first], starts[last]
        inside = [Edit(edit.start - begin, edit.end - begin, edit.new) for edit in group]
        new = _lines(apply(inside, text[begin:end]))
        head = _same(lines[first:last], new)
        tail = _same(lines[first + head : last][::-1], new[head:][::-1])
        gone = [Span(edit.start, edit.end) for edit in group]
        why = _causes(removed, group)
        yield _Change(first + head, last - tail, new[head : len(new) - tail], gone, why)


def _grouped(starts: list[int], edits: Sequence[Edit], count: int) -> Iterator[tuple[int, int, list[Edit]]]:
    """Yield ranges of lines and the edits on them; edits that touch a line of one another go together."""
    first, last, group = 0, 0, list[Edit]()
    for edit in edits:
        top = min(bisect_right(starts, edit.start) - 1, count - 1)
        bottom = min(bisect_right(starts, edit.end), count)  # a line whose start the edit reaches may be joined
        if group and top < last:
            last = max(last, bottom)
        else:
            if group:
                yield first, last, group
            first, last, group = max(top, 0), bottom, []
        group.append(edit)
    if group:
        yield first, last, group


def _same(one: Sequence[str], other: Sequence[str]) -> int:
    for count, (mine, theirs) in enumerate(zip(one, other, strict=False)):
        if mine != theirs:
            return count
    return min(len(one), len(other))


def _causes(removed: Sequence[Segment], edits: Sequence[Edit]) -> tuple[str, ...]:
    """The category and the loudest rule of each segment that the edits take out; "repair" where there is none."""
    causes: dict[str, None] = {}
    for edit in edits:
        at = bisect_right(removed, edit.start, key=_end)
        while at < len(removed) and removed[at].start < edit.end:
            loudest = max(removed[at].findings, key=lambda finding: finding.weight)
            causes[f"{removed[at].category} ({loudest.rule})"] = None
            at += 1
    return tuple(causes) or ("repair",)


def _end(stretch: Segment | Span) -> int:
    return stretch.end


def _hunks(changes: Iterable[_Change], context: int) -> Iterator[list[_Change]]:
    hunk: list[_Change] = []
    for change in changes:
        if hunk and change.first - hunk[-1].last > 2 * context:
            yield hunk
            hunk = []
        hunk.append(change)
    if hunk:
        yield hunk


def _hunk(
    lines: list[str], starts: list[int], hunk: list[_Change], context: int, shift: int, pen: Pen
) -> Iterator[str]:
    top, bottom = max(0, hunk[0].first - context), min(len(lines), hunk[-1].last + context)
    grown = sum(len(change.new) - (change.last - change.first) for change in hunk)
    why = ", ".join(dict.fromkeys(cause for change in hunk for cause in change.why))
    old, new = _range(top, bottom - top), _range(top + shift, bottom - top + grown)
    yield pen.paint(f"@@ -{old} +{new} @@", 36) + pen.paint(f" {why}", DIM)
    position = top
    for change in hunk:
        yield from (_written(" ", [Run(line)], pen) for line in lines[position : change.first])
        for number in range(change.first, change.last):
            yield _written("-", _struck(lines[number], starts[number], change.gone), pen, 31)
        yield from (_written("+", [Run(line, (32,))], pen, 32) for line in change.new)
        position = change.last
    yield from (_written(" ", [Run(line)], pen) for line in lines[position:bottom])


def _range(start: int, count: int) -> str:
    return f"{start + 1 if count else start},{count}"


def _struck(line: str, at: int, gone: Sequence[Span]) -> Iterator[Run]:
    """A line that goes or changes, what goes of it in reverse video when something of it stays."""
    inside = list(_within(line, at, gone))
    stays = "".join(
        line[left:right]
        for left, right in zip([0, *(e for _, e in inside)], [*(s for s, _ in inside), None], strict=True)
    )
    position = 0
    for start, end in inside:
        yield Run(line[position:start], (31,))
        yield Run(line[start:end], (31, REVERSED) if stays.strip() else (31,))
        position = end
    yield Run(line[position:], (31,))


def _within(line: str, at: int, gone: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """What goes of a line that starts ``at`` some place of the text."""
    number = bisect_right(gone, at, key=_end)
    while number < len(gone) and gone[number].start < at + len(line):
        yield max(0, gone[number].start - at), min(len(line), gone[number].end - at)
        number += 1


def _written(sign: str, runs: Iterable[Run], pen: Pen, *codes: int) -> str:
    runs = list(runs)
    pieces = [Run(run.text.removesuffix("\n"), run.codes) for run in runs]
    ended = "".join(run.text for run in runs).endswith("\n")
    if pen.colour:
        body = written((Run(visible(run.text), run.codes) for run in pieces), pen)
    else:
        body = "".join(run.text for run in pieces)
    return pen.paint(sign, *codes) + body + ("" if ended else "\n\\ No newline at end of file")
