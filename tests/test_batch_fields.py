"""The fields of records: which choices are refused, what is written where, several, nested and in lists."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from cleanr.batch.fields import Field, fields_of
from cleanr.errors import BatchError
from tests.batchrun import AD, CLEAN, DIRTY, digest, run, tree

SPAN = {"start": 23, "end": 55, "category": "newsletter"}


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def lines_of(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]


def parquet_of(path: Path, columns: dict[str, Any]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table(columns), path)


def read_parquet(path: Path) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    return pq.read_table(path).to_pylist()  # type: ignore[no-any-return]


def places_of(spans: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: span[name] for name in SPAN} for span in spans]


# --- what is refused before anything is read ---------------------------------------------------------------------------

CLASHES = [
    (("text",), (), ("text",), "--field and --spans are both 'text'; each needs a field of its own"),
    (("text",), ("a",), ("a",), "--output-field and --spans are both 'a'"),
    (("text",), ("text",), (), "--output-field 'text' is the field that is read; leave --output-field out"),
    (("doc.body",), (), ("doc",), "--spans 'doc' holds --field 'doc.body'; neither may lie within the other"),
    (("doc",), (), ("doc.spans",), "--field 'doc' holds --spans 'doc.spans'"),
    (("doc.body",), ("doc",), (), "--output-field 'doc' holds --field 'doc.body'"),
    (("text",), ("out",), ("out.spans",), "--output-field 'out' holds --spans 'out.spans'"),
    (("a", "a"), (), (), "--field is given 'a' twice"),
    (("a", "a.b"), (), (), "--field 'a' holds --field 'a.b'"),
    (("a", "b"), ("b", "c"), (), "--output-field and --field are both 'b'"),
    (("a", "b"), ("c",), (), "--output-field is given once, and --field 2 times; each --field needs its own, in order"),
    (("text",), (), ("s", "t"), "--spans is given 2 times, and --field once"),
    (("text",), ("a..b",), (), "--output-field 'a..b': a name is missing beside a dot"),
    (("",), (), (), "--field is empty"),
]


@pytest.mark.parametrize(("names", "outputs", "spans", "says"), CLASHES)
def test_clashes_are_refused(
    names: tuple[str, ...], outputs: tuple[str, ...], spans: tuple[str, ...], says: str
) -> None:
    with pytest.raises(BatchError) as caught:
        fields_of(names, outputs, spans)
    assert says in str(caught.value)


def test_what_lies_side_by_side_is_no_clash() -> None:
    assert fields_of(["doc.body"], ["doc.clean"], ["docs"]) == (Field("doc.body", "doc.clean", "docs"),)
    assert fields_of(["text"], ["text"], ["s"], overwrite=True) == (Field("text", "text", "s"),)


def test_the_command_and_its_settings_file_refuse_them_before_anything_is_read(tmp_path: Path) -> None:
    for name, data in (("a.jsonl", f'{{"text": "{DIRTY}"}}\n'), ("a.csv", f"id,text\n1,{DIRTY}\n")):
        (tmp_path / name).write_text(data, encoding="utf-8")
    parquet_of(tmp_path / "a.parquet", {"text": [DIRTY]})
    before = digest(tmp_path)
    done = run("clean", "a.jsonl", "a.csv", "a.parquet", "--in-place", "--spans", "text", cwd=tmp_path)
    assert (done.returncode, digest(tmp_path)) == (2, before)
    assert done.stderr.decode() == "Error: --field and --spans are both 'text'; each needs a field of its own\n"
    (tmp_path / "cleanr.toml").write_text('field = ["doc.body"]\nspans = "doc"\n', encoding="utf-8")
    done = run("clean", "gone.jsonl", "-o", "out.jsonl", cwd=tmp_path)
    assert done.returncode == 2
    assert b"--spans 'doc' holds --field 'doc.body'" in done.stderr


# --- what is there already ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record file of each kind with an id, of which one JSON record has none."""
    folder = tmp_path_factory.mktemp("taken")
    (folder / "in").mkdir()
    records = [{"id": 1, "text": DIRTY}, {"text": DIRTY}, {"id": {"a": 1}, "text": DIRTY}]
    lines = "".join(json.dumps(record) + "\n" for record in records)
    (folder / "in/a.jsonl").write_text(lines, encoding="utf-8")
    (folder / "in/a.csv").write_text(f"id,text\n1,{DIRTY}\n", encoding="utf-8")
    parquet_of(folder / "in/a.parquet", {"id": [1], "text": [DIRTY]})
    return folder


