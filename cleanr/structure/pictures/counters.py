"""Counters: how many pictures there are, and which of them is shown: "1/12", "3 of 9", "+ 8"."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.guards.register import register_of
from cleanr.structure.lines.forms import lines_like
from cleanr.structure.lines.titles import is_furniture
from cleanr.structure.lines.wholelines import line_match
from cleanr.text.document import Document, Line
from cleanr.text.late import late_re
from cleanr.text.shortlines import short_lines_with_figures

_OF = r"(?:of|/|von|de|di|sur|van|av|af|z|ze|из|з|su|∕|⁄)"
_PICTURE = (
    r"(?:slide|image|photo|picture|gallery|photograph|foto|bild|imagen|immagine|imagem|afbeelding|kuva|billede|bilde|zdjęcie|"
    r"фото|снимок|diapositive|diapositiva|fotografía|fotografia|slika|kép)s?"
)
_NAMED = late_re(
    rf"\(?{_PICTURE} \d{{1,3}} ?{_OF} ?\d{{1,3}}\)?(?: ?[:.|-] ?.{{1,200}})?|\d{{1,3}} ?{_OF} ?\d{{1,3}} {_PICTURE}|{_PICTURE} \d{{1,3}} {_OF}"
    rf"|\+ ?\d{{1,3}} (?:more|{_PICTURE}|more {_PICTURE})"
)
_BARE = late_re(rf"[(\[]?\d{{1,3}} ?{_OF} ?\d{{1,3}}[)\]]?|\+ ?\d{{1,3}}|/ ?\d{{1,3}}")
_PICTURES = frozenset(("caption", "credit", "gallery", "media"))


@block_rule(
    "gallery.named-counter",
    category="gallery",
    strength="strong",
    signs="0123456789",
    summary='Which picture of how many is shown: "Image 3 of 9", with its title at most.',
    examples=(
        """
              | The council voted for the pier on Monday, and the clerk read the names of those who had voted against it.
gallery       | Image 3 of 9
gallery       | Slide 2 of 6: The wall in 1930
gallery       | Bild 1 von 12
gallery       | + 8 more
              | Officials declined to comment on what the work will cost, or on who is going to pay for it in the end.
""",
    ),
    counterexamples=(
        """
              | Marl took 3 of 9, and the innings ended early.
              | Part 1 of 3
""",
    ),
)
def named(document: Document, evidence: Evidence) -> Iterator[Match]:
    for line in lines_like(short_lines_with_figures(document), _NAMED):
        if not line.row and not evidence.claimed(line):
            yield line_match(line, "which picture of how many is shown")


@block_rule(
    "gallery.bare-counter",
    category="gallery",
    strength="strong",
    needs=tuple(sorted(_PICTURES)),
    signs="0123456789",
    summary='A counter such as "3/9" or "+8" and nothing else, right beside the caption or credit of a picture.',
    why="Alone, it may be a score, a fraction or a part of a series.",
    examples=(
        """
              | The council voted for the pier on Monday, and the clerk read the names of those who had voted against it.
gallery       | 1/12
              | (Photo by Ann Lowe/Getty Images)
              | Officials declined to comment on what the work will cost, or on who is going to pay for it in the end.
""",
    ),
    counterexamples=(
        """
              | The innings ended early, and it was Marl who ended it, with a ball that nobody on the ground had seen.
              | 1/12
              | He bowled from the pier end all afternoon, and the crowd went home before the last of the light.
