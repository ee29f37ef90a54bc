"""What the formats of many records have in common: one after the other, and a bad one stops nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cleanr.batch.piece import Failed, Order, Piece, Worked
from cleanr.batch.sizes import TooLargeError
from cleanr.batch.tally import Tally
from cleanr.errors import CleanrError

One = Callable[[Any, str, Tally], bytes]
Finish = Callable[[bytes], bytes]


def each(piece: Piece, order: Order, one: One, places: list[str], finish: Finish = bytes) -> Worked:
    """Return what ``one(record, place, tally)`` makes of each record, each passed through ``finish``, joined.

    A record that it raises for passes through as it is (or is left out, when the order says so), and is reported with
    its place; also when the reason is a mistake of cleanr's own.
    """
    done, out = Worked(b""), list[bytes]()
    for index, (record, place) in enumerate(zip(piece.data, places, strict=True)):
        done.tally.bytes += len(record)
        untouched = record if order.mode == "clean" else b""
        try:
            new = one(record, place, done.tally)
        except TooLargeError as error:
            done.failed.append(Failed(place, str(error), None))
            new = untouched
        except Exception as error:
            done.failed.append(Failed(place, why(error), record))
            new = b"" if order.aside else untouched
            if order.aside:
                done.dropped.append(index)
        out.append(finish(new) if new else new)
    done.out = b"".join(out)
    return done


def why(error: Exception) -> str:
    """Return, for a reader, why a record failed."""
    if isinstance(error, CleanrError):
        return str(error)
    return f"cleanr failed on it, which is a mistake of cleanr's: {type(error).__name__}: {error}"


def refused(piece: Piece, order: Order, because: str, places: list[str], finish: Finish = bytes) -> Worked:
    """Return a piece that cannot be worked on, as it came in; each of its records has failed for the same reason."""

    def fail(*_: object) -> bytes:
        raise CleanrError(because)

    return each(piece, order, fail, places, finish)
