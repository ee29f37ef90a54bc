"""Documents one by one, for the commands that count and report: from files, folders and record files."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from cleanr.batch.streams import is_url
from cleanr.cli.messages import tell
from cleanr.cli.options import Failure, Source

_MOST_TOLD = 10


class Reading:
    """The documents that ``names`` hold, in order; ``how`` are the options of `with_input_options`.

    What cannot be read is left out and kept for the end: `close` tells it on stderr and exits with 2.
    """

    def __init__(self, names: Sequence[str], how: dict[str, Any]) -> None:
        self._names, self._how = names or ("-",), how
        self.failures: list[str] = []
        for name in self._names:
            if not (name == "-" or is_url(name) or Path(name).exists() or any(mark in name for mark in "*?[")):
                raise Failure(f"{name}: No such file or directory")

    def __iter__(self) -> Iterator[Source]:
        from cleanr.batch.reading import read_texts

        for name, text in read_texts(self._names, self.failures.append, **self._how):
            yield Source(name, text)

    def close(self) -> None:
        """Tell what could not be read, if anything, and exit with 2."""
        for message in self.failures[:_MOST_TOLD]:
            tell(f"left out: {message}")
        if len(self.failures) > _MOST_TOLD:
            tell(f"left out: {len(self.failures) - _MOST_TOLD} more")
        if self.failures:
            sys.exit(2)
