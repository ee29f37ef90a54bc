"""The errors file: each bad record with its place and what is wrong, a line of JSON each."""

from __future__ import annotations

import base64
import json
from pathlib import Path

from cleanr.batch.chunk import Failed
from cleanr.batch.outputs import naming_errors


class ErrorFile:
    """Writes failed records. With ``more``, behind those of an earlier run."""

    def __init__(self, name: str, more: bool) -> None:
        with naming_errors(name):
            self._name, self._file = name, Path(name).open("ab" if more else "wb", buffering=0)  # noqa: SIM115

    def write(self, source: str, failed: Failed) -> None:
        """Write one: ``record`` is the record to the letter, or ``record_base64`` its bytes when they are no UTF-8."""
        entry = {"source": source, "where": failed.where, "error": failed.why, **_record(failed.raw)}
        with naming_errors(self._name):
            self._file.write(json.dumps(entry).encode() + b"\n")

    def close(self) -> None:
        """Close it."""
        self._file.close()


def _record(raw: bytes | str | None) -> dict[str, str]:
    if raw is None:
        return {}
    try:
        return {"record": raw if isinstance(raw, str) else raw.decode("utf-8")}
    except UnicodeDecodeError:
        return {"record_base64": base64.b64encode(raw if isinstance(raw, bytes) else raw.encode()).decode()}
