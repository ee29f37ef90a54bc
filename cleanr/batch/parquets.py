"""Parquet, streamed by row group: some columns are changed, the others are handed on as they are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any, NamedTuple

from cleanr.batch import arrowfields
from cleanr.batch.arrowfields import arrow
from cleanr.batch.chunk import CHUNK_BYTES, Chunk, Failed, Mark, Outcome, RecordOptions
from cleanr.batch.jsontext import Text
from cleanr.batch.recordcleaner import RecordCleaner
from cleanr.batch.records import why
from cleanr.batch.sizes import TooLargeError, check_size
from cleanr.batch.streams import BrokenInputError
from cleanr.errors import BatchError

_ROWS = 8192


class Rows(NamedTuple):
    """What the main process holds back of a chunk: all columns of its rows, and whether its row group ends here."""

    batch: Any
    schema: Any
    ends_group: bool
    codecs: dict[str, str]


def cut(handle: IO[bytes], job: int, name: str, options: RecordOptions) -> Iterator[Chunk]:
    """Yield chunks of about a megabyte of text. Raises `BrokenInputError` for a file that is damaged or no Parquet, and
    `BatchError` for a column that is not there or holds no strings."""
    pa = arrow()
    try:
        source = pa.parquet.ParquetFile(handle)
        _check_columns(source.schema_arrow, options)
        codecs = _codecs(source)
        yield from _chunks(source, job, name, options, codecs)
    except (pa.ArrowException, OSError) as error:
        raise BrokenInputError(f"is damaged, or no Parquet: {error}") from error


def _chunks(source: Any, job: int, name: str, options: RecordOptions, codecs: dict[str, str]) -> Iterator[Chunk]:
    start, schema = 0, source.schema_arrow
    named = options.mode == "tag" and arrowfields.steps(schema, options.id_field)
    sited = options.site_field and arrowfields.steps(schema, options.site_field)
    for group in range(source.num_row_groups):
        left = source.metadata.row_group(group).num_rows
        for batch in source.iter_batches(_rows(source, group, options), row_groups=[group]):
            left -= batch.num_rows
            texts = [arrowfields.values(batch, field.name) for field in options.fields]
            ids = arrowfields.values(batch, options.id_field) if named else None
            kept = Rows(batch, schema, not left, codecs)
            sites = arrowfields.values(batch, options.site_field) if sited else None
            end, context = Mark(0, start + batch.num_rows), (name, ids, sites)
            yield Chunk(job, "parquet", Mark(0, start), end, list(zip(*texts, strict=True)), context, kept=kept)
            start = end.records
    if not start:
        empty = source.schema_arrow.empty_table().to_batches() or [_no_rows(schema)]
        yield Chunk(job, "parquet", Mark(), Mark(), [], (name, None, None), kept=Rows(empty[0], schema, True, codecs))


def _no_rows(schema: Any) -> Any:
    pa = arrow()
    return pa.RecordBatch.from_arrays([pa.array([], field.type) for field in schema], schema=schema)


def _rows(source: Any, group: int, options: RecordOptions) -> int:
    """How many rows of a group make a chunk: by the size of the columns of text, as far as statistics tell."""
    about = source.metadata.row_group(group)
    columns = [about.column(number) for number in range(about.num_columns)]
    size = sum(
        column.total_uncompressed_size
        for column in columns
        if any(f"{column.path_in_schema}.".startswith(f"{field.name}.") for field in options.fields)
    )
    return int(max(1, min(_ROWS, CHUNK_BYTES * about.num_rows // max(1, size))))


def _codecs(source: Any) -> dict[str, str]:
    """The compression of each column, as the first row group has it."""
    if not source.num_row_groups:
        return {}
    about = source.metadata.row_group(0)
    columns = [about.column(number) for number in range(about.num_columns)]
    return {column.path_in_schema: column.compression.lower().replace("uncompressed", "none") for column in columns}


def _check_columns(schema: Any, options: RecordOptions) -> None:
    for field in options.fields:
        arrowfields.check_texts(schema, field.name)
    for name in options.added if options.mode == "clean" else ():
        if arrowfields.steps(schema, name) and not options.overwrite:
            raise BatchError(f"there is a column {name!r} already; name another one, or add --overwrite")


def places(chunk: Chunk) -> list[str]:
    """Return the number of each row of the chunk."""
    return [f"row {number:,}" for number in range(chunk.start.records + 1, chunk.end.records + 1)]


def work(chunk: Chunk, record_cleaner: RecordCleaner) -> Outcome:
    """Clean each row. ``out`` holds, for the writer, (text, spans) for each field of each row; or bytes, where rows are
    not kept."""
    options = record_cleaner.options
    done = Outcome([] if options.mode == "clean" else b"")
    for index, (row, place) in enumerate(zip(chunk.data, places(chunk), strict=True)):
        try:
            new = _one(chunk, record_cleaner, done, index, place)
        except Exception as error:
            large = isinstance(error, TooLargeError)
            done.failed.append(Failed(place, why(error), None if large else _raw(row, options)))
            new = _same(row) if options.mode == "clean" else b""
            if options.drop_failed and not large:
                done.dropped.append(index)
        done.out += [new] if options.mode == "clean" else new
    return done


def _one(chunk: Chunk, record_cleaner: RecordCleaner, done: Outcome, index: int, place: str) -> Any:
    options, (name, ids, sites), row = record_cleaner.options, chunk.context, chunk.data[index]
    for text in _texts(row):
        check_size(text, options.max_record)
    site = record_cleaner.site_of(sites and sites[index], name)
    results = record_cleaner.results(zip(options.fields, row, strict=True), done.stats, place, site)
    done.stats.bytes += sum(len(text.encode("utf-8", "surrogatepass")) for one in results for _, text, _ in one.texts)
    if options.mode == "clean":
        return [(result.text, result.column if result.field.spans else None) for result in results]
    named = f"{name}:{place}"
    identity = named if ids is None else ids[index]
    return record_cleaner.side_output(results, lambda: json.dumps(identity, ensure_ascii=False, default=str), named)


def _texts(row: tuple[Text, ...]) -> Iterator[str]:
    for value in row:
        yield from filter(None, value if isinstance(value, list) else (value,))


def _same(row: tuple[Text, ...]) -> list[tuple[Text, None]]:
    return [(value, None) for value in row]


def _raw(row: tuple[Text, ...], options: RecordOptions) -> str | None:
    """The row for the errors file: its text, or as JSON where there are several."""
    (first, *others) = row
    if others or isinstance(first, list):
        return json.dumps(dict(zip((field.name for field in options.fields), row, strict=True)), ensure_ascii=False)
    return first


def fail_chunk(chunk: Chunk, record_cleaner: RecordCleaner, reason: str) -> Outcome:
    """Return the chunk as it came in; each of its rows has failed for the same reason."""
    options = record_cleaner.options
    done = Outcome([_same(row) for row in chunk.data] if options.mode == "clean" else b"")
    rows = zip(chunk.data, places(chunk), strict=True)
    done.failed = [Failed(place, reason, _raw(row, options)) for row, place in rows]
    done.dropped = list(range(len(chunk.data))) if options.drop_failed else []
    return done
