"""Bytes to text: byte order mark, strict UTF-8, the encoding that was named, and then no guess."""

from __future__ import annotations

import codecs

from cleanr.errors import BatchError

DETECT = "detect"
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, encoding: str = "") -> str:
    """Return the text of ``data``.

    UTF-16 and UTF-32 with a byte order mark first, then strict UTF-8, then ``encoding`` (``detect`` asks chardet).
    Raises `BatchError` that names the first byte that is wrong, its offset, and what to try.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if not encoding:
            raise BatchError(_advice(data, error.start)) from error
    return _strictly(data, _detected(data) if encoding == DETECT else encoding)


def check_encoding(encoding: str) -> None:
    """Raise `BatchError` when ``encoding`` is the name of no encoding of text that Python knows, nor ``detect``."""
    if encoding and encoding != DETECT and not _known(encoding):
        raise BatchError(f"unknown encoding {encoding!r}; try such as windows-1252, or {DETECT}")


def _known(encoding: str) -> bool:
    try:
        return bool(codecs.lookup(encoding)._is_text_encoding)  # hex, rot13 and the like are none
    except (LookupError, ValueError):
        return False


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        at = getattr(error, "start", 0)
        raise BatchError(
            f"is neither UTF-8 nor {encoding}: byte 0x{data[at]:02x} at offset {at:,}; try another --encoding"
        ) from error


def _advice(data: bytes, at: int) -> str:
    return (
        f"is not UTF-8: byte 0x{data[at]:02x} at offset {at:,}; say what it is, such as: --encoding windows-1252, "
        "or convert it first, such as: iconv -f WINDOWS-1252 -t UTF-8"
    )


def _detected(data: bytes) -> str:
    try:
        import chardet
    except ImportError as error:
        raise BatchError("--encoding detect needs one more package: pip install 'cleanr[detect]'") from error
    found = chardet.detect(data)["encoding"]
    if not found:
        raise BatchError("is not UTF-8, and chardet cannot tell what it is; name it: --encoding windows-1252")
    return str(found)
