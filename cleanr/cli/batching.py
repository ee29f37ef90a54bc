"""A batch as a command: options in, the run, what is said about it, the exit code."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cleanr import __version__
from cleanr.batch.chunk import RecordOptions
from cleanr.batch.fields import fields_of
from cleanr.batch.inputs import FoundInputs, find, stands_for_many, total_size
from cleanr.batch.leftout import by_kind, left_out_line
from cleanr.batch.outputs import write_whole
from cleanr.batch.plan import Job, plan
from cleanr.batch.run import Run, RunOptions
from cleanr.batch.streams import is_url
from cleanr.cleaner import Cleaner
from cleanr.cli.messages import tell
from cleanr.cli.options import Failure, asked
from cleanr.cli.progress import Progress, figures, summary
from cleanr.cli.sources import refuse_nothing
from cleanr.cli.targets import refuse_inputs, refuse_same
from cleanr.settings.settings import Settings

_MOST_TOLD = 20  # failures that are told one by one, unless all are asked for


class Batch:
    """One call of `cleanr clean` or `cleanr tag` over folders and record files.

    ``more``: what only one of the commands has: mode, output_field, spans, overwrite, id_field, in_place.
    """

    def __init__(
        self, files: Sequence[str], batch: dict[str, Any], settings: Settings, *, in_place: bool = False, **more: Any
    ) -> None:
        outputs, spans = more.pop("output_field", ()), more.pop("spans", ())
        fields = fields_of(batch["field"], outputs, spans, bool(more.get("overwrite")))
        self._batch, self._files, self._settings = batch, files, settings
        self._folders = [name for name in self._files if name != "-" and not is_url(name) and Path(name).is_dir()]
        drop_failed = bool(batch["errors"]) and more["mode"] == "clean"
        self._options = RecordOptions(
            settings=settings, fields=fields, encoding=batch["encoding"], drop_failed=drop_failed,
            max_record=batch["max_record"], limit=batch["limit"] or 0, site_field=batch["site"], **more,
        )  # fmt: skip
        self._found = self._find(in_place)
        _check_fields(self._found)
        self._jobs = self._plan(in_place)
        self._progress = Progress(total_size(self._found.inputs), batch["quiet"])
        self._told = 0

    def run(self) -> Run:
        """Do it, say what was done, and return the run."""
        digest = Cleaner.of(self._settings).fingerprint
        run_options = RunOptions(
            jobs=self._batch["jobs"] or cores(),
            strict=self._batch["strict"],
            resume=self._batch["resume"],
            errors=self._batch["errors"],
        )
        for name, why in self._found.failed:
            self._fail(f"{name}: {why}")
        if run_options.strict and self._found.failed:
            raise Failure("stopped, as --strict says")
        run = Run(self._jobs, self._options, run_options, digest, self._fail, self._progress.watch)
        run.stats.failures += len(self._found.failed)
        try:
            run.execute()
        except KeyboardInterrupt:
            self._progress.say("interrupted; what was written whole is kept, --resume goes on from there")
            sys.exit(130)
        self._close(run, digest)
        return run

    def _find(self, in_place: bool) -> FoundInputs:
        output = self._batch["output"]
        if self._folders and not (output or in_place or self._options.mode != "clean"):
            raise Failure(f"{self._folders[0]}: is a folder; say where its cleaned files go: -o FOLDER, or --in-place")
        avoid = [Path(output)] if output and not is_url(output) else []
        choice = {"globs": self._batch["glob"], "exclude": self._batch["exclude"]}
        found = find(self._files, **choice, format_name=self._batch["format"], avoid=avoid)
        refuse_nothing(self._files, found)
        return found

    def _plan(self, in_place: bool) -> list[Job]:
        output, mode = self._batch["output"], self._options.mode
        if output and mode in ("check", "diff"):
            raise Failure(f"-o goes with cleaning and tagging, not with --{mode}")
        jobs = plan(
            self._found.inputs, output=output, in_place=in_place, mode=mode, many=any(map(stands_for_many, self._files))
        )
        _check_targets(jobs, self._batch["errors"], self._batch["stats"])
        return jobs

    def _fail(self, message: str) -> None:
        self._told += 1
        if self._told <= _MOST_TOLD or self._batch["verbose"]:
            self._progress.say(message)
        elif self._told == _MOST_TOLD + 1:
            self._progress.say("… and more like these; --verbose tells all, --errors FILE collects them")

    def _close(self, run: Run, digest: str) -> None:
        if self._batch["verbose"]:
            for name, why in self._found.left_out:
                self._progress.say(f"{name}: left out: {why}")
        self._progress.clear()
        seconds, skipped = self._progress.seconds, run.skipped
        if not self._batch["quiet"]:
            lines = summary(run.stats, seconds, skipped, would=self._options.mode != "clean")
            for line in filter(None, (*lines, left_out_line(self._found.left_out))):
                tell(line)
        if self._batch["stats"]:
            more = {
                "inputs": len(self._jobs),
                "inputs_done_before": skipped,
                "left_out": by_kind(self._found.left_out),
                "version": __version__,
                "rules": digest,
            }
            numbers = figures(run.stats, seconds, **more)
            write_whole(self._batch["stats"], json.dumps(numbers, indent=2).encode() + b"\n")


def cores() -> int:
    """Return the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _check_fields(found: FoundInputs) -> None:
    if not (asked("output_field") or asked("spans")):
        return  # what stands in the settings file is meant for what has fields
    for source in found.inputs:
        if source.kind.format in ("text", "wet"):
            raise Failure(
                f"{source.name}: {source.kind.format} has no fields for --output-field or --spans; "
                "cleanr tag writes spans to a file of their own"
            )


def _check_targets(jobs: Sequence[Job], *side_files: str) -> None:
    """What is written is none of what is read, and nothing is written twice."""
    sources = [job.source.name for job in jobs]
    refuse_same(side_files, [name for job in jobs for name in (job.source.name, job.target) if name != "-"])
    refuse_inputs([*side_files, *(job.target for job in jobs if not job.in_place and job.file)], sources)
