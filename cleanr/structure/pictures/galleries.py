"""Galleries: slides that repeat a series title, and slides that are counted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise, takewhile

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.text.document import Document, Line
from cleanr.text.edits import Span
from cleanr.text.late import late_re
from cleanr.text.shortlines import short_lines_with_figures

_LEAST_SLIDES = 3
_BRIEF = 8  # words of a last caption that ends as those before it do
_LONGEST_SLIDE = 10  # lines that are not blank; more between two captions is an article with pictures
_COUNTER = late_re(r"[^\w\n]*(?:(?:image|photo|picture|slide|bild|foto) )?(\d{1,3}) ?(?:of|/|\N{FRACTION SLASH}) ?(\d{1,3})[^\w\n]*")


_SERIES = """\
              | The council voted for the pier on Monday, and the clerk read the names of those who had voted against it.
gallery       | • The pier at dusk (Ann Lowe/Getty Images)
gallery       | Harwell through the years
gallery       | A pier for the town
gallery       | The pier was built in 1911, when the herring came, and the town paid for it with one tax on every barrel landed there.
gallery       | • The wall in 1930 (Ann Lowe/Getty Images)
gallery       | Harwell through the years
gallery       | Behind the wall
gallery       | The wall came after the storm of 1928, which took two boats and the roof of the chapel in a single night of March.
gallery       | • The mayor in 1950 (Ann Lowe/Getty Images)
gallery       | Harwell through the years
gallery       | The long peace
gallery       | The mayor of those years held office for longer than any before him, and he never once set foot on the pier, they say.
              | Officials declined to comment on what the work will cost, or on who is going to pay for it in the years to come.
"""
# A fourth slide, the credit of whose picture nobody knows.
_FOUR = _SERIES.replace(
    "gallery       | • The mayor in 1950",
    """\
gallery       | • The chapel in 1940, as the children drew it
gallery       | HARWELL through the years
gallery       | A roof for the chapel
gallery       | The roof was paid for by the herring as well, and the bell by a widow who wished to hear it from her kitchen door.
gallery       | • The mayor in 1950""",
)


@block_rule(
    "gallery.series",
    category="gallery",
    language="any",
    strength="certain",
    needs=("credit", "caption"),
    summary="Slides one after another: a caption, the title of the series, again and again, and a text under each.",
    why="A gallery flattened to text repeats its own title under every picture; no article does that three times.",
    examples=(_SERIES, _FOUR),
    counterexamples=(
        """\
              | The pier at dusk (Ann Lowe/Getty Images)
              | Buy Photo
              | The council voted for the pier on Monday, and the clerk read the names of those who had voted against it.
              | The wall (Ann Lowe/Getty Images)
              | Buy Photo
              | Officials declined to comment on what the work will cost, or on who is going to pay for it in the end.
              | The mayor (Ann Lowe/Getty Images)
              | Buy Photo
              | The mayor of those years held office for longer than any before him, and he never once set foot on the pier.
""",
        """\
              | The pier at dusk (Ann Lowe/Getty Images)
              | Our verdict
              | A fine pier, if you like piers, with a café at its end and a band on Sundays in the summer months.
              | The council voted for the pier on Monday, and the clerk read the names of those who had voted against it.
              | Officials declined to comment on what the work will cost, or on who is going to pay for it in the end.
              | The wall (Ann Lowe/Getty Images)
              | Our verdict
              | A poor wall, and a long walk to get to it, but the children liked the crabs that live at its foot.
""",
    ),
)
def series(_: Document, evidence: Evidence) -> Iterator[Match]:
    for captions in _by_series_title(evidence):
        for slide in _slides(captions):
            for line in slide:
                yield Match(Span(line.start, line.end), f'one of {len(captions)} slides of "{_title(captions[0])}"')


def _by_series_title(evidence: Evidence) -> Iterable[list[Line]]:
    """Caption lines that have the same short line under them, three of them and more.

    A line that is furniture of its own ("Buy photo") is no title of a series: it stands under pictures in articles.
    """
    captions: dict[str, list[Line]] = defaultdict(list)
    for line in evidence.lines("credit", "caption"):
        title = line.after
        if title is None or title.row or title.ends_sentence or not 2 <= title.words <= 12:
            continue
        if evidence.claimed(line) and not evidence.claimed(title):
            captions[title.folded_core].append(line)
    return [_with_unknown(lines) for lines in captions.values() if len(lines) >= _LEAST_SLIDES]


def _with_unknown(captions: list[Line]) -> list[Line]:
    """``captions`` and those lines between the first and the last that stand over the same title, dressed like them.

    A caption whose credit nobody knows is one of the series all the same.
    """
    first, last = captions[0], captions[-1]
    title = first.after.folded_core if first.after else ""
    return [
        line
        for line in first.document.lines(first.index, last.index + 1)
        if line in captions or (line.after and line.after.folded_core == title and line.text[:1] == first.text[:1])
    ]


def _title(caption: Line) -> str:
    return caption.after.text if caption.after else ""


def _slides(captions: list[Line]) -> Iterator[list[Line]]:
    """Each slide reaches to the next one; the last is no longer than the shortest, so that what follows survives."""
    document = captions[0].document
    slides = [list(document.lines(above.index, below.index)) for above, below in pairwise(captions)]
    lengths = {len(slide) for slide in slides}
    alike = len(lengths) == 1
    if max(lengths) > _LONGEST_SLIDE or not (
        (alike and _have_titles(slides)) or all(line.bulleted for line in captions)
    ):
        return
    yield from slides
    last = list(islice(document.lines(captions[-1].index), min(lengths)))
    yield last if alike else list(takewhile(lambda line: not line.prose or line.indent > captions[-1].indent, last))


def _have_titles(slides: list[list[Line]]) -> bool:
    """Whether each slide has a title of its own under the title of the series, and then its text."""
    return len(slides) >= _LEAST_SLIDES and all(
        len(slide) > 3 and not slide[2].ends_sentence and not slide[2].row and slide[3].prose for slide in slides
    )


@block_rule(
    "gallery.last-credit",
    category="gallery",
    language="en",
    strength="strong",
    needs=("gallery",),
    summary="The line under the last slide that says who wrote the gallery.",
    examples=(
        _SERIES.replace(
            "              | Officials", "gallery       |     Author: Tom Arkwright\n              | Officials"
        ),
    ),
    counterexamples=(_SERIES,),
)
def last_credit(_: Document, evidence: Evidence) -> Iterator[Match]:
    for line in evidence.lines("gallery"):
        below = line.after
        if below and not evidence.is_likely(below, "gallery") and _is_slide(line, evidence) and _names_author(below):
            yield Match(Span(below.start, below.end), "names the author of the slides above")


def _is_slide(line: Line, evidence: Evidence) -> bool:
    return any(finding.rule == "gallery.series" for finding in evidence.on(line))


def _names_author(line: Line) -> bool:
    return line.words <= 8 and re.match(r"(?:author|text|compiled by|written by)\b\W", line.folded_core) is not None


_COUNTED = """\
              | The council voted for the pier on Monday, and the clerk read the names of those who had voted against it.
