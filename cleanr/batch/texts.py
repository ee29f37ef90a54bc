"""Plain text: a file is one record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain

from cleanr.batch.encoding import decode
from cleanr.batch.piece import Failed, Mark, Order, Part, Piece, Worked
from cleanr.batch.sizes import too_large
from cleanr.batch.treatment import Treatment, diff
from cleanr.errors import BatchError


def cut(blocks: Iterator[bytes], job: int, name: str, order: Order) -> Iterator[Piece]:
    """Yield the file as one piece, or a very large one in parts.

    Raises `BrokenInputError` when it cannot be read whole: half a text is no text.
    """
    read, size = list[bytes](), 0
    for block in blocks:
        read.append(block)
        size += len(block)
        if size > order.max_record:
            yield from _in_parts(chain([b"".join(read)], blocks), job, name, order)
            return
    data = b"".join(read)
    yield Piece(job, "text", Mark(), Mark(len(data), 1, data.count(b"\n")), [data], name, last=True)


def _in_parts(blocks: Iterator[bytes], job: int, name: str, order: Order) -> Iterator[Piece]:
    mark, part = Mark(), Part(too_large(order.max_record))
    for block in blocks:
        end = Mark(mark.offset + len(block), 0)
        yield Piece(job, "text", mark, end, [block], name, part=part)
        mark, part = end, Part()
    yield Piece(job, "text", mark, mark._replace(records=1), [b""], name, part=Part(last=True))


def work(piece: Piece, treatment: Treatment) -> Worked:
    """Clean the text. One that cannot be decoded passes through as it is."""
    order, done = treatment.order, Worked(b"")
    (data,) = piece.data
    done.tally.bytes += len(data)
    try:
        text = decode(data, order.encoding)
    except BatchError as error:
        return refused(piece, treatment, str(error))
    treated = treatment.treat(text, done.tally)
    if order.mode == "tag":
        done.out = treatment.sidecar(json.dumps(piece.context, ensure_ascii=False), treated)
    elif order.mode == "diff":
        done.out = diff(piece.context.lstrip("/"), text, treated.text)
    elif order.mode == "clean":
        done.out = treated.text.encode("utf-8", "surrogatepass")
    return done


def refused(piece: Piece, treatment: Treatment, why: str) -> Worked:
    """Return the piece as it came in, and why."""
    out = piece.data[0] if treatment.order.mode == "clean" else b""
    return Worked(out, failed=[Failed("", why, None)])
