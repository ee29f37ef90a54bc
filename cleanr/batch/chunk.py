"""What travels between the main process and the workers: chunks of input, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cleanr.batch.fields import Field
from cleanr.batch.statistics import Statistics
from cleanr.settings.settings import Settings

CHUNK_BYTES = 1 << 20  # bytes: a task costs 0.1 ms to send, so it should be worth it


MAX_RECORD = 64 << 20  # bytes


class Mark(NamedTuple):
    """A place in an input: its bytes (unpacked), records and lines before it."""

    offset: int = 0
    records: int = 0
    lines: int = 0


class RecordPart(NamedTuple):
    """What a chunk is when it is a part of a record that is too large to be read whole, and passes through as it is.

    ``why``: for the first part, why it is not cleaned (empty: it would not be in any case). ``last``: it ends here.
    """

    why: str = ""
    last: bool = False


class Chunk(NamedTuple):
    """Some whole records of one input, or a part of a very large one.

    ``job``: the number of the input. ``format``: its format. ``start``, ``end``: where the chunk stands in it.
    ``data``: the records, as the format cuts them. ``context``: what the format must know to read them (a CSV header).
    ``pack``: how the worker is to compress what it makes (``gz``). ``kept``: what the main process holds back for the
    writer, and never sends. ``last``: whether the input ends here. ``broken``: why it could not be read further.
    ``part``: set for a part of a record.
    """

    job: int
    format: str
    start: Mark
    end: Mark
    data: Sequence[Any]
    context: Any = None
    pack: str = ""
    kept: Any = None
    last: bool = False
    broken: str = ""
    part: RecordPart | None = None

    @property
    def size(self) -> int:
        """How much there is to do, in bytes or characters."""
        return sum(map(_size, self.data))


def _size(value: Any) -> int:
    if isinstance(value, tuple | list):
        return sum(map(_size, value))
    return len(value or "")


class Failed(NamedTuple):
    """A record that could not be cleaned: where it is, why, and the record as it was (None: a whole file)."""

    where: str
    why: str
    raw: bytes | str | None


@dataclass
class Outcome:
    """What became of a chunk: ``out`` is bytes, or a list of the columns' new values (Parquet).

    ``dropped``: which records of the chunk are missing from ``out``, because they go to the errors file.
    """

    out: Any
    stats: Statistics = field(default_factory=Statistics)
    failed: list[Failed] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class RecordOptions:
    """What is to be done with every record. Sent to each worker once.

    ``mode``: ``clean``, ``tag`` (sidecar records), ``check`` (count what would change), ``diff``, ``profile``.
    ``fields``: the fields that hold text, and where what is made of them goes. ``overwrite``: what stands there may be
    overwritten.
    ``id_field``: what names a record in sidecars. ``encoding``: for bytes that are not UTF-8. ``drop_failed``: leave
    failed records out of the output, because they go to the errors file. ``max_record``: records of more bytes pass
    through, and are not read whole. ``limit``: after how many records the run ends (0: none). ``site_field``: what says
    where a record is from (empty: nothing does).
    """

    settings: Settings
    mode: str = "clean"
    fields: tuple[Field, ...] = (Field(),)
    overwrite: bool = False
    id_field: str = "id"
    encoding: str = ""
    drop_failed: bool = False
    max_record: int = MAX_RECORD
    limit: int = 0
    site_field: str = ""

    @property
    def most(self) -> int:
        """How long a record may grow while it is read before it is passed through in parts."""
        return max(self.max_record, CHUNK_BYTES)

    @property
    def added(self) -> tuple[str, ...]:
        """The fields that are written beside those that are read, in order."""
        return tuple(name for field in self.fields for name in field.added)
