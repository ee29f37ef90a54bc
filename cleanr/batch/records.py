"""What the formats of many records have in common: one after the other, and a bad one stops nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cleanr.batch.chunk import Chunk, Failed, Outcome, RecordOptions
from cleanr.batch.sizes import TooLargeError
from cleanr.batch.statistics import Statistics
from cleanr.errors import CleanrError

One = Callable[[Any, str, Statistics], bytes]
Finish = Callable[[bytes], bytes]


def each(chunk: Chunk, options: RecordOptions, one: One, places: list[str], finish: Finish = bytes) -> Outcome:
    """Return what ``one(record, place, stats)`` makes of each record, each passed through ``finish``, joined.

    A record that it raises for passes through as it is (or is left out, when the order says so), and is reported with
    its place; also when the reason is a mistake of cleanr's own.
    """
    done, out = Outcome(b""), list[bytes]()
    for index, (record, place) in enumerate(zip(chunk.data, places, strict=True)):
        done.stats.bytes += len(record)
        untouched = record if options.mode == "clean" else b""
        try:
            new = one(record, place, done.stats)
        except TooLargeError as error:
            done.failed.append(Failed(place, str(error), None))
            new = untouched
        except Exception as error:
            done.failed.append(Failed(place, why(error), record))
            new = b"" if options.drop_failed else untouched
            if options.drop_failed:
                done.dropped.append(index)
        out.append(finish(new) if new else new)
    done.out = b"".join(out)
    return done


def why(error: Exception) -> str:
    """Return, for a reader, why a record failed."""
    if isinstance(error, CleanrError):
        return str(error)
    return f"cleanr failed on it, which is a mistake of cleanr's: {type(error).__name__}: {error}"


def fail_chunk(chunk: Chunk, options: RecordOptions, reason: str, places: list[str], finish: Finish = bytes) -> Outcome:
    """Return a chunk that cannot be worked on, as it came in; each of its records has failed for the same reason."""

    def fail(*_: object) -> bytes:
        raise CleanrError(reason)

    return each(chunk, options, fail, places, finish)