@pytest.mark.parametrize("option", ["--output-field", "--spans"])
def test_a_field_that_is_there_is_not_overwritten(taken: Path, option: str) -> None:
    out = taken / option
    done = run("clean", "in", "-o", out, option, "id", cwd=taken)
    assert done.returncode == 2
    said = done.stderr.decode()
    assert "in/a.jsonl: line 1: field 'id' is there already (a number); name another one, or add --overwrite" in said
    assert "in/a.jsonl: line 3: field 'id' is there already (an object)" in said
    for name in ("in/a.csv", "in/a.parquet"):
        assert f"{name}: there is a column 'id' already; name another one, or add --overwrite" in said
    assert list(tree(out)) == ["a.jsonl"], "of a table nothing is written"
    first, second, third = (out / "a.jsonl").read_bytes().splitlines(keepends=True)
    assert [first, third] == (taken / "in/a.jsonl").read_bytes().splitlines(keepends=True)[::2]
    assert list(json.loads(second)) == ["text", "id"]


def test_unless_that_is_asked_for(taken: Path) -> None:
    done = run("clean", "in", "-o", "over", "--output-field", "id", "--overwrite", cwd=taken)
    assert done.returncode == 0, done.stderr.decode()
    expected = {"id": CLEAN, "text": DIRTY}
    assert lines_of((taken / "over/a.jsonl").read_bytes()) == [expected] * 3
    assert rows_of((taken / "over/a.csv").read_bytes()) == [expected]
    assert read_parquet(taken / "over/a.parquet") == [expected]


def test_the_field_itself_may_be_asked_for_too(taken: Path) -> None:
    """Then the text goes and the spans point into the text as it was."""
    done = run("clean", "in/a.jsonl", "--output-field", "text", "--spans", "s", "--overwrite", cwd=taken)
    assert done.returncode == 0, done.stderr.decode()
    assert [record["text"] for record in lines_of(done.stdout)] == [CLEAN] * 3
    assert [places_of(record["s"]) for record in lines_of(done.stdout)] == [[SPAN]] * 3


# --- spans alone -------------------------------------------------------------------------------------------------------


def test_spans_alone_leave_the_text_into_which_they_point(taken: Path) -> None:
    done = run("clean", "in", "-o", "spans", "--spans", "s", cwd=taken)
    assert done.returncode == 0, done.stderr.decode()
    records = [
        *lines_of((taken / "spans/a.jsonl").read_bytes()),
        *({**row, "s": json.loads(row["s"])} for row in rows_of((taken / "spans/a.csv").read_bytes())),
        *read_parquet(taken / "spans/a.parquet"),
    ]
    assert len(records) == 5
    for record in records:
        assert record["text"] == DIRTY
        (span,) = record["s"]  # type: ignore[misc]
        assert record["text"][span["start"] : span["end"]] == AD  # type: ignore[index]
    assert "0 changed, 0.0% of the text removed" in done.stderr.decode()


# --- nested, several, lists ----------------------------------------------------------------------------------------------

DEEP = f'{{"doc": {{"body": "{DIRTY}", "n": 1.50}}, "clean": {{}}}}\n'


def test_a_dot_means_nesting_wherever_a_field_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(DEEP + '{"doc":{"body":"Fine."},"doc.clean":1}\n', encoding="utf-8")
    done = run(
        "clean", "a.jsonl", "--field", "doc.body", "--output-field", "doc.clean", "--spans", "new.spans.all", cwd=tmp_path
    )  # fmt: skip
    assert done.returncode == 2
    assert b"line 2: field 'doc.clean' is there already (a number)" in done.stderr
    first, second = lines_of(done.stdout)
    assert first["doc"] == {"body": DIRTY, "n": 1.5, "clean": CLEAN}
    assert places_of(first["new"]["spans"]["all"]) == [SPAN]
    assert b'"n": 1.50, "clean": "' in done.stdout
    assert second == {"doc": {"body": "Fine."}, "doc.clean": 1}
    more = ("--output-field", "clean.a", "--spans", "clean.b")
    (first, _) = lines_of(run("clean", "a.jsonl", "--field", "doc.body", *more, cwd=tmp_path).stdout)
    assert (first["clean"]["a"], places_of(first["clean"]["b"])) == (CLEAN, [SPAN])
    done = run("clean", "a.jsonl", "--field", "doc.body", "--output-field", "doc.n.clean", cwd=tmp_path)
    assert b"line 1: field 'doc.n.clean': 'n' is a number, not an object" in done.stderr
    assert done.stdout.startswith(DEEP.encode())


