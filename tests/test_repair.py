"""Repair gives exactly what ftfy gives, as small edits, and asks ftfy only about the lines that need it."""

from __future__ import annotations

import gzip
import itertools
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import ftfy
import pytest
from ftfy import chardata
from ftfy.badness import MOJIBAKE_CATEGORIES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleanr.errors import SettingsError
from cleanr.repair import fixes as repair_module
from cleanr.repair import gate as repairgate
from cleanr.repair import marks as repairmarks
from cleanr.repair.fixes import repair
from cleanr.text.edits import Edit, apply
from tests.counted import steps

if TYPE_CHECKING:
    from collections.abc import Iterator

FULL = ftfy.TextFixerConfig(explain=False)
CONSERVATIVE = FULL._replace(
    uncurl_quotes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    fix_line_breaks=False,
    normalization=None,
)
MODES = ["conservative", "full"]
ROOT = Path(__file__).parents[1]

thorough = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
both_modes = pytest.mark.parametrize("mode", MODES)


def by_ftfy(text: str, mode: str, longest: int = 1_000_000) -> str:
    """What ftfy alone makes of ``text``."""
    if mode == "full":
        return ftfy.fix_text(text, FULL._replace(max_decode_length=longest))
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    parts = (line[at : at + longest] for line in lines for at in range(0, len(line), longest))
    return "".join(ftfy.fix_text_segment(part, CONSERVATIVE) for part in parts)


def check(text: str, mode: str) -> tuple[Edit, ...]:
    """Assert what repair promises about any text."""
    edits = repair(text, mode)
    assert apply(edits, text) == by_ftfy(text, mode)
    assert all(isinstance(edit, Edit) and text[edit.start : edit.end] != edit.new for edit in edits)
    assert all(one.end <= two.start for one, two in itertools.pairwise(edits))
    return edits


# --- texts, written for this project ---------------------------------------------------------------------------------

WORDS = [
    "caf\xe9",
    "Stra\xdfe",
    "\xe0 la carte",
    "S\xe3o Paulo",
    "\u017b\xf3\u0142w",
    "\u0421\u0430\u043c\u043e\u0432\u0430\u0440",  # Cyrillic
    "\u039a\u03b1\u03bb\u03b7\u03bc\u03ad\u03c1\u03b1",  # Greek
    "\u6771\u4eac",  # Chinese
    "\u0628\u062d\u0631",  # Arabic
    "\u0939\u093f\u0928\u094d\u0926\u0940",  # Hindi, with a combining sign
    "\u201cquoted\u201d",
    "don\u2019t \u2014 ever\u2026",
    "\u20ac40 \xb1 2\xb0",
    "\N{ROCKET}",
]

# What repair makes of a text: conservative, full.
MENDED = {
    "The caf\xc3\xa9 isn\xe2\u20ac\u2122t open": ("The caf\xe9 isn\u2019t open", "The caf\xe9 isn't open"),
    "voil\xc3 le travail": ("voil\xe0 le travail", "voil\xe0 le travail"),
    "a\xc2 split key": ("a\xa0split key", "a\xa0split key"),
    "Marks &amp; Spencer &hellip;": ("Marks & Spencer \u2026", "Marks & Spencer \u2026"),
    "&amp;amp;lt;": ("<", "<"),
    "if x < y &amp; z": ("if x < y &amp; z", "if x < y &amp; z"),
    "a &amp; b\nx < y\nc &amp; d": ("a & b\nx < y\nc & d", "a & b\nx < y\nc &amp; d"),
    "AT&T &unknown; &": ("AT&T &unknown; &", "AT&T &unknown; &"),
    "\ufeffHello\x00 wor\x7fld": ("Hello world", "Hello world"),
    "\x1b[31mred\x1b[0m alert": ("red alert", "red alert"),
    "it\x92s 40\x80": ("it\u2019s 40\u20ac", "it's 40\u20ac"),
    "\ud83d\ude80 \ude80": ("\N{ROCKET} \ufffd", "\N{ROCKET} \ufffd"),
    "\u201cHi,\u201d she said": ("\u201cHi,\u201d she said", '"Hi," she said'),
    "e\ufb03cient \ufb01ne": ("e\ufb03cient \ufb01ne", "efficient fine"),
    "\uff34\uff4f\uff4b\uff59\uff4f\uff0c": ("\uff34\uff4f\uff4b\uff59\uff4f\uff0c", "Tokyo,"),
    "one\r\ntwo\rthree\u2028four": ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
    "cafe\u0301": ("cafe\u0301", "caf\xe9"),
}

