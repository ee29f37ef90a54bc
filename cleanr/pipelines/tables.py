"""Columns of tables: how each library's table gives its texts, and takes new columns, of the types that it had.

No library is imported before a table of it is seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from cleanr.errors import ColumnError, nearest
from cleanr.pipelines.spancolumn import arrow_type, polars_type


class Made(NamedTuple):
    """What was made of one column: new ``texts``, new ``spans``, each as long as the column."""

    texts: list[Any]
    spans: list[Any]


Make = Callable[[Iterable[Any], Sequence[Any] | None], Made]  # of texts, and of the sites that they are from


class Names(NamedTuple):
    """The column that is read, and the columns that are written (None: not asked for).

    ``site``: the column that says where the texts are from, if any.
    """

    column: str
    output: str | None
    spans: str | None
    site: str | None = None


def no_column(name: str, known: Iterable[Any]) -> ColumnError:
    """Return the error that says that there is no column ``name`` among ``known``."""
    return ColumnError(f"no column {name!r} in this batch; {nearest(name, map(str, known))}".rstrip("; "))


def not_text(name: str, kind: object) -> ColumnError:
    """Return the error that says that column ``name`` is of a ``kind`` that is no text."""
    return ColumnError(f"column {name!r} holds {kind}, not text; name a column of strings")


# --- pyarrow ---------------------------------------------------------------------------------------------------------


def clean_array(array: Any, make: Make) -> Any:
    """Return a `pyarrow.Array` or `ChunkedArray` of the same type and chunks, its texts made new."""
    import pyarrow as pa

    _check_arrow("the array", array.type)
    if isinstance(array, pa.ChunkedArray):
        return pa.chunked_array([clean_array(chunk, make) for chunk in array.chunks], type=array.type)
    return pa.array(make(array.to_pylist(), None).texts, type=array.type)


def arrow(table: Any, names: Names, make: Make) -> Any:
    """Return a `pyarrow.Table` or `RecordBatch` with the columns of ``names`` written, the others as they are."""
    import pyarrow as pa

    found = table.schema.get_all_field_indices(names.column)
    if not found:
        raise no_column(names.column, table.schema.names)
    if len(found) > 1:
        raise ColumnError(f"{len(found)} columns are called {names.column!r}")
    column, field = table.column(found[0]), table.schema.field(found[0])
    _check_arrow(names.column, column.type)
    chunks = column.chunks if isinstance(table, pa.Table) else [column]
    starts = accumulate(map(len, chunks), initial=0)
    sites = None if names.site is None else _arrow_sites(table, names.site)
    made = [
        make(chunk.to_pylist(), sites and sites[start : start + len(chunk)])
        for start, chunk in zip(starts, chunks, strict=False)
    ]
    if names.output is not None:
        values = [pa.array(one.texts, type=column.type) for one in made]
        table = _put_arrow(table, field.with_name(names.output), values)
    if names.spans is not None:
        values = [pa.array(one.spans, type=arrow_type()) for one in made]
        table = _put_arrow(table, pa.field(names.spans, arrow_type()), values)
    return table


def _arrow_sites(table: Any, name: str) -> list[Any]:
    if name not in table.schema.names:
        raise no_column(name, table.schema.names)
    return list(table.column(name).to_pylist())


def _put_arrow(table: Any, field: Any, chunks: Sequence[Any]) -> Any:
    import pyarrow as pa

    column = pa.chunked_array(chunks, type=field.type) if isinstance(table, pa.Table) else chunks[0]
    at = table.schema.get_field_index(field.name)
    return table.append_column(field, column) if at < 0 else table.set_column(at, field, column)


def _check_arrow(name: str, kind: Any) -> None:
    import pyarrow.types as t

    value = kind.value_type if t.is_dictionary(kind) else kind
    views = getattr(t, "is_string_view", t.is_string)
    if not (t.is_string(value) or t.is_large_string(value) or t.is_null(value) or views(value)):
        raise not_text(name, kind)


# --- pandas ----------------------------------------------------------------------------------------------------------


def pandas(frame: Any, names: Names, make: Make) -> Any:
    """Return a new `pandas.DataFrame` with the columns of ``names`` written; the index and the rest as they are."""
    import pandas as pd

    if names.column not in frame.columns:
        raise no_column(names.column, frame.columns)
    column = frame[names.column]
    if not isinstance(column, pd.Series):
        raise ColumnError(f"{column.shape[1]} columns are called {names.column!r}")
    if names.site is not None and names.site not in frame.columns:
        raise no_column(names.site, frame.columns)
    made = make(column.tolist(), None if names.site is None else frame[names.site].tolist())
    frame = frame.copy(deep=False)
    if names.output is not None:
        sorts = isinstance(column.dtype, pd.CategoricalDtype)
        kind = column.dtype.categories.dtype if sorts else column.dtype
        texts = pd.Series(made.texts, index=frame.index, dtype=kind)
        frame[names.output] = texts.astype("category") if sorts else texts
    if names.spans is not None:
        frame[names.spans] = pd.Series(made.spans, index=frame.index, dtype=_pandas_spans())
    return frame


def _pandas_spans() -> Any:
    """The fixed type where there is pyarrow, plain lists of dicts where there is none."""
    import pandas as pd

    try:
        return pd.ArrowDtype(arrow_type())
    except ImportError:
        return object


# --- Polars ----------------------------------------------------------------------------------------------------------


def polars(frame: Any, names: Names, make: Make) -> Any:
    """Return a new `polars.DataFrame` with the columns of ``names`` written; of a `LazyFrame`, a lazy one."""
    import polars as pl

    if isinstance(frame, pl.LazyFrame):
        schema = polars(frame.collect_schema().to_frame(), names, make).schema
        return frame.map_batches(lambda batch: polars(batch, names, make), schema=schema)
    if names.column not in frame.columns:
        raise no_column(names.column, frame.columns)
    column = frame.get_column(names.column)
    if column.dtype not in (pl.String, pl.Categorical, pl.Null):
        raise not_text(names.column, column.dtype)
    if names.site is not None and names.site not in frame.columns:
        raise no_column(names.site, frame.columns)
    made = make(column.to_list(), None if names.site is None else frame.get_column(names.site).to_list())
    if names.output is not None:
        kind = column.dtype if column.dtype == pl.Null else pl.String
        frame = frame.with_columns(pl.Series(names.output, made.texts, dtype=kind).cast(column.dtype))
    if names.spans is not None:
        frame = frame.with_columns(pl.Series(names.spans, made.spans, dtype=polars_type()))
    return frame


# --- dicts of columns ------------------------------------------------------------------------------------------------


def columns(batch: Mapping[str, Any], names: Names, make: Make) -> Any:
    """Return a dict of columns with those of ``names`` written: arrays where the column is an array, else lists."""
    column = batch[names.column]
    if names.site is not None and names.site not in batch:
        raise no_column(names.site, batch)
    made = make(_values(column), None if names.site is None else _values(batch[names.site]))
    written = {names.output: made.texts, names.spans: made.spans}
    return put(batch, {name: _like(column, values) for name, values in written.items() if name is not None})


def put(batch: Mapping[str, Any], changes: Mapping[str, Any]) -> Any:
    """Return ``batch`` with ``changes`` laid over it: a copy of its own kind, so that what is lazy in it stays lazy."""
    if type(batch) is not dict and hasattr(batch, "copy") and hasattr(batch, "__setitem__"):
        copy = batch.copy()
        for name, value in changes.items():
            copy[name] = value
        return copy
    return {**batch, **changes}


def _values(column: Any) -> Sequence[Any]:
    if isinstance(column, list | tuple):
        return column
    return column.tolist() if hasattr(column, "tolist") else list(column)


def _like(column: Any, values: list[Any]) -> Any:
    if type(column).__module__.partition(".")[0] != "numpy":
        return values
    import numpy as np

    array: Any = np.empty(len(values), dtype=object)
    array[:] = values
    return array


TABLES: Mapping[str, Callable[[Any, Names, Make], Any]] = {"pyarrow": arrow, "pandas": pandas, "polars": polars}
KINDS = ("Table", "RecordBatch", "DataFrame", "LazyFrame")
