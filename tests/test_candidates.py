"""Candidates: the kernel's are those of plain Python, on any text, whole or line by line; and hardly any are in vain."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleanr.detect.candidates import candidates, plain_candidates
from cleanr.detect.index import Index
from cleanr.detect.phrases import bounded_hits, scan_hits
from cleanr.detect.ruleset import Ruleset
from cleanr.detect.shortlines import LONGEST_LABEL, UNKNOWN
from cleanr.rulebook.derive import derive, template_matcher
from cleanr.rulebook.phrasematcher import PhraseMatcher
from cleanr.rulebook.rule import Rule, Strength
from cleanr.rulebook.wordlists import WordLists
from cleanr.text.document import Document
from cleanr.text.folding import fold
from cleanr.text.kernel import KERNEL
from tests.strategies import ALL, EXAMPLES, NEAR_MISSES, texts

compiled_only = pytest.mark.skipif(KERNEL is None, reason="the kernel was not built here, or CLEANR_PLAIN is set")


def index_of(**table: object) -> Index:
    matcher = template_matcher(derive(table, {"en": WordLists({})}), table)
    return Index([Rule("test.rule", "newsletter", Strength.STRONG, matcher, "A rule.")])


def agree(index: Index, text: str) -> bool:
    document = Document(text)
    some = document.visible[::2]
    return candidates(index, document) == plain_candidates(index, document) and (
        candidates(index, document, some) == plain_candidates(index, document, some)
    )


@compiled_only
@given(texts())
@example("sign ... up\nsign\nup sign\x0bup sign\x85up, sign up")
@example("o Sign up\n o Sign up\nto Sign up, sign up\x1csign up")
@example("Facebook Twitter 12 3k\nFacebookTwitter\n  BBCNews & More\n12 shares*\nK\n٣ shares")
@example("Updated (opens in a new tab) (12)\nComments (opens in new window)\no Comments (12)")
@example("Íslenska ©2024 €5 @ann\n漢字 sign up © 漢\n\U0001f600 sign up \U0001d7d9 shares")
def test_the_kernel_finds_the_candidates_of_plain_python(text: str) -> None:
    assert agree(ALL.index, text)


@compiled_only
@pytest.mark.parametrize("known", [EXAMPLES, NEAR_MISSES], ids=["examples", "near misses"])
def test_the_kernel_finds_the_candidates_of_what_we_have(known: tuple[str, ...]) -> None:
    assert [text for text in known if not agree(ALL.index, text)] == []
    assert agree(ALL.index, "\n".join(known))


@compiled_only
@given(texts() | st.text(st.sampled_from("photPHOT:( y.1é’—o,\n")))
@example("GalleryPhoto: Ann Lowe, photo: o photo: to photo: PHOTO: 1Photo: ²Photo: 𝐀photo: İphoto:")
@example("(AP) AP) (ap Read more")
def test_the_kernel_finds_the_phrases_of_plain_python(text: str) -> None:
    folded = fold(text)
    assert scan_hits(ALL, text, folded) == bounded_hits(text, ALL.scanner.hits(folded), ALL.literal_opens)


def test_a_phrase_too_long_for_the_kernel_is_found_all_the_same() -> None:
    long = "sign up " * 40 + "now"
    matcher = PhraseMatcher("line", (long,), max_words=200)
    rules = Ruleset([Rule("test.rule", "newsletter", Strength.STRONG, matcher, "A rule.")])
    assert scan_hits(rules, long, long) == [(0, -len(long), 0)]


def test_the_templates_of_a_language_that_is_not_heard_do_not_wait() -> None:
    article = "The boats that went out in the morning were not back by noon, and nobody on the quay knew of the storm. " * 4
    for find in candidates, plain_candidates:
        said = {ALL.index.entries[number].rule.language for _, _, number in find(ALL.index, Document(article + "\nFoto: Ann")).places}
        alone = {ALL.index.entries[number].rule.language for _, _, number in find(ALL.index, Document("Foto: Ann")).places}
        assert "de" in alone
        assert "de" not in said


@compiled_only
@given(st.text(st.sampled_from("ab *-.,\n\u00e9©_1漢字")))
@example("b 1ab a1 ab1")
def test_the_kernel_agrees_on_parts_of_words_signs_and_joined_scripts(text: str) -> None:
    index = index_of(says=["a b", "{number}~ab", "ab~{number}", "^ b a", "a {comma} b", "é ©", "漢字 © 漢", "字 .. a"])
    assert agree(index, text)


@compiled_only
def test_an_anchor_that_the_kernel_does_not_know_is_left_to_plain_python() -> None:
    assert KERNEL is not None
    with pytest.raises(ValueError, match="no anchor"):
        KERNEL.Table([((("??",),), False, False, 0)], [], [], [], [], [], [])


@compiled_only
def test_the_kernel_checks_what_it_is_given() -> None:
    assert KERNEL is not None
    table = KERNEL.Table([((("sign up",),), True, False, 0)], ["read more"], [], [], [], [], [])
    assert table.scan("A sign\n", "a sign\n", "a sign ", [0, 7], None, b"\0") == ([], [], [], [])
    assert table.scan("Sign up!", "sign up!", "sign up ", [0, 8], [0], b"\0") == ([(0, 0, 0)], [], [], [])
    assert table.scan("Sign up!", "sign up!", "sign up ", [0, 8], [0], b"\1") == ([], [], [], [])
    assert table.scan("Read more", "read more", "read more", [0, 9], None, b"\0") == ([], [(0, 0)], [], [])
    for wrong in (
        ("a", "ab", "a", [0, 1], None), ("a", "a", "a", [0, 2], None), ("a", "a", "a", [1, 0], None),
        ("a", "a", "a", [0, 1], [1]), ("a", "a", "a", [0, 1], [-1]), ("a", "a", "a", [-1, 1], None),
        ("a", "a", "a", ["x", 1], None), ("a", "a", "a", [0, 1], "0"), (b"a", "a", "a", [0, 1], None),
    ):  # fmt: skip
        with pytest.raises((TypeError, ValueError, IndexError)):
            table.scan(*wrong, b"\0")
    with pytest.raises(ValueError, match="a language"):
        table.scan("a", "a", "a", [0, 1], None, b"")
    flags = False, False, 0
    wrong_rows = [[()], [(("a",), *flags)], [((1,), *flags)], [(((1,),), *flags)], ["a"], [((("a",),), False, False, -1)]]
    for rows in wrong_rows:
        with pytest.raises((TypeError, ValueError, OverflowError)):
            KERNEL.Table(rows, [], [], [], [], [], [])
    with pytest.raises((TypeError, ValueError)):
        KERNEL.Table([], [1], [], [], [], [], [])
    with pytest.raises((TypeError, ValueError)):
        KERNEL.Table([], [], [1], [], [], [], [])
    with pytest.raises((TypeError, ValueError)):
        KERNEL.Table([], [], [], [], [1], [], [])
    for phrases in (["a"], []), ([""], [True]), (["a" * 300], [True]), ([1], [True]), ((), []):
        with pytest.raises((TypeError, ValueError)):
            KERNEL.Phrases(*phrases)
    with pytest.raises(ValueError, match="of one length"):
        KERNEL.Phrases(["a"], [True]).hits("a", "ab")


def test_labels_are_short_lines_that_may_be_one() -> None:
    index = index_of(labels=["read more", "sign in & out", "{number} comments"], only="share | tweet", at_least=2)
    known = ["Read more", "• READ MORE:", "Read more (12)", "12 comments", "12 k Comments*", "o Read more"]
    other = ["Sign in & out", "Read more (opens in a new tab)", "ShareTweet", "share tweet 2 k", "Share 12 less"]
    document = Document("\n".join([*known, *other, "Read more " + " " * LONGEST_LABEL + "in", "Read (more 12"]))
    found = plain_candidates(index, document).short
    assert [number for number, label in found.labels if label != UNKNOWN] == list(range(len(known)))
    assert [document.raw[number].strip() for number, label in found.labels if label == UNKNOWN] == other[:2]
    assert [document.raw[number].strip() for number in found.rows] == other[2:4]


def test_nothing_waits_where_no_rule_is() -> None:
    assert candidates(Index([]), Document("Sign up\n12\nShareTweet & more")).places == []
