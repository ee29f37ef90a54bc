"""Records that are too large pass through, in every format, and no memory is taken for them; --limit ends a run early."""

from __future__ import annotations

import csv
import gzip
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cleanr.batch.largerecord import LargeRecord
from cleanr.batch.sizes import size_of, written
from tests.batchrun import CLEAN, COMMAND, DIRTY, gz, parquet, run, tree, wet, zst

LARGE = f'{DIRTY} ",\n' * 40_000  # 3 MB, with all that means something in CSV
WHY = "is larger than 1 MiB, and passes through as it is; --max-record allows for more"
CLEANED = {DIRTY: CLEAN, LARGE: LARGE}


def jsonl_of(texts: list[str]) -> bytes:
    return "".join(json.dumps({"text": text}) + "\n" for text in texts).encode()


def csv_of(texts: list[str]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["id", "text", "n"], *([number, text, 'a,"b'] for number, text in enumerate(texts))])
    return out.getvalue().encode()


def unzst(data: bytes) -> bytes:
    from backports import zstd

    out: bytes = zstd.decompress(data)
    return out


TEXTS = [DIRTY, LARGE, DIRTY, LARGE, DIRTY]
NEW = [CLEANED[text] for text in TEXTS]
FILES: dict[str, tuple[Callable[[list[str]], bytes], Callable[[bytes], bytes], list[str]]] = {
    "a.jsonl": (jsonl_of, bytes, ["line 2", "line 4"]),
    "a.jsonl.gz": (lambda texts: gz(jsonl_of(texts)), gzip.decompress, ["line 2", "line 4"]),
    "a.csv": (csv_of, bytes, ["line 3", f"line {3 + 40_000 + 1 + 1:,}"]),
    "a.csv.zst": (lambda texts: zst(csv_of(texts)), unzst, ["line 3"]),
    "a.wet": (wet, bytes, ["record 3", "record 5"]),
}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """One run over record files of every kind with two large records each, and a large text."""
    folder = tmp_path_factory.mktemp("large")
    (folder / "in").mkdir()
    for name, (make, _, _) in FILES.items():
        (folder / "in" / name).write_bytes(make(TEXTS))
    (folder / "in/a.txt").write_text(LARGE, encoding="utf-8")
    (folder / "in/a.txt.gz").write_bytes(gz(LARGE.encode()))
    (folder / "in/a.parquet").write_bytes(parquet(TEXTS))
    (folder / "in/end.jsonl").write_bytes(jsonl_of([DIRTY, LARGE]).strip())
    (folder / "in/open.csv").write_bytes(b'id,text\n1,"' + LARGE.replace('"', "").encode())
    (folder / "in/a.wet.gz").write_bytes(b"".join(map(gz, records_of_wet(wet(TEXTS)))))
    done = run("clean", "in", "-o", "out", "--max-record", "1MiB", "--errors", "bad.jsonl", "-v", cwd=folder)
    assert done.returncode == 2
    return folder, done.stderr.decode()


def records_of_wet(data: bytes) -> list[bytes]:
    first, *others = data.split(b"WARC/1.0\r\n")[1:]
    return [b"WARC/1.0\r\n" + record for record in (first, *others)]


@pytest.mark.parametrize("name", FILES)
def test_large_records_pass_and_the_others_are_cleaned(outcome: tuple[Path, str], name: str) -> None:
    folder, said = outcome
    make, unpack, places = FILES[name]
    out = unpack((folder / "out" / name).read_bytes())
    expected = unpack(make(NEW))
    if name.endswith("wet"):  # it holds a time, and random names
        out, expected = b"".join(texts_of_wet(out)), "".join(NEW).encode()
    assert out == expected
    for place in places:
        assert f"in/{name}: {place}: {WHY}" in said


def texts_of_wet(data: bytes) -> list[bytes]:
    from warcio.archiveiterator import ArchiveIterator

    records = ArchiveIterator(io.BytesIO(data))
    return [record.content_stream().read() for record in records if record.rec_type == "conversion"]


def test_so_do_texts_rows_and_what_has_no_end(outcome: tuple[Path, str]) -> None:
    import pyarrow.parquet as pq

    folder, said = outcome
    assert (folder / "out/a.txt").read_text(encoding="utf-8") == LARGE
    assert gzip.decompress((folder / "out/a.txt.gz").read_bytes()).decode() == LARGE
    for name in ("a.txt", "a.txt.gz"):
        assert f"in/{name}: {WHY}" in said
    assert (folder / "out/end.jsonl").read_bytes() == jsonl_of([CLEAN, LARGE]).strip()
    assert (folder / "out/open.csv").read_bytes() == (folder / "in/open.csv").read_bytes()
    assert f"in/open.csv: line 2: {WHY}" in said
    assert pq.read_table(folder / "out/a.parquet").column("text").to_pylist() == NEW
    assert f"in/a.parquet: row 2: {WHY}" in said


def test_a_large_record_of_wet_is_packed_as_one(outcome: tuple[Path, str]) -> None:
    """Readers of WARC take each record for a member of its own."""
    folder, _ = outcome
    assert texts_of_wet((folder / "out/a.wet.gz").read_bytes()) == [text.encode() for text in NEW]


def test_the_errors_file_names_them(outcome: tuple[Path, str]) -> None:
    folder, _ = outcome
    bad = [json.loads(line) for line in (folder / "bad.jsonl").read_bytes().splitlines()]
    for name in ("in/a.jsonl", "in/a.jsonl.gz"):
        assert [entry["where"] for entry in bad if entry["source"] == name] == ["line 2", "line 4"]
    assert not any("record" in entry for entry in bad), "they are in the output"


