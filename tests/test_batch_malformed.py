"""What is broken is named with its place, stops nothing, and is not lost; every sound record around it is delivered."""

from __future__ import annotations

import json
import os
import random
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from cleanr import Cleaner
from tests.batchrun import CLEAN, COMMAND, DIRTY, gz, jsonl, parquet, run, table, tree, wet, zst

ROW = json.dumps({"text": DIRTY}).encode() + b"\n"
CLEAN_ROW = json.dumps({"text": CLEAN}).encode() + b"\n"
NOISE = random.Random(3).randbytes(1 << 16)
LONG = [f"{DIRTY} {number} {NOISE[number * 30 : number * 30 + 30].hex()}" for number in range(2000)]
CLEAN_LONG = Cleaner().clean_batch(LONG)


class Case(NamedTuple):
    """A malformed file: its name, its bytes, what stderr must say, and what the output must be (None: not there)."""

    name: str
    data: bytes
    says: str
    out: bytes | None


def lines() -> list[Case]:
    """A bad line between two good ones."""
    bad = {
        "open-brace": (b"{", "line 2: broken JSON: Expecting a key in double quotes at column "),
        "cut-off": (b'{"text": "The vo', "line 2: broken JSON: Unterminated string starting at column 10"),
        "no-colon": (b'{"text" "a"}', "line 2: broken JSON: Expecting ':' at column 9"),
        "no-comma": (b'{"text": "a" "b": 1}', "line 2: broken JSON: Expecting '}' at column 14"),
        "trailing-comma": (b'{"text": "a",}', "line 2: broken JSON: Expecting a key in double quotes at column 14"),
        "single-quotes": (b"{'text': 'a'}", "line 2: broken JSON: Expecting a key in double quotes at column 2"),
        "no-value": (b'{"text": }', "line 2: broken JSON: Expecting value at column 10"),
        "bad-escape": (b'{"text": "\\x"}', "line 2: broken JSON: Invalid \\escape"),
        "bad-unicode-escape": (b'{"text": "\\u12"}', "line 2: broken JSON: Invalid \\uXXXX escape"),
        "leading-zero": (b'{"n": 01, "text": "a"}', "line 2: broken JSON: Expecting '}' at column 8"),
        "bare-word": (b'{"n": yes, "text": "a"}', "line 2: broken JSON: Expecting value at column 7"),
        "comment": (b'{"text": "a"} // note', "line 2: broken JSON: more after the end of the object, at column 15"),
        "two-objects": (
            b'{"text": "a"}{"text": "b"}',
            "line 2: broken JSON: more after the end of the object, at column 14",
        ),
        "concatenated": (b'{"text": "a"}, ', "line 2: broken JSON: more after the end"),
        "open-list": (b'{"tags": [1, 2, "text": "a"}', "line 2: broken JSON: Expecting ',' delimiter"),
        "garbage": (b"\x00\x01\x02", "line 2: broken JSON: Expecting value at column 1"),
        "nul-padding": (b"\x00" * 50 + b'{"text": "a"}', "line 2: broken JSON"),
        "html": (b"<html><body>502 Bad Gateway</body></html>", "line 2: broken JSON"),
        "csv-row": (b"1,a,b", "line 2: the record is a number"),
        "list": (b'["a"]', "line 2: the record is a list, not an object"),
        "string": (b'"a"', "line 2: the record is a string, not an object"),
        "number": (b"7", "line 2: the record is a number, not an object"),
        "true": (b"true", "line 2: the record is true or false, not an object"),
        "null-record": (b"null", "line 2: the record is null, not an object"),
        "nan-record": (b"NaN", "line 2: the record is a number, not an object"),
        "other-field": (b'{"body": "a", "id": 1}', "line 2: no field 'text'; it has: body, id (choose with --field)"),
        "case": (b'{"Text": "a"}', "line 2: no field 'text'; it has: Text"),
        "empty-object": (b"{}", "line 2: no field 'text'; it has: nothing"),
        "nested-only": (b'{"a": {"text": "b"}}', "line 2: no field 'text'; it has: a"),
        "int-field": (b'{"text": 7}', "line 2: field 'text' is a number, not a string or a list of strings"),
        "float-field": (b'{"text": 7.5e3}', "line 2: field 'text' is a number, not a string or a list of strings"),
        "nan-field": (b'{"text": NaN}', "line 2: field 'text' is a number, not a string or a list of strings"),
        "bool-field": (b'{"text": false}', "line 2: field 'text' is true or false, not a string"),
        "list-field": (
            b'{"text": ["a", ["b"]]}',
            "line 2: field 'text' is a list, and its item 2 is a list, not a string",
        ),
        "object-field": (b'{"text": {"en": "a"}}', "line 2: field 'text' is an object, not a string"),
        "null-field": (b'{"text": null}', "without a text (null), the first: "),
        "last-null": (b'{"text": "a", "text": null}', "without a text (null), the first: "),
        "latin-1": ('{"text": "Café"}'.encode("latin-1"), "line 2: is not UTF-8: byte 0xe9 at offset 13"),
        "cut-utf-8": (b'{"text": "Caf\xc3"}', "line 2: is not UTF-8: byte 0xc3 at offset 13"),
        "overlong-utf-8": (b'{"text": "\xc0\xaf"}', "line 2: is not UTF-8: byte 0xc0 at offset 10"),
        "surrogate-bytes": (b'{"text": "\xed\xa0\x80"}', "line 2: is not UTF-8: byte 0xed at offset 10"),
        "bom-inside": (b'\xef\xbb\xbf{"text": "a"}', "line 2: broken JSON"),
        "deep": (
            b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b', "text": "b"}',
            "line 2: the JSON is nested too deeply",
        ),
        "deep-open": (b"[" * 100_000, "line 2: the JSON is nested too deeply"),
        "many-lines-in-one": (b'{"text": "a"}\r{"text": "b"}', "line 2: broken JSON: more after the end"),
        "long-broken": (b'{"text": "' + b"a" * 3_000_000, "line 2: broken JSON: Unterminated string"),
    }
    return [Case(f"line-{name}.jsonl", ROW + line + b"\n" + ROW, says, CLEAN_ROW + line + b"\n" + CLEAN_ROW)
            for name, (line, says) in bad.items()]  # fmt: skip


