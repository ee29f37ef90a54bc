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
COMPRESSIONS: Mapping[str, str] = MappingProxyType(
    {".gz": "gz", ".zst": "zst", ".zstd": "zst", ".bz2": "bz2", ".xz": "xz"}
)
NAMES = ("text", "jsonl", "csv", "tsv", "parquet", "wet")
# Text, but not the text of one article: cleaning it line by line would break it. And documents that hold text.
OTHER_TEXT = frozenset(
    {".json", ".html", ".htm", ".xhtml", ".xml", ".yaml", ".yml", ".toml", ".ini", ".svg", ".pdf", ".doc", ".docx",
     ".odt", ".rtf", ".epub"}
)  # fmt: skip
ARCHIVES = frozenset({".zip", ".tar", ".tgz", ".tbz", ".tbz2", ".txz", ".tzst", ".7z", ".rar"})
OTHER_PACKED = frozenset({".lz4", ".lzma", ".br", ".lz", ".z", ".sz", ".lzo"})


class Kind(NamedTuple):
    """What is in a file: the format's name, and how it is compressed (``""``, ``gz``, ``zst``, ``bz2`` or ``xz``)."""

    format: str
    compression: str = ""

    def __str__(self) -> str:
        return ".".join(filter(None, self))


def kind_of(name: str, format_name: str = "") -> Kind:
    """Return what the file ``name`` holds. ``format_name`` (``jsonl``, ``csv.gz``, …) wins over the suffix.

    An unknown suffix is text. Raises `BatchError` for a format that is not known, for an archive (``.zip``), and for a
    suffix that is neither text nor records (``.json``), unless ``format_name`` settles it.
    """
    suffix, compression = _suffix(name)
    why = why_not(name, format_name)
    if why:
        raise BatchError(f"{name}: {suffix} is {why}; {ADVICE[why]}")
    return _named_kind(format_name, compression) if format_name else Kind(SUFFIXES.get(suffix, "text"), compression)


ARCHIVE, OTHER, PACKED = "an archive", "neither plain text nor records", "packed in a way that cleanr does not read"
ADVICE = {  # what to do with each
    ARCHIVE: "unpack it, and name the folder",
    OTHER: "extract the text first, or say what is in it, such as: --format jsonl",
    PACKED: "unpack it first, or pack it as .gz, .zst, .bz2 or .xz",
}


def why_not(name: str, format_name: str = "") -> str:
    """Return why the file ``name`` is no input by its suffix; empty when it may be one.

    ``format_name``: as in `kind_of`.
    """
    suffix, _ = _suffix(name)
    if suffix in ARCHIVES:
        return ARCHIVE
    if suffix in OTHER_PACKED:
        return PACKED
    return OTHER if suffix in OTHER_TEXT and not format_name else ""


def _suffix(name: str) -> tuple[str, str]:
    """The suffix that tells the format, and the compression that the one behind it tells."""
    suffixes = [suffix.lower() for suffix in PurePath(name).suffixes[-2:]]
    compression = COMPRESSIONS.get(suffixes[-1], "") if suffixes else ""
    if compression:
        suffixes.pop()
    return suffixes[-1] if suffixes else "", compression


def _named_kind(format_name: str, compression: str) -> Kind:
    name, _, packing = format_name.lower().partition(".")
    if name not in NAMES:
        raise BatchError(f"unknown format {format_name!r}; {nearest(name, NAMES)}")
    if packing and f".{packing}" not in COMPRESSIONS:
        known = ", ".join(dict.fromkeys(COMPRESSIONS.values()))
        raise BatchError(f"unknown compression in {format_name!r}; known: {known}")
    return Kind(name, COMPRESSIONS[f".{packing}"] if packing else compression)
