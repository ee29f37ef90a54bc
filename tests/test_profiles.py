"""Profiles as values: counted the same in any order and any sharding, bounded, saved and read back, safe from strangers."""

from __future__ import annotations

import pickle
import random
import struct
import time
import tracemalloc
import zlib
from collections.abc import Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleanr
from cleanr import CleanrError, Profile, ProfileError
from cleanr.profiles import packing, page, profile, sample
from cleanr.profiles.keys import form_of, said
from cleanr.profiles.page import page_of
from cleanr.profiles.sample import Sample
from cleanr.profiles.sitenames import site_name

WORDS = "pier boat gull tide lamp quay crab rope sail mast wind wave rock sand fish crew deck hull keel oar".split()  # noqa: SIM905
FURNITURE = ("Quays and berths", "Fish of the day", "Harbour map", "Printed in the old customs house")


def story(number: int, sentences: int = 6) -> list[str]:
    """Sentences that no other number has."""
    draw = random.Random(number)
    return [f"The {' '.join(draw.choices(WORDS, k=9))} {chr(97 + at)}{number:x}x." for at in range(sentences)]


def page_with(number: int, *, head: Sequence[str] = FURNITURE[:3], foot: Sequence[str] = FURNITURE[3:]) -> str:
    return "\n".join([*head, *story(number), *foot])


def profile_of(texts: Sequence[str], site: str = "gazette.example") -> Profile:
    made = Profile()
    for text in texts:
        made.observe(text, site)
    return made


PAGES = [page_with(number) for number in range(40)]

# --- what is counted -------------------------------------------------------------------------------------------------


def test_lines_are_counted_on_pages_and_not_by_how_often_they_stand() -> None:
    site = profile_of([*PAGES, "\n".join([FURNITURE[0]] * 9)]).site("gazette.example")
    assert site
    assert (site.pages, site.line(FURNITURE[0]).pages, site.line("A line of no page").pages) == (41, 41, 0)


def test_marks_case_and_white_space_do_not_matter_to_the_form_and_marks_not_to_the_line() -> None:
    site = profile_of([page_with(number, head=[f"  * {FURNITURE[0]}  "]) for number in range(5)]).site(None)
    assert site
    assert (site.line(FURNITURE[0]).pages, site.line(FURNITURE[0].upper()).form) == (5, 5)


def test_two_lines_in_a_row_are_counted() -> None:
    site = profile_of(PAGES).site(None)
    assert site
    assert (site.pair(*FURNITURE[:2]), site.pair(FURNITURE[1], FURNITURE[0])) == (40, 0)


def test_sentences_are_counted_also_within_paragraphs() -> None:
    ours = "The Gazette is read by every skipper."
    site = profile_of([f"{story(number)[0]} {ours} {story(number)[1]}" for number in range(7)]).site(None)
    assert site
    assert (site.sentence(ours), site.sentence(story(3)[0])) == (7, 0)


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("12 Comments", "{number} comments"),
        ("Posted on 3 May 2021 at 10:15 by Ann Lowe", "posted on {date} at {date} by {Name}"),
        (", publié le jeudi 30 novembre 2017 à 19h53", ", publié le {date}"),
        ("Von Max Müller, 03.05.2021", "von {Name}, {date}"),
        ("Monday", "{date}"),
        ("By the river", "by the river"),
        ("1 de mayo de 2021", "{date}"),
        ("Read by 1,204 skippers", "read by {number} skippers"),
        ("The A40 is closed", "the a40 is closed"),
    ],
)
def test_figures_dates_and_names_after_by_are_left_open(line: str, form: str) -> None:
    assert form_of(said(line)) == form


@given(st.text(max_size=200))
def test_a_form_is_worked_out_of_anything(text: str) -> None:
    assert form_of(said(text)) == form_of(said(text))
    assert said(said(text)) == said(text) or not said(text).isascii()


def test_the_site_is_named_by_an_address_or_a_name() -> None:
    made = profile_of(PAGES, "https://www.Gazette.example/2021/05/a.html")
    assert made.sites == ("gazette.example",)
    assert made.site("http://gazette.example:8080/?q=1") is made.site(None) is made.site("gazette.example")
    assert made.site("other.example") is None
    assert site_name("//user@[::1]:80/x") == "[::1]"


def test_what_is_no_text_or_no_site_is_refused() -> None:
    with pytest.raises(TypeError, match="text and the name"):
        Profile().observe(b"x", "site")  # type: ignore[arg-type]
    with pytest.raises(ProfileError, match="needs the name"):
        Profile().observe("x", "  ")


# --- copies ----------------------------------------------------------------------------------------------------------


def copies(number: int) -> list[str]:
    """One story at two addresses, syndicated with other furniture, and updated with a paragraph more."""
    sentences = story(number)
    return [
        page_with(number),
        page_with(number),
        "\n".join(["From the agencies", *sentences]),
        "\n".join([*FURNITURE[:3], "Updated", *sentences[:5], *story(number + 10_000, 2)]),
    ]


