"""What bytes show themselves to be, where nobody has said it: data that is cleaned as prose is data lost."""

from __future__ import annotations

import re
import sys
from pathlib import Path, PurePath

from cleanr.batch.formats import COMPRESSIONS, SUFFIXES
from cleanr.errors import BatchError

HEAD = 8192  # bytes that are looked at
_KEY = rb'\{\s*"(?:[^"\\]|\\.){0,200}"\s*:'
_COLUMN = rb'"?\w{1,40}"?'  # of a head; an article does not begin with one word, a comma and no space
_COLUMNS = rb"(?=(?:%b,)*\"?(?:text|body|content|article)\b)%b(?:,%b)+[ \t]*\r?\n" % ((_COLUMN,) * 3)
_RECORDS = "if each line of it is a record, say so: --format jsonl, and --field NAME where the text is not in 'text'"
_JQ = "make each record a line, and say so, such as: jq -c {} | cleanr … --format jsonl"
_PACKED = "say what is in it, such as: --format {0} for an article, --format jsonl.{1} for records"
# What the first bytes show, what it is, and what to do.
_SIGNS: tuple[tuple[re.Pattern[bytes], str, str], ...] = tuple(
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:" + sign + rb")" if text else sign, re.IGNORECASE), what, advice)
    for text, sign, what, advice in (
        (True, rb"\{[ \t]*\r?\n\s*\"(?:[^\"\\]|\\.){0,200}\"\s*:", "JSON over several lines",
         _JQ.format(".")),
        (True, _KEY, "JSON", _RECORDS),
        (True, rb"\[\s*" + _KEY, "a JSON array", _JQ.format("'.[]'")),
        (True, _COLUMNS, "CSV", "say so: --format csv, and --field NAME where the text is not in 'text'"),
        (True, rb"<(?:!doctype\s+html|html[\s>])", "HTML", "extract the text first"),
        (True, rb"<\?xml\s", "XML", "extract the text first"),
        (False, rb"\x1f\x8b", "packed with gzip", _PACKED.format("text.gz", "gz")),
        (False, rb"\x28\xb5\x2f\xfd", "packed with Zstandard", _PACKED.format("text.zst", "zst")),
        (False, rb"BZh[1-9]1AY&SY", "packed with bzip2", _PACKED.format("text.bz2", "bz2")),
        (False, rb"\xfd7zXZ\x00", "packed with xz", _PACKED.format("text.xz", "xz")),
        (False, rb"PAR1", "Parquet", "name the file, and say what it is: --format parquet"),
        (False, rb"WARC/1\.", "WET", "say so: --format wet"),
        (False, rb"%PDF-", "PDF", "extract the text first"),
        (False, rb"PK\x03\x04", "a ZIP archive", "unpack it first"),
    )
)  # fmt: skip


def no_text(head: bytes) -> str:
    """Return what the first bytes of an input show it to be, and what to do, when that is not text; else nothing.

    >>> no_text(b'{"text": "The vote"}')[:38]
    'is JSON, not the text of an article; i'
    >>> no_text(b"{sic} was the word")
    ''
    """
    for sign, what, advice in _SIGNS:
        if sign.match(head):
            return f"is {what}, not the text of an article; {advice} (as it stands: --format text)"
    return ""


def is_told(name: str) -> bool:
    """Return whether the suffix of a name tells what is in the file."""
    return any(suffix.lower() in (*SUFFIXES, *COMPRESSIONS) for suffix in PurePath(name).suffixes[-1:])


def check_stdin() -> None:
    """Raise `BatchError` when stdin holds no text; what is looked at can still be read."""
    try:
        why = no_text(sys.stdin.buffer.peek(HEAD)[:HEAD])  # type: ignore[union-attr]  # it is buffered
    except OSError:
        return  # reported when it is read
    if why:
        raise BatchError(f"-: {why}")


def no_text_in(path: Path) -> str:
    """Return what `no_text` says of a file; nothing when it cannot be opened, which is reported when it is read."""
    try:
        with path.open("rb") as file:
            return no_text(file.read(HEAD))
    except OSError:
        return ""
