"""The first records of a whole run, and no more."""

from __future__ import annotations

from cleanr.batch import wet
from cleanr.batch.piece import Piece


class Limit:
    """Counts records down from ``most`` (0: no limit). ``reached``: whether the run ends with the last piece."""

    def __init__(self, most: int) -> None:
        self._left, self._endless, self.reached = most, not most, False

    def cut(self, piece: Piece) -> Piece:
        """Return the piece, as much of it as is still wanted; the last one says that its input ends."""
        if self._endless:
            return piece
        if piece.part:
            self._left -= piece.part.last
            self.reached = not self._left
            return piece._replace(last=piece.last or self.reached)
        for number in range(len(piece.data)):
            self._left -= _is_record(piece, number)
            if not self._left:
                self.reached = True
                return _first(piece, number + 1)
        return piece


def _is_record(piece: Piece, number: int) -> bool:
    """Whether it is one to count: no header, no blank line, no other record of WET."""
    data = piece.data[number]
    if piece.format in ("csv", "tsv"):
        return bool(piece.start.offset and data.strip(b"\r\n"))
    if piece.format == "jsonl":
        return bool(data.strip())
    return wet.is_conversion(data) if piece.format == "wet" else True


def _first(piece: Piece, count: int) -> Piece:
    kept = piece.kept
    if kept is not None:
        kept = kept._replace(batch=kept.batch.slice(0, count), ends_group=True)
    end = piece.end._replace(records=piece.start.records + count, lines=piece.start.lines + count)
    return piece._replace(data=piece.data[:count], end=end, kept=kept, last=True, broken="")