def test_copies_of_a_story_count_as_one_page() -> None:
    made = profile_of([*PAGES, *(text for number in range(5) for text in copies(number))])
    site = made.site(None)
    assert site
    assert site.pages == 40
    assert [site.line(sentence).pages for sentence in story(2)] == [0] * 6


def test_a_site_of_copies_alone_is_a_site_of_one_page() -> None:
    site = profile_of([text for _ in range(5) for text in copies(1)]).site(None)
    assert site
    assert site.pages == 1


def test_what_the_whole_site_says_makes_no_copies() -> None:
    terms = [
        "We use what your browser tells us to count the readers of the day.",
        "You may read ten of our pages free.",
    ]
    site = profile_of(["\n".join([*story(number, 2), *terms, *terms]) for number in range(30)]).site(None)
    assert site
    assert (site.pages, site.line(terms[0]).pages) == (30, 30)


def test_a_background_paragraph_makes_no_copies() -> None:
    background = story(99, 3)
    site = profile_of(["\n".join([*story(number), *background]) for number in range(4)] + PAGES[10:]).site(None)
    assert site
    assert (site.pages, site.line(background[0]).pages) == (34, 4)


# --- order and sharding ----------------------------------------------------------------------------------------------

DOCUMENTS = [
    *((text, "gazette.example") for text in PAGES[:12]),
    *((text, "gazette.example") for text in copies(3)),
    *((page_with(number, head=["Sea and sky"]), "https://courier.example/x") for number in range(8, 14)),
    ("", "empty.example"),
    ("One line", "small.example"),
]


@given(st.permutations(DOCUMENTS), st.lists(st.integers(0, 3), min_size=len(DOCUMENTS), max_size=len(DOCUMENTS)))
def test_any_order_and_any_sharding_give_the_same(documents: list[tuple[str, str]], shards: list[int]) -> None:
    parts = [Profile() for _ in range(4)]
    for (text, site), shard in zip(documents, shards, strict=True):
        parts[shard].observe(text, site)
    whole = Profile()
    for text, site in DOCUMENTS:
        whole.observe(text, site)
    assert Profile.merged(parts) == whole == parts[3].merge(parts[1]).merge(parts[0].merge(parts[2]))
    assert Profile.merged(parts).top("gazette.example") == whole.top("gazette.example")


