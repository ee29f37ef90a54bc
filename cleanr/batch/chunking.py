"""The main process's reading part: inputs cut into chunks, chunks gathered into tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from cleanr.batch import csvs, jsonl, parquets, texts, wet
from cleanr.batch.chunk import CHUNK_BYTES, Chunk, Mark, RecordOptions
from cleanr.batch.compression import JOINABLE
from cleanr.batch.limit import Limit
from cleanr.batch.plan import Job
from cleanr.batch.streams import BrokenInputError, ByteCounter, as_utf8, blocks, opened
from cleanr.errors import BatchError

_MOST_CHUNKS = 256  # in a task: small files are sent together


def tasks(
    jobs: Iterable[Job], options: RecordOptions, start: Callable[[Job], Mark], byte_counter: ByteCounter
) -> Iterator[list[Chunk]]:
    """Yield tasks of a megabyte or more. ``start`` says where to take a job up.

    While a pipe keeps silent: what has come, and then empty tasks, so that what is done can be written.
    """
    task, size, limit = list[Chunk](), 0, Limit(options.limit)
    for job in jobs:
        for chunk in _chunks(job, options, start(job), byte_counter):
            if chunk is None:
                yield from filter(None, (task,))
                yield []
                task, size = [], 0
                continue
            chunk = limit.cut(chunk)
            task.append(chunk)
            size += chunk.size
            if limit.reached:
                yield task
                return
            if size >= CHUNK_BYTES or len(task) >= _MOST_CHUNKS:
                yield task
                task, size = [], 0
    if task:
        yield task


def _chunks(job: Job, options: RecordOptions, start: Mark, byte_counter: ByteCounter) -> Iterator[Chunk | None]:
    """The chunks of one input, and None while it keeps silent.

    The last one says so, and says why, when the input could not be read to its end.
    """
    pack = job.made.compression if job.made.compression in JOINABLE else ""
    held, end, broken = None, start, ""
    try:
        for chunk in _read_chunks(job, options, start, byte_counter):
            if held is not None:
                yield held
            if chunk is None:
                yield None
                held = None
            else:
                held, end = chunk._replace(pack="" if chunk.part else pack), chunk.end
    except (BrokenInputError, BatchError) as error:
        broken = str(error) or "cannot be read"
    if held is None:
        held = Chunk(job.number, job.source.kind.format, end, end, [], pack=pack)
    yield held._replace(last=True, broken=broken)


def _read_chunks(job: Job, options: RecordOptions, start: Mark, byte_counter: ByteCounter) -> Iterator[Chunk | None]:
    name, (format_, compression), number = job.source.name, job.source.kind, job.number
    with opened(name) as handle:
        if format_ == "parquet":
            if not handle.seekable():
                raise BatchError("Parquet cannot be read from a pipe; name the file")
            yield from parquets.cut(handle, number, name, options)
            return
        data = blocks(handle, compression, byte_counter)
        if format_ == "text":
            yield from texts.cut(data, number, name, options)
        elif format_ == "wet":
            yield from wet.cut(data, number, name, options)
        elif format_ == "jsonl":
            yield from jsonl.cut(as_utf8(data, options.encoding), number, name, start, options)
        else:
            yield from csvs.cut(as_utf8(data, options.encoding), number, name, start, options, format_)
