"""What a reader sees: nothing lost, nothing made up, nothing that could steer the screen."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleanr
from cleanr.cleaner import Cleaner
from cleanr.decide.verdict import least_score
from cleanr.report import Report
from cleanr.rulebook.categories import CATEGORIES
from cleanr.rulebook.gutter import parse
from cleanr.settings.settings import Settings
from cleanr.views.diff import unified
from cleanr.views.explanation import breakdown_of, breakdowns_between, changes_of_verdict, render_breakdown
from cleanr.views.footer import foot
from cleanr.views.margin import gutter, margin, rows_of
from cleanr.views.markup import HUES, marked, reason_of
from cleanr.views.page import page
from cleanr.views.sample import Sample
from cleanr.views.terminal import KINDS, UNSAFE, Run, clipped, columns, visible, wrapped
from cleanr.views.totals import Totals, table
from tests.counted import steps
from tests.strategies import documents, texts

CLEANERS = tuple(Cleaner(policy=policy) for policy in ("article", "strict", "tag", {"caption": "mask", "ad": "mask"}))
cleaners = st.sampled_from(CLEANERS)
SGR = re.compile(r"\x1b\[[0-9;]*m")

HEAD = "Harbour to be dredged\n\nThe council voted on Monday to keep the harbour open through the winter, despite a shortfall.\n"
TEXT = f"{HEAD}\nSign up for our newsletter\n\nThe vote is on Monday. Sign up for our newsletter here.\n"


# --- ink -------------------------------------------------------------------------------------------------------------


def test_every_category_has_a_kind_and_a_kind_has_its_hues() -> None:
    assert sorted(name for names in KINDS.values() for name in names) == sorted(CATEGORIES)
    assert set(HUES) == set(KINDS)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("scheme", "text", "card"), [(0, "#1d1c1a", "#ffffff"), (1, "#e9e7e2", "#1e2023")])
@pytest.mark.parametrize("kind", HUES)
def test_hues_can_be_read(kind: str, scheme: int, text: str, card: str) -> None:
    """What WCAG asks for is 4.5 for text and 3 for bars; axe cannot see it where elements overlap."""
    ground, ink, bar = HUES[kind][scheme]
    assert contrast(ink, ground) >= 6.5
    assert contrast(ink, card) >= 6.5
    assert contrast(text, ground) >= 9
    assert contrast(bar, card) >= 3


@given(st.text(), st.integers(1, 60))
def test_rows_fit_and_lose_nothing_but_the_space_between_them(text: str, width: int) -> None:
    text = visible(text).replace("\n", " ")
    rows = ["".join(run.text for run in row) for row in wrapped([Run(text[:5]), Run(text[5:], (31,))], width)]
    assert re.sub(r"\s", "", "".join(rows)) == re.sub(r"\s", "", text)
    assert all(columns(row.rstrip()) <= max(width, 2) for row in rows)
    assert columns(clipped(text, width)) <= width


@given(st.text(alphabet=st.one_of(st.characters(), st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp"]))))
def test_nothing_visible_steers_a_terminal(text: str) -> None:
    assert not UNSAFE.search(visible(text).replace("\n", ""))


# --- the margin ------------------------------------------------------------------------------------------------------


@given(documents(), cleaners)
def test_without_a_dress_the_margin_is_the_gutter_format(text: str, cleaner: Cleaner) -> None:
    """But for the marks of what goes."""
    report = cleaner.analyze(text)
    safe = UNSAFE.sub("x", text).replace("⟦-", "⟦x").replace("-|", "x|")
    plain = "\n".join(row.rstrip() for row in gutter(safe, report.segments).replace("\t", " ").split("\n"))
    shown = margin(safe, report.segments)
    assert re.sub("(?m)^(.{13})-[|]", r"\1 |", shown).replace("⟦-", "⟦") == plain
    coloured = margin(safe, report.segments, colour=True)
    assert [row.rstrip() for row in SGR.sub("", coloured).split("\n")] == [row.rstrip() for row in shown.split("\n")]


@given(documents(), cleaners)
def test_what_goes_is_marked_and_what_stays_is_not(text: str, cleaner: Cleaner) -> None:
    report = cleaner.analyze(text)
    found = [s for s in report.segments if s.category and text[s.start : s.end].strip()]
    shown = margin(report.original, report.segments)
    goes = {s.category for s in found if s.action in ("strip", "mask", "extract")}
    stays = {s.category for s in found if s.action == "tag"}
    assert {name for names in re.findall("(?m)^([a-z]+) *-[|]|⟦-([a-z]+): ", shown) for name in names if name} == goes
    assert {name for names in re.findall("(?m)^([a-z]+) +[|]|⟦([a-z]+): ", shown) for name in names if name} == stays


def test_the_marks_are_read_back_as_nothing() -> None:
    report = Cleaner(policy="article").analyze(f"Harbour to be dredged\nBy Ann Lowe\n{TEXT}")
    shown = margin(report.original, report.segments)
    assert "newsletter   -| Sign up for our newsletter" in shown
    assert "byline        | By Ann Lowe" in shown
    assert parse(shown) == parse(gutter(report.original, report.segments))
    assert parse("              | The vote is on Monday. ⟦-newsletter: Sign up here.⟧") == parse(
        "              | The vote is on Monday. ⟦newsletter: Sign up here.⟧"
    )


@given(documents(), cleaners, st.integers(40, 200), st.booleans(), st.booleans())
def test_the_margin_fits_and_shows_all_that_was_found(
    text: str, cleaner: Cleaner, width: int, fold: bool, numbers: bool
) -> None:
    report = cleaner.analyze(text)
    found = [s for s in report.segments if s.category]
    shown = margin(text, report.segments, width=width, fold=fold, numbers=numbers)
    assert all(columns(row) <= width for row in shown.split("\n"))
    bare = re.sub(r"\s", "", "".join(row[bar.end() :] for row in shown.split("\n") if (bar := re.search("[|¦] ", row))))
    for row in rows_of(text, found):
        for words, segment in row.pieces:
            if segment:
                assert re.sub(r"\s", "", visible(words)) in bare


def test_what_is_only_tagged_keeps_the_ink_of_the_article() -> None:
    report = Cleaner(policy="tag").analyze("The vote is on Monday.\nSign up for our newsletter")
    assert "\x1b[31mnewsletter    \x1b[0m| Sign up" in margin(report.original, report.segments, colour=True)


def test_folding_keeps_what_stands_beside_a_finding() -> None:
    prose = "\n\n".join(f"The council met on day {n} and voted to keep the harbour open." for n in range(1, 11))
    report = cleanr.analyze(f"{prose}\n\nSign up for our newsletter\n\n{prose}\n")
    shown = margin(report.original, report.segments, fold=True)
    assert "day 10 and" in shown
    assert "day 1 and" in shown
    assert "· 9 paragraphs, 117 words" in shown
    assert "day 5 " not in shown
    assert "day 5 " in margin(report.original, report.segments)


def test_only_one_category_leaves_the_others_out() -> None:
    report = cleanr.analyze(f"{TEXT}\nShare this article\n")
    shown = margin(report.original, report.segments, only=["share"], fold=True)
    assert "share        -| Share this article" in shown
    assert "newsletter" not in shown


def test_a_line_number_leads_to_its_line() -> None:
    report = cleanr.analyze(TEXT)
    row = next(row for row in margin(TEXT, report.segments, numbers=True).split("\n") if "| Sign up" in row)
    assert TEXT.split("\n")[int(row.split()[0]) - 1] == "Sign up for our newsletter"


@given(documents())
def test_a_file_of_the_gutter_format_reads_back(text: str) -> None:
    report = cleanr.analyze(text)
    if (
        "⟦" not in text
        and not text.lstrip("\n").startswith("#")
        and not re.search(r"[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", text)
    ):
        assert parse(gutter(text, report.segments))[0].strip() == text.strip()


# --- the diff --------------------------------------------------------------------------------------------------------


def patched(text: str, diff: str) -> str:
    """What `patch` makes of ``text``: each hunk's old lines must stand where it says, and are replaced."""
    lines = re.findall(r"[^\n]*\n|[^\n]+\Z", text)
    out: list[str] = []
    position = 0
    hunks = re.split(r"^@@ -(\d+),(\d+) \+(\d+),(\d+) @@.*\n", diff, flags=re.MULTILINE)
    for at in range(1, len(hunks), 5):
        start, count = int(hunks[at]), int(hunks[at + 1])
        body = re.findall(r"[^\n]*\n", hunks[at + 4])
        old, new = side(body, " -"), side(body, " +")
        first = start - 1 if count else start
        assert lines[first : first + count] == old
        out += lines[position:first]
        assert len(out) == (int(hunks[at + 2]) - 1 if new else int(hunks[at + 2]))
        assert len(new) == int(hunks[at + 3])
        out += new
        position = first + count
    return "".join([*out, *lines[position:]])


