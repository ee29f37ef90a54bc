"""Besides: short lines below the article that stand in one block with furniture, and say nothing by themselves.

The last paragraph is followed by a few lines, some of them known: the rest is of the same box, or of the next. A list, a poem or
a signature may end an article too, so they are tagged, and never go. The rule comes last: nothing builds on what it says.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.frame.rests import KINDS, after_last_paragraph
from cleanr.structure.lines.titles import is_furniture
from cleanr.structure.lines.wholelines import line_match
from cleanr.text.document import Document, Line

_MOST = 10  # lines after the last paragraph; more is a list of its own
_WORDS = 12  # of the longest such line
_KNOWN = 3  # of so many lines one at least is known


@block_rule(
    "beside.tail",
    category="navigation",
    strength="weak",
    needs=KINDS,
    language="any",
    summary="A short line after the last paragraph, in a block of which a third or more is furniture.",
    why="Boxes come in pieces, and some have no words that give them away. It is tagged, for an article may end so too.",
    examples=(
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Share this article
navigation    | Quay desk, floor two
""",
    ),
    counterexamples=(
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Quay desk, floor two
              | Harbour office, floor three
""",
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Share this article
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
    ),
)
def beside_tail(document: Document, evidence: Evidence) -> Iterator[Match]:
    block = list(islice(after_last_paragraph(document, evidence), _MOST + 1))
    unknown = [line for line in block if not is_furniture(line, evidence)]
    known = len(block) - len(unknown)
    if len(block) <= _MOST and known * _KNOWN >= len(block) and all(map(_says_little, unknown)):
        for line in unknown:
            yield line_match(line, "beside furniture, after the article's end")


def _says_little(line: Line) -> bool:
    """Whether a line is short, and neither told nor said by somebody."""
    return line.words <= _WORDS and not line.quotes
