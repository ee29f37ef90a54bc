"""Which fields of a record are read and written, and which choices of them make no sense."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from cleanr.errors import BatchError


class Field(NamedTuple):
    """A field that holds text, and where what is made of it goes. Dots lead into nested objects.

    ``name``: the field. ``output``: the field for the cleaned text (empty: none is named). ``spans``: the field for the
    spans (empty: none is wanted).
    """

    name: str = "text"
    output: str = ""
    spans: str = ""

    @property
    def target(self) -> str:
        """Where the cleaned text goes; empty for spans alone: they point into the text, so it stays."""
        return self.output or ("" if self.spans else self.name)

    @property
    def added(self) -> tuple[str, ...]:
        """The fields that are written beside the one that is read."""
        return tuple(name for name in (self.output, self.spans) if name not in ("", self.name))


def fields_of(
    names: Sequence[str], outputs: Sequence[str] = (), spans: Sequence[str] = (), overwrite: bool = False
) -> tuple[Field, ...]:
    """Return a `Field` for each of ``names``: the first of ``outputs`` and ``spans`` goes with the first, and so on.

    Raises `BatchError` when the numbers differ, a name cannot be one, or two of them are the same field or one holds
    the other. ``overwrite``: an output may be the field itself.
    """
    names = names or ("text",)
    for option, given in (("--output-field", outputs), ("--spans", spans)):
        if given and len(given) != len(names):
            raise BatchError(
                f"{option} is given {_times(given)}, and --field {_times(names)}; each --field needs its own, in order"
            )
    made = tuple(
        Field(name, output, tags)
        for name, output, tags in zip(names, outputs or [""] * len(names), spans or [""] * len(names), strict=True)
    )
    for field in made:
        _check_names(field, overwrite)
    for (one, first), (other, second) in combinations(_named(made), 2):
        _check_apart(one, first, other, second)
    return made


def _times(given: Sequence[str]) -> str:
    return "once" if len(given) == 1 else f"{len(given)} times"


def _check_names(field: Field, overwrite: bool) -> None:
    if not field.name:
        raise BatchError("--field is empty; name the field that holds the text")
    for option, name in (("--output-field", field.output), ("--spans", field.spans)):
        if name and not all(name.split(".")):
            raise BatchError(f"{option} {name!r}: a name is missing beside a dot; dots lead into nested objects")
    if field.output == field.name and not overwrite:
        raise BatchError(
            f"--output-field {field.output!r} is the field that is read; leave --output-field out to clean it where it "
            "is, or add --overwrite"
        )


def _named(made: Sequence[Field]) -> Iterator[tuple[str, str]]:
    """Every field that is read or written, with the option that names it."""
    for field in made:
        yield "--field", field.name
        if field.output and field.output != field.name:
            yield "--output-field", field.output
        if field.spans:
            yield "--spans", field.spans


def _check_apart(one: str, first: str, other: str, second: str) -> None:
    if first == second:
        both = f"{one} is given {first!r} twice" if one == other else f"{one} and {other} are both {first!r}"
        raise BatchError(f"{both}; each needs a field of its own")
    if second.startswith(f"{first}."):
        raise BatchError(f"{one} {first!r} holds {other} {second!r}; neither may lie within the other")
    if first.startswith(f"{second}."):
        raise BatchError(f"{other} {second!r} holds {one} {first!r}; neither may lie within the other")