def odd_but_sound() -> list[Case]:
    """Nothing is wrong with these; nothing is said, and all is delivered."""
    return [
        Case("sound-empty.jsonl", b"", "", b""),
        Case("sound-blank-lines.jsonl", b"\n\n" + ROW + b"  \n", "", b"\n\n" + CLEAN_ROW + b"  \n"),
        Case("sound-no-end.jsonl", ROW.strip(), "", CLEAN_ROW.strip()),
        Case("sound-crlf.jsonl", ROW.replace(b"\n", b"\r\n"), "", CLEAN_ROW.replace(b"\n", b"\r\n")),
        Case("sound-raw-tab.jsonl", b'{"text": "a\tb"}\n', "", b'{"text": "a\tb"}\n'),
        Case("sound-u2028.jsonl", '{"text": "a\u2028b"}\n'.encode(), "", '{"text": "a\u2028b"}\n'.encode()),
        Case(
            "sound-big.jsonl",
            b'{"n": ' + b"9" * 9000 + b', "text": "a"}\n',
            "",
            b'{"n": ' + b"9" * 9000 + b', "text": "a"}\n',
        ),
        Case("sound-surrogate.jsonl", b'{"text": "a", "v": "\\ud800"}\n', "", b'{"text": "a", "v": "\\ud800"}\n'),
        Case("sound-empty.csv", b"", "", b""),
        Case("sound-empty.txt", b"", "", b""),
        Case("sound-header-only.csv", b"id,text\n", "", b"id,text\n"),
        Case("sound-mark-in-cell.csv", b'id,text\n1,a 5" pipe\n', "", b'id,text\n1,a 5" pipe\n'),
        Case("sound-empty.gz.jsonl", b"", "", b""),
        Case("sound-empty.wet", b"", "", b""),
        Case("sound-nul.txt.gz", gz(b"a\0b\n"), "", gz(b"ab\n")),
    ]


