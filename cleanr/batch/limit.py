"""The first records of a whole run, and no more."""

from __future__ import annotations

from cleanr.batch import wet
from cleanr.batch.chunk import Chunk


class Limit:
    """Counts records down from ``most`` (0: no limit). ``reached``: whether the run ends with the last chunk."""

    def __init__(self, most: int) -> None:
        self._left, self._endless, self.reached = most, not most, False

    def cut(self, chunk: Chunk) -> Chunk:
        """Return the chunk, as much of it as is still wanted; the last one says that its input ends."""
        if self._endless:
            return chunk
        if chunk.part:
            self._left -= chunk.part.last
            self.reached = not self._left
            return chunk._replace(last=chunk.last or self.reached)
        for number in range(len(chunk.data)):
            self._left -= _is_record(chunk, number)
            if not self._left:
                self.reached = True
                return _first(chunk, number + 1)
        return chunk


def _is_record(chunk: Chunk, number: int) -> bool:
    """Whether it is one to count: no header, no blank line, no other record of WET."""
    data = chunk.data[number]
    if chunk.format in ("csv", "tsv"):
        return bool(chunk.start.offset and data.strip(b"\r\n"))
    if chunk.format == "jsonl":
        return bool(data.strip())
    return wet.is_conversion(data) if chunk.format == "wet" else True


def _first(chunk: Chunk, count: int) -> Chunk:
    kept = chunk.kept
    if kept is not None:
        kept = kept._replace(batch=kept.batch.slice(0, count), ends_group=True)
    end = chunk.end._replace(records=chunk.start.records + count, lines=chunk.start.lines + count)
    return chunk._replace(data=chunk.data[:count], end=end, kept=kept, last=True, broken="")
