"""Commands that show texts read what `cleanr stats` reads: articles, record files, packed ones, and one record of many."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from tests.batchrun import AD, CLEAN, DIRTY, gz, jsonl, parquet, table, wet, zst
from tests.manyruns import Case, Done, run_all

if sys.platform == "win32":
    pytest.skip("needs fork", allow_module_level=True)

TEXTS = [f"Number {number} came in.\n{DIRTY}\n" for number in range(1, 5)]
FILES = {
    "a.txt": DIRTY.encode(), "a.txt.gz": gz(DIRTY.encode()), "a.md.zst": zst(DIRTY.encode()),
    "n.jsonl": jsonl(TEXTS), "n.jsonl.gz": gz(jsonl(TEXTS)), "n.jsonl.zst": zst(jsonl(TEXTS)), "n.parquet": parquet(TEXTS, group=2),
    "n.wet": wet(TEXTS), "n.csv": table(TEXTS), "b.jsonl": jsonl([]) + b'{"body": "Sign up for our newsletter here."}\n[]\n',
    "a:7": f"{AD}\n".encode(),
}  # fmt: skip


@pytest.fixture
def here(tmp_path: Path) -> Path:
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def shown(here: Path, *commands: tuple[str, ...]) -> list[Done]:
    return run_all([Case(command) for command in commands], here)


def test_packed_texts_and_records_are_shown_as_texts(here: Path) -> None:
    names = [name for name in FILES if name[:1] in "an" and ":" not in name]
    for name, done in zip(names, shown(here, *(("show", name) for name in names)), strict=True):
        many = name.startswith("n")
        assert (done.code, done.err) == (0, ""), (name, done)
        assert done.out.count(f"⟦-newsletter: {AD}⟧") == (4 if many else 1), name
        assert done.out.count("# ") == (4 if many else 0), name
        assert "{" not in done.out, "no JSON was read as prose"


def test_one_record_of_many(here: Path) -> None:
    """By the number that messages give: the line that it starts in, or its number where there are no lines."""
    places = ("n.jsonl:3", "n.jsonl.gz:3", "n.jsonl.zst:3", "n.parquet:3", "n.wet:4", "n.csv:8")
    shows, diffs = (shown(here, *((command, place) for place in places)) for command in ("show", "diff"))
    for place, show, diff in zip(places, shows, diffs, strict=True):
        assert show.code == 0, (place, show)
        assert show.out.startswith("              | Number 3 came in.\n"), place
        assert show.out.count("Number") == 1, place
        assert diff.code == 1, place
        assert diff.out.startswith(f"--- {place}\n"), place
        assert f"-{DIRTY}\n+{CLEAN}\n" in diff.out, place


def test_a_line_of_a_record_is_explained(here: Path) -> None:
    line, record, lone, named, several = shown(
        here, ("explain", "n.jsonl.gz:3:2"), ("explain", "n.jsonl:3"), ("explain", "a.txt.gz:1"), ("explain", "a:7"),
        ("explain", "n.jsonl"),
    )  # fmt: skip
    assert line.out.startswith(f"n.jsonl.gz:3:2: {DIRTY}\n")
    assert "newsletter, stripped" in record.out
    assert lone.out.startswith(f"a.txt.gz:1: {DIRTY}\n")
    assert "newsletter, " in named.out, "a file of that very name comes first"
    assert [row for row in several.out.split("\n") if row.startswith("#")] == [
        f"# n.jsonl:{n} ({n - 1})" for n in (1, 2, 3, 4)
    ]
    assert {done.code for done in (line, record, lone, named, several)} == {0}


def test_stdin_has_places_too(here: Path) -> None:
    cases = [
        Case(("explain", "-:1"), str(here / "a.txt")),
        Case(("explain", "-:3:2", "--format", "jsonl"), str(here / "n.jsonl")),
        Case(("show", "-:3", "--format", "jsonl.gz"), str(here / "n.jsonl.gz")),
    ]
    line, record, packed = run_all(cases, here)
    assert line.out.startswith(f"-:1: {DIRTY}\n")
    assert record.out.startswith(f"-:3:2: {DIRTY}\n")
    assert "Number 3 came in." in packed.out


def test_a_place_that_is_not_there_is_named(here: Path) -> None:
    wrong = {
        ("show", "n.jsonl:9"): "n.jsonl:9: no record with a text starts there",
        ("show", "n.csv:3"): "n.csv:3: no record with a text starts there",
        ("show", "b.jsonl:1"): "no field 'text'; it has: body (choose with --field)",
        ("show", "a.txt:1"): "cleanr explain a.txt:1",
        ("diff", "n.jsonl:2:1"): "cleanr explain n.jsonl:2:1",
        ("explain", "n.jsonl:0"): "records and lines are counted from 1",
        ("explain", "n.jsonl:2:9"): "n.jsonl:2:9: the text has 3 lines",
        ("explain", "a.txt:1:1"): "a.txt is one text and has no records; a line of it is a.txt:1",
        ("explain", "none.jsonl:2"): "none.jsonl: No such file or directory",
    }
    for (args, words), done in zip(wrong.items(), shown(here, *wrong), strict=True):
        assert (done.code, done.out) == (2, ""), (args, done)
        assert words in done.err, (args, done)
        assert "line 2" not in done.err, "other records are nobody's business"
    (asked,) = shown(here, ("show", "b.jsonl:1", "--field", "body"))
    assert (asked.code, asked.err) == (0, "")


MISTAKEN = {
    "rows": (jsonl(TEXTS), "is JSON, not the text of an article", "--format jsonl"),
    "array": (json.dumps([{"text": DIRTY}]).encode(), "is a JSON array", "jq -c '.[]'"),
    "object": (json.dumps({"text": DIRTY}, indent=2).encode(), "is JSON over several lines", "jq -c ."),
    "marked": (b"\xef\xbb\xbf" + jsonl(TEXTS), "is JSON", "--format jsonl"),
    "sheet": (b'id,text\n1,"' + DIRTY.encode() + b'"\n', "is CSV", "--format csv"),
    "page": (b"\n<!DOCTYPE html>\n<html><p>x", "is HTML", "extract the text first"),
    "packed": (gz(DIRTY.encode()), "is packed with gzip", "--format text.gz"),
    "crawl": (wet(TEXTS), "is WET", "--format wet"),
    "table": (parquet(TEXTS), "is Parquet", "--format parquet"),
}
PROSE = (b"Context,body and mind.\n", b"text, body\n", b"[1] Smith, J.: On harbours.\n", b"{sic} was the word.\n", b'"text": he said.\n', b"[Reuters] The vote.\n",
         b"<b>Bold</b> words.\n", b"{\n  he said\n}\n")  # fmt: skip


def test_what_is_no_text_is_not_cleaned_as_text(here: Path) -> None:
    """From stdin, and from files whose suffix says nothing; refused with what to write, unless it is asked for."""
    commands = (("clean",), ("clean", "--diff"), ("clean", "-o", "out.txt"), ("tag",), ("show",), ("diff",), ("explain",),
                ("stats",), ("report", "-o", "out.html"))  # fmt: skip
    for name, (data, *_) in MISTAKEN.items():
        (here / name).write_bytes(data)
    cases = [
        Case((*command, given), str(here / name)) for name in MISTAKEN for command in commands for given in ("-", name)
    ]
    for case, done in zip(cases, run_all(cases, here), strict=True):
        _, what, advice = MISTAKEN[os.path.basename(case.stdin)]
        assert done.code == 2, (case, done)
        assert AD not in done.out, case
        assert f"{case.args[-1]}: {what}" in done.err, (case, done)
        assert advice in done.err, (case, done)
    assert not (here / "out.txt").exists()
    as_it_stands, *prose = run_all([Case(("clean", "--format", "text", "array"))], here)
    assert as_it_stands.out.startswith("[{")
    for number, text in enumerate(PROSE):
        (here / f"prose{number}").write_bytes(text)
    prose = run_all([Case(("clean", f"prose{number}")) for number in range(len(PROSE))], here)
    assert [(done.code, done.out.encode()) for done in prose] == [(0, text) for text in PROSE]


def test_a_limit_is_for_all_inputs_together(here: Path) -> None:
    (done,) = shown(here, ("show", "n.jsonl", "n.csv", "--limit", "5"))
    heads = [row for row in done.out.split("\n") if row.startswith("#")]
    assert len(heads) == 5
    assert heads[-1].startswith("# n.csv:2")
