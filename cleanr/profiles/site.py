"""A site: on how many of its pages a line, a form, two lines in a row and a sentence stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from cleanr.profiles.copies import stories_of
from cleanr.profiles.keys import SIZE, form_of, key_of
from cleanr.profiles.page import Page, keys_in

LEAST = 2  # pages that something stands on to be repeated at all; of the rest nothing is kept
Counts = Mapping[bytes, int]
_START, _END = bytes(SIZE), b"\xff" * SIZE  # the edges of a page, as keys


class Standing(NamedTuple):
    """How a line stands on its site: on how many ``pages``, in its ``form`` on how many, of how many ``of``.

    ``sites``: on how many sites of the profile its form is repeated.
    """

    pages: int
    form: int
    of: int
    sites: int = 1

    @property
    def share(self) -> float:
        """On what part of the pages the line stands."""
        return self.pages / self.of

    @property
    def form_share(self) -> float:
        """On what part of the pages a line of its form stands."""
        return self.form / self.of

    def __str__(self) -> str:
        return f"stands on {self.pages:,} of {self.of:,} pages of this site"


class Site:
    """What repeats on one site. Copies of a story count as one page.

    ``pages``: how many different pages it was counted on. ``sites``: on how many sites a form is repeated; of those
    that it does not have, on none but this one.
    """

    __slots__ = ("_forms", "_lines", "_pairs", "_sentences", "_sites", "pages")

    def __init__(self, pages: Sequence[Page], sites: Counts) -> None:
        stories = stories_of(pages)
        self.pages = len({*stories})
        self._sites = sites
        self._lines = _spread(stories, ({*keys_in(page.lines)} for page in pages))
        self._forms = _spread(stories, ({*keys_in(page.forms)} for page in pages))
        self._sentences = _spread(stories, ({*keys_in(page.sentences)} for page in pages))
        repeated = {*self._forms, _START, _END}
        self._pairs = _spread(stories, (pairs_in(keys_in(page.forms), repeated) for page in pages))

    def line(self, text: str) -> Standing:
        """Return how a line stands that says ``text``."""
        form = key_of(form_of(text))
        seen = self._forms.get(form, 0)
        return Standing(self._lines.get(key_of(text), 0) if seen else 0, seen, self.pages, self._sites.get(form, 1))

    def sentence(self, text: str) -> int:
        """Return on how many pages a whole sentence that says ``text`` stands."""
        return self._sentences.get(key_of(text), 0)

    def pair(self, first: str, second: str) -> int:
        """Return on how many pages two lines of these forms stand one after the other.

        An empty one stands for the edge: how many pages begin with the second, or end with the first.
        """
        one = key_of(form_of(first)) if first else _START
        return self._pairs.get(one + (key_of(form_of(second)) if second else _END), 0)


def pairs_in(keys: Sequence[bytes], among: Set[bytes]) -> set[bytes]:
    """Return each two neighbours of ``keys``, and of the edges of the page, that are both ``among`` them, as one."""
    return {a + b for a, b in pairwise((_START, *keys, _END)) if a in among and b in among}


def _spread(stories: Sequence[int], keys: Iterable[set[bytes]]) -> dict[bytes, int]:
    """On how many stories each key stands, of those that stand on more than one."""
    told: dict[int, set[bytes]] = defaultdict(set)
    for story, found in zip(stories, keys, strict=True):
        told[story] |= found
    counts = Counter(key for found in told.values() for key in found)
    return {key: count for key, count in counts.items() if count >= LEAST}