def tables() -> list[Case]:
    head, row, clean = b"id,text\n", f"1,{DIRTY}\n".encode(), f"1,{CLEAN}\n".encode()
    bad = {
        "stray-open": (b'2,"open\n', 'line 3: a stray quotation mark in column 2: "open'),
        "stray-after": (b'2,"a" b\n', 'line 3: a stray quotation mark in column 2: "a" b'),
        "stray-first": (b'"2,a\n', "line 3: a stray quotation mark in column 1"),
        "too-few": (b"2\n", "line 3: has 1 columns, and the header 2"),
        "too-many": (b"2,a,b\n", "line 3: has 3 columns, and the header 2"),
        "latin-1": ("2,Café\n".encode("latin-1"), "line 3: is not UTF-8: byte 0xe9 at offset 3"),
        "nul": (b"\0\n", "line 3: has 1 columns"),
        "json": (b'{"text": "a"}\n', "line 3: has 1 columns"),
    }
    cases = [Case(f"row-{name}.csv", head + row + line + row, says, head + clean + line + clean)
             for name, (line, says) in bad.items()]  # fmt: skip
    swallowing = b'2,"open\n3,"quoted"\n'
    return [
        *cases,
        Case("row-swallows.csv", head + row + swallowing + row, "line 3: a stray", head + clean + swallowing + clean),
        Case("head-no-column.csv", b"id,body\n1,a\n", "no column 'text'; the header has: id, body", None),
        Case("head-stray.csv", b'id,"text\n1,a\n', "line 1, the header: a stray quotation mark in column 2", None),
        Case("head-none.csv", row, "no column 'text'; the header has: 1, ", None),
        Case("head-no-column.tsv", b"id\tbody\n", "no column 'text'", None),
        Case(
            "tab-stray.tsv",
            b'id\ttext\n1\t"a" b\n',
            "line 2: a stray quotation mark in column 2",
            b'id\ttext\n1\t"a" b\n',
        ),
        Case(
            "wide-cut.csv", "id,text\n".encode("utf-16")[:-1], "is cut off in the middle of a character of UTF-16", None
        ),
    ]


