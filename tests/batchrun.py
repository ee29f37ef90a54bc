"""What the tests of the batch share: the installed command as a process, and records of every format."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from backports import zstd

COMMAND = str(Path(sys.executable).with_name("cleanr"))
AD = "Sign up for our newsletter here."
DIRTY, CLEAN = f"The vote is on Monday. {AD}", "The vote is on Monday."


def run(
    *args: str | Path, cwd: Path | None = None, stdin: bytes = b"", **more: Any
) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, **more.pop("env", {})}
    return subprocess.run(
        [COMMAND, *map(str, args)], cwd=cwd, input=stdin, capture_output=True, check=False, env=env, **more
    )


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below the folder, hidden ones too, with its bytes."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def digest(folder: Path) -> dict[str, str]:
    return {name: hashlib.sha256(data).hexdigest() for name, data in tree(folder).items()}


def jsonl(texts: Sequence[str | None], **more: Any) -> bytes:
    rows = ({"id": number, "text": text, **more} for number, text in enumerate(texts))
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def table(texts: Sequence[str | None], delimiter: str = ",") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["id", "text", "n"])
    writer.writerows([number, text or "", "x,y\tz"] for number, text in enumerate(texts))
    return out.getvalue().encode()


def parquet(texts: Sequence[str | None], group: int = 7, **columns: Any) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.table({"id": range(len(texts)), "text": texts, **columns}), out, row_group_size=group)
    return out.getvalue()


def wet(texts: Sequence[str]) -> bytes:
    """WET as warcio writes it: a warcinfo record, then conversions."""
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    writer.write_record(writer.create_warcinfo_record("made.wet", {"software": "test"}))
    for number, text in enumerate(texts):
        body = io.BytesIO(text.encode())
        uri = f"https://example.org/{number}"
        writer.write_record(
            writer.create_warc_record(
                uri, "conversion", payload=body, warc_content_type="text/plain", length=len(text.encode())
            )
        )
    return out.getvalue()


def gz(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def zst(data: bytes) -> bytes:
    packed: bytes = zstd.compress(data)
    return packed
