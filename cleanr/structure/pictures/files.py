"""Files: the name of a picture's file, or the text that stands for it, said twice in one breath."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.forms import lines_like
from cleanr.structure.lines.wholelines import line_match
from cleanr.text.document import Document, Line
from cleanr.text.late import late_re
from cleanr.text.shortlines import LONGEST, Signs, short_lines_with

_FILE = late_re(r"(?:file:|image:|img:)?\s?[\w()%,.@ -]{1,100}\.(?:jpe?g|png|gif|webp|avif|heic|bmp)(?: ?\([\d.,]+ ?(?:kb|mb|×|x)[\d .,x×kmb]*\))?")
_ENDINGS = Signs(".jp", ".png", ".gif", ".webp", ".avif", ".heic", ".bmp")
_TWICE = late_re(r"([^\W\d_][^\W\d_].{6,60}?)[ .|]{0,2}\1\.?")


@block_rule(
    "picture.file",
    category="caption",
    strength="strong",
    signs=".",
    words=_ENDINGS,
    summary="The name of a picture's file, alone between two paragraphs or at the end of the text.",
    examples=(
        """
              | The harbour opened in 1904 and has been dredged twice since, at a cost that nobody has added up.
caption       | harbour-at-dusk-1200x800.jpg
              | The pier followed in 1911, when the herring came, and it was paid for by the town alone.
""",
    ),
    counterexamples=(
        """
              | Put the three pictures into one folder, side by side, and give them the names that the table has:
              | harbour.jpg
              | pier.jpg
              | wall.jpg
""",
    ),
)
def picture_file(document: Document, evidence: Evidence) -> Iterator[Match]:
    for line in lines_like(short_lines_with(document, _ENDINGS), _FILE):
        if _stands_alone(line) and not evidence.claimed(line):
            yield line_match(line, "the name of a picture's file")


@block_rule(
    "picture.twice",
    category="caption",
    strength="strong",
    summary="The same words twice on one line between two paragraphs: what stands for a picture, and what stands under it.",
    examples=(
        """
              | The harbour opened in 1904 and has been dredged twice since, at a cost that nobody has added up.
caption       | The pier at dusk.The pier at dusk.
              | The pier followed in 1911, when the herring came, and it was paid for by the town alone.
""",
    ),
    counterexamples=(
        """
              | The harbour opened in 1904 and has been dredged twice since, at a cost that nobody has added up.
              | Oh, the pier! Oh, the pier!
              | The pier followed in 1911, when the herring came, and it was paid for by the town alone.
""",
    ),
)
def said_twice(document: Document, evidence: Evidence) -> Iterator[Match]:
    for line in document.between_paragraphs:
        doubled = line.length <= LONGEST and _is_doubled(line.folded) and not line.row
        if doubled and _stands_alone(line) and not evidence.claimed(line):
            yield line_match(line, "the same words twice")


def _is_doubled(folded: str) -> bool:
    opening = folded[:8]
    return len(folded) >= 18 and "!" not in folded and opening in folded[8:] and _TWICE.fullmatch(folded) is not None


def _stands_alone(line: Line) -> bool:
    """Whether a paragraph stands above, and a paragraph or nothing below."""
    above, below = line.before, line.after
    return above is not None and above.prose and not above.text.endswith(":") and (below is None or below.prose)