ODD = [
    "",
    "\n",
    "\n\n\n",
    "\x00",
    "&",
    "<",
    "\r",
    "\x1b",
    "\u0152",  # the pattern wants to see what follows
    "c\u0153ur \u0153uvre \u0153",
    "IRM\xc3 DO JO\xc3O",
    "\xc3 la carte\n\xc2 \n \xc3 ",
    "a\n\xc3 \n",
    "\n\xc3\xa3\n",
    "\u0413\u045e\u0412\u0402\u0412\u201c a",
    "&\x00amp; &\ufeffamp; &am\u206ap;",  # removing a character makes an entity
    "\uff06amp\uff1b \uff06\uff03\uff11\uff10\uff1b",  # so does narrowing
    "\u0149 \u2019\u0301 \uff1d\u0338 \uff76\uff9e \uff8a\uff9f",  # exchanged, then composed
    "\uff1d\u0338",
    "\x1b\x00[31m \x1b[31;1\x00m",
    "\ud83d\x00\ude80",
    "\r\x00\n \r\ufeff\n",
    "\xe9\u201cx \xe9\u02bcx",
    "&lt;b&gt; &#60; &#x3c;\n&amp;",
    "&#10;&#13;&#0;&#65279;&#xd83d;&NewLine;",
    "\u1100\u1161\u11a8 \uac00\u11a8 \u212b \u2126 \u0958 \u2adc \u0344 \u037e",
    "a\u0323\u0301 a\u0301\u0323",
    "\x85 \x81\x8d \xc3\x81",
    "caf\xc3\xa9 \u0421\u0430\u043c\u043e\u0432\u0430\u0440 \u6771\u4eac caf\xe9",
]


def garbled(word: str, encoding: str) -> str:
    """``word``, read in the wrong encoding."""
    try:
        return word.encode("utf-8").decode(encoding)
    except UnicodeDecodeError:
        return word


@pytest.mark.parametrize("text", MENDED)
def test_repair_mends_what_is_broken_and_restyles_only_when_asked(text: str) -> None:
    assert tuple(apply(check(text, mode), text) for mode in MODES) == MENDED[text]


@both_modes
@pytest.mark.parametrize("text", [*ODD, "\n".join(ODD), "\n".join(ODD[::-1]), " ".join(ODD)])
def test_repair_equals_ftfy_on_odd_texts(text: str, mode: str) -> None:
    check(text, mode)


@both_modes
@pytest.mark.parametrize("encoding", chardata.CHARMAP_ENCODINGS)
def test_repair_equals_ftfy_on_mojibake(encoding: str, mode: str) -> None:
    once = [garbled(word, encoding) for word in WORDS]
    twice = [garbled(word, encoding) for word in once]
    spaced = [word.replace("\xa0", " ") for word in once]
    for words in once, twice, spaced:
        check("\n".join(f"We saw {word} there, and {plain}." for word, plain in zip(words, WORDS, strict=True)), mode)
        check(" ".join(words), mode)


# --- anything at all -------------------------------------------------------------------------------------------------

BREAKS = ["\n", "\r", "\r\n", "\u2028", "\u2029", "\x85", "\v", "\f", "&#10;", "&NewLine;", "&#13;"]
ENTITIES = ["&amp;", "&nbsp;", "&lt;", "&EACUTE;", "&foo;", "&", "&#", ";", "#", "amp;", "<", "&#x2019;", "&#xd83d;"]
SPACES = [" ", "  ", "\t", "\xa0", "\u3000", "\u200b", "\u200c", "\xad"]
PIECES = [
    *WORDS,
    *(garbled(word, encoding) for word in WORDS for encoding in chardata.CHARMAP_ENCODINGS),
    *("\x1b", "\x1b[31m", "\x1b[0", "[3m", "\ud83d", "\ude80", "\ud800", "\udfff"),
    *("a", "Z", "1", ".", ",", "?", "'", '"'),
    *"\u0301\u0308\u0323\u0327\u0338\u3099\u309a\u1161\u11a8\u094d\u09be\u1100\uac00\u212b\u2126\u2000\u037e\u1fef",
]
PLANE = "".join(map(chr, range(0x10000)))
CLASSES = [re.findall(f"[{category}]", PLANE) for category in MOJIBAKE_CATEGORIES.values()]
TABLES = [sorted(map(chr, table)) for table in (chardata.CONTROL_CHARS, chardata.LIGATURES, chardata.WIDTH_MAP)]

