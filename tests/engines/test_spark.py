"""Spark in local mode, on two cores."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cleanr.errors import ColumnError
from cleanr.pipelines.spancolumn import arrow_type
from tests.engines.documents import as_bytes, cleaner, documents, expected, records, rows_of
from tests.engines.needed import MARKS, engine

engine("pyspark")
pa, pq = engine("pyarrow"), engine("pyarrow.parquet")
from pyspark.sql import SparkSession  # noqa: E402

from cleanr.pipelines import spark  # noqa: E402

pytestmark = MARKS

ROOT = Path(__file__).parents[2]
STEP = cleaner().on("text", spans="spans", output="clean")


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    made = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "500")
        .getOrCreate()
    )
    yield made
    made.stop()


@pytest.fixture(scope="module")
def frame(session: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("spark") / "articles.parquet"
    pq.write_table(pa.Table.from_pylist(records()), path)
    return session.read.parquet(str(path)).repartition(4)


def test_spark_is_the_plain_loop(frame: Any) -> None:
    done = spark.clean(frame, STEP)
    assert done.columns == ["id", "text", "site", "clean", "spans"]
    table = done.toArrow()
    assert as_bytes(rows_of(table.to_pylist())) == expected()
    assert table.schema.field("spans").type == arrow_type()
    originals = {row["id"]: (row["text"], row["site"]) for row in table.to_pylist()}
    assert originals == {row["id"]: (row["text"], row["site"]) for row in records()}


def test_the_text_in_its_place_and_pandas_too(frame: Any) -> None:
    few = frame.where("id < 200")
    clean = {row["id"]: row["text"] for row in spark.clean(few, cleaner().on("text")).collect()}
    assert clean == dict(enumerate(cleaner().clean_batch(documents()[:200])))
    by_pandas = few.mapInPandas(cleaner().on("text"), few.schema).collect()
    assert {row["id"]: row["text"] for row in by_pandas} == clean


def test_sql_counts_characters_as_spans_do(frame: Any) -> None:
    spans = spark.clean(frame.where("id < 200"), STEP).selectExpr("text", "clean", "inline(spans)")
    for row in spans.selectExpr("text", "start", "end", "substring(text, start + 1, end - start) AS said").collect():
        assert row["said"] == row["text"][row["start"] : row["end"]]


def test_a_wrong_column_is_told_before_anything_runs(frame: Any) -> None:
    with pytest.raises(ColumnError, match="no column 'txt' in this frame; did you mean 'text'"):
        spark.clean(frame, cleaner().on("txt"))
    with pytest.raises(ColumnError, match="column 'id' is bigint, not string"):
        spark.clean(frame, cleaner().on("id"))


def test_both_cores_work_at_once(frame: Any, tmp_path: Path) -> None:
    """Each task waits until another process is at work too, however slow the machine is."""

    def at_work(batches: Iterator[Any]) -> Iterator[Any]:
        (tmp_path / str(os.getpid())).touch()
        until = time.monotonic() + 120
        while len(os.listdir(tmp_path)) < 2 and time.monotonic() < until:
            time.sleep(0.05)
        at_once = len(os.listdir(tmp_path))
        rows = sum(batch.num_rows for batch in STEP(batches))
        yield pa.RecordBatch.from_pylist([{"pid": os.getpid(), "at_once": at_once, "rows": rows}])

    parts = frame.where("id < 2000").mapInArrow(at_work, "pid long, at_once long, rows long").collect()
    assert sum(part["rows"] for part in parts) == 2000
    assert {part["at_once"] for part in parts} == {2}
    assert len({part["pid"] for part in parts}) == 2


def test_the_example_runs(tmp_path: Path) -> None:
    lines = [json.dumps(record) for record in records()[:400]]
    (tmp_path / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    job = [sys.executable, ROOT / "examples" / "spark_job.py", tmp_path / "articles.jsonl", tmp_path / "out"]
    environ = {name: value for name, value in os.environ.items() if name != "PYSPARK_PYTHON"}
    subprocess.run([*job, "--master", "local[2]"], check=True, capture_output=True, env=environ)
    table = pq.read_table(tmp_path / "out")
    assert table.num_rows == 400
    assert {row["id"] for row in table.to_pylist() if row["clean"] != row["text"]}
