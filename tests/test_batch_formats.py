"""Every format and compression gives, record for record, what cleaning the strings one by one gives."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from backports import zstd

from cleanr import Cleaner
from tests.batchrun import AD, gz, jsonl, parquet, run, table, wet, zst

_SAID = (
    "The harbour opened in 1904.",
    "“We should have done it,” said Maud Ellery.",
    "Café prices rose — again.",
    "0 °C",
    "",
)
_FURNITURE = (
    AD,
    "Advertisement",
    "Read more: Who pays for the wall?",
    "Share this article",
    "Photo: Ann Lowe/Getty Images",
)


def made_texts(count: int) -> list[str]:
    random_ = random.Random(5)
    return ["\n\n".join(random_.choices((*_SAID, *_FURNITURE), k=random_.randint(0, 9))) for _ in range(count)]


TEXTS = [*made_texts(300), "", "\n", "One.\r\nTwo.", "Schön &amp; gut", "broken â€œquoteâ€", "x" * 5000, '"a", "b"']
CLEANED = Cleaner().clean_batch(TEXTS)


def read_jsonl(data: bytes) -> list[str]:
    return [json.loads(line)["text"] for line in data.splitlines()]


def read_csv(delimiter: str) -> Callable[[bytes], list[str]]:
    return lambda data: [
        row["text"] for row in csv.DictReader(io.StringIO(data.decode(), newline=""), delimiter=delimiter)
    ]


def read_parquet(data: bytes) -> list[str]:
    import pyarrow.parquet as pq

    return pq.read_table(io.BytesIO(data)).column("text").to_pylist()  # type: ignore[no-any-return]


def read_wet(data: bytes) -> list[str]:
    from warcio.archiveiterator import ArchiveIterator

    records = ArchiveIterator(io.BytesIO(data), check_digests="raise")
    return [record.content_stream().read().decode() for record in records if record.rec_type == "conversion"]


def same(data: bytes) -> bytes:
    return data


def unzst(data: bytes) -> bytes:
    out: bytes = zstd.decompress(data)
    return out


FORMATS: dict[str, tuple[bytes, Callable[[bytes], bytes], Callable[[bytes], list[str]]]] = {
    "a.jsonl": (jsonl(TEXTS), same, read_jsonl),
    "b.jsonl.gz": (gz(jsonl(TEXTS)), gzip.decompress, read_jsonl),
    "c.ndjson.zst": (zst(jsonl(TEXTS)), unzst, read_jsonl),
    "d.csv": (table(TEXTS), same, read_csv(",")),
    "e.csv.gz": (gz(table(TEXTS)), gzip.decompress, read_csv(",")),
    "f.csv.zst": (zst(table(TEXTS)), unzst, read_csv(",")),
    "g.tsv": (table(TEXTS, "\t"), same, read_csv("\t")),
    "h.tsv.gz": (gz(table(TEXTS, "\t")), gzip.decompress, read_csv("\t")),
    "i.tsv.zst": (zst(table(TEXTS, "\t")), unzst, read_csv("\t")),
    "semicolon.csv": (table(TEXTS, ";"), same, read_csv(";")),
    "j.parquet": (parquet(TEXTS), same, read_parquet),
    "k.wet": (wet(TEXTS), same, read_wet),
    "l.warc.wet.gz": (gz(wet(TEXTS)), same, read_wet),
    "m.wet.zst": (zst(wet(TEXTS)), unzst, read_wet),
    "members.jsonl.gz": (b"".join(gz(jsonl([text])) for text in TEXTS), gzip.decompress, read_jsonl),
    "frames.jsonl.zst": (b"".join(zst(jsonl([text])) for text in TEXTS), unzst, read_jsonl),
    "marked.jsonl": (b"\xef\xbb\xbf" + jsonl(TEXTS), lambda data: data.removeprefix(b"\xef\xbb\xbf"), read_jsonl),
    "wide.jsonl": (jsonl(TEXTS).decode().encode("utf-16"), same, read_jsonl),
    "large.jsonl": (jsonl(TEXTS * 15), same, lambda data: read_jsonl(data)[-len(TEXTS) :]),
    "open-end.jsonl": (jsonl(TEXTS).removesuffix(b"\n"), same, read_jsonl),
}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One run over a folder with a file of every kind, in two processes."""
    folder = tmp_path_factory.mktemp("formats")
    for name, (data, _, _) in FORMATS.items():
        (folder / "in").mkdir(exist_ok=True)
        (folder / "in" / name).write_bytes(data)
    for number, text in enumerate(TEXTS):
        (folder / "in" / f"{number:03}.md").write_bytes(text.encode())
        (folder / "in" / f"{number:03}.txt.gz").write_bytes(gz(text.encode()))
    done = run("clean", "in", "-o", "out", "--jobs", "2", cwd=folder)
    assert done.returncode == 0, done.stderr.decode()
    return folder / "out"


@pytest.mark.parametrize("name", FORMATS)
def test_records_are_what_the_library_makes_of_the_strings(outputs: Path, name: str) -> None:
    _, unpack, read = FORMATS[name]
    assert read(unpack((outputs / name).read_bytes())) == CLEANED


def test_so_are_plain_files(outputs: Path) -> None:
    assert [(outputs / f"{number:03}.md").read_bytes().decode() for number in range(len(TEXTS))] == CLEANED
    packed = [gzip.decompress((outputs / f"{number:03}.txt.gz").read_bytes()).decode() for number in range(len(TEXTS))]
    assert packed == CLEANED


