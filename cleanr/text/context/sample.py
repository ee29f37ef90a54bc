"""What of a text is looked at to tell its kind: some of its paragraphs, for menus speak no language."""

from __future__ import annotations

from cleanr.text.document import Document

_LONG = 80  # code points of a line that may be a paragraph
_ENOUGH = 1_500  # code points in all: some 250 words
_PIECE = 500  # code points of one line
_FEW = 200  # code points: with fewer in its paragraphs, all that a text says counts


def sample(document: Document) -> list[str]:
    """Return some 250 words of the paragraphs of ``document``, folded; of a text that has none, its first words."""
    pieces, size = [], 0
    for index in document.visible:
        length = len(document.raw[index])
        if length >= _LONG:
            start = document.starts[index]
            pieces.append(document.unmarked[start : start + min(length, _PIECE)])
            size += min(length, _PIECE)
            if size >= _ENOUGH:
                break
    return " ".join(pieces).split() if size >= _FEW else document.unmarked[:_ENOUGH].split()