def side(body: list[str], signs: str) -> list[str]:
    rows: list[str] = []
    last = ""
    for row in body:
        if row.startswith("\\"):
            if rows and last in signs:
                rows[-1] = rows[-1].removesuffix("\n")
            continue
        last = row[0]
        if last in signs:
            rows.append(row[1:])
    return rows


@given(documents(), cleaners, st.integers(0, 4))
def test_a_diff_is_what_patch_makes_the_cleaned_text_of(text: str, cleaner: Cleaner, context: int) -> None:
    report = cleaner.analyze(text)
    diff = unified(text, report.edits, report.segments, context=context)
    assert patched(text, diff) == report.text
    assert bool(diff) == (report.text != text)


def test_a_hunk_names_its_cause() -> None:
    report = cleanr.analyze(TEXT)
    head = next(row for row in unified(TEXT, report.edits, report.segments).split("\n") if row.startswith("@@"))
    rules = [max(s.findings, key=lambda f: f.weight).rule for s in report.segments if s.action == "strip"]
    assert head.endswith("@@ " + ", ".join(f"newsletter ({rule})" for rule in rules))


def test_of_a_line_that_stays_only_what_goes_is_struck() -> None:
    report = cleanr.analyze("The vote is on Monday. Sign up for our newsletter here.\n")
    coloured = unified(report.original, report.edits, report.segments, colour=True)
    assert "\x1b[31;7m Sign up for our newsletter here.\x1b[0m" in coloured


