"""JSON Lines: a record a line; some fields are changed, and every other character of the line stays."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from cleanr.batch import records
from cleanr.batch.chunk import CHUNK_BYTES, Chunk, Mark, Outcome, RecordOptions, RecordPart
from cleanr.batch.encoding import decode
from cleanr.batch.jsontext import Member, Record, RecordError, Text, spelled
from cleanr.batch.recordcleaner import RecordCleaner, Result
from cleanr.batch.sizes import check_size, too_large
from cleanr.batch.statistics import Statistics
from cleanr.batch.streams import SILENCE, BrokenInputError, after

_BOM = b"\xef\xbb\xbf"


def cut(blocks: Iterator[bytes], job: int, name: str, start: Mark, options: RecordOptions) -> Iterator[Chunk | None]:
    """Yield chunks of whole lines, each a megabyte or a little more, the same ones wherever a run starts.

    While a pipe keeps silent, the whole lines that have come are yielded, and then None. ``start`` is where a chunk of
    an earlier run ended; everything before it is skipped. What was read before the input broke is yielded before the
    error is raised.
    """
    mark = start
    for data, part in _blocks(after(blocks, start.offset), options):
        if not data and not part:
            yield None
            continue
        lines = [data] if part else data.splitlines(keepends=True) if b"\r" not in data else _lines(data)
        ended = part.last if part else len(lines)
        end = Mark(mark.offset + len(data), mark.records + ended, mark.lines + ended)
        yield Chunk(job, "jsonl", mark, end, lines, name, part=part)
        mark = end


def _blocks(blocks: Iterator[bytes], options: RecordOptions) -> Iterator[tuple[bytes, RecordPart | None]]:
    """Bytes cut behind the first line end after a megabyte, or where a pipe falls silent; a very long line in parts."""
    buffer, seen, long, broken = bytearray(), CHUNK_BYTES - 1, False, None
    try:
        for block in blocks:
            buffer += block
            if long:
                end = buffer.find(b"\n") + 1
                long = not end
                yield bytes(buffer[: end or None]), RecordPart(last=not long)
                del buffer[: end or None]
            while (end := buffer.find(b"\n", seen)) >= 0:
                yield bytes(buffer[: end + 1]), None
                del buffer[: end + 1]
                seen = CHUNK_BYTES - 1
            line = buffer.rfind(b"\n") + 1 if not block or len(buffer) > options.most else 0
            if line:
                yield bytes(buffer[:line]), None
                del buffer[:line]
                seen = CHUNK_BYTES - 1
            if not block:
                yield SILENCE, None
            elif len(buffer) > options.most:
                long = True
                yield bytes(buffer), RecordPart(too_large(options.max_record))
                buffer.clear()
            seen = max(seen, len(buffer))
    except BrokenInputError as error:
        broken = error
    if buffer or long:
        yield bytes(buffer), RecordPart(last=True) if long else None
    if broken:
        raise broken


def _lines(data: bytes) -> list[bytes]:
    """Lines end with ``\\n`` alone: a ``\\r`` before it is white space to JSON, and stays."""
    parts = data.split(b"\n")
    return [part + b"\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def places(chunk: Chunk) -> list[str]:
    """Return where each record of the chunk stands."""
    return [f"line {number:,}" for number in range(chunk.start.lines + 1, chunk.end.lines + 1)]


def work(chunk: Chunk, record_cleaner: RecordCleaner) -> Outcome:
    """Clean the fields of each record."""
    return records.each(chunk, record_cleaner.options, partial(_one, chunk, record_cleaner), places(chunk))


def _one(chunk: Chunk, record_cleaner: RecordCleaner, line: bytes, place: str, stats: Statistics) -> bytes:
    options = record_cleaner.options
    if not line.strip():
        return line if options.mode == "clean" else b""
    check_size(line, options.max_record)
    mark = _BOM if place == "line 1" and line.startswith(_BOM) else b""
    record = Record(decode(line.removeprefix(mark), options.encoding))
    members = [record.get(field.name) for field in options.fields]
    texts = [_text(record, member, field.name) for member, field in zip(members, options.fields, strict=True)]
    if options.mode == "clean" and not options.overwrite:
        for name in options.added:
            record.check_free(name)
    site = record_cleaner.site_of(_site(record, options), str(chunk.context))
    results = record_cleaner.results(zip(options.fields, texts, strict=True), stats, place, site)
    if options.mode != "clean":
        named = f"{chunk.context}:{place.removeprefix('line ')}"
        return record_cleaner.side_output(results, lambda: _id(record, record.find(options.id_field), named), named)
    for member, result in zip(members, results, strict=True):
        _write(record, member, result)
    return mark + record.result().encode("utf-8")


def _site(record: Record, options: RecordOptions) -> object:
    member = record.find(options.site_field) if options.site_field else None
    return member and member.value


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
