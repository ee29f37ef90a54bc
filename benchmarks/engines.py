"""What each engine costs beside the plain loop: CPU seconds on the same documents, the engine's own start left out.

    python -m benchmarks.engines [--documents 4000] [--rounds 3] [NAME ...]

The documents are those of tests/engines. The plain loop and every engine make text and spans of them; what only cleans
is held against a loop that only cleans. CPU seconds are those of this process and of all below it, Java too; processes
that an engine starts anew for a job (Dask, datasets) count with all their imports. Best of several rounds, loop and
engine by turns, so that what else the machine does hits both.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from cleanr import Cleaner
from cleanr.pipelines.spancolumn import records_of
from tests.engines.documents import documents

CLEANER = Cleaner()
STEP = CLEANER.on("text", spans="spans", output="clean")
Job = Callable[[], object]


def cpu() -> float:
    """CPU seconds of this process, of its finished children, and of all that still runs below it."""
    import psutil

    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    below = (process.cpu_times() for process in psutil.Process().children(recursive=True))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages) + sum(sum(times[:4]) for times in below)


def took(job: Job) -> float:
    """Return the CPU seconds that ``job`` takes."""
    start = cpu()
    job()
    return cpu() - start


def jobs(texts: list[str | None], folder: Path) -> Iterator[tuple[str, Job, Job]]:
    """Yield a name, the loop to hold it against, and the job."""

    def loop() -> object:
        reports = [None if text is None else CLEANER.analyze(text) for text in texts]
        return [report and (report.text, records_of(report)) for report in reports]

    def cleaning() -> object:
        return [None if text is None else CLEANER.clean(text) for text in texts]

    rows = [{"id": str(index), "text": text} for index, text in enumerate(texts)]
    yield "the plain loop, again", loop, loop
    yield "clean_batch", cleaning, lambda: CLEANER.clean_batch(texts)
    columns = {"id": [row["id"] for row in rows], "text": texts}
    yield "dict of columns", loop, lambda: STEP(columns)
    yield "list of records", loop, lambda: STEP(rows)
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.Table.from_pylist(rows)
    pq.write_table(table, folder / "articles.parquet")
    yield "Arrow table", loop, lambda: STEP(table)
    yield "Arrow record batches of 100", loop, lambda: list(STEP(iter(table.to_batches(max_chunksize=100))))
    yield "clean_arrow", cleaning, lambda: CLEANER.clean_arrow(table["text"])
    frame = table.to_pandas()
    yield "pandas", loop, lambda: STEP(frame)
    yield from _engines(loop, cleaning, table, folder)


def _engines(loop: Job, cleaning: Job, table: Any, folder: Path) -> Iterator[tuple[str, Job, Job]]:
    import dask.dataframe as dd
    import datasets
    import duckdb
    import polars as pl

    polars = pl.from_arrow(table)
    yield "Polars", loop, lambda: STEP(polars)
    yield "Polars, lazy, streaming", loop, lambda: STEP(polars.lazy()).collect(engine="streaming")
    db = duckdb.connect()
    db.create_function("cleaned", CLEANER.clean_arrow, ["VARCHAR"], "VARCHAR", type="arrow")
    db.register("articles", table)
    yield "DuckDB, clean_arrow", cleaning, lambda: db.sql("SELECT cleaned(text) FROM articles").fetchall()
    dask = dd.from_pandas(table.to_pandas(), npartitions=4).map_partitions(STEP, meta=STEP(table.to_pandas().head(0)))
    yield "Dask, one process", loop, lambda: dask.compute(scheduler="synchronous")
    yield "Dask, two processes", loop, lambda: dask.compute(scheduler="processes", num_workers=2)
    datasets.disable_progress_bars()
    datasets.disable_caching()
    hugging = datasets.Dataset(table)
    arrow = hugging.with_format("arrow")
    yield "datasets, Arrow", loop, lambda: arrow.map(STEP, batched=True)
    yield "datasets, Arrow, num_proc=2", loop, lambda: arrow.map(STEP, batched=True, num_proc=2)
    inplace = CLEANER.on("text")
    yield "datasets, dicts", cleaning, lambda: hugging.map(inplace, batched=True)
    yield "datatrove, JSON lines to Parquet", loop, _datatrove(table, folder)
    yield "Spark, two cores, Parquet to Parquet", loop, _spark(folder)


def _datatrove(table: Any, folder: Path) -> Job:
    import json

    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import ParquetWriter
    from datatrove.utils.logging import logger

    from cleanr.pipelines.datatrove import CleanrFormatter, parquet_schema

    logger.remove()
    (folder / "jsonl").mkdir()
    lines = "\n".join(json.dumps(row) for row in table.to_pylist())
    (folder / "jsonl" / "articles.jsonl").write_text(lines, encoding="utf-8")
    schema = parquet_schema(spans="spans")

    def run() -> None:
        with tempfile.TemporaryDirectory() as out:
            writer = ParquetWriter(f"{out}/documents", schema=schema, expand_metadata=True)
            steps: list[Any] = [JsonlReader(str(folder / "jsonl")), CleanrFormatter(CLEANER, spans="spans"), writer]
            LocalPipelineExecutor(steps, tasks=1, logging_dir=f"{out}/logs").run()

    return run


def _spark(folder: Path) -> Job:
    """Java is started before anything is timed."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    from cleanr.pipelines import spark

    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    articles = session.read.parquet(str(folder / "articles.parquet")).repartition(4)
    return lambda: spark.clean(articles, STEP).write.mode("overwrite").parquet(str(folder / "spark"))


def main() -> None:
    """Print a table, a row for each engine."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="parts of names; all when none is given")
    parser.add_argument("--documents", type=int, default=4_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    texts = list(documents()[: options.documents])
    CLEANER.clean_batch(texts[:200])
    print("| engine | CPU s | plain loop | more |\n|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, plain, job in jobs(texts, Path(folder)):
            if options.names and not any(part.lower() in name.lower() for part in options.names):
                continue
            rounds = [(took(plain), took(job)) for _ in range(options.rounds)]
            loop, engine = min(a for a, _ in rounds), min(b for _, b in rounds)
            print(f"| {name} | {engine:.2f} | {loop:.2f} | {engine / loop - 1:+.0%} |", flush=True)


if __name__ == "__main__":
    main()
