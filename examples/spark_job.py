"""Clean a whole corpus with Spark: JSON lines or Parquet in, Parquet with a span column out.

    pip install "cleanr[spark]"        (and Java 17)
    python examples/spark_job.py articles/ out/ --master "local[2]"

The cleaned text goes to the column `clean`, what was found to `spans` (code points of `text`), all other columns stay.
On a cluster every worker needs cleanr: see docs/engines.md.
"""

from __future__ import annotations

import argparse
import os
import sys

from pyspark.sql import SparkSession

from cleanr import Cleaner
from cleanr.pipelines import spark


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", help="a file or folder that Spark can read")
    parser.add_argument("output", help="a folder that is not there yet")
    parser.add_argument("--format", default="json", choices=["json", "parquet"])
    parser.add_argument("--column", default="text")
    parser.add_argument("--policy", default="article", help="article, strict, tag, or a .toml file with settings")
    parser.add_argument("--master", default="local[*]")
    options = parser.parse_args()

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else workers start the python3 of their PATH
    session = (
        SparkSession.builder.master(options.master)
        .config("spark.sql.files.maxPartitionBytes", "16m")  # cleaning is slow next to reading: small parts, all cores
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "1000")
        .getOrCreate()
    )
    articles = session.read.format(options.format).load(options.input)
    step = Cleaner.from_spec(options.policy).on(options.column, output="clean", spans="spans")
    spark.clean(articles, step).write.parquet(options.output)
    session.stop()


if __name__ == "__main__":
    main()
