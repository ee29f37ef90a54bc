"""Forms: what a short line is by its figures and signs, in any language: a moment, a number of something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cleanr.text.document import Line

_WORD = r"[^\W\d_]{3,12}\.?"  # a month, in any language: the figures around it say enough
DATE = (
    rf"(?:{_WORD} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}\.? (?:de )?{_WORD},? (?:de )?\d{{4}}"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{4}年\d{1,2}月\d{1,2}日)"
)
TIME = r"\d{1,2}[:.h]\d\d(?::\d\d)? ?(?:[ap]\.?m\.?|uhr|h)?"
AMOUNT = r"[\d.,]+ ?[km]?"  # of likes, of views
PRICE = r"(?:(?:us|a|c|nz|hk|r)?[$£€₹¥] ?\d[\d.,]*|\d[\d.,]* ?(?:[$£€₹¥]|eur|usd|zł|kr|₽|руб\.?))"


def lines_like(lines: Iterable[Line], form: re.Pattern[str]) -> Iterator[Line]:
    """Yield those of ``lines`` whose folded core ``form`` matches as a whole."""
    return (line for line in lines if form.fullmatch(line.folded_core))
