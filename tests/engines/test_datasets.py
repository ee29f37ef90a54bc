"""Hugging Face datasets: batches, two processes, streams, Arrow; and its cache, which is keyed by the pickle."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cleanr import Cleaner
from cleanr.pipelines.spancolumn import arrow_type
from tests.engines.documents import as_bytes, cleaner, documents, expected, records, rows_of
from tests.engines.needed import MARKS, engine
from tests.test_spec import PACK

datasets, pa = engine("datasets"), engine("pyarrow")
pytestmark = MARKS

STEP = cleaner().on("text", spans="spans", output="clean")
FEW = 300


@pytest.fixture
def articles(tmp_path: Path) -> Any:
    lines = pa.Table.from_pylist(records())
    path = tmp_path / "articles.parquet"
    engine("pyarrow.parquet").write_table(lines, path)
    return datasets.Dataset.from_parquet(str(path), cache_dir=str(tmp_path / "cache"))


def test_arrow_batches_in_two_processes_are_the_plain_loop(articles: Any) -> None:
    done = articles.with_format("arrow").map(STEP, batched=True, num_proc=2)
    assert as_bytes(rows_of(done.with_format(None).to_list())) == expected()
    assert done.data.schema.field("spans").type == arrow_type()


def test_dicts_records_and_streams_are_the_plain_loop(articles: Any) -> None:
    few = articles.select(range(FEW))
    clean = cleaner().clean_batch(documents()[:FEW])
    inplace = cleaner().on("text")
    assert few.map(inplace, batched=True)["text"][:] == clean
    assert few.map(inplace)["text"][:] == clean
    assert [row["text"] for row in few.to_iterable_dataset().map(inplace, batched=True)] == clean
    assert few.map(inplace, batched=True)["site"][:] == few["site"][:]


def test_the_cache_is_used_again_when_and_only_when_nothing_changed(articles: Any, tmp_path: Path) -> None:
    pack = tmp_path / "ours.toml"
    pack.write_text(PACK.format(strength="strong"), encoding="utf-8")
    few = articles.select(range(20))

    def key(**settings: Any) -> str:
        return str(few.map(Cleaner(**settings).on("text"), batched=True)._fingerprint)

    first = key(rules=[str(pack)])
    assert key(rules=[str(pack)]) == first
    pack.write_text(PACK.format(strength="weak"), encoding="utf-8")
    assert key(rules=[str(pack)]) != first
    assert key() == key(policy="article") != key(policy="strict")


def test_the_key_is_the_same_in_every_process() -> None:
    code = (
        "from datasets.fingerprint import Hasher; from cleanr import Cleaner; c = Cleaner(ignore=['share']); {}; "
        "print(Hasher.hash(c.on('text', spans='s')))"
    )
    keys = {
        subprocess.run([sys.executable, "-c", code.format(use)], capture_output=True, text=True, check=True).stdout
        for use in ("0", "c.clean('Advertisement')")
    }
    assert len(keys) == 1
