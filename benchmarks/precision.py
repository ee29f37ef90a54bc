#!/usr/bin/env python3
"""Measure how often each rule is right, on labelled lines: the table behind `cleanr rule ID` and `cleanr rules`.

    python benchmarks/precision.py labelled/*.jsonl.gz --honest clean/*.jsonl.gz --honest wild/*.jsonl.gz \\
        -o cleanr/rules/precision.json

Input: JSONL (plain or .gz), a document a line: ``{"lines": [{"t": text, "y": label}, ...]}``. Labels: ``keep`` (a line
of the article), ``drop`` (furniture), ``meta`` (headline, byline, caption: about the article, and not of it); other
labels are not counted. A document with ``cov`` (how much of the article was kept) below .5 is left out.

Counted is what a rule says by itself, before any guard or other rule has a say: each line that one of its findings
covers from end to end. What covers a part of a line only is not counted, for labels are of whole lines. A line (with
the same text, of the same site) that several extractors kept counts once, by the first label met.

``--honest`` names files of text that holds no furniture (books, manuals, terms, passages written to look like prompts):
``{"text": text}`` a line. They are counted apart, under the name of their folder: how many of their lines a rule takes
by itself. What a rule is worth on news says nothing of these.

Figures only are written, no text. The same input gives the same file.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from cleanr.detect.engine import detect
from cleanr.detect.ruleset import Ruleset
from cleanr.findings.finding import Finding
from cleanr.settings.rules import ruleset
from cleanr.text.document import Document

FURNITURE, ARTICLE = ("drop", "meta"), ("keep",)
LEAST_COVERED = 0.5


def documents(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Yield the records of labelled files that hold enough of their article."""
    for path in paths:
        yield from (record for record in rows_of(path, "lines") if record.get("cov", 1.0) >= LEAST_COVERED)


def rows_of(path: Path, needed: str) -> Iterator[dict[str, Any]]:
    """Yield the records of a JSONL file, plain or ``.gz``; one without the field ``needed`` ends the run."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        for number, row in enumerate(file, 1):
            record = json.loads(row)
            if needed not in record:
                sys.exit(f"{path}:{number}: has no {needed!r}")
            yield record


def verdicts(record: dict[str, Any], rules: Ruleset) -> Iterator[tuple[str, str, str]]:
    """Yield rule, label and text for each labelled line that a finding covers from end to end."""
    # A label may hold line ends of its own; a space in their place keeps one label to one line.
    texts = [" ".join(line["t"].splitlines()) for line in record["lines"]]
    for rule, index in lines_taken(Document("\n".join(texts)), rules):
        yield rule, record["lines"][index]["y"], texts[index]


def lines_taken(document: Document, rules: Ruleset) -> set[tuple[str, int]]:
    """Return each rule with the number of each line that it speaks against from end to end, by itself."""
    against = (finding for finding in detect(document, rules).findings if finding.weight > 0)
    return {(finding.rule, index) for finding in against for index in lines_under(document, finding)}


def lines_under(document: Document, finding: Finding) -> Iterator[int]:
    """Yield the numbers of the lines that ``finding`` covers from end to end, bullets and marks apart."""
    first, last = document.line_at(finding.start).index, document.line_at(max(finding.start, finding.end - 1)).index
    for index in range(first, last + 1):
        core = document.line(index).core
        if finding.start <= core.start and core.end <= finding.end and core.start < core.end:
            yield index


def measure(labelled: Iterable[Path], honest: Iterable[Path] = ()) -> dict[str, Any]:
    """Return the table: how many documents, and for each rule its lines of furniture, of article and of honest text."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    documents = Counter({"labelled": _count_labelled(labelled, counts)}) + _count_honest(honest, counts)
    table = {rule: {"furniture": 0, "article": 0} | dict(sorted(counts[rule].items())) for rule in sorted(counts)}
    return {"documents": dict(sorted(documents.items())), "rules": table}


def _count_labelled(paths: Iterable[Path], counts: dict[str, Counter[str]]) -> int:
    """Add the labelled lines that each rule takes to ``counts``; return how many documents there were."""
    rules, total = ruleset(), 0
    seen: set[tuple[str, str, str]] = set()
    for record in documents(paths):
        total += 1
        for rule, label, text in verdicts(record, rules):
            kind = "furniture" if label in FURNITURE else "article" if label in ARTICLE else ""
            key = (rule, str(record.get("site") or record.get("id")), text)
            if kind and key not in seen:
                seen.add(key)
                counts[rule][kind] += 1
    return total


def _count_honest(paths: Iterable[Path], counts: dict[str, Counter[str]]) -> Counter[str]:
    """Add the lines of honest text that each rule takes to ``counts``, by folder; return the documents by folder."""
    rules, total = ruleset(), Counter[str]()
    for path in paths:
        for row in rows_of(path, "text"):
            total[path.parent.name] += 1
            for rule, _ in lines_taken(Document(row["text"]), rules):
                counts[rule][path.parent.name] += 1
    return total


def written(table: dict[str, Any]) -> str:
    """Return the table as JSON with a rule a line."""
    rows = (f" {json.dumps(rule)}: {json.dumps(counts)}" for rule, counts in table["rules"].items())
    return f'{{"documents": {json.dumps(table["documents"])}, "rules": {{\n' + ",\n".join(rows) + "\n}}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("labelled", nargs="+", type=Path, help="JSONL files, plain or .gz")
    parser.add_argument(
        "--honest", nargs="+", action="extend", default=[], type=Path, help="the same, no furniture in them"
    )
    parser.add_argument("-o", "--output", type=Path, help="write the table here instead of to stdout")
    options = parser.parse_args()
    table = written(measure(sorted(options.labelled), sorted(options.honest)))
    if options.output:
        options.output.write_text(table, encoding="utf-8")
    else:
        sys.stdout.write(table)


if __name__ == "__main__":
    main()
