"""The texts of any inputs, one by one, for whoever wants to look at them and write nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from cleanr.batch.chunk import MAX_RECORD, Chunk, Mark, RecordOptions
from cleanr.batch.chunking import tasks
from cleanr.batch.fields import Field, fields_of
from cleanr.batch.inputs import FoundInputs
from cleanr.batch.plan import plan
from cleanr.batch.recordcleaner import CleanedText, RecordCleaner
from cleanr.batch.statistics import Statistics
from cleanr.batch.streams import ByteCounter
from cleanr.batch.work import ChunkWorker, split_records
from cleanr.settings.settings import Settings

_ANY = Field()


class _Reader(RecordCleaner):
    """Keeps each text and its name, and does nothing to it."""

    def __init__(self, options: RecordOptions) -> None:
        super().__init__(options)
        self.texts: list[tuple[str, str, str]] = []
        self._site = ""

    def site_of(self, named: object, source: str) -> str | None:  # noqa: ARG002  # the document knows its source
        self._site = named if isinstance(named, str) else ""
        return None

    def clean(self, text: str, stats: Statistics, field: Field = _ANY, site: str | None = None) -> CleanedText:  # noqa: ARG002  # nothing is changed
        return CleanedText(text, [])

    def sidecar(self, name: str, cleaned: CleanedText, **which: str | int) -> bytes:
        self.texts.append((":".join(map(str, (json.loads(name), *which.values()))), cleaned.text, self._site))
        return b""


class Document(NamedTuple):
    """A text: the name it goes by, the input that it stands in, and where: the number of its record; 0: it is all.

    ``site``: what its own field says of the site that it is from.

    Records are numbered as messages number them: by the line that they start in (JSON Lines, CSV), or from 1.
    """

    name: str
    text: str
    site: str
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
    found: FoundInputs,
    fail: Callable[[str], None],
    *,
    field: str | Sequence[str] = "text",
    encoding: str = "",
    limit: int | None = None,
    site: str = "",
    max_record: int = MAX_RECORD,
    only: Mapping[str, Set[int]] = MappingProxyType({}),
    byte_counter: ByteCounter | None = None,
    stats: Statistics | None = None,
) -> Iterator[Document]:
    """Yield each document in the inputs that were ``found``, in order.

    ``field``, ``encoding``, ``site``: as for `cleanr clean`. ``fail`` is told of each record and file that cannot be
    read, with its place; the others are yielded all the same. Records without a text (null) are passed over. ``only``:
    the numbers of the records to read of an input, if not all are. ``byte_counter`` and ``stats`` count the bytes that
    are read.
    """
    for name, why in found.failed:
        fail(f"{name}: {why}")
    fields = fields_of([field] if isinstance(field, str) else field)
    options = RecordOptions(
        settings=Settings(), mode="tag", fields=fields, encoding=encoding, limit=limit or 0, max_record=max_record,
        site_field=site,
    )  # fmt: skip
    reader = _Reader(options)
    worker = ChunkWorker(options, reader)
    jobs = plan(found.inputs, output="", in_place=False, mode="tag", many=False)
    for chunk in chain.from_iterable(tasks(jobs, options, lambda _: Mark(), byte_counter or ByteCounter())):
        source = jobs[chunk.job].source.name
        wanted = only.get(source)
        for record in split_records(chunk):
            number = _number(record)
            if wanted and number > max(wanted) and len(jobs) == 1:
                return
            if wanted and number not in wanted:
                continue
            (outcome,) = worker.work([record])
            if stats is not None:
                stats.add(outcome.stats)
            for failed in outcome.failed:
                fail(": ".join(filter(None, (source, failed.where, failed.why))))
            yield from (Document(*text, source, number) for text in reader.texts)
            reader.texts = []
        if chunk.broken:
            fail(f"{source}: {chunk.broken}")


def _number(record: Chunk) -> int:
    if record.format == "text":
        return 0
    return (record.start.lines if record.format in ("jsonl", "csv", "tsv") else record.start.records) + 1
