"""A text with its segments and edits as HTML: for the report page and for notebooks alike. All of the text is escaped.

What was found stands in ``<mark>``, what goes in ``<del>``, what comes in its place in ``<ins>``; each names its
category in ``data-c``, so that a style sheet alone can turn the text as it was into the text as it will be.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from cleanr.decide.verdict import CHANGING, Segment
from cleanr.text.edits import Edit
from cleanr.views.terminal import KINDS, UNSAFE, name_of, visible

_DONE = {"strip": "removed", "tag": "tagged, stays", "mask": "masked", "extract": "extracted", "keep": "kept"}
_MOST_IN_EDIT = 20  # segments looked at for the cause of an edit
REPAIR = "repair"  # stands for a category where broken encoding was mended


class _Fragment(NamedTuple):
    """A stretch of the text that is all in one segment (or none) and all inside one edit (or none), and its cause."""

    start: int
    end: int
    segment: Segment | None
    edit: Edit | None
    cause: str


def marked(
    text: str, segments: Sequence[Segment], edits: Sequence[Edit], limit: int | None = None, *, titles: bool = True
) -> str:
    """Return the first ``limit`` code points of ``text`` (all of it when None) as a fragment of HTML.

    There is one ``mark`` for each segment that has a category, in order; with ``titles``, each has its reason in its
    ``title``. Without its ``ins`` it reads as ``text``; without its ``del``, as the text with ``edits`` applied.
    """
    stop = len(text) if limit is None else min(limit, len(text))
    parts: list[str] = []
    inside: Segment | None = None
    for fragment in _fragments(segments, edits, stop):
        if fragment.segment is not inside:
            parts += ["</mark>" if inside else "", _opening(fragment.segment, titles) if fragment.segment else ""]
            inside = fragment.segment
        parts.append(_shown(text, fragment))
    parts.append("</mark>" if inside else "")
    return "".join(parts)


def _fragments(segments: Sequence[Segment], edits: Sequence[Edit], stop: int) -> Iterator[_Fragment]:
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
            around = segment if segment and segment.start < start else None
            yield _Fragment(start, start, around, edit, cause)
            edit, cause = next(edit_at)
        if start < end:
            inside = segment if segment and segment.start <= start else None
            yield _Fragment(start, end, inside, edit if edit and edit.start <= start else None, cause)


def _causes(found: Sequence[Segment], edits: Sequence[Edit]) -> Iterator[str]:
    """The category that each edit takes out (the first, if there are more), white space around it and all."""
    first = 0
    for edit in edits:
        while first < len(found) and found[first].end <= edit.start:
            first += 1
        inside = (s for s in found[first : first + _MOST_IN_EDIT] if s.start < edit.end and s.action in CHANGING)
        yield next((s.category or "" for s in inside), REPAIR)


def _opening(segment: Segment, titled: bool) -> str:
    title = ""
    if titled:
        head, *reasons = reason_of(segment)
        rows = (head, *(f"{weight:+d} {rule}: {reason}" for weight, rule, reason in reasons))
        title = f' title="{"&#10;".join(html.escape(row, quote=True) for row in rows)}"'
    return f"<mark data-c={segment.category} data-a={'strip' if segment.action in CHANGING else 'tag'}{title}>"


def reason_of(segment: Segment) -> tuple[Any, ...]:
    """Return why, ready for JSON: a head in words, then weight, rule and reason of each voice."""
    head = f"{segment.category}: {_DONE[segment.action]}; {_sure(segment.confidence)} ({segment.score:+d})"
    return head, *((f.weight, f.rule, visible(" ".join(f.reason.split()))) for f in segment.findings)


def _sure(confidence: float) -> str:
    return "over 99% sure" if confidence > 0.99 else f"{confidence:.0%} sure"


def _shown(text: str, fragment: _Fragment) -> str:
    words = escaped(text[fragment.start : fragment.end])
    if fragment.edit is None:
        return words
    changing = fragment.segment is not None and fragment.segment.action in CHANGING
    cause = (fragment.segment.category if fragment.segment and changing else "") or fragment.cause
    named = "" if changing else f" data-c={cause}"  # inside a mark that goes, the mark says it
    gone = f"<del{named}>{words}</del>" if words else ""
    if not fragment.edit.new or fragment.end < fragment.edit.end:
        return gone
    return f"{gone}<ins data-c={cause}>{escaped(fragment.edit.new)}</ins>"


def escaped(text: str) -> str:
    """Return ``text`` as HTML in which nothing runs, nothing turns the direction of writing, and nothing is lost."""
    safe = html.escape(text, quote=True)
    return UNSAFE.sub(lambda found: f'<b class="ctl">{name_of(found[0])}</b>', safe) if UNSAFE.search(safe) else safe


def notebook(text: str, segments: Sequence[Segment], edits: Sequence[Edit], limit: int = 100_000) -> str:
    """Return the text for a notebook's cell: marked, with its colours, the reasons on hover."""
    cut = f'<p class="cut">… {len(text) - limit:,} more characters</p>' if len(text) > limit else ""
    words = marked(text, segments, edits, limit)
    return f'<style>{hues(".cleanr")}{marks(".cleanr")}</style><div class="cleanr" dir="auto">{words}{cut}</div>'


