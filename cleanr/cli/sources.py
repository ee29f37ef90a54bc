"""Documents one by one, for the commands that count and report: from files, folders and record files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import TYPE_CHECKING, Any

from cleanr.batch.formats import ADVICE
from cleanr.batch.inputs import FoundInputs, find, total_size
from cleanr.batch.leftout import left_out_line
from cleanr.batch.reading import Document, read_texts
from cleanr.batch.sites import site_of
from cleanr.batch.statistics import Statistics
from cleanr.batch.streams import ByteCounter, is_url
from cleanr.cli.fileslist import names_of
from cleanr.cli.messages import tell
from cleanr.cli.options import Failure
from cleanr.cli.places import record_of
from cleanr.cli.progress import Progress
from cleanr.cli.targets import refuse_inputs

if TYPE_CHECKING:
    from cleanr.cleaner import Cleaner
    from cleanr.report import Report

_MOST_TOLD = 10


def refuse_nothing(names: Sequence[str], found: FoundInputs) -> None:
    """Raise `Failure` when there is nothing to read, and say what was left out."""
    if not found.inputs and not found.failed:
        counts = left_out_line(found.left_out)
        advice = dict.fromkeys(ADVICE[one.why] for one in found.left_out if one.why in ADVICE)
        raise Failure("; ".join(filter(None, (f"{' '.join(names)[:300]}: nothing to read", counts, *advice))))


class Reading:
    """The documents that ``names`` hold, in order; ``how`` are the options of `with_input_options`.

    ``records``: of which inputs only these records are wanted. What cannot be read is left out and kept for the end:
    `close` tells it on stderr and exits with 2. ``target``: where the command writes; it may be none of the inputs.
    ``progress``: whether the line of `Progress` moves meanwhile.
    """

    def __init__(
        self,
        names: Sequence[str],
        how: dict[str, Any],
        *,
        records: Mapping[str, Set[int]] | None = None,
        target: str = "",
        progress: bool = False,
    ) -> None:
        self._names, self._records = names_of(names, how["files_from"], how["null"]), records or {}
        for name in self._names:
            if not (name == "-" or is_url(name) or os.path.lexists(name) or any(mark in name for mark in "*?[")):
                raise Failure(f"{name}: No such file or directory")
        self.found = find(self._names, globs=how["glob"], exclude=how["exclude"], format_name=how["format"])
        self._fields = {name: how[name] for name in ("field", "encoding", "limit", "max_record", "site")}
        self.failures: list[str] = []
        refuse_nothing(self._names, self.found)
        refuse_inputs([target], [source.name for source in self.found.inputs])
        self._byte_counter, self._read, self._done = ByteCounter(), Statistics(), Statistics()
        self._progress = Progress(total_size(self.found.inputs), quiet=not progress)

    @property
    def several(self) -> bool:
        """Whether there may be more than one document."""
        wanted = [self._records.get(source.name, set()) for source in self.found.inputs]
        return (
            len(wanted) > 1
            or len(self._fields["field"]) > 1
            or any(
                len(records) != 1 and source.kind.format != "text"
                for source, records in zip(self.found.inputs, wanted, strict=True)
            )
        )

    def __iter__(self) -> Iterator[Document]:
        missing = {name: set(numbers) for name, numbers in self._records.items()}
        options = {**self._fields, "only": self._records, "byte_counter": self._byte_counter, "stats": self._read}
        for document in read_texts(self.found, self.failures.append, **options):
            missing.get(document.source, set()).discard(document.number)
            yield document
        if not self.failures:
            self.failures += [f"{name}:{number}: no record with a text starts there"
                              for name, numbers in missing.items() for number in sorted(numbers)]  # fmt: skip

    def analyzed(self, cleaner: Cleaner) -> Iterator[tuple[Document, Report]]:
        """Yield each document with what ``cleaner`` finds in it, and show how far it is."""
        try:
            for document in self:
                site = site_of(document.site, document.source, cleaner.profile)
                report = cleaner.analyze(document.text, site=site)
                self._done.add_document(report.original, report.text, report.segments)
                self._done.bytes = self._read.bytes
                yield document, report
                self._progress.watch(self._done, self._byte_counter)
        finally:
            self._progress.clear()

    def close(self) -> None:
        """Tell what was left out and what could not be read, if anything; for the latter, exit with 2."""
        tell_failures(self.found, self.failures)


def tell_failures(found: FoundInputs, failures: Sequence[str]) -> None:
    """Tell what was left out and what could not be read, if anything; for the latter, exit with 2."""
    if counts := left_out_line(found.left_out):
        tell(counts)
    for message in failures[:_MOST_TOLD]:
        tell(f"left out: {message}")
    if len(failures) > _MOST_TOLD:
        tell(f"left out: {len(failures) - _MOST_TOLD} more")
    if failures:
        sys.exit(2)


def reading_of(places: Sequence[str], how: dict[str, Any]) -> Reading:
    """Return the reading of ``places``, each ``FILE[:RECORD]``."""
    names, records = dict[str, None](), dict[str, set[int]]()
    for place in (record_of(words, how["format"]) for words in places):
        names[place.name] = None
        if place.record:
            records.setdefault(place.name, set()).add(place.record)
    return Reading([*names], how, records=records)
