"""Hard-wrapped text is read as paragraphs, in any dress; what stands a line for itself stays one."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleanr
from cleanr.text.document import Document
from cleanr.text.wrapping import unwrapped
from tests.strategies import CODE, FURNITURE, LISTS, SENTENCES, TABLES, VERSE, justified, texts

PARAGRAPHS = [" ".join(SENTENCES[first : first + 3]) for first in range(0, 30, 3)]


def lines_of(text: str) -> list[str]:
    """What the lines of the view say, white space, hyphens at line ends and quotation marks left out."""
    rows = [" ".join(line.lstrip("> ").split()).replace("34-year- old", "34-year-old") for line in unwrapped(text).split("\n")]
    return [row for row in rows if row]


@given(texts())
def test_the_view_is_as_long_as_the_text_and_differs_in_line_ends_alone(text: str) -> None:
    view = unwrapped(text)
    assert len(view) == len(text)
    changed = {one for one, other in zip(text, view, strict=True) if one != other}
    assert changed <= set("\r\n\t>")


@pytest.mark.parametrize("width", range(40, 101, 4))
@pytest.mark.parametrize("gap", ["\n\n", "\n \n"])
def test_a_wrapped_text_has_a_line_for_each_paragraph(width: int, gap: str) -> None:
    assert lines_of(gap.join(textwrap.fill(one, width) for one in PARAGRAPHS)) == PARAGRAPHS


@pytest.mark.parametrize(("first", "then"), [("> ", "> "), ("> > ", "> > "), ("    ", "    "), ("   ", ""), ("", "    ")])
def test_quotation_marks_and_indents_are_no_part_of_a_paragraph(first: str, then: str) -> None:
    wrapped = [textwrap.fill(one, 72, initial_indent=first, subsequent_indent=then) for one in PARAGRAPHS]
    assert lines_of(f"\n{first.strip()}\n".join(wrapped)) == PARAGRAPHS


@pytest.mark.parametrize("width", [60, 72, 80])
def test_justified_text_is_wrapped_text(width: int) -> None:
    assert lines_of("\n\n".join(justified(one, width) for one in PARAGRAPHS)) == PARAGRAPHS


def test_the_items_of_a_wrapped_list_are_a_line_each() -> None:
    items = [textwrap.fill(one, 72, initial_indent="* ", subsequent_indent="  ") for one in PARAGRAPHS]
    assert lines_of("\n".join(items)) == [f"* {one}" for one in PARAGRAPHS]


def test_carriage_returns_before_the_line_ends_do_not_matter() -> None:
    text = "\n\n".join(textwrap.fill(one, 64) for one in PARAGRAPHS).replace("\n", "\r\n")
    assert lines_of(text) == PARAGRAPHS


def test_a_text_in_capitals_is_read_by_its_column() -> None:
    shouted = [one.upper() for one in PARAGRAPHS]
    assert lines_of("\n\n".join(textwrap.fill(one, 72) for one in shouted)) == shouted


BUTTONS = "Home\nNews\nSport\nSign up for our newsletter\nLog in\nContact us\nTerms of use\nand privacy"
TITLES = "\n".join(
    (
        "Harbour tolls to rise again next year, council says", "Five walks for a wet Sunday in the hills",
        "Why the old pier stayed when all the others went", "The last of the lamp lighters puts his ladder down",
        "A bridge too far for the number nine bus", "What the inquiry heard on its third day",
    )
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        BUTTONS, TITLES, "\n".join(SENTENCES), "\n".join(PARAGRAPHS), *VERSE, *LISTS, *TABLES, *CODE, *FURNITURE,
        "o  Home\no  News and weather for the whole of the coast\no  Sport",
        "        o Harbour tolls\n        o Five walks\n        o Old piers of the north and of the south",
        "host: harbour.example\nuser: ann\npath: /srv/tolls\nname: the tolls of the harbour",
    ],
)  # fmt: skip
def test_what_stands_a_line_for_itself_stays_one(text: str) -> None:
    assert unwrapped(text) == text


@pytest.mark.parametrize("text", [BUTTONS, TITLES])
def test_a_list_stays_one_in_a_wrapped_text(text: str) -> None:
    wrapped = "\n\n".join(textwrap.fill(one, 72) for one in PARAGRAPHS)
    assert unwrapped(f"{wrapped}\n\n{text}\n\n{wrapped}").count(text) == 1


def test_a_paragraph_of_two_lines_is_joined_where_the_text_is_wrapped_at_its_column() -> None:
    small = "He told the court that he had never seen the letter before, and that\nMrs. Pryce had not."
    wrapped = "\n\n".join(textwrap.fill(one, 72) for one in PARAGRAPHS)
    assert small.replace("\n", " ") in unwrapped(f"{wrapped}\n\n{small}\n\n{wrapped}")
    assert unwrapped(small) == small


# --- what it is for --------------------------------------------------------------------------------------------------

ASKS = "Sign up for our daily newsletter and get the best of the coast in your inbox."


@given(st.integers(40, 100), st.sampled_from(["", "> ", "    "]))
def test_furniture_is_found_across_its_line_ends(width: int, prefix: str) -> None:
    rows = [textwrap.fill(one, width, initial_indent=prefix, subsequent_indent=prefix) for one in (*PARAGRAPHS, ASKS)]
    text = f"\n{prefix.strip()}\n".join(rows)
    report = cleanr.analyze(text)
    gone = [" ".join(text[s.start : s.end].replace(">", " ").split()) for s in report.segments if s.action == "strip"]
    assert gone == [ASKS]


def test_a_template_reads_over_an_indent() -> None:
    prose = textwrap.indent(textwrap.fill(PARAGRAPHS[0], 60), " " * 12)
    asks = textwrap.indent("Sign up for our daily newsletter and get the best of the coast\nin your inbox.", " " * 12)
    text = f"{prose}\n\n{prose}\n\n{asks}"
    assert cleanr.clean(text) == f"{prose}\n\n{prose}"
    found = cleanr.analyze(text).findings
    assert {text[one.start : one.end] for one in found if one.rule.startswith("newsletter")} == {asks.strip()}


@pytest.mark.parametrize("width", [40, 56, 72, 100])
def test_a_line_of_a_wrapped_paragraph_is_never_judged(width: int) -> None:
    for text in ("\n\n".join(textwrap.fill(one, width) for one in PARAGRAPHS), *(textwrap.fill(one, width) for one in PARAGRAPHS)):
        assert cleanr.clean(text) == text


def test_a_wrapped_paragraph_is_no_row_of_a_table() -> None:
    text = "\n\n".join(textwrap.indent(textwrap.fill(one, 60), "      ") for one in (PARAGRAPHS[0], PARAGRAPHS[0], PARAGRAPHS[1]))
    assert Document(text).rows == frozenset()
