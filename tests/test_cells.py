"""Rows of tables: known for what they are, and never taken for a title, whatever stands around them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanr.text.cells import rows_of
from tests.batchrun import run

PROSE = (
    "The council voted on Monday to keep the harbour open through the winter, although the money for it will run out.",
    "Owners of small boats said on Tuesday that they had not been asked, and that they would go to court over the fee.",
)
HEAD, *BODY = TABLE = (
    ("Language of the Club", "Base", "Fast", "Language of the Club", "Base", "Fast"),
    ("Danish as It Is Spoken", "Twelve", "Nine", "Danish as It Is Spoken", "Twelve", "Nine"),
    ("Low German of the Coast", "Forty", "Thirty", "Latin for Sailors", "Sixty", "Fifty"),
)


def piped(rows: tuple[tuple[str, ...], ...]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in rows]


def ruled(lines: list[str], ruler: str) -> list[str]:
    return [lines[0], ruler, *lines[1:]]


def twice(row: tuple[str, ...]) -> str:
    half = " | ".join(row[: len(row) // 2])
    return f"| {half} | | {half} |"


def aligned(rows: tuple[tuple[str, ...], ...], cell: int = 26) -> list[str]:
    return ["".join(f"{text:<{cell}}" for text in row).rstrip() for row in rows]


TABLES = {
    "markdown": ruled(piped(TABLE), "|---|:---:|---|---|---|---|"),
    "side by side": [twice(HEAD), "|---|---|---|---|---|---|---|", twice(BODY[0]), twice(BODY[1])],
    "quoted": [f"> {line}" for line in ruled(piped(TABLE), "|---|---|---|---|---|---|")],
    "no outer bars": ruled([" | ".join(row) for row in TABLE], "--- | --- | --- | --- | --- | ---"),
    "box drawing": ["│ " + " │ ".join(row) + " │" for row in TABLE],
    "tabs": ["\t".join(row) for row in TABLE],
    "two columns by tab": ["\t".join(row[:2]) for row in TABLE],
    "aligned": aligned(TABLE),
    "two columns aligned": aligned(tuple((row[0], row[3]) for row in TABLE)),
    "in capitals": [line.upper() for line in aligned(TABLE)],
    "numbers to the right": [
        "Name of the Boat      Metres",
        "The Tide of the North   12.5",
        "The Ebb                  9.1",
    ],
}
# What makes a line under it, above it or between it the title of another story, or of this one.
AROUND = {
    "at the top": "{table}\nBy Ann Lowe\nPublished: 4 May 2021\n\n{one}\n{two}",
    "first": "{table}\n{one}\n{two}",
    "said twice": "{table}\n{table}\n{one}\n{two}",
    "between": "{one}\n\n{table}\n\n{two}",
    "under a heading": "{one}\n{two}\n\nRelated articles\n{table}",
    "under a heading, going on": "{one}\n\nMost read\n{table}\n\n{two}",
    "below the end": "{one}\n{two}\nLeave a comment\n{table}",
    "in a box": "{one}\nSign up for our newsletter\n{table}\nSubscribe to our newsletter\n{two}",
    "between boxes": "{one}\nLeave a comment\n{table}\nSign up for our newsletter\n{two}",
    "under a picture": "{one}\nThe mayor on the pier on Tuesday, May 4. (Photo: Ann Lowe/Coastal Press)\n{table}\n\nWhat Is Known\n{two}",
    "in a page": "Skip to content\n* Moorings\nSearch for:\nLog in\n{table}\nShare on Facebook\n{one}\n{two}\nPrivacy Policy\n"
    "© 2020 The Harbour Trust. All rights reserved.",
}


def test_no_row_of_a_table_goes_wherever_it_stands(tmp_path: Path) -> None:
    """All tables in all surroundings, headline and byline stripped too: 121 documents in one run."""
    cases = [
        (f"{table}, {place}", lines, text.format(table="\n".join(lines), one=PROSE[0], two=PROSE[1]))
        for table, lines in TABLES.items()
        for place, text in AROUND.items()
    ]
    source = tmp_path / "tables.jsonl"
    source.write_text("".join(json.dumps({"text": text}) + "\n" for _, _, text in cases), encoding="utf-8")
    done = run("clean", "--policy", "strict", source, "-o", tmp_path / "clean.jsonl", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    cleaned = [json.loads(line)["text"] for line in (tmp_path / "clean.jsonl").read_text("utf-8").splitlines()]
    lost = [
        (name, line)
        for (name, lines, _), text in zip(cases, cleaned, strict=True)
        for line in lines
        if line.strip() not in text
    ]
    assert not lost


def test_the_surroundings_do_take_what_is_no_table(tmp_path: Path) -> None:
    """The test above can fail: headlines in the place of the table go from most of them."""
    titles = "Council Delays the Vote on the Swing Bridge\nWho Pays for the New Wall of the Harbour"
    source = tmp_path / "titles.jsonl"
    texts = [text.format(table=titles, one=PROSE[0], two=PROSE[1]) for text in AROUND.values()]
    source.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    lines = run("clean", "--policy", "strict", source, "--jobs", "1").stdout.decode().splitlines()
    kept = [place for place, line in zip(AROUND, lines, strict=True) if titles in json.loads(line)["text"]]
    assert len(kept) < len(AROUND) / 2, kept


@pytest.mark.parametrize(
    "text",
    [
        "Harbour to be dredged | News | The Coast",
        "Council delays vote | The Coast\nWho pays for the wall? | The Coast",
        "| Council delays vote on the swing bridge",
        "•\tCouncil delays vote on the swing bridge\n•\tWho pays for the new sea wall?",
        "1.  Council delays vote on the swing bridge\n2.  Who pays for the new sea wall?",
        "The vote is on Monday.  Nobody knows why.\nThe boat is in port.  Nobody came.",
        "The Vote Was a Mess  The Vote Was a Mess\nWho Pays for the Wall?  Who Pays for the Wall?",
        "* * *\n---\n|",
        "",
    ],
)
def test_what_only_looks_like_cells(text: str) -> None:
    lines = text.splitlines(keepends=True)
    assert rows_of(lines, range(len(lines)), range(len(lines))) == frozenset()


@given(st.lists(st.text(alphabet="ab |\t-.│>1*", max_size=12), max_size=6))
def test_rows_are_lines_that_are_there(lines: list[str]) -> None:
    visible = [number for number, line in enumerate(lines) if line and not line.isspace()]
    assert rows_of(lines, visible, visible) <= frozenset(visible)
