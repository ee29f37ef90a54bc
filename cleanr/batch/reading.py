"""The texts of any inputs, one by one, for whoever wants to look at them and write nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from cleanr.batch.feed import tasks
from cleanr.batch.inputs import Found
from cleanr.batch.piece import Mark, Order
from cleanr.batch.plan import plan
from cleanr.batch.streams import Meter
from cleanr.batch.tally import Tally
from cleanr.batch.treatment import Treated, Treatment
from cleanr.batch.work import Bench
from cleanr.settings import Settings


class _Reader(Treatment):
    """Keeps each text and its name, and does nothing to it."""

    def __init__(self, order: Order) -> None:
        super().__init__(order)
        self.texts: list[tuple[str, str]] = []
        self._text = ""

    def treat(self, text: str, tally: Tally) -> Treated:  # noqa: ARG002  # the tally is for those who change something
        self._text = text
        return Treated(text, [])

    def sidecar(self, name: str, treated: Treated) -> bytes:  # noqa: ARG002
        self.texts.append((str(json.loads(name)), self._text))
        return b""


def read_texts(
    found: Found, fail: Callable[[str], None], *, field: str = "text", encoding: str = ""
) -> Iterator[tuple[str, str]]:
    """Yield name and text of each document in the inputs that were ``found``, in order.

    ``field``, ``encoding``: as for `cleanr clean`. ``fail`` is told of each record and file that cannot be read, with
    its place; the others are yielded all the same. Records without a text (null) are passed over.
    """
    for name, why in found.failed:
        fail(f"{name}: {why}")
    order = Order(settings=Settings(), mode="tag", field=field, encoding=encoding)
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
