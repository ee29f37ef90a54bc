"""Dated: captions that end with the day on which the picture was taken, as agencies write them in every language."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.guards.register import register_of
from cleanr.structure.lines.captionwords import REPORTING_VERBS
from cleanr.structure.lines.times import ends_with_date
from cleanr.structure.lines.titles import is_furniture
from cleanr.structure.lines.wholelines import line_match
from cleanr.text.document import Document, Line, cached_by_document
from cleanr.text.shortlines import LONGEST

_FEWEST, _MOST = 5, 30  # words
_BESIDE = ("credit", "caption", "gallery")


@block_rule(
    "caption.of-day",
    category="caption",
    strength="strong",
    needs=_BESIDE,
    language="any",
    summary="What a picture shows, with the day at its end and no full stop, right above a credit, a counter or a caption.",
    why="Headings name no day. Events that are listed stand in a row, and a letter is dated before it says anything.",
    examples=(
        """
              | Wie der Hafen tiefer wird
caption       | Der Bagger vor der Mole von Nordhaven, 24. April 2023
              | © Ann Lowe/AFP
              | Der Rat hat am Montag beschlossen, die Gebühren zu erhöhen, sagte der Vorsitzende, und zwar ab März.
""",
    ),
    counterexamples=(
        """
              | Le conseil a voté lundi, selon la police, et le ministre a déclaré que les tarifs seraient relevés dès mars.
              | Concert de la chorale sur la jetée, le 27 mai 2020
              | Concert de la fanfare sur la place, le 3 juin 2020
              | Les propriétaires ont déclaré mardi qu'on ne les avait pas consultés, et qu'ils iraient devant le tribunal.
""",
        """
              | Le conseil a voté lundi, selon la police, et le ministre a déclaré que les tarifs seraient relevés dès mars.
              | Concert de la chorale sur la jetée, le 27 mai 2020
              | Concert de la fanfare sur la place, le 3 juin 2020
              | © Ann Lowe/AFP
              | Les propriétaires ont déclaré mardi qu'on ne les avait pas consultés, et qu'ils iraient devant le tribunal.
""",
        """
              | Discours du maire au conseil de Nordhaven, le 30 janvier 2007
              | Les propriétaires ont déclaré mardi qu'on ne les avait pas consultés, et qu'ils iraient devant le tribunal.
""",
        """
              | Les propriétaires ont déclaré mardi qu'on ne les avait pas consultés, et qu'ils iraient devant le tribunal.
              | Fait à Nordhaven en deux exemplaires, le 30 janvier 2007
""",
        """
              | Je me souviens de la jetée et de ceux qui y pêchaient quand mon père était jeune et que la mer était haute.
              | Photographie de mon père sur la jetée, le 27 mai 1960
              | Il ne pêchait pas, il regardait, et nous l'appelions depuis la plage jusqu'à ce que la nuit tombe sur nous.
""",
    ),
)
def dated(document: Document, evidence: Evidence) -> Iterator[Match]:
    for line in _dated(document, evidence, _days(document)):
        if _is_at_picture(line, evidence) and not (line.before and ends_with_date(line.before)):
            yield line_match(line, "ends with the day of the picture, above its credit")


@block_rule(
    "caption.of-day-alone",
    category="caption",
    strength="moderate",
    language="any",
    summary="What a picture may show, with the day at its end and no full stop, alone between two paragraphs of news.",
    why="Reports, letters and events are named so too, so it tags and never strips alone.",
    examples=(
        """
              | Le conseil a voté lundi, selon la police, et le ministre a déclaré que les tarifs seraient relevés dès mars.
caption       | Le maire sur la jetée de Harwell, le 27 mai 2020 à Nordhaven
              | Les propriétaires ont déclaré mardi qu'on ne les avait pas consultés, et qu'ils iraient devant le tribunal.
""",
    ),
    counterexamples=(
        """
              | Le conseil a voté lundi, selon la police, et le ministre a déclaré que les tarifs seraient relevés dès mars.
              | Ce que le maire a dit sur la jetée le 27 mai 2020
              | Les propriétaires ont déclaré mardi qu'on ne les avait pas consultés, et qu'ils iraient devant le tribunal.
""",
    ),
)
def dated_alone(document: Document, evidence: Evidence) -> Iterator[Match]:
    for line in _dated(document, evidence, list(filter(_is_alone, _days(document)))):
        yield line_match(line, "ends with a day, between two paragraphs")


def _dated(document: Document, evidence: Evidence, lines: list[Line]) -> list[Line]:
    """Those of ``lines`` that nothing else was found of, in a text that tells what somebody said."""
    found = [line for line in lines if not evidence.claimed(line)]
    return found if found and register_of(document, evidence).reports else []


@cached_by_document
def _days(document: Document) -> list[Line]:
    """The lines that end with a day."""
    return [line for line in document.visible_lines if line.has_figure and line.length <= 2 * LONGEST and _may_be_caption(line)]


def _may_be_caption(line: Line) -> bool:
    """Whether a line that begins with a capital ends with a day, and tells of nobody who said anything."""
    text = line.text
    if not _FEWEST <= line.words <= _MOST or "," not in text or ":" in text or not text[0].isupper() or line.bulleted:
        return False
    return ends_with_date(line) and not line.row and not REPORTING_VERBS.search(line.folded)


def _is_at_picture(line: Line, evidence: Evidence) -> bool:
    """Whether a credit, a counter or another caption stands right below a line that is not the first."""
    below = line.after
    return below is not None and line.before is not None and is_furniture(below, evidence) and evidence.is_likely(below, *_BESIDE)


def _is_alone(line: Line) -> bool:
    """Whether a line stands between two paragraphs."""
    above, below = line.before, line.after
    return above is not None and below is not None and above.prose and below.prose and not above.text.endswith(":")
