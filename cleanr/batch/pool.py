"""Spawned processes that work on chunks: order kept, memory bounded, and no record lost with a worker.

`concurrent.futures` gives up everything when one worker is killed, and does not say who worked on what. Here each
worker has a pipe of its own and one task at a time: when it dies, its task is given to another one, and when that one
dies too, record by record, until the one that kills is found, reported and passed through.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from multiprocessing.connection import Connection, wait
from typing import Any

from cleanr.batch.chunk import Chunk, Outcome, RecordOptions
from cleanr.batch.work import ChunkWorker, merge_outcomes, split_records
from cleanr.errors import BatchError

Task = list[Chunk]
ChunkOutcome = tuple[Chunk, Outcome]

_WINDOW = 3  # tasks for each worker that are read, worked on, or wait for those before them to be written
_MOST_DEATHS = 10  # in a row, with nothing done in between: then it is not the records
_SPAWN = multiprocessing.get_context("spawn")


@dataclass(eq=False)
class _TaskSlot:
    """A task in the window. ``parts``: the slots of its records, once it has brought down two workers."""

    task: Task
    sent: list[Chunk]
    done: list[Outcome] | None = None
    deaths: int = 0
    parts: list[_TaskSlot] = field(default_factory=list)

    @classmethod
    def of(cls, task: Task) -> _TaskSlot:
        return cls(task, [chunk._replace(kept=None) for chunk in task])

    @property
    def result(self) -> list[Outcome] | None:
        if not self.parts:
            return self.done
        parts = [one for part in self.parts for one in part.result or ()]
        if len(parts) < len(self.parts):
            return None
        return parts if len(self.task) > 1 else [merge_outcomes(parts)]


@dataclass(eq=False)
class _Worker:
    process: Any
    pipe: Connection
    slot: _TaskSlot | None = None


def outcomes_in_order(tasks: Iterator[Task], options: RecordOptions, jobs: int) -> Iterator[ChunkOutcome]:
    """Yield each chunk of each task with what became of it, in order.

    With one job, or one task alone, the work is done in this process: starting others costs more. An empty task says
    that no other is there yet. Raises `BatchError` when workers die at once, whatever they are given.
    """
    worker, waiting = ChunkWorker(options), list[Task]()
    for task in tasks:
        waiting += [task] if task else []
        if len(waiting) == 2 and jobs > 1:
            break
        if not task or jobs == 1:
            yield from _run_inline(worker, waiting)
            waiting = []
    if len(waiting) < 2:
        yield from _run_inline(worker, waiting)
        return
    pool = _WorkerPool(options, jobs)
    try:
        yield from pool.run(chain(waiting, tasks))
    finally:
        pool.stop()


def _run_inline(worker: ChunkWorker, tasks: Sequence[Task]) -> Iterator[ChunkOutcome]:
    for task in tasks:
        yield from zip(task, worker.work(task), strict=True)


class _WorkerPool:
    def __init__(self, options: RecordOptions, jobs: int) -> None:
        self._options, self._jobs = options, jobs
        self._workers: list[_Worker] = []
        self._queue: deque[_TaskSlot] = deque()
        self._deaths = 0

    def run(self, tasks: Iterator[Task]) -> Iterator[ChunkOutcome]:
        window: deque[_TaskSlot] = deque()
        while True:
            task: Task | None = None
            for task in islice(tasks, self._jobs * _WINDOW - len(window)):
                if not task:
                    break  # no other is there yet
                window.append(_TaskSlot.of(task))
                self._queue.append(window[-1])
                self._dispatch()
            if not window and task is None:
                return
            self._dispatch()
            while window and (result := window[0].result) is not None:
                yield from zip(window.popleft().task, result, strict=True)
                self._dispatch()
            self._collect()

    @property
    def _busy(self) -> list[_Worker]:
        return [worker for worker in self._workers if worker.slot]

    def _dispatch(self) -> None:
        """Give each idle worker something to do; hire one when all are busy and there may be more."""
        self._collect(timeout=0)
        while self._queue:
            idle = next((worker for worker in self._workers if not worker.slot), None)
            if idle is None and len(self._workers) < self._jobs:
                idle = self._start_worker()
            if idle is None:
                return
            idle.slot = self._queue.popleft()
            try:
                idle.pipe.send(idle.slot.sent)
            except OSError:
                self._handle_death(idle)

    def _collect(self, timeout: float | None = None) -> None:
        """Take what workers have done; without ``timeout``, wait for one."""
        pipes = {worker.pipe: worker for worker in self._busy}
        for pipe in wait(list(pipes), timeout) if pipes else []:
            worker = pipes[pipe]  # type: ignore[index]
            try:
                result = worker.pipe.recv()
            except (EOFError, OSError):
                self._handle_death(worker)
                continue
            if worker.slot:
                worker.slot.done, worker.slot = result, None
            self._deaths = 0

    def _start_worker(self) -> _Worker:
        parent_pipe, child_pipe = _SPAWN.Pipe()
        process = _SPAWN.Process(target=_worker_main, args=(child_pipe, self._options), daemon=True)
        process.start()
        child_pipe.close()
        self._workers.append(_Worker(process, parent_pipe))
        return self._workers[-1]

    def _handle_death(self, worker: _Worker) -> None:
        """A worker died. Its task goes to another one; after two deaths it is taken apart, at last given up."""
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join()
        self._deaths += 1
        slot = worker.slot
        if self._deaths > _MOST_DEATHS or slot is None:
            raise BatchError(
                f"the worker processes die at once (exit code {worker.process.exitcode}); try --jobs 1, or give them "
                "more memory"
            )
        slot.deaths += 1
        if slot.deaths < 2:
            self._queue.appendleft(slot)
            return
        self._deaths -= 2
        records = [part for chunk in slot.sent for part in split_records(chunk)]
        if len(slot.sent) > 1:
            slot.parts = [_TaskSlot.of([chunk]) for chunk in slot.sent]
        elif len(records) > 1:
            slot.parts = [_TaskSlot.of([record]) for record in records]
        else:
            slot.done = [ChunkWorker(self._options).fail_chunk(chunk, _killed(worker)) for chunk in slot.sent]
        self._queue.extendleft(reversed(slot.parts))

    def stop(self) -> None:
        """End all workers, whatever they are at."""
        for worker in self._workers:
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()


def _killed(worker: _Worker) -> str:
    return f"a worker process died of it, twice (exit code {worker.process.exitcode}: out of memory?)"


def _worker_main(pipe: Connection, options: RecordOptions) -> None:
    """A worker's life. It ends with the main process: an interrupt is the main process's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    worker = ChunkWorker(options)
    while True:
        try:
            chunks: Sequence[Chunk] = pipe.recv()
            pipe.send(worker.work(chunks))
        except (EOFError, OSError):
            return
