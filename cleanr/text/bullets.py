"""Bullets and the like: what stands before and after what a line says."""

from __future__ import annotations

import re

# Marks that stand before or after what a line says: bullets, Markdown, arrows, emoji, rules.
_SYMBOLS = "\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\ufe0e\ufe0f\u200d\U0001f000-\U0001faff"
_MARKS = rf"\s*#>|~_\-\N{{EN DASH}}\N{{EM DASH}}\N{{BULLET}}\N{{MIDDLE DOT}}\N{{TRIANGULAR BULLET}}»›×{_SYMBOLS}"
# "+" and "o": nested bullets of plain text.
_LEAD = re.compile(rf"[{_MARKS}:]*(?:(?:\+|o) (?=[^\W\d_a-z]))?[{_MARKS}:]*")
_MARK = re.compile(rf"[{_MARKS}:]")
_TAIL_LENGTH = 80  # marks after a line are looked for no further back: a line of marks alone stays linear
_BULLET = re.compile(
    r"(?:[*\-+\N{BULLET}\N{MIDDLE DOT}\N{TRIANGULAR BULLET}\N{EN DASH}\u25a0-\u25ff\u2713-\u2714]|\d{1,2}[.)])\s+\S"
)
_PLAIN_ENDS = ".,;!?\"')\N{RIGHT DOUBLE QUOTATION MARK}"


def lead_length(text: str) -> int:
    """Return how many characters of bullets, Markdown marks, arrows, emoji and white space ``text`` starts with."""
    found = _LEAD.match(text)
    return found.end() if found else 0


def core_of(text: str) -> tuple[int, int]:
    """Return where what ``text``, a line, says starts and ends; all of it, where it says nothing."""
    if text[:1].isalnum() and text[:2] != "o " and (text[-1].isalnum() or text[-1] in _PLAIN_ENDS):
        return 0, len(text)
    lead = lead_length(text)
    if lead == len(text):
        return 0, len(text)
    tail, end = max(lead, len(text) - _TAIL_LENGTH), len(text)
    while end > tail and _MARK.match(text, end - 1):
        end -= 1
    return lead, len(text[:end].rstrip()) if end == tail else end


def is_bulleted(text: str) -> bool:
    """Return whether ``text``, a line, starts with a bullet or a list number."""
    return _BULLET.match(text) is not None
