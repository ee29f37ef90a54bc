"""A profile as bytes: compact, versioned, safe to read from strangers.

A head of fixed size (mark, version, length and digest of what follows unpacked), then one zlib stream: the limit of the
numbers; for each site its name, its keys once each, and its pages as numbers of keys. Reading runs nothing, and asks
for no more memory than the length of the file allows: every count is held against what is left before anything is made.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b

from cleanr.errors import ProfileError
from cleanr.profiles.keys import SIZE
from cleanr.profiles.page import MOST_LINES, Page, keys_in
from cleanr.profiles.sample import MOST_PAGES
from cleanr.profiles.sitenames import LONGEST

MARK = b"cleanr profile\n"
VERSION = 1
_HEAD = struct.Struct("<HQ16s")  # version, length and digest of the unpacked rest
_MOST_PACKED = 64  # bytes that one byte of a file may stand for; keys do not pack at all
_LIMIT, _COUNT, _SHORT = struct.Struct("<Q"), struct.Struct("<I"), struct.Struct("<H")
_PAGE = struct.Struct("<HHI")  # lines, sentences, bytes of packed words
_WORDS = 1 << 20  # bytes that the packed words of a page may have

Samples = Mapping[str, Mapping[int, Page]]


def packed(samples: Samples, limit: int) -> bytes:
    """Return ``samples``, pages by number by site, as bytes: the same for the same samples. See `unpacked`."""
    body = b"".join((_LIMIT.pack(limit - 1), _COUNT.pack(len(samples)), *_sites(samples)))
    head = _HEAD.pack(VERSION, len(body), blake2b(body, digest_size=16).digest())
    return MARK + head + zlib.compress(body, 6)


def _sites(samples: Samples) -> Iterator[bytes]:
    for name in sorted(samples):
        pages = [samples[name][number] for number in sorted(samples[name])]
        forms = {key: form for page in pages for key, form in _lines(page)}
        lines = sorted(forms)
        sentences = sorted({key for page in pages for key in keys_in(page.sentences)})
        encoded = name.encode("utf-8")
        yield _SHORT.pack(len(encoded)) + encoded
        yield _COUNT.pack(len(lines)) + b"".join(lines) + b"".join(forms[key] for key in lines)
        yield _COUNT.pack(len(sentences)) + b"".join(sentences) + _COUNT.pack(len(pages))
        line_numbers, sentence_numbers = _numbered(lines), _numbered(sentences)
        for page in pages:
            yield from _page(page, line_numbers, sentence_numbers)


def _lines(page: Page) -> Iterable[tuple[bytes, bytes]]:
    return zip(keys_in(page.lines), keys_in(page.forms), strict=True)


def _numbered(keys: Iterable[bytes]) -> dict[bytes, int]:
    return {key: number for number, key in enumerate(keys)}


def _page(page: Page, lines: Mapping[bytes, int], sentences: Mapping[bytes, int]) -> Iterator[bytes]:
    numbers = [lines[key] for key in keys_in(page.lines)]
    others = [sentences[key] for key in keys_in(page.sentences)]
    yield _PAGE.pack(len(numbers), len(others), len(page.words))
    yield struct.pack(f"<{len(numbers) + len(others)}I", *numbers, *others) + page.words


def unpacked(data: bytes) -> tuple[dict[str, dict[int, Page]], int]:
    """Return the samples and the limit that `packed` made ``data`` of. Raises `ProfileError` for anything else."""
    rest = _Rest(_body(data))
    limit = rest.number(_LIMIT) + 1
    samples = dict(_read_site(rest) for _ in range(rest.count(_COUNT, 2)))
    if rest.left:
        raise ProfileError(f"there are {rest.left:,} bytes behind its end")
    return samples, limit


def _body(data: bytes) -> bytes:
    start = len(MARK) + _HEAD.size
    if not data.startswith(MARK):
        raise ProfileError("it is no profile of cleanr")
    if len(data) < start:
        raise ProfileError("it is cut off")
    version, length, digest = _HEAD.unpack_from(data, len(MARK))
    if version != VERSION:
        raise ProfileError(f"it is of version {version}, and this cleanr reads version {VERSION}")
    if length > _MOST_PACKED * len(data):
        raise ProfileError("it says that it is longer than it can be")
    body = _inflated(data[start:], length)
    if not body or len(body) != length or blake2b(body, digest_size=16).digest() != digest:
        raise ProfileError("it is damaged or cut off")
    return body


def _inflated(data: bytes, length: int) -> bytes:
    stream = zlib.decompressobj()
    try:
        body = stream.decompress(data, length + 1)
    except zlib.error:
        raise ProfileError("it is damaged") from None
    return body if stream.eof and not stream.unused_data else b""


def _read_site(rest: _Rest) -> tuple[str, dict[int, Page]]:
    name = _text(rest.take(rest.count(_SHORT, 1)))
    total = rest.count(_COUNT, 2 * SIZE)
    lines, forms = (keys_in(rest.take(total * SIZE)) for _ in range(2))
    sentences = keys_in(rest.take(rest.count(_COUNT, SIZE) * SIZE))
    pages = [_read_page(rest, lines, forms, sentences) for _ in range(rest.count(_COUNT, _PAGE.size))]
    if not name or len(name) > LONGEST or len(pages) > MOST_PAGES:
        raise ProfileError("a site of it has no name, too long a one, or too many pages")
    return name, {page.id: page for page in pages}


def _read_page(rest: _Rest, lines: list[bytes], forms: list[bytes], sentences: list[bytes]) -> Page:
    many, more, words = _PAGE.unpack(rest.take(_PAGE.size))
    if many > MOST_LINES or more > MOST_LINES or words > _WORDS:
        raise ProfileError("a page of it is larger than a page can be")
    numbers = struct.unpack(f"<{many + more}I", rest.take((many + more) * _COUNT.size))
    try:
        return Page(
            b"".join([lines[n] for n in numbers[:many]]),
            b"".join([forms[n] for n in numbers[:many]]),
            b"".join([sentences[n] for n in numbers[many:]]),
            rest.take(words),
        )
    except IndexError:
        raise ProfileError("a page of it has a line that is not there") from None


def _text(encoded: bytes) -> str:
    try:
        return encoded.decode("utf-8")
    except UnicodeDecodeError:
        raise ProfileError("the name of a site in it is no text") from None


class _Rest:
    """What is left to be read."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._at = 0

    @property
    def left(self) -> int:
        return len(self._body) - self._at

    def take(self, length: int) -> bytes:
        """Return the next ``length`` bytes. Raises `ProfileError` when there are not as many."""
        if length > self.left:
            raise ProfileError("it ends too early")
        self._at += length
        return self._body[self._at - length : self._at]

    def number(self, kind: struct.Struct) -> int:
        """Return the next number of a kind."""
        value: int = kind.unpack(self.take(kind.size))[0]
        return value

    def count(self, kind: struct.Struct, size: int) -> int:
        """Return how many things come next, each of which takes ``size`` bytes or more."""
        count = self.number(kind)
        if count * size > self.left:
            raise ProfileError("it ends too early")
        return count