def test_all_but_the_text_stays_to_the_byte(outputs: Path) -> None:
    old, new = jsonl(TEXTS).decode().splitlines(), (outputs / "a.jsonl").read_bytes().decode().splitlines()
    for before, after, text, cleaned in zip(old, new, TEXTS, CLEANED, strict=True):
        assert after == before.replace(json.dumps(text, ensure_ascii=False), json.dumps(cleaned, ensure_ascii=False))


def test_nothing_but_outputs_is_left(outputs: Path) -> None:
    assert {path.name for path in outputs.iterdir()} == {path.name for path in (outputs.parent / "in").iterdir()}


def test_parquet_keeps_columns_types_groups_and_metadata(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kept = {
        "big": pa.array([2**63 - 1, None, 3], pa.int64()),
        "float": pa.array([float("nan"), 0.1, None], pa.float32()),
        "nested": pa.array([[{"a": 1}], [], None], pa.list_(pa.struct([("a", pa.int8())]))),
        "time": pa.array([1, 2, None], pa.timestamp("us", "UTC")),
        "word": pa.array(["x", "y", "x"]).dictionary_encode(),
    }
    texts = pa.array([f"The vote is on Monday. {AD}", None, "Fine."], pa.large_string())
    schema = pa.schema(
        [pa.field("text", texts.type, metadata={"why": "kept"}), *(pa.field(k, v.type) for k, v in kept.items())]
    )
    table_ = pa.table([texts, *kept.values()], schema=schema.with_metadata({"mine": "kept"}))
    pq.write_table(table_, tmp_path / "in.parquet", row_group_size=2, compression="gzip")
    done = run(
        "clean", "in.parquet", "-o", "out.parquet", "--output-field", "clean", "--spans", "furniture", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr.decode()
    file = pq.ParquetFile(tmp_path / "out.parquet")
    out = file.read()
    read = pq.read_table(tmp_path / "in.parquet")
    assert out.schema.remove_metadata().equals(
        read.schema.remove_metadata().append(out.schema.field(6)).append(out.schema.field(7))
    )
    assert repr(out.select(table_.column_names).to_pylist()) == repr(table_.to_pylist())
    assert out.schema.names == [*table_.column_names, "clean", "furniture"]
    assert out.column("clean").to_pylist() == ["The vote is on Monday.", None, "Fine."]
    assert out.schema.field("clean").type == pa.large_string()
    assert out.schema.field("text").metadata[b"why"] == b"kept"
    assert out.schema.metadata[b"mine"] == b"kept"
    assert len(out.schema.metadata[b"cleanr.rules"]) == 16
    span = [
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("category", pa.string()),
        ("confidence", pa.float32()),
        ("rule", pa.string()),
    ]
    assert out.schema.field("furniture").type == pa.list_(pa.struct(span))
    (found,) = out.column("furniture").to_pylist()[0]
    assert (found["start"], found["end"], found["category"]) == (23, 55, "newsletter")
    assert out.column("furniture").to_pylist()[1:] == [None, []]
    assert file.metadata.num_row_groups == 2
    assert file.metadata.row_group(0).column(1).compression == "GZIP"


def test_new_fields_stand_last_and_the_old_one_stays(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f'{{"text":"Fine. {AD}","n":1}}\n', encoding="utf-8")
    (tmp_path / "a.csv").write_text(f'text,n\r\n"Fine. {AD}",1\r\n', encoding="utf-8")
    done = run("clean", "a.jsonl", "a.csv", "-o", "out/", "--output-field", "clean", "--spans", "f", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    record = json.loads((tmp_path / "out/a.jsonl").read_bytes())
    assert list(record) == ["text", "n", "clean", "f"]
    assert (record["text"], record["clean"]) == (f"Fine. {AD}", "Fine.")
    assert list(record["f"][0]) == ["start", "end", "category", "confidence", "rule"]
    row = next(csv.DictReader(io.StringIO((tmp_path / "out/a.csv").read_bytes().decode(), newline="")))
    assert list(row) == ["text", "n", "clean", "f"]
    assert json.loads(row["f"]) == record["f"]


def test_a_dotted_field_is_found_inside(tmp_path: Path) -> None:
    line = '{"doc": {"id": 7, "body": "Fine. %s"}, "text": "Fine. %s"}\n'
    (tmp_path / "a.jsonl").write_text(line % (AD, AD), encoding="utf-8")
    done = run("clean", "--field", "doc.body", "a.jsonl", cwd=tmp_path)
    assert done.stdout.decode() == line.replace("Fine. %s", "Fine.", 1) % AD


def test_sidecars_name_records_by_their_id_or_their_place(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f'{{"id": 1.50, "text": "Fine. {AD}"}}\n{{"text": "Fine."}}\n', encoding="utf-8")
    (tmp_path / "a.parquet").write_bytes(parquet(["Fine.", f"Fine. {AD}"]))
    (tmp_path / "a.wet").write_bytes(wet([f"Fine. {AD}"]))
    (tmp_path / "a.csv").write_bytes(table([f"Fine. {AD}"]))
    done = run("tag", "a.jsonl", "a.parquet", "a.wet", "a.csv", "-o", "spans.jsonl", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    lines = (tmp_path / "spans.jsonl").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith('{"id": 1.50, "spans": [{"start": 6, "end": 38, "category": "newsletter"')
    records = [json.loads(line) for line in lines]
    assert [record["id"] for record in records] == [1.5, "a.jsonl:2", 0, 1, "https://example.org/0", "0"]
    assert [len(record["spans"]) for record in records] == [1, 0, 0, 1, 1, 1]
