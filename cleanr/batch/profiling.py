"""A profile of any inputs: each worker counts what it is given, and what they counted is merged."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cleanr.batch.chunk import Mark, RecordOptions
from cleanr.batch.chunking import tasks
from cleanr.batch.plan import Job
from cleanr.batch.pool import outcomes_in_order
from cleanr.batch.statistics import Statistics
from cleanr.batch.streams import ByteCounter
from cleanr.profiles.profile import Profile


def profile_of(
    jobs: Sequence[Job],
    options: RecordOptions,
    workers: int,
    fail: Callable[[str], None],
    on_progress: Callable[[Statistics, ByteCounter], None],
) -> tuple[Profile, Statistics]:
    """Return the profile of all documents of ``jobs``, and how much was read. ``fail`` is told what cannot be read."""
    whole, stats, byte_counter = Profile(), Statistics(), ByteCounter()
    work = tasks(jobs, options, lambda _: Mark(), byte_counter)
    for chunk, outcome in outcomes_in_order(work, options, workers):
        if outcome.out:
            whole.absorb(Profile.from_bytes(outcome.out))
        stats.add(outcome.stats)
        source = jobs[chunk.job].source.name
        for failed in outcome.failed:
            fail(": ".join(filter(None, (source, failed.where, failed.why))))
        if chunk.broken:
            fail(f"{source}: {chunk.broken}")
        on_progress(stats, byte_counter)
    return whole, stats
