"""`Cleaner.on` and `clean_arrow` on Arrow, pandas, Polars and NumPy."""

from __future__ import annotations

import pickle
import subprocess
import sys
from typing import Any

import pytest

from cleanr import Cleaner
from cleanr.errors import ColumnError
from cleanr.pipelines.spancolumn import arrow_type, polars_type
from tests.engines.documents import as_bytes, cleaner, expected, records, rows_of
from tests.engines.needed import MARKS, engine

pa, np, pd, pl = engine("pyarrow"), engine("numpy"), engine("pandas"), engine("polars")
pytestmark = MARKS

FEW = 300
TEXTS = ["The vote is on Monday.\nAdvertisement", None, "", "A pier, 😀.\nSign up for our newsletter"]
CLEAN = ["The vote is on Monday.\n[ad]", None, "", "A pier, 😀."]
STEP = cleaner().on("text", spans="spans", output="clean")
INPLACE = cleaner().on("text")


@pytest.fixture(scope="module")
def table() -> Any:
    return pa.Table.from_pylist(records())


# --- the same as the plain loop --------------------------------------------------------------------------------------


def test_arrow_is_the_plain_loop(table: Any) -> None:
    done = STEP(table)
    assert as_bytes(rows_of(done.to_pylist())) == expected()
    assert done.drop_columns(["clean", "spans"]).equals(table)
    assert cleaner().clean_arrow(table["text"]).equals(done["clean"])
    assert cleaner().clean_batch(table["text"].to_pylist()) == done["clean"].to_pylist()


def test_record_batches_are_the_plain_loop(table: Any) -> None:
    done = pa.Table.from_batches(STEP(iter(table.slice(0, FEW).to_batches(max_chunksize=70))))
    assert as_bytes(rows_of(done.to_pylist())) == expected(FEW)


def test_pandas_is_the_plain_loop(table: Any) -> None:
    done = STEP(table.to_pandas())
    assert as_bytes(rows_of(pa.Table.from_pandas(done).to_pylist())) == expected()
    assert done["site"].tolist() == table["site"].to_pylist()


def test_polars_is_the_plain_loop() -> None:
    frame = pl.DataFrame(records())
    assert as_bytes(rows_of(STEP(frame).to_dicts())) == expected()
    lazily = STEP(frame.head(FEW).lazy()).collect(engine="streaming")
    assert as_bytes(rows_of(lazily.to_dicts())) == expected(FEW)


def test_dicts_are_the_plain_loop(table: Any) -> None:
    done = STEP(table.to_pydict())
    assert as_bytes(zip(done["id"], done["clean"], done["spans"], strict=True)) == expected()
    assert as_bytes(rows_of(STEP(records()[:FEW]))) == expected(FEW)
    assert as_bytes(rows_of(STEP(iter(records()[:FEW])))) == expected(FEW)


# --- types stay ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())], ids=str
)
def test_arrow_types_chunks_and_metadata_stay(kind: Any) -> None:
    field = pa.field("text", kind, metadata={"a": "b"})
    schema = pa.schema([pa.field("n", pa.int8()), field], metadata={"c": "d"})
    batch = pa.RecordBatch.from_arrays(
        [pa.array([9, 1, 2, 3, 4], pa.int8()), pa.array(["x", *TEXTS], kind)], schema=schema
    )
    table = pa.Table.from_batches([batch.slice(1), batch.slice(1)])
    done = INPLACE(table)
    assert done.schema.equals(table.schema, check_metadata=True)
    assert done["text"].to_pylist() == CLEAN * 2
    assert (done["text"].num_chunks, done["n"].to_pylist()) == (2, [1, 2, 3, 4] * 2)
    (one,) = list(INPLACE(iter([batch.slice(1)])))
    assert isinstance(one, pa.RecordBatch)
    assert one["text"].to_pylist() == CLEAN
    assert cleaner().clean_arrow(batch["text"].slice(1)).to_pylist() == CLEAN
    assert cleaner().clean_arrow(table["text"]).type == kind


@pytest.mark.parametrize("kind", ["object", "str", "string", "string[pyarrow]", "category"])
def test_pandas_types_index_and_nulls_stay(kind: str) -> None:
    frame = pd.DataFrame({"text": pd.array(TEXTS, dtype=kind), "n": range(4)}, index=[7, 7, 8, 9])
    before = frame.copy()
    done = STEP(frame)
    pd.testing.assert_frame_equal(frame, before)
    assert done["clean"].dtype == frame["text"].dtype or kind == "category"
    assert done["clean"].dtype.name == frame["text"].dtype.name
    assert done.index.tolist() == [7, 7, 8, 9]
    assert done["clean"].astype(object).where(done["clean"].notna(), None).tolist() == CLEAN
    assert done["spans"].dtype == pd.ArrowDtype(arrow_type())
    assert done["spans"].isna().tolist() == [False, True, False, False]
    assert INPLACE(frame).columns.tolist() == ["text", "n"]


@pytest.mark.parametrize("kind", [pl.String, pl.Categorical])
def test_polars_types_stay(kind: Any) -> None:
    frame = pl.DataFrame({"text": pl.Series(TEXTS, dtype=pl.String).cast(kind), "n": range(4)})
    done = STEP(frame)
    assert list(done.schema) == ["text", "n", "clean", "spans"]
    assert list(done.schema.values()) == [kind, pl.Int64, kind, polars_type()]
    assert done["clean"].to_list() == CLEAN
    assert STEP(frame.lazy()).collect_schema() == done.schema
    assert pl.from_arrow(STEP(frame.to_arrow())).schema["spans"] == done.schema["spans"]