# --- sums ------------------------------------------------------------------------------------------------------------


@given(documents(), cleaners)
def test_sums_add_up_to_the_score_and_name_every_voice(text: str, cleaner: Cleaner) -> None:
    report = cleaner.analyze(text)
    for segment in report.segments:
        if segment.category:
            total = breakdown_of(segment, report.findings)
            paper = render_breakdown(text, total)
            assert total.score == segment.score
            assert f"{segment.score or 0:+d}  p = {segment.confidence:.2f}" in paper
            assert all(voice.rule in paper for voice in segment.findings)


@given(documents())
def test_every_finding_is_in_some_sum(text: str) -> None:
    report = cleanr.analyze(text)
    sums = list(breakdowns_between(report.segments, report.findings, Settings(), 0, len(text)))
    told = {finding.rule for total in sums for finding in (*total.counted, *total.uncounted)}
    lost = {f.rule for f in report.findings if f.start < f.end and f.rule not in told}
    assert not lost or all(segment.category for segment in report.segments if segment.findings)


def test_a_sum_tells_what_would_have_tipped_it() -> None:
    explained = cleanr.analyze("Sign up here for our free newsletter.").explain()
    assert "Without newsletter.signup it would be 0: article." in explained
    assert "A voice of -4 against it would have kept it in the text." in explained
    assert "At --confidence 0.96 it would stay." in explained


@pytest.mark.parametrize("confidence", [0.67, 0.9, 0.96, 0.995])
@given(text=texts())
def test_a_sum_tells_at_which_confidence_it_would_be_otherwise(confidence: float, text: str) -> None:
    report = Cleaner(confidence=confidence).analyze(text)
    for segment in report.segments:
        if segment.category:
            for hint in changes_of_verdict(breakdown_of(segment, report.findings, report.strip_at)):
                if found := re.search(r"--confidence ([0-9.]+[0-9])", hint):
                    strips = segment.score >= least_score(float(found[1]))
                    assert strips != (segment.score >= report.strip_at), hint
                    Cleaner(confidence=float(found[1]))


