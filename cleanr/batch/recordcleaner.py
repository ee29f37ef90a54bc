"""What is done with one text, whatever format it came in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from difflib import unified_diff
from functools import cached_property
from typing import Any, NamedTuple

from cleanr.batch.chunk import RecordOptions
from cleanr.batch.fields import Field
from cleanr.batch.jsontext import Text
from cleanr.batch.sites import site_of
from cleanr.batch.statistics import Statistics
from cleanr.cleaner import Cleaner

SPAN_KEYS = ("start", "end", "category", "confidence", "rule")  # the span column of every batch and engine
_WHOLE = Field()  # of what has no fields: the text itself


class CleanedText(NamedTuple):
    """A text as it came out, and its tags."""

    text: str
    spans: list[dict[str, object]]

    @property
    def column(self) -> list[dict[str, object]]:
        """The tags as the span column holds them."""
        return [{key: span[key] for key in SPAN_KEYS} for span in self.spans]


class Result(NamedTuple):
    """What became of a field of a record: its value as it was, and what each text of it came to (None: null).

    A list of texts has a `CleanedText` for each item.
    """

    field: Field
    old: Text
    new: CleanedText | list[CleanedText | None] | None

    @property
    def text(self) -> Text:
        """The cleaned text, or the list of them."""
        if isinstance(self.new, list):
            return [cleaned and cleaned.text for cleaned in self.new]
        return self.new and self.new.text

    @property
    def column(self) -> list[Any] | None:
        """The tags as the span column holds them; of a list of texts, a list for each."""
        if isinstance(self.new, list):
            return [cleaned and cleaned.column for cleaned in self.new]
        return self.new and self.new.column

    @property
    def texts(self) -> list[tuple[int | None, str, CleanedText]]:
        """Every text: the number of its item, when it is one of a list; as it was; what it came to."""
        if isinstance(self.new, list) and isinstance(self.old, list):
            both = enumerate(zip(self.old, self.new, strict=True))
            return [(number, old, new) for number, (old, new) in both if old is not None and new is not None]
        return [(None, self.old, self.new)] if isinstance(self.old, str) and isinstance(self.new, CleanedText) else []


class RecordCleaner:
    """An order, ready to be carried out on one text after the other."""

    def __init__(self, options: RecordOptions) -> None:
        self.options = options

    @cached_property
    def cleaner(self) -> Cleaner:
        """The cleaner of the order's settings."""
        return Cleaner.of(self.options.settings)

    def site_of(self, named: object, source: str) -> str | None:
        """Return where a record is from: what its field of the site ``named``, or the folder of the file ``source``.

        None without a profile, and for a folder that the profile does not know.
        """
        return site_of(named, source, self.cleaner.profile)

    def clean(self, text: str, stats: Statistics, field: Field = _WHOLE, site: str | None = None) -> CleanedText:
        """Clean ``text`` and count it. Where only the spans of a field are wanted, nothing of it counts as removed."""
        report = self.cleaner.analyze(text, site=site)
        stays = self.options.mode == "clean" and not field.target
        stats.add_document(text, text if stays else report.text, report.segments, removes=not stays)
        return CleanedText(report.text, report.tags if field.spans or self.options.mode == "tag" else [])

    def results(
        self, values: Iterable[tuple[Field, Text]], stats: Statistics, place: str, site: str | None = None
    ) -> list[Result]:
        """Clean the fields of a record, which is from ``site``. A null is counted, with its place."""
        return [Result(field, value, self._new(field, value, stats, place, site)) for field, value in values]

    def _new(
        self, field: Field, value: Text, stats: Statistics, place: str, site: str | None
    ) -> CleanedText | list[CleanedText | None] | None:
        if value is None:
            stats.add_empty(place)
            return None
        if isinstance(value, list):
            return [None if text is None else self.clean(text, stats, field, site) for text in value]
        return self.clean(value, stats, field, site)

    def side_output(self, results: Sequence[Result], name: Callable[[], str], place: str) -> bytes:
        """Return what is written of a record that is not cleaned: sidecars, diffs or nothing.

        ``name`` gives what names it in a sidecar, as JSON; ``place`` names it in a diff.
        """
        if self.options.mode == "tag":
            named = name()
            return b"".join(
                self.sidecar(named, new, **self._which(result.field, item))
                for result in results
                for item, _, new in result.texts
            )
        if self.options.mode == "diff":
            return b"".join(
                diff(":".join([place, *map(str, self._which(result.field, item).values())]), old, new.text)
                for result in results
                for item, old, new in result.texts
            )
        return b""

    def _which(self, field: Field, item: int | None) -> dict[str, str | int]:
        """Which text of its record one is, where there may be several."""
        named = {"field": field.name} if len(self.options.fields) > 1 else {}
        return {**named, **({} if item is None else {"item": item})}

    def sidecar(self, name: str, cleaned: CleanedText, **which: str | int) -> bytes:
        """Return a sidecar record, a line of JSON. ``name`` is JSON already; ``which``: which text of the record."""
        more = "".join(f'"{key}": {json.dumps(value, ensure_ascii=False)}, ' for key, value in which.items())
        spans = json.dumps(cleaned.spans, ensure_ascii=False)
        return f'{{"id": {name}, {more}"spans": {spans}, "rules": "{self.cleaner.rules.digest}"}}\n'.encode()


def diff(name: str, old: str, new: str) -> bytes:
    """Return the change from ``old`` to ``new`` as a unified diff; nothing when there is none."""
    if old == new:
        return b""
    lines = unified_diff(_lines(old), _lines(new), f"a/{name}", f"b/{name}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines).encode(
        "utf-8", "surrogatepass"
    )


def _lines(text: str) -> list[str]:
    return [f"{line}\n" for line in text.removesuffix("\n").split("\n")] if text.endswith("\n") else _open_lines(text)


def _open_lines(text: str) -> list[str]:
    *whole, last = text.split("\n")
    return [*(f"{line}\n" for line in whole), *([last] if last else [])]
