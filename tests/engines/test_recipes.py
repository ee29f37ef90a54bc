"""The recipes of docs/engines.md, as they stand there, each in a folder with articles."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cleanr import Cleaner
from tests.engines.documents import documents
from tests.engines.needed import engine

PAGE = (Path(__file__).parents[2] / "docs" / "engines.md").read_text(encoding="utf-8")
RECIPES: dict[str, str] = dict(re.findall(r"```python\n# recipe: ([^\n]+)\n(.*?)```", PAGE, re.DOTALL))
TEXTS = [text for text in documents()[:60] if text]
CLEAN = [Cleaner().clean(text) for text in TEXTS]
SMALL = ["The vote is on Monday."]

# What each recipe needs, and the texts that it made.
MADE: dict[str, tuple[tuple[str, ...], Callable[[dict[str, Any]], list[Any]]]] = {
    "datatrove": (("datatrove",), lambda _: [r["text"] or "" for r in _parquet("cleaned/*.parquet")]),
    "Spark": (("pyspark",), lambda r: [row["clean"] for row in r["cleaned"].sort("id").collect()]),
    "datasets": (("datasets",), lambda r: list(r["cleaned"]["clean"])),
    "Ray Data": (("ray.data",), lambda r: r["cleaned"].sort("id").to_pandas()["clean"].tolist()),
    "Dask": (("dask.dataframe",), lambda r: r["cleaned"].compute()["clean"].tolist()),
    "Polars": (("polars",), lambda r: r["cleaned"]["clean"].to_list()),
    "pandas": (("pandas", "pyarrow"), lambda r: r["cleaned"]["clean"].tolist()),
    "DuckDB": (("duckdb", "numpy", "pyarrow"), lambda r: [clean for _, _, clean in r["cleaned"]]),
    "LangChain": (("langchain_core",), lambda r: [d.page_content for d in r["cleaned"]]),
    "LlamaIndex": (("llama_index.core",), lambda r: [node.text for node in r["cleaned"]]),
    "Haystack": (("haystack",), lambda r: [d.content for d in r["cleaned"]]),
    "scikit-learn": (("sklearn",), lambda r: list(r["words"])),
    "spaCy": (("spacy",), lambda r: r["found"]),
}
OWN_TEXT: dict[str, list[Any]] = {
    "LangChain": SMALL,
    "LlamaIndex": SMALL,
    "Haystack": SMALL,
    "scikit-learn": ["1904", "in", "is", "monday", "on", "opened", "pier", "the", "vote"],
    "spaCy": [("Sign up for our newsletter", "newsletter", "newsletter.heading")],
}


def _parquet(pattern: str) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    return [row for path in sorted(Path().glob(pattern)) for row in pq.read_table(path).to_pylist()]


def test_there_is_a_test_for_each_recipe_and_each_is_short() -> None:
    assert RECIPES.keys() == MADE.keys()
    assert {name: len(code.splitlines()) for name, code in RECIPES.items() if len(code.splitlines()) > 15} == {}
    assert PAGE.count("```python") == len(RECIPES)


@pytest.fixture
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pa, pq = engine("pyarrow"), engine("pyarrow.parquet")
    monkeypatch.chdir(tmp_path)
    rows = [{"id": index, "text": text} for index, text in enumerate(TEXTS)]
    pq.write_table(pa.Table.from_pylist(rows), "articles.parquet")
    lines = [json.dumps({"id": str(row["id"]), "text": row["text"]}) for row in rows]
    Path("articles.jsonl").write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize("name", RECIPES)
@pytest.mark.usefixtures("articles")
@pytest.mark.engine
@pytest.mark.filterwarnings("default")
def test_a_recipe_does_what_it_says(name: str) -> None:
    needs, made = MADE[name]
    for module in needs:
        engine(module)
    names: dict[str, Any] = {"__name__": "recipe"}
    exec(compile(RECIPES[name], f"docs/engines.md: {name}", "exec"), names)
    assert made(names) == OWN_TEXT.get(name, CLEAN)


@pytest.mark.usefixtures("articles")
@pytest.mark.engine
@pytest.mark.filterwarnings("default")
def test_duckdb_cuts_out_what_the_spans_say() -> None:
    engine("duckdb")
    names: dict[str, Any] = {}
    exec(RECIPES["DuckDB"], names)
    tags = [(i, t["start"], t["end"], t["rule"]) for i, text in enumerate(TEXTS) for t in Cleaner().analyze(text).tags]
    assert [(row[0], row[1], row[2], row[5]) for row in names["spans"]] == tags
    tagged = names["tagged"]  # DuckDB finds it by its name
    cut = names["db"].sql(
        "SELECT id, substring(text, s.start + 1, s.end - s.start) FROM (SELECT id, text, unnest(spans) AS s FROM tagged)"
    )
    assert cut.fetchall() == [(i, TEXTS[i][start:end]) for i, start, end, _ in tags]
    assert tagged.num_rows == len(TEXTS)
