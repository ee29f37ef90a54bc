"""Letters without their marks: what sloppy editors, capitals and keyboards leave of a word.

Greek capitals have no accents, Turkish ones a dot too many; many a Spanish or Polish button is written without its
marks; Arabic alef, yeh and teh marbuta are spelled in several ways. Where whole lines are compared, that is no matter.
"""

from __future__ import annotations

import unicodedata

_ALIKE = {
    "ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ς": "σ", "ё": "е",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ۀ": "ه", "ک": "ك",
    "ؤ": "و", "ئ": "ي", "\N{ARABIC TATWEEL}": "",
}  # fmt: skip
_MARKED = ((0xC0, 0x250), (0x370, 0x400), (0x1E00, 0x2000))  # Latin and Greek: in other scripts a mark makes a letter


def bare(folded: str) -> str:
    """Return ``folded`` text with bare letters: without accents, and those that are written for one another alike.

    >>> bare("suscríbete ahora"), bare("σχόλια"), bare("أخبار")
    ('suscribete ahora', 'σχολια', 'اخبار')
    """
    return folded if folded.isascii() else folded.translate(_BARE)


class _Bare(dict[int, str]):
    """Each letter bare, remembered from when it was first seen."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = _ALIKE[char] if char in _ALIKE else _without_marks(char) if _may_be_marked(code) else char
        self[code] = plain
        return plain


def _may_be_marked(code: int) -> bool:
    return any(first <= code < last for first, last in _MARKED)


def _without_marks(char: str) -> str:
    letters = (one for one in unicodedata.normalize("NFD", char) if unicodedata.category(one) != "Mn")
    return "".join(_ALIKE.get(one, one) for one in letters) or char


_BARE = _Bare()
