"""WET, the plain text of web crawls: the text of each conversion record is changed, all else stays."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from functools import partial

from cleanr.batch import records
from cleanr.batch.chunk import CHUNK_BYTES, Chunk, Mark, Outcome, RecordOptions, RecordPart
from cleanr.batch.compression import gzipped
from cleanr.batch.encoding import decode
from cleanr.batch.recordcleaner import RecordCleaner, diff
from cleanr.batch.sizes import check_size, too_large
from cleanr.batch.statistics import Statistics
from cleanr.batch.streams import BrokenInputError

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"^Content-Length:[ \t]*(\d+)[ \t]*(?=\r?$)", re.IGNORECASE | re.MULTILINE)
_DIGEST = re.compile(rb"^(WARC-(?:Block|Payload)-Digest:[ \t]*)([\w-]+):\S+", re.IGNORECASE | re.MULTILINE)
_CONVERSION = re.compile(rb"^WARC-Type:[ \t]*conversion[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_URI = re.compile(rb"^WARC-Target-URI:[ \t]*(.*?)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_MOST_HEAD = 1 << 20


def cut(blocks: Iterator[bytes], job: int, name: str, options: RecordOptions) -> Iterator[Chunk]:
    """Yield chunks of whole records, and a very large one in parts.

    Raises `BrokenInputError` where a record is none, or breaks off.
    """
    data, size, mark = list[bytes](), 0, Mark()
    broken: BrokenInputError | None = None
    found = _records(blocks, options)
    while True:
        try:
            record, part = next(found, (None, None))
        except BrokenInputError as error:
            record, part, broken = None, None, error
        if data and (record is None or part or size >= CHUNK_BYTES):
            end = Mark(mark.offset + size, mark.records + len(data))
            yield Chunk(job, "wet", mark, end, data, name)
            data, size, mark = [], 0, end
        if record is None:
            break
        if part:
            end = Mark(mark.offset + len(record), mark.records + part.last)
            yield Chunk(job, "wet", mark, end, [record], name, part=part)
            mark = end
            continue
        data.append(record)
        size += len(record)
    if broken:
        raise broken


def is_conversion(record: bytes) -> bool:
    """Return whether the record holds the text of a page."""
    head_end = _HEAD_END.search(record)
    return bool(_CONVERSION.search(record[: head_end.end()] if head_end else record))


class _Reader:
    """A buffer over blocks that can be asked for a stretch up to a mark, or of a length."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks, self._buffer, self.taken = blocks, bytearray(), 0

    def more(self) -> bool:
        block = next(self._blocks, None)
        self._buffer += block or b""
        return block is not None

    def head(self) -> bytes:
        """Take all up to and with the next blank line; nothing at the end of the input."""
        while not (end := _HEAD_END.search(self._buffer)):
            if len(self._buffer) > _MOST_HEAD or not self.more():
                break
        if end:
            return self.take(end.end())
        if self._buffer.strip():
            raise BrokenInputError(f"is cut off, or no WET, at byte {self.taken:,}: {bytes(self._buffer[:40])!r}")
        return b""

    def take(self, size: int) -> bytes:
        """Take up to ``size`` bytes."""
        while len(self._buffer) < size and self.more():
            pass
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        self.taken += len(data)
        return data

    def spaces(self) -> bytes:
        """Take the line ends that stand next."""
        while len(self._buffer) < 16 and self.more():
            pass
        return self.take(len(self._buffer) - len(self._buffer.lstrip(b"\r\n")))


def _records(blocks: Iterator[bytes], options: RecordOptions) -> Iterator[tuple[bytes, RecordPart | None]]:
    reader = _Reader(blocks)
    while head := reader.head():
        length = _LENGTH.search(head)
        if not head.startswith(b"WARC/") or not length:
            raise BrokenInputError(f"is no WET at byte {reader.taken - len(head):,}: {head[:40]!r}")
        size = int(length[1])
        if size > options.most:
            yield head, RecordPart(too_large(options.max_record) if _CONVERSION.search(head) else "")
        while size > options.most and reader.more():
            part = reader.take(min(CHUNK_BYTES, size - options.most))
            size -= len(part)
            yield part, RecordPart()
        body = reader.take(size)
        whole = len(body) == size
        large = size < int(length[1]) or size > options.most
        if whole or large:  # what has been begun is ended
            record = body if large else head + body
            yield record + (reader.spaces() if whole else b""), RecordPart(last=True) if large else None
        if not whole:
            raise BrokenInputError(f"is cut off in the record that ends at byte {reader.taken:,}")


def places(chunk: Chunk) -> list[str]:
    """Return the number of each record of the chunk."""
    return [f"record {number:,}" for number in range(chunk.start.records + 1, chunk.end.records + 1)]


def work(chunk: Chunk, record_cleaner: RecordCleaner) -> Outcome:
    """Clean the text of each conversion record; each record is packed alone, as readers of WARC expect."""
    one = partial(_one, chunk.context, record_cleaner)
    return records.each(chunk, record_cleaner.options, one, places(chunk), finish(chunk))


def finish(chunk: Chunk) -> records.Finish:
    """Return what is done to each record last: it is compressed, when the output is."""
    return gzipped if chunk.pack == "gz" else bytes


def _one(name: str, record_cleaner: RecordCleaner, record: bytes, place: str, stats: Statistics) -> bytes:
    options = record_cleaner.options
    head_end = _HEAD_END.search(record)
    head = record[: head_end.end()] if head_end else record
    if not _CONVERSION.search(head):
        return record if options.mode == "clean" else b""
    check_size(record, options.max_record)
    length = _LENGTH.search(head)
    stop = len(head) + int(length[1] if length else 0)
    text = decode(record[len(head) : stop], options.encoding)
    uri = _URI.search(head)
    site = record_cleaner.site_of(uri and uri[1].decode("utf-8", "replace"), name)
    cleaned = record_cleaner.clean(text, stats, site=site)
    named = uri[1].decode("utf-8", "replace") if uri else f"{name}:{place}"
    if options.mode == "tag":
        return record_cleaner.sidecar(json.dumps(named, ensure_ascii=False), cleaned)
    if options.mode == "diff":
        return diff(named, text, cleaned.text)
    if options.mode != "clean":
        return b""
    if cleaned.text == text:
        return record
    body = cleaned.text.encode("utf-8", "surrogatepass")
    return _adjusted(head, body) + body + record[stop:]


def _adjusted(head: bytes, body: bytes) -> bytes:
    """The head with the length and the digests of the new body; a digest of an unknown kind goes."""
    head = _LENGTH.sub(b"Content-Length: %d" % len(body), head, count=1)
    return _DIGEST.sub(lambda found: found[1] + _digest(found[2].decode().lower(), body), head)


def _digest(kind: str, body: bytes) -> bytes:
    kind = kind if kind in ("sha1", "sha256", "md5") else "sha1"
    made = hashlib.new(kind, body, usedforsecurity=False).digest()
    return kind.encode() + b":" + base64.b32encode(made)
