"""Short lines: most furniture stands on them, and all of them together are a tenth of an article."""

from __future__ import annotations

from cleanr.text.document import Document, cached_by_document

LONGEST = 120  # code points of the longest line that is an entry of a menu or the small print of a card, with its end


@cached_by_document
def short_lines(document: Document) -> list[tuple[int, str]]:
    """Return the lines no longer than `LONGEST`, number and folded text: a cheap look, no facts are made."""
    starts, folded = document.starts, document.folded
    return [
        (index, folded[start:end].strip())
        for index in document.visible
        if (end := starts[index + 1]) - (start := starts[index]) <= LONGEST
    ]


@cached_by_document
def short_lines_text(document: Document) -> str:
    """Return the folded text of the short lines, one a line: what rules about short lines look through first."""
    return "\n".join([folded for _, folded in short_lines(document)])
