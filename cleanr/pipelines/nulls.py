"""What counts as null in a batch, whatever library it is from."""

from __future__ import annotations

_NULLS = ("NoneType", "NAType", "NaTType")


def is_null(value: object) -> bool:
    """Return whether ``value`` stands for no text: None, NaN of any kind of number, and pandas' NA and NaT.

    No library is imported for it.

    >>> [is_null(value) for value in (None, float("nan"), "", 0.0)]
    [True, True, False, False]
    """
    if isinstance(value, str):
        return False
    if type(value).__name__ in _NULLS:
        return True
    return not hasattr(value, "__len__") and bool(value != value)  # NaN alone differs from itself
