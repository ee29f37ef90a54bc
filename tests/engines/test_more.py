"""Dask, DuckDB and scikit-learn on all documents; spaCy by its entry point."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

from cleanr import Cleaner
from tests.engines.documents import COUNT, as_bytes, cleaner, documents, expected, records, rows_of
from tests.engines.needed import MARKS, engine

pa = engine("pyarrow")
pytestmark = MARKS

STEP = cleaner().on("text", spans="spans", output="clean")


def test_dask_in_two_processes_is_the_plain_loop() -> None:
    dd, pd = engine("dask.dataframe"), engine("pandas")
    frame = dd.from_pandas(pd.DataFrame(records()), npartitions=4)
    lazily = frame.map_partitions(STEP, meta=STEP(frame._meta))
    done = lazily.compute(scheduler="processes", num_workers=2)
    assert done.dtypes.tolist() == lazily.dtypes.tolist()
    assert as_bytes(rows_of(pa.Table.from_pandas(done).to_pylist())) == expected()


def test_duckdb_cleans_as_arrow_does_which_is_the_plain_loop() -> None:
    duckdb = engine("duckdb")
    articles = pa.Table.from_pylist(records())
    db = duckdb.connect()
    db.create_function("cleaned", cleaner().clean_arrow, ["VARCHAR"], "VARCHAR", type="arrow")
    db.register("articles", articles)
    done = db.sql("SELECT id, cleaned(text) FROM articles ORDER BY id").fetchall()
    assert [clean for _, clean in done] == STEP(articles)["clean"].to_pylist()
    assert [index for index, _ in done] == list(range(COUNT))


def test_scikit_learn_is_the_plain_loop() -> None:
    engine("sklearn")
    from sklearn.preprocessing import FunctionTransformer

    step = pickle.loads(pickle.dumps(FunctionTransformer(cleaner().clean_batch)))
    texts = [text or "" for text in documents()[:300]]
    assert step.fit_transform(texts) == cleaner().clean_batch(texts)


def spacy_found(nlp: Any, text: str) -> list[tuple[str, str, str]]:
    doc = nlp(text)
    assert doc.text == text
    return [(span.text, span.label_, span.id_) for span in doc.spans["cleanr"]]


def test_spacy_finds_the_component_by_name_and_keeps_it(tmp_path: Path) -> None:
    spacy = engine("spacy")
    nlp = spacy.blank("en")
    nlp.add_pipe("cleanr", config={"spec": {"policy": "tag", "ignore": ["share"]}})
    cleaner = Cleaner(policy="tag", ignore=["share"])
    for text in filter(None, documents()[:200]):
        tags = cleaner.analyze(text).tags
        found = spacy_found(nlp, text)
        assert [(label, rule) for _, label, rule in found] == [(tag["category"], tag["rule"]) for tag in tags]
        for (said, _, _), tag in zip(found, tags, strict=True):
            assert text[tag["start"] : tag["end"]].strip() in said
    nlp.to_disk(tmp_path / "model")
    again = spacy.load(tmp_path / "model")
    text = "The vote is on Monday.\nSign up for our newsletter\nShare this"
    assert (
        spacy_found(again, text)
        == spacy_found(nlp, text)
        == [("Sign up for our newsletter", "newsletter", "newsletter.heading")]
    )
