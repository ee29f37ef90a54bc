"""Copies: pages that tell one story, told by the sentences that they share and others of the site do not.

The same story at two addresses, a syndicated text, an updated version: whatever their headlines and furniture, most of
their sentences are the same. They count as one page, or every sentence of theirs would look repeated.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from cleanr.profiles.page import Page, keys_in

_COMMON = 0.2  # of the pages: a sentence on more of them is no part of a story
_COMMON_AT_LEAST = 5  # pages
_ALIKE = 0.6  # of the sentences of the shorter one
_LEAST_SHARED = 2  # sentences: one may be what both quote
_NEXT = 8  # pages with a sentence that each is held against: copies share so many that each meets the others


def stories_of(pages: Sequence[Page]) -> list[int]:
    """Return for each page the number of its story: that of the first page that tells it."""
    story = list(range(len(pages)))
    for a, b in _alike(_own_sentences(pages)):
        first, second = sorted((_root(story, a), _root(story, b)))
        story[second] = first
    return [_root(story, page) for page in story]


def _root(story: list[int], page: int) -> int:
    while story[page] != page:
        story[page] = story[story[page]]
        page = story[page]
    return page


def _own_sentences(pages: Sequence[Page]) -> list[set[bytes]]:
    """The sentences of each page without those of the whole site; all of them, where nothing else is left."""
    every = [set(keys_in(page.sentences)) for page in pages]
    spread = Counter(sentence for sentences in every for sentence in sentences)
    most = max(_COMMON_AT_LEAST, _COMMON * len(pages))
    return [{s for s in sentences if spread[s] <= most} or sentences for sentences in every]


def _alike(sentences: Sequence[set[bytes]]) -> Iterator[tuple[int, int]]:
    """The pairs of pages that share most of the sentences of the shorter one."""
    holders: dict[bytes, list[int]] = defaultdict(list)
    for page, own in enumerate(sentences):
        for sentence in own:
            holders[sentence].append(page)
    shared: Counter[tuple[int, int]] = Counter()
    for pages in holders.values():
        for at, page in enumerate(pages):
            shared.update((page, other) for other in pages[at + 1 : at + 1 + _NEXT])
    for (a, b), count in shared.items():
        if count >= _LEAST_SHARED and count > _ALIKE * min(len(sentences[a]), len(sentences[b])):
            yield a, b
