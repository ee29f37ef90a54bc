#!/usr/bin/env python3
"""Write docs/categories.md: each category with what it is and is not, what is done with it, and an example.

    python docs/categories.py

The words and the examples stand in cleanr/rulebook/categories.py and cleanr/rulebook/categoryguide.py; what cleanr sees in the examples is asked of
cleanr. tests/test_categories.py holds the page against this.
"""

from __future__ import annotations

from pathlib import Path

import cleanr
from cleanr.rulebook.categories import CATEGORIES
from cleanr.rulebook.categoryguide import BORDERS
from cleanr.settings.settings import PRESETS
from cleanr.views.margin import gutter

PAGE = Path(__file__).with_name("categories.md")
HEAD = """# Categories

What cleanr finds is of one of {count} categories. The policy chooses what is done with each: `article`, the default, strips
furniture and keeps, with a tag, what is about the article; `strict` strips both; `tag` strips nothing. `--set caption=keep`, in
Python `Cleaner(policy={{"caption": "keep"}})`, changes one. The examples are as `cleanr show` shows them.

| category | what it is | by default |
|---|---|---|
"""
DONE = {"strip": "stripped", "tag": "tagged, stays"}


def page() -> str:
    """Return the page."""
    rows = (f"| [`{name}`](#{name}) | {what} | {by_default(name)} |\n" for name, what in CATEGORIES.items())
    return HEAD.format(count=len(CATEGORIES)) + "".join(rows) + "".join(map(section, CATEGORIES))


def section(name: str) -> str:
    """Return what the page says of one category."""
    border, what = BORDERS[name], CATEGORIES[name]
    seen = "\n".join(
        row.rstrip() for row in gutter(border.example, cleanr.analyze(border.example).segments).split("\n")
    )
    return (
        f"\n## {name}\n\n{what[0].upper()}{what[1:]}. By default it is {by_default(name)}.\n\n"
        f"Not: {border.beyond}.\n\n```text\n{seen.rstrip()}\n```\n\n"
        f"Nothing is found in this: *{' '.join(border.counterexample.split())}*\n"
    )


def by_default(name: str) -> str:
    """Return what the default policy does with a category."""
    return DONE[PRESETS["article"][name]]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
