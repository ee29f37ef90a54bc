"""What is done with segments: which white space goes with what is stripped, masks, records."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanr.decide.operators import annotate, edits_of, extract, strip, tag
from cleanr.decide.verdict import Segment
from cleanr.findings.finding import Finding
from cleanr.text.edits import Edit, Span, apply

_PART = re.compile(r"\[(.*?)\]", re.DOTALL)


def marked(text: str) -> tuple[str, list[Span]]:
    """The text without its square brackets, and what stood in them."""
    plain, spans, position = "", [], 0
    for part in _PART.finditer(text):
        plain += text[position : part.start()]
        spans.append(Span(len(plain), len(plain) + len(part[1])))
        plain += part[1]
        position = part.end()
    return plain + text[position:], spans


def stripped(text: str) -> str:
    plain, spans = marked(text)
    return apply(strip(plain, spans), plain)


INLINE = [
    ("The vote is on Monday. [Sign up.] Polls open at 7.", "The vote is on Monday. Polls open at 7."),
    ("The vote is on Monday. [Sign up.]", "The vote is on Monday."),
    ("[Sign up.] Polls open at 7.", "Polls open at 7."),
    ("A [x] b [x] c", "A b c"),
    ("A [x]  b", "A b"),
    ("A  [x] b", "A  b"),
    ("A pier [(Photo: Ann)].", "A pier."),
    ("A pier [(Photo: Ann)], at dusk", "A pier, at dusk"),
    ("A pier.[Sign up.]Polls open", "A pier.Polls open"),
    ("A pier.[Sign up.] Polls open", "A pier. Polls open"),
    ("A pier. [Sign up.]Polls open", "A pier. Polls open"),
    ("A [x] [x] [x] b", "A b"),
    ("A\N{NO-BREAK SPACE}[x] b", "A\N{NO-BREAK SPACE}b"),
    ("第一。[订阅]第二。", "第一。第二。"),
]
LINE_ENDS = [
    ("One. [x]\nTwo.", "One.\nTwo."),
    ("One.\n[x] Two.", "One.\nTwo."),
    ("One.\n\n[x] Two.", "One.\n\nTwo."),
    ("One. [x]\n\nTwo.", "One.\n\nTwo."),
    ("One. [x]\n  Two.", "One.\n  Two."),
    ("One.\n  [x] Two.", "One.\n  Two."),
    ("[x] One.\nTwo.", "One.\nTwo."),
    ("One.\nTwo. [x]", "One.\nTwo."),
    ("One.\nTwo. [x]\n", "One.\nTwo.\n"),
    ("One. [x]\r\nTwo.", "One.\r\nTwo."),
    ("One.\r\n[x] Two.", "One.\r\nTwo."),
]
LINES = [
    ("One.\n[x]\nTwo.", "One.\nTwo."),
    ("One.\n\n[x]\n\nTwo.", "One.\n\nTwo."),
    ("One.\n\n[x]\nTwo.", "One.\n\nTwo."),
    ("One.\n[x]\n\nTwo.", "One.\n\nTwo."),
    ("One.\n\n\n[x]\n\nTwo.", "One.\n\n\nTwo."),
    ("One.\n[x]\n\n\nTwo.", "One.\n\n\nTwo."),
    ("One.\n[x]\n[x]\n[x]\nTwo.", "One.\nTwo."),
    ("One.\n\n[x]\n\n[x]\n\nTwo.", "One.\n\nTwo."),
    ("One.\n[x]\nTwo.\n[x]\nThree.", "One.\nTwo.\nThree."),
    ("One.\r\n[x]\r\nTwo.", "One.\r\nTwo."),
    ("One.\r\n\r\n[x]\r\n\r\nTwo.", "One.\r\n\r\nTwo."),
    ("One.\r\n[x]\r\n\r\nTwo.", "One.\r\n\r\nTwo."),
    ("One.\r\n\r\n[x]\r\nTwo.", "One.\r\n\r\nTwo."),
    ("One.\n \n[x]\n \nTwo.", "One.\n \nTwo."),
    ("One.\u2028[x]\u2028Two.", "One.\u2028Two."),
    ("One.\u2028\u2028[x]\u2028Two.", "One.\u2028\u2028Two."),
    ("One.\u2028[x]\u2028\u2028Two.", "One.\u2028\u2028Two."),
    ("One.\r[x]\rTwo.", "One.\rTwo."),
    ("One.\r[x]\r\rTwo.", "One.\r\rTwo."),
]
INDENTS = [
    ("One.\n[x]\n    Two.", "One.\n    Two."),
    ("One.\n    [x]\n    Two.", "One.\n    Two."),
    ("One.\n    [x]\nTwo.", "One.\nTwo."),
    ("One.\n    [x]\n\n\tTwo.", "One.\n\n\tTwo."),
    ("  One.\n  [x]\n  Two.", "  One.\n  Two."),
    ("[x]\n    Two.", "    Two."),
    ("    [x]\n    Two.", "    Two."),
    ("  [x] Two.", "  Two."),
    ("One.\r\n[x]\r\n    Two.", "One.\r\n    Two."),
    ("One.\u2028[x]\u2028    Two.", "One.\u2028    Two."),
]
EDGES = [
    ("[x]\nOne.", "One."),
    ("[x]\n\nOne.", "One."),
    ("[x]\r\n\r\nOne.", "One."),
    ("One.\n[x]", "One."),
    ("One.\n\n[x]", "One."),
    ("One.\n\n[x]\n", "One.\n"),
    ("One.\r\n\r\n[x]\r\n", "One.\r\n"),
    ("\n\n[x]\nOne.", "\n\nOne."),
    ("[x]\n[x]\nOne.\n[x]\n[x]", "One."),
    ("One.", "One."),
]
ALL_GONE = [("[x]", ""), ("[x]\n[x]", ""), ("[x]\n\n[x]\n", ""), ("[x] [x]", ""), ("[x][x]", ""), ("[x]\n", "")]


@pytest.mark.parametrize(("text", "left"), INLINE)
def test_inside_a_line_one_space_stays(text: str, left: str) -> None:
    assert stripped(text) == left


@pytest.mark.parametrize(("text", "left"), LINE_ENDS)
def test_at_the_ends_of_a_line_no_space_stays(text: str, left: str) -> None:
    assert stripped(text) == left


@pytest.mark.parametrize(("text", "left"), LINES)
def test_between_lines_the_wider_gap_stays(text: str, left: str) -> None:
    assert stripped(text) == left


@pytest.mark.parametrize(("text", "left"), INDENTS)
def test_indents_of_what_stays_stay(text: str, left: str) -> None:
    assert stripped(text) == left


@pytest.mark.parametrize(("text", "left"), EDGES)
def test_at_the_ends_of_the_text(text: str, left: str) -> None:
    assert stripped(text) == left


@pytest.mark.parametrize(("text", "left"), ALL_GONE)
def test_when_all_is_stripped_nothing_stays(text: str, left: str) -> None:
    assert stripped(text).strip() == left


# --- properties of stripping -----------------------------------------------------------------------------------------

WORDS = st.sampled_from(["one", "Two.", "(three)", "fo ur", "第五。"])
GAPS = st.sampled_from(
    [
        "",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\n    ",
        " \n",
        "\r\n",
        "\r\n\r\n",
        "\u2028",
        "\N{NO-BREAK SPACE}",
        "\t",
        "\r",
        "\n \n",
    ]
)


@st.composite
def spanned(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """A text of words and gaps, and spans of whole words to strip."""
    text, spans = draw(GAPS), []
    for word in draw(st.lists(WORDS, max_size=8)):
        if draw(st.booleans()):
            spans.append(Span(len(text), len(text) + len(word)))
        text += word + draw(GAPS)
    return text, spans


@given(spanned())
def test_stripping_takes_the_spans_and_white_space_only(case: tuple[str, list[Span]]) -> None:
    text, spans = case
    left = apply(strip(text, spans), text)
    kept = [char for at, char in enumerate(text) if not any(start <= at < end for start, end in spans)]
    assert "".join(left.split()) == "".join("".join(kept).split())


@given(spanned())
def test_words_on_different_lines_stay_on_different_lines(case: tuple[str, list[Span]]) -> None:
    text, spans = case
    gone = {at for start, end in spans for at in range(start, end)}
    kept = [(char, row) for char, row, at in _rows(text) if at not in gone and not char.isspace()]
    left = [(char, row) for char, row, _ in _rows(apply(strip(text, spans), text)) if not char.isspace()]
    assert [char for char, _ in left] == [char for char, _ in kept]
    for (one, other), (first, second) in zip(pairs(kept), pairs(left), strict=True):
        assert one[1] == other[1] or first[1] < second[1]


@given(spanned())
def test_words_with_space_between_them_keep_some(case: tuple[str, list[Span]]) -> None:
    """Unless a mark that clings to the word before it comes next."""
    text, spans = case
    shown = apply([Edit(start, end, "") for start, end in spans], text)
    assert shown.split() == apply(strip(text, spans), text).split() or any(
        text[end : end + 1] in tuple(".,;:!?)]") for _, end in spans
    )


def _rows(text: str) -> list[tuple[str, int, int]]:
    """Each character with the number of its line and its place."""
    rows = [(char, row) for row, line in enumerate(text.splitlines(keepends=True)) for char in line]
    return [(char, row, at) for at, (char, row) in enumerate(rows)]


def pairs(things: list[tuple[str, int]]) -> list[tuple[tuple[str, int], tuple[str, int]]]:
    return list(itertools.pairwise(things))


@given(spanned())
def test_stripping_leaves_no_wider_gap_than_there_was(case: tuple[str, list[Span]]) -> None:
    text, spans = case
    left = apply(strip(text, spans), text)
    widest = max((gap.count("\n") for gap in re.findall(r"\s+", text)), default=0)
    assert max((gap.count("\n") for gap in re.findall(r"\s+", left)), default=0) <= widest


@given(spanned())
def test_a_text_keeps_its_line_ends(case: tuple[str, list[Span]]) -> None:
    """No CRLF is cut in half."""
    text, spans = case
    left = apply(strip(text, spans), text)
    assert left.count("\r") - left.count("\r\n") <= text.count("\r") - text.count("\r\n")
    assert left.count("\n") - left.count("\r\n") <= text.count("\n") - text.count("\r\n")


@given(spanned())
def test_with_nothing_to_strip_nothing_changes(case: tuple[str, list[Span]]) -> None:
    text, _ = case
    assert list(strip(text, [])) == []


# --- segments --------------------------------------------------------------------------------------------------------


def segment(start: int, end: int, action: str, category: str | None = "newsletter") -> Segment:
    if action == "keep":
        return Segment(start, end, None, 0, "keep", ())
    loud, low = (
        Finding(start, end, f"newsletter.{name}", category or "", weight, "says so")
        for name, weight in (("a", 13), ("b", 3))
    )
    return Segment(start, end, category, 16, action, (low, loud))


TEXT = "The vote is on Monday. Sign up here. Polls open at 7."
SEGMENTS = [segment(0, 23, "keep"), segment(23, 36, "strip"), segment(36, 53, "keep")]


def done(action: str) -> str:
    segments = [segment(s.start, s.end, action if s.category else "keep") for s in SEGMENTS]
    return apply(edits_of(TEXT, segments), TEXT)


@pytest.mark.parametrize(
    ("action", "left"),
    [
        ("strip", "The vote is on Monday. Polls open at 7."),
        ("extract", "The vote is on Monday. Polls open at 7."),
        ("mask", "The vote is on Monday. [newsletter] Polls open at 7."),
        ("tag", TEXT),
        ("keep", TEXT),
    ],
)
def test_actions(action: str, left: str) -> None:
    assert done(action) == left


def test_extract_hands_over_what_it_takes() -> None:
    taken = [segment(0, 23, "keep"), segment(23, 36, "extract"), segment(36, 53, "strip")]
    assert extract(TEXT, taken) == [{"category": "newsletter", "start": 23, "end": 36, "text": "Sign up here."}]


def test_tag_names_the_loudest_rule() -> None:
    (record,) = tag(SEGMENTS)
    assert (record["start"], record["end"], record["category"]) == (23, 36, "newsletter")
    assert record["rule"] == "newsletter.a"
    assert record["action"] == "strip"
    assert 0.97 < record["confidence"] < 1


def test_annotate_shows_everything() -> None:
    assert annotate(TEXT, SEGMENTS) == "The vote is on Monday. ⟦newsletter: Sign up here.⟧ Polls open at 7."


@st.composite
def segmented(draw: st.DrawFn) -> tuple[str, list[Segment]]:
    """Any partition of a text, with any actions: cuts may fall in words and in white space."""
    text = draw(st.text("ab .\n\r\u2028)", max_size=30))
    cuts = sorted({0, len(text), *draw(st.lists(st.integers(0, len(text)), max_size=8))})
    actions = st.sampled_from(["keep", "tag", "strip", "mask", "extract"])
    return text, [segment(start, end, draw(actions)) for start, end in itertools.pairwise(cuts)]


@given(segmented())
def test_edits_are_sorted_and_apart_whatever_the_segments(case: tuple[str, list[Segment]]) -> None:
    text, segments = case
    edits = edits_of(text, segments)
    left = apply(edits, text)
    assert left.count("[newsletter]") == sum(s.action == "mask" for s in segments)


@given(segmented())
def test_annotations_and_records_agree_with_the_segments(case: tuple[str, list[Segment]]) -> None:
    text, segments = case
    assert re.sub("⟦newsletter: |⟧", "", annotate(text, segments)) == text
    assert [(r["start"], r["end"]) for r in tag(segments)] == [(s.start, s.end) for s in segments if s.category]
    assert [r["text"] for r in extract(text, segments)] == [
        text[s.start : s.end] for s in segments if s.action == "extract"
    ]
