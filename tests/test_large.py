"""Large and adversarial texts: the work grows with length and no faster, and nothing breaks."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from cleanr.cleaner import Cleaner
from cleanr.text.edits import apply
from tests.counted import steps
from tests.strategies import ALL, FURNITURE, LITERALS, SENTENCES, example_texts

pytestmark = pytest.mark.slow

STRICT = Cleaner(policy="strict")
MEGA = 1_000_000
RATIO = 1.5  # how much dearer a character may be in four times the text
MOST = 1_000  # steps for a character

PROSE = " ".join(SENTENCES)
LINES = "\n".join(SENTENCES)
BOXES = "\n".join(FURNITURE)
MIXED = "\n\n".join(text for pair in zip(SENTENCES, FURNITURE, strict=False) for text in pair)
WORDS = " ".join(random.Random(1904).sample(LITERALS, len(LITERALS)))  # so that the beginning is like the whole


def repeated(unit: str) -> Callable[[int], str]:
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def mixed_with(lines: int) -> Callable[[int], str]:
    """One prompt after so many blank lines."""
    return repeated("Sign up for our newsletter" + "\n" * lines)


TEXTS: dict[str, Callable[[int], str]] = {
    "prose in one line": repeated(PROSE + " "),
    "prose in lines": repeated(LINES + "\n"),
    "furniture in lines": repeated(BOXES + "\n"),
    "furniture in one line": repeated(BOXES.replace("\n", " ") + " "),
    "furniture without space": repeated(BOXES.replace("\n", "")),
    "furniture and prose": repeated(MIXED + "\n\n"),
    "furniture and prose in one line": repeated(MIXED.replace("\n", " ") + " "),
    "literals in one line": repeated(WORDS + " "),
    "literals in lines": repeated(WORDS.replace(" ", "\n") + "\n"),
    "one literal": repeated(LITERALS[0]),
    "sentences of one literal": repeated("Sign up for our newsletter. "),
    "glued sentences of one literal": repeated("Sign up for our newsletter."),
    "lines of one literal": repeated("Sign up for our newsletter\n"),
    "a heading and a long list": lambda size: "Related articles\n" + repeated("Harbour tolls to rise again\n")(size),
    "many headings": repeated("Related articles\nHarbour tolls to rise again next year\n"),
    "slides": repeated("1 of 3\nA pier at dusk.\n"),
    "captions": repeated("A pier at dusk. (Photo: Ann Lowe/Coastal Press)\n"),
    "captions in one line": repeated("A pier at dusk. (Photo: Ann Lowe/Coastal Press) "),
    "open brackets": repeated("(Photo: "),
    "full stops": lambda size: "Sign up for our newsletter " + repeated(".")(size),
    "marks": lambda size: "Sign up for our newsletter " + repeated("* ")(size),
    "spaces": lambda size: "Sign up for our newsletter." + repeated(" ")(size) + "x",
    "quotes": repeated("“Sign up for our newsletter” "),
    "blank lines between prompts": mixed_with(50),
    "empty lines": repeated("\n"),
    "white space": repeated(" \t"),
    "line separators": repeated("Sign up for our newsletter\u2028"),
    "entities": repeated("&amp;"),
    "mojibake": repeated("cafÃ© "),
    "mojibake in one word": repeated("Ã©"),
    "lone surrogates": repeated("\ud800"),
    "NUL": repeated("\x00"),
    "angle brackets": repeated("<"),
    "escapes": repeated("\x1b["),
    "digits": repeated("1 "),
    "commas": repeated("a, "),
    "one letter": repeated("a"),
    "capitals": repeated("A"),
    "by": repeated("By Ann Lowe "),
    "pipes": repeated("Home | News | "),
    "addresses": repeated("@coastalpress "),
}


def work(make: Callable[[int], str], size: int) -> int:
    text = make(size)
    return steps(lambda: STRICT.clean(text))


def dearer(name: str, make: Callable[[int], str], size: int) -> str:
    """Say how much dearer the text is when it is four times as long, if that is more than four times as dear."""
    work(make, size // 4)  # what is worked out once for all texts
    short, long = work(make, size), work(make, 4 * size)
    return "" if long <= 4 * RATIO * short + size else f"{name}: {short:,} steps become {long:,}"


@pytest.mark.parametrize("name", TEXTS)
def test_work_grows_with_length_and_no_faster(name: str) -> None:
    assert dearer(name, TEXTS[name], 16_000) == ""


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_of_fifty_kilobytes_takes_much_work(name: str) -> None:
    assert work(TEXTS[name], 50_000) < MOST * 50_000


def monotonous() -> dict[str, str]:
    """What the examples of structural rules are made of: each whole, and each line of it alone."""
    units: dict[str, str] = {}
    for rule, *_ in ALL.structures:
        for number, text in enumerate(example_texts(rule)):
            units[f"{rule.id}-{number}"] = text + "\n"
            units |= {
                f"{rule.id}-{number}-{row}": line + "\n" for row, line in enumerate(text.splitlines()) if line.strip()
            }
    return {name: unit for unit, name in {unit: name for name, unit in reversed(units.items())}.items()}


MONOTONOUS = monotonous()


def whole(unit: str) -> Callable[[int], str]:
    """Nothing but whole units: a text whose end is lost is looked at once more, and must not be held against another."""
    return lambda size: unit * max(size // len(unit), 1)


@pytest.mark.parametrize("names", [list(MONOTONOUS)[n::16] for n in range(16)], ids=range(16))
def test_structures_repeated_without_end_take_linear_work(names: list[str]) -> None:
    assert [said for name in names if (said := dearer(name, whole(MONOTONOUS[name]), 4_000))] == []


@pytest.mark.parametrize(("unit", "megabytes"), [(PROSE + " ", 5), ("a", 50), (" ", 50)], ids=["prose", "a", "space"])
def test_one_line_of_many_megabytes(unit: str, megabytes: int) -> None:
    text = repeated(unit)(megabytes * MEGA)
    report = STRICT.analyze(text)
    assert report.segments[-1].end == len(text)
    assert apply(report.edits, text) == report.text


def test_one_line_of_nothing_but_prompts() -> None:
    assert STRICT.clean("Sign up for our newsletter. " * 10_000).strip() == ""


def test_a_million_empty_lines() -> None:
    assert STRICT.clean("\n" * MEGA) == "\n" * MEGA


def test_a_million_empty_lines_between_two_that_are_not() -> None:
    gap = "\n" * MEGA
    assert STRICT.clean(f"{SENTENCES[0]}{gap}{SENTENCES[1]}") == f"{SENTENCES[0]}{gap}{SENTENCES[1]}"
    assert STRICT.clean(f"{SENTENCES[0]}{gap}Sign up for our newsletter") == SENTENCES[0]


@pytest.mark.parametrize("joiner", ["\n", " ", ""], ids=["lines", "spaces", "glued"])
def test_every_literal_three_times_over(joiner: str) -> None:
    text = joiner.join([*LITERALS] * 3)
    report = STRICT.analyze(text)
    assert report.segments[-1].end == len(text)
    assert apply(report.edits, text) == report.text
