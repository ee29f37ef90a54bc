"""The documents that every engine is given, and what the plain loop makes of them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from cleanr import Cleaner
from cleanr.pipelines.spancolumn import FIELDS, records_of
from tests.strategies import BROKEN, BULLETS, DISGUISES, EXAMPLES, FURNITURE, JOINERS, NEAR_MISSES, OTHER, SENTENCES

SEED = 20_210_504
COUNT = 4_000
_DAMAGE = tuple(text for text in BROKEN if text.encode("utf-8", "ignore").decode() == text)  # no lone surrogates

Row = tuple[int, str | None, list[dict[str, Any]] | None]


@cache
def documents(count: int = COUNT, seed: int = SEED) -> tuple[str | None, ...]:
    """Texts of prose, furniture, near misses and damage in every layout; a few empty, a few missing."""
    rng = random.Random(seed)
    return tuple(_document(rng) for _ in range(count))


def _document(rng: random.Random) -> str | None:
    chance = rng.random()
    if chance < 0.02:
        return None
    if chance < 0.03:
        return ""
    joiners = JOINERS[rng.choice(list(JOINERS))]
    return "".join(_piece(rng) + rng.choice(joiners) for _ in range(rng.randint(1, 9)))


def _piece(rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.5:
        return " ".join(rng.choices(SENTENCES, k=rng.randint(1, 4)))
    if kind < 0.8:
        text = rng.choice(rng.choice((FURNITURE, EXAMPLES)))
        return rng.choice(DISGUISES)(text) if rng.random() < 0.2 else rng.choice(("", "", "", *BULLETS[:3])) + text
    if kind < 0.95:
        return rng.choice(rng.choice((NEAR_MISSES, OTHER)))
    return "".join(rng.choices(_DAMAGE, k=3))


@cache
def cleaner() -> Cleaner:
    """The cleaner of all comparisons."""
    return Cleaner(policy={"ad": "mask", "share": "extract"})


def expected(count: int = COUNT) -> bytes:
    """What the plain loop makes of the first ``count`` documents, as bytes: cleaned text and spans of each."""
    return as_bytes(_looped()[:count])


@cache
def _looped() -> list[Row]:
    return list(looped(documents()))


def looped(texts: Iterable[str | None]) -> Iterator[Row]:
    """The plain loop."""
    for index, text in enumerate(texts):
        report = None if text is None else cleaner().analyze(text)
        yield index, report and report.text, report and records_of(report)


def as_bytes(rows: Iterable[Row]) -> bytes:
    """Rows of any engine as lines of JSON, in order of their ids; a confidence may have been a float32 on its way."""
    lines = (
        json.dumps([index, text, _plain(spans)], ensure_ascii=True) for index, text, spans in sorted(rows, key=_id)
    )
    return "\n".join(lines).encode()


def rows_of(records: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Records with the columns id, clean and spans as rows."""
    return [(record["id"], record["clean"], record["spans"]) for record in records]


def records() -> list[dict[str, Any]]:
    """`documents` as records that all engines take: an id, the text, and a column that nobody may touch."""
    return [{"id": index, "text": text, "site": f"site-{index % 7}"} for index, text in enumerate(documents())]


def _id(row: Row) -> int:
    return row[0]


def _plain(spans: Iterable[Mapping[str, Any]] | None) -> list[list[Any]] | None:
    if spans is None:
        return None
    return [[round(v, 4) if isinstance(v := span[name], float) else v for name in FIELDS] for span in spans]