def packed() -> list[Case]:
    whole, clean = jsonl(LONG), jsonl(CLEAN_LONG)
    flipped = bytearray(gz(whole))
    flipped[len(flipped) // 2] ^= 0xFF
    return [
        Case("cut.jsonl.gz", gz(whole)[:-9], "is cut off: the gzip stream has no end", gz(clean)),
        Case("cut-early.jsonl.gz", gz(whole)[:20], "is cut off: the gzip stream has no end", None),
        Case("checksum.jsonl.gz", gz(whole)[:-8] + b"\0\0\0\0" + gz(whole)[-4:], "is not sound gzip after", None),
        Case("flipped.jsonl.gz", bytes(flipped), "is not sound gzip after", None),
        Case("plain.jsonl.gz", whole, "is not sound gzip after 0 unpacked bytes", None),
        Case("zst-in.jsonl.gz", zst(whole), "is not sound gzip after 0 unpacked bytes", None),
        Case("garbage-after.jsonl.gz", gz(ROW) + b"garbage", "is not sound gzip after", None),
        Case("half-member.jsonl.gz", gz(ROW) + gz(ROW)[:12], "is cut off", None),
        Case("cut.jsonl.zst", zst(whole)[:-5], "is cut off: the Zstandard stream has no end", None),
        Case("cut-early.jsonl.zst", zst(whole)[:6], "is cut off: the Zstandard stream has no end", None),
        Case("plain.jsonl.zst", whole, "is not sound Zstandard after 0 unpacked bytes", None),
        Case("gz-in.jsonl.zst", gz(whole), "is not sound Zstandard after 0 unpacked bytes", None),
        Case("garbage-after.jsonl.zst", zst(ROW) + b"garbage", "is not sound Zstandard after", None),
        Case("cut.txt.gz", gz(NOISE)[:-3], "is cut off: the gzip stream has no end", None),
        Case("cut.csv.gz", gz(table(LONG))[:-9], "is cut off: the gzip stream has no end", gz(table(CLEAN_LONG))),
        Case("packed.parquet.gz", gz(parquet(["a"])), "Parquet is packed inside", None),
        Case(
            "wide-cut.jsonl",
            ROW.decode().encode("utf-16")[:-1],
            "is cut off in the middle of a character of UTF-16",
            None,
        ),
        Case("wide-broken.jsonl", b"\xff\xfe\x00\xd8\x00\xd8", "is not sound UTF-16 after", None),
    ]


def others() -> list[Case]:
    good = parquet(LONG)
    archive = wet([DIRTY, DIRTY])
    return [
        Case("cut.parquet", good[:-100], "is damaged, or no Parquet", None),
        Case("head.parquet", good[:100], "is damaged, or no Parquet", None),
        Case("empty.parquet", b"", "is damaged, or no Parquet", None),
        Case("text.parquet", b"PAR1 this is not Parquet PAR1", "is damaged, or no Parquet", None),
        Case("other-schema.parquet", parquet([]).replace(b"text", b"body"), "no column 'text'; it has: id, body", None),
        Case("ints.parquet", parquet([1, 2]), "column 'text' holds int64, not strings or lists of strings", None),  # type: ignore[list-item]
        Case("nulls.parquet", parquet([None, DIRTY]), "without a text (null), the first: ", None),
        Case("cut.wet", archive[:-20], "is cut off in the record that ends at byte", None),
        Case("head.wet", archive[:30], "is cut off, or no WET, at byte 0", None),
        Case("text.wet", b"This is no archive.\n\nNot at all.\n", "is no WET at byte 0: b'This is no archive", None),
        Case("no-length.wet", b"WARC/1.0\r\nWARC-Type: conversion\r\n\r\nabc\r\n\r\n", "is no WET at byte 0", None),
        Case(
            "latin-1.wet",
            archive.replace(DIRTY.encode(), "é".encode("latin-1") + DIRTY.encode()[1:]),
            "record 2: is not UTF-8: byte 0xe9",
            None,
        ),
        Case(
            "latin-1.txt",
            "Café".encode("latin-1"),
            "is not UTF-8: byte 0xe9 at offset 3; say what it is",
            "Café".encode("latin-1"),
        ),
        Case(
            "utf-16-cut.txt", "Café".encode("utf-16")[:-1], "is neither UTF-8 nor utf-16", "Café".encode("utf-16")[:-1]
        ),
        Case(
            "late.txt",
            b"a" * 3_000_000 + b"\xff",
            "is not UTF-8: byte 0xff at offset 3,000,000",
            b"a" * 3_000_000 + b"\xff",
        ),
    ]


CASES = [*lines(), *odd_but_sound(), *tables(), *packed(), *others()]


class Outcome(NamedTuple):
    """What the one run over all of them wrote."""

    out: Path
    code: int
    said: str


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("malformed")
    (folder / "in").mkdir()
    for case in CASES:
        if case.name != "packed.parquet.gz":
            (folder / "in" / case.name).write_bytes(case.data)
    (folder / "in" / "good.jsonl").write_bytes(ROW * 3)
    before = tree(folder / "in")
    done = run("clean", "in", "-o", "out", "--verbose", "--jobs", "2", cwd=folder)
    assert tree(folder / "in") == before, "an input was touched"
    return Outcome(folder / "out", done.returncode, done.stderr.decode())


def test_there_are_a_hundred_of_them() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 100


def test_the_exit_code_tells_and_good_files_are_delivered(outcome: Outcome) -> None:
    assert outcome.code == 2
    assert (outcome.out / "good.jsonl").read_bytes() == CLEAN_ROW * 3
    assert "Traceback" not in outcome.said
    assert "mistake of cleanr's" not in outcome.said


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.name != "packed.parquet.gz"], ids=lambda case: case.name
)
def test_it_is_told_with_its_place(outcome: Outcome, case: Case) -> None:
    about = [line for line in outcome.said.splitlines() if f"in/{case.name}: " in line]
    if not case.says:
        assert not about
    elif "(null)" in case.says:  # counted, not a failure; the summary names the first of all
        assert not about or case.says in about[0]
        assert "without a text (null), the first: in/" in outcome.said
    else:
        assert len(about) in (1, 2) or case.name == "flipped.jsonl.gz", about  # it unpacks to nonsense before it breaks
        assert any(line.startswith(f"in/{case.name}: {case.says}") for line in about), about


@pytest.mark.parametrize("case", [case for case in CASES if case.out is not None], ids=lambda case: case.name)
def test_all_that_is_sound_is_delivered_and_the_rest_passes_through(outcome: Outcome, case: Case) -> None:
    import gzip

    data = (outcome.out / case.name).read_bytes()
    if case.name.endswith(".gz"):
        assert gzip.decompress(data) == gzip.decompress(case.out or b"")
    else:
        assert data == case.out