dense_pieces = st.one_of(
    *(st.sampled_from(pieces) for pieces in [PIECES, SPACES, *CLASSES, *TABLES]),
    st.characters(),
)
dense_texts = st.lists(dense_pieces | st.sampled_from(BREAKS) | st.sampled_from(ENTITIES), max_size=25).map("".join)


@both_modes
@thorough
@given(text=dense_texts)
def test_repair_equals_ftfy_on_dense_trouble(text: str, mode: str) -> None:
    check(text, mode)


@both_modes
@thorough
@given(text=st.text(alphabet=st.characters(codec=None, exclude_categories=[])))
def test_repair_equals_ftfy_on_any_text(text: str, mode: str) -> None:
    check(text, mode)


@both_modes
@thorough
@given(text=dense_texts, longest=st.integers(1, 12))
def test_long_lines_are_cut_where_ftfy_cuts_them(text: str, longest: int, mode: str) -> None:
    way = repair_module._way(mode)
    way = way._replace(config=way.config._replace(max_decode_length=longest))
    assert apply(repair_module._long_edits(text, way), text) == by_ftfy(text, mode, longest)


@both_modes
@thorough
@given(text=st.lists(dense_pieces | st.sampled_from(ENTITIES), max_size=25).map("".join))
def test_repaired_text_is_not_repaired_again(text: str, mode: str) -> None:
    # ftfy itself is not idempotent when it makes new lines, for it looks at a line at a time: so these are left out.
    mended = apply(repair(text, mode), text)
    if "\n" not in mended:
        assert repair(mended, mode) == ()


@pytest.mark.slow
@both_modes
def test_repair_equals_ftfy_on_every_character_of_the_first_planes(mode: str) -> None:
    for start in range(0, 0x20000, 0x200):
        check("\n".join(f"a{char}b {char}1 \xe9{char}" for char in map(chr, range(start, start + 0x200))), mode)


# --- edits -----------------------------------------------------------------------------------------------------------


def test_edits_are_as_small_as_what_changed() -> None:
    text = "word " * 500 + "caf\xc3\xa9" + " word" * 500 + " na\xc3\xafve, " + "word " * 500 + "A&amp;P."
    assert [(text[edit.start : edit.end], edit.new) for edit in check(text, "conservative")] == [
        ("\xc3\xa9", "\xe9"),
        ("\xc3\xaf", "\xef"),
        ("amp;", ""),
    ]


def test_words_side_by_side_have_an_edit_each() -> None:
    garble = " ".join(garbled(word, "latin-1") for word in ["\xe9t\xe9", "\xe0", "No\xebl", "\xe9t\xe9", "\xe7a"])
    assert len(check(f"En {garble} alors", "conservative")) == 5


def test_a_word_that_falls_apart_does_not_put_the_rest_out_of_step() -> None:
    text = "one&nbsp;two three &eacute; four\x00five six caf\xc3\xa9"
    assert [text[edit.start : edit.end] for edit in check(text, "conservative")] == [
        *("&nbsp;", "&eacute;", "\x00", "\xc3\xa9"),
    ]


def test_restyling_has_an_edit_a_character() -> None:
    assert check("\u201cIt\u2019s\u201d \r\n", "full") == (
        *(Edit(0, 1, '"'), Edit(3, 4, "'"), Edit(5, 6, '"')),
        Edit(7, 8, ""),
    )


# --- modes -----------------------------------------------------------------------------------------------------------


def test_mode_none_changes_nothing() -> None:
    assert repair("caf\xc3\xa9 &amp; \x00", "none") == ()


def test_an_unknown_mode_names_the_nearest() -> None:
    with pytest.raises(SettingsError, match=r"'ful'.*did you mean 'full'"):
        repair("text", "ful")


@pytest.mark.parametrize("mode", [*MODES, "none"])
def test_bytes_are_refused_with_advice(mode: str) -> None:
    with pytest.raises(TypeError, match="decode"):
        repair(b"text", mode)  # type: ignore[arg-type]


