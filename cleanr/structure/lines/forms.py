"""Forms: what a short line is by its figures and signs, in any language: a moment, a number of something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanr.text.document import Document, Line
from cleanr.text.shortlines import short_lines

_WORD = r"[^\W\d_]{3,12}\.?"  # a month, in any language: the figures around it say enough
DATE = (
    rf"(?:{_WORD} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}\.? (?:de )?{_WORD},? (?:de )?\d{{4}}"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{4}年\d{1,2}月\d{1,2}日)"
)
TIME = r"\d{1,2}[:.h]\d\d(?::\d\d)? ?(?:[ap]\.?m\.?|uhr|h)?"
AMOUNT = r"[\d.,]+ ?[km]?"  # of likes, of views
PRICE = r"(?:(?:us|a|c|nz|hk|r)?[$£€₹¥] ?\d[\d.,]*|\d[\d.,]* ?(?:[$£€₹¥]|eur|usd|zł|kr|₽|руб\.?))"


def lines_like(document: Document, form: re.Pattern[str], *signs: str) -> Iterator[Line]:
    """Yield the short lines whose folded core ``form`` matches as a whole; one of ``signs`` has to be there."""
    for index, folded in short_lines(document):
        if any(sign in folded for sign in signs):
            line = document.line(index)
            if form.fullmatch(line.folded_core):
                yield line
