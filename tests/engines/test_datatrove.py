"""datatrove with its own readers, writers and executors."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cleanr import Cleaner, SettingsError
from cleanr.pipelines.spancolumn import arrow_type
from tests.engines.documents import COUNT, as_bytes, cleaner, documents, expected
from tests.engines.needed import MARKS, engine

engine("datatrove")
pq = engine("pyarrow.parquet")
from datatrove.executor import LocalPipelineExecutor  # noqa: E402
from datatrove.pipeline.readers import JsonlReader  # noqa: E402
from datatrove.pipeline.writers import JsonlWriter, ParquetWriter  # noqa: E402

from cleanr.pipelines.datatrove import CleanrFormatter, CleanrTagger, parquet_schema  # noqa: E402

pytestmark = MARKS

ROOT = Path(__file__).parents[2]
SHARDS = 4


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documents in shards of JSON lines; datatrove's readers leave out texts that are missing or empty."""
    folder = tmp_path_factory.mktemp("corpus")
    for shard in range(SHARDS):
        with (folder / f"part-{shard}.jsonl").open("w", encoding="utf-8") as file:
            for index in range(shard, COUNT, SHARDS):
                file.write(json.dumps({"id": str(index), "text": documents()[index], "site": "a"}) + "\n")
    return folder


def run(corpus: Path, out: Path, *steps: Any, workers: int = 2, **options: Any) -> Any:
    return LocalPipelineExecutor(
        [JsonlReader(str(corpus)), *steps],
        tasks=SHARDS, workers=workers, logging_dir=str(out / "logs"), skip_completed=True, **options,
    ).run()  # fmt: skip


def test_spans_never_stand_over_a_field_of_the_document() -> None:
    """A writer that expands metadata would write the spans in place of the text."""
    for make in (CleanrFormatter, CleanrTagger):
        with pytest.raises(SettingsError, match="spans need a metadata key of their own, not 'text'"):
            make("article", spans="text")
    with pytest.raises(SettingsError, match="spans need a column of their own, not 'site' again"):
        parquet_schema({"site": "string"}, spans="site")


def rows(folder: Path) -> list[dict[str, Any]]:
    return [row for file in sorted(folder.glob("*.parquet")) for row in pq.read_table(file).to_pylist()]


def all_of(records: list[dict[str, Any]]) -> bytes:
    """With what the readers leave out, and with the empty texts that the writer makes null."""
    left_out = [(i, text, None if text is None else []) for i, text in enumerate(documents()) if not text]
    return as_bytes([*((int(r["id"]), r["text"] or "", r["spans"]) for r in records), *left_out])


def test_the_formatter_is_the_plain_loop(corpus: Path, tmp_path: Path) -> None:
    schema = parquet_schema({"site": "string"}, spans="spans")
    writer = ParquetWriter(str(tmp_path / "out"), expand_metadata=True, schema=schema)
    stats = run(corpus, tmp_path, CleanrFormatter(cleaner(), spans="spans"), writer)
    done = rows(tmp_path / "out")
    assert all_of(done) == expected()
    assert {row["site"] for row in done} == {"a"}
    (file, *_) = (tmp_path / "out").glob("*.parquet")
    assert pq.read_schema(file).field("spans").type == arrow_type()

    (step,) = (s for s in stats.stats if "cleanr" in s.name)
    assert step["total"].total == len(done) == sum(bool(text) for text in documents())
    reports = [cleaner().analyze(text) for text in documents() if text]
    for category in ("newsletter", "ad", "share", "byline"):
        spans = [s for r in reports for s in r.segments if s.category == category]
        removed = [s.end - s.start for s in spans if s.action in ("strip", "mask", "extract")]
        tagged = [s.end - s.start for s in spans if s.action == "tag"]
        for name, sizes in ((f"removed_{category}", removed), (f"tagged_{category}", tagged)):
            assert (step[name].n, step[name].total) == (len(sizes), sum(sizes)), name
    assert step["changed"].total == sum(r.text not in ("", r.original) for r in reports)
    assert step["emptied"].total == sum(not r.text for r in reports)


def test_the_tagger_leaves_the_text(corpus: Path, tmp_path: Path) -> None:
    writer = JsonlWriter(str(tmp_path / "out"), output_filename="${rank}.jsonl", compression=None)
    run(corpus, tmp_path, CleanrTagger(Cleaner(policy="tag"), spans="furniture"), writer, workers=1, local_tasks=1)
    lines = [json.loads(line) for line in (tmp_path / "out" / "00000.jsonl").read_text("utf-8").split("\n") if line]
    assert len(lines) > COUNT // SHARDS * 0.9
    for line in lines[:100]:
        assert line["text"] == documents()[int(line["id"])]
        tags = Cleaner(policy="tag").analyze(line["text"]).tags
        assert [(s["start"], s["end"], s["rule"]) for s in line["metadata"]["furniture"]] == [
            (tag["start"], tag["end"], tag["rule"]) for tag in tags
        ]


def test_a_block_takes_a_spec_and_survives_dill() -> None:
    import dill

    block = CleanrFormatter({"policy": "strict"})
    assert block.cleaner == Cleaner(policy="strict")
    assert dill.loads(dill.dumps(block)).cleaner == block.cleaner
    assert block.format("The vote is on Monday.\nAdvertisement") == "The vote is on Monday."


def test_a_run_that_is_killed_does_only_what_was_left(corpus: Path, tmp_path: Path) -> None:
    """Killed without a word when the third of four tasks opens its shard; what is started again does two, and all is
    there."""
    job = [
        sys.executable,
        ROOT / "examples" / "datatrove_job.py",
        corpus,
        tmp_path,
        "--tasks",
        str(SHARDS),
        "--workers",
        "1",
    ]
    completions = tmp_path / "logs" / "completions"
    killing = {**os.environ, "PYTHONPATH": str(ROOT / "tests" / "killed"), "OPENED": "part-2.jsonl"}
    first = subprocess.run(job, capture_output=True, check=False, start_new_session=True, env=killing)
    assert first.returncode == -signal.SIGKILL, first.stderr.decode()
    done = {path.name for path in completions.glob("*")}
    assert done == {"00000", "00001"}
    untouched = [path for name in done for path in (tmp_path / "documents").glob(f"*{name}.parquet")]
    assert len(untouched) == len(done)
    before = [path.stat().st_mtime_ns for path in untouched]

    second = subprocess.run(job, capture_output=True, text=True, check=True)
    assert {path.name for path in completions.glob("*")} == {f"{rank:05d}" for rank in range(SHARDS)}
    assert [path.stat().st_mtime_ns for path in untouched] == before, "done tasks are not done again"
    assert f"Skipping {len(done)} already completed tasks" in second.stderr
    assert len(rows(tmp_path / "documents")) == sum(bool(text) for text in documents())

    third = subprocess.run(job, capture_output=True, text=True, check=True)
    assert "all 4 tasks have already been completed" in third.stderr
