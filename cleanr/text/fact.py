"""Facts: what is worked out once, when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class fact(Generic[T]):  # noqa: N801  # used like property
    """A property that is worked out when first asked for and then kept.

    It does what `functools.cached_property` does without the lock that Python 3.11 takes for each first look, which
    costs more than most facts about a line. Two threads may work out the same fact twice; both find the same.
    """

    def __init__(self, make: Callable[[Any], T]) -> None:
        self.make = make
        self.name = make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, owner: None, kind: type | None = None) -> fact[T]: ...
    @overload
    def __get__(self, owner: object, kind: type | None = None) -> T: ...
    def __get__(self, owner: object | None, kind: type | None = None) -> T | fact[T]:
        if owner is None:
            return self
        value = owner.__dict__[self.name] = self.make(owner)
        return value