# For each kind of category the ground of what goes, the ink of its name, the fill of its bar: on light, on dark.
# Ink on its ground has a contrast of 6.7 or more, text on it of 9 or more, a bar on its card of 3 or more.
HUES: dict[str, tuple[tuple[str, str, str], tuple[str, str, str]]] = {
    "offer": (("#fde0dd", "#892122", "#cf6963"), ("#552926", "#fdbfb9", "#e6857e")),
    "picture": (("#eee2ff", "#5f3389", "#9f76cb"), ("#402f53", "#dec3ff", "#b691e1")),
    "link": (("#d8eafe", "#004f8b", "#4790d8"), ("#1b3a58", "#b0d5fc", "#67aaed")),
    "site": (("#fce5bf", "#654706", "#b5820c"), ("#493407", "#f0cb8d", "#cc9c42")),
    "about": (("#c9f4db", "#0a5c3b", "#2ca470"), ("#11422c", "#9ce4bd", "#57bc8a")),
}


def hues(scope: str) -> str:
    """Return the style sheet that gives everything with a ``data-c`` inside ``scope`` (a selector) its hue."""
    light, dark = ("".join(_hue(scope, kind, HUES[kind][at]) for kind in KINDS) for at in (0, 1))
    return f"{light}@media(prefers-color-scheme:dark){{{dark}}}"


def _hue(scope: str, kind: str, inks: tuple[str, str, str]) -> str:
    ground, colour, bar = inks
    names = ",".join(f"[data-c={name}]" for name in KINDS[kind])
    return f"{scope} :is({names}){{--ground:{ground};--ink:{colour};--bar:{bar}}}"


def marks(scope: str) -> str:
    """Return the style sheet of a marked text inside ``scope``: what goes has a ground, what stays a dotted line."""
    return _MARKS.replace("SCOPE", scope)


_MARKS = (
    "SCOPE{white-space:pre-wrap;overflow-wrap:anywhere;--on-ground:#1d1c1a}"
    "@media(prefers-color-scheme:dark){SCOPE{--on-ground:#e9e7e2}}"
    "SCOPE mark{color:inherit;background:none;border-bottom:2px dotted var(--ink)}"
    "SCOPE mark[data-a=strip]{color:var(--on-ground);background:var(--ground);border-bottom-style:solid;"
    "border-radius:3px}"
    "SCOPE del{text-decoration:none}SCOPE ins{display:none;text-decoration:none}"
    "SCOPE .ctl{font:.8em monospace;border:1px solid;border-radius:3px;padding:0 .2em;unicode-bidi:isolate}"
)
