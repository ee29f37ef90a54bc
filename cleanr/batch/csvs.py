"""CSV and TSV: some cells of each record are changed, and every other byte stays."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import NamedTuple

from cleanr.batch import csvtext, records
from cleanr.batch.chunk import CHUNK_BYTES, Chunk, Mark, Outcome, RecordOptions
from cleanr.batch.csvtext import Cell
from cleanr.batch.encoding import decode
from cleanr.batch.jsontext import RecordError
from cleanr.batch.recordcleaner import RecordCleaner, Result
from cleanr.batch.sizes import check_size
from cleanr.batch.statistics import Statistics
from cleanr.batch.streams import SILENCE, BrokenInputError, after
from cleanr.errors import BatchError

_BOM = b"\xef\xbb\xbf"


class Table(NamedTuple):
    """What the header says: the file's name, the delimiter, the columns, and which of them hold text."""

    name: str
    delimiter: str
    columns: list[str]
    texts: list[int]

    def at(self, column: str) -> int | None:
        """Return the number of ``column``, or None when it is new."""
        return self.columns.index(column) if column in self.columns else None


def cut(
    blocks: Iterator[bytes], job: int, name: str, start: Mark, options: RecordOptions, format_: str
) -> Iterator[Chunk | None]:
    """Yield chunks of whole records, the first one with the header. Raises `BatchError` for a column that is not there.

    ``start`` is where a chunk of an earlier run ended; the header is read in any case.
    """
    header, rest = _header(blocks)
    if not header:
        return
    table = _table(header, name, options, format_)
    mark = start
    if not start.offset:
        mark = Mark(len(header), 1, header.count(b"\n"))
        yield Chunk(job, format_, Mark(), mark, [header], table)
    found = csvtext.split(
        after(rest, max(start.offset - len(header), 0)), table.delimiter, len(table.columns), options.max_record
    )
    yield from _chunks(found, job, mark, table, format_)


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


def _table(header: bytes, name: str, options: RecordOptions, format_: str) -> Table:
    header = header.removeprefix(_BOM)
    fields = [field.name for field in options.fields]
    delimiter = "\t" if format_ == "tsv" else csvtext.delimiter_of(header, fields)
    try:
        columns = [decode(cell.value, options.encoding) for cell in csvtext.cells(header, delimiter)]
    except RecordError as error:
        raise BatchError(f"line 1, the header: {error}") from error
    _check_columns(columns, options)
    return Table(name, delimiter, columns, [columns.index(field) for field in fields])


def _check_columns(columns: list[str], options: RecordOptions) -> None:
    added = options.added if options.mode == "clean" else ()
    names = [field.name for field in options.fields]
    for name in names:
        if name not in columns:
            raise BatchError(f"no column {name!r}; the header has: {', '.join(columns)[:300]} (choose with --field)")
    for name in (*names, *added, *([options.id_field] if options.mode == "tag" else [])):
        if columns.count(name) > 1:
            raise BatchError(f"{columns.count(name)} columns are called {name!r}; give them names of their own")
    for name in added:
        if name in columns and not options.overwrite:
            raise BatchError(f"there is a column {name!r} already; name another one, or add --overwrite")


def _chunks(found: csvtext.RecordStream, job: int, mark: Mark, table: Table, format_: str) -> Iterator[Chunk | None]:
    data, size, broken = list[bytes](), 0, None
    while True:
        try:
            record, part = next(found, (None, None))
        except BrokenInputError as error:
            record, part, broken = None, None, error
        if data and (not record or part or size >= CHUNK_BYTES):
            lines = sum(item.count(b"\n") for item in data)
            end = Mark(mark.offset + size, mark.records + len(data), mark.lines + lines)
            yield Chunk(job, format_, mark, end, data, table)
            data, size, mark = [], 0, end
        if record is None:
            break
        if part:
            end = Mark(mark.offset + len(record), mark.records + part.last, mark.lines + record.count(b"\n"))
            yield Chunk(job, format_, mark, end, [record], table, part=part)
            mark = end
            continue
        if record == SILENCE:
            yield None
            continue
        data.append(record)
        size += len(record)
    if broken:
        raise broken