# --- the work that is done -------------------------------------------------------------------------------------------


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that ftfy is called with, from here on."""
    texts: list[str] = []
    plain = ftfy.fix_and_explain

    def spy(text: str, config: ftfy.TextFixerConfig) -> ftfy.ExplainedText:
        texts.append(text)
        return plain(text, config)

    monkeypatch.setattr(ftfy, "fix_and_explain", spy)
    return texts


PROSE = """\
The harbour \u2014 opened in 1904 \u2014 has been dredged twice; \u201cnever again,\u201d the mayor\u2019s office said\u2026

La mairie du c\u0153ur de No\xebl : \xab \xe0 bient\xf4t \xbb, dit-elle. 20\xa0\xb0C, 40\xa0\u20ac, \xa3300, \xbd, \xa9\xa02026
\u0413\u0430\u0432\u0430\u043d\u044c \u2014 \xab\u043e\u0442\u043a\u0440\u044b\u0442\u0430\xbb \u0432 1904 \u2116 5.
\u6e2f\u53e3\u65bc1904\u5e74\u958b\u653e\u3002 R&D & Q&A at AT&T.
"""


def test_clean_text_never_reaches_ftfy(seen: list[str]) -> None:
    repair(PROSE)  # ftfy is asked about each odd character once
    seen.clear()
    assert repair(PROSE) == ()
    assert seen == []


def test_restyling_alone_never_reaches_ftfy(seen: list[str]) -> None:
    text = PROSE.replace("\n", "\r\n") + "\ufb01ne \uff01"
    repair(text, "full")  # ftfy is asked about each odd character once
    seen.clear()
    check(text, "full")
    assert seen == [line + "\n" for line in text.split("\n")[:-1]] + [text.rpartition("\n")[2]]  # by check itself


@both_modes
def test_only_the_lines_that_need_it_reach_ftfy(seen: list[str], mode: str) -> None:
    broken = ["caf\xc3\xa9\n", "a &amp; b\n", "\x1b[1mx\n"]
    text = PROSE + broken[0] + PROSE + broken[1] + broken[2] + PROSE
    repair(text, mode)
    seen.clear()
    repair(text, mode)
    assert seen == broken


def test_entities_in_lines_with_markup_do_not_reach_ftfy(seen: list[str]) -> None:
    assert repair("<p>a &amp; b</p>\n" * 3) == ()
    assert seen == []


REPEATED = {
    "plain": "The harbour opened in 1904. ",
    "empty lines": "\n",
    "curly": "\u201cThe harbour\u2019s open\u201d\r\n",
    "cyrillic": "\xab\u0413\u0430\u0432\u0430\u043d\u044c\xbb \u2014 \u2116 5 ",
    "chinese": "\u6e2f\u53e3\uff0c\u958b\u653e\u3002",
    "markup": "<p>a &amp; b</p> ",
    "ampersands": "&",
    "wide letters": "\uff34\uff4f\uff4b\uff59\uff4f ",
    "oe": "c\u0153ur ",
    "controls": "\x00",
    "nothing but quotes": "\u201c",
}


LONGEST = 20_000  # characters that ftfy takes at a time, here


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts are long that would not be otherwise: what is longer than ftfy takes at a time is cut."""
    real = repair_module._way

    def way(mode: str) -> repair_module._Way:
        return real(mode)._replace(config=real(mode).config._replace(max_decode_length=LONGEST))

    monkeypatch.setattr(repair_module, "_way", way)


@pytest.mark.usefixtures("cut")
@both_modes
@pytest.mark.parametrize("kind", REPEATED)
def test_work_grows_with_length_and_no_faster(kind: str, mode: str) -> None:
    def work(size: int) -> int:
        text = (REPEATED[kind] * size)[:size]
        return steps(lambda: repair(text, mode))

    work(LONGEST)  # what is worked out once for all texts
    assert work(16 * LONGEST) < 5 * work(4 * LONGEST) + LONGEST


