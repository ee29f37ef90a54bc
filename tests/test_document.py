"""A text as its rules see it: folding, lines, cores, shapes, sentences."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import cleanr
from cleanr.text.bullets import lead_length
from cleanr.text.document import Document, Line
from cleanr.text.folding import fold, unspaced_words
from cleanr.text.wrapping import unwrapped
from tests.counted import steps
from tests.strategies import SENTENCES, Built, anything, built, texts

# --- folding ---------------------------------------------------------------------------------------------------------


@given(texts())
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize("block", range(17))
def test_folding_keeps_the_length_of_every_character(block: int) -> None:
    text = "".join(map(chr, range(block << 16, (block + 1) << 16)))
    assert len(fold(text)) == len(text)


@given(anything())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("SIGN UP", "sign up"),
        ("İstanbul", "istanbul"),
        ("It\N{RIGHT SINGLE QUOTATION MARK}s", "it's"),
        ("\N{LEFT DOUBLE QUOTATION MARK}No\N{RIGHT DOUBLE QUOTATION MARK}", '"no"'),
        ("a\N{NO-BREAK SPACE}b\N{NARROW NO-BREAK SPACE}c", "a b c"),
        ("1904\N{EN DASH}31 \N{EM DASH} e\N{NON-BREAKING HYPHEN}mail", "1904-31 - e-mail"),
        ("STRASSE Straße", "strasse straße"),
        ("\ud800A", "\ud800a"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


# --- lines -----------------------------------------------------------------------------------------------------------


@given(texts())
def test_lines_are_those_of_splitlines(text: str) -> None:
    document, rows = Document(text), [row.strip() for row in unwrapped(text).splitlines()]
    assert [document.line(i).text for i in range(len(document))] == rows
    assert [line.text for line in document.lines()] == [row for row in rows if row]


@given(texts())
def test_every_visible_position_is_on_the_line_that_covers_it(text: str) -> None:
    document = Document(text)
    for line in document.lines():
        assert not line.blank
        assert {document.line_at(at).index for at in (line.start, line.end - 1)} == {line.index}
        assert document.text[line.start : line.end] == line.text
        assert len(line.folded) == len(line.text)
        assert document.starts[line.index] + line.indent == line.start


@given(texts())
def test_the_core_lies_in_the_line(text: str) -> None:
    for line in Document(text).lines():
        assert line.start <= line.core.start <= line.core.end <= line.end
        assert line.folded_core == fold(line.document.text)[line.core.start : line.core.end]
        assert line.folded_core or line.core == (line.start, line.end)


@given(texts())
def test_neighbours_are_the_nearest_lines_that_are_not_blank(text: str) -> None:
    lines = list(Document(text).lines())
    assert [line.before for line in lines] == [None, *lines][: len(lines)]
    assert [line.after for line in lines] == [*lines[1:], None][: len(lines)]


@given(texts())
def test_shape_can_be_asked_of_any_line(text: str) -> None:
    document = Document(text)
    for index in range(len(document)):
        line = document.line(index)
        facts = (line.bulleted, line.ends_sentence, line.prose, line.title_like, line.in_capitals, line.blank)
        assert all(isinstance(fact, bool) for fact in facts)
        assert line.words >= len(line.text.split())  # more where a script puts no spaces between words


@given(built(layouts=["lines"]), st.sampled_from(["\r\n", "\r", "\u2028", "\x0b"]))
def test_every_kind_of_line_end_ends_a_line(document: Built, end: str) -> None:
    """But for those of wrapped paragraphs, which are soft: these are read where lines end with line feeds alone."""
    text = document.text
    assume(not Document(text).wrapped)
    assert len(Document(text.replace("\n", end))) == len(Document(text))


def only(text: str) -> Line:
    return Document(text).line(0)


@pytest.mark.parametrize(
    "lead", ["", "* ", "- ", "• ", "→ ", "## ", "> ", "**", "📷 ", "» ", "\N{NO-BREAK SPACE}• ", "—", "▶️ "]
)
@pytest.mark.parametrize("tail", ["", ":", " »", " →", "**", " ↓", " |", " 👇", "\N{NO-BREAK SPACE}"])
def test_marks_around_a_line_are_not_its_core(lead: str, tail: str) -> None:
    assert only(f"{lead}Read More{tail}").folded_core == "read more"


@pytest.mark.parametrize("text", ["***", "—", "→ →", "• • •", "📷"])
def test_a_line_of_marks_alone_is_its_own_core(text: str) -> None:
    assert only(text).core == (0, len(text))


@pytest.mark.parametrize(
    ("text", "length"), [("", 0), ("abc", 0), ("* abc", 2), ("  > - abc", 6), ("📷 abc", 2), ("#", 1)]
)
def test_lead_length(text: str, length: int) -> None:
    assert lead_length(text) == length


@pytest.mark.parametrize(
    "text", ["* Polls open", "- Polls", "• Polls", "1. Polls", "12) Polls", "– Polls", "▪ Polls", "✓ Polls"]
)
def test_bulleted(text: str) -> None:
    assert only(text).bulleted


@pytest.mark.parametrize("text", ["Polls open", "*Polls*", "1904 was dry", "-5 degrees", "*", "1.5 litres"])
def test_not_bulleted(text: str) -> None:
    assert not only(text).bulleted


@pytest.mark.parametrize(
    "text",
    [
        "He left.",
        "“He left.”",
        "Why?",
        "No!’",
        "And then…",
        "彼は去った。",
        "वह चला गया।",
        "(He left.)",
        "**He left.**",
    ],
)
def test_ended(text: str) -> None:
    assert only(text).ends_sentence


@pytest.mark.parametrize("text", ["The harbour in winter", "He said:", "one, two,", "»"])
def test_not_ended(text: str) -> None:
    assert not only(text).ends_sentence


@given(texts() | anything())
def test_words_are_counted_as_a_split_counts_them(text: str) -> None:
    document = Document(text)
    for line in document.lines():
        assert document.count_words(line.text) == len(line.text.split())
        assert line.core_words == len(line.folded_core.split()) + unspaced_words(line.folded_core)


@pytest.mark.parametrize("sentence", [s for s in SENTENCES if s.isascii()])
def test_a_full_sentence_is_prose(sentence: str) -> None:
    assert only(sentence).prose
    assert not only(sentence).title_like


@pytest.mark.parametrize("sentence", [s for s in SENTENCES if "。" in s])
def test_a_sentence_without_spaces_is_prose(sentence: str) -> None:
    assert only(sentence).prose


@pytest.mark.parametrize(
    "title", ["The harbour in winter", "5 walks for a wet Sunday", "“No” means no", "WHAT’S NEW", "Who won?"]
)
def test_title_like(title: str) -> None:
    assert only(title).title_like
    assert not only(title).prose


@pytest.mark.parametrize("text", ["Menu", "the harbour in winter", "He left.", "First, second,", "He said this:"])
def test_not_title_like(text: str) -> None:
    assert not only(text).title_like


# --- sentences -------------------------------------------------------------------------------------------------------


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in only(text).sentences]


@given(texts())
def test_sentences_cover_the_line_but_for_white_space(text: str) -> None:
    for line in Document(text).lines():
        spans = line.sentences
        assert spans
        assert (spans[0].start, spans[-1].end) == (line.start, line.end)
        assert all(span.start < span.end for span in spans)
        gaps = [line.document.text[one.end : other.start] for one, other in itertools.pairwise(spans)]
        assert not "".join(gaps).strip()


@given(texts())
def test_each_position_of_a_line_has_a_sentence(text: str) -> None:
    for line, asked in zip(Document(text).lines(), Document(text).lines(), strict=True):
        for span in line.sentences:  # those of `asked` are looked for one by one
            assert asked.sentence_at(span.start) == asked.sentence_at(span.end - 1) == span


@pytest.mark.parametrize(
    "parts",
    [
        ["He left.", "She stayed."],
        ["He left!", "Why?", "Nobody knows…", "So it goes."],
        ["“He left.”", "She stayed."],
        ["He said “Never.”", "“Yes,” she said."],
        ["He left (at last).", "She stayed."],
        ["He said no.", "She stayed."],
        ["He left.", "**Sign up here.**"],
        ["He left.", "École fermée."],
        ["He left in 1904.", "12 men stayed."],
    ],
)
def test_sentences_end_at_full_stops(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Lindqvist met Dr. Okafor and Prof. Abara.",
        "The U.S. Senate voted with the U.K. House.",
        "J. R. Hartley wrote it.",
        "It was on Jan. 12 and Sept. 3 of that year.",
        "Gen. Abara met Sen. Whitlock in St. Moritz.",
        "Acme Inc. Chairman Jo Field of Brown & Co. Ltd. Partners spoke.",
        "It rose 1.8% to 3.4bn at example.com today.",
        "He left... and came back.",
        "The match, Rovers vs. Albion, is No. 3 on the list.",
        "He said: “Stop! now” and left.",
    ],
)
def test_abbreviations_and_points_inside_end_no_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        ["The vote was tonight.", "Sign up here."],
        ["Who knows?", "Read more"],
        ["He said “Never.”", "Sign up here."],
        ["The end!", "Related stories"],
    ],
)
def test_glued_sentences_come_apart(parts: list[str]) -> None:
    assert sentences("".join(parts)) == parts


@pytest.mark.parametrize("text", ["Node.js is fast", "Visit example.com now", "e.g.this", "a.B"])
def test_points_without_space_inside_words_end_no_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize("unit", [".", ". ", "!?", ".)", '."', "… ", ". (", "A. ", "a.b.", ".  \t", "x", "* ", "“"])
def test_sentences_are_found_in_linear_work(unit: str) -> None:
    def work(size: int) -> int:
        line = only("He left. " + unit * (size // len(unit)) + "z")
        return steps(lambda: (line.sentences, line.core, line.ends_sentence, line.title_like))

    assert work(16_000) < 5 * work(4_000) + 1_000


@pytest.mark.parametrize(
    "line", ["o Sign up for our newsletter", "+ Sign up for our newsletter", "Sign up for our newsletter"]
)
def test_a_nested_bullet_of_plain_text_is_no_word_of_its_line(line: str) -> None:
    text = f"The vote is on Monday.\n  {line}\n\no, what a vote."
    assert cleanr.clean(text) == "The vote is on Monday.\n\no, what a vote."
    assert Document(text).line(1).folded_core == "sign up for our newsletter"
