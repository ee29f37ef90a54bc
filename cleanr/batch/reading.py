"""The texts of any inputs, one by one, for whoever wants to look at them and write nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from cleanr.batch.feed import tasks
from cleanr.batch.fields import Field, fields_of
from cleanr.batch.inputs import Found
from cleanr.batch.piece import MAX_RECORD, Mark, Order, Piece
from cleanr.batch.plan import plan
from cleanr.batch.streams import Meter
from cleanr.batch.tally import Tally
from cleanr.batch.treatment import Treated, Treatment
from cleanr.batch.work import Bench, apart
from cleanr.settings.settings import Settings

_ANY = Field()


class _Reader(Treatment):
    """Keeps each text and its name, and does nothing to it."""

    def __init__(self, order: Order) -> None:
        super().__init__(order)
        self.texts: list[tuple[str, str]] = []

    def treat(self, text: str, tally: Tally, field: Field = _ANY) -> Treated:  # noqa: ARG002  # nothing is changed
        return Treated(text, [])

    def sidecar(self, name: str, treated: Treated, **which: str | int) -> bytes:
        self.texts.append((":".join(map(str, (json.loads(name), *which.values()))), treated.text))
        return b""


class Document(NamedTuple):
    """A text: the name it goes by, the input that it stands in, and where: the number of its record; 0: it is all.

    Records are numbered as messages number them: by the line that they start in (JSON Lines, CSV), or from 1.
    """

    name: str
    text: str
    source: str
    number: int = 0

    @property
    def place(self) -> str:
        """The input and the record in it, such as ``news.jsonl:17``."""
        return f"{self.source}:{self.number}" if self.number else self.source

    @property
    def title(self) -> str:
        """The place, and the record's own name where it has one: ``news.jsonl:17 (a-2041)``."""
        own = self.name.removeprefix(self.place)
        return self.name if own.startswith(":") or not own else f"{self.place} ({self.name})"


def read_texts(
    found: Found,
    fail: Callable[[str], None],
    *,
    field: str | Sequence[str] = "text",
    encoding: str = "",
    limit: int | None = None,
    max_record: int = MAX_RECORD,
    only: Mapping[str, Set[int]] = MappingProxyType({}),
    meter: Meter | None = None,
    tally: Tally | None = None,
) -> Iterator[Document]:
    """Yield each document in the inputs that were ``found``, in order.

    ``field``, ``encoding``: as for `cleanr clean`. ``fail`` is told of each record and file that cannot be read, with
    its place; the others are yielded all the same. Records without a text (null) are passed over. ``only``: the
    numbers of the records to read of an input, if not all are. ``meter`` and ``tally`` count the bytes that are read.
    """
    for name, why in found.failed:
        fail(f"{name}: {why}")
    fields = fields_of([field] if isinstance(field, str) else field)
    order = Order(
        settings=Settings(), mode="tag", fields=fields, encoding=encoding, limit=limit or 0, max_record=max_record
    )
    reader = _Reader(order)
    bench = Bench(order, reader)
    jobs = plan(found.inputs, output="", in_place=False, mode="tag", many=False)
    for piece in chain.from_iterable(tasks(jobs, order, lambda _: Mark(), meter or Meter())):
        source = jobs[piece.job].source.name
        wanted = only.get(source)
        for record in apart(piece):
            number = _number(record)
            if wanted and number > max(wanted) and len(jobs) == 1:
                return
            if wanted and number not in wanted:
                continue
            (worked,) = bench.work([record])
            if tally is not None:
                tally.add(worked.tally)
            for failed in worked.failed:
                fail(": ".join(filter(None, (source, failed.where, failed.why))))
            yield from (Document(*text, source, number) for text in reader.texts)
            reader.texts = []
        if piece.broken:
            fail(f"{source}: {piece.broken}")


def _number(record: Piece) -> int:
    if record.format == "text":
        return 0
    return (record.start.lines if record.format in ("jsonl", "csv", "tsv") else record.start.records) + 1