def test_a_guard_that_spared_a_line_is_named_with_what_it_saved_it_from() -> None:
    text = (
        "Sign up for our newsletter, the mayor told residents at the town hall on Monday, or you will miss the vote.\n"
    )
    report = cleanr.analyze(text)
    (spared,) = breakdowns_between(report.segments, report.findings, Settings(), 0, len(text))
    assert report.text == text
    assert render_breakdown(text, spared).split("\n")[1:] == [
        "     0  no prior: even odds",
        '   +13  newsletter.signup  says "sign up for our newsletter"',
        '   -13  prose.reported  guard: reports: "told"',
        "  ----",
        "     0  p = 0.50: article",
        "        Without prose.reported it would be +13: sure enough to strip.",
        "        +10 more, from a rule of another family, and it would be sure enough to strip.",
    ]


# --- HTML ------------------------------------------------------------------------------------------------------------


class Reader(HTMLParser):
    """Reads a fragment as a browser with the page's style sheet shows it: as it was, and as cleaned."""

    def __init__(self, fragment: str) -> None:
        super().__init__(convert_charrefs=True)
        self.was, self.cleaned, self.marks = "", "", 0
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.feed(fragment)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        self.marks += tag == "mark"
        assert {name for name, _ in attrs} <= {"data-c", "data-a", "title", "class"}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "ins" not in self.open:
            self.was += data
        if "del" not in self.open:
            self.cleaned += data


@given(documents(), cleaners, st.booleans())
def test_the_fragment_reads_as_the_text_and_as_the_cleaned_text(text: str, cleaner: Cleaner, titles: bool) -> None:
    report = cleaner.analyze(text)
    reader = Reader(marked(text, report.segments, report.edits, titles=titles))
    assert reader.was == named(text)
    assert reader.cleaned == named(report.text)
    assert reader.tags <= {"mark", "del", "ins", "b"}
    assert reader.marks == sum(1 for segment in report.segments if segment.category)


def named(text: str) -> str:
    """What HTML shows: every character that steers is named."""
    return UNSAFE.sub(lambda found: visible(found[0]), text)


@given(documents(), st.integers(0, 300))
def test_a_cut_fragment_is_well_formed_and_the_beginning(text: str, limit: int) -> None:
    report = cleanr.analyze(text)
    reader = Reader(marked(text, report.segments, report.edits, limit))
    assert reader.was == named(text[:limit])
    assert reader.marks == sum(1 for s in report.segments if s.category and s.start < min(limit, len(text)))
    assert not reader.open


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</template><script>alert(1)</script>",
    "</script><svg onload=alert(1)>",
    "--><!--<script>",
    "&lt;script&gt;",
    "\N{RIGHT-TO-LEFT OVERRIDE}gpj.exe",
    "\x00\x1b[2J\x9b31m",
    "javascript:alert(1)",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_a_hostile_text_is_only_text(words: str) -> None:
    report = cleanr.analyze(f"{words}\nSign up for our newsletter {words}\n{words}")
    reader = Reader(marked(report.original, report.segments, report.edits))
    assert reader.tags <= {"mark", "del", "ins", "b"}
    assert reader.was == named(report.original)


def test_a_reason_keeps_its_words_inside_its_attribute() -> None:
    report = cleanr.analyze("Sign up for our newsletter")
    hostile = report.segments[0]._replace(findings=(report.findings[0]._replace(reason='"><script>alert(1)</script>'),))
    assert "script" not in Reader(marked(report.original, [hostile], ())).tags
    assert reason_of(hostile)[1][2] == '"><script>alert(1)</script>'


# --- the sample of a page ---------------------------------------------------------------------------------------------


def sampled(texts: list[str], **limits: int) -> Sample:
    sample = Sample(**limits)
    for number, text in enumerate(texts):
        report = cleanr.analyze(text)
        sample.add(f"{number}.txt", text, report.text, report.segments, report.edits)
    return sample


RARE = "The vote is on Monday.\n\nAdvertisement\n"
COMMON = [f"The vote is on day {number}.\n\nSign up for our newsletter\n" for number in range(60)]


def test_few_documents_are_all_shown_in_their_order() -> None:
    assert [one.name for one in sampled(COMMON).kept] == [f"{number}.txt" for number in range(60)]


def test_many_documents_are_sampled_and_all_are_counted() -> None:
    sample = sampled([*COMMON, RARE], budget=4_000)
    assert 2 <= len(sample.kept) < 30
    assert sample.totals.documents == 61
    assert "of 61 documents" in paged(sample)