def test_what_cannot_be_read_at_all_makes_no_output(outcome: Outcome) -> None:
    for name in (
        "cut-early.jsonl.gz",
        "plain.jsonl.gz",
        "cut.txt.gz",
        "head-no-column.csv",
        "cut.parquet",
        "text.wet",
        "head.wet",
    ):
        assert not (outcome.out / name).exists(), name


@pytest.mark.parametrize(
    ("name", "records"), [("flipped.jsonl.gz", 500), ("checksum.jsonl.gz", 1900), ("cut.jsonl.gz", 2000)]
)
def test_records_before_the_break_are_delivered(outcome: Outcome, name: str, records: int) -> None:
    import gzip

    lines = gzip.decompress((outcome.out / name).read_bytes()).splitlines(keepends=True)
    good = jsonl(CLEAN_LONG).splitlines(keepends=True)
    assert len(lines) >= records
    assert lines[:records] == good[:records]


def test_packed_parquet_is_refused_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "a.parquet.gz").write_bytes(gz(parquet(["a"])))
    done = run("clean", "a.parquet.gz", "-o", "b.parquet.gz", cwd=tmp_path)
    assert (done.returncode, "Parquet is packed inside" in done.stderr.decode()) == (2, True)


def test_odd_things_in_a_folder_stop_nothing(tmp_path: Path) -> None:
    """A pipe, a link to itself, a link to nowhere, a folder that may not be read, a picture, a page."""
    (tmp_path / "in/closed").mkdir(parents=True)
    os.mkfifo(tmp_path / "in/pipe.jsonl")
    (tmp_path / "in/loop.txt").symlink_to("loop.txt")
    (tmp_path / "in/nowhere.txt").symlink_to("gone.txt")
    (tmp_path / "in/around").symlink_to("..")
    (tmp_path / "in/picture.bin").write_bytes(b"\x89PNG\r\n\0\0")
    (tmp_path / "in/page.html").write_text("<p>Fine.</p>", encoding="utf-8")
    (tmp_path / "in/good.txt").write_text(DIRTY, encoding="utf-8")
    (tmp_path / "in/closed/a.txt").write_text(DIRTY, encoding="utf-8")
    (tmp_path / "in/closed").chmod(0)
    done = run("clean", "in", "-o", "out", "--verbose", cwd=tmp_path)
    (tmp_path / "in/closed").chmod(0o755)
    said = done.stderr.decode()
    root = os.geteuid() == 0  # who may read everything
    assert done.returncode == (0 if root else 2), said
    assert root or "in/closed: Permission denied" in said
    for link in ("loop.txt", "nowhere.txt", "around"):
        assert f"in/{link}: left out: a link" in said
    assert "in/pipe.jsonl: left out: not a regular file" in said
    assert "in/picture.bin: left out: not text" in said
    assert "in/page.html: left out: neither plain text nor records" in said
    closed = {"closed/a.txt": CLEAN.encode()} if root else {}
    out = {
        name: data for name, data in tree(tmp_path / "out").items() if name != ".cleanr-journal"
    }  # it stays for --resume
    assert out == {"good.txt": CLEAN.encode(), **closed}


def test_a_pipe_that_is_named_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(
        [COMMAND, "clean", "--format", "jsonl", "pipe"], cwd=tmp_path, stdout=-1, stderr=-1
    ) as process:
        (tmp_path / "pipe").write_bytes(ROW)
        out, _ = process.communicate(timeout=60)
    assert (process.returncode, out) == (0, CLEAN_ROW)


@pytest.mark.slow
def test_a_line_of_80_mb_is_one_record_among_others(tmp_path: Path) -> None:
    line = b'{"pad": "' + b"x" * 80_000_000 + b'", "text": "' + DIRTY.encode() + b'"}\n'
    broken = b'{"text": "' + b"x" * 80_000_000 + b"\n"
    (tmp_path / "a.jsonl").write_bytes(ROW + line + broken + ROW)
    done = run("clean", "a.jsonl", "-o", "b.jsonl", "--max-record", "1G", cwd=tmp_path)
    assert done.returncode == 2
    assert "a.jsonl: line 3: broken JSON: Unterminated string" in done.stderr.decode()
    assert (tmp_path / "b.jsonl").read_bytes() == CLEAN_ROW + line.replace(
        DIRTY.encode(), CLEAN.encode()
    ) + broken + CLEAN_ROW
