"""A batch from beginning to end: read, hand out, write in order, keep account."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cleanr import __version__
from cleanr.batch import feed
from cleanr.batch.aside import Aside
from cleanr.batch.claim import clear
from cleanr.batch.journal import Journal, Start, stamp_of
from cleanr.batch.pack import JOINABLE
from cleanr.batch.piece import Failed, Mark, Order, Piece, Worked
from cleanr.batch.plan import Job
from cleanr.batch.pool import ordered
from cleanr.batch.sink import Sink
from cleanr.batch.streams import Meter
from cleanr.batch.tally import Tally
from cleanr.errors import BatchError

_STRETCH = 16  # pieces (megabytes) of a long input after which an interrupted run can be taken up
_RESUMABLE = ("jsonl", "csv", "tsv")


@dataclass(frozen=True, kw_only=True)
class Conduct:
    """How a batch is run. ``jobs``: the number of worker processes. ``strict``: the first bad record ends it.
    ``resume``: what an earlier run did counts. ``errors``: the file that bad records go to, or empty."""

    jobs: int = 1
    strict: bool = False
    resume: bool = False
    errors: str = ""


class Run:
    """One batch. ``report`` is told of each failure, with its place; ``watch`` is called whenever something was done.

    After `go`, ``tally`` holds the counts, ``skipped`` the number of inputs that an earlier run had done.
    """

    def __init__(
        self,
        jobs: Sequence[Job],
        order: Order,
        conduct: Conduct,
        digest: str,
        report: Callable[[str], None],
        watch: Callable[[Tally, Meter], None],
    ) -> None:
        self.tally, self.meter, self.skipped = Tally(), Meter(), 0
        self.changed: list[str] = []
        self._jobs, self._order, self._conduct = jobs, order, conduct
        self._report, self._watch = report, watch
        self._about = {"cleanr.version": __version__, "cleanr.rules": digest}
        self._key = key_of(order, digest)
        self._journals: dict[Path, Journal] = {}
        self._starts: dict[int, Start] = {}
        self._aside = Aside(conduct.errors, conduct.resume) if conduct.errors else None
        self._sink: Sink | None = None
        self._mine, self._pieces = Tally(), 0

    def go(self) -> Tally:
        """Do it. Raises `BatchError` when it cannot go on; whole outputs stay, half ones do not appear."""
        todo = list(self._todo())
        work = feed.tasks(todo, self._order, self._start, self.meter)
        finished = False
        try:
            for piece, worked in ordered(work, self._order, self._conduct.jobs):
                self._take(self._jobs[piece.job], piece, worked)
                self._watch(self.tally, self.meter)
            if self._sink is not None:  # the limit was reached before the last input of one output
                _put_in_place(self._sink)
                self._sink = None
            finished = True
        finally:
            self._stop(keep=not finished or self._conduct.resume)
        return self.tally

    def _todo(self) -> Iterator[Job]:
        for job in self._jobs:
            journal = self._journal(job)
            entry = journal.done(job.path, job.source.path) if journal and job.path else None
            if entry is None or job.path is None:
                yield job
            else:
                clear(job.path)
                self.skipped += 1
                self.tally.failures += entry["tally"]["failures"]

    def _journal(self, job: Job) -> Journal | None:
        path = job.journal
        if path is not None and path not in self._journals:
            self._journals[path] = Journal(path, self._key, self._conduct.resume)
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

    def _take(self, job: Job, piece: Piece, worked: Worked) -> None:
        worked.tally.failures += len(worked.failed)
        first = f"{job.source.name}: {worked.tally.first_empty}" if worked.tally.first_empty else ""
        worked.tally.first_empty = first
        if worked.tally.first_formula:
            worked.tally.first_formula = f"{job.source.name}: {worked.tally.first_formula}"
        if self._writes:
            self._open(job)
        self.tally.add(worked.tally)
        self._mine.add(worked.tally)
        for failed in worked.failed:
            self._fail(job, failed)
        if self._sink is not None:
            self._sink.take(piece, worked)
        if piece.broken:
            self._mine.failures += 1
            self.tally.failures += 1
            self._fail(job, Failed("", piece.broken, None))
        if piece.last:
            self._end(job, piece, nothing=bool(piece.broken) and not piece.end.records)
        elif self._sink is not None:
            self._maybe_note(job, piece, self._sink)

    @property
    def _writes(self) -> bool:
        return self._order.mode != "check"

    def _open(self, job: Job) -> None:
        if self._sink is None:
            start = self._starts.get(job.number)
            self._mine, self._pieces = (start.tally if start else Tally()), 0
            self.tally.add(self._mine)
            self._sink = Sink(job, self._order, self._about, start)
        elif self._sink.job.number != job.number:
            self._sink.next_input()
            self._sink.job = job

    def _fail(self, job: Job, failed: Failed) -> None:
        where = ": ".join(filter(None, (job.source.name, failed.where)))
        if self._conduct.strict:
            raise BatchError(f"{where}: {failed.why}")
        self._report(f"{where}: {failed.why}")
        if self._aside is not None:
            self._aside.write(job.source.name, failed)

    def _maybe_note(self, job: Job, piece: Piece, sink: Sink) -> None:
        """After each stretch, note how far this output is. Stretches are counted from where the run began."""
        if piece.part:
            return  # nothing can be taken up within a record
        self._pieces += 1
        journal, whole = self._journal(job), sink.whole
        if self._pieces % _STRETCH == 0 and self._resumable(job) and journal and job.path and whole:
            whole.sync()
            journal.note_part(job.path, stamp_of(job.source.path), piece.end, whole.part, whole.size, self._mine)

    def _end(self, job: Job, piece: Piece, nothing: bool) -> None:
        """An input has ended; unless others go to the same output, that is put in its place."""
        changed, self._mine, mine = self._mine.changed, Tally(), self._mine
        if changed:
            self.changed.append(job.source.name)
        sink = self._sink
        if sink is None or (job.shared and job.number != self._jobs[-1].number):
            return
        self._sink = None
        unchanged = job.in_place and not (mine.changed or self._order.added)
        keeps = unchanged and not worked_aside(self._order, mine)
        if (nothing and not job.shared) or (job.in_place and piece.broken) or keeps:
            sink.output.abandon()
            return
        sink.end()
        whole = sink.whole
        if whole is not None:
            whole.finish()
            if whole.lost:
                self._report(f"{job.target}: could not keep {', '.join(whole.lost)}")
            journal = self._journal(job)
            if journal and job.path and not piece.broken:
                journal.note_done(job.path, stamp_of(job.source.path), whole.stamp(), mine)
        sink.output.commit()

    def _stop(self, keep: bool) -> None:
        """Close what is open. A part that can be taken up stays, any other goes."""
        if self._sink is not None:
            with suppress(OSError):
                if self._pieces >= _STRETCH or self._sink.job.number in self._starts:
                    self._sink.output.close()
                else:
                    self._sink.output.abandon()
        if self._aside is not None:
            self._aside.close()
        for journal in self._journals.values():
            journal.close(keep)


def _put_in_place(sink: Sink) -> None:
    sink.end()
    if sink.whole is not None:
        sink.whole.finish()
    sink.output.commit()


def worked_aside(order: Order, tally: Tally) -> bool:
    """Return whether records were left out of the output."""
    return order.aside and bool(tally.failures)


def key_of(order: Order, digest: str) -> str:
    """Return what names, in 16 digits, everything but the input that decides an output."""
    said = [__version__, digest, *(repr(getattr(order, name)) for name in order.__dataclass_fields__)]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]