def test_a_rare_rule_has_its_witness() -> None:
    for at in (0, 30, 60):
        kept = sampled([*COMMON[:at], RARE, *COMMON[at:]], most=8).kept
        assert len(kept) == 8
        assert any("ad.label" in one.rules for one in kept)


def test_the_same_documents_give_the_same_page() -> None:
    one, other = (paged(sampled([*COMMON, RARE], most=9)) for _ in range(2))
    assert one == other


def paged(sample: Sample, cleaner: Cleaner = CLEANERS[0], **more: Any) -> str:
    return page(sample, rules=cleaner.rules, settings=cleaner.settings, **more)


def test_the_first_plot_shows_what_is_removed_and_the_second_what_stays() -> None:
    shown = paged(sampled([f"{HEAD}\nAdvertisement\n"]))
    first, second = re.findall('<table class="plot">.*?</table>', shown)
    assert re.findall('data-c="([a-z]*)"', first) == ["ad"]
    assert re.findall('data-c="([a-z]*)"', second) == ["title"]
    nothing = paged(Sample())
    assert nothing.count('<p class="soft">Nothing.</p>') == 2


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({}, "article"),
        ({"policy": "tag"}, "tag"),
        ({"policy": {"preset": "strict", "ad": "mask"}}, "strict, but ad: mask"),
        ({"policy": dict.fromkeys(CATEGORIES, "keep")}, "article, but paywall: keep, "),
    ],
)
def test_the_foot_names_policy_rules_version_and_day(settings: dict[str, Any], told: str) -> None:
    cleaner = Cleaner(**settings)
    shown = foot(cleaner.settings, cleaner.digest, date(2026, 3, 9))
    assert f"<dt>Policy</dt><dd>{told}" in shown
    assert cleaner.digest in shown
    assert f"cleanr {cleanr.__version__}" in shown
    assert '<time datetime="2026-03-09">9 March 2026</time>' in shown


def test_the_foot_names_whatever_else_was_set() -> None:
    cleaner = Cleaner(ignore=["share", "ad"], languages=["en"], repair="none")
    shown = foot(cleaner.settings, cleaner.digest, None)
    for told in ("<dt>Ignore</dt><dd>share, ad</dd>", "<dt>Languages</dt><dd>en</dd>", "<dt>Repair</dt><dd>none</dd>"):
        assert told in shown
    assert "<dt>Select</dt>" not in shown


# --- size ------------------------------------------------------------------------------------------------------------


def look_at_all(report: Report) -> None:
    """Every view of a report, to its end."""
    text, segments = report.original, report.segments
    assert report.explain()
    assert unified(text, report.edits, segments, colour=True)
    assert margin(text, segments, width=80, fold=True, numbers=True)
    assert marked(text, segments, report.edits)
    assert list(breakdowns_between(segments, report.findings, Settings(), 0, len(text)))


def test_no_view_is_slower_than_its_text_is_long() -> None:
    """What looks at all findings for each of them takes sixteen times the work on four times as many."""
    block = "Sign up for our newsletter\n\nThe council voted on Monday to keep the harbour open until 9 p.m.\n\n"
    short, long = (cleanr.analyze(block * times) for times in (250, 1_000))
    look_at_all(short)
    assert steps(lambda: look_at_all(long)) < 5 * steps(lambda: look_at_all(short))


# --- totals ----------------------------------------------------------------------------------------------------------


@given(st.lists(documents(), max_size=4))
def test_totals_add_up(texts: list[str]) -> None:
    totals = Totals()
    reports = [cleanr.analyze(text) for text in texts]
    for report in reports:
        totals.add(report.original, report.text, report.segments)
    found = [s for report in reports for s in report.segments if s.category]
    assert totals.documents == len(texts)
    assert sum(share.spans for share in totals.categories.values()) == len(found)
    assert sum(s.removed + s.tagged for s in totals.categories.values()) == sum(s.end - s.start for s in found)
    assert totals.before - totals.after == sum(len(r.original) - len(r.text) for r in reports)
    assert all(share.documents <= share.spans for share in totals.rules.values())


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_tables_fit(width: int) -> None:
    totals = Totals()
    for _ in range(3):
        report = cleanr.analyze(TEXT)
        totals.add(report.original, report.text, report.segments)
    assert all(columns(row) <= max(width, 56) for row in table(totals, width=width).split("\n"))
