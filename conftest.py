"""The examples in README, docs and docstrings run as tests."""

from __future__ import annotations

from collections.abc import Iterator

from sybil import Document, Example, Region, Sybil
from sybil.parsers.markdown import PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser


def whole(document: Document) -> Iterator[Region]:
    """All examples of a page as one test: they build on each other, and go to one process together."""
    regions = list(PythonCodeBlockParser()(document))
    if regions:
        yield Region(regions[0].start, regions[-1].end, regions, one_after_the_other)


def one_after_the_other(page: Example) -> str | None:
    for region in page.parsed:
        line = page.document.text.count("\n", 0, region.start) + 1
        if failure := region.evaluator(Example(page.document, line, 0, region, page.namespace)):
            return f"line {line}: {failure}"
    return None


pytest_collect_file = (
    Sybil(parsers=[whole], patterns=["*.md"], excludes=["engines.md"])
    + Sybil(parsers=[DocTestParser()], patterns=["*.py"], path="cleanr")
).pytest()