""",
    ),
)
def bare(document: Document, evidence: Evidence) -> Iterator[Match]:
    for line in lines_like(short_lines_with_figures(document), _BARE):
        if not line.row and not evidence.claimed(line) and _is_beside_picture(line, evidence):
            yield line_match(line, "a counter beside a picture")


def _is_beside_picture(line: Line, evidence: Evidence) -> bool:
    near = [other for other in (line.before, line.after) if other]
    return any(is_furniture(other, evidence) and not _PICTURES.isdisjoint(evidence.categories(other)) for other in near)


_FIRST = late_re(rf"[(\[]?1 ?{_OF} ?\d{{1,3}}[)\]]?")


@block_rule(
    "gallery.lone-counter",
    category="gallery",
    strength="moderate",
    language="any",
    signs="0123456789",
    summary='A counter that stands at its first picture, "1/12", alone between two paragraphs of news, the only one in the text.',
    why="Scores and fractions stand so in tables and in reports of matches, so it tags and never strips alone.",
    examples=(
        """
              | Der Rat hat am Montag beschlossen, die Gebühren zu erhöhen, sagte der Vorsitzende, und zwar ab März.
gallery       | 1/12
              | Die Besitzer kleiner Boote sagten am Dienstag, man habe sie nicht gefragt, und sie würden vor Gericht ziehen.
""",
    ),
    counterexamples=(
        """
              | The innings ended early, and it was Marl who ended it, with a ball that nobody on the ground had seen.
              | 1/12
              | He bowled from the pier end all afternoon, and the crowd went home before the last of the light.
""",
        """
              | Der Rat hat am Montag beschlossen, die Gebühren zu erhöhen, sagte der Vorsitzende, und zwar ab März.
              | 1/2
              | Die Besitzer kleiner Boote sagten am Dienstag, man habe sie nicht gefragt, und sie würden vor Gericht ziehen.
              | 2/2
              | Die Besitzer großer Boote sagten am Dienstag, man habe sie gefragt, und sie hätten nichts dagegen gehabt.
""",
    ),
)
def lone_counter(document: Document, evidence: Evidence) -> Iterator[Match]:
    counters = [line for line in lines_like(short_lines_with_figures(document), _BARE) if not line.row]
    if len(counters) != 1 or evidence.claimed(counters[0]) or not _FIRST.fullmatch(counters[0].folded_core):
        return
    above, below = counters[0].before, counters[0].after
    if above and below and above.prose and below.prose and register_of(document, evidence).reports:
        yield line_match(counters[0], "a counter at its first picture")


_TOTAL = late_re(rf"(?:{_PICTURE} \d{{1,3}} {_OF}(?: (?P<one>\d{{1,3}}))?|/ ?(?P<two>\d{{1,3}}))")
_CAPTION = 20  # words


@block_rule(
    "gallery.counted-captions",
    category="gallery",
    strength="strong",
    signs="0123456789",
    summary="The captions that follow the counter of a gallery, as many as it counts.",
    examples=(
        """
              | The council voted for the pier on Monday, and the clerk read the names of those who had voted against it.
gallery       | Image 1 of
gallery       | / 3
gallery       | Caption
gallery       | The pier at dusk.
gallery       | The wall in 1930.
gallery       | The mayor on the steps.
              | Officials declined to comment on what the work will cost, or on who is going to pay for it in the end.
""",
    ),
    counterexamples=(
        """
              | Image 1 of 3
              | The pier at dusk.
              | Officials declined to comment on what the work will cost, or on who is going to pay for it in the end.
""",
    ),
)
def counted_captions(document: Document, evidence: Evidence) -> Iterator[Match]:
    for counter in lines_like(short_lines_with_figures(document), _TOTAL):
        total = _total(counter)
        for line in _captions_under(counter, total) if 1 < total <= 60 else []:
            if not evidence.is_likely(line, "gallery"):
                yield line_match(line, f"one of {total} captions under a counter")


def _total(counter: Line) -> int:
    found = _TOTAL.fullmatch(counter.folded_core)
    return int((found and (found["one"] or found["two"])) or 0)


def _captions_under(counter: Line, total: int) -> list[Line]:
    """The lines under a counter, when as many short ones as it counts follow, or one more that says what they are."""
    lines: list[Line] = []
    line = counter.after
    while line and line.words <= _CAPTION and not line.prose and len(lines) <= total + 1:
        lines.append(line)
        line = line.after
    return [counter, *lines] if len(lines) in (total, total + 1) else []
