"""Documents one by one, for the commands that count and report: from files, folders and record files."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from cleanr.cli.options import Failure, Source, read

_RECORDS = (".jsonl", ".ndjson")
_NAMES = ("id", "name", "url")
_MOST_TOLD = 10


class Reading:
    """The documents that ``names`` (files, folders, ``-``) hold, in order; a folder's files by name.

    A JSONL file holds a document a line, its text under ``field``. What cannot be read is left out and kept for the
    end: `close` tells it on stderr and exits with 2.
    """

    def __init__(self, names: Sequence[str], field: str) -> None:
        self._names, self._field = names or ("-",), field
        self.failures: list[str] = []
        for name in self._names:
            if name != "-" and not Path(name).exists():
                raise Failure(f"{name}: No such file or directory")

    def __iter__(self) -> Iterator[Source]:
        for name in self._names:
            for path in self._files(name):
                try:
                    (source,) = read([path])
                except Failure as error:
                    self.failures.append(error.message)
                    continue
                yield from self._records(source) if path.endswith(_RECORDS) else [source]

    def close(self) -> None:
        """Tell what could not be read, if anything, and exit with 2."""
        for message in self.failures[:_MOST_TOLD]:
            click.echo(f"left out: {message}", err=True)
        if len(self.failures) > _MOST_TOLD:
            click.echo(f"left out: {len(self.failures) - _MOST_TOLD} more", err=True)
        if self.failures:
            sys.exit(2)

    def _files(self, name: str) -> Iterator[str]:
        folder = Path(name)
        if name == "-" or not folder.is_dir():
            yield name
            return
        found = sorted(path for end in (".txt", *_RECORDS) for path in folder.rglob(f"*{end}") if path.is_file())
        if not found:
            raise Failure(f"{name}: holds no .txt and no .jsonl file")
        yield from map(str, found)

    def _records(self, source: Source) -> Iterator[Source]:
        for number, line in enumerate(source.text.split("\n"), 1):
            if line.strip():
                document = self._record(line, f"{source.name}:{number}")
                if document:
                    yield document

    def _record(self, line: str, where: str) -> Source | None:
        try:
            record = json.loads(line)
        except ValueError as error:
            self.failures.append(f"{where}: is no JSON: {error}")
            return None
        text = record.get(self._field) if isinstance(record, dict) else None
        if isinstance(text, str):
            return Source(next((str(record[k]) for k in _NAMES if isinstance(record.get(k), str | int)), where), text)
        if not (isinstance(record, dict) and self._field in record and text is None):  # null: nothing to read
            self.failures.append(f"{where}: holds no text under {self._field!r}; name the key with --field")
        return None
