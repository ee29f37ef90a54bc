"""Zstandard, from wherever this Python has it."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from cleanr.errors import BatchError

# In order of choice. The first two are one interface; the third differs, and is met halfway below.
_HOMES = ("compression.zstd", "backports.zstd", "zstandard")
LEVEL = 3


def decompressor() -> Any:
    """Return a fresh object with ``decompress(data)``, ``eof`` and ``unused_data``, for one frame."""
    module = _module()
    if module.__name__ == "zstandard":
        return module.ZstdDecompressor(max_window_size=2**31).decompressobj()
    return module.ZstdDecompressor(options={module.DecompressionParameter.window_log_max: 31})


def compressor() -> Any:
    """Return a fresh object with ``compress(data)`` and ``flush()``, for one frame with a checksum."""
    module = _module()
    if module.__name__ == "zstandard":
        return module.ZstdCompressor(level=LEVEL, write_checksum=True).compressobj()
    parameter = module.CompressionParameter
    return module.ZstdCompressor(options={parameter.compression_level: LEVEL, parameter.checksum_flag: 1})


def errors() -> tuple[type[Exception], ...]:
    """Return what a decompressor raises for data that is no Zstandard, or broken."""
    return (_module().ZstdError,)


def _module() -> Any:
    for name in _HOMES:
        try:
            return import_module(name)
        except ImportError:
            continue
    raise BatchError("reading and writing .zst needs one more package: pip install 'cleanr[zstd]'")
