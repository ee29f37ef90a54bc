"""One output while it is written: bytes or Parquet rows in, the finished file in its place."""

from __future__ import annotations

from typing import Any

from cleanr.batch.chunk import Chunk, Outcome, RecordOptions, RecordPart
from cleanr.batch.compression import JOINABLE, compress, stream
from cleanr.batch.journal import Start
from cleanr.batch.outputs import AtomicFile, CompressedOutput, output_for
from cleanr.batch.parquetwriter import Writer
from cleanr.batch.plan import Job


class Sink:
    """Takes what became of the chunks of one output, in order. ``start``: where an earlier run's part ends."""

    def __init__(self, job: Job, options: RecordOptions, about: dict[str, str], start: Start | None) -> None:
        self.job = job
        self.output = output_for(job.target, job.source.name, job.file, *((start.part, start.size) if start else ()))
        self._packed = CompressedOutput(self.output, job.made.compression)
        self._last, self._cleans = b"\n", options.mode == "clean"
        self._stream: Any = None  # packs a record that comes in parts
        rows = job.made.format == "parquet" and options.mode == "clean"
        self._rows = Writer(_File(self.output), options, about) if rows else None

    @property
    def atomic_file(self) -> AtomicFile | None:
        """The output, when it is a file that appears in one step."""
        return self.output if isinstance(self.output, AtomicFile) else None

    def write_chunk(self, chunk: Chunk, outcome: Outcome) -> None:
        """Write what became of a chunk."""
        if self._rows is not None:
            if chunk.kept is not None:
                self._rows.write(chunk.kept, outcome)
        elif chunk.part:
            self._take_part(outcome.out, chunk.part)
        elif outcome.out:
            self._packed.write(outcome.out)
            self._last = self._ending(chunk, outcome)

    def _ending(self, chunk: Chunk, outcome: Outcome) -> bytes:
        """How what was made of a chunk ends: as its last record does, when it comes packed from the worker."""
        packed = chunk.pack and self._cleans and chunk.format == "jsonl"
        return bytes(chunk.data[-1][-1:]) if packed else b"\n" if chunk.pack else bytes(outcome.out[-1:])

    def _take_part(self, data: bytes, part: RecordPart) -> None:
        """A record that comes in parts is packed as one stream: readers of WARC expect that of each record."""
        compression = self.job.made.compression
        if compression in JOINABLE and (data or self._stream):
            self._stream = self._stream or stream(compression)
            self._packed.write(self._stream.compress(data) + (self._stream.flush() if part.last else b""))
            self._stream = None if part.last else self._stream
        elif data:
            self._packed.write(data)
        self._last = data[-1:] or self._last

    def next_input(self) -> None:
        """Another input follows in the same output: its first record must not join the last line."""
        if self.job.made.format == "jsonl" and self._last != b"\n":
            self._packed.write(compress(self.job.made.compression, b"\n"))
            self._last = b"\n"

    def end(self) -> None:
        """Write what makes the output whole. It is not in its place yet."""
        if self._rows is not None:
            self._rows.close()
        else:
            self._packed.end()


class _File:
    """What pyarrow asks of a file."""

    closed = False

    def __init__(self, output: Any) -> None:
        self._output = output

    def write(self, data: Any) -> int:
        self._output.write(bytes(data))
        return len(data)

    def tell(self) -> int:
        return int(self._output.size)

    def flush(self) -> None:
        pass

    def close(self) -> None:
        pass

    def readable(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False
