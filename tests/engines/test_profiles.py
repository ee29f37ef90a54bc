"""Profiles in engines: counted on shards, merged, and in force in a second pass."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from cleanr import Cleaner, ColumnError, Profile, ProfileError
from tests.engines.needed import MARKS, engine
from tests.test_profile_rules import page_of_site

pytestmark = MARKS

SITES = ("gazette.example", "courier.example")
PAGES = [
    {"id": str(n), "text": page_of_site(n), "url": f"https://www.{SITES[n % 2]}/{n}.html"} for n in range(120)
]  # fmt: skip


def plain_profile() -> Profile:
    profile = Profile()
    for page in PAGES:
        profile.observe(page["text"], page["url"])
    return profile


def plainly_cleaned() -> dict[str, str]:
    cleaner = Cleaner(profile=plain_profile())
    return {page["id"]: cleaner.clean(page["text"], site=page["url"]) for page in PAGES}


def test_datatrove_counts_on_shards_and_cleans_in_a_second_pass(tmp_path: Path) -> None:
    engine("datatrove")
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    from cleanr.pipelines.datatrove import CleanrFormatter, CleanrProfiler, profile_in

    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for shard in range(3):
        lines = [json.dumps(page) for page in PAGES[shard::3]]
        (corpus / f"part-{shard}.jsonl").write_text("\n".join(lines), encoding="utf-8")

    def run(name: str, *steps: Any) -> None:
        pipeline = [JsonlReader(str(corpus)), *steps]
        LocalPipelineExecutor(pipeline, tasks=3, workers=2, logging_dir=str(tmp_path / name)).run()

    run("first", CleanrProfiler(tmp_path / "profiles", site="url"))
    profile = profile_in(tmp_path / "profiles")
    assert profile == plain_profile()
    cleaner = Cleaner(profile=profile)
    run("second", CleanrFormatter(cleaner, site="url"), JsonlWriter(str(tmp_path / "out"), compression=None))
    done = [json.loads(line) for path in (tmp_path / "out").iterdir() for line in path.read_text("utf-8").splitlines()]
    assert {one["id"]: one["text"] for one in done} == plainly_cleaned()
    with pytest.raises(ProfileError, match="no profile"):
        profile_in(tmp_path / "out")


def test_spark_counts_on_partitions_and_cleans_with_the_merged_profile() -> None:
    engine("pyspark")
    from pyspark.sql import SparkSession

    from cleanr.pipelines import spark

    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        frame = session.createDataFrame([*PAGES, {"id": "none", "text": None, "url": None}]).repartition(3)
        profile = spark.profile(frame, "text", site="url")
        assert profile == plain_profile()
        with pytest.raises(ColumnError, match="no column 'host'"):
            spark.profile(frame, site="host")
        step = Cleaner(profile=profile).on("text", site="url")
        done = {row["id"]: row["text"] for row in spark.clean(frame, step).collect()}
        assert done == {**plainly_cleaned(), "none": None}
    finally:
        session.stop()


def test_datasets_and_tables_name_the_site_by_a_column() -> None:
    pa = engine("pyarrow")
    step = Cleaner(profile=plain_profile()).on("text", site="url", spans="found", output="clean")
    table = pa.concat_tables([pa.Table.from_pylist(PAGES[:50]), pa.Table.from_pylist(PAGES[50:])])
    for done in (step(table).to_pylist(), step(table.combine_chunks()).to_pylist(), step(PAGES)):
        assert {row["id"]: row["clean"] for row in done} == plainly_cleaned()
        assert all(row["found"] for row in done)
    with pytest.raises(ColumnError, match="no column 'url'"):
        step(table.drop_columns(["url"]))


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_frames_name_the_site_by_a_column(library: str) -> None:
    frames = engine(library)
    step = Cleaner(profile=plain_profile()).on("text", site="url")
    done = step(frames.DataFrame(PAGES))
    assert dict(zip(done["id"], done["text"], strict=True)) == plainly_cleaned()
    with pytest.raises(ColumnError, match="no column 'url'"):
        step(done[["id", "text"]])
