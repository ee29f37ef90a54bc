"""What is said to a call that Python would turn away without a hint at what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from os import PathLike
from reprlib import repr as short
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_FRAMES = ("DataFrame", "LazyFrame", "Table", "RecordBatch")
_COLUMNS = ("Series", "Index", "Array")  # how their names end: StringArray, ChunkedArray


def text_alone(function: Callable[P, R]) -> Callable[P, R]:
    """Let ``function`` answer settings beside its text with a `TypeError` that says where they go."""
    arguments = function.__code__.co_argcount  # the text, and a method's self
    known = {"text", *_parameters(function)[arguments:]}

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        if len(args) > arguments or kwargs.keys() - known:
            name = function.__name__
            others = {key: value for key, value in kwargs.items() if key not in known}
            settings = [*map(short, args[arguments:]), *(f"{key}={short(value)}" for key, value in others.items())]
            raise TypeError(
                f"{name}() takes the text alone. Settings belong to a cleaner: "
                f"cleanr.Cleaner({_named(settings)}).{name}(text)"
            )
        return function(*args, **kwargs)

    return call


def _named(settings: list[str]) -> str:
    """What stood without a name was most likely the policy."""
    return ", ".join(one if one.partition("=")[0].isidentifier() else f"policy={one}" for one in settings)


def by_keyword(init: Callable[P, None]) -> Callable[P, None]:
    """Let an ``__init__`` answer what is not given by the name of a setting with a `TypeError` that teaches."""
    known = _parameters(init)[1:]

    @wraps(init)
    def call(*args: P.args, **kwargs: P.kwargs) -> None:
        owner = type(args[0]).__name__
        if len(args) > 1:
            raise TypeError(f"{owner} takes its settings by keyword: {instead_of(owner, args[1])}")
        for name in kwargs:
            if name not in known:
                from cleanr.errors import nearest

                raise TypeError(f"{owner} has no setting {name!r}; {nearest(name, known)}")
        init(*args, **kwargs)

    return call


def _parameters(function: Callable[..., Any]) -> tuple[str, ...]:
    code = function.__code__
    return code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]


def instead_of(owner: str, thing: object) -> str:
    """Return what to write to make an ``owner`` (``Cleaner``, ``Settings``) of ``thing``.

    >>> instead_of("Cleaner", "strict")
    "Cleaner(policy='strict')"
    """
    if type(thing).__name__ == "Settings":
        return f"{owner}.of(settings)"
    if isinstance(thing, PathLike) or (isinstance(thing, str) and thing.endswith((".toml", ".json"))):
        return f"Cleaner.from_spec({str(thing)!r})"
    if isinstance(thing, Mapping):
        return f"{owner}(**settings) for a mapping of settings, or {owner}(policy=...) for one of actions"
    policy = thing if isinstance(thing, str) and thing.isidentifier() else "strict"
    return f"{owner}(policy={policy!r})"


def instead_of_text(thing: object) -> str:
    """Return the sentence for ``thing`` where a text was to be given."""
    if isinstance(thing, bytes | bytearray | memoryview):
        return (
            "cleanr works on str, not bytes. Decode it first, with the encoding that it is in: "
            'text = data.decode("utf-8"). When you do not know the encoding, look at where the data came from.'
        )
    return f"cleanr works on str, not {type(thing).__name__}{_hint(thing)}"


def _hint(thing: object) -> str:
    if isinstance(thing, PathLike):
        return '. Read it first: text = path.read_text(encoding="utf-8")'
    if isinstance(thing, Mapping) or type(thing).__name__ in _FRAMES:
        return '. For a table or a record: cleaner.on("text")(batch)'
    if is_column(thing):
        return f". For a column: {column_call(thing)}"
    if isinstance(thing, list | tuple | set | frozenset) or hasattr(thing, "__next__"):
        return ". For several texts, None among them: cleaner.clean_batch(texts)"
    return ". For texts of which some are null: cleaner.clean_batch(texts)" if thing is None else ""


def check_batch(texts: object) -> None:
    """Raise a `TypeError` that says what to write where ``texts`` cannot be read as one text after the other."""
    if isinstance(texts, str):
        raise TypeError("clean_batch takes a list of texts, not one str; for a single text: cleaner.clean(text)")
    kind, home = type(texts).__name__, type(texts).__module__.partition(".")[0]
    if isinstance(texts, bytes | bytearray | memoryview):
        raise TypeError(instead_of_text(texts))
    if isinstance(texts, Mapping) or kind in _FRAMES:
        raise TypeError(f'clean_batch takes a list of texts, not {kind}; for a table: cleaner.on("text")(batch)')
    if home == "pyarrow":
        raise TypeError(f"clean_batch takes a list of texts, not {kind}; for Arrow: cleaner.clean_arrow(array)")
    if not hasattr(texts, "__iter__"):
        raise TypeError(f"clean_batch takes a list of texts, not {kind}")


def check_arrow(array: object) -> None:
    """Raise a `TypeError` that says what to write where ``array`` is no array of Arrow."""
    if type(array).__module__.partition(".")[0] == "pyarrow" and is_column(array):
        return
    instead = _hint(array) or ". For a single text: cleaner.clean(text)"
    raise TypeError(f"clean_arrow takes a pyarrow Array or ChunkedArray, not {type(array).__name__}{instead}")


def is_column(thing: object) -> bool:
    """Return whether ``thing`` is a single column of pandas, Polars or Arrow."""
    home = type(thing).__module__.partition(".")[0]
    return home in ("pandas", "polars", "pyarrow") and type(thing).__name__.endswith(_COLUMNS)


def column_call(column: object) -> str:
    """Return what to write for a single ``column`` of pandas, Polars or Arrow."""
    home = type(column).__module__.partition(".")[0]
    if home == "pandas":
        return 'series.map(cleaner.clean, na_action="ignore")'
    if home == "polars":
        return "series.map_elements(cleaner.clean, return_dtype=pl.String)"
    return "cleaner.clean_arrow(array)" if home == "pyarrow" else "cleaner.clean_batch(column)"
