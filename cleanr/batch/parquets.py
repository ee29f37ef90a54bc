"""Parquet, streamed by row group: some columns are changed, the others are handed on as they are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any, NamedTuple

from cleanr.batch import arrowfields
from cleanr.batch.arrowfields import arrow
from cleanr.batch.jsontext import Text
from cleanr.batch.piece import PIECE, Failed, Mark, Order, Piece, Worked
from cleanr.batch.records import why
from cleanr.batch.sizes import TooLargeError, check_size
from cleanr.batch.streams import BrokenInputError
from cleanr.batch.treatment import Treatment
from cleanr.errors import BatchError

_ROWS = 8192


class Rows(NamedTuple):
    """What the main process holds back of a piece: all columns of its rows, and whether its row group ends here."""

    batch: Any
    schema: Any
    ends_group: bool
    codecs: dict[str, str]


def cut(handle: IO[bytes], job: int, name: str, order: Order) -> Iterator[Piece]:
    """Yield pieces of about a megabyte of text. Raises `BrokenInputError` for a file that is damaged or no Parquet, and
    `BatchError` for a column that is not there or holds no strings."""
    pa = arrow()
    try:
        source = pa.parquet.ParquetFile(handle)
        _check_columns(source.schema_arrow, order)
        codecs = _codecs(source)
        yield from _pieces(source, job, name, order, codecs)
    except (pa.ArrowException, OSError) as error:
        raise BrokenInputError(f"is damaged, or no Parquet: {error}") from error


def _pieces(source: Any, job: int, name: str, order: Order, codecs: dict[str, str]) -> Iterator[Piece]:
    start, schema = 0, source.schema_arrow
    named = order.mode == "tag" and arrowfields.steps(schema, order.id_field)
    for group in range(source.num_row_groups):
        left = source.metadata.row_group(group).num_rows
        for batch in source.iter_batches(_rows(source, group, order), row_groups=[group]):
            left -= batch.num_rows
            texts = [arrowfields.values(batch, field.name) for field in order.fields]
            ids = arrowfields.values(batch, order.id_field) if named else None
            kept = Rows(batch, schema, not left, codecs)
            end = Mark(0, start + batch.num_rows)
            yield Piece(job, "parquet", Mark(0, start), end, list(zip(*texts, strict=True)), (name, ids), kept=kept)
            start = end.records
    if not start:
        empty = source.schema_arrow.empty_table().to_batches() or [_no_rows(schema)]
        yield Piece(job, "parquet", Mark(), Mark(), [], (name, None), kept=Rows(empty[0], schema, True, codecs))


def _no_rows(schema: Any) -> Any:
    pa = arrow()
    return pa.RecordBatch.from_arrays([pa.array([], field.type) for field in schema], schema=schema)


def _rows(source: Any, group: int, order: Order) -> int:
    """How many rows of a group make a piece: by the size of the columns of text, as far as statistics tell."""
    about = source.metadata.row_group(group)
    columns = [about.column(number) for number in range(about.num_columns)]
    size = sum(
        column.total_uncompressed_size
        for column in columns
        if any(f"{column.path_in_schema}.".startswith(f"{field.name}.") for field in order.fields)
    )
    return int(max(1, min(_ROWS, PIECE * about.num_rows // max(1, size))))


def _codecs(source: Any) -> dict[str, str]:
    """The compression of each column, as the first row group has it."""
    if not source.num_row_groups:
        return {}
    about = source.metadata.row_group(0)
    columns = [about.column(number) for number in range(about.num_columns)]
    return {column.path_in_schema: column.compression.lower().replace("uncompressed", "none") for column in columns}


def _check_columns(schema: Any, order: Order) -> None:
    for field in order.fields:
        arrowfields.check_texts(schema, field.name)
    for name in order.added if order.mode == "clean" else ():
        if arrowfields.steps(schema, name) and not order.overwrite:
            raise BatchError(f"there is a column {name!r} already; name another one, or add --overwrite")


def places(piece: Piece) -> list[str]:
    """Return the number of each row of the piece."""
    return [f"row {number:,}" for number in range(piece.start.records + 1, piece.end.records + 1)]


def work(piece: Piece, treatment: Treatment) -> Worked:
    """Clean each row. ``out`` holds, for the writer, (text, spans) for each field of each row; or bytes, where rows are
    not kept."""
    order = treatment.order
    done = Worked([] if order.mode == "clean" else b"")
    for index, (row, place) in enumerate(zip(piece.data, places(piece), strict=True)):
        try:
            new = _one(piece, treatment, done, index, place)
        except Exception as error:
            large = isinstance(error, TooLargeError)
            done.failed.append(Failed(place, why(error), None if large else _raw(row, order)))
            new = _same(row) if order.mode == "clean" else b""
            if order.aside and not large:
                done.dropped.append(index)
        done.out += [new] if order.mode == "clean" else new
    return done


def _one(piece: Piece, treatment: Treatment, done: Worked, index: int, place: str) -> Any:
    order, (name, ids), row = treatment.order, piece.context, piece.data[index]
    for text in _texts(row):
        check_size(text, order.max_record)
    results = treatment.results(zip(order.fields, row, strict=True), done.tally, place)
    done.tally.bytes += sum(len(text.encode("utf-8", "surrogatepass")) for one in results for _, text, _ in one.texts)
    if order.mode == "clean":
        return [(result.text, result.column if result.field.spans else None) for result in results]
    named = f"{name}:{place}"
    identity = named if ids is None else ids[index]
    return treatment.aside(results, lambda: json.dumps(identity, ensure_ascii=False, default=str), named)


def _texts(row: tuple[Text, ...]) -> Iterator[str]:
    for value in row:
        yield from filter(None, value if isinstance(value, list) else (value,))


def _same(row: tuple[Text, ...]) -> list[tuple[Text, None]]:
    return [(value, None) for value in row]


def _raw(row: tuple[Text, ...], order: Order) -> str | None:
    """The row for the errors file: its text, or as JSON where there are several."""
    (first, *others) = row
    if others or isinstance(first, list):
        return json.dumps(dict(zip((field.name for field in order.fields), row, strict=True)), ensure_ascii=False)
    return first


def refused(piece: Piece, treatment: Treatment, because: str) -> Worked:
    """Return the piece as it came in; each of its rows has failed for the same reason."""
    order = treatment.order
    done = Worked([_same(row) for row in piece.data] if order.mode == "clean" else b"")
    rows = zip(piece.data, places(piece), strict=True)
    done.failed = [Failed(place, because, _raw(row, order)) for row, place in rows]
    done.dropped = list(range(len(piece.data))) if order.aside else []
    return done
