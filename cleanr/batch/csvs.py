"""CSV and TSV: one cell of each record is changed, and every other byte stays."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import NamedTuple

from cleanr.batch import csvtext, records
from cleanr.batch.csvtext import Cell
from cleanr.batch.encoding import decode
from cleanr.batch.jsontext import RecordError
from cleanr.batch.piece import PIECE, Mark, Order, Piece, Worked
from cleanr.batch.streams import BrokenInputError, after
from cleanr.batch.tally import Tally
from cleanr.batch.treatment import Treatment, diff
from cleanr.errors import BatchError

_BOM = b"\xef\xbb\xbf"


class Table(NamedTuple):
    """What the header says: the file's name, the delimiter, the columns, and which one holds the text."""

    name: str
    delimiter: str
    columns: list[str]
    text: int

    def at(self, column: str) -> int | None:
        """Return the number of ``column``, or None when it is new."""
        return self.columns.index(column) if column in self.columns else None


def cut(blocks: Iterator[bytes], job: int, name: str, start: Mark, order: Order, format_: str) -> Iterator[Piece]:
    """Yield pieces of whole records, the first one with the header. Raises `BatchError` for a column that is not there.

    ``start`` is where a piece of an earlier run ended; the header is read in any case.
    """
    header, rest = _header(blocks)
    if not header:
        return
    table = _table(header, name, order, format_)
    mark = start
    if not start.offset:
        mark = Mark(len(header), 1, header.count(b"\n"))
        yield Piece(job, format_, Mark(), mark, [header], table)
    found = csvtext.split(after(rest, max(start.offset - len(header), 0)), table.delimiter, len(table.columns))
    yield from _pieces(found, job, mark, table, format_)


def _header(blocks: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first record and what follows it; its quotation marks are paired whatever the delimiter is."""
    head = b""
    for block in blocks:
        head += block
        end = _first_end(head)
        if end:
            return head[:end], chain([head[end:]], blocks)
    return head, iter(())


def _first_end(head: bytes) -> int:
    end = head.find(b"\n") + 1
    while end and head.count(b'"', 0, end) % 2:
        end = head.find(b"\n", end) + 1
    return end


def _table(header: bytes, name: str, order: Order, format_: str) -> Table:
    header = header.removeprefix(_BOM)
    delimiter = "\t" if format_ == "tsv" else csvtext.delimiter_of(header, order.field)
    try:
        columns = [decode(cell.value, order.encoding) for cell in csvtext.cells(header, delimiter)]
    except RecordError as error:
        raise BatchError(f"line 1, the header: {error}") from error
    if order.field not in columns:
        raise BatchError(f"no column {order.field!r}; the header has: {', '.join(columns)[:300]} (choose with --field)")
    return Table(name, delimiter, columns, columns.index(order.field))


def _pieces(found: Iterator[bytes], job: int, mark: Mark, table: Table, format_: str) -> Iterator[Piece]:
    data, size, broken = list[bytes](), 0, None
    while True:
        try:
            record = next(found, None)
        except BrokenInputError as error:
            record, broken = None, error
        if data and (record is None or size >= PIECE):
            lines = sum(item.count(b"\n") for item in data)
            end = Mark(mark.offset + size, mark.records + len(data), mark.lines + lines)
            yield Piece(job, format_, mark, end, data, table)
            data, size, mark = [], 0, end
        if record is None:
            break
        data.append(record)
        size += len(record)
    if broken:
        raise broken


def places(piece: Piece) -> list[str]:
    """Return where each record of the piece starts."""
    lines, line = [], piece.start.lines + 1
    for record in piece.data:
        lines.append(f"line {line:,}")
        line += record.count(b"\n")
    return lines


def work(piece: Piece, treatment: Treatment) -> Worked:
    """Clean the cell of each record; give the header its new columns."""
    if piece.start.offset:
        return records.each(piece, treatment.order, partial(_one, piece.context, treatment), places(piece))
    added = _appended(piece.context, treatment.order, dict.fromkeys(_new(treatment.order), b""))
    names = [csvtext.spelled(name.encode(), piece.context.delimiter) for name in added]
    (header,) = piece.data
    return Worked(_extended(header, names, piece.context.delimiter) if treatment.order.mode == "clean" else b"")


def _one(table: Table, treatment: Treatment, record: bytes, place: str, tally: Tally) -> bytes:
    order = treatment.order
    if not record.strip(b"\r\n"):
        return record if order.mode == "clean" else b""
    cells = csvtext.cells(record, table.delimiter)
    if len(cells) != len(table.columns):
        raise RecordError(f"has {len(cells)} columns, and the header {len(table.columns)}")
    text = decode(cells[table.text].value, order.encoding)
    treated = treatment.treat(text, tally)
    place = f"{table.name}:{place.removeprefix('line ')}"
    if order.mode == "tag":
        return treatment.sidecar(_id(table, cells, order, place), treated)
    if order.mode == "diff":
        return diff(place, text, treated.text)
    if order.mode == "check":
        return b""
    new = {order.output_field or order.field: treated.text.encode("utf-8", "surrogatepass")}
    if order.spans:
        new[order.spans] = json.dumps(treated.column, ensure_ascii=False).encode()
    if not order.output_field and treated.text == text:
        del new[order.field]
    return _spliced(record, cells, table, order, new)


def _spliced(record: bytes, cells: list[Cell], table: Table, order: Order, new: dict[str, bytes]) -> bytes:
    """The record with cells replaced, and new ones at its end."""
    there = {table.columns.index(name): value for name, value in new.items() if name in table.columns}
    out, position = [], 0
    for number in sorted(there):
        cell = cells[number]
        out += [record[position : cell.start], csvtext.spelled(there[number], table.delimiter, cell.quoted)]
        position = cell.end
    whole = b"".join([*out, record[position:]])
    added = _appended(table, order, new).values()
    return _extended(whole, [csvtext.spelled(value, table.delimiter) for value in added], table.delimiter)


def _new(order: Order) -> list[str]:
    return [name for name in (order.output_field, order.spans) if name]


def _appended(table: Table, order: Order, new: dict[str, bytes]) -> dict[str, bytes]:
    """The cells for columns that the header does not have yet, in order."""
    return {name: new[name] for name in _new(order) if name not in table.columns}


def _extended(record: bytes, cells: list[bytes], delimiter: str) -> bytes:
    body = record.removesuffix(b"\n").removesuffix(b"\r")
    return body + b"".join(delimiter.encode() + cell for cell in cells) + record[len(body) :]


def _id(table: Table, cells: list[Cell], order: Order, otherwise: str) -> str:
    number = table.at(order.id_field)
    named = decode(cells[number].value, order.encoding) if number is not None else otherwise
    return json.dumps(named, ensure_ascii=False)
