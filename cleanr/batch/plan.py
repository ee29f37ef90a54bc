"""Which input goes where; everything that can be wrong with that is said before anything is written."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from cleanr.batch.formats import COMPRESSIONS, SUFFIXES, Kind, kind_of, why_not
from cleanr.batch.inputs import Input
from cleanr.batch.parts import journal_beside, journal_in
from cleanr.batch.streams import is_url
from cleanr.errors import BatchError

_LINES = Kind("jsonl")
_JOINABLE = {
    True: ("text", "jsonl"),
    False: ("jsonl",),
}  # what can be written one behind the other: to stdout, to a file


class Job(NamedTuple):
    """One input and its output. ``target``: a path, a URL or ``-``. ``made``: what the output holds. ``file``: the
    output as a file, links followed; None for stdout, a URL or a device. ``journal``: the journal that speaks of it.
    ``shared``: whether other inputs go to the same output."""

    number: int
    source: Input
    target: str
    made: Kind
    file: Path | None
    journal: Path | None
    shared: bool

    @property
    def path(self) -> Path | None:
        """The output as a file, unless it is shared."""
        return None if self.shared else self.file

    @property
    def in_place(self) -> bool:
        """Whether the output takes the place of the input."""
        return (
            self.path is not None
            and self.source.path is not None
            and str(self.path) == os.path.realpath(self.source.name)
        )


def plan(inputs: Sequence[Input], *, output: str, in_place: bool, mode: str, many: bool) -> list[Job]:
    """Return a job for each input. ``many``: whether one of the names that the user gave is a folder or a pattern.
    An input that was found twice, and has but one output, is taken once.

    Raises `BatchError` when an output is an input, when two inputs would become one output, when formats do not go
    together, or when the output cannot hold what it is to hold.
    """
    into = _is_folder(output, len(inputs), many)
    if in_place or into:
        inputs = list({(_real(source.name), in_place or source.below): source for source in inputs}.values())
    targets = [_target(source, output, in_place, into, mode) for source in inputs]
    shared = len(inputs) > 1 and not into and not in_place
    jobs = [
        _job(number, source, target, mode, shared, _journal(source, target, output if into else "", in_place))
        for number, (source, target) in enumerate(zip(inputs, targets, strict=True))
    ]
    for job in jobs:
        _check(job, mode, in_place)
    if into or in_place:
        _check_apart(jobs)
    if not in_place:
        _check_not_inputs(jobs, ", or ask for it: --in-place" if mode == "clean" else "")
    return jobs


def _is_folder(output: str, count: int, many: bool) -> bool:
    if output in ("", "-"):
        return False
    if output.endswith(("/", os.sep)) or (not is_url(output) and Path(output).is_dir()):
        return True
    named_file = PurePath(output).suffix.lower() in (*SUFFIXES, *COMPRESSIONS)
    return (count > 1 or many) and not named_file


def _kind(name: str) -> str:
    try:
        return kind_of(name).format
    except BatchError:
        return ""


def _target(source: Input, output: str, in_place: bool, into: bool, mode: str) -> str:
    if in_place:
        return source.name
    if not output:
        return "-"
    if not into:
        return output
    if source.name == "-":
        raise BatchError(f"-o {output}: is a folder, and stdin has no name to be given in it; name a file")
    below = f"{source.below}.spans.jsonl" if mode == "tag" else source.below
    return f"{output.rstrip('/')}/{below}" if is_url(output) else str(Path(output, below))


def _journal(source: Input, target: str, folder: str, in_place: bool) -> Path:
    """Where it is noted that a target is done: in the folder of all outputs, or beside the one output."""
    if in_place:
        return journal_in(source.folder or Path(_real(target)).parent)
    return journal_in(Path(folder)) if folder else journal_beside(Path(_real(target)))


def _job(number: int, source: Input, target: str, mode: str, shared: bool, journal: Path) -> Job:
    made = _LINES if mode == "tag" else source.kind
    if target == "-":
        return Job(number, source, target, Kind(made.format), None, None, True)
    if why_not(target, made.format):
        raise BatchError(f"-o {target}: is {why_not(target, made.format)}, which cleanr does not write")
    if not is_url(target) and Path(target).is_dir():
        raise BatchError(f"{target}: is a folder, and a file would be written there; move it, or choose another -o")
    named = kind_of(target, made.format) if made.format != "parquet" else made
    if is_url(target) or (Path(target).exists() and not Path(target).is_file()):
        return Job(number, source, target, named, None, None, True)
    return Job(number, source, target, named, Path(_real(target)), journal, shared)


def _check(job: Job, mode: str, in_place: bool) -> None:
    name, target = job.source.name, job.target
    if job.source.kind.format == "parquet" and job.source.kind.compression:
        raise BatchError(f"{name}: Parquet is packed inside; unpack the file first")
    if in_place and (job.source.path is None or not job.source.path.is_file()):
        if job.source.path is not None and not job.source.path.exists():
            return  # reported when it is read
        raise BatchError(f"{name}: cannot be changed in place: it is not a regular file")
    if target != "-" and not in_place and Path(target).suffix and _kind(target) not in ("text", job.made.format, ""):
        raise BatchError(f"-o {target}: the output has the format of the input, {job.made.format}")
    if job.shared and mode == "clean" and job.source.kind.format not in _JOINABLE[target == "-"] and job.number:
        raise BatchError(f"{name}: several {job.source.kind.format} files do not make one; name a folder: -o FOLDER/")


def _check_apart(jobs: Sequence[Job]) -> None:
    """No two inputs go to one output, and no output is a folder for another one."""
    seen = dict[str, Job]()
    for job in jobs:
        other = seen.setdefault(_real(job.target), job)
        if other is not job:
            raise BatchError(
                f"{job.target}: two inputs would be written to it, {other.source.name} and {job.source.name}; name "
                "the folder that both are in, or a pattern in quotation marks, and the tree is kept"
            )
    for real, job in seen.items():
        above = next((seen[str(folder)] for folder in PurePath(real).parents if str(folder) in seen), None)
        if above:
            raise BatchError(f"{job.target}: {above.target} would be a file, and a folder too; clean them apart")


def _real(name: str) -> str:
    return name if name == "-" or is_url(name) else os.path.realpath(name)


def _check_not_inputs(jobs: Sequence[Job], advice: str) -> None:
    sources = {_identity(job.source.name) for job in jobs if job.source.path is not None} - {None}
    for job in jobs:
        if job.file is not None and _identity(job.target) in sources:
            raise BatchError(f"{job.target}: is an input too; name another output{advice}")


def _identity(name: str) -> tuple[int, int] | None:
    try:
        about = os.stat(name)
    except OSError:
        return None
    return about.st_dev, about.st_ino
