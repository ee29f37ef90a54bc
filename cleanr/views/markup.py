"""A text with its segments and edits as HTML: for the report page and for notebooks alike. All of the text is escaped.

What was found stands in ``<mark>``, what goes in ``<del>``, what comes in its place in ``<ins>``; each names its
category in ``data-c``, so that a style sheet alone can turn the text as it was into the text as it will be.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleanr.operators import CHANGING
from cleanr.text import Edit
from cleanr.verdict import Segment
from cleanr.views.ink import KINDS, UNSAFE, name_of

_MOST_IN_EDIT = 20  # segments looked at for the cause of an edit
REPAIR = "repair"  # stands for a category where broken encoding was mended


class _Piece(NamedTuple):
    """A stretch of the text that is all in one segment (or none) and all inside one edit (or none), and its cause."""

    start: int
    end: int
    segment: Segment | None
    edit: Edit | None
    cause: str


def marked(text: str, segments: Sequence[Segment], edits: Sequence[Edit], limit: int | None = None) -> str:
    """Return the first ``limit`` code points of ``text`` (all of it when None) as a fragment of HTML.

    Without its ``ins`` it reads as ``text``; without its ``del``, as the text with ``edits`` applied.
    """
    stop = len(text) if limit is None else min(limit, len(text))
    parts: list[str] = []
    inside: Segment | None = None
    for piece in _pieces(segments, edits, stop):
        if piece.segment is not inside:
            parts += ["</mark>" if inside else "", _opening(piece.segment) if piece.segment else ""]
            inside = piece.segment
        parts.append(_shown(text, piece))
    parts.append("</mark>" if inside else "")
    return "".join(parts)


def _pieces(segments: Sequence[Segment], edits: Sequence[Edit], stop: int) -> Iterator[_Piece]:
    """Cut the text at every border. An edit's new text comes with the last of its pieces, or with an empty one."""
    found = [segment for segment in segments if segment.category]
    cuts = {0, stop, *(p for s in found for p in s[:2]), *(p for e in edits for p in e[:2])}
    borders = sorted(cut for cut in cuts if cut <= stop)
    segment_at, edit_at = iter([*found, None]), iter([*zip(edits, _causes(found, edits), strict=True), (None, "")])
    segment, (edit, cause) = next(segment_at), next(edit_at)
    for start, end in zip(borders, [*borders[1:], stop], strict=True):
        while segment and segment.end <= start:
            segment = next(segment_at)
        while edit and (edit.end < start or (edit.end == start and edit.start < start)):
            edit, cause = next(edit_at)
        if edit and edit.start == edit.end == start:
            yield _Piece(start, start, None, edit, cause)
            edit, cause = next(edit_at)
        if start < end:
            inside = segment if segment and segment.start <= start else None
            yield _Piece(start, end, inside, edit if edit and edit.start <= start else None, cause)


def _causes(found: Sequence[Segment], edits: Sequence[Edit]) -> Iterator[str]:
    """The category that each edit takes out (the first, if there are more), white space around it and all."""
    first = 0
    for edit in edits:
        while first < len(found) and found[first].end <= edit.start:
            first += 1
        inside = (s for s in found[first : first + _MOST_IN_EDIT] if s.start < edit.end and s.action in CHANGING)
        yield next((s.category or "" for s in inside), REPAIR)


def _opening(segment: Segment) -> str:
    why = html.escape(_shown_safe(f"{segment.confidence:.2f}: {segment.reason}"), quote=True)
    kind = "strip" if segment.action in CHANGING else "tag"
    rules = html.escape(" ".join(dict.fromkeys(segment.rules)), quote=True)
    return f'<mark data-c="{segment.category}" data-a="{kind}" data-r="{rules}" title="{segment.category} {why}">'


def _shown(text: str, piece: _Piece) -> str:
    words = escaped(text[piece.start : piece.end])
    if piece.edit is None:
        return words
    changing = piece.segment is not None and piece.segment.action in CHANGING
    cause = (piece.segment.category if piece.segment and changing else "") or piece.cause
    gone = f'<del data-c="{cause}">{words}</del>' if words else ""
    if not piece.edit.new or piece.end < piece.edit.end:
        return gone
    return f'{gone}<ins data-c="{cause}">{escaped(piece.edit.new)}</ins>'


def escaped(text: str) -> str:
    """Return ``text`` as HTML in which nothing runs, nothing turns the direction of writing, and nothing is lost."""
    safe = html.escape(text, quote=True)
    return UNSAFE.sub(lambda found: f'<b class="ctl">{name_of(found[0])}</b>', safe) if UNSAFE.search(safe) else safe


def _shown_safe(text: str) -> str:
    return UNSAFE.sub(lambda found: name_of(found[0]), text)


def notebook(text: str, segments: Sequence[Segment], edits: Sequence[Edit], limit: int = 100_000) -> str:
    """Return the text for a notebook's cell: marked, with its colours, the reasons on hover."""
    cut = f'<p class="cut">… {len(text) - limit:,} more characters</p>' if len(text) > limit else ""
    words = marked(text, segments, edits, limit)
    return f'<style>{colours(".cleanr")}</style><div class="cleanr" dir="auto">{words}{cut}</div>'


# Hue in degrees for each kind; lightness is what keeps text and ground apart, and is the same for all.
HUES = {"offer": 15, "picture": 300, "link": 250, "site": 85, "about": 155}


def colours(scope: str) -> str:
    """Return the style sheet that colours marks inside ``scope`` (a selector), in light and dark."""
    kinds = (
        f"{scope} :is({','.join(f'[data-c={name}]' for name in names)}){{--hue:{HUES[kind]}}}"
        for kind, names in KINDS.items()
    )
    return _COLOURS.replace("SCOPE", scope) + "".join(kinds)


_COLOURS = (
    "SCOPE{white-space:pre-wrap;overflow-wrap:anywhere;--l:.92;--ink:.35;--c:.06}"
    "@media(prefers-color-scheme:dark){SCOPE{--l:.32;--ink:.86;--c:.07}}"
    "SCOPE mark{color:inherit;background:none;border-bottom:2px dotted oklch(var(--ink) .12 var(--hue))}"
    "SCOPE mark[data-a=strip]{background:oklch(var(--l) var(--c) var(--hue));border-bottom-style:solid;"
    "border-radius:3px}"
    "SCOPE del{text-decoration:none}SCOPE ins{display:none;text-decoration:none}"
    "SCOPE .ctl{font:.8em monospace;border:1px solid;border-radius:3px;padding:0 .2em;unicode-bidi:isolate}"
)
