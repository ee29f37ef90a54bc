"""Sizes in bytes, as people write them, and records that are larger than one."""

from __future__ import annotations

import re

from cleanr.batch.jsontext import RecordError

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmgt]?)(i?b)?", re.IGNORECASE)
_POWERS = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4}


def size_of(written: str) -> int:
    """Return the bytes that ``10M``, ``10MiB`` (powers of 1024), ``10MB`` (of 1000) or ``10485760`` stand for.

    Raises `ValueError` for anything else, and for less than a byte.
    """
    found = _SIZE.fullmatch(written.strip())
    if not found:
        raise ValueError(f"{written!r} is no size; write such as 500K, 10M or 1GiB")
    number, letter, unit = found.groups()
    step = 1000 if letter and (unit or "").lower() == "b" else 1024
    size = int(float(number) * step ** _POWERS[letter.lower()])
    if not size:
        raise ValueError(f"{written!r} is too small; a size is at least one byte")
    return size


def written(size: int) -> str:
    """Return ``size`` for a reader, as `size_of` takes it."""
    for letter, power in reversed(_POWERS.items()):
        if power and size % 1024**power == 0:
            return f"{size // 1024**power} {letter.upper()}iB"
    return f"{size:,} bytes"


def too_large(most: int) -> str:
    """Return why a record of more than ``most`` bytes is not cleaned."""
    return f"is larger than {written(most)}, and passes through as it is; --max-record allows for more"


class TooLargeError(RecordError):
    """A record is larger than is allowed for; it passes through, whatever is done with others that fail."""


def check_size(record: bytes | str, most: int) -> None:
    """Raise `TooLargeError` for a record that is larger than ``most`` bytes."""
    large = len(record) > most
    if large or (isinstance(record, str) and 4 * len(record) > most and len(record.encode(errors="replace")) > most):
        raise TooLargeError(too_large(most))
