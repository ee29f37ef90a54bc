"""Clean a whole corpus with datatrove: a folder of WET or JSON lines in, Parquet with spans and statistics out.

    pip install "cleanr[datatrove]"
    python examples/datatrove_job.py crawl/ out/ --tasks 64 --workers 8

out/documents/  Parquet: text (cleaned), id, metadata (JSON), spans (what was found, in code points of the text before)
out/logs/       a log for each task, and stats.json: how much of each category was removed

Run it again after a crash, with the same --tasks, and it does what was left. For Slurm or Ray, put the same pipeline
in datatrove's SlurmPipelineExecutor or RayPipelineExecutor.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader, WarcReader
from datatrove.pipeline.writers import ParquetWriter

from cleanr.pipelines.datatrove import CleanrFormatter, parquet_schema


def reader(folder: Path) -> Any:
    if any(folder.rglob("*.wet*")):
        return WarcReader(str(folder), glob_pattern="**/*.wet*")
    return JsonlReader(str(folder), glob_pattern="**/*.jsonl*")


def row(_writer: Any, document: Any) -> dict[str, Any]:
    spans = document.metadata.pop("spans")
    return {"text": document.text, "id": document.id, "metadata": json.dumps(document.metadata), "spans": spans}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", type=Path, help="a folder of *.wet, *.wet.gz, *.jsonl or *.jsonl.gz")
    parser.add_argument("output", type=Path)
    parser.add_argument("--policy", default="article", help="article, strict, tag, or a .toml file with settings")
    parser.add_argument("--tasks", type=int, default=16, help="parts of the work; one that is done is not done again")
    parser.add_argument("--workers", type=int, default=2, help="how many tasks run at once")
    options = parser.parse_args()
    if not options.input.is_dir():
        parser.error(f"{options.input} is not a folder")
    schema = parquet_schema({"metadata": "string"}, spans="spans")
    LocalPipelineExecutor(
        [
            reader(options.input),
            CleanrFormatter(options.policy, spans="spans"),
            ParquetWriter(str(options.output / "documents"), adapter=row, schema=schema, compression="zstd"),
        ],
        tasks=options.tasks,
        workers=options.workers,
        logging_dir=str(options.output / "logs"),
    ).run()


if __name__ == "__main__":
    main()
