"""The text of CSV: cut into records and cells, each kept as it is spelled.

As in RFC 4180: a cell that starts with a quotation mark ends with the next single one; a mark inside any other cell is
a character like the rest. Where a mark is opened and never closed, one line is given up, and reading goes on behind it.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from cleanr.batch.chunk import CHUNK_BYTES, MAX_RECORD, RecordPart
from cleanr.batch.jsontext import RecordError
from cleanr.batch.largerecord import LargeRecord
from cleanr.batch.sizes import too_large
from cleanr.batch.streams import SILENCE, BrokenInputError

_DELIMITERS = (",", ";", "\t", "|")


class Dialect(NamedTuple):
    """Patterns on bytes for one delimiter: a whole record, one that is still open, and a cell with what ends it."""

    record: re.Pattern[bytes]
    open: re.Pattern[bytes]
    cell: re.Pattern[bytes]


@cache
def dialect(delimiter: str) -> Dialect:
    """Return the patterns for ``delimiter``. None of them backtracks: each choice is made by one character."""
    d = re.escape(delimiter).encode()
    inside = rb'"[^"]*+(?:""[^"]*+)*+'
    bare = rb'(?:(?:[^"%(d)b\r\n]|\r(?!\n))(?:[^%(d)b\r\n]|\r(?!\n))*+)?' % {b"d": d}
    cell = rb'(?>%b"|%b)' % (inside, bare)
    return Dialect(
        re.compile(rb"%b(?:%b%b)*+(?:\r?\n|\Z)" % (cell, d, cell)),
        re.compile(rb"(?:%b%b)*+%b\Z" % (cell, d, inside)),
        re.compile(rb"(?P<cell>%b)(?P<end>%b|\r?\n|\Z)" % (cell, d)),
    )


class Cell(NamedTuple):
    """A cell: its value as bytes, whether it is quoted, and where it stands in its record."""

    value: bytes
    quoted: bool
    start: int
    end: int


def cells(record: bytes, delimiter: str) -> list[Cell]:
    """Return the cells of a record. Raises `RecordError` when a quotation mark is not closed, or text follows it."""
    found, at, pattern = list[Cell](), 0, dialect(delimiter).cell
    while True:
        match = pattern.match(record, at)
        if match is None:
            raise RecordError(f"a stray quotation mark in column {len(found) + 1}: {_shown(record, at)}")
        raw = match["cell"]
        quoted = raw.startswith(b'"')
        found.append(Cell(raw[1:-1].replace(b'""', b'"') if quoted else raw, quoted, *match.span("cell")))
        at = match.end()
        if match["end"] != delimiter.encode():
            return found


def spelled(value: bytes, delimiter: str, quoted: bool = False) -> bytes:
    """Return ``value`` as a cell, in quotation marks when it needs them or when ``quoted``."""
    special = {b'"', b"\r", b"\n", delimiter.encode()}
    if quoted or any(mark in value for mark in special):
        return b'"' + value.replace(b'"', b'""') + b'"'
    return value


def delimiter_of(header: bytes, fields: Sequence[str]) -> str:
    """Return the delimiter that makes all ``fields`` columns of ``header``; a comma, when none does."""
    for delimiter in _DELIMITERS:
        try:
            names = [cell.value for cell in cells(header, delimiter)]
        except RecordError:
            continue
        if all(field.encode() in names for field in fields):
            return delimiter
    return ","


RecordStream = Iterator[tuple[bytes, RecordPart | None]]


def split(blocks: Iterator[bytes], delimiter: str, columns: int, max_record: int = MAX_RECORD) -> RecordStream:
    """Yield each record, line end included, a very large one in parts; a line of no sound record is yielded alone.

    A record of several lines must have ``columns`` cells: otherwise a stray mark has swallowed its neighbours, and its
    first line is given up. While a pipe keeps silent, the whole records that have come are yielded, then `SILENCE`.
    """
    buffer, position, wanted, more, silent = b"", 0, CHUNK_BYTES, True, False
    broken: BrokenInputError | None = None
    while more or position < len(buffer):
        end = _record_end(buffer, position, more, delimiter, columns)
        if end > position:
            yield buffer[position:end], None
            position, wanted = end, CHUNK_BYTES
            continue
        if more and len(buffer) - position > max(max_record, CHUNK_BYTES):
            parts = chain([buffer[position:]], blocks)
            buffer, position = (yield from _in_parts(parts, LargeRecord(delimiter), max_record)), 0
            continue
        if silent:
            yield SILENCE, None
        buffer, position = buffer[position:], 0
        try:
            fresh, more, silent = _read(blocks, wanted)
        except BrokenInputError as error:
            fresh, more, silent, broken = error.read, False, False, error
        buffer += fresh
        wanted = max(CHUNK_BYTES, len(buffer))  # twice as much each time: a long record is not looked at too often
    if broken:
        raise broken


def _in_parts(
    blocks: Iterator[bytes], record: LargeRecord, most: int
) -> Generator[tuple[bytes, RecordPart], None, bytes]:
    """Yield a record that is not held whole, and return what has been read behind it."""
    why = too_large(most)
    try:
        for block in blocks:
            end = record.end(block)
            if end:
                yield block[:end], RecordPart(why, last=True)
                return block[end:]
            yield block, RecordPart(why)
            why = ""
    except BrokenInputError:
        yield b"", RecordPart(last=True)
        raise
    yield b"", RecordPart(last=True)
    return b""


def _read(blocks: Iterator[bytes], size: int) -> tuple[bytes, bool, bool]:
    """At least ``size`` bytes, whether there may be more, and whether less came because a pipe has fallen silent.

    What was read before the input broke is kept with it.
    """
    parts, total = list[bytes](), 0
    try:
        for block in blocks:
            parts.append(block)
            total += len(block)
            if total >= size or block == SILENCE:
                return b"".join(parts), True, block == SILENCE
    except BrokenInputError as error:
        error.read = b"".join(parts)
        raise
    return b"".join(parts), False, False


def _record_end(buffer: bytes, position: int, more: bool, delimiter: str, columns: int) -> int:
    """Where the record at ``position`` ends; ``position`` itself when more must be read to tell."""
    patterns = dialect(delimiter)
    match = patterns.record.match(buffer, position)
    line_end = buffer.find(b"\n", position) + 1 or (position if more else len(buffer))
    if match is None:
        open_still = more and patterns.open.match(buffer, position)
        return position if open_still else line_end
    if more and not match.group().endswith(b"\n"):
        return position
    if match.end() > line_end and len(cells(match.group(), delimiter)) != columns:
        return line_end
    return match.end()


def _shown(record: bytes, at: int) -> str:
    return record[at : at + 40].decode("utf-8", "replace").strip()