def test_numpy_stays() -> None:
    batch = {"text": np.array(TEXTS, dtype=object), "n": np.arange(4)}
    done = STEP(batch)
    assert isinstance(done["clean"], np.ndarray)
    assert done["clean"].tolist() == CLEAN
    assert done["n"] is batch["n"]
    assert INPLACE({"text": np.array(["Advertisement"])})["text"].tolist() == ["[ad]"]


@pytest.mark.parametrize(
    "empty",
    [pa.table({"text": pa.array([], pa.string())}), pl.DataFrame({"text": []}, schema={"text": pl.String})],
    ids=["arrow", "polars"],
)
def test_nothing_in_nothing_out_of_the_same_types(empty: Any) -> None:
    assert (
        STEP(empty).schema
        == STEP(type(empty)({"text": TEXTS}) if type(empty) is pl.DataFrame else pa.table({"text": TEXTS})).schema
    )
    assert len(STEP(empty)) == 0
    assert INPLACE(empty).equals(empty)


def test_columns_of_nulls_only_stay() -> None:
    assert INPLACE(pa.table({"text": pa.nulls(2)}))["text"].to_pylist() == [None, None]
    assert INPLACE(pl.DataFrame({"text": [None, None]}))["text"].to_list() == [None, None]
    assert INPLACE(pd.DataFrame({"text": [None, float("nan"), pd.NA]}))["text"].isna().all()


def test_a_column_alone_is_a_batch_of_texts_and_its_nulls_are_none() -> None:
    cleaner = Cleaner()
    nulls = [None, float("nan"), pd.NA, pd.NaT]
    assert cleaner.clean_batch(pd.Series(["One.\nAdvertisement", *nulls], dtype=object)) == ["One.", *[None] * 4]
    assert cleaner.clean_batch(pd.Series(["One.", None], dtype="string")) == ["One.", None]
    assert cleaner.clean_batch(pl.Series(["One.", None])) == ["One.", None]


def test_what_is_told_to_do_with_a_column_does_it() -> None:
    clean = Cleaner().clean
    assert pd.Series(["One.\nAdvertisement", None]).map(clean, na_action="ignore").tolist()[0] == "One."
    column = pl.Series(["One.\nAdvertisement", None])
    assert column.map_elements(clean, return_dtype=pl.String).to_list() == ["One.", None]


# --- offsets ---------------------------------------------------------------------------------------------------------


def test_spans_are_in_code_points_as_arrow_and_polars_count() -> None:
    import pyarrow.compute as pc

    done = STEP(pa.table({"text": TEXTS[3:]}))
    span = done["spans"].to_pylist()[0][0]
    assert pc.utf8_slice_codeunits(done["text"], span["start"], span["end"]).to_pylist() == [
        "Sign up for our newsletter"
    ]
    frame = pl.from_arrow(done).explode("spans").unnest("spans")
    found = frame.select(pl.col("text").str.slice(pl.col("start"), pl.col("end") - pl.col("start")))
    assert found.item() == "Sign up for our newsletter"


# --- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("batch", "said"),
    [
        (pa.table({"txt": ["a"]}), "no column 'text' in this batch; did you mean 'txt'"),
        (pa.table({"text": [1]}), "column 'text' holds int64, not text"),
        (pa.table([["a"], ["b"]], names=["text", "text"]), "2 columns are called 'text'"),
        (pa.array(["a"]), "clean_arrow"),
        (pd.DataFrame({"txt": ["a"]}), "did you mean 'txt'"),
        (pd.DataFrame({"text": ["a", 3]}), "row 1 of column 'text' holds int, not text"),
        (pd.DataFrame([["a", "b"]], columns=["text", "text"]), "2 columns are called 'text'"),
        (pd.Series(["a"]), r'write series.map\(cleaner.clean, na_action="ignore"\)'),
        (pl.Series(["a"]), r"write series.map_elements\(cleaner.clean, return_dtype=pl.String\)"),
        (pl.DataFrame({"txt": ["a"]}), "did you mean 'txt'"),
        (pl.DataFrame({"text": [1]}), "holds Int64, not text"),
        (pl.DataFrame({"text": [1]}).lazy(), "holds Int64, not text"),
    ],
    ids=range(12),
)
def test_what_is_no_batch_of_texts_is_told_so(batch: Any, said: str) -> None:
    with pytest.raises(ColumnError, match=said):
        INPLACE(batch)


def test_an_array_of_numbers_is_told_so() -> None:
    with pytest.raises(ColumnError, match="holds int64, not text"):
        cleaner().clean_arrow(pa.array([1]))


def test_a_step_is_the_same_after_a_pickle(table: Any) -> None:
    assert pickle.loads(pickle.dumps(STEP))(table.slice(0, 50)).equals(STEP(table.slice(0, 50)))


def test_pandas_without_pyarrow_holds_spans_as_lists() -> None:
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "import pandas as pd; from cleanr import Cleaner\n"
        "done = Cleaner().on('text', spans='s')(pd.DataFrame({'text': ['Advertisement', None]}))\n"
        "print(done['s'].iloc[0][0]['category'], done['s'].iloc[1])"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "ad None\n", done.stderr
