"""JSON Lines: a record a line; some fields are changed, and every other character of the line stays."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from cleanr.batch import records
from cleanr.batch.encoding import decode
from cleanr.batch.jsontext import Member, Record, RecordError, Text, spelled
from cleanr.batch.piece import PIECE, Mark, Order, Part, Piece, Worked
from cleanr.batch.sizes import check_size, too_large
from cleanr.batch.streams import SILENCE, BrokenInputError, after
from cleanr.batch.tally import Tally
from cleanr.batch.treatment import Result, Treatment

_BOM = b"\xef\xbb\xbf"


def cut(blocks: Iterator[bytes], job: int, name: str, start: Mark, order: Order) -> Iterator[Piece | None]:
    """Yield pieces of whole lines, each a megabyte or a little more, the same ones wherever a run starts.

    While a pipe keeps silent, the whole lines that have come are yielded, and then None. ``start`` is where a piece of
    an earlier run ended; everything before it is skipped. What was read before the input broke is yielded before the
    error is raised.
    """
    mark = start
    for data, part in _chunks(after(blocks, start.offset), order):
        if not data and not part:
            yield None
            continue
        lines = [data] if part else data.splitlines(keepends=True) if b"\r" not in data else _lines(data)
        ended = part.last if part else len(lines)
        end = Mark(mark.offset + len(data), mark.records + ended, mark.lines + ended)
        yield Piece(job, "jsonl", mark, end, lines, name, part=part)
        mark = end


def _chunks(blocks: Iterator[bytes], order: Order) -> Iterator[tuple[bytes, Part | None]]:
    """Bytes cut behind the first line end after a megabyte, or where a pipe falls silent; a very long line in parts."""
    buffer, seen, long, broken = bytearray(), PIECE - 1, False, None
    try:
        for block in blocks:
            buffer += block
            if long:
                end = buffer.find(b"\n") + 1
                long = not end
                yield bytes(buffer[: end or None]), Part(last=not long)
                del buffer[: end or None]
            while (end := buffer.find(b"\n", seen)) >= 0:
                yield bytes(buffer[: end + 1]), None
                del buffer[: end + 1]
                seen = PIECE - 1
            line = buffer.rfind(b"\n") + 1 if not block or len(buffer) > order.most else 0
            if line:
                yield bytes(buffer[:line]), None
                del buffer[:line]
                seen = PIECE - 1
            if not block:
                yield SILENCE, None
            elif len(buffer) > order.most:
                long = True
                yield bytes(buffer), Part(too_large(order.max_record))
                buffer.clear()
            seen = max(seen, len(buffer))
    except BrokenInputError as error:
        broken = error
    if buffer or long:
        yield bytes(buffer), Part(last=True) if long else None
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
    """Clean the fields of each record."""
    return records.each(piece, treatment.order, partial(_one, piece, treatment), places(piece))


def _one(piece: Piece, treatment: Treatment, line: bytes, place: str, tally: Tally) -> bytes:
    order = treatment.order
    if not line.strip():
        return line if order.mode == "clean" else b""
    check_size(line, order.max_record)
    mark = _BOM if place == "line 1" and line.startswith(_BOM) else b""
    record = Record(decode(line.removeprefix(mark), order.encoding))
    members = [record.get(field.name) for field in order.fields]
    texts = [_text(record, member, field.name) for member, field in zip(members, order.fields, strict=True)]
    if order.mode == "clean" and not order.overwrite:
        for name in order.added:
            record.check_free(name)
    results = treatment.results(zip(order.fields, texts, strict=True), tally, place)
    if order.mode != "clean":
        named = f"{piece.context}:{place.removeprefix('line ')}"
        return treatment.aside(results, lambda: _id(record, record.find(order.id_field), named), named)
    for member, result in zip(members, results, strict=True):
        _write(record, member, result)
    return mark + record.result().encode("utf-8")


def _text(record: Record, member: Member, field: str) -> Text:
    """What the field holds: a text, a list of texts, or null, of which any item may be one, too."""
    if member.kind == "a list":
        items = record.items(member)
        for number, item in enumerate(items, 1):
            if item.kind not in ("a string", "null"):
                raise RecordError(f"field {field!r} is a list, and its item {number} is {item.kind}, not a string")
        return [item.value for item in items]
    if member.kind not in ("a string", "null"):
        raise RecordError(f"field {field!r} is {member.kind}, not a string or a list of strings")
    return member.value  # type: ignore[no-any-return]


def _write(record: Record, member: Member, result: Result) -> None:
    """Put the cleaned text and the spans of a field where they go; for null nothing is written."""
    field = result.field
    if result.new is None:
        return
    if field.target == field.name:
        old = record.items(member) if isinstance(result.new, list) else [member]
        for place, (_, before, after) in zip((one for one in old if one.value is not None), result.texts, strict=True):
            if before != after.text:
                record.replace(place, after.text)
    elif field.target:
        record.put(field.target, spelled(result.text))
    if field.spans:
        record.put(field.spans, json.dumps(result.column, ensure_ascii=False))


def _id(record: Record, named: Member | None, otherwise: str) -> str:
    """What names the record, as JSON: its own id to the letter, or else its place."""
    return record.text[named.start : named.end] if named else json.dumps(otherwise, ensure_ascii=False)
