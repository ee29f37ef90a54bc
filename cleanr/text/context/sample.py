"""What of a text is looked at to tell its kind: some of its paragraphs, for menus speak no language."""

from __future__ import annotations

from cleanr.text.document import Document

_LONG = 80  # code points of a line that may be a paragraph
_SENTENCE = 40  # of one that may be a short paragraph, or a headline: buttons say hardly a small word
_ENOUGH = 1_500  # code points in all: some 250 words
_PIECE = 500  # code points of one line
_FEW = 200  # code points: with fewer in its paragraphs, all that a text says counts


def sample(document: Document) -> list[str]:
    """Return some 250 words of the paragraphs of ``document``, folded; of a text that has none, of its longer lines.

    Where there are next to none of these either, all that the text says counts.
    """
    for least in (_LONG, _SENTENCE):
        pieces = _lines(document, least)
        if sum(map(len, pieces)) >= _FEW:
            return " ".join(pieces).split()
    return document.unmarked[:_ENOUGH].split()


def _lines(document: Document, least: int) -> list[str]:
    """The first lines of at least so many code points, until there is enough of them."""
    pieces, size = [], 0
    for index in document.visible:
        length = min(len(document.raw[index]), _PIECE)
        if length >= least:
            start = document.starts[index]
            pieces.append(document.unmarked[start : start + length])
            size += length
            if size >= _ENOUGH:
                break
    return pieces
