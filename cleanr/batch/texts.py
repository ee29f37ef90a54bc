"""Plain text: a file is one record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain

from cleanr.batch.chunk import Chunk, Failed, Mark, Outcome, RecordOptions, RecordPart
from cleanr.batch.encoding import decode
from cleanr.batch.recordcleaner import RecordCleaner, diff
from cleanr.batch.sizes import too_large
from cleanr.errors import BatchError


def cut(blocks: Iterator[bytes], job: int, name: str, options: RecordOptions) -> Iterator[Chunk]:
    """Yield the file as one chunk, or a very large one in parts.

    Raises `BrokenInputError` when it cannot be read whole: half a text is no text.
    """
    read, size = list[bytes](), 0
    for block in blocks:
        read.append(block)
        size += len(block)
        if size > options.max_record:
            yield from _in_parts(chain([b"".join(read)], blocks), job, name, options)
            return
    data = b"".join(read)
    yield Chunk(job, "text", Mark(), Mark(len(data), 1, data.count(b"\n")), [data], name, last=True)


def _in_parts(blocks: Iterator[bytes], job: int, name: str, options: RecordOptions) -> Iterator[Chunk]:
    mark, part = Mark(), RecordPart(too_large(options.max_record))
    for block in blocks:
        end = Mark(mark.offset + len(block), 0)
        yield Chunk(job, "text", mark, end, [block], name, part=part)
        mark, part = end, RecordPart()
    yield Chunk(job, "text", mark, mark._replace(records=1), [b""], name, part=RecordPart(last=True))


def work(chunk: Chunk, record_cleaner: RecordCleaner) -> Outcome:
    """Clean the text. One that cannot be decoded passes through as it is."""
    options, done = record_cleaner.options, Outcome(b"")
    (data,) = chunk.data
    done.stats.bytes += len(data)
    try:
        text = decode(data, options.encoding)
    except BatchError as error:
        return fail_chunk(chunk, record_cleaner, str(error))
    cleaned = record_cleaner.clean(text, done.stats, site=record_cleaner.site_of(None, str(chunk.context)))
    if options.mode == "tag":
        done.out = record_cleaner.sidecar(json.dumps(chunk.context, ensure_ascii=False), cleaned)
    elif options.mode == "diff":
        done.out = diff(chunk.context.lstrip("/"), text, cleaned.text)
    elif options.mode == "clean":
        done.out = cleaned.text.encode("utf-8", "surrogatepass")
    return done


def fail_chunk(chunk: Chunk, record_cleaner: RecordCleaner, why: str) -> Outcome:
    """Return the chunk as it came in, and why."""
    out = chunk.data[0] if record_cleaner.options.mode == "clean" else b""
    return Outcome(out, failed=[Failed("", why, None)])
