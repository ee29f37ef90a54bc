"""Cards of other stories: a title with an age, a reading time or a label of its kind beside it."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.times import time_of
from cleanr.structure.lines.titles import is_card_line, is_furniture, is_title
from cleanr.structure.lines.wholelines import line_match
from cleanr.structure.links.headings import headings_of_all
from cleanr.text.document import Document, Line
from cleanr.text.edits import Span
from cleanr.text.late import late_re
from cleanr.text.shortlines import Signs, short_lines_with

_FEWEST = 3  # cards in a run
_SMALL = 60  # characters of the longest age
# What small print with an age or a reading time cannot do without, in all languages.
_AGES = Signs(
    "ago", "min", "yesterday", "vor ", "gestern", "il y a", "hace ", "ayer", "há ", "ontem", " fa", "ieri", "geleden", "gisteren", "sedan",
    "siden", "i går", "igår", "sitten", "eilen", "fa ", "ahir", "acum ", "în urmă", "πριν", "χθες", "χτες", "temu", "wczoraj", "před ", "včera",
    "назад", "вчера", "тому", "вчора", "преди", "önce", "dün", "ezelőtt", "tegnap", "lalu", "kemarin", "前", "전",
)  # fmt: skip
_DATED = ("date", "moment", "age")
_LONG = ("year", "month")  # what is told is as long ago on a time line
_LABELS = (  # each begins with a mark, which is found fast
    late_re(r"\[(?:video|photos?|pics?|watch|gallery|listen|audio|updated|opinion)\]"),
    late_re(r"\((?:video|photos|gallery|watch|listen)\)"),
)


@block_rule(
    "lists.cards",
    category="related",
    strength="strong",
    words=_AGES,
    summary="A run of cards: a title and under it an age, a date or a reading time, three times or more.",
    examples=(
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
related       | Council delays vote on the swing bridge
related       | 3 hours ago
related       | Ferry service resumes after a strike
related       | 5 hours ago
related       | Who pays for the new sea wall?
related       | 1 day ago
""",
        """
              | Der Rat hat am Montag beschlossen, die Gebühren zu erhöhen, und die neuen Sätze gelten ab März.
related       | Bäcker backt nachts
related       | vor 2 Stunden
related       | Zwei Schafe auf dem Dach
related       | vor 5 Stunden
related       | Chor singt durch
related       | gestern
""",
    ),
    counterexamples=(
        """
              | Timeline of the dispute over fees
              | 12 March 2021
              | The board meets for the first time
              | 3 April 2021
              | The owners go to court over it
""",
        """
              | The board meets for the first time
              | 12 March
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | The owners go to court over it
              | 3 April
""",
        """
              | Der Rat hat am Montag beschlossen, die Gebühren zu erhöhen, und die neuen Sätze gelten ab März.
              | Der erste Kuss
              | vor 20 Jahren
              | Die Hochzeit am See
              | vor 15 Jahren
              | Die Scheidung
              | vor 2 Jahren
""",
        """
              | Soak the rice for an hour, and keep the water, which is as good as any stock that money can buy.
              | Chop the onions and the garlic
              | 5 min
              | Fry them in butter and sage
              | 10 min
              | Add the rice and stir well
              | 20 min
""",
        """
              | I had a boat that was mine
              | Yesterday
              | I had a rope that was fine
              | Yesterday
              | I had a net and a line
              | Yesterday
""",
    ),
)
def cards(document: Document, evidence: Evidence) -> Iterator[Match]:
    if not _has_ages(document):
        return
    run: list[Line] = []
    for line in document.lines():
        if run and is_card_line(line) and not is_card_line(run[-1]):
            run.append(line)
        elif not _heads_card(line):
            if run and not is_furniture(line, evidence):
                yield from _most_are_cards(run)
                run = []
        elif is_furniture(line, evidence) and not evidence.is_likely(line, "related"):
            continue
        elif not run or is_card_line(run[-1]):
            run.append(line)
        else:
            yield from _most_are_cards(run)
            run = [line]
    yield from _most_are_cards(run)


def _heads_card(line: Line) -> bool:
    """Whether a line may be the title on a card: titles of cards are shorter than others, and their ages tell them."""
    return is_title(line) or (line.title_like and not line.prose and not line.bulleted and not is_card_line(line))