gallery       | 1 of 3
gallery       | A pier at dusk
gallery       | 2 of 3
gallery       | The wall in 1930
gallery       | 3 of 3
gallery       | The mayor in 1950
              | Officials declined to comment on what the work will cost, or on who is going to pay for it in the years to come.
"""


@block_rule(
    "gallery.counter",
    category="gallery",
    language="any",
    strength="strong",
    summary="Lines that count on: 1 of 3, 2 of 3, 3 of 3; and the short caption under each.",
    why="A run of counters with one total is a gallery; a lone fraction or a score is not.",
    examples=(_COUNTED, _COUNTED.replace(" of ", "/")),
    counterexamples=(
        """\
              | The innings ended early.
              | 1/12
              | Marl bowled well.
              | 4/30
""",
        """\
              | 1 of 2
              | The first of the two pies is the one that everyone in the village remembers, and it has a crust of lard that takes a day.
              | It is sold on Saturdays, from a van, until there are none left.
              | 2 of 2
              | The second is made of apples, and nobody will say how, though the baker has been asked by every paper in the county.
              | It is sold at the chapel door.
""",
    ),
)
def counter(document: Document, evidence: Evidence) -> Iterator[Match]:
    for run in _runs(_counters(document)):
        for line in run:
            yield Match(Span(line.start, line.end), f"one of {len(run)} counters in a row")
        for line in _captions(run, evidence):
            yield Match(Span(line.start, line.end), "the caption under a counter")


def _captions(counters: list[Line], evidence: Evidence) -> Iterator[Line]:
    """What stands under each counter, when that is the same few short lines each time.

    Under the last one, what ends like a sentence may be the article, going on.
    """
    document = counters[0].document
    slides = [list(document.lines(above.index + 1, below.index)) for above, below in pairwise(counters)]
    count = len(slides[0])
    if any(len(slide) != count or any(line.words > 40 for line in slide) for slide in slides):
        return
    for slide in slides:
        yield from slide
    last = islice(document.lines(counters[-1].index + 1), count)
    stops = any(line.ends_sentence for slide in slides for line in slide)
    yield from takewhile(lambda line: evidence.is_likely(line, "credit", "caption") or not line.ends_sentence or (stops and _is_brief(line)), last)


def _is_brief(line: Line) -> bool:
    return line.words <= _BRIEF and len(line.sentences) == 1


def _counters(document: Document) -> Iterator[tuple[Line, int, int]]:
    for line in short_lines_with_figures(document):
        found = _COUNTER.fullmatch(line.folded)
        number, total = (int(found[1]), int(found[2])) if found else (0, 0)
        if 1 <= number <= total and total > 1:
            yield line, number, total


def _runs(counters: Iterable[tuple[Line, int, int]]) -> Iterator[list[Line]]:
    """Runs of counters that count on, each no more than a few lines below the one before."""
    run: list[tuple[Line, int, int]] = []
    for line, number, total in counters:
        if run and (total != run[-1][2] or number != run[-1][1] + 1 or _gap(run[-1][0], line) > 3):
            if len(run) >= _LEAST_SLIDES:
                yield [line for line, _, _ in run]
            run = []
        run.append((line, number, total))
    if len(run) >= _LEAST_SLIDES:
        yield [line for line, _, _ in run]


def _gap(above: Line, below: Line) -> int:
    """How many lines that are not blank stand between two."""
    return sum(1 for _ in above.document.lines(above.index + 1, min(below.index, above.index + 20)))
