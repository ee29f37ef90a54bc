"""Where the sentences of a line begin and end: all of them, or the one that holds a place."""

from __future__ import annotations

import re

from cleanr.text.edits import Span
from cleanr.text.kernel import KERNEL

CLOSERS = "\"'\N{RIGHT SINGLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK})]*_»"
FULL_STOPS = ".!?\N{HORIZONTAL ELLIPSIS}\u3002\uff01\uff1f\u061f\u0964"

# A sentence ends at a full stop before a space and a capital, or before a glued capital ("tonight.Sign up"); a wide
# one, of scripts without spaces, ends it before anything but a bracket or quotation that closes.
# Possessive, and never begun inside a run of full stops: "....." stays linear. The full stop comes first and what
# stands before it is looked at after it: `re` finds the next of a set of characters three times as fast.
_SENTENCE_END = re.compile(
    rf"[{FULL_STOPS}](?<![{FULL_STOPS}][{FULL_STOPS}])[{FULL_STOPS}]*+[{re.escape(CLOSERS)}]*+"
    r"(?:\s++(?=[\"'(\[\u2018\u201c*_]*[^\W_a-z])|(?=[A-Z][a-z])|(?<=[\u3002\uff01\uff1f])(?=[^\s\u300d\u300f\uff09]))"
)
_BRACKETS = ("(", "[")
_BACK = (64, 512, 4_096)  # code points before a place in which the start of its sentence is looked for
_BRACKETED = re.compile(r"(\([^()]{1,200}\)|\[[^\[\]]{1,200}\])\s+(?=[A-Z])")
_SHORTENED = (
    "mr mrs ms dr prof st jr sr vs gen gov sen rep col sgt lt capt cmdr rev hon inc co corp ltd fig ed "
    "jan feb mar apr jun jul aug sep sept oct nov dec approx ave mt pic etc"
)
_ABBREVIATIONS = frozenset(_SHORTENED.split())
_LONGEST_ABBREVIATION = max(map(len, _ABBREVIATIONS))


def sentences_in(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the sentences of the line ``text[start:end]``, in code points of ``text``."""
    if KERNEL is None:
        return tuple(sentences_of(text[start:end], start))
    found: tuple[Span, ...] = KERNEL.sentences(text, start, end)
    return found


def sentences_of(text: str, offset: int) -> list[Span]:
    """Return the sentences of ``text``, a line; ``offset`` is added to their places, code points of ``text``."""
    spans: list[Span] = []
    start = 0
    for found in _SENTENCE_END.finditer(text):
        stop, end = found.span()
        if not _abbreviates(text, stop):
            _append(spans, text, start, stop + len(text[stop:end].rstrip()), offset)
            start = end
    if start < len(text) or not text:
        _append(spans, text, start, len(text), offset)
    return spans


def sentence_around(text: str, position: int) -> tuple[int, int] | None:
    """Return where the sentence of ``text`` that holds ``position`` starts and ends, found by a look around it.

    None when it may reach further than that, or may be two for a bracket: then all sentences have to be found.
    """
    start = _start_before(text, position)
    if start is None or text[start : start + 1] in _BRACKETS:
        return None
    end = _end_after(text, start, position)
    return None if end is None else (start, end)


def _start_before(text: str, position: int) -> int | None:
    """Where the sentence starts: looked for close by, then further back."""
    for back in _BACK:
        first, start = max(0, position - back), 0
        for found in _SENTENCE_END.finditer(text, first):
            if found.end() > position:
                break
            if not _abbreviates(text, found.start()):
                start = found.end()
        if start or not first:
            return start
    return None


def _end_after(text: str, start: int, position: int) -> int | None:
    """Where the sentence that starts at ``start`` ends; the last one may end in any white space."""
    furthest = position + _BACK[-1]
    for found in _SENTENCE_END.finditer(text, start, furthest):
        stop, end = found.span()
        if end < furthest and not _abbreviates(text, stop):
            return stop + len(text[stop:end].rstrip())
    return len(text) if furthest > len(text) else None


def _append(spans: list[Span], text: str, start: int, end: int, offset: int) -> None:
    """A bracket at the start of a sentence is one of its own when a capital follows: "(Read more: …) The"."""
    if text[start : start + 1] in _BRACKETS and (bracketed := _BRACKETED.match(text, start, end)):
        spans.append(Span(offset + start, offset + bracketed.end(1)))
        start = bracketed.end()
    spans.append(Span(offset + start, offset + end))


def _abbreviates(text: str, stop: int) -> bool:
    """Whether the full stop at ``stop`` belongs to an abbreviation ("Dr. Lowe", "No. 3"), and ends no sentence."""
    word = _word_before(text, stop)
    if text[stop] != "." or not word.isascii() or not word.isalpha():
        return False
    if len(word) == 1:
        return (word.isupper() and word != "X") or _second_letter(text, stop)
    known = word[1:].islower() and word.lower() in _ABBREVIATIONS
    return known or (word in ("No", "no") and text[stop + 1].isspace() and text[stop + 2 : stop + 3].isdecimal())


def _word_before(text: str, stop: int) -> str:
    """The word that ends at ``stop``; of a word too long for an abbreviation, the end."""
    start = stop
    while start and stop - start <= _LONGEST_ABBREVIATION and ((char := text[start - 1]).isalnum() or char == "_"):
        start -= 1
    return text[start:stop]


def _second_letter(text: str, stop: int) -> bool:
    """Whether the letter before ``stop`` is the second one of "a.m."."""
    first = _word_before(text, stop - 2) if text[max(0, stop - 2)] == "." else ""
    return len(first) == 1 and first.isascii() and first.isalpha()
