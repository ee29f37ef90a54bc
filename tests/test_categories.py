"""The borders of the categories are where they are said to be, and the page about them is what its script makes."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

import cleanr
from cleanr.rulebook.categories import CATEGORIES
from cleanr.rulebook.categoryguide import BORDERS
from cleanr.settings.settings import PRESETS

DOCS = Path(__file__).parent.parent / "docs"


def test_every_category_has_its_borders() -> None:
    assert list(BORDERS) == list(CATEGORIES)


@pytest.mark.parametrize("name", CATEGORIES)
def test_an_example_is_of_its_category_and_a_counterexample_of_none(name: str) -> None:
    border = BORDERS[name]
    found = {(segment.category, segment.action) for segment in cleanr.analyze(border.example).segments}
    assert (name, PRESETS["article"][name]) in found
    assert cleanr.clean(border.counterexample) == border.counterexample
    assert not any(segment.category for segment in cleanr.analyze(border.counterexample).segments)


def test_the_page_is_what_its_script_makes() -> None:
    made = runpy.run_path(str(DOCS / "categories.py"))["page"]()
    assert (DOCS / "categories.md").read_text(encoding="utf-8") == made, "python docs/categories.py makes it anew"
