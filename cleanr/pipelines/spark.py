"""Spark: `Cleaner.on` through ``mapInArrow``, with the schema worked out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from cleanr.errors import ColumnError, nearest
from cleanr.extras import require
from cleanr.pipelines.on import On
from cleanr.pipelines.spancolumn import FIELDS
from cleanr.profiles.profile import Profile

require("pyspark", "spark", at_least="4.0")

from pyspark.sql import types as t  # noqa: E402

_KINDS = {"int32": t.IntegerType, "float32": t.FloatType, "string": t.StringType}
_PROFILES = t.StructType([t.StructField("profile", t.BinaryType())])
SPANS = t.ArrayType(t.StructType([t.StructField(name, _KINDS[kind]()) for name, kind in FIELDS.items()]))


def clean(frame: Any, step: On) -> Any:
    """Return the Spark ``frame`` with the columns that ``step`` writes; lazy, a task for each partition.

    Raises `ColumnError` at once when ``frame`` has no such column of strings. The workers need cleanr too: set
    ``PYSPARK_PYTHON`` to this interpreter, or ship an environment that has it.
    """
    return frame.mapInArrow(step, schema(frame.schema, step))


def profile(frame: Any, column: str = "text", *, site: str) -> Profile:
    """Return what repeats on the sites of the Spark ``frame``: counted where the partitions are, merged here.

    ``site``: the column that says where a text is from, an address or a name; a null of either is passed over. For
    ``Cleaner(profile=...).on(column, site=site)``, which goes to the workers with its profile.
    Raises `ColumnError` when ``frame`` has no such columns.
    """
    for name in (column, site):
        if name not in frame.columns:
            raise ColumnError(f"no column {name!r} in this frame; {nearest(name, frame.columns)}")
    parts = frame.select(column, site).mapInArrow(_counted, _PROFILES)
    return Profile.merged(Profile.from_bytes(bytes(row[0])) for row in parts.toLocalIterator())


def _counted(batches: Iterable[Any]) -> Iterator[Any]:
    """The profile of a partition, of texts and their sites, as a batch of one row."""
    import pyarrow as pa

    counted = Profile()
    for batch in batches:
        for text, site in zip(*(one.to_pylist() for one in batch.columns), strict=True):
            if text is not None and site:
                counted.observe(text, site)
    yield pa.RecordBatch.from_arrays([pa.array([counted.to_bytes()], pa.binary())], names=["profile"])


def schema(source: Any, step: On) -> Any:
    """Return the `StructType` of a frame of schema ``source`` after ``step``: what ``mapInArrow`` wants to know."""
    fields = {field.name: field for field in source.fields}
    if step.column not in fields:
        raise ColumnError(f"no column {step.column!r} in this frame; {nearest(step.column, fields)}")
    column = fields[step.column]
    if not isinstance(column.dataType, t.StringType):
        raise ColumnError(f"column {step.column!r} is {column.dataType.simpleString()}, not string")
    if step.text is not None:
        fields[step.text] = t.StructField(step.text, column.dataType, column.nullable)
    if step.spans is not None:
        fields[step.spans] = t.StructField(step.spans, SPANS)
    return t.StructType(list(fields.values()))
