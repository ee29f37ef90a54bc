"""Which format a file has: from its suffix, or from what the user says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from types import MappingProxyType
from typing import NamedTuple

from cleanr.errors import BatchError, nearest

SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        ".jsonl": "jsonl", ".ndjson": "jsonl", ".jsonlines": "jsonl",
        ".csv": "csv", ".tsv": "tsv", ".tab": "tsv",
        ".parquet": "parquet", ".pq": "parquet",
        ".wet": "wet", ".warc": "wet",
        ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text", ".rst": "text",
    }
)  # fmt: skip
COMPRESSIONS: Mapping[str, str] = MappingProxyType({".gz": "gz", ".zst": "zst", ".zstd": "zst"})
NAMES = ("text", "jsonl", "csv", "tsv", "parquet", "wet")
# Text, but not the text of one article: cleaning it line by line would break it.
OTHER_TEXT = frozenset({".json", ".html", ".htm", ".xhtml", ".xml", ".yaml", ".yml", ".toml", ".ini", ".svg", ".pdf"})


class Kind(NamedTuple):
    """What is in a file: the format's name, and how it is compressed (``""``, ``gz`` or ``zst``)."""

    format: str
    compression: str = ""

    def __str__(self) -> str:
        return ".".join(filter(None, self))


def kind_of(name: str, said: str = "") -> Kind:
    """Return what the file ``name`` holds. ``said`` (``jsonl``, ``csv.gz``, …) wins over the suffix.

    An unknown suffix is text. Raises `BatchError` for a format that is not known, and for a suffix that is neither
    text nor records (``.json``), unless ``said`` settles it.
    """
    suffixes = [suffix.lower() for suffix in PurePath(name).suffixes[-2:]]
    compression = COMPRESSIONS.get(suffixes[-1], "") if suffixes else ""
    if compression:
        suffixes.pop()
    if said:
        return _said(said, compression)
    suffix = suffixes[-1] if suffixes else ""
    if suffix in OTHER_TEXT:
        raise BatchError(
            f"{name}: {suffix} is neither plain text nor records; extract the text first, or say what is in it, "
            "such as: --format jsonl"
        )
    return Kind(SUFFIXES.get(suffix, "text"), compression)


def _said(said: str, compression: str) -> Kind:
    name, _, squeezed = said.lower().partition(".")
    if name not in NAMES:
        raise BatchError(f"unknown format {said!r}; {nearest(name, NAMES)}")
    if squeezed and f".{squeezed}" not in COMPRESSIONS:
        raise BatchError(f"unknown compression in {said!r}; known: gz, zst")
    return Kind(name, COMPRESSIONS[f".{squeezed}"] if squeezed else compression)