def places(chunk: Chunk) -> list[str]:
    """Return where each record of the chunk starts."""
    lines, line = [], chunk.start.lines + 1
    for record in chunk.data:
        lines.append(f"line {line:,}")
        line += record.count(b"\n")
    return lines


def work(chunk: Chunk, record_cleaner: RecordCleaner) -> Outcome:
    """Clean the cell of each record; give the header its new columns."""
    if chunk.start.offset:
        return records.each(chunk, record_cleaner.options, partial(_one, chunk.context, record_cleaner), places(chunk))
    (header,), options = chunk.data, record_cleaner.options
    if options.mode != "clean":
        return Outcome(b"")
    names = [csvtext.spelled(name.encode(), chunk.context.delimiter) for name in _appended(chunk.context, options)]
    return Outcome(_extended(header, names, chunk.context.delimiter))


def _one(table: Table, record_cleaner: RecordCleaner, record: bytes, place: str, stats: Statistics) -> bytes:
    options = record_cleaner.options
    if not record.strip(b"\r\n"):
        return record if options.mode == "clean" else b""
    check_size(record, options.max_record)
    cells = csvtext.cells(record, table.delimiter)
    if len(cells) != len(table.columns):
        raise RecordError(f"has {len(cells)} columns, and the header {len(table.columns)}")
    texts = [decode(cells[number].value, options.encoding) for number in table.texts]
    site = record_cleaner.site_of(_site(table, cells, options), table.name)
    results = record_cleaner.results(zip(options.fields, texts, strict=True), stats, place, site)
    named = f"{table.name}:{place.removeprefix('line ')}"
    if options.mode != "clean":
        return record_cleaner.side_output(results, lambda: _id(table, cells, options, named), named)
    new: dict[str, bytes] = {}
    for result in results:
        new |= _written(result)
        if result.field.target and _formula(str(result.text)) and not _formula(str(result.old)):
            stats.add_formula(place)
    return _spliced(record, cells, table, options, new)


def _site(table: Table, cells: list[Cell], options: RecordOptions) -> str | None:
    number = table.at(options.site_field) if options.site_field else None
    return None if number is None else decode(cells[number].value, options.encoding)


def _written(result: Result) -> dict[str, bytes]:
    """The cells that a field gives; a text that is as it was stays to the byte."""
    field, new = result.field, dict[str, bytes]()
    if field.target and (field.target != field.name or result.text != result.old):
        new[field.target] = str(result.text).encode("utf-8", "surrogatepass")
    if field.spans:
        new[field.spans] = json.dumps(result.column, ensure_ascii=False).encode()
    return new


def _formula(text: str) -> bool:
    """Whether a spreadsheet would take the cell for a formula; a dash with a space behind it is one of prose."""
    return text.startswith(("=", "@")) or (text.startswith(("+", "-")) and not text[1:2].isspace())


def _spliced(record: bytes, cells: list[Cell], table: Table, options: RecordOptions, new: dict[str, bytes]) -> bytes:
    """The record with cells replaced, and new ones at its end."""
    there = {table.columns.index(name): value for name, value in new.items() if name in table.columns}
    added = [csvtext.spelled(new[name], table.delimiter) for name in _appended(table, options)]
    alone = len(table.columns) == 1 and not added  # without quotation marks an empty cell would be a blank line
    out, position = [], 0
    for number in sorted(there):
        cell, value = cells[number], there[number]
        quoted = cell.quoted or (alone and not value.strip())
        out += [record[position : cell.start], csvtext.spelled(value, table.delimiter, quoted)]
        position = cell.end
    return _extended(b"".join([*out, record[position:]]), added, table.delimiter)


def _appended(table: Table, options: RecordOptions) -> list[str]:
    """The columns that the header does not have yet, in order."""
    return [name for name in options.added if name not in table.columns]


def _extended(record: bytes, cells: list[bytes], delimiter: str) -> bytes:
    body = record.removesuffix(b"\n").removesuffix(b"\r")
    return body + b"".join(delimiter.encode() + cell for cell in cells) + record[len(body) :]


def _id(table: Table, cells: list[Cell], options: RecordOptions, otherwise: str) -> str:
    number = table.at(options.id_field)
    named = decode(cells[number].value, options.encoding) if number is not None else otherwise
    return json.dumps(named, ensure_ascii=False)
