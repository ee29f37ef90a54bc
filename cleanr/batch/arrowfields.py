"""Fields of an Arrow batch, by paths: a column of that very name, or else dots that lead into structs."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from cleanr.errors import BatchError


def arrow() -> Any:
    """Return pyarrow; raise `BatchError` with the command that installs it."""
    try:
        import_module("pyarrow.parquet")
        return import_module("pyarrow")
    except ImportError as error:
        raise BatchError("Parquet needs one more package: pip install 'cleanr[parquet]'") from error


def steps(schema: Any, path: str) -> list[int]:
    """Return the numbers of column, field in it, and so on, that ``path`` leads to; nothing where there is none.

    Raises `BatchError` when a name on it is that of several fields, or when it leads through what is no struct.
    """
    found, fields, rest = list[int](), list(schema), path
    while True:
        head, dot, inner = _first(fields, rest)
        numbers = [number for number, field in enumerate(fields) if field.name == head]
        if len(numbers) > 1:
            raise BatchError(f"{len(numbers)} columns are called {head!r}; give them names of their own")
        if not numbers:
            return []
        found += numbers
        if not dot:
            return found
        kind = fields[numbers[0]].type
        if not arrow().types.is_struct(kind):
            raise BatchError(f"column {path!r}: {head!r} holds {kind}, not structs")
        fields, rest = list(kind), inner


def _first(fields: list[Any], path: str) -> tuple[str, str, str]:
    """The first step of a path and the rest: a field whose own name has dots wins."""
    return (path, "", "") if any(field.name == path for field in fields) else path.partition(".")


def kind_of(schema: Any, path: str) -> Any:
    """Return the type of the field at ``path``, which is there."""
    first, *others = steps(schema, path)
    kind = schema.field(first).type
    for number in others:
        kind = kind.field(number).type
    return kind


def is_list(kind: Any) -> bool:
    """Return whether a type is that of lists."""
    types = arrow().types
    return bool(types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind))


def check_texts(schema: Any, path: str) -> None:
    """Raise `BatchError` unless there is a field at ``path``, and it holds strings or lists of them."""
    if not steps(schema, path):
        raise BatchError(f"no column {path!r}; it has: {', '.join(schema.names)[:300]} (choose with --field)")
    types, kind = arrow().types, kind_of(schema, path)
    value = kind.value_type if is_list(kind) or types.is_dictionary(kind) else kind
    if not (types.is_string(value) or types.is_large_string(value) or types.is_string_view(value)):
        raise BatchError(f"column {path!r} holds {kind}, not strings or lists of strings")


def values(batch: Any, path: str) -> list[Any]:
    """Return the values at ``path``, row by row; those of a null struct are null."""
    first, *others = steps(batch.schema, path)
    column = batch.column(first)
    for number in others:
        column = column.flatten()[number]
    return list(column.to_pylist())


def put(batch: Any, path: str, array: Any) -> Any:
    """Return the batch with ``array`` at ``path``: in place of what is there, or as a new field, the last of its struct
    or of the batch. Structs on the way that are not there are made; fields keep what is said about them."""
    schema = batch.schema
    head, _, rest = _first(list(schema), path)
    number = schema.get_field_index(head)
    if number < 0:
        column, field = _with(None, None, head, rest, array)
        return arrow().RecordBatch.from_arrays([*batch.columns, column], schema=schema.append(field))
    column, field = _with(batch.column(number), schema.field(number), head, rest, array)
    columns = [*batch.columns[:number], column, *batch.columns[number + 1 :]]
    return arrow().RecordBatch.from_arrays(columns, schema=schema.set(number, field))


def _with(column: Any, field: Any, name: str, path: str, array: Any) -> tuple[Any, Any]:
    """The column ``name`` with ``array`` at ``path`` within it, and its field."""
    pa = arrow()
    if not path:
        return array, field.with_type(array.type) if field else pa.field(name, array.type)
    null = array.is_null() if column is None else _both(column.is_null(), array.is_null())
    fields = [] if field is None else list(field.type)
    columns = [] if column is None else _children(column, null)
    head, _, rest = _first(fields, path)
    number = next((number for number, one in enumerate(fields) if one.name == head), len(fields))
    inner, about = (columns[number], fields[number]) if number < len(fields) else (None, None)
    inner, about = _with(inner, about, head, rest, array)
    columns[number : number + 1], fields[number : number + 1] = [inner], [about]
    struct = pa.StructArray.from_arrays(columns, fields=fields, mask=null)
    return struct, field.with_type(struct.type) if field else pa.field(name, struct.type)


def _both(one: Any, other: Any) -> Any:
    return import_module("pyarrow.compute").and_(one, other)


def _children(column: Any, null: Any) -> list[Any]:
    """The fields of a struct. Where a null one gets a value, and so is one from now on, the others in it are null."""
    if column.null_count == null.sum().as_py():
        return [column.field(number) for number in range(column.type.num_fields)]
    return list(column.flatten())