@pytest.mark.usefixtures("cut")
@both_modes
@pytest.mark.parametrize(
    "unit", ["caf\xc3\xa9 ", "caf\xc3\xa9\n", "&amp; ", "\ud83d\ude80 ", "\x00\n", "e\u0301 ", "\xc3 "]
)
def test_trouble_everywhere_takes_linear_work(seen: list[str], unit: str, mode: str) -> None:
    def work(size: int) -> int:
        text = unit * (size // len(unit))
        seen.clear()
        count = steps(lambda: apply(repair(text, mode), text))
        assert sum(map(len, seen)) <= len(text) + 1000  # no line twice
        return count

    work(LONGEST // 4)
    assert work(4 * LONGEST) < 5 * work(LONGEST) + LONGEST
    text = unit * (3 * LONGEST // 2 // len(unit))
    assert apply(repair(text, mode), text) == by_ftfy(text, mode, LONGEST)


# --- ftfy itself -----------------------------------------------------------------------------------------------------

NEW_FTFY = """
This release of ftfy is not one that cleanr/repair/marks.py knows, so every line is sent to it: right, but 30 times slower.
To make it known:
1. Compare ftfy's source with the last known release: __init__.py (fix_text, fix_and_explain, fix_encoding_and_explain),
   fixes.py, badness.py, chardata.py. A changed docstring does not matter.
2. The gate relies on this: lines are fixed one by one; all fixers but these work on each character alone: unescape_html
   (what HTML_ENTITY_RE matches), fix_encoding (only when badness.is_bad), fix_c1_controls, fix_line_breaks ("\\r\\n"),
   fix_surrogates, remove_terminal_escapes, normalization. A new fixer, or a new option, needs a place in the gate.
3. Put the release in KNOWN_RELEASES and the digest below in KNOWN_TABLES, and run the tests of this file, the slow ones
   too, with CLEANR_DATA set to a folder of real texts.
"""


def test_ftfy_is_as_the_gate_knows_it() -> None:
    known = (ftfy.__version__ in repairmarks.KNOWN_RELEASES, repairmarks.tables_digest())
    assert known == (True, repairmarks.KNOWN_TABLES), NEW_FTFY
    assert repairmarks.is_known()
    assert isinstance(repair_module._way("full").gate, repairgate.Gate)


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A ftfy of a release to come."""
    monkeypatch.setattr(ftfy, "__version__", "7.0")
    repair_module._way.cache_clear()
    yield
    repair_module._way.cache_clear()


@pytest.mark.usefixtures("closed")
@both_modes
def test_an_unknown_ftfy_sees_every_line(seen: list[str], mode: str) -> None:
    text = "\n".join([*ODD, *MENDED, PROSE])
    edits = repair(text, mode)
    assert seen == text.splitlines(keepends=True) or "".join(seen) == text
    assert apply(edits, text) == by_ftfy(text, mode)


@pytest.mark.parametrize("pattern", ["(a|b)", "[\x80-\x9f]{2}", "[\x80-\x9f]+", r"\d[\xe9]", "[a-z]", r"x\Z", "["])
def test_a_badness_pattern_in_another_form_closes_the_gate(monkeypatch: pytest.MonkeyPatch, pattern: str) -> None:
    class Other:
        pass

    other = Other()
    other.pattern = pattern  # type: ignore[attr-defined]
    monkeypatch.setattr(ftfy.badness, "BADNESS_RE", other)
    monkeypatch.setattr(repairgate, "is_known", lambda: True)
    assert isinstance(repairgate.open_gate(CONSERVATIVE), repairgate.Closed)


def test_ftfy_is_imported_when_first_needed() -> None:
    code = "import sys, cleanr.repair.fixes as r; r.repair('caf\\xc3\\xa9', 'none'); r.repair(''); sys.exit('ftfy' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


# --- real texts, if there are any ------------------------------------------------------------------------------------

DATA = os.environ.get("CLEANR_DATA")


def texts_of(record: object) -> Iterator[str]:
    if isinstance(record, str):
        yield record
    elif isinstance(record, dict):
        yield from itertools.chain.from_iterable(map(texts_of, record.values()))
    elif isinstance(record, list):
        yield from itertools.chain.from_iterable(map(texts_of, record))


def records(most: int | None) -> Iterator[object]:
    for path in sorted(Path(DATA or "").rglob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, itertools.islice(lines, most))


@pytest.mark.skipif(not DATA, reason="CLEANR_DATA names no folder of real texts")
@both_modes
@pytest.mark.parametrize("most", [8, pytest.param(None, marks=pytest.mark.slow)])
def test_repair_equals_ftfy_on_real_texts(most: int | None, mode: str) -> None:
    for record in records(most):
        whole = "\n".join(texts_of(record))
        check(whole, mode)
        mended = apply(repair(whole, mode), whole)
        assert repair(mended, mode) == ()
