"""Candidates: the kernel's are those of plain Python, on any text, whole or line by line; and hardly any are in vain."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleanr.detect.candidates import candidates, plain_candidates
from cleanr.detect.index import Index
from cleanr.detect.shortlines import LONGEST_LABEL, UNKNOWN
from cleanr.rulebook.derive import derive, template_matcher
from cleanr.rulebook.rule import Rule, Strength
from cleanr.rulebook.wordlists import WordLists
from cleanr.text.document import Document
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
@given(st.text(st.sampled_from("ab *-.,\n\u00e9©_1漢字")))
@example("b 1ab a1 ab1")
def test_the_kernel_agrees_on_parts_of_words_signs_and_joined_scripts(text: str) -> None:
    index = index_of(says=["a b", "{number}~ab", "ab~{number}", "^ b a", "a {comma} b", "é ©", "漢字 © 漢", "字 .. a"])
    assert agree(index, text)


@compiled_only
def test_an_anchor_that_the_kernel_does_not_know_is_left_to_plain_python() -> None:
    assert KERNEL is not None
    with pytest.raises(ValueError, match="no anchor"):
        KERNEL.Table([((("??",),), False, False)], [], [], [], [], [])


@compiled_only
def test_the_kernel_checks_what_it_is_given() -> None:
    assert KERNEL is not None
    table = KERNEL.Table([((("sign up",),), True, False)], ["read more"], ["read", "more"], [], [], [])
    assert table.scan("A sign\n", "a sign\n", "a sign ", [0, 7], None) == ([], [], [], [])
    assert table.scan("Sign up!", "sign up!", "sign up ", [0, 8], [0]) == ([(0, 0, 0)], [], [], [])
    assert table.scan("Read more", "read more", "read more", [0, 9], None) == ([], [(0, 0)], [], [])
    for wrong in (
        ("a", "ab", "a", [0, 1], None), ("a", "a", "a", [0, 2], None), ("a", "a", "a", [1, 0], None),
        ("a", "a", "a", [0, 1], [1]), ("a", "a", "a", [0, 1], [-1]), ("a", "a", "a", [-1, 1], None),
        ("a", "a", "a", ["x", 1], None), ("a", "a", "a", [0, 1], "0"), (b"a", "a", "a", [0, 1], None),
    ):  # fmt: skip
        with pytest.raises((TypeError, ValueError, IndexError)):
            table.scan(*wrong)
    for rows in ([()], [(("a",), False, False)], [((1,), False, False)], [(((1,),), False, False)], ["a"]):
        with pytest.raises((TypeError, ValueError)):
            KERNEL.Table(rows, [], [], [], [], [])
    with pytest.raises((TypeError, ValueError)):
        KERNEL.Table([], [1], [], [], [], [])
    with pytest.raises((TypeError, ValueError)):
        KERNEL.Table([], [], [1], [], [], [])


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