def _has_ages(document: Document) -> bool:
    """Whether there are ages enough for a run: on most pages a look at the short lines says no."""
    could = [line for line in short_lines_with(document, _AGES) if len(line.text) <= _SMALL]
    return len(could) >= _FEWEST and sum(map(_has_age, could)) >= _FEWEST


def _most_are_cards(run: list[Line]) -> Iterator[Match]:
    pairs = len(run) // 2
    if pairs >= _FEWEST and all(map(_has_age, run[1::2])) and not _are_steps(run) and not _is_refrain(run):
        for line in run[: pairs * 2]:
            yield Match(Span(line.start, line.end), f"one of {pairs} cards of title and age")


def _are_steps(run: list[Line]) -> bool:
    """Whether all that stands under the titles says how long, and not of what: a recipe, the programme of an evening."""
    return not any(map(time_of, run[1::2])) and all(line.text[:1].isdecimal() for line in run[1::2])


def _is_refrain(run: list[Line]) -> bool:
    """Whether the small print is one word again and again: "Yesterday", in a song."""
    said = {line.folded_core for line in run[1::2]}
    return len(said) == 1 and not run[1].has_figure


def _has_age(line: Line) -> bool:
    """Whether a line is small print that holds an age or a reading time: a bare date could be a time line's."""
    folded = line.folded_core
    aged = folded.endswith("ago") or "min" in folded or "yesterday" in folded
    long = any(unit in folded for unit in _LONG)
    return time_of(line) in ("age", "reading") or (aged and not long and is_card_line(line))


@block_rule(
    "lists.dated-titles",
    category="related",
    strength="strong",
    needs=("related",),
    language="any",
    summary="Titles right under a heading of links, each with its date or age under it, wherever they stand.",
    why="The small print closes the last card, so that the line above it heads nothing of the article.",
    examples=(
        """
              | Съветът гласува в понеделник за по-високи такси, каза председателят, и новите цени започват от март.
              | Още по темата
related       | Пекар изпече най-дългия хляб в областта
related       | 3 ноември 2025
related       | Две овце на покрива на училището
related       | 28 октомври 2025
              | Собствениците на лодки казаха във вторник, че никой не ги е питал, и че ще отидат в съда.
""",
    ),
    counterexamples=(
        """
              | Съветът гласува в понеделник за по-високи такси, каза председателят, и новите цени започват от март.
              | Още по темата
              | Какво казват собствениците на лодки
              | Собствениците на лодки казаха във вторник, че никой не ги е питал, и че ще отидат в съда.
""",
        """
              | Timeline of the dispute over fees
              | The board meets for the first time
              | 12 March 2021
              | The owners go to court over it
              | 3 April 2021
""",
    ),
)
def dated_titles(_: Document, evidence: Evidence) -> Iterator[Match]:
    for heading in headings_of_all(evidence):
        title = heading.after
        while title and _heads_card(title) and title.after and time_of(title.after) in _DATED:
            yield line_match(title, f'a dated title under "{heading.text[:40]}"')
            yield line_match(title.after, f'the date of a title under "{heading.text[:40]}"')
            title = title.after.after


@block_rule(
    "lists.labelled-title",
    category="related",
    strength="moderate",
    needs=("related", "media", "ad", "newsletter", "share", "navigation"),
    signs="[(",
    summary='A title with a label such as "[Video]" next to furniture.',
    examples=(
        """
              | Read more: Harbour fees to rise
related       | Crowd greets the winning crew [Video]
""",
    ),
    counterexamples=(
        """
              | The board voted on Monday.
              | The debate in full (video)
              | Owners said on Tuesday that they had not been asked.
""",
    ),
)
def labelled_title(document: Document, evidence: Evidence) -> Iterator[Match]:
    for place in (place for label in _LABELS for place in label.finditer(document.folded)):
        line = document.line_at(place.start())
        near = [other for other in (line.before, line.after) if other]
        if line.title_like and place.end() >= line.end - 2 and any(is_furniture(other, evidence) for other in near):
            yield Match(Span(line.start, line.end), "a title with a label beside other furniture")
