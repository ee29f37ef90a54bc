#!/usr/bin/env python3
"""Measure how much of the furniture, and how much of the article, cleanr and what people use today remove: the table
of the README.

    python benchmarks/quality.py LABELLED...                     a table on stdout
    python benchmarks/quality.py LABELLED... --into README.md    put it in its place there
    python benchmarks/quality.py LABELLED... --check             our C4 and c4_v2 against the originals, where installed

LABELLED are files or folders of JSONL (plain or .gz) named ``SET.EXTRACTOR.jsonl.gz``, a document a line:
``{"lang": "en", "cov": 0.97, "lines": [{"t": text, "y": label}, …]}``. A line is what the extractor wrote as one; its
label says what the set's gold article makes of it: ``keep`` (of the article), ``drop`` (furniture); other labels (headline,
byline, long prose that the gold leaves out) are not counted, nor are documents that hold less than half of their gold
article (``cov``). The extractor ``full`` is the text of the whole page.

The figures of the README are of four public sets: andy424 (AndyTheFactory/article-extraction-dataset, Apache-2.0),
fundus_eval (dobbersc/fundus-evaluation, MIT), fundus_tests (the test pages of flairNLP/fundus, MIT) and orangesum
(OrangeSum, CC BY-SA), as newspaper4k, readability, resiliparse, trafilatura and jusText leave their pages.

Counted are characters, white space apart. The same input gives the same figures.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from linerules import Tool, originals, solid, tools

import cleanr

LEAST_COVERED = 0.5
GROUPS = ("English", "other languages", "whole pages")
_PLACE = re.compile(r"(<!-- quality -->\n).*?(<!-- /quality -->)", re.DOTALL)


def files(paths: Iterable[Path]) -> list[Path]:
    """Return the labelled files among ``paths`` and in the folders among them, sorted."""
    found = [file for path in paths for file in (path.glob("*.jsonl*") if path.is_dir() else [path])]
    return sorted(found, key=lambda file: file.name)


def documents(paths: Iterable[Path]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the group and the record of each document that holds enough of its article."""
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            for number, row in enumerate(file, 1):
                record = json.loads(row)
                if "lines" not in record:
                    sys.exit(f"{path}:{number}: has no 'lines'")
                if record.get("cov", 1.0) >= LEAST_COVERED:
                    yield group_of(path, record), record


def group_of(path: Path, record: dict[str, Any]) -> str:
    """Return which of `GROUPS` a document belongs to."""
    if ".full." in path.name:
        return GROUPS[2]
    return GROUPS[0] if record.get("lang", "en") == "en" else GROUPS[1]


def measure(paths: Iterable[Path], compared: dict[str, Tool]) -> dict[str, Counter[tuple[str, str]]]:
    """Return for each tool the characters there were and those removed, by group and label; documents under no tool."""
    counts: dict[str, Counter[tuple[str, str]]] = {name: Counter() for name in ("", *compared)}
    for group, record in documents(paths):
        texts, labels = [line["t"] for line in record["lines"]], [line["y"] for line in record["lines"]]
        counts[""][group, "documents"] += 1
        for text, label in zip(texts, labels, strict=True):
            counts[""][group, label] += solid(text)
        for name, tool in compared.items():
            removed = tool(texts)
            for label, count in zip(labels, removed, strict=True):
                counts[name][group, label] += count
            hurt = any(count and label == "keep" for label, count in zip(labels, removed, strict=True))
            counts[name][group, "hurt"] += hurt
    return counts


def table(counts: dict[str, Counter[tuple[str, str]]], sets: Iterable[str], today: date) -> str:
    """Return the figures as a table in Markdown, with what they are of."""
    there = [group for group in GROUPS if counts[""][group, "documents"]]
    rows = [
        "| | " + " | ".join(f"{group}: furniture removed | article lost" for group in there) + " |",
        "|---|" + "---:|---:|" * len(there),
    ]
    for name in filter(None, counts):
        cells = (share(counts, name, group, label) for group in there for label in ("drop", "keep"))
        rows.append(f"| {name} | " + " | ".join(cells) + " |")
    sizes = ", ".join(f"{group}: {counts[''][group, 'documents']:,}" for group in there)
    hurt = ", ".join(
        f"{name.replace('**', '').replace(', ', ' with ')} {sum(counts[name][group, 'hurt'] for group in there) / total(counts, there):.0%}"
        for name in filter(None, counts)
    )
    rows += [
        "",
        f"Shares of characters, measured on {today.day} {today:%B %Y} with cleanr {cleanr.__version__} on texts made of "
        f"{', '.join(sets)} ({sizes}). Texts that lose anything that the gold counts as article: {hurt}.",
    ]
    return "\n".join(rows) + "\n"


def share(counts: dict[str, Counter[tuple[str, str]]], name: str, group: str, label: str) -> str:
    """Return how much of the characters under a label a tool removes, in per cent: two places for small shares."""
    there = counts[""][group, label]
    part = 100 * counts[name][group, label] / there if there else 0.0
    return f"{part:.2f}%" if label == "keep" else f"{part:.0f}%"


def total(counts: dict[str, Counter[tuple[str, str]]], groups: Iterable[str]) -> int:
    """Return how many documents there are in ``groups``."""
    return sum(counts[""][group, "documents"] for group in groups) or 1


def check(paths: Iterable[Path]) -> None:
    """Hold our versions of C4 and c4_v2 against the originals on every line; exit with 1 where they differ."""
    known = originals()
    if not known:
        sys.exit("neither datatrove nor dolma is installed: there is nothing to check against")
    lines = {line["t"] for _, record in documents(paths) for line in record["lines"] if line["t"].strip()}
    failed = False
    for name, (ours, original) in known.items():
        differ = sorted(line for line in lines if ours(line) != original(line))
        print(f"{name}: {len(lines) - len(differ):,} of {len(lines):,} lines alike")
        for line in differ[:10]:
            print(f"  {line[:150]!r}")
        failed = failed or bool(differ)
    sys.exit(int(failed))


def put_into(path: Path, made: str) -> None:
    """Put the table between its marks in a Markdown file."""
    text = path.read_text(encoding="utf-8")
    if not _PLACE.search(text):
        sys.exit(
            f"{path}: has no place for the table; write <!-- quality --> and <!-- /quality --> on lines of their own"
        )
    path.write_text(_PLACE.sub(lambda place: f"{place[1]}{made}{place[2]}", text), encoding="utf-8")


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="quality.py LABELLED... [options]",
    )
    parser.add_argument("labelled", nargs="+", type=Path, help="JSONL files, plain or .gz, or folders of them")
    parser.add_argument("--into", type=Path, metavar="FILE.md", help="put the table between its marks in this file")
    parser.add_argument("--check", action="store_true", help="compare our C4 and c4_v2 with the originals")
    options = parser.parse_args()
    found = files(options.labelled)
    if not found:
        parser.error(f"no .jsonl or .jsonl.gz in {', '.join(map(str, options.labelled))}")
    if options.check:
        check(found)
    sets = dict.fromkeys(path.name.partition(".")[0] for path in found)
    made = table(measure(found, tools()), sets, date.today())
    if options.into:
        put_into(options.into, made)
    else:
        sys.stdout.write(made)


if __name__ == "__main__":
    main()
