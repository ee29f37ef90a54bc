"""The terminal: colours by category, characters that may reach a terminal, and lines that fit its width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# What a category is about. A hue is shared by its kind, for nobody tells 27 hues apart; the name always stands by.
KINDS: dict[str, tuple[str, ...]] = {
    "offer": ("paywall", "newsletter", "promo", "affiliate", "ad"),
    "picture": ("caption", "credit", "gallery", "media"),
    "link": ("related", "share", "follow", "comments", "navigation"),
    "site": ("cookie", "legal", "footer", "notice"),
    "about": ("title", "byline", "dateline", "author", "wire", "syndication", "correction", "tags", "contact"),
}
KIND_OF: dict[str, str] = {category: kind for kind, categories in KINDS.items() for category in categories}
_HUES = {"offer": 31, "picture": 35, "link": 34, "site": 33, "about": 32}

BOLD, DIM, REVERSED = 1, 2, 7

# Controls, marks that turn the direction of writing, lone surrogates: nothing that could steer the reader's screen.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

_OURS = re.compile("(\x1b\\[[0-9;]*m)")  # colours, as `Pen` writes them


class Pen:
    """Writes in colour, or plainly when ``colour`` is off."""

    def __init__(self, colour: bool = False) -> None:
        self.colour = colour

    def paint(self, text: str, *codes: int) -> str:
        """Return ``text`` in the given SGR codes; as it is without colour, without codes, or when it is empty."""
        if not (self.colour and codes and text):
            return text
        return f"\x1b[{';'.join(map(str, codes))}m{text}\x1b[0m"


def colour_of(category: str) -> int:
    """Return the SGR code of the hue of a category."""
    return _HUES[KIND_OF[category]]


def visible(text: str) -> str:
    """Return ``text`` with every character that could steer a terminal as something to look at, and tabs as a space.

    >>> visible("a\\x1b[31mb\N{RIGHT-TO-LEFT OVERRIDE}c")
    'a␛[31mb‹U+202E›c'
    """
    return UNSAFE.sub(lambda found: name_of(found[0]), text.replace("\t", " "))


def one_line(text: str) -> str:
    """Return ``text`` as `safe` does, its line ends as pictures, too: a name cannot pass for a message of its own."""
    return re.sub(f"\n|{UNSAFE.pattern}", lambda found: name_of(found[0]), text)


def safe(text: str) -> str:
    """Return ``text`` with every character that could steer a terminal as a picture; line ends and tabs stay.

    >>> safe("a\\x1b[31mb\\r\\n")
    'a␛[31mb\\r\\n'
    """
    return UNSAFE.sub(lambda found: found[0] if _ends_line(found) else name_of(found[0]), text)


def safe_in_colour(text: str) -> str:
    """Return ``text`` as `safe` does, but with the colours that a view has put into it."""
    return "".join(part if place % 2 else safe(part) for place, part in enumerate(_OURS.split(text)))


def _ends_line(found: re.Match[str]) -> bool:
    return found[0] == "\r" and found.string.startswith("\n", found.end())


def name_of(char: str) -> str:
    """Return a picture of a control character, or its code point in brackets."""
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\N{SYMBOL FOR DELETE}" if code == 0x7F else f"‹U+{code:04X}›"


def columns(text: str) -> int:
    """Return how many columns of a terminal ``text`` takes."""
    return len(text) if text.isascii() else sum(map(_column, text))


def _column(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def clipped(text: str, width: int | None) -> str:
    """Return ``text`` cut to ``width`` columns (None: all of it), with an ellipsis where something is left out."""
    if width is None or columns(text) <= width:
        return text
    used, end = 0, 0
    for end, char in enumerate(text):  # noqa: B007  # the place where it was full
        used += _column(char)
        if used > width - 1:
            break
    return text[:end].rstrip() + "…"


class Run(NamedTuple):
    """A stretch of a row in one colour."""

    text: str
    codes: tuple[int, ...] = ()


def wrapped(runs: Iterable[Run], width: int | None) -> Iterator[list[Run]]:
    """Yield the rows into which ``runs`` break at ``width`` columns, between words where there is a place to."""
    runs = list(runs)
    for start, end in _breaks("".join(run.text for run in runs), width):
        yield list(_cut(runs, start, end))


def _breaks(text: str, width: int | None) -> Iterator[tuple[int, int]]:
    if width is None or columns(text) <= width:
        yield 0, len(text)
        return
    start, space, used = 0, -1, 0
    for at, char in enumerate(text):
        used += _column(char)
        if used > width and char != " ":
            end = space if space > start else at
            yield start, end
            start = end + (space > start)
            used = columns(text[start : at + 1])
        if char == " ":
            space = at
    yield start, len(text)


def _cut(runs: Iterable[Run], start: int, end: int) -> Iterator[Run]:
    position = 0
    for run in runs:
        piece = run.text[max(0, start - position) : max(0, end - position)]
        if piece:
            yield Run(piece, run.codes)
        position += len(run.text)


def written(runs: Iterable[Run], pen: Pen) -> str:
    """Return ``runs`` as one string, without white space at its end."""
    runs = list(runs)
    if not pen.colour:
        return "".join(run.text for run in runs).rstrip()
    return "".join(pen.paint(run.text, *run.codes) for run in runs)
