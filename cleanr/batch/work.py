"""A worker's part: pieces in, what became of them out, whatever their format."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cleanr.batch import csvs, jsonl, parquets, records, texts, wet
from cleanr.batch.pack import packed_as
from cleanr.batch.piece import Failed, Mark, Order, Part, Piece, Worked
from cleanr.batch.treatment import Treatment

Work = Callable[[Piece, Treatment], Worked]
_WORK: dict[str, Work] = {
    "text": texts.work, "jsonl": jsonl.work, "csv": csvs.work, "tsv": csvs.work, "parquet": parquets.work,
    "wet": wet.work,
}  # fmt: skip
_PLACES = {"jsonl": jsonl.places, "csv": csvs.places, "tsv": csvs.places, "wet": wet.places}


class Bench:
    """Where pieces are worked on, one after the other, by one order."""

    def __init__(self, order: Order, treatment: Treatment | None = None) -> None:
        self._treatment = treatment or Treatment(order)

    def work(self, pieces: Sequence[Piece]) -> list[Worked]:
        """Return what became of each piece."""
        return [self._work(piece) for piece in pieces]

    def _work(self, piece: Piece) -> Worked:
        if not piece.data:  # an input without records, or one that cannot be read
            return Worked([] if piece.format == "parquet" and self._treatment.order.mode == "clean" else b"")
        if piece.part:
            return self._pass(piece, piece.part)
        try:
            return packed(piece, _WORK[piece.format](piece, self._treatment))
        except Exception as error:
            return self.give_up(piece, records.why(error))

    def _pass(self, piece: Piece, part: Part) -> Worked:
        """Return a part of a record as it came in; the first one says why it is not cleaned."""
        done = Worked(piece.data[0] if self._treatment.order.mode == "clean" else b"")
        done.tally.bytes = len(piece.data[0])
        if part.why:
            begun = Mark(0, piece.start.records + 1, piece.start.lines + 1)
            (place,) = _PLACES[piece.format](piece._replace(end=begun)) if piece.format in _PLACES else ("",)
            done.failed.append(Failed(place, part.why, None))
        return done

    def give_up(self, piece: Piece, because: str) -> Worked:
        """Return a piece as it came in, its records failed ``because`` of something outside of them."""
        treatment = self._treatment
        if piece.format == "text":
            return packed(piece, texts.refused(piece, treatment, because))
        if piece.format == "parquet":
            return parquets.refused(piece, treatment, because)
        finish = wet.finish(piece) if piece.format == "wet" else bytes
        places = _PLACES[piece.format](piece)
        return packed(piece, records.refused(piece, treatment.order, because, places, finish))


def packed(piece: Piece, worked: Worked) -> Worked:
    """Compress what was made of a piece, when the output is to be; records of WET are packed one by one as gzip."""
    if piece.pack and worked.out and (piece.format, piece.pack) != ("wet", "gz"):
        worked.out = packed_as(piece.pack, worked.out)
    return worked


def apart(piece: Piece) -> list[Piece]:
    """Return a piece for each record: to find the one that brings a worker down."""
    if piece.part:
        return [piece]
    parts, mark = [], piece.start
    for index, record in enumerate(piece.data):
        size, lines = (len(record), record.count(b"\n")) if isinstance(record, bytes) else (0, 0)
        end = Mark(mark.offset + size, mark.records + 1, mark.lines + (1 if piece.format == "jsonl" else lines))
        context = piece.context
        if piece.format == "parquet" and context[1] is not None:
            context = context[0], [context[1][index]]
        parts.append(piece._replace(start=mark, end=end, data=[record], context=context))
        mark = end
    return parts


def together(parts: Sequence[Worked]) -> Worked:
    """Return what became of a piece that was taken apart, as one."""
    whole = Worked(type(parts[0].out)())
    for number, part in enumerate(parts):
        whole.out += part.out
        whole.tally.add(part.tally)
        whole.failed += part.failed
        whole.dropped += [number for _ in part.dropped]
    return whole
