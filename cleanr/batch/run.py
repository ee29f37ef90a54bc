"""A batch from beginning to end: read, hand out, write in order, keep account."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cleanr import __version__
from cleanr.batch import chunking
from cleanr.batch.chunk import Chunk, Failed, Mark, Outcome, RecordOptions
from cleanr.batch.compression import JOINABLE
from cleanr.batch.errorfile import ErrorFile
from cleanr.batch.journal import Journal, Start, stamp_of
from cleanr.batch.outputlock import clear_stale_lock
from cleanr.batch.plan import Job
from cleanr.batch.pool import outcomes_in_order
from cleanr.batch.sink import Sink
from cleanr.batch.statistics import Statistics
from cleanr.batch.streams import ByteCounter
from cleanr.errors import BatchError

_CHECKPOINT_CHUNKS = 16  # chunks (megabytes) of a long input after which an interrupted run can be taken up
_RESUMABLE = ("jsonl", "csv", "tsv")


@dataclass(frozen=True, kw_only=True)
class RunOptions:
    """How a batch is run. ``jobs``: the number of worker processes. ``strict``: the first bad record ends it.
    ``resume``: what an earlier run did counts. ``errors``: the file that bad records go to, or empty."""

    jobs: int = 1
    strict: bool = False
    resume: bool = False
    errors: str = ""


class Run:
    """One batch. ``report_failure`` is called with each failure and its place; ``on_progress`` after each chunk.

    After `execute`, ``stats`` holds the counts, ``skipped`` the number of inputs that an earlier run had done.
    """

    def __init__(
        self,
        jobs: Sequence[Job],
        options: RecordOptions,
        run_options: RunOptions,
        digest: str,
        report_failure: Callable[[str], None],
        on_progress: Callable[[Statistics, ByteCounter], None],
    ) -> None:
        self.stats, self.byte_counter, self.skipped = Statistics(), ByteCounter(), 0
        self.changed: list[str] = []
        self._jobs, self._options, self._run_options = jobs, options, run_options
        self._report_failure, self._on_progress = report_failure, on_progress
        self._about = {"cleanr.version": __version__, "cleanr.rules": digest}
        self._key = key_of(options, digest)
        self._journals: dict[Path, Journal] = {}
        self._starts: dict[int, Start] = {}
        self._error_file = ErrorFile(run_options.errors, run_options.resume) if run_options.errors else None
        self._sink: Sink | None = None
        self._output_stats, self._chunks = Statistics(), 0

    def execute(self) -> Statistics:
        """Do it. Raises `BatchError` when it cannot go on; whole outputs stay, half ones do not appear."""
        pending = list(self._pending_jobs())
        work = chunking.tasks(pending, self._options, self._start, self.byte_counter)
        finished = False
        try:
            for chunk, outcome in outcomes_in_order(work, self._options, self._run_options.jobs):
                self._handle_outcome(self._jobs[chunk.job], chunk, outcome)
                self._on_progress(self.stats, self.byte_counter)
            if self._sink is not None:  # the limit was reached before the last input of one output
                _put_in_place(self._sink)
                self._sink = None
            finished = True
        finally:
            self._close(keep=not finished or self._run_options.resume)
        return self.stats

    def _pending_jobs(self) -> Iterator[Job]:
        for job in self._jobs:
            journal = self._journal(job)
            entry = journal.done(job.path, job.source.path) if journal and job.path else None
            if entry is None or job.path is None:
                yield job
            else:
                clear_stale_lock(job.path)
                self.skipped += 1
                self.stats.failures += entry["stats"]["failures"]

    def _journal(self, job: Job) -> Journal | None:
        path = job.journal
        if path is not None and path not in self._journals:
            self._journals[path] = Journal(path, self._key, self._run_options.resume)
        return self._journals[path] if path else None

    def _start(self, job: Job) -> Mark:
        journal = self._journal(job)
        if journal and job.path and self._resumable(job):
            start = journal.start(job.path, job.source.path)
            if start is not None:
                self._starts[job.number] = start
                return start.mark
        return Mark()

    def _resumable(self, job: Job) -> bool:
        return job.path is not None and job.source.kind.format in _RESUMABLE and job.made.compression in ("", *JOINABLE)

    # --- results, in order ---------------------------------------------------------------------------------------

    def _handle_outcome(self, job: Job, chunk: Chunk, outcome: Outcome) -> None:
        outcome.stats.failures += len(outcome.failed)
        first = f"{job.source.name}: {outcome.stats.first_empty}" if outcome.stats.first_empty else ""
        outcome.stats.first_empty = first
        if outcome.stats.first_formula:
            outcome.stats.first_formula = f"{job.source.name}: {outcome.stats.first_formula}"
        if self._writes_output:
            self._open(job)
        self.stats.add(outcome.stats)
        self._output_stats.add(outcome.stats)
        for failed in outcome.failed:
            self._fail(job, failed)
        if self._sink is not None:
            self._sink.write_chunk(chunk, outcome)
        if chunk.broken:
            self._output_stats.failures += 1
            self.stats.failures += 1
            self._fail(job, Failed("", chunk.broken, None))
        if chunk.last:
            self._end(job, chunk, nothing=bool(chunk.broken) and not chunk.end.records)
        elif self._sink is not None:
            self._checkpoint(job, chunk, self._sink)

    @property
    def _writes_output(self) -> bool:
        return self._options.mode != "check"

    def _open(self, job: Job) -> None:
        if self._sink is None:
            start = self._starts.get(job.number)
            self._output_stats, self._chunks = (start.stats if start else Statistics()), 0
            self.stats.add(self._output_stats)
            self._sink = Sink(job, self._options, self._about, start)
        elif self._sink.job.number != job.number:
            self._sink.next_input()
            self._sink.job = job

    def _fail(self, job: Job, failed: Failed) -> None:
        where = ": ".join(filter(None, (job.source.name, failed.where)))
        if self._run_options.strict:
            raise BatchError(f"{where}: {failed.why}")
        self._report_failure(f"{where}: {failed.why}")
        if self._error_file is not None:
            self._error_file.write(job.source.name, failed)

    def _checkpoint(self, job: Job, chunk: Chunk, sink: Sink) -> None:
        """After each stretch, note how far this output is. Stretches are counted from where the run began."""
        if chunk.part:
            return  # nothing can be taken up within a record
        self._chunks += 1
        journal, atomic_file = self._journal(job), sink.atomic_file
        if self._chunks % _CHECKPOINT_CHUNKS == 0 and self._resumable(job) and journal and job.path and atomic_file:
            atomic_file.sync()
            stamp = stamp_of(job.source.path)
            journal.note_part(job.path, stamp, chunk.end, atomic_file.part, atomic_file.size, self._output_stats)

    def _end(self, job: Job, chunk: Chunk, nothing: bool) -> None:
        """An input has ended; unless others go to the same output, that is put in its place."""
        changed, self._output_stats, output_stats = self._output_stats.changed, Statistics(), self._output_stats
        if changed:
            self.changed.append(job.source.name)
        sink = self._sink
        if sink is None or (job.shared and job.number != self._jobs[-1].number):
            return
        self._sink = None
        unchanged = job.in_place and not (output_stats.changed or self._options.added)
        keeps = unchanged and not has_dropped_records(self._options, output_stats)
        if (nothing and not job.shared) or (job.in_place and chunk.broken) or keeps:
            sink.output.abandon()
            return
        sink.end()
        atomic_file = sink.atomic_file
        if atomic_file is not None:
            atomic_file.finish()
            if atomic_file.lost:
                self._report_failure(f"{job.target}: could not keep {', '.join(atomic_file.lost)}")
            journal = self._journal(job)
            if journal and job.path and not chunk.broken:
                journal.note_done(job.path, stamp_of(job.source.path), atomic_file.stamp(), output_stats)
        sink.output.commit()

    def _close(self, keep: bool) -> None:
        """Close what is open. A part that can be taken up stays, any other goes."""
        if self._sink is not None:
            with suppress(OSError):
                if self._chunks >= _CHECKPOINT_CHUNKS or self._sink.job.number in self._starts:
                    self._sink.output.close()
                else:
                    self._sink.output.abandon()
        if self._error_file is not None:
            self._error_file.close()
        for journal in self._journals.values():
            journal.close(keep)


def _put_in_place(sink: Sink) -> None:
    sink.end()
    if sink.atomic_file is not None:
        sink.atomic_file.finish()
    sink.output.commit()


def has_dropped_records(options: RecordOptions, stats: Statistics) -> bool:
    """Return whether records were left out of the output."""
    return options.drop_failed and bool(stats.failures)


def key_of(options: RecordOptions, digest: str) -> str:
    """Return what names, in 16 digits, everything but the input that decides an output."""
    parts = [__version__, digest, *(repr(getattr(options, name)) for name in options.__dataclass_fields__)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]
