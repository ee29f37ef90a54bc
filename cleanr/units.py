"""Units: the stretches of a line that a rule is held against."""

from __future__ import annotations

from cleanr.document import Document, lead_length
from cleanr.text import Span

LONGEST_UNIT = 2_000  # code points; a longer line or sentence is no prompt, and bounds what a pattern can cost
_MOST_MARKS = 80  # code points of bullets and the like before a sentence


def sentence_core(document: Document, sentence: Span) -> Span:
    """Return ``sentence`` without the marks before it; no more of them than a line may have after it."""
    first = document.folded[sentence.start : sentence.start + 1]
    if first.isalnum() and first != "o":  # "o": a nested bullet of plain text
        return sentence
    text = document.text[sentence.start : min(sentence.end, sentence.start + _MOST_MARKS)]
    return Span(sentence.start + lead_length(text), sentence.end)
