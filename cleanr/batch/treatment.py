"""What is done with one text, whatever format it came in."""

from __future__ import annotations

import json
from difflib import unified_diff
from functools import cached_property
from typing import NamedTuple

from cleanr.batch.piece import Order
from cleanr.batch.tally import Tally
from cleanr.cleaner import Cleaner
from cleanr.report import Report

SPAN_KEYS = ("start", "end", "category", "confidence", "rule")  # the span column of every batch and engine


class Treated(NamedTuple):
    """A text as it came out, and its tags."""

    text: str
    spans: list[dict[str, object]]

    @property
    def column(self) -> list[dict[str, object]]:
        """The tags as the span column holds them."""
        return [{key: span[key] for key in SPAN_KEYS} for span in self.spans]


class Treatment:
    """An order, ready to be carried out on one text after the other."""

    def __init__(self, order: Order) -> None:
        self.order = order

    @cached_property
    def cleaner(self) -> Cleaner:
        """The cleaner of the order's settings."""
        return Cleaner.of(self.order.settings)

    def treat(self, text: str, tally: Tally) -> Treated:
        """Clean ``text`` and count it."""
        report = self.cleaner.analyze(text)
        tally.note(text, report.text, report.segments)
        return Treated(report.text, self._tags(report))

    def _tags(self, report: Report) -> list[dict[str, object]]:
        return report.tags if self.order.spans or self.order.mode == "tag" else []

    def sidecar(self, name: str, treated: Treated) -> bytes:
        """Return a sidecar record: a line of JSON. ``name`` is JSON already."""
        spans = json.dumps(treated.spans, ensure_ascii=False)
        return f'{{"id": {name}, "spans": {spans}, "rules": "{self.cleaner.rules.digest}"}}\n'.encode()


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
