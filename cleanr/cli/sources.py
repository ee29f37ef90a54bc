"""Documents one by one, for the commands that count and report: from files, folders and record files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from cleanr.batch.formats import ADVICE
from cleanr.batch.inputs import Found, find
from cleanr.batch.leftout import told
from cleanr.batch.streams import is_url
from cleanr.cli.fileslist import names_of
from cleanr.cli.messages import tell
from cleanr.cli.options import Failure, Source
from cleanr.cli.targets import refuse_inputs

_MOST_TOLD = 10


def refuse_nothing(names: Sequence[str], found: Found) -> None:
    """Raise `Failure` when there is nothing to read, and say what was left out."""
    if not found.inputs and not found.failed:
        counts = told(found.left_out)
        advice = dict.fromkeys(ADVICE[one.why] for one in found.left_out if one.why in ADVICE)
        raise Failure("; ".join(filter(None, (f"{' '.join(names)[:300]}: nothing to read", counts, *advice))))


class Reading:
    """The documents that ``names`` hold, in order; ``how`` are the options of `with_input_options`.

    ``target``: where the command writes; it may be none of the inputs. What cannot be read is left out and kept for the
    end: `close` tells it on stderr and exits with 2.
    """

    def __init__(self, names: Sequence[str], how: dict[str, Any], target: str = "") -> None:
        self._names = names_of(names, how["files_from"], how["null"])
        for name in self._names:
            if not (name == "-" or is_url(name) or os.path.lexists(name) or any(mark in name for mark in "*?[")):
                raise Failure(f"{name}: No such file or directory")
        self.found = find(self._names, globs=how["glob"], exclude=how["exclude"], said=how["format"])
        self._fields = {name: how[name] for name in ("field", "encoding", "limit", "max_record")}
        self.failures: list[str] = []
        refuse_nothing(self._names, self.found)
        refuse_inputs([target], [source.name for source in self.found.inputs])

    def __iter__(self) -> Iterator[Source]:
        from cleanr.batch.reading import read_texts

        for name, text in read_texts(self.found, self.failures.append, **self._fields):
            yield Source(name, text)

    def close(self) -> None:
        """Tell what was left out and what could not be read, if anything; for the latter, exit with 2."""
        if counts := told(self.found.left_out):
            tell(counts)
        for message in self.failures[:_MOST_TOLD]:
            tell(f"left out: {message}")
        if len(self.failures) > _MOST_TOLD:
            tell(f"left out: {len(self.failures) - _MOST_TOLD} more")
        if self.failures:
            sys.exit(2)
