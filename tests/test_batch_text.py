"""The texts of JSON and CSV: one value changes, every other byte stays."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanr.batch import csvtext
from cleanr.batch.encoding import decode
from cleanr.batch.jsontext import Record, RecordError
from cleanr.errors import BatchError

# --- JSON ------------------------------------------------------------------------------------------------------------

leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
values = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3))
spacing = st.sampled_from([None, (",", ":"), (" ,\t", " :  ")])


@given(
    st.lists(st.tuples(st.text(), values), max_size=4), st.text(), st.text(), spacing, st.booleans(), st.integers(0, 4)
)
def test_only_the_value_changes(
    others: list[tuple[str, object]], old: str, new: str, gaps: tuple[str, str] | None, escaped: bool, at: int
) -> None:
    comma, colon = gaps or (", ", ": ")
    members = [
        f"{json.dumps(key)}{colon}{json.dumps(value, ensure_ascii=escaped, separators=gaps)}"
        for key, value in others
        if key != "text"
    ]
    at = min(at, len(members))
    before, after = comma.join([*members[:at], ""]), comma.join(["", *members[at:]])
    head, tail = f"{{{before}{json.dumps('text')}{colon}", f"{after} }}\n"
    record = Record(f"{head}{json.dumps(old, ensure_ascii=escaped)}{tail}")
    member = record.get("text")
    assert member.value == old
    record.replace(member, new)
    changed = record.result()
    assert changed.startswith(head)
    assert changed.endswith(tail)
    assert json.loads(changed[len(head) : len(changed) - len(tail)]) == new


keys = st.text().filter(lambda key: "." not in key)


@given(st.dictionaries(st.text(), values, max_size=4), keys, values, spacing)
def test_a_member_is_put_at_the_end(
    record: dict[str, object], key: str, value: object, gaps: tuple[str, str] | None
) -> None:
    text = json.dumps(record, separators=gaps)
    made = Record(text)
    made.put(key, json.dumps(value))
    assert repr(json.loads(made.result())) == repr({**record, key: value})
    if key not in record:
        assert made.result().startswith(text.rstrip("}").rstrip() if record else "{")


@given(st.dictionaries(keys, values, max_size=3), st.lists(keys, min_size=2, max_size=2, unique=True), spacing)
def test_a_dot_in_its_path_is_an_object(inner: dict[str, object], new: list[str], gaps: tuple[str, str] | None) -> None:
    made = Record(json.dumps({"a": inner, "b": 1}, separators=gaps))
    for key in new:
        made.put(f"a.{key}", '"x"')
        made.put(f"c.d.{key}", '"y"')
    deep = {"d": dict.fromkeys(new, "y")}
    expected = {"a": {**inner, **dict.fromkeys(new, "x")}, "b": 1, "c": deep}
    assert repr(json.loads(made.result())) == repr(expected)
    with pytest.raises(RecordError, match="'b' is a number, not an object"):
        made.put("b.c", "1")


@pytest.mark.parametrize(
    "text",
    [
        '{"text": "a", "n": 123456789012345678901234567890, "f": 1.10, "e": 1E5, "x": NaN, "y": -Infinity}',
        '{"text": "z", "text": "a"}',
        '{"n":' + "9" * 6000 + ', "text":"a"}',
        '\t{ "a" : [ {"text": "no"} ] , "text"\t: "a" }  \r\n',
        '{"text": "a", "u": "\\ud800", "v": "\t"}',
    ],
)
def test_what_python_would_respell_stays(text: str) -> None:
    record = Record(text)
    record.replace(record.get("text"), "b")
    at = text.rindex('"a"')
    assert record.result() == text[:at] + '"b"' + text[at + 3 :]


@pytest.mark.parametrize(
    ("path", "value"), [("a.b", "dotted"), ("a.c.d", "deep"), ("a.c", None), ("x.y", None), ("a.b.c", None)]
)
def test_paths_lead_into_objects_and_a_whole_key_wins(path: str, value: str | None) -> None:
    record = Record('{"a.b": "dotted", "a": {"b": "nested", "c": {"d": "deep"}}}')
    found = record.find(path)
    assert (found.value if found and isinstance(found.value, str) else None) == value


@pytest.mark.parametrize("new", ["\ud800", "“é”", "\x00\x1f\x7f"])
def test_any_text_can_be_written(new: str) -> None:
    record = Record('{"text": "é"}')
    record.replace(record.get("text"), new)
    assert json.loads(record.result().encode()) == {"text": new}


@given(st.text(alphabet='{}[]",:\\ \tatrue1.-', max_size=20))
def test_it_is_an_object_exactly_when_python_says_so(text: str) -> None:
    try:
        plain = json.loads(text, strict=False, parse_float=Decimal)
    except ValueError:
        plain = None
    try:
        Record(text)
        ours = True
    except RecordError:
        ours = False
    assert ours == isinstance(plain, dict)


# --- CSV -------------------------------------------------------------------------------------------------------------

cell_texts = st.text(alphabet="ab\",;\t \n\r'é", max_size=6)


def rows(columns: int) -> st.SearchStrategy[list[list[str]]]:
    return st.lists(st.lists(cell_texts, min_size=columns, max_size=columns), min_size=1, max_size=6)


def split(blocks: Iterator[bytes], delimiter: str, columns: int) -> Iterator[bytes]:
    return (record for record, _ in csvtext.split(blocks, delimiter, columns))


@given(
    rows(3),
    st.sampled_from([",", "\t", ";"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_sound_csv_is_read_as_python_reads_it(table: list[list[str]], delimiter: str, quoting: int, end: str) -> None:
    if quoting == csv.QUOTE_MINIMAL:  # Python leaves a lone \r bare, and reads it as the end of a line
        table = [[cell.replace("\r", "") for cell in row] for row in table]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(table)  # type: ignore[arg-type]
    records = list(split(iter([out.getvalue().encode()]), delimiter, 3))
    read = [[cell.value.decode() for cell in csvtext.cells(record, delimiter)] for record in records]
    assert read == table


@given(
    st.lists(st.binary(max_size=12) | st.sampled_from([b'"', b'",', b"\n", b',"a\n', b'"\r\n']), max_size=12),
    st.integers(1, 3),
)
def test_no_byte_is_lost_whatever_it_is(blocks: list[bytes], columns: int) -> None:
    records = list(split(iter([block for block in blocks if block]), ",", columns))
    assert b"".join(records) == b"".join(blocks)
    assert all(records)


@given(st.text(alphabet='ab",\n\r ', max_size=8), st.booleans())
def test_a_cell_comes_back_from_its_spelling(text: str, quoted: bool) -> None:
    record = b"x," + csvtext.spelled(text.encode(), ",", quoted) + b",y\n"
    assert [cell.value.decode() for cell in csvtext.cells(record, ",")] == ["x", text, "y"]


def test_a_stray_mark_costs_one_line() -> None:
    data = b'a,1,x\nb,"2,y\nc,"3",z\nd,"4 and ""more""\nlines",z\n'
    assert list(split(iter([data]), ",", 3)) == [
        b"a,1,x\n", b'b,"2,y\n', b'c,"3",z\n', b'd,"4 and ""more""\nlines",z\n',
    ]  # fmt: skip


# --- encodings -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_marked_encodings_are_known(encoding: str) -> None:
    assert decode("Café “two”".encode(encoding)) == "Café “two”"


@pytest.mark.parametrize(
    ("data", "encoding", "hint"),
    [
        (b"Caf\xe9", "", "byte 0xe9 at offset 3; say what it is, such as: --encoding windows-1252"),
        (b"Caf\x81", "windows-1252", "neither UTF-8 nor windows-1252: byte 0x81 at offset 3"),
        (b"\xff\xfeC\x00a", "", "utf-16: byte 0x61 at offset"),
    ],
)
def test_what_cannot_be_decoded_is_named_to_the_byte(data: bytes, encoding: str, hint: str) -> None:
    with pytest.raises(BatchError, match=hint.replace("(", "\\(")):
        decode(data, encoding)


def test_an_encoding_is_used_only_for_what_is_not_utf_8() -> None:
    assert decode("Café".encode(), "windows-1252") == "Café"
    assert decode(b"Caf\xe9", "windows-1252") == "Café"


def test_detection_is_chardets() -> None:
    text = "Старый порт открыли в 1904 году, и с тех пор его дважды углубляли."
    assert decode(text.encode("windows-1251"), "detect") == text
