"""Records from a pipe that is slow come out as they come in, in order, and not at its end."""

from __future__ import annotations

import gzip
import json
import subprocess
import threading
import zlib
from collections.abc import Callable

from tests.batchrun import CLEAN, COMMAND, DIRTY, run

ROWS = [json.dumps({"id": number, "text": DIRTY}).encode() + b"\n" for number in range(4)]
CLEAN_ROWS = [json.dumps({"id": number, "text": CLEAN}).encode() + b"\n" for number in range(4)]


def slowly(
    format_: str,
    *parts: tuple[bytes, bytes],
    squeeze: Callable[[bytes], bytes] = bytes,
    end: Callable[[], bytes] = bytes,
) -> None:
    """Send each part only when the one before has come out."""
    process = subprocess.Popen(
        [COMMAND, "clean", "--quiet", "--jobs", "2", "--format", format_], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin
    assert process.stdout
    guard = threading.Timer(120, process.kill)  # a fault must not hang the tests
    guard.start()
    for sent, expected in parts:
        process.stdin.write(squeeze(sent))
        process.stdin.flush()
        assert process.stdout.read(len(expected)) == expected
    rest, _ = process.communicate(end())
    guard.cancel()
    assert (process.returncode, rest) == (0, b"")


def test_json_lines() -> None:
    one, two, three, four = ROWS
    slowly(
        "jsonl",
        (one, CLEAN_ROWS[0]),
        (two + three + four[:30], CLEAN_ROWS[1] + CLEAN_ROWS[2]),
        (four[30:], CLEAN_ROWS[3]),
    )


def test_packed_ones_too() -> None:
    machine = zlib.compressobj(wbits=31)

    def squeeze(data: bytes) -> bytes:
        return machine.compress(data) + machine.flush(zlib.Z_SYNC_FLUSH)

    slowly("jsonl.gz", *zip(ROWS, CLEAN_ROWS, strict=True), squeeze=squeeze, end=machine.flush)


def test_csv_too() -> None:
    rows = [(f'{n},"{DIRTY}\n"\n'.encode(), f'{n},"{CLEAN}\n"\n'.encode()) for n in range(3)]
    slowly("csv", (b"id,text\n", b"id,text\n"), *rows)


def test_a_quick_pipe_is_worked_on_in_order() -> None:
    more = b"x" * 4000  # three megabytes, so that both workers have something to do
    lines = b"".join(b'{"id": %d, "text": "%s", "more": "%s"}\n' % (n, DIRTY.encode(), more) for n in range(800))
    piped = run("clean", "-q", "--jobs", "2", "--format", "jsonl.gz", stdin=gzip.compress(lines, 1))
    assert piped.stdout == lines.replace(DIRTY.encode(), CLEAN.encode())
