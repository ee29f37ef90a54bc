"""`On`: a cleaner set on a column; one callable for every kind of batch, and so for every engine."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, Protocol, TypeVar

from cleanr.calls import column_call, is_column
from cleanr.errors import ColumnError, SettingsError
from cleanr.pipelines import tables
from cleanr.pipelines.nulls import is_null
from cleanr.pipelines.spancolumn import records_of
from cleanr.report import Report

_Batch = TypeVar("_Batch")

_KNOWN = (
    "a dict of columns, a record (dict), a list of records, an Arrow table or record batch, a pandas or Polars frame, "
    "or an iterator of these"
)


class Cleaner(Protocol):
    """What `On` asks of a `cleanr.Cleaner`, which makes it and knows it."""

    def clean(self, text: str, *, site: str | None = None) -> str:
        """Return the article."""

    def analyze(self, text: str, *, site: str | None = None) -> Report:
        """Return what was found in ``text``, where and why, and the text without it."""


@dataclass(frozen=True, slots=True)
class On:
    """A cleaner set on the column ``column`` of batches. Made by `Cleaner.on`, which says what it does.

    Frozen; equal and hashed by cleaner and names; its pickle is as small as that of its cleaner and changes with it.
    """

    cleaner: Cleaner
    column: str
    spans: str | None = None
    output: str | None = None
    site: str | None = None

    def __post_init__(self) -> None:
        names = [self.column, *(name for name in (self.spans, self.output, self.site) if name is not None)]
        if not all(isinstance(name, str) and name for name in names):
            wrong = next(name for name in names if not isinstance(name, str) or not name)
            raise SettingsError(f'columns are named by strings, not {_shown(wrong)}: cleaner.on("text")(batch)')
        if self.spans in (self.column, self.output) and self.spans is not None:
            raise SettingsError(f"spans need a column of their own, not {self.spans!r} again")

    def __call__(self, batch: _Batch) -> _Batch:
        """Return ``batch`` as it came but for the columns that are written; of an iterator, an iterator."""
        return self._on(batch)  # type: ignore[no-any-return]

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self.cleaner, json.dumps([self.column, self.spans, self.output, self.site]))

    @property
    def text(self) -> str | None:
        """The column that the cleaned text is written to: none when only spans are asked for."""
        return self.output or (None if self.spans else self.column)

    def _on(self, batch: Any) -> Any:
        if isinstance(batch, Mapping):
            return self._mapping(batch)
        if isinstance(batch, list | tuple):
            return self._records(batch)
        home, _, _ = type(batch).__module__.partition(".")
        if home in tables.TABLES and type(batch).__name__ in tables.KINDS:
            return tables.TABLES[home](batch, self._names, self._make)
        if isinstance(batch, Iterator):
            return map(self._on, batch)
        if is_column(batch):
            kind = type(batch).__name__
            raise ColumnError(f"a {kind} is one column, and on() takes whole batches; write {column_call(batch)}")
        raise ColumnError(f"cleanr cannot work on {type(batch).__name__}: it takes {_KNOWN}{_hint(home)}")

    @property
    def _names(self) -> tables.Names:
        return tables.Names(self.column, self.text, self.spans, self.site)

    def _mapping(self, batch: Mapping[str, Any]) -> Any:
        if self.column not in batch:
            raise tables.no_column(self.column, batch)
        value = batch[self.column]
        if is_null(value) or isinstance(value, str | bytes) or not hasattr(value, "__len__"):
            return self._record(batch, value)
        return tables.columns(batch, self._names, self._make)

    def _record(self, record: Mapping[str, Any], value: Any) -> Any:
        made = self._make([value], None if self.site is None else [record.get(self.site)])
        written = {self.text: made.texts[0], self.spans: made.spans[0]}
        return tables.put(record, {name: value for name, value in written.items() if name is not None})

    def _records(self, batch: Sequence[Any]) -> Any:
        """A record that lacks the column counts as null; a column that no record has is a mistake."""
        for row, record in enumerate(batch):
            if not isinstance(record, Mapping):
                raise ColumnError(f"row {row} of the batch is {type(record).__name__}: cleanr takes {_KNOWN}")
        if batch and not any(self.column in record for record in batch):
            raise tables.no_column(self.column, {name for record in batch for name in record})
        done = [
            self._record(record, record[self.column]) if self.column in record else self._lacking(record)
            for record in batch
        ]
        return done if isinstance(batch, list) else tuple(done)

    def _lacking(self, record: Mapping[str, Any]) -> Any:
        return tables.put(record, {name: None for name in (self.output, self.spans) if name and name != self.column})

    def _make(self, values: Iterable[Any], sites: Sequence[Any] | None = None) -> tables.Made:
        texts: list[Any] = []
        spans: list[Any] = []
        each = zip(values, sites or repeat(None), strict=False)
        for row, (value, site) in enumerate(each):
            if is_null(value):
                texts.append(value)
                spans.append(None)
            elif isinstance(value, str):
                text, found = self._one(value, None if is_null(site) else str(site))
                texts.append(text)
                spans.append(found)
            else:
                raise ColumnError(f"row {row} of column {self.column!r} holds {_what(value)}, not text")
        return tables.Made(texts, spans)

    def _one(self, text: str, site: str | None) -> tuple[str, list[dict[str, Any]] | None]:
        if self.spans is None:
            return self.cleaner.clean(text, site=site), None  # builds no report
        report = self.cleaner.analyze(text, site=site)
        return report.text, records_of(report)


def _restored(cleaner: Cleaner, names: str) -> On:
    return On(cleaner, *json.loads(names))


def _shown(value: object) -> str:
    return repr(value) if value is None or isinstance(value, str | int) else type(value).__name__


def _what(value: Any) -> str:
    return "bytes (decode them first)" if isinstance(value, bytes | bytearray) else type(value).__name__


_HINTS = {
    "datasets": "dataset.map(step, batched=True)",
    "ray": 'dataset.map_batches(step, batch_format="pyarrow")',
    "pyspark": "frame.mapInArrow(step, frame.schema), or cleanr.pipelines.spark.clean(frame, step)",
    "dask": "frame.map_partitions(step, meta=step(frame._meta))",
    "dask_expr": "frame.map_partitions(step, meta=step(frame._meta))",
    "pyarrow": "cleaner.clean_arrow(array)",
    "pandas": "frame.pipe(step)",
    "polars": "frame.pipe(step)",
}


def _hint(home: str) -> str:
    return f". Try {_HINTS[home]}" if home in _HINTS else ""
