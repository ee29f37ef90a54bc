"""The texts of any inputs, one by one, for whoever wants to look at them and write nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from cleanr.batch.feed import tasks
from cleanr.batch.fields import Field, fields_of
from cleanr.batch.inputs import Found
from cleanr.batch.piece import MAX_RECORD, Mark, Order
from cleanr.batch.plan import plan
from cleanr.batch.streams import Meter
from cleanr.batch.tally import Tally
from cleanr.batch.treatment import Treated, Treatment
from cleanr.batch.work import Bench
from cleanr.settings import Settings

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


def read_texts(
    found: Found,
    fail: Callable[[str], None],
    *,
    field: str | Sequence[str] = "text",
    encoding: str = "",
    limit: int | None = None,
    max_record: int = MAX_RECORD,
) -> Iterator[tuple[str, str]]:
    """Yield name and text of each document in the inputs that were ``found``, in order.

    ``field``, ``encoding``: as for `cleanr clean`. ``fail`` is told of each record and file that cannot be read, with
    its place; the others are yielded all the same. Records without a text (null) are passed over.
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
    for task in tasks(jobs, order, lambda _: Mark(), Meter()):
        for piece, worked in zip(task, bench.work(task), strict=True):
            source = jobs[piece.job].source.name
            for failed in worked.failed:
                fail(": ".join(filter(None, (source, failed.where, failed.why))))
            if piece.broken:
                fail(f"{source}: {piece.broken}")
        yield from reader.texts
        reader.texts = []
