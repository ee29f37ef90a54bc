#!/usr/bin/env python3
"""Count what the rule files hold: how much there is to read, and how well it can be read.

    python benchmarks/rulesize.py [FOLDER]

FOLDER holds rule files, in folders by language; the rules that come with cleanr, if left out. Characters are counted
of what a rule says of its furniture (white space run together), not of its examples and of what is there for people.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import cleanr
from cleanr.rulebook.labels import LABELS
from cleanr.rulebook.pack import load_pack

LONGEST_LINE = 120
TABLES = ("sure", "weak")  # of labels, by category
KEYS = {
    "phrases": ("phrases",),
    "patterns": ("pattern",),
    "templates": ("says", "with"),
    "labels": ("labels", "only"),
    "vetoes": ("unless",),
}


def texts(value: Any) -> list[str]:
    """The texts that a key holds."""
    return [value] if isinstance(value, str) else list(value)


def length(said: Iterable[str]) -> int:
    """How many characters ``said`` has, white space run together."""
    return sum(len(" ".join(one.split())) for one in said)


def counted(table: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """Yield what a file holds, by kind, in characters."""
    yield "word lists", length(table.get("words", {}).values())
    for kind in TABLES:
        yield "labels", sum(map(length, table.get(kind, {}).values()))
    for rule in table.get("rule", []):
        for kind, keys in KEYS.items():
            yield kind, sum(length(texts(rule[key])) for key in keys if key in rule)


def main() -> None:
    """Print the figures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(cleanr.__file__).parent / "rules"
    sources = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.toml"))]
    tables = [tomllib.loads(source) for source in sources]
    rules = [rule for table in tables for rule in table.get("rule", [])]
    characters: Counter[str] = Counter()
    for table in tables:
        for kind, count in counted(table):
            characters[kind] += count
    lines = [len(line) for source in sources for line in source.splitlines()]
    raw = sum("pattern" in rule for rule in rules)
    labelled = sum(len(load_pack(path)) for path in folder.rglob(LABELS))
    print(f"rules: {len(rules) + labelled}")
    print(f"templates: {sum(len(rule.get('says', ())) for rule in rules)}")
    for kind in (*KEYS, "word lists"):
        print(f"characters of {kind}: {characters[kind]:,}")
    print(f"characters in all: {characters.total():,}")
    print(f"rules with a raw pattern: {raw} ({raw / max(len(rules), 1):.2f})")
    print(f"longest line: {max(lines, default=0):,}")
    print(f"lines of more than {LONGEST_LINE} characters: {sum(one > LONGEST_LINE for one in lines):,}")
    print(f"bytes of all files: {sum(len(source.encode()) for source in sources):,}")


if __name__ == "__main__":
    main()
