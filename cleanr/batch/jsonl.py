"""JSON Lines: a record a line; one field is changed, and every other character of the line stays."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from cleanr.batch import records
from cleanr.batch.encoding import decode
from cleanr.batch.jsontext import Member, Record, RecordError, spelled
from cleanr.batch.piece import PIECE, Mark, Piece, Worked
from cleanr.batch.records import NoTextError
from cleanr.batch.streams import BrokenInputError, after
from cleanr.batch.tally import Tally
from cleanr.batch.treatment import Treatment, diff

_BOM = b"\xef\xbb\xbf"


def cut(blocks: Iterator[bytes], job: int, name: str, start: Mark) -> Iterator[Piece]:
    """Yield pieces of whole lines, each a megabyte or a little more, the same ones wherever a run starts.

    ``start`` is where a piece of an earlier run ended; everything before it is skipped. What was read before the input
    broke is yielded before the error is raised.
    """
    mark = start
    for data in _chunks(after(blocks, start.offset)):
        lines = data.splitlines(keepends=True) if b"\r" not in data else _lines(data)
        end = Mark(mark.offset + len(data), mark.records + len(lines), mark.lines + len(lines))
        yield Piece(job, "jsonl", mark, end, lines, name)
        mark = end


def _chunks(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Bytes cut behind the first line end after a megabyte: where, hangs on the bytes alone."""
    buffer, seen, broken = bytearray(), PIECE - 1, None
    try:
        for block in blocks:
            buffer += block
            while (end := buffer.find(b"\n", seen)) >= 0:
                yield bytes(buffer[: end + 1])
                del buffer[: end + 1]
                seen = PIECE - 1
            seen = max(seen, len(buffer))
    except BrokenInputError as error:
        broken = error
    if buffer:
        yield bytes(buffer)
    if broken:
        raise broken


def _lines(data: bytes) -> list[bytes]:
    """Lines end with ``\\n`` alone: a ``\\r`` before it is white space to JSON, and stays."""
    parts = data.split(b"\n")
    return [part + b"\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def places(piece: Piece) -> list[str]:
    """Return where each record of the piece stands."""
    return [f"line {number:,}" for number in range(piece.start.lines + 1, piece.end.lines + 1)]


def work(piece: Piece, treatment: Treatment) -> Worked:
    """Clean the field of each record."""
    return records.each(piece, treatment.order, partial(_one, piece, treatment), places(piece))


def _one(piece: Piece, treatment: Treatment, line: bytes, place: str, tally: Tally) -> bytes:
    order = treatment.order
    if not line.strip():
        return line if order.mode == "clean" else b""
    mark = _BOM if place == "line 1" and line.startswith(_BOM) else b""
    record = Record(decode(line.removeprefix(mark), order.encoding))
    member = record.get(order.field)
    treated = treatment.treat(_text(member, order.field), tally)
    if order.mode == "tag":
        named = record.find(order.id_field)
        return treatment.sidecar(_id(record, named, f"{piece.context}:{place.removeprefix('line ')}"), treated)
    if order.mode == "diff":
        return diff(f"{piece.context}:{place.removeprefix('line ')}", member.value, treated.text)
    if order.mode == "check":
        return b""
    if order.output_field:
        record.put(order.output_field, spelled(treated.text))
    elif treated.text != member.value:
        record.replace(member, treated.text)
    if order.spans:
        record.put(order.spans, json.dumps(treated.column, ensure_ascii=False))
    return mark + record.result().encode("utf-8")


def _text(member: Member, field: str) -> str:
    if member.value is None:
        raise NoTextError
    if member.kind != "a string":
        raise RecordError(f"field {field!r} is {member.kind}, not a string")
    return str(member.value)


def _id(record: Record, named: Member | None, otherwise: str) -> str:
    """What names the record, as JSON: its own id to the letter, or else its place."""
    return record.text[named.start : named.end] if named else json.dumps(otherwise, ensure_ascii=False)
