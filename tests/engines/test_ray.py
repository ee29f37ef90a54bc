"""Ray Data with tasks, and datatrove's executor on Ray."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.engines.documents import as_bytes, cleaner, documents, expected, records, rows_of
from tests.engines.needed import MARKS, engine

ray, pa = engine("ray"), engine("pyarrow")
engine("ray.data")
pytestmark = MARKS

STEP = cleaner().on("text", spans="spans", output="clean")


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    ray.shutdown()  # a recipe that ran before in this process started one of its own
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, object_store_memory=300 * 2**20)
    yield
    ray.shutdown()


def test_ray_tasks_are_the_plain_loop() -> None:
    articles = ray.data.from_arrow(pa.Table.from_pylist(records())).repartition(4)
    done = articles.map_batches(STEP, batch_format="pyarrow", batch_size=500)
    assert as_bytes(rows_of(done.take_all())) == expected()


@pytest.mark.parametrize("kind", ["pandas", "numpy", "default"])
def test_ray_takes_other_batches(kind: str) -> None:
    articles = ray.data.from_arrow(pa.Table.from_pylist(records()[:200]))
    done = articles.map_batches(cleaner().on("text"), batch_format=kind).take_all()
    assert {row["id"]: row["text"] for row in done} == dict(enumerate(cleaner().clean_batch(documents()[:200])))


def test_datatrove_runs_on_ray(tmp_path: Path) -> None:
    engine("datatrove")
    from datatrove.executor import RayPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    from cleanr.pipelines.datatrove import CleanrFormatter

    given = {str(i): text for i, text in enumerate(documents()[:200]) if text}
    (tmp_path / "in").mkdir()
    lines = [json.dumps({"id": name, "text": text}) for name, text in given.items()]
    (tmp_path / "in" / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    steps: list[Any] = [
        JsonlReader(str(tmp_path / "in")),
        CleanrFormatter(cleaner()),
        JsonlWriter(str(tmp_path / "out"), compression=None),
    ]
    RayPipelineExecutor(steps, tasks=1, workers=1, mem_per_cpu_gb=0.5, logging_dir=str(tmp_path / "logs")).run()
    (file,) = (tmp_path / "out").glob("*.jsonl")
    done = [json.loads(line) for line in file.read_text("utf-8").split("\n") if line]
    assert {row["id"]: row.get("text", "") for row in done} == {i: cleaner().clean(t) for i, t in given.items()}
