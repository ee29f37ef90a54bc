"""The labelled documents: no more of the article is lost, and no less furniture found, than is pinned."""

from __future__ import annotations

import json

import pytest

from cleanr.rulebook.gutter import render
from tests.corpus_figures import EPSILON, FLOORS, Case, cases, digest, figures

PINNED = json.loads(FLOORS.read_text())


def test_floors_are_those_of_this_corpus() -> None:
    assert PINNED["corpus"] == digest(), "documents changed: python -m tests.corpus_figures --update"


def test_figures_keep_the_floors() -> None:
    now = figures()
    worse = {
        name: (floor, now[name])
        for name, floor in PINNED["figures"].items()
        if (now[name] > floor + EPSILON / 100 if name == "article lost" else now[name] < floor - EPSILON)
    }
    assert not worse, f"(floor, now): {worse}"


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.name)
def test_documents_are_written_as_they_are_shown(case: Case) -> None:
    assert render(case.text, case.labels).count("|") >= case.text.count("\n") + 1
