"""`Cleaner.on`: one callable for every kind of batch. Frames of other libraries are tested in tests/engines."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanr import Cleaner, SettingsError
from cleanr.errors import ColumnError, MissingExtraError
from cleanr.extras import require
from tests.strategies import texts

DIRTY, CLEAN = "The vote is on Monday.\nAdvertisement", "The vote is on Monday."
SPANS = [{"start": 23, "end": 36, "category": "ad", "confidence": 0.9523, "rule": "ad.label"}]
CLEANER = Cleaner()

# --- kinds of batches ------------------------------------------------------------------------------------------------


def test_a_dict_of_columns() -> None:
    batch = {"id": [1, 2, 3], "text": [DIRTY, None, ""]}
    assert CLEANER.on("text")(batch) == {"id": [1, 2, 3], "text": [CLEAN, None, ""]}
    assert batch["text"] == [DIRTY, None, ""], "the batch that was given is not changed"


def test_a_list_of_records() -> None:
    batch = [{"id": 1, "text": DIRTY}, {"id": 2, "text": None}, {"id": 3}]
    assert CLEANER.on("text")(batch) == [{"id": 1, "text": CLEAN}, {"id": 2, "text": None}, {"id": 3}]
    assert CLEANER.on("text", spans="s")(batch)[2] == {"id": 3, "s": None}
    assert CLEANER.on("text")([]) == []
    assert CLEANER.on("text")(tuple(batch[:1])) == ({"id": 1, "text": CLEAN},)


def test_one_record() -> None:
    assert CLEANER.on("text")({"text": DIRTY, "n": 1}) == {"text": CLEAN, "n": 1}
    assert CLEANER.on("text")({"text": None, "n": 1}) == {"text": None, "n": 1}


def test_an_iterator_of_any_of_these_is_read_as_it_is_asked_for() -> None:
    read = []

    def batches() -> Iterator[Any]:
        for batch in ({"text": DIRTY}, {"text": [DIRTY]}, [{"text": DIRTY}]):
            read.append(batch)
            yield batch

    done = CLEANER.on("text")(batches())
    assert not read
    assert next(done) == {"text": CLEAN}
    assert len(read) == 1
    assert list(done) == [{"text": [CLEAN]}, [{"text": CLEAN}]]


# --- what is written where -------------------------------------------------------------------------------------------


def test_spans_alone_leave_the_text_for_they_point_into_it() -> None:
    assert CLEANER.on("text", spans="s")({"text": DIRTY}) == {"text": DIRTY, "s": SPANS}
    assert CLEANER.on("text", spans="s")({"text": [DIRTY, None, ""]})["s"] == [SPANS, None, []]


def test_spans_and_text_go_where_they_are_sent() -> None:
    assert CLEANER.on("text", output="c")({"text": DIRTY}) == {"text": DIRTY, "c": CLEAN}
    assert CLEANER.on("text", spans="s", output="c")({"text": DIRTY}) == {"text": DIRTY, "c": CLEAN, "s": SPANS}
    assert CLEANER.on("text", spans="s", output="text")({"text": DIRTY}) == {"text": CLEAN, "s": SPANS}


@given(st.lists(st.none() | texts(), max_size=4))
def test_all_ways_agree_with_the_plain_loop(batch: list[str | None]) -> None:
    loop = [None if text is None else CLEANER.analyze(text) for text in batch]
    cleaned = [report and report.text for report in loop]
    step = CLEANER.on("text", spans="s", output="c")
    done = step({"text": batch})
    assert CLEANER.clean_batch(batch) == CLEANER.on("text")({"text": batch})["text"] == done["c"] == cleaned
    for report, spans in zip(loop, done["s"], strict=True):
        tags = report and report.tags
        assert spans == (tags and [{k: tag[k] for k in SPANS[0]} for tag in tags])
    records = [{"text": text} for text in batch]
    one_by_one = [step(record) for record in records]
    assert step(records) == one_by_one == list(step(iter(records)))
    assert [record["c"] for record in one_by_one] == cleaned


# --- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("batch", "said"),
    [
        ({"txt": ["a"]}, "no column 'text' in this batch; did you mean 'txt'"),
        ([{"body": "a"}], "no column 'text' in this batch; known: body"),
        ({"text": ["a", 5]}, "row 1 of column 'text' holds int, not text"),
        ({"text": [b"a"]}, r"row 0 of column 'text' holds bytes \(decode them first\)"),
        ({"text": b"a"}, "bytes"),
        ({"text": 5}, "holds int, not text"),
        (["a"], "row 0 of the batch is str"),
        ("a", "cannot work on str: it takes a dict of columns"),
        (7, "cannot work on int"),
        (None, "cannot work on NoneType"),
    ],
)
def test_what_is_no_batch_is_told_what_is(batch: object, said: str) -> None:
    with pytest.raises(ColumnError, match=said):
        CLEANER.on("text")(batch)


def test_names_are_checked_at_once() -> None:
    for wrong in ("", 3, None):
        with pytest.raises(SettingsError, match="columns are named by strings"):
            CLEANER.on(wrong)  # type: ignore[arg-type]
    with pytest.raises(SettingsError, match="column of their own"):
        CLEANER.on("text", spans="text")


def test_it_is_frozen_and_can_be_a_key() -> None:
    step = CLEANER.on("text")
    with pytest.raises(AttributeError):
        step.column = "body"  # type: ignore[misc]
    assert {step: 1}[Cleaner().on("text")] == 1


# --- extras ----------------------------------------------------------------------------------------------------------


def test_a_missing_extra_gives_the_command() -> None:
    with pytest.raises(
        MissingExtraError, match=r'^nowhere is not installed. Run: pip install --upgrade "cleanr\[x\]"$'
    ):
        require("nowhere", "x", at_least="1.0")
    assert issubclass(MissingExtraError, ImportError)


def test_a_version_that_does_not_fit_is_named() -> None:
    require("click", "x", at_least="8.0.9")
    with pytest.raises(MissingExtraError, match=r'^click 8\.\S* does not fit: 900\.1 or newer .*"cleanr\[x\]"$'):
        require("click", "x", at_least="900.1")


@pytest.mark.parametrize(("module", "needs"), [("datatrove", "datatrove"), ("spark", "pyspark"), ("spacy", "spacy")])
def test_an_engine_that_is_not_installed_says_how_to(module: str, needs: str) -> None:
    """In an interpreter that sees cleanr and what it depends on, and the engine not."""
    code = f"""
import sys
from importlib.machinery import PathFinder
class Without(PathFinder):
    def find_spec(name, path=None, target=None):
        return None if name.partition(".")[0] == "{needs}" else PathFinder.find_spec(name, path, target)
sys.meta_path[sys.meta_path.index(PathFinder)] = Without
import cleanr.pipelines.{module}
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert f'{needs} is not installed. Run: pip install --upgrade "cleanr[{module}]"' in done.stderr


def test_cleanr_alone_imports_no_engine() -> None:
    code = (
        "import sys; from cleanr import Cleaner; c = Cleaner(); c.on('t', spans='s')({'t': ['Advertisement']}); "
        "print({n.partition('.')[0] for n in sys.modules} & "
        "{'pyarrow', 'pandas', 'polars', 'numpy', 'datatrove', 'pyspark', 'spacy'})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
