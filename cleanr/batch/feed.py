"""The main process's reading part: inputs cut into pieces, pieces gathered into tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from cleanr.batch import csvs, jsonl, parquets, texts, wet
from cleanr.batch.limit import Limit
from cleanr.batch.pack import JOINABLE
from cleanr.batch.piece import PIECE, Mark, Order, Piece
from cleanr.batch.plan import Job
from cleanr.batch.streams import BrokenInputError, Meter, as_utf8, blocks, opened
from cleanr.errors import BatchError

_MOST_PIECES = 256  # in a task: small files are sent together


def tasks(jobs: Iterable[Job], order: Order, start: Callable[[Job], Mark], meter: Meter) -> Iterator[list[Piece]]:
    """Yield tasks of a megabyte or more. ``start`` says where to take a job up.

    While a pipe keeps silent: what has come, and then empty tasks, so that what is done can be written.
    """
    task, size, limit = list[Piece](), 0, Limit(order.limit)
    for job in jobs:
        for piece in _pieces(job, order, start(job), meter):
            if piece is None:
                yield from filter(None, (task,))
                yield []
                task, size = [], 0
                continue
            piece = limit.cut(piece)
            task.append(piece)
            size += piece.size
            if limit.reached:
                yield task
                return
            if size >= PIECE or len(task) >= _MOST_PIECES:
                yield task
                task, size = [], 0
    if task:
        yield task


def _pieces(job: Job, order: Order, start: Mark, meter: Meter) -> Iterator[Piece | None]:
    """The pieces of one input, and None while it keeps silent.

    The last one says so, and says why, when the input could not be read to its end.
    """
    pack = job.made.compression if job.made.compression in JOINABLE else ""
    held, end, broken = None, start, ""
    try:
        for piece in _cut(job, order, start, meter):
            if held is not None:
                yield held
            if piece is None:
                yield None
                held = None
            else:
                held, end = piece._replace(pack="" if piece.part else pack), piece.end
    except (BrokenInputError, BatchError) as error:
        broken = str(error) or "cannot be read"
    if held is None:
        held = Piece(job.number, job.source.kind.format, end, end, [], pack=pack)
    yield held._replace(last=True, broken=broken)


def _cut(job: Job, order: Order, start: Mark, meter: Meter) -> Iterator[Piece | None]:
    name, (format_, compression), number = job.source.name, job.source.kind, job.number
    with opened(name) as handle:
        if format_ == "parquet":
            if not handle.seekable():
                raise BatchError("Parquet cannot be read from a pipe; name the file")
            yield from parquets.cut(handle, number, name, order)
            return
        data = blocks(handle, compression, meter)
        if format_ == "text":
            yield from texts.cut(data, number, name, order)
        elif format_ == "wet":
            yield from wet.cut(data, number, name, order)
        elif format_ == "jsonl":
            yield from jsonl.cut(as_utf8(data, order.encoding), number, name, start, order)
        else:
            yield from csvs.cut(as_utf8(data, order.encoding), number, name, start, order, format_)
