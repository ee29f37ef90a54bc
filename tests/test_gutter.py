"""The gutter format: parse and render undo each other; errors name the line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanr.cleaner import Cleaner
from cleanr.errors import CleanrError
from cleanr.rulebook.categories import CATEGORIES
from cleanr.rulebook.gutter import WIDTH, GutterError, Label, parse, render
from tests.strategies import texts

NAMES = tuple(CATEGORIES)
WORDS = ("The vote is on Monday.", "Sign up here.", "a", "|", "# x", "newsletter |", "é", "投票。", "1 of 3")


@st.composite
def lines(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, str]]]:
    """A line and its labels: all of it, some of its words, or none; odd indents and white space at the end too."""
    words = draw(st.lists(st.sampled_from(WORDS), max_size=4))
    if not words:
        return draw(st.sampled_from(["", "", " ", "  "])), []
    line = draw(st.sampled_from(["", "", "  ", "\t"]))
    labels = []
    for word in words:
        if draw(st.booleans()):
            labels.append((len(line), len(line) + len(word), draw(st.sampled_from(NAMES))))
        line += word + " "
    if draw(st.booleans()):
        return line[:-1], [(len(line) - len(line.lstrip()), len(line) - 1, draw(st.sampled_from(NAMES)))]
    return line[:-1], labels


@st.composite
def labelled(draw: st.DrawFn) -> tuple[str, tuple[Label, ...]]:
    text, labels = "", []
    for line, parts in draw(st.lists(lines(), min_size=1, max_size=6)):
        labels += [Label(len(text) + start, len(text) + end, name) for start, end, name in parts]
        text += line + "\n"
    return text[:-1], tuple(labels)


@given(labelled())
def test_parsing_undoes_rendering(case: tuple[str, tuple[Label, ...]]) -> None:
    text, labels = case
    assert parse(render(text, labels)) == (text, labels)


@given(labelled())
def test_rendering_undoes_parsing(case: tuple[str, tuple[Label, ...]]) -> None:
    shown = render(*case)
    assert render(*parse(shown)) == shown


@given(texts())
def test_every_report_can_be_rendered(text: str) -> None:
    report = Cleaner(policy="tag").analyze(text)
    shown = render(text, [Label(s.start, s.end, s.category) for s in report.segments if s.category])
    assert shown.count("\n") == text.count("\n")
    assert all(row[WIDTH] == "|" for row in shown.split("\n"))


EXAMPLE = """\
# A comment.

              | The vote is on Monday. ⟦newsletter: Sign up here.⟧
              |
caption       | A pier at dusk.
gallery       |   1 of 3
              | | a | table |"""
TEXT = "The vote is on Monday. Sign up here.\n\nA pier at dusk.\n  1 of 3\n| a | table |"


def test_parse_reads_whole_lines_and_parts() -> None:
    text, labels = parse(EXAMPLE)
    assert text == TEXT
    assert [(text[start:end], category) for start, end, category in labels] == [
        ("Sign up here.", "newsletter"),
        ("A pier at dusk.", "caption"),
        ("1 of 3", "gallery"),
    ]


def test_render_writes_the_same() -> None:
    assert render(*parse(EXAMPLE)) == EXAMPLE.split("\n\n", 1)[1]


def test_a_label_over_many_lines_is_shown_on_each() -> None:
    assert render("One.\n\nTwo.", [Label(0, 10, "caption")]).splitlines() == [
        "caption       | One.",
        "              |",
        "caption       | Two.",
    ]


@pytest.mark.parametrize("text", ["", "# only a comment", "\n\n"])
def test_nothing_to_read_is_an_empty_text(text: str) -> None:
    assert parse(text) == ("", ())


def test_comments_come_first_only() -> None:
    with pytest.raises(GutterError, match="line 2"):
        parse("              | One.\n# a comment")


@pytest.mark.parametrize(
    ("gutter", "says"),
    [
        ("caption | A pier.", ["line 1", "column 15", "caption | A pier."]),
        ("              | One.\ncaptoin       | Two.", ["line 2", "'captoin'", "did you mean 'caption'?"]),
        ("              | One.\n\n              | Two.", ["line 2", "'|'"]),
        ("# A comment.\n              | One.\nTwo.", ["line 3", "Two."]),
        ("qqq           | One.", ["line 1", "'qqq'", "known:"]),
    ],
)
def test_errors_name_the_line(gutter: str, says: list[str]) -> None:
    with pytest.raises(GutterError) as error:
        parse(gutter)
    assert isinstance(error.value, CleanrError)
    assert all(word in str(error.value) for word in says), str(error.value)


def test_an_unknown_category_inside_a_line_is_an_error_too() -> None:
    """A typing error in a part must not turn into article text without a word."""
    with pytest.raises(GutterError, match=r"line 1.*newsleter.*did you mean 'newsletter'"):
        parse("              | The vote is on Monday. ⟦newsleter: Sign up here.⟧")


def test_a_part_that_is_not_closed_is_an_error() -> None:
    with pytest.raises(GutterError, match="line 1"):
        parse("              | The vote is on Monday. ⟦newsletter: Sign up here.")
