"""Writing Parquet: the columns, types and metadata of the input, the new columns last."""

from __future__ import annotations

from typing import Any

from cleanr.batch import arrowfields
from cleanr.batch.arrowfields import arrow
from cleanr.batch.chunk import Outcome, RecordOptions
from cleanr.batch.parquets import Rows

GROUP_BYTES = 32 << 20  # a row group is closed at the latest when its columns take this much memory


class Writer:
    """Writes chunks as a Parquet file with the columns, types and metadata of the input, the new columns last."""

    def __init__(self, handle: Any, options: RecordOptions, about: dict[str, str]) -> None:
        self._handle, self._options, self._about = handle, options, about
        self._pa, self._writer, self._group = arrow(), None, list[Any]()

    def write(self, rows: Rows, outcome: Outcome) -> None:
        """Write the rows of a chunk, with what the worker made of their texts."""
        batch = self._changed(rows, outcome.out)
        if outcome.dropped:
            gone = set(outcome.dropped)
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

    def _changed(self, rows: Rows, out: list[list[tuple[Any, Any]]]) -> Any:
        batch = rows.batch
        for number, field in enumerate(self._options.fields):
            kind = arrowfields.kind_of(rows.schema, field.name)
            if field.target:
                texts = self._array([row[number][0] for row in out], kind)
                batch = arrowfields.put(batch, field.target, texts)
            if field.spans:
                tags = span_type(self._pa)
                tags = self._pa.list_(tags) if arrowfields.is_list(kind) else tags
                batch = arrowfields.put(batch, field.spans, self._pa.array([row[number][1] for row in out], tags))
        return batch

    def _array(self, texts: list[Any], kind: Any) -> Any:
        if self._pa.types.is_dictionary(kind):
            return self._pa.array(texts, kind.value_type).dictionary_encode().cast(kind)
        return self._pa.array(texts, kind)


def _leaves(schema: Any) -> list[str]:
    """The paths of the columns as Parquet stores them; nested ones are left to the writer's default."""
    return [field.name for field in schema if not field.type.num_fields]


def span_type(pa: Any) -> Any:
    """Return the type of the span column, everywhere the same."""
    span = [("start", pa.int32()), ("end", pa.int32()), ("category", pa.string()), ("confidence", pa.float32())]
    return pa.list_(pa.struct([*span, ("rule", pa.string())]))
