"""The kernel gives what its plain twins give, column by column, on any text; and plain Python serves where it is not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import cleanr
from cleanr.text.context.code import plain_marks
from cleanr.text.document import Document
from cleanr.text.kernel import KERNEL
from cleanr.text.read import read_plainly
from cleanr.text.row import PlainRow
from cleanr.text.sentences import sentences_of
from cleanr.text.shortlines import PlainSigns
from cleanr.text.wordset import PlainWordSet, PlainWordSets
from tests.strategies import EXAMPLES, NEAR_MISSES, texts

ROOT = Path(__file__).parent.parent
compiled_only = pytest.mark.skipif(KERNEL is None, reason="the kernel was not built here, or CLEANR_PLAIN is set")

EVERY_CHARACTER = ["".join(map(chr, range(block << 12, (block + 1) << 12))) for block in range(0x110)]
# What a loop over characters trips over: every kind of line end and of space, bullets, closing marks, letters whose
# case is odd, scripts without spaces, wide and lone halves.
PIECES = (
    "\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x1f", "\x85", "\u2028", "\u2029", "\x00", "\t", " ", "  ",
    "\xa0", "\u202f", "\u3000", "\u200b", "\u200d", "\ufe0f", "\ud800", "\udfff", "\U0001f600", "\U0010ffff", "İ", "ı", "ς", "σ",
    "ß", "ŉ", "ǅ", "ª", "²", "½", "Ⅷ", "٣", "e\u0301", "_", "__", "a_b", "o ", "o X", "+ Y", "+ y", "* ", "- ", "•", "12. ", "3)", "#",
    "|", "│", "…", "!", "?", ".", ",", ";", ":", "。", "，", "！", "؟", "।", ")", "]", "»", "”", "’", "“", "‘", '"', "'", "市議会は", "เมือง",
    "ABC", "The ", "vote", "Ωmega", "Жар", "سلام", "가나", "→", "📷", "×", "‹", "›", "–", "—", "\u2011", "x" * 45, "— " * 50,
)  # fmt: skip


def nasty() -> st.SearchStrategy[str]:
    """Texts of nothing but what is hard to read."""
    return st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def assert_read_alike(text: str) -> None:
    """The kernel reads ``text`` as Python does: each column, and each fact of each line."""
    if "Σ" not in text:  # its lower case hangs on its neighbours: such texts are left to Python
        assert KERNEL.read(text) == tuple(read_plainly(text))
    document = Document(text)
    for number in range(len(document)):
        plain, compiled = PlainLine(document, number), KERNEL.Row(document, number)
        assert [getattr(compiled, fact) for fact in FACTS] == [getattr(plain, fact) for fact in FACTS]
        assert (compiled.before, compiled.after) == (plain.before, plain.after)
        assert all(type(getattr(compiled, fact)) is type(getattr(plain, fact)) for fact in FACTS)
        assert KERNEL.sentences(document.text, plain.start, plain.end) == tuple(sentences_of(plain.text, plain.start))


class PlainLine(PlainRow):
    """A line as plain Python makes it."""


FACTS = (
    "start", "end", "index", "blank", "text", "folded", "core", "folded_core", "words", "core_words", "ends_sentence",
    "prose", "in_capitals", "bulleted", "may_be_row", "row", "title_like", "place", "length", "indent", "has_figure",
)  # fmt: skip


@compiled_only
@given(texts() | nasty())
@example("_a_ _ a_b _\u0301_ _é_")
@example("o\n")
@example("* a")
@example("a" + " —" * 50)
def test_the_kernel_reads_as_python_does(text: str) -> None:
    assert_read_alike(text)


# What ends a sentence, what seems to, and what stands beside that.
STOPS = (
    ".", "!", "?", "…", "。", "！", " ", "  ", "\t", "(", "[", ")", "]", '"', "'", "“", "‘", "”", "_", "*", "」", "A", "B", "X", "a", "b",
    "Dr", "mr", "No", "no", "Oct", "approx", "approxi", "3", "٣", "é", "É", "漢", "Word", "word", "a.m.", " (Read more) ", "[x]", "(" + "a" * 200 + ")",
)  # fmt: skip


@compiled_only
@given(st.lists(st.sampled_from(STOPS), max_size=14).map("".join), st.integers(0, 9), st.integers(0, 40))
def test_the_kernel_finds_the_sentences_of_plain_python(text: str, start: int, size: int) -> None:
    start, end = min(start, len(text)), min(start + size, len(text))
    assert KERNEL.sentences(text, start, end) == tuple(sentences_of(text[start:end], start))


@compiled_only
@pytest.mark.parametrize("kind", ["every character", "examples", "near misses", "corpus"])
def test_the_kernel_reads_what_we_have_as_python_does(kind: str) -> None:
    corpus = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus").rglob("*.txt"))]
    texts = {"every character": EVERY_CHARACTER, "examples": EXAMPLES, "near misses": NEAR_MISSES, "corpus": corpus}[kind]
    assert texts
    for text in texts:
        assert_read_alike(text)


@compiled_only
def test_the_kernel_takes_what_it_is_made_for() -> None:
    with pytest.raises(TypeError):
        KERNEL.read(b"bytes")
    for wrong in ((), (Document("text"),), (Document("text"), "0")):
        with pytest.raises(TypeError):
            KERNEL.Row(*wrong)
    with pytest.raises(AttributeError):
        KERNEL.Row("text", 0)
    for wrong in ((), ("text", 0), (b"text", 0, 1), ("text", "0", 1)):
        with pytest.raises(TypeError):
            KERNEL.sentences(*wrong)
    for beside in ((-1, 1), (2, 1), (0, 5)):
        with pytest.raises(IndexError):
            KERNEL.sentences("text", *beside)


@compiled_only
@given(texts() | nasty(), texts() | nasty(), st.integers(0, 99), st.integers(0, 99))
@example("", "", 0, 0)
@example("aa", "", 1, 0)
@example("aa", "a", 3, 9)
def test_the_kernel_finds_what_python_finds(text: str, other: str, start: int, size: int) -> None:
    for part in (text[start : start + size], other[:size], other):
        for stop in (len(text), start + size, start):
            assert KERNEL.find(text, part, start, stop) == text.find(part, start, stop)


@compiled_only
@pytest.mark.parametrize("number", [-1, 1, 2, 1 << 40])
def test_the_kernel_reads_nothing_beside_the_text(number: int) -> None:
    with pytest.raises(IndexError):
        KERNEL.Row(Document("text"), number)


@compiled_only
@given(st.lists(texts() | nasty(), max_size=3), st.integers(0, 99), st.integers(0, 99))
@example(["vote vote _\u0301_ voted"], 0, 9)
def test_the_kernel_finds_the_words_of_a_set_as_python_does(parts: list[str], start: int, size: int) -> None:
    words = {word for part in parts for word in part.split()[::3]} | {"vote", "İ", "x" * 45}
    for text in (" ".join(parts), "\n".join(parts).lower()):
        for stop in (len(text), start + size):
            found = KERNEL.WordSet(words).among(text, start, stop)
            assert found == PlainWordSet(words).among(text, start, stop)
            sets = frozenset(words), frozenset(), frozenset(sorted(words)[::2])
            assert KERNEL.WordSets(*sets).counts(text, start, stop) == PlainWordSets(*sets).counts(text, start, stop)


@compiled_only
def test_the_kernel_counts_the_words_of_frozen_sets() -> None:
    with pytest.raises(TypeError):
        KERNEL.WordSets({"a"})
    with pytest.raises(TypeError):
        KERNEL.WordSets(frozenset([1]))
    with pytest.raises(ValueError, match="16 sets"):
        KERNEL.WordSets(*[frozenset("a")] * 17)
    assert KERNEL.WordSets().counts("a", 0, 1) == ()


@compiled_only
@given(texts() | nasty(), st.lists(texts() | nasty(), max_size=3))
@example("vote\nvoted, vote", ["vo", "v", "e"])
@example("\u0100b\u0100c", ["\u0100", "\u0100c", "c"])
@example("Port zimą", ["?"])
def test_the_kernel_finds_the_signs_that_python_finds(text: str, parts: list[str]) -> None:
    pieces = {part[at : at + size] for part in (text.lower(), *parts) for at in range(0, 9, 2) for size in (1, 2, 5)}
    signs = sorted(piece for piece in pieces if piece and not any(c == "\n" or "\ud800" <= c <= "\udfff" for c in piece))
    lines = Document(text).visible_lines
    found = KERNEL.Signs(signs).standing(lines)
    assert found == PlainSigns(signs).standing(lines)
    assert found == {
        sign: places for sign in signs if (places := [at for at, line in enumerate(lines) if sign in line.folded])
    }


@compiled_only
def test_the_kernel_looks_for_signs_on_lines() -> None:
    with pytest.raises(ValueError, match="empty"):
        KERNEL.Signs(["a", ""])
    for wrong in (None, ["a line"], (Document("a line").line(0),)):
        with pytest.raises(TypeError):
            KERNEL.Signs(["a"]).standing(wrong)


@compiled_only
@given(texts() | nasty(), texts() | nasty())
@example("\x00\u0100ab|", "\u0100|")
@example("\x00\u0200", "\u0100")
def test_the_kernel_finds_the_characters_that_python_finds(marks: str, text: str) -> None:
    assert KERNEL.standing(marks, text) == "".join(mark for mark in marks if mark in text)


@compiled_only
def test_the_kernel_asks_once() -> None:
    asked: list[str] = []
    document = Document("One line\nAnother line")
    evidence = SimpleNamespace(_records={0: SimpleNamespace(cache={})})
    known = KERNEL.Memo(lambda line: asked.append(line.text) or len(asked), "a.key")
    found = KERNEL.Memo(lambda line, _: asked.append(line.text) or line.words, "key", "nothing")
    first, second = document.lines()
    assert [known(first), known(second), known(first)] == [1, 2, 1]
    assert [found(first, evidence), found(second, evidence), found(first, evidence)] == [2, "nothing", 2]
    assert asked == ["One line", "Another line", "One line"]
    for wrong in ((), (first, second), (first, evidence, 1)):
        with pytest.raises((TypeError, AttributeError)):
            found(*wrong)
    for wrong in ((), (1,), (first, second)):
        with pytest.raises((TypeError, AttributeError)):
            known(*wrong)
    with pytest.raises(TypeError):
        found("no line", evidence)


@compiled_only
def test_what_fails_is_not_remembered() -> None:
    def fails(line: object) -> None:
        raise ValueError(line)

    (line,) = Document("One line").lines()
    for _ in range(2):
        with pytest.raises(ValueError, match="Line"):
            KERNEL.Memo(fails, "a.key")(line)


@compiled_only
def test_the_kernel_believes_no_document_that_is_none() -> None:
    for text, folded, starts in (("text", "text", [0, 5]), ("text", "text", [3, 2]), ("text", "tex", [0, 4])):
        with pytest.raises((IndexError, ValueError)):
            KERNEL.Row(SimpleNamespace(text=text, folded=folded, starts=starts), 0)


# --- which runs ------------------------------------------------------------------------------------------------------


def run(*arguments: str, **environment: str) -> str:
    command = [sys.executable, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, **environment})
    return done.stdout.strip()


def test_plain_python_can_be_asked_for() -> None:
    assert run("-c", "import cleanr; print(cleanr.compiled)", CLEANR_PLAIN="1") == "False"
    assert run("-m", "cleanr", "--version", CLEANR_PLAIN="1").endswith("(plain Python)")


def test_it_says_which_twin_runs() -> None:
    assert cleanr.compiled is (KERNEL is not None)
    assert run("-m", "cleanr", "--version").endswith("(compiled)" if cleanr.compiled else "(plain Python)")


class Boat(NamedTuple):
    """A named tuple with a field that may be left out."""

    name: str
    metres: int
    port: str = "Harwell"


@compiled_only
def test_named_tuples_are_made_as_python_makes_them() -> None:
    make = KERNEL.Maker(Boat, Boat.__new__)
    for fields, named in ((("Tide", 9), {}), (("Tide", 9, "Perth"), {}), (("Tide",), {"metres": 9}), ((), {"metres": 9, "name": "Tide"})):
        made, expected = make(Boat, *fields, **named), Boat(*fields, **named)
        assert (made, type(made)) == (expected, Boat)
    for wrong in ((), ("Tide",), ("Tide", 9, "Perth", 1)):
        with pytest.raises(TypeError):
            make(Boat, *wrong)
    other = type("Ship", (Boat,), {})
    assert type(make(other, "Tide", 9)) is other
    for arguments in ((), (Boat,), (int, int.__new__), (1, 2)):
        with pytest.raises((TypeError, AttributeError)):
            KERNEL.Maker(*arguments)


# What marks of code are made of, and what seems to be one.
CODE = (
    "`", ":", "(", "-", "--", "{", "}", ";", "_", "<", ">", "/", "$", "=", "~", "\n", "\n-", "\n=", "\n~", "\n>", "\n$ ", " ", "a", "Z", "3",
    "é", "٣", ")", "[", "|", ".", "\x00", "市", "\U0001f600", "a_b", "x()", "ls(1)", "a::b", " --keep", "</p", "/>", " /etc/x", "~/a/b", "a" * 79,
)  # fmt: skip


@compiled_only
@given(st.lists(st.sampled_from(CODE), max_size=24).map("".join) | texts() | nasty())
@example("a`" + "b" * 80 + "`")
@example("a`" + "b" * 81 + "`")
@example("\n---")
@example("\n----\n====")
def test_the_kernel_counts_marks_of_code_as_python_does(text: str) -> None:
    assert KERNEL.code_marks(text) == plain_marks(text)
