"""A page: what a profile keeps of a document, its lines and sentences by their keys."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import NamedTuple

from cleanr.profiles.keys import SIZE, form_of, key_of, said, sentences_said
from cleanr.repair.fixes import repair
from cleanr.text.document import Document, Line
from cleanr.text.edits import apply

MOST_LINES = 1_000  # of a page: of a longer one the first half and the last half of so many
LONGEST = 240  # characters of a line whose words are kept, to show them
Keys = list[bytes]


class Page(NamedTuple):
    """What a profile keeps of a document.

    ``lines`` and ``forms``: the keys of its lines, in order, by what they say and by their form. ``sentences``: the
    keys of its whole sentences. ``words``: what the lines say, packed; empty where it was not kept.
    """

    lines: bytes
    forms: bytes
    sentences: bytes
    words: bytes = b""

    @property
    def id(self) -> int:
        """A number that pages with the same lines share, spread evenly over 64 bits."""
        return int.from_bytes(blake2b(self.lines + self.sentences, digest_size=SIZE).digest(), "big")

    def texts(self) -> Iterator[tuple[bytes, str]]:
        """Yield the key of each line and what it says, where that was kept and is what the key was made of."""
        for key, text in zip(keys_in(self.lines), unpacked(self.words), strict=False):
            if text and key_of(text) == key:
                yield key, text


def page_of(text: str) -> Page:
    """Return what is to be kept of ``text``, repaired and read as it is read for cleaning."""
    repairs = repair(text, "conservative")
    document = Document(apply(repairs, text) if repairs else text)
    lines = list(_ends(list(document.lines())))
    saying = [(line, words) for line in lines if (words := said(line.text))]
    sentences = dict.fromkeys(key_of(sentence) for line, _ in saying for sentence in sentences_said(line))
    page = Page(
        b"".join(key_of(words) for _, words in saying),
        b"".join(key_of(form_of(words)) for _, words in saying),
        b"".join(list(sentences)[:MOST_LINES]),
        packed(words for _, words in saying),
    )
    document.forget()
    return page


def _ends(lines: list[Line]) -> Iterable[Line]:
    return lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES // 2], *lines[-MOST_LINES // 2 :]]


def keys_in(packed_keys: bytes) -> Keys:
    """Return the keys one by one."""
    return [packed_keys[at : at + SIZE] for at in range(0, len(packed_keys), SIZE)]


def packed(texts: Iterable[str]) -> bytes:
    """Return ``texts``, none of which has a line end, as few bytes; long ones are left out."""
    shown = "\n".join(text if len(text) <= LONGEST else "" for text in texts)
    return zlib.compress(shown.encode("utf-8", "surrogatepass"), 1)


def unpacked(words: bytes) -> list[str]:
    """Return what `packed` took in; nothing for what it never made. Never more than a page can hold."""
    most = MOST_LINES * (4 * LONGEST + 1)
    try:
        return (
            zlib.decompressobj().decompress(words, most).decode("utf-8", "surrogatepass").split("\n") if words else []
        )
    except (zlib.error, UnicodeDecodeError):
        return []