@given(st.lists(st.integers(0, 60), max_size=40), st.integers(0, 40), st.integers(1, 9))
def test_small_samples_give_the_same_too(numbers: list[int], cut: int, most: int) -> None:
    """With samples so small that most pages do not stay, and a limit for all sites that is reached."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sample, "MOST_PAGES", most)
        patch.setattr(sample, "MOST_WORDED", 2)
        patch.setattr(sample, "_SLACK", 3)
        patch.setattr(profile, "MOST_PAGES", 7)
        patch.setattr(profile, "_EVERY", 4)
        pages = [(SMALL[number], f"site {number % 3}") for number in numbers]
        whole, first, second = Profile(), Profile(), Profile()
        for one, site in pages:
            whole.add(one, site)
        for one, site in pages[:cut]:
            first.add(one, site)
        for one, site in reversed(pages[cut:]):
            second.add(one, site)
        assert first.merge(second) == second.merge(first) == whole == Profile.from_bytes(whole.to_bytes())


SMALL = [page_of("\n".join(story(number, 2))) for number in range(61)]


def test_merging_changes_neither() -> None:
    first, second = profile_of(PAGES[:20]), profile_of(PAGES[20:])
    before = first.to_bytes(), second.to_bytes()
    assert first.merge(second) == profile_of(PAGES)
    assert (first.to_bytes(), second.to_bytes()) == before


def test_a_copy_grows_by_itself() -> None:
    first = profile_of(PAGES[:20])
    second = first.copy()
    second.observe(PAGES[30], "gazette.example")
    assert second != first == profile_of(PAGES[:20])


# --- bounds ----------------------------------------------------------------------------------------------------------


def test_a_sample_is_bounded_and_tells_shares_within_its_error() -> None:
    """A tenth of 8,000 pages has a line: four standard errors, as the module states them, are 3.7 points."""
    kept = Sample()
    made = Profile()
    lines, forms, _, _ = page_of("Harbour map")
    for number in range(8_000):
        own = blake2b(b"%d" % number, digest_size=8).digest()
        one = page.Page(lines + own, forms + own, b"") if number % 10 == 0 else page.Page(own, own, b"")
        kept.offer(one.id, one)
        made.add(one, "site")
    site = made.site("site")
    assert len(kept.pages) == sample.MOST_PAGES == (site and site.pages)
    assert site
    assert abs(site.line("Harbour map").share - 0.1) < 4 * (0.1 * 0.9 / sample.MOST_PAGES) ** 0.5


def test_a_long_page_keeps_its_ends() -> None:
    made = page_of(
        "\n".join(f"Line {chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}" for n in range(9_000))
    )
    assert len(made.lines) == page.MOST_LINES * 8
    assert [text for _, text in made.texts()][-1] == "Line din"


# --- files -----------------------------------------------------------------------------------------------------------


def test_a_profile_is_saved_and_read_back(tmp_path: Path) -> None:
    made, path = profile_of(PAGES), tmp_path / "site.profile"
    made.save(path)
    assert Profile.load(path) == made
    assert Profile.load(path).top() == made.top()
    assert pickle.loads(pickle.dumps(made)) == made
    assert [one.name for one in tmp_path.iterdir()] == ["site.profile"]
    assert cleanr.Profile is Profile


def test_equal_profiles_are_equal_bytes() -> None:
    assert profile_of(PAGES).to_bytes() == profile_of(PAGES[::-1]).to_bytes()
    assert profile_of(PAGES).digest != profile_of(PAGES[1:]).digest


def test_a_file_is_small() -> None:
    assert (
        len(profile_of(PAGES).to_bytes()) < 14_000
    )  # 40 pages of ten lines, six of them their own; half of it is their words


WHOLE = profile_of(PAGES[:6]).to_bytes()


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
def test_a_damaged_file_is_refused(at: int, value: int) -> None:
    broken = WHOLE[:at] + bytes([value]) + WHOLE[at + 1 :]
    if broken != WHOLE:
        with pytest.raises(ProfileError):
            Profile.from_bytes(broken)


@given(st.integers(0, len(WHOLE) - 1))
def test_a_file_that_is_cut_off_is_refused(length: int) -> None:
    with pytest.raises(ProfileError):
        Profile.from_bytes(WHOLE[:length])


def sealed(body: bytes, length: int | None = None, version: int = packing.VERSION) -> bytes:
    """A file of any body, with a head that is right."""
    head = struct.pack(
        "<HQ16s", version, len(body) if length is None else length, blake2b(body, digest_size=16).digest()
    )
    return packing.MARK + head + zlib.compress(body)


@given(st.binary(max_size=200))
def test_a_file_that_lies_in_good_form_is_refused_or_read(body: bytes) -> None:
    with suppress(ProfileError):
        assert all(Profile.from_bytes(sealed(body)).sites)


BODY = zlib.decompress(WHOLE[len(packing.MARK) + 26 :])


@given(st.integers(0, len(BODY) - 4), st.sampled_from([0, 1, 255, 65_535, 1 << 31, (1 << 32) - 1]))
def test_counts_that_lie_ask_for_no_memory(at: int, count: int) -> None:
    body = BODY[:at] + struct.pack("<I", count) + BODY[at + 4 :]
    tracemalloc.start()
    try:
        made = Profile.from_bytes(sealed(body))
        made.sites  # noqa: B018
        [made.top(site) for site in made.sites]
    except ProfileError:
        pass
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 4_000_000


def test_a_bomb_is_not_unpacked() -> None:
    bomb = sealed(bytes(200_000_000))
    tracemalloc.start()
    before = time.perf_counter()
    with pytest.raises(ProfileError, match="longer than it can be"):
        Profile.from_bytes(bomb)
    assert time.perf_counter() - before < 1
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_words_that_are_a_bomb_or_a_lie_are_not_shown() -> None:
    honest = page_of(PAGES[0])
    assert [text for _, text in honest._replace(words=zlib.compress(bytes(50_000_000))).texts()] == []
    assert [text for _, text in honest._replace(words=page.packed(["Buy this", *story(0)])).texts()] == []
    assert [text for _, text in honest._replace(words=b"no zlib").texts()] == []


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no profile"),
        (pickle.dumps({"a": 1}), "no profile"),
        (packing.MARK, "cut off"),
        (sealed(BODY, version=2), "version 2"),
        (sealed(BODY, length=7), "damaged"),
        (sealed(BODY + b"x"), "behind its end"),
        (sealed(BODY[:60]), "ends too early"),
    ],
)
def test_errors_say_what_is_wrong(data: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "strange.profile"
    path.write_bytes(data)
    with pytest.raises(ProfileError, match=says) as caught:
        Profile.load(path)
    assert str(caught.value).startswith(str(path))
    assert isinstance(caught.value, CleanrError)


def test_what_cannot_be_read_or_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="No such file"):
        Profile.load(tmp_path / "none.profile")
    with pytest.raises(ProfileError, match="none"):
        Profile().save(tmp_path / "none" / "site.profile")


# --- what is shown ---------------------------------------------------------------------------------------------------


def test_top_shows_lines_and_forms_with_where_they_stand() -> None:
    pages = [page_with(n, foot=[FURNITURE[3], f"Read by {n + 1_000} skippers"]) for n in range(20)]
    shown = {one.text: one for one in profile_of(pages).top()}
    assert {*FURNITURE, "read by {number} skippers"} == {*shown}
    assert {one.pages for one in shown.values()} == {20}
    assert [shown[line].place for line in (FURNITURE[0], FURNITURE[3])] == ["head", "foot"]
    assert shown["read by {number} skippers"].template
    assert not shown[FURNITURE[0]].template


def test_top_asks_for_a_site_that_is_there() -> None:
    with pytest.raises(ProfileError, match=r"did you mean 'gazette.example'"):
        profile_of(PAGES).top("gazete.example")