def test_in_parquet_too(tmp_path: Path) -> None:
    import pyarrow as pa

    docs = pa.array([{"body": DIRTY, "n": 1}, None, {"body": None, "n": 2}])
    parquet_of(tmp_path / "a.parquet", {"doc": docs, "text": [DIRTY] * 3})
    options = ("--field", "doc.body", "--output-field", "doc.clean", "--spans", "new.spans")
    done = run("clean", "a.parquet", "-o", "b.parquet", *options, cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    first, second, third = read_parquet(tmp_path / "b.parquet")
    assert first["doc"] == {"body": DIRTY, "n": 1, "clean": CLEAN}
    assert places_of(first["new"]["spans"]) == [SPAN]
    assert (second["doc"], second["new"]) == (None, None)
    assert (third["doc"], third["new"]) == ({"body": None, "n": 2, "clean": None}, None)
    run("clean", "a.parquet", "-o", "c.parquet", "--output-field", "doc.clean", cwd=tmp_path)
    assert [row["doc"] for row in read_parquet(tmp_path / "c.parquet")] == [
        {"body": DIRTY, "n": 1, "clean": CLEAN}, {"body": None, "n": None, "clean": CLEAN},
        {"body": None, "n": 2, "clean": CLEAN},
    ]  # fmt: skip
    run("clean", "a.parquet", "-o", "d.parquet", "--field", "doc.body", cwd=tmp_path)
    assert [row["doc"] for row in read_parquet(tmp_path / "d.parquet")] == [
        {"body": CLEAN, "n": 1}, None, {"body": None, "n": 2},
    ]  # fmt: skip
    done = run("clean", "a.parquet", "-o", "e.parquet", "--field", "text.body", cwd=tmp_path)
    assert b"a.parquet: column 'text.body': 'text' holds string, not structs" in done.stderr


def test_several_fields_are_cleaned_each(tmp_path: Path) -> None:
    rows = [{"title": AD, "body": DIRTY}, {"title": "Fine.", "body": "Fine."}]
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (tmp_path / "in/a.csv").write_text(f"title;body\n{AD};{DIRTY}\nFine.;Fine.\n", encoding="utf-8")
    parquet_of(tmp_path / "in/a.parquet", {name: [row[name] for row in rows] for name in rows[0]})
    fields = ("--field", "title", "--field", "body")
    done = run("clean", "in", "-o", "out", *fields, cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    expected = [{"title": "", "body": CLEAN}, rows[1]]
    assert lines_of((tmp_path / "out/a.jsonl").read_bytes()) == read_parquet(tmp_path / "out/a.parquet") == expected
    assert (tmp_path / "out/a.csv").read_text(encoding="utf-8") == f"title;body\n;{CLEAN}\nFine.;Fine.\n"
    more = ("--output-field", "t", "--output-field", "b", "--spans", "ts", "--spans", "bs")
    done = run("clean", "in", "-o", "more", *fields, *more, cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    first = lines_of((tmp_path / "more/a.jsonl").read_bytes())[0]
    assert list(first) == ["title", "body", "t", "ts", "b", "bs"]
    assert {name: first[name] for name in ("title", "body", "t", "b")} == {**rows[0], "t": "", "b": CLEAN}
    assert (places_of(first["ts"])[0]["end"], places_of(first["bs"])) == (len(AD), [SPAN])
    assert (tmp_path / "more/a.csv").read_text(encoding="utf-8").startswith("title;body;t;ts;b;bs\n")
    assert read_parquet(tmp_path / "more/a.parquet")[0].keys() == first.keys()
    tags = lines_of(run("tag", "in/a.jsonl", *fields, cwd=tmp_path).stdout)
    assert [(tag["id"], tag["field"], len(tag["spans"])) for tag in tags] == [
        ("in/a.jsonl:1", "title", 1), ("in/a.jsonl:1", "body", 1), ("in/a.jsonl:2", "title", 0), ("in/a.jsonl:2", "body", 0),
    ]  # fmt: skip
    diff = run("clean", "in/a.jsonl", "--diff", *fields, cwd=tmp_path).stdout.decode()
    assert "+++ b/in/a.jsonl:1:body" in diff
    assert b"4 documents" in run("stats", "in/a.jsonl", *fields, "--color", "never", cwd=tmp_path).stdout


def test_lists_of_texts_are_cleaned_item_by_item(tmp_path: Path) -> None:
    import pyarrow as pa

    old: list[list[str | None] | None] = [["Fine.", DIRTY, None, AD], [], None]
    (tmp_path / "in").mkdir()
    lines = "".join(json.dumps({"id": number, "text": one}) + "\n" for number, one in enumerate(old))
    (tmp_path / "in/a.jsonl").write_text(lines + '{"id": 3, "text": ["a", 1]}\n', encoding="utf-8")
    for name, kind in (("list", pa.list_(pa.string())), ("large", pa.large_list(pa.large_string()))):
        parquet_of(tmp_path / f"in/{name}.parquet", {"id": range(3), "text": pa.array(old, kind)})
    new = [["Fine.", CLEAN, None, ""], [], None]
    done = run("clean", "in", "-o", "out", cwd=tmp_path)
    said = done.stderr.decode()
    assert "in/a.jsonl: line 4: field 'text' is a list, and its item 2 is a number, not a string" in said
    assert said.count("failed") == 1
    assert [record["text"] for record in lines_of((tmp_path / "out/a.jsonl").read_bytes())] == [*new, ["a", 1]]
    for name in ("list", "large"):
        assert [row["text"] for row in read_parquet(tmp_path / f"out/{name}.parquet")] == new
    run("clean", "in", "-o", "both", "--output-field", "c", "--spans", "s", cwd=tmp_path)
    for records in (lines_of((tmp_path / "both/a.jsonl").read_bytes()), read_parquet(tmp_path / "both/list.parquet")):
        first, second, *_ = records
        assert (first["text"], first["c"]) == (old[0], new[0])
        assert [spans if spans is None else places_of(spans) for spans in first["s"]] == [
            [], [SPAN], None, [{"start": 0, "end": 32, "category": "newsletter"}],
        ]  # fmt: skip
        assert (second["c"], second["s"]) == ([], [])
    tags = lines_of(run("tag", "in/list.parquet", cwd=tmp_path).stdout)
    assert [(tag["id"], tag["item"], len(tag["spans"])) for tag in tags] == [(0, 0, 0), (0, 1, 1), (0, 3, 1)]


# --- CSV -----------------------------------------------------------------------------------------------------------------


def test_an_empty_record_of_one_column_is_no_blank_line(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(f'text\n{AD[:-1]}\n"{AD[:-1]}"\r\nFine.\n\n"{AD[:-1]}\n\nFine."\n{AD[:-1]}'.encode())
    done = run("clean", "a.csv", cwd=tmp_path)
    assert done.stdout == b'text\n""\n""\r\nFine.\n\n"Fine."\n""'
    assert [row["text"] for row in rows_of(done.stdout)] == ["", "", "Fine.", "Fine.", ""]


def test_two_columns_of_one_name_are_refused_where_one_is_meant(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/text.csv").write_text(f"text,id,text\n{DIRTY},1,{DIRTY}\n", encoding="utf-8")
    (tmp_path / "in/other.csv").write_text(f"text,id,id\n{DIRTY},1,2\n", encoding="utf-8")
    import pyarrow as pa
    import pyarrow.parquet as pq

    for name, names in (("text", ["text", "id", "text"]), ("other", ["text", "id", "id"])):
        pq.write_table(pa.table([[DIRTY], ["1"], [DIRTY]], names=names), tmp_path / f"in/{name}.parquet")
    done = run("clean", "in", "-o", "out", cwd=tmp_path)
    for name in ("in/text.csv", "in/text.parquet"):
        assert f"{name}: 2 columns are called 'text'; give them names of their own" in done.stderr.decode()
    assert (tmp_path / "out/other.csv").read_text(encoding="utf-8") == f"text,id,id\n{CLEAN},1,2\n"
    assert pq.ParquetFile(tmp_path / "out/other.parquet").read().column(0).to_pylist() == [CLEAN]
    assert list(tree(tmp_path / "out")) == ["other.csv", "other.parquet"]
    assert b"2 columns are called 'id'" in run("tag", "in/other.csv", cwd=tmp_path).stderr


def test_a_cell_that_begins_like_a_formula_now_is_told(tmp_path: Path) -> None:
    """The text is not changed for the sake of spreadsheets: nothing is invented."""
    formula = '=HYPERLINK(""https://example.org"")'
    (tmp_path / "a.csv").write_text(
        f'id,text\n1,"{AD[:-1]}\n\n{formula}"\n2,"{formula}"\n3,- So it goes.\n', encoding="utf-8"
    )
    done = run("clean", "a.csv", cwd=tmp_path)
    assert done.returncode == 0
    assert rows_of(done.stdout)[0]["text"] == formula.replace('""', '"')
    assert (
        "1 cell begins like a formula (= + - @) now that what stood before is gone, the first: a.csv: line 2; "
        "a spreadsheet would run such" in done.stderr.decode()
    )