def test_a_record_of_any_size_takes_little_memory(tmp_path: Path) -> None:
    """A record of 300 MB, in a file of 300 KB: the process never has as much."""
    with gzip.open(tmp_path / "a.jsonl.gz", "wb", compresslevel=1) as file:
        file.write(jsonl_of([DIRTY]) + b'{"text": "')
        for _ in range(300):
            file.write(b"a" * (1 << 20))
        file.write(b'"}\n' + jsonl_of([DIRTY]))
    script = (
        "import sys; from cleanr.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "finally: print(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0], file=sys.stderr)"
    )  # VmHWM, not ru_maxrss: a new process starts with the greatest size that its parent ever had
    done = subprocess.run(
        [Path(COMMAND).with_name("python"), "-c", script, "clean", "a.jsonl.gz", "-o", "b.jsonl.gz", "-q", "--jobs", "1",
         "--max-record", "4M"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "a.jsonl.gz: line 2: is larger than 4 MiB" in done.stderr
    assert int(done.stderr.split()[-1]) < 300_000, "kilobytes"
    with gzip.open(tmp_path / "b.jsonl.gz") as file:
        assert json.loads(file.readline())["text"] == CLEAN
        assert len(file.readline()) == (300 << 20) + len('{"text": ""}\n')
        assert json.loads(file.readline())["text"] == CLEAN


@pytest.mark.parametrize(
    ("record", "rest"),
    [
        (b'1,"a\n""b,\n",c\n', b"2,x\n"),
        (b"1,a\n", b'"2"\n'),
        (b'"a"\r\n', b"b"),
        (b'1,a"b,"c\n"x"d\n', b'"'),
        (b"\n", b"a"),
    ],
)
def test_the_end_of_a_large_record_is_found_wherever_it_is_cut(record: bytes, rest: bytes) -> None:
    whole = record + rest
    for cut in range(1, len(record)):
        reader = LargeRecord(",")
        first = reader.end(whole[:cut])
        assert first == 0, cut
        assert cut + reader.end(whole[cut:]) == len(record), cut


def test_sizes_are_written_as_people_write_them(tmp_path: Path) -> None:
    sizes = {"10": 10, "10M": 10 << 20, "1GiB": 1 << 30, "1.5k": 1536, "2 MB": 2_000_000, "10b": 10}
    assert {text: size_of(text) for text in sizes} == sizes
    assert [written(size) for size in (1 << 30, 3 << 19, 1000)] == ["1 GiB", "1536 KiB", "1,000 bytes"]
    (tmp_path / "cleanr.toml").write_text('max-record = "20"\n', encoding="utf-8")
    (tmp_path / "a.jsonl").write_bytes(jsonl_of([DIRTY]))
    assert b"line 1: is larger than 20 bytes" in run("clean", "a.jsonl", cwd=tmp_path).stderr
    done = run("clean", "a.jsonl", "--max-record", "ten", cwd=tmp_path)
    assert (done.returncode, b"'ten' is no size; write such as 500K, 10M or 1GiB" in done.stderr) == (2, True)


# --- --limit -----------------------------------------------------------------------------------------------------------


def test_a_limit_counts_records_of_the_whole_run(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.csv").write_bytes(csv_of([DIRTY, DIRTY]))
    (tmp_path / "in/b.jsonl").write_bytes(b"\n" + jsonl_of([DIRTY, DIRTY]))
    (tmp_path / "in/c.parquet").write_bytes(parquet([DIRTY] * 20))
    (tmp_path / "in/d.txt").write_text(DIRTY, encoding="utf-8")

    def limited(count: int, *args: str) -> Any:
        out = f"out{count}"
        done = run("clean", "in", "-o", out, "--limit", str(count), *args, cwd=tmp_path)
        assert done.returncode == 0, done.stderr.decode()
        return tree(tmp_path / out)

    assert limited(1) == {"a.csv": csv_of([CLEAN])}
    assert limited(3) == {"a.csv": csv_of([CLEAN, CLEAN]), "b.jsonl": b"\n" + jsonl_of([CLEAN])}
    assert list(limited(12)) == ["a.csv", "b.jsonl", "c.parquet"]
    assert pq.read_table(tmp_path / "out12/c.parquet").column("text").to_pylist() == [CLEAN] * 8
    (tmp_path / "c.jsonl").write_bytes(jsonl_of([DIRTY]))
    done = run("clean", "in/b.jsonl", "c.jsonl", "-o", "one.jsonl", "--limit", "1", cwd=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "one.jsonl").read_bytes() == b"\n" + jsonl_of([CLEAN])
    done = run("clean", "in/b.jsonl", "--in-place", "--limit", "1", cwd=tmp_path)
    assert (done.returncode, b"--limit leaves out all other records" in done.stderr) == (2, True)
    assert run("tag", "in", "--limit", "5", cwd=tmp_path).stdout.count(b"\n") == 5
    assert b"5 documents" in run("stats", "in", "--limit", "5", "--color", "never", cwd=tmp_path).stdout


def test_a_limit_does_not_wait_for_more(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [COMMAND, "clean", "-q", "--format", "jsonl", "--limit", "2"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path,
    )  # fmt: skip
    assert process.stdin
    process.stdin.write(jsonl_of([DIRTY] * 3))
    process.stdin.flush()
    assert process.wait(timeout=120) == 0, "with stdin still open"
    assert process.stdout
    assert process.stdout.read() == jsonl_of([CLEAN] * 2)
    process.stdin.close()
    process.stdout.close()
