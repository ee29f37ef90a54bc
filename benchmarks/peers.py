"""The tools that are measured, each made when asked for.

Making one raises `ImportError` where it is not installed; running it may still raise `ImportError` or `LookupError`, for
what it needs besides: a package, or data.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from importlib import import_module
from typing import Any

Clean = Callable[[str], object]


def _cleanr(name: str) -> Clean:
    return getattr(import_module("cleanr"), name)  # type: ignore[no-any-return]


def _repair(mode: str) -> Clean:
    repair = import_module("cleanr.repair.fixes").repair
    return lambda text: repair(text, mode)


def _ftfy() -> Clean:
    return import_module("ftfy").fix_text  # type: ignore[no-any-return]


def _datatrove(name: str, **options: Any) -> Clean:
    """A filter of datatrove; it may change the text of its document, as C4's and FineWeb's filters do."""
    filters, data = import_module("datatrove.pipeline.filters"), import_module("datatrove.data")
    judge = getattr(filters, name)(**options)
    return lambda text: judge.filter(data.Document(text=text, id="0"))


def _clean_text() -> Clean:
    return import_module("cleantext").clean  # type: ignore[no-any-return]


def _dolma() -> Clean:
    registry, types = import_module("dolma.core.registry"), import_module("dolma.core.data_types")
    tagger = registry.TaggerRegistry.get("c4_v2")()
    return lambda text: tagger.predict(types.Document(source="", version="", id="0", text=text))


def _justext() -> Clean:
    justext = import_module("justext")
    words = justext.get_stoplist("English")
    return lambda text: justext.justext("".join(f"<p>{line}</p>" for line in text.split("\n")), words)


PEERS: dict[str, Callable[[], Clean]] = {
    "ftfy.fix_text": _ftfy,
    "cleanr.clean": functools.partial(_cleanr, "clean"),
    "cleanr.analyze": functools.partial(_cleanr, "analyze"),
    "cleanr repair, conservative": functools.partial(_repair, "conservative"),
    "cleanr repair, full": functools.partial(_repair, "full"),
    "datatrove C4, no sentence count": functools.partial(_datatrove, "C4QualityFilter", min_num_sentences=-1),
    "datatrove C4": functools.partial(_datatrove, "C4QualityFilter"),
    "datatrove FineWeb": functools.partial(_datatrove, "FineWebQualityFilter"),
    "datatrove Gopher quality": functools.partial(_datatrove, "GopherQualityFilter"),
    "datatrove Gopher repetition": functools.partial(_datatrove, "GopherRepetitionFilter"),
    "dolma c4_v2": _dolma,
    "jusText, on paragraphs of HTML": _justext,
    "clean-text": _clean_text,
}
