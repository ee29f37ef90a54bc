"""Places: whether a line stands alone between two paragraphs, and how much of it the paragraph below takes up."""

from __future__ import annotations

from cleanr.findings.evidence import Evidence
from cleanr.structure.lines.subject import known_share
from cleanr.structure.lines.titles import is_furniture
from cleanr.text.document import Document, Line, cached_by_document

_LONGEST = 160  # code points of a line that may be a picture's
_PARAGRAPH = 60  # code points of the shortest paragraph
_FURTHEST = 12  # lines of furniture to the text beside a line; what stands further off has nothing to do with it
_NEAR = 4  # lines to a paragraph on each side; pictures and boxes stand between
_MARKED = b"\1" * _NEAR


@cached_by_document
def lonely_lines(document: Document) -> list[Line]:
    """Return the short lines that end without a mark and have a longer one near on each side: a cheap look."""
    near = zip(document.visible_lines, *_near_longer(document), strict=True)
    short = [line for line, above, below in near if above and below and line.length <= _LONGEST and not line.ends_sentence]
    return [line for line in short if line.text[-1].isalnum() and not line.bulleted and not line.row]


def _near_longer(document: Document) -> tuple[bytearray, bytearray]:
    """Of each line that is not blank whether a longer one is near above, and whether one is near below."""
    lines = document.visible_lines
    above, below = bytearray(len(lines) + 2 * _NEAR), bytearray(len(lines) + 2 * _NEAR)
    for at in [at for at, line in enumerate(lines) if line.length >= _PARAGRAPH]:
        above[at + _NEAR + 1 : at + 2 * _NEAR + 1] = below[at : at + _NEAR] = _MARKED
    return above[_NEAR:-_NEAR], below[_NEAR:-_NEAR]


def is_under_paragraph(line: Line, evidence: Evidence) -> bool:
    """Whether the nearest text above a line is a paragraph that has come to its end, and does not announce the line."""
    above = _text_beside(line, evidence, up=True)
    return above is not None and above.prose and above.ends_sentence


def is_between_paragraphs(line: Line, evidence: Evidence) -> bool:
    """Whether a line stands between two paragraphs, with nothing but furniture beside it, and none announces it."""
    if not is_under_paragraph(line, evidence):
        return False
    below = text_below(line, evidence)
    return below is not None and below.prose


def text_below(line: Line, evidence: Evidence) -> Line | None:
    """Return the nearest line below that is no furniture; None when it is not near."""
    return _text_beside(line, evidence, up=False)


def _text_beside(line: Line, evidence: Evidence, *, up: bool) -> Line | None:
    """The nearest line above or below that is no furniture, if it is near."""
    other = line.before if up else line.after
    for _ in range(_FURTHEST):
        if other is None:
            return None
        if not is_furniture(other, evidence):
            return other
        other = other.before if up else other.after
    return None


def share_taken_up(line: Line, evidence: Evidence) -> float:
    """Return the share of the longer words of a line that the text right below it says again, as under a heading."""
    below = text_below(line, evidence)
    return known_share([line], [below]) if below is not None else 0.0
