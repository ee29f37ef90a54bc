"""The eight promises of cleanr (docs: what it promises), each against texts of every kind."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence

import ftfy
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleanr.cleaner import Cleaner
from cleanr.detect.candidates import candidates_everywhere
from cleanr.detect.engine import detect
from cleanr.detect.phrases import BoundedHit, bounded_hits
from cleanr.detect.ruleset import Ruleset
from cleanr.repair.fixes import repair
from cleanr.report import Report
from cleanr.rulebook.categories import CATEGORIES
from cleanr.settings.settings import ACTIONS
from cleanr.text.document import Document
from cleanr.text.edits import Span, apply
from cleanr.text.scan import naive_hits
from tests.strategies import (
    ALL,
    FURNITURE,
    LOOKALIKES,
    SENTENCES,
    WRAPPED,
    Built,
    Piece,
    anything,
    articles,
    built,
    documents,
    example_texts,
    furniture,
    lay_out,
    noise,
    others,
    paragraphs,
    texts,
    wrappings,
)

ARTICLE = Cleaner()
STRICT = Cleaner(policy="strict")
POLICIES = st.fixed_dictionaries({}, optional={category: st.sampled_from(ACTIONS) for category in CATEGORIES})
REMOVING = ("strip", "extract", "mask")


@st.composite
def cleaners(draw: st.DrawFn) -> Cleaner:
    """Cleaners of every policy and every kind of repair."""
    policy = draw(st.sampled_from(["article", "strict", "tag"]) | POLICIES)
    return Cleaner(policy=policy, repair=draw(st.sampled_from(["conservative", "full", "none"])))


def removed(report: Report) -> list[Span]:
    """What is gone from the input, white space around it left out."""
    return [Span(s.start, s.end) for s in report.segments if s.action in REMOVING]


# --- 1 partition -----------------------------------------------------------------------------------------------------


@given(texts(), cleaners())
def test_segments_cover_the_input_exactly(text: str, cleaner: Cleaner) -> None:
    segments = cleaner.analyze(text).segments
    assert [segment.start for segment in segments] == [0, *(s.end for s in segments)][: len(segments)]
    assert all(segment.start < segment.end for segment in segments)
    assert (segments[-1].end if segments else 0) == len(text)


@given(texts(), cleaners())
def test_findings_lie_in_the_input(text: str, cleaner: Cleaner) -> None:
    report = cleaner.analyze(text)
    assert all(0 <= finding.start <= finding.end <= len(text) for finding in report.findings)


# --- 2 nothing invented ----------------------------------------------------------------------------------------------


@given(texts(), cleaners())
def test_the_edits_and_nothing_else_make_the_output(text: str, cleaner: Cleaner) -> None:
    report = cleaner.analyze(text)
    assert apply(report.edits, text) == report.text == cleaner.clean(text)


@given(texts(), st.sampled_from(["article", "strict"]))
def test_every_removal_is_a_segment_and_white_space(text: str, policy: str) -> None:
    report = Cleaner(policy=policy, repair="none").analyze(text)
    kept = "".join(text[s.start : s.end] for s in report.segments if s.action not in REMOVING)
    assert all(edit.new == "" for edit in report.edits)
    assert "".join(report.text.split()) == "".join(kept.split())


@given(texts())
def test_text_without_findings_is_only_repaired(text: str) -> None:
    report = ARTICLE.analyze(text)
    if not report.findings:
        assert report.edits == tuple(repair(text, "conservative"))


@given(texts(), st.sampled_from(["conservative", "full", "none"]))
def test_tagging_takes_nothing_out(text: str, mode: str) -> None:
    assert Cleaner(policy="tag", repair=mode).clean(text) == apply(repair(text, mode), text)


# --- 3 idempotent ----------------------------------------------------------------------------------------------------


@given(anything())
def test_cleaning_any_text_twice_changes_nothing(text: str) -> None:
    once = ARTICLE.clean(text)
    assert ARTICLE.clean(once) == once


@given(built())
@example(lay_out([Piece("noise", "Sign up (Photo: Ann Lowe/Coastal Press) for our newsletter")], ["", ""]))
def test_cleaning_a_document_twice_changes_nothing(document: Built) -> None:
    once = ARTICLE.clean(document.text)
    assert ARTICLE.clean(once) == once


@given(texts())
def test_strict_cleaning_twice_changes_nothing(text: str) -> None:
    once = STRICT.clean(text)
    assert STRICT.clean(once) == once


# Found by search: what is taken out is a neighbour of, or stands on the line of, what then reads otherwise.
TWICE = (
    " Support our journalism. Contains affiliate links",
    "Visit us on LinkedIn:\n\n* Newsroom",
    "We and our partners process data to provide:\n* Recommended by Outbrain",
    f"{SENTENCES[0]}\nA pier at dusk. (Photo: Ann Lowe/Coastal Press)\nBy Ruth Amsel",
    f"{SENTENCES[0]}\nPrivacy statement\nBy News Reporter",
    f"{SENTENCES[0]}\n\nSee all the latest here.\n\nReuters",
    f"{SENTENCES[0]}\nAnn Lowe is a travel blogger.\n\nAbout the author\nShe covers ports and lives in Perth.",
    f"Editors: Tom Pryce\n$ grep -rn 'todo' src | wc -l\n{SENTENCES[0]}",
    f"minute read\n\ngrep -rn 'todo' src | -l\n{SENTENCES[0]}",
)


@pytest.mark.parametrize("text", TWICE)
@pytest.mark.parametrize("cleaner", [ARTICLE, STRICT], ids=["article", "strict"])
def test_cleaning_a_hard_text_twice_changes_nothing(text: str, cleaner: Cleaner) -> None:
    once = cleaner.clean(text)
    assert cleaner.clean(once) == once


@given(texts(), st.sampled_from(["conservative", "none"]))
def test_repairing_twice_changes_nothing(text: str, mode: str) -> None:
    once = apply(repair(text, mode), text)
    assert apply(repair(once, mode), once) == once


# --- 4 prose is safe -------------------------------------------------------------------------------------------------


@given(articles())
def test_an_article_without_furniture_comes_back_unchanged(document: Built) -> None:
    if not {"\x85", "\x0b", "\ufeff"} & set(document.text):  # damage, and so repaired
        assert ARTICLE.clean(document.text) == document.text


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_comes_back_unchanged(sentence: str) -> None:
    report = ARTICLE.analyze(sentence)
    assert report.text == sentence
    assert not removed(STRICT.analyze(sentence))


@pytest.mark.parametrize("lookalike", LOOKALIKES)
def test_a_sentence_with_furniture_words_stays_in_any_paragraph(lookalike: str) -> None:
    paragraphs = [text for other in SENTENCES for text in (f"{lookalike} {other}", f"{other} {lookalike}")]
    assert [text for text in paragraphs if ARTICLE.clean(text) != text] == []


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_under_a_heading_of_links_stays(sentence: str) -> None:
    """Nothing under "Related articles" that reads like a paragraph is a link, in any script."""
    for heading in ("Related articles", "Trending", "Most read", "You may also like", "Comments", "More by Ann Lowe"):
        for text in (
            f"{heading}\n{sentence}",
            f"{heading}\n{sentence}\nThe harbour in winter",
            f"{heading}\n\n{sentence}",
        ):
            assert sentence in ARTICLE.clean(text), text


def lost_prose(document: Built) -> set[int]:
    """Which prose pieces of a document lose something."""
    gone = removed(ARTICLE.analyze(document.text))
    return {
        number
        for number, (piece, (start, end)) in enumerate(zip(document.pieces, document.places, strict=True))
        if piece.kind == "prose" and any(span.start < end and start < span.end for span in gone)
    }


@st.composite
def grown(draw: st.DrawFn, gaps: tuple[str, ...]) -> tuple[Built, Built, int]:
    """A document, the same with a prose piece put in, and the place where it was put."""
    pieces = draw(st.lists(paragraphs() | paragraphs() | furniture() | noise() | others(), max_size=8))
    gap = draw(st.sampled_from(gaps))
    if gap == " ":
        pieces = [Piece(piece.kind, as_sentence(piece.text)) for piece in pieces]
    place = draw(st.integers(0, len(pieces)))
    more = [*pieces[:place], draw(paragraphs()), *pieces[place:]]
    return lay_out(pieces, ["", *[gap] * len(pieces)]), lay_out(more, ["", *[gap] * len(more)]), place


def as_sentence(text: str) -> str:
    """A capital first and a full stop at the end: without them, nobody can tell where a flattened sentence ends."""
    text = " ".join(text.split())
    text = text if text[:1].isupper() else f"The {text}"
    return text + "." * (text[-1] not in ".!?。।”")


def assert_no_other_prose_lost(before: Built, after: Built, place: int) -> None:
    """What is lost after the insertion was lost before it, or is what was put in."""
    lost = {number - (number > place) for number in lost_prose(after) if number != place}
    assert lost <= lost_prose(before)


@given(grown(("\n", "\n\n", "\r\n")))
def test_more_prose_lines_never_cost_other_prose(documents: tuple[Built, Built, int]) -> None:
    assert_no_other_prose_lost(*documents)


@given(grown(("\n\n",)), wrappings())
def test_more_prose_in_a_wrapped_text_never_costs_other_prose(
    documents: tuple[Built, Built, int], wrapping: Callable[[Piece], Piece]
) -> None:
    before, after, place = documents
    assert_no_other_prose_lost(dressed(before, wrapping), dressed(after, wrapping), place)


def dressed(document: Built, wrapping: Callable[[Piece], Piece]) -> Built:
    return lay_out(list(map(wrapping, document.pieces)), ["", *["\n\n"] * len(document.pieces)])


@given(grown((" ",)))
def test_more_prose_in_a_flattened_text_never_costs_other_prose(documents: tuple[Built, Built, int]) -> None:
    assert_no_other_prose_lost(*documents)


@given(built(paragraphs() | paragraphs() | furniture(), layouts=["paragraphs", WRAPPED]))
def test_paragraphs_that_follow_prose_stay_among_furniture(document: Built) -> None:
    """A paragraph with prose above and below it is article, whatever else is in the document."""
    lost = lost_prose(document)
    prose = [piece.kind == "prose" for piece in document.pieces]
    surrounded = {n for n in range(1, len(prose) - 1) if all(prose[n - 1 : n + 2])}
    assert not lost & surrounded


def flattened() -> list[tuple[str, str, str]]:
    """For each rule but those for captions, texts of one line: a furniture sentence of it before or after prose."""
    return [
        (rule.id, before, after)
        for rule in ALL.rules
        if rule.category not in (None, "caption", "credit")  # a caption may well be a sentence, or two
        for furniture in example_texts(rule)
        if "\n" not in furniture and furniture.endswith((".", "!", "?", ")", "]"))
        for before, after in ((f"{furniture} ", ""), ("", f" {furniture}"))
    ]


def test_a_prose_sentence_stays_though_furniture_stands_on_its_line() -> None:
    lost: dict[str, str] = {}
    prose = SENTENCES[0]
    for rule, before, after in flattened():
        if prose not in ARTICLE.clean(before + prose + after):
            lost.setdefault(rule, before + prose + after)
    assert lost == {}


# --- 5 explained -----------------------------------------------------------------------------------------------------


@given(texts(), cleaners())
def test_every_category_has_findings_that_add_up(text: str, cleaner: Cleaner) -> None:
    report = cleaner.analyze(text)
    known = set(report.findings)
    for segment in report.segments:
        if segment.category is None:
            assert (segment.action, segment.confidence) == ("keep", 0.0)
            continue
        assert segment.score == sum(finding.weight for finding in segment.findings)
        assert {finding.category for finding in segment.findings} == {segment.category}
        assert segment.rules
        assert set(segment.findings) <= known
        assert all(finding.reason for finding in segment.findings)


@given(texts())
def test_every_segment_can_be_shown(text: str) -> None:
    report = ARTICLE.analyze(text)
    explained = report.explain()
    assert all(segment.category in explained for segment in report.segments if segment.category)
    assert len(report.tags) == sum(segment.category is not None for segment in report.segments)
    if "⟦" not in text and "⟧" not in text:
        assert re.sub(r"⟦[a-z]+: |⟧", "", report.annotated) == text
    assert isinstance(report._repr_html_(), str)
    json.dumps(report.to_dict())


# --- 6 deterministic -------------------------------------------------------------------------------------------------


@given(texts(), texts())
def test_the_same_text_gives_the_same_report_whatever_came_between(text: str, other: str) -> None:
    cleaner = Cleaner(policy="strict")
    first = cleaner.analyze(text)
    cleaner.analyze(other)
    assert cleaner.analyze(text) == first == Cleaner(policy="strict").analyze(text)


_REPORTS = """
import json, sys
import cleanr
print(json.dumps([cleanr.analyze(text).to_dict() for text in json.load(sys.stdin)]))
"""


def reports_of(texts: list[str], seed: str) -> object:
    """The reports that a fresh process with another hash seed makes of ``texts``."""
    done = subprocess.run(
        [sys.executable, "-c", _REPORTS],
        input=json.dumps(texts), capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed},
    )  # fmt: skip
    return json.loads(done.stdout)


def test_another_process_with_another_hash_seed_gives_the_same_reports() -> None:
    everything = [Piece("furniture", text) for text in FURNITURE]
    shuffled = [piece for n in range(7) for piece in everything[n::7]]
    prose = [Piece("prose", sentence) for sentence in SENTENCES]
    mixed = [piece for pair in zip(shuffled, prose, strict=False) for piece in pair]
    samples = [
        lay_out(pieces, ["", *[gap] * len(pieces)]).text
        for pieces in (shuffled, prose, mixed)
        for gap in ("\n", "\n\n", " ", "")
    ]
    samples += ["voilÃ  &amp; \x92 \ud83d", ""]
    here = json.loads(json.dumps([ARTICLE.analyze(text).to_dict() for text in samples]))
    assert reports_of(samples, "1") == reports_of(samples, "2") == here


# --- 7 fast path ≡ slow path -----------------------------------------------------------------------------------------


def naive(rules: Ruleset, text: str, folded: str) -> Sequence[BoundedHit]:
    return bounded_hits(text, naive_hits(rules.literals, folded), rules.literal_opens)


def backwards(rules: Ruleset, text: str, folded: str) -> Sequence[BoundedHit]:
    return bounded_hits(text, [*naive_hits(rules.literals, folded)][::-1], rules.literal_opens)


@given(texts())
def test_the_scan_finds_what_a_plain_search_finds(text: str) -> None:
    folded = Document(text).folded
    assert sorted(ALL.scanner.hits(folded)) == sorted(naive_hits(ALL.literals, folded))


@given(texts())
@example("(Ann Lowe/Getty Images)")  # two phrases of one rule in one unit
@example("We earn a commission")
@example("A pier. (Photo: Ann Lowe)A quay. (Photo: Tom Pryce)")  # one phrase twice in one window
def test_one_scan_gives_the_findings_of_every_rule_on_every_line(text: str) -> None:
    document = Document(text)
    fast = sorted(detect(document, ALL).findings)
    assert fast == sorted(detect(document, ALL, find_hits=naive).findings)
    assert fast == sorted(detect(document, ALL, find_hits=backwards).findings)
    assert fast == sorted(detect(document, ALL, find_candidates=candidates_everywhere).findings)


@given(anything() | documents())
def test_the_repair_gate_gives_what_ftfy_gives(text: str) -> None:
    assert apply(repair(text, "full"), text) == ftfy.fix_text(text)


# --- 8 total ---------------------------------------------------------------------------------------------------------


@given(st.text(st.characters(exclude_categories=())), cleaners())
def test_any_text_is_accepted(text: str, cleaner: Cleaner) -> None:
    assert isinstance(cleaner.clean(text), str)


@pytest.mark.parametrize(
    "text",
    [
        "③ January 2024\n5² min ago\nⅧ. März 2024",  # digits that are no figures
        "",
        " ",
        "\n",
        "\r",
        "\x00",
        "\ud800",
        "\udfff\ud800",
        "\ufeff",
        "\u2028",
        "\U0010ffff",
        "\x1c\x85",
        "⟦",
        "⟦ad: x⟧",
    ],
)
def test_odd_texts_are_accepted(text: str) -> None:
    report = ARTICLE.analyze(text)
    assert apply(report.edits, text) == report.text
    assert STRICT.clean(text) == STRICT.clean(STRICT.clean(text))
