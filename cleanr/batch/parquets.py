"""Parquet, streamed by row group: one column is changed, the others are handed on as they are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from typing import IO, Any, NamedTuple

from cleanr.batch.piece import PIECE, Failed, Mark, Order, Piece, Worked
from cleanr.batch.records import why
from cleanr.batch.streams import BrokenInputError
from cleanr.batch.treatment import Treatment, diff
from cleanr.errors import BatchError

_ROWS = 8192
GROUP_BYTES = 32 << 20  # a row group is closed at the latest when its columns take this much memory


class Rows(NamedTuple):
    """What the main process holds back of a piece: all columns of its rows, and whether its row group ends here."""

    batch: Any
    schema: Any
    ends_group: bool
    codecs: dict[str, str]


def arrow() -> Any:
    """Return pyarrow; raise `BatchError` with the command that installs it."""
    try:
        import_module("pyarrow.parquet")
        return import_module("pyarrow")
    except ImportError as error:
        raise BatchError("Parquet needs one more package: pip install 'cleanr[parquet]'") from error


def cut(handle: IO[bytes], job: int, name: str, order: Order) -> Iterator[Piece]:
    """Yield pieces of about a megabyte of text. Raises `BrokenInputError` for a file that is damaged or no Parquet, and
    `BatchError` for a column that is not there or holds no strings."""
    pa = arrow()
    try:
        source = pa.parquet.ParquetFile(handle)
        _check_column(pa, source.schema_arrow, order)
        codecs = _codecs(source)
        yield from _pieces(source, job, name, order, codecs)
    except (pa.ArrowException, OSError) as error:
        raise BrokenInputError(f"is damaged, or no Parquet: {error}") from error


def _pieces(source: Any, job: int, name: str, order: Order, codecs: dict[str, str]) -> Iterator[Piece]:
    start, schema = 0, source.schema_arrow
    wanted = [schema.field(column).name for column in {order.field, order.id_field} if column in schema.names]
    for group in range(source.num_row_groups):
        left = source.metadata.row_group(group).num_rows
        for batch in source.iter_batches(_rows(source, group, order.field), row_groups=[group]):
            left -= batch.num_rows
            columns = {column: batch.column(column).to_pylist() for column in wanted}
            texts = columns[order.field]
            kept = Rows(batch, schema, not left, codecs)
            end = Mark(0, start + len(texts))
            ids = columns.get(order.id_field) if order.mode == "tag" else None
            yield Piece(job, "parquet", Mark(0, start), end, texts, (name, ids), kept=kept)
            start = end.records
    if not start:
        empty = source.schema_arrow.empty_table().to_batches() or [_no_rows(schema)]
        yield Piece(job, "parquet", Mark(), Mark(), [], (name, None), kept=Rows(empty[0], schema, True, codecs))


def _no_rows(schema: Any) -> Any:
    pa = arrow()
    return pa.RecordBatch.from_arrays([pa.array([], field.type) for field in schema], schema=schema)


def _rows(source: Any, group: int, field: str) -> int:
    """How many rows of a group make a piece: by the size of the text column, as far as its statistics tell."""
    about = source.metadata.row_group(group)
    for number in range(about.num_columns):
        column = about.column(number)
        if column.path_in_schema == field and about.num_rows:
            return int(max(1, min(_ROWS, PIECE * about.num_rows // max(1, column.total_uncompressed_size))))
    return _ROWS


def _codecs(source: Any) -> dict[str, str]:
    """The compression of each column, as the first row group has it."""
    if not source.num_row_groups:
        return {}
    about = source.metadata.row_group(0)
    columns = [about.column(number) for number in range(about.num_columns)]
    return {column.path_in_schema: column.compression.lower().replace("uncompressed", "none") for column in columns}


def _check_column(pa: Any, schema: Any, order: Order) -> None:
    if order.field not in schema.names:
        raise BatchError(f"no column {order.field!r}; it has: {', '.join(schema.names)[:300]} (choose with --field)")
    kind = schema.field(order.field).type
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)):
        raise BatchError(f"column {order.field!r} holds {kind}, not strings")


def places(piece: Piece) -> list[str]:
    """Return the number of each row of the piece."""
    return [f"row {number:,}" for number in range(piece.start.records + 1, piece.end.records + 1)]


def work(piece: Piece, treatment: Treatment) -> Worked:
    """Clean each text. ``out`` is a list of (text, spans) for the writer, or bytes where records are not kept."""
    order = treatment.order
    done = Worked([] if order.mode == "clean" else b"")
    for index, (text, place) in enumerate(zip(piece.data, places(piece), strict=True)):
        try:
            new = _one(piece, treatment, done, index, text, place)
        except Exception as error:
            done.failed.append(Failed(place, why(error), text))
            new = (text, None) if order.mode == "clean" else b""
            if order.aside:
                done.dropped.append(index)
        done.out += [new] if order.mode == "clean" else new
    return done


def _one(piece: Piece, treatment: Treatment, done: Worked, index: int, text: str | None, place: str) -> Any:
    order, (name, ids) = treatment.order, piece.context
    if text is None:
        done.tally.skip(place)
        return (None, None) if order.mode == "clean" else b""
    done.tally.bytes += len(text.encode("utf-8", "surrogatepass"))
    treated = treatment.treat(text, done.tally)
    if order.mode == "tag":
        named = f"{name}:{place}" if ids is None else ids[index]
        return treatment.sidecar(json.dumps(named, ensure_ascii=False, default=str), treated)
    if order.mode == "diff":
        return diff(f"{name}:{place}", text, treated.text)
    return (treated.text, treated.column) if order.mode == "clean" else b""


def refused(piece: Piece, treatment: Treatment, because: str) -> Worked:
    """Return the piece as it came in; each of its rows has failed for the same reason."""
    done = Worked([(text, None) for text in piece.data] if treatment.order.mode == "clean" else b"")
    done.failed = [Failed(place, because, text) for text, place in zip(piece.data, places(piece), strict=True)]
    done.dropped = list(range(len(piece.data))) if treatment.order.aside else []
    return done


class Writer:
    """Writes pieces as a Parquet file with the columns, types and metadata of the input, the new columns last."""

    def __init__(self, handle: Any, order: Order, about: dict[str, str]) -> None:
        self._handle, self._order, self._about = handle, order, about
        self._pa, self._writer, self._group = arrow(), None, list[Any]()

    def write(self, rows: Rows, worked: Worked) -> None:
        """Write the rows of a piece, with what the worker made of their texts."""
        batch = self._changed(rows, worked.out)
        if worked.dropped:
            gone = set(worked.dropped)
            batch = batch.filter(self._pa.array([number not in gone for number in range(batch.num_rows)]))
        if self._writer is None:
            self._writer = self._open(batch.schema, rows.codecs)
        self._group.append(batch)
        if rows.ends_group or sum(batch.nbytes for batch in self._group) >= GROUP_BYTES:
            self._flush()

    def close(self) -> None:
        """Write what is left, and the footer."""
        self._flush()
        if self._writer is not None:
            self._writer.close()

    def _flush(self) -> None:
        if self._group and self._writer is not None:
            table = self._pa.Table.from_batches(self._group)
            self._writer.write_table(table, row_group_size=max(1, table.num_rows))
        self._group = []

    def _open(self, schema: Any, codecs: dict[str, str]) -> Any:
        known = {name: codecs.get(name, "zstd") for name in _leaves(schema)} if codecs else "zstd"
        about = {**(schema.metadata or {}), **{key.encode(): value.encode() for key, value in self._about.items()}}
        return self._pa.parquet.ParquetWriter(self._handle, schema.with_metadata(about), compression=known)

    def _changed(self, rows: Rows, out: list[tuple[str | None, Any]]) -> Any:
        pa, order, batch = self._pa, self._order, rows.batch
        kind = rows.schema.field(order.field).type
        batch = self._set(batch, order.output_field or order.field, _array(pa, [text for text, _ in out], kind), kind)
        if order.spans:
            spans = span_type(pa)
            batch = self._set(batch, order.spans, pa.array([tags for _, tags in out], spans), spans)
        return batch

    def _set(self, batch: Any, name: str, values: Any, kind: Any) -> Any:
        """The batch with a column replaced, or added at its end; fields keep what is said about them."""
        pa, schema = self._pa, batch.schema
        number = schema.get_field_index(name)
        if number >= 0:
            field = schema.field(number).with_type(kind)
            columns = [*batch.columns[:number], values, *batch.columns[number + 1 :]]
            return pa.RecordBatch.from_arrays(columns, schema=schema.set(number, field))
        return pa.RecordBatch.from_arrays([*batch.columns, values], schema=schema.append(pa.field(name, kind)))


def _array(pa: Any, texts: list[str | None], kind: Any) -> Any:
    if pa.types.is_dictionary(kind):
        return pa.array(texts, kind.value_type).dictionary_encode().cast(kind)
    return pa.array(texts, kind)


def _leaves(schema: Any) -> list[str]:
    """The paths of the columns as Parquet stores them; nested ones are left to the writer's default."""
    return [field.name for field in schema if not field.type.num_fields]


def span_type(pa: Any) -> Any:
    """Return the type of the span column, everywhere the same."""
    span = [("start", pa.int32()), ("end", pa.int32()), ("category", pa.string()), ("confidence", pa.float32())]
    return pa.list_(pa.struct([*span, ("rule", pa.string())]))
