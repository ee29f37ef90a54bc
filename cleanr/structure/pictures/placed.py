"""Placed pictures: captions that say where in a row of pictures each stands, and the source under a chart."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.forms import lines_like
from cleanr.structure.lines.places import is_between_paragraphs
from cleanr.structure.lines.wholelines import line_match
from cleanr.text.document import Document, Line
from cleanr.text.late import late_re
from cleanr.text.shortlines import Signs, short_lines_with

_PLACE = r"(?:(?:top|bottom|main|above|below|left|right|cent(?:er|re)|middle|inset|far left|far right|oben|unten|links|rechts|mitte)(?: (?:left|right))?)"
_SAYS = r"(?:[^\s:]+ ){2,30}[^\s:]+"  # three words and more: a property has one
_PLACED = late_re(rf"{_PLACE}: {_SAYS}(?:[.;] {_PLACE}: {_SAYS})*")
_PLACES = Signs("top:", "bottom:", "main:", "above:", "below:", "left:", "right:", "center:", "centre:", "middle:", "inset:", "oben:", "unten:", "links:", "rechts:", "mitte:")  # fmt: skip
_SOURCE = late_re(r"(?:sources?|quellen?|fuentes?|fonti?|fontes?|bron|källa|kilde|źródło|lähde|kaynak): ?[^.!?:;]{2,60}")
_SOURCES = Signs("source", "quelle", "fuente", "font", "bron:", "källa", "kilde", "źródło", "lähde", "kaynak")
_LABELS = Signs("image:", "images:", "pic:", "pics:", "picture:")
_LABELLED = late_re(r"(?:images?|pics?|picture): (?:\S+ ){2,24}\S+")


@block_rule(
    "caption.places",
    category="caption",
    strength="moderate",
    words=_PLACES,
    summary='Captions that say where each picture stands: "Left: …. Right: …", on one line or on lines next to each other.',
    why="A list of properties has one word behind each of these; a caption says what is seen.",
    examples=(
        """
              | The council voted for the pier on Monday, and the clerk read the names of those who had voted against it.
caption       | Left: The pier in the winter of 1911. Right: The pier today.
caption       | Top: The wall at high water.
              | Officials declined to comment on what the work will cost, or on who is going to pay for it in the end.
""",
    ),
    counterexamples=(
        """
              | The sheet is cut to these measures, and the clerk keeps a drawing of it in the second drawer of the desk:
              | Left: 20 mm
              | Right: 20 mm
              | Top: 25 mm
""",
        """
              | The council voted for the pier on Monday, and the clerk read the names of those who had voted against it.
              | Above: The roof leaks in three places.
              | Officials declined to comment on what the work will cost, or on who is going to pay for it in the end.
""",
    ),
)
def places(document: Document, evidence: Evidence) -> Iterator[Match]:
    found = list(lines_like(short_lines_with(document, _PLACES), _PLACED))
    known = {line.index for line in found}
    for line in found:
        beside = any(other is not None and other.index in known for other in (line.before, line.after))
        if (beside or _names_two_places(line)) and not evidence.claimed(line):
            yield line_match(line, "says where in a row of pictures each stands")


def _names_two_places(line: Line) -> bool:
    return line.text.count(":") > 1


@block_rule(
    "caption.labelled",
    category="caption",
    strength="strong",
    words=_LABELS,
    summary='"Image:" or "Pic:" and what is seen, without an end mark, alone between two paragraphs.',
    examples=(
        """
              | The council voted for the pier on Monday, and the clerk read the names of those who had voted against it.
caption       | Image: The mayor and the clerk were backed by the board
              | Officials declined to comment on what the work will cost, or on who is going to pay for it in the end.
""",
    ),
    counterexamples=(
        """
              | The council voted for the pier on Monday, and the clerk read the names of those who had voted against it.
              | Image: what the pier is worth to us
              | The image of the pier is worth more to us than what the work will cost, the clerk said to the board.
""",
    ),
)
def labelled(document: Document, evidence: Evidence) -> Iterator[Match]:
    for line in lines_like(short_lines_with(document, _LABELS), _LABELLED):
        said = line.text.split(":", 1)[1].strip()
        if said[0].isupper() and line.text[-1].isalnum() and not evidence.claimed(line) and is_between_paragraphs(line, evidence):
            yield line_match(line, "says what is seen, alone between two paragraphs")


@block_rule(
    "credit.one-source",
    category="credit",
    strength="moderate",
    words=_SOURCES,
    summary='"Source:" and a name alone between two paragraphs, as under a chart.',
    why="It may close a table, or what a paragraph says, so it is tagged, and stays.",
    examples=(
        """
              | The council voted for the pier on Monday, and the clerk read the names of those who had voted against it.
credit        | Source: Harbour Trust
              | Officials declined to comment on what the work will cost, or on who is going to pay for it in the end.
""",
    ),
    counterexamples=(
        """
              | The council voted for the pier on Monday, and the clerk read the names of those who had voted against it.
              | Source: this is what the clerk says, and he should know.
              | Officials declined to comment on what the work will cost, or on who is going to pay for it in the end.
""",
    ),
)
def one_source(document: Document, evidence: Evidence) -> Iterator[Match]:
    for line in lines_like(short_lines_with(document, _SOURCES), _SOURCE):
        if not line.row and not evidence.claimed(line) and is_between_paragraphs(line, evidence):
            yield line_match(line, "names a source, alone between two paragraphs")
