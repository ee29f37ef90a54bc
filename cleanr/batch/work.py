"""A worker's part: chunks in, what became of them out, whatever their format."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cleanr.batch import csvs, jsonl, parquets, records, texts, wet
from cleanr.batch.chunk import Chunk, Failed, Mark, Outcome, RecordOptions, RecordPart
from cleanr.batch.compression import compress
from cleanr.batch.observer import Observer
from cleanr.batch.recordcleaner import RecordCleaner

Work = Callable[[Chunk, RecordCleaner], Outcome]
_PROCESSORS: dict[str, Work] = {
    "text": texts.work, "jsonl": jsonl.work, "csv": csvs.work, "tsv": csvs.work, "parquet": parquets.work,
    "wet": wet.work,
}  # fmt: skip
_PLACES = {"jsonl": jsonl.places, "csv": csvs.places, "tsv": csvs.places, "wet": wet.places}


class ChunkWorker:
    """Where chunks are worked on, one after the other, by one order."""

    def __init__(self, options: RecordOptions, record_cleaner: RecordCleaner | None = None) -> None:
        observes = Observer(options) if options.mode == "profile" else None
        self._record_cleaner, self._observer = record_cleaner or observes or RecordCleaner(options), observes

    def work(self, chunks: Sequence[Chunk]) -> list[Outcome]:
        """Return what became of each chunk."""
        return [self._work(chunk) for chunk in chunks]

    def _work(self, chunk: Chunk) -> Outcome:
        outcome = self._carried_out(chunk)
        if self._observer:
            outcome.out = self._observer.take()
        return outcome

    def _carried_out(self, chunk: Chunk) -> Outcome:
        if not chunk.data:  # an input without records, or one that cannot be read
            return Outcome([] if chunk.format == "parquet" and self._record_cleaner.options.mode == "clean" else b"")
        if chunk.part:
            return self._pass(chunk, chunk.part)
        try:
            return compressed(chunk, _PROCESSORS[chunk.format](chunk, self._record_cleaner))
        except Exception as error:
            return self.fail_chunk(chunk, records.why(error))

    def _pass(self, chunk: Chunk, part: RecordPart) -> Outcome:
        """Return a part of a record as it came in; the first one says why it is not cleaned."""
        done = Outcome(chunk.data[0] if self._record_cleaner.options.mode == "clean" else b"")
        done.stats.bytes = len(chunk.data[0])
        if part.why:
            begun = Mark(0, chunk.start.records + 1, chunk.start.lines + 1)
            (place,) = _PLACES[chunk.format](chunk._replace(end=begun)) if chunk.format in _PLACES else ("",)
            done.failed.append(Failed(place, part.why, None))
        return done

    def fail_chunk(self, chunk: Chunk, reason: str) -> Outcome:
        """Return a chunk as it came in, its records failed ``reason`` of something outside of them."""
        record_cleaner = self._record_cleaner
        if chunk.format == "text":
            return compressed(chunk, texts.fail_chunk(chunk, record_cleaner, reason))
        if chunk.format == "parquet":
            return parquets.fail_chunk(chunk, record_cleaner, reason)
        finish = wet.finish(chunk) if chunk.format == "wet" else bytes
        places = _PLACES[chunk.format](chunk)
        return compressed(chunk, records.fail_chunk(chunk, record_cleaner.options, reason, places, finish))


def compressed(chunk: Chunk, outcome: Outcome) -> Outcome:
    """Compress what was made of a chunk, when the output is to be; records of WET are packed one by one as gzip."""
    if chunk.pack and outcome.out and (chunk.format, chunk.pack) != ("wet", "gz"):
        outcome.out = compress(chunk.pack, outcome.out)
    return outcome


def split_records(chunk: Chunk) -> list[Chunk]:
    """Return a chunk for each record: to find the one that brings a worker down."""
    if chunk.part:
        return [chunk]
    parts, mark = [], chunk.start
    for index, record in enumerate(chunk.data):
        size, lines = (len(record), record.count(b"\n")) if isinstance(record, bytes) else (0, 0)
        end = Mark(mark.offset + size, mark.records + 1, mark.lines + (1 if chunk.format == "jsonl" else lines))
        context = chunk.context
        if chunk.format == "parquet":
            name, *columns = context
            context = name, *(column and [column[index]] for column in columns)
        parts.append(chunk._replace(start=mark, end=end, data=[record], context=context))
        mark = end
    return parts


def merge_outcomes(parts: Sequence[Outcome]) -> Outcome:
    """Return what became of a chunk that was taken apart, as one."""
    whole = Outcome(type(parts[0].out)())
    for number, part in enumerate(parts):
        whole.out += part.out
        whole.stats.add(part.stats)
        whole.failed += part.failed
        whole.dropped += [number for _ in part.dropped]
    return whole
