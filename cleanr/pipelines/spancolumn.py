"""The span column: what a row of it holds, and its type in Arrow and Polars.

A row is null where the text is null; else a list of what was found, in order, never overlapping:
``list<struct<start: int32, end: int32, category: string, confidence: float32, rule: string>>``.
``start`` and ``end`` are half-open, in code points of the text that was given. (Python, Arrow, DuckDB, Polars and Spark
count so in their substring functions; Java and JavaScript strings count UTF-16 units.)
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from cleanr.extras import require

if TYPE_CHECKING:
    from cleanr.report import Report

FIELDS = {"start": "int32", "end": "int32", "category": "string", "confidence": "float32", "rule": "string"}


def records_of(report: Report) -> list[dict[str, Any]]:
    """Return the row that stands for ``report``: a record with the keys of `FIELDS` for each span."""
    return [{name: record[name] for name in FIELDS} for record in report.tags]


@cache
def arrow_type() -> Any:
    """Return the `pyarrow.DataType` of a span column."""
    require("pyarrow", "parquet", at_least="18")
    import pyarrow as pa

    return pa.list_(pa.struct([(name, pa.type_for_alias(kind)) for name, kind in FIELDS.items()]))


def polars_type() -> Any:
    """Return the Polars data type of a span column."""
    import polars as pl

    kinds = {"int32": pl.Int32, "string": pl.String, "float32": pl.Float32}
    return pl.List(pl.Struct({name: kinds[kind] for name, kind in FIELDS.items()}))
