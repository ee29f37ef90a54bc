"""Folding: a view of a text in lower case with plain quotes, dashes and spaces, every character in its old place."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cleanr.text.late import late_re

_FOLDS = (
    ("\N{RIGHT SINGLE QUOTATION MARK}", "'"),
    ("\N{LEFT SINGLE QUOTATION MARK}", "'"),
    ("\N{LEFT DOUBLE QUOTATION MARK}", '"'),
    ("\N{RIGHT DOUBLE QUOTATION MARK}", '"'),
    ("\N{NO-BREAK SPACE}", " "),
    ("\N{NARROW NO-BREAK SPACE}", " "),
    ("\N{EN DASH}", "-"),
    ("\N{EM DASH}", "-"),
    ("\N{NON-BREAKING HYPHEN}", "-"),
)
_MOST_ODD = 24  # distinct characters that are folded one by one; with more of them, all at once is faster
_ASCII = bytes(range(128))
_NOTHING_ODD: frozenset[str] = frozenset()
_APART = bytes(code if chr(code).isalnum() or code >= 128 or chr(code) == "_" else 32 for code in range(256))
_SIGMA = "\N{GREEK CAPITAL LETTER SIGMA}"  # its lower case depends on what stands beside it

# Scripts that put no spaces between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese.
_OF_LETTERS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # a word has five of their letters; of the others, two
_OF_SYLLABLES = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
UNSPACED = late_re(f"[{_OF_LETTERS}{_OF_SYLLABLES}]")
_LETTERS, _SYLLABLES = late_re(f"[{_OF_LETTERS}]"), late_re(f"[{_OF_SYLLABLES}]")
# Signs that belong to the letter before them: accents, points of Hebrew, vowels of Arabic, of Devanagari and of Thai.
SIGNS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903"
    "\u093a-\u093c\u093e-\u094f\u0951-\u0957\u0962\u0963\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
)
WORD = re.compile(rf"\w+(?:[{SIGNS}]++\w*+)*+")
_SIGN = late_re(f"[{SIGNS}]")
_LOOSE_SIGNS = late_re(rf"(?<![\w{SIGNS}])[{SIGNS}]++")  # after no letter
_EMPHASIS = re.compile(r"(?<![^\W_])_|_(?![^\W_])")  # an underscore at the edge of a word


def unspaced_words(text: str) -> int:
    """Return how many words of scripts without spaces between them ``text`` holds; of Chinese, one for two letters."""
    return 0 if text.isascii() else len(_SYLLABLES.findall(text)) // 2 + words_of_letters(text)


def words_of_letters(text: str) -> int:
    """Return how many words ``text`` holds of Thai and its like: one for five letters. No mark ends their sentences."""
    return 0 if text.isascii() else len(_LETTERS.findall(text)) // 5


def fold(text: str) -> str:
    """Return ``text`` in lower case with plain quotes, dashes and spaces, every character in its old place.

    >>> fold("SIGN\N{NO-BREAK SPACE}UP \N{EM DASH} it\N{RIGHT SINGLE QUOTATION MARK}s free")
    "sign up - it's free"
    """
    return folded_with_odd(text)[0]


def folded_with_odd(text: str) -> tuple[str, frozenset[str]]:
    """Return ``text`` folded, and the characters in it that are not ASCII, each once."""
    if text.isascii():
        return text.lower(), _NOTHING_ODD
    encoded = text.encode("utf-8", "surrogatepass")
    odd = frozenset(encoded.translate(None, _ASCII).decode("utf-8", "surrogatepass"))
    if len(odd) > _MOST_ODD or _SIGMA in odd:
        return _fold_all(text), odd
    encoded = encoded.lower()  # ASCII alone, and ten times as fast as `str.lower`
    for char in odd:
        plain = _FOLDED[char]
        if plain != char:
            encoded = encoded.replace(_encoded(char), _encoded(plain))  # smaller than a `str` with wide characters
    return encoded.decode("utf-8", "surrogatepass"), odd


def without_marks(folded: str, odd: Iterable[str]) -> str:
    """Return ``folded`` with a space for each mark, in its place; an underscore in a word is none, nor is a sign.

    What stands between two spaces is what `WORD` finds. ``odd``: the characters of the text, not yet folded, that are
    not ASCII; others may be among them.

    >>> without_marks("sign-up: it's free", "")
    'sign up  it s free'
    >>> without_marks("_sign up_: free_tier", "")
    ' sign up   free_tier'
    """
    encoded = folded.encode("utf-8", "surrogatepass").translate(_APART)
    signs = False
    for char in odd:
        plain = _FOLDED[char]
        if not plain.isalnum():
            if _SIGN.match(plain):
                signs = True
            else:
                encoded = encoded.replace(_encoded(plain), b" ")
    unmarked = without_emphasis(encoded.decode("utf-8", "surrogatepass"))
    return _LOOSE_SIGNS.sub(lambda loose: " " * len(loose[0]), unmarked) if signs else unmarked


def without_emphasis(text: str) -> str:
    """Return ``text`` with a space for each underscore at the edge of a word: "_so_ is a snake_case" keeps one."""
    return _EMPHASIS.sub(" ", text) if "_" in text else text


def plain(text: str) -> str:
    """Return ``text`` with plain quotes, dashes and spaces, its capitals kept, every character in its old place."""
    for odd, char in _FOLDS:
        text = text.replace(odd, char)
    return text


def _encoded(char: str) -> bytes:
    return char.encode("utf-8", "surrogatepass")


def _fold_all(text: str) -> str:
    # The only character whose lower case is longer than itself; Python's lower() would shift all that follows.
    # Turkish writes I for its dotless i, and nobody can tell which of the two a capital is: both are one.
    folded = text.replace("\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}", "i").lower()
    folded = folded.replace("\N{LATIN SMALL LETTER DOTLESS I}", "i")
    for odd, plain in _FOLDS:
        folded = folded.replace(odd, plain)
    return folded


class _Folded(dict[str, str]):
    """Each character folded, remembered from when it was first seen."""

    def __missing__(self, char: str) -> str:
        self[char] = folded = _fold_all(char)
        return folded


_FOLDED = _Folded()
