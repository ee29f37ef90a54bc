"""A sample of the pages of a site: those of the smallest numbers, so that any order and any sharding give the same.

The number of a page is a hash of what it says. A page stays when its number is among the `MOST_PAGES` smallest of its
site (a bottom-k sample): such a sample is drawn without replacement and with equal chances, the union of two samples
holds the sample of the union, and a page that is seen twice counts once. A share p that is counted in a sample of k
pages has a standard error of at most ``sqrt(p * (1 - p) / k)``: 1.6 points for a half, 0.3 points for one in a hundred.
"""

from __future__ import annotations

from cleanr.profiles.page import Page

MOST_PAGES = 1_024  # of a site
MOST_WORDED = 64  # pages of a site whose words are kept, to show them; the keys of all others are kept
_SLACK = 64  # pages more before the sample is cut again
_EVERYTHING = 1 << 64


class Sample:
    """The pages of one site that stay."""

    __slots__ = ("_limit", "_next_cut", "_pages", "_settled", "_worded")

    def __init__(self) -> None:
        self._pages: dict[int, Page] = {}
        self._limit = self._worded = _EVERYTHING  # the least number that does not stay, or stays without its words
        self._next_cut = MOST_WORDED + _SLACK
        self._settled = True

    def offer(self, number: int, page: Page) -> None:
        """Take in a page, if it stays."""
        if number >= self._limit or (number in self._pages and not (page.words and not self._pages[number].words)):
            return
        self._pages[number] = page if number < self._worded else page._replace(words=b"")
        self._settled = False
        if len(self._pages) >= self._next_cut:
            self._cut()

    def below(self, limit: int) -> None:
        """Let go of all pages whose numbers are not below ``limit``, now and later."""
        if limit < self._limit:
            self._limit, self._settled = limit, False
        self._cut()

    def _cut(self) -> None:
        if self._settled:
            return
        numbers = sorted(number for number in self._pages if number < self._limit)[:MOST_PAGES]
        if len(numbers) == MOST_PAGES:
            self._limit = min(self._limit, numbers[-1] + 1)
        if len(numbers) > MOST_WORDED:
            self._worded = min(self._worded, numbers[MOST_WORDED])
        self._pages = {number: self._dressed(number) for number in numbers}
        self._next_cut, self._settled = len(numbers) + _SLACK, True

    def _dressed(self, number: int) -> Page:
        page = self._pages[number]
        return page if number < self._worded or not page.words else page._replace(words=b"")

    @property
    def pages(self) -> dict[int, Page]:
        """The sample, by number, in order; not to be changed, which `offer` does."""
        self._cut()
        return self._pages

    def __len__(self) -> int:
        self._cut()
        return len(self._pages)

    def copy(self) -> Sample:
        """Return a sample of its own with the same pages."""
        other = Sample()
        other._pages, other._limit, other._worded = dict(self.pages), self._limit, self._worded
        other._next_cut = self._next_cut
        return other
