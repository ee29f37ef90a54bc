"""The site of an example: how often its lines stand on other pages, said in comments above it.

    # 45 of 50 pages: Harbour map | Tide tables
    navigation    | Harbour map

What stands there is a line, its form (``{number} comments``: then each page has another figure) or a sentence of one.
The profile is made of so many pages, in the order of the example, with lines of their own where nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from cleanr.profiles.keys import form_of, said
from cleanr.profiles.profile import Profile
from cleanr.profiles.site import Site
from cleanr.rulebook.gutter import parse

_FIGURE = re.compile(r"\d[\d,.]*")
_COUNT = re.compile(r"# (\d+) of (\d+) pages: (.+)")


@lru_cache(maxsize=256)
def site_in(example: str) -> Site | None:
    """Return the site that the comments of an example, in the gutter format, speak of; None where they do not."""
    counts = dict(_counts(example))
    if not counts:
        return None
    lines, profile = parse(example)[0].splitlines(), Profile()
    for page in range(max(of for _, of in counts.values())):
        here = {what for what, (pages, _) in counts.items() if pages > page}
        profile.observe("\n".join(_line(line, page, at, here) for at, line in enumerate(lines)), "example")
    return profile.site("example")


def _line(line: str, page: int, at: int, here: set[str]) -> str:
    """What stands on a page in the place of ``line``, when what is ``here`` stands on it."""
    text = said(line)
    if text in here:
        return text
    if form_of(text) in here:
        return _FIGURE.sub(str(1_000 + page), text)
    return " ".join((_own_line(page, at), *(what for what in here if f" {what}" in text)))


def _counts(example: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for pages, of, lines in _COUNT.findall(example):
        yield from ((line.strip(), (int(pages), int(of))) for line in lines.split(" | "))


def _own_line(page: int, at: int) -> str:
    """A line that no other page has, without a figure in it."""
    word = f"{page:05}{at:05}".translate(str.maketrans("0123456789", "abcdefghij"))
    return f"The {word} was mended and the {word} was not."
