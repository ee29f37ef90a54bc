"""Besides: short lines below the article that stand in one block with furniture, and say nothing by themselves.

The last paragraph is followed by a few lines, some of them known: the rest is of the same box, or of the next. A list, a poem or
a signature may end an article too, so they are tagged, and never go. The rule comes last: nothing builds on what it says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.frame.rests import KINDS, after_last_paragraph
from cleanr.structure.lines.shortlines import tells
from cleanr.structure.lines.titles import is_furniture
from cleanr.structure.lines.wholelines import line_match
from cleanr.text.document import Document, Line
from cleanr.text.edits import Span

_MOST = 10  # lines after the last paragraph; more is a list of its own
_WORDS = 12  # of the longest such line
_KNOWN = 3  # of so many lines one at least is known
_LAST = 3  # lines at the end of a text
_OF_BLOCKS = (*KINDS, "ad", "author", "byline", "contact", "gallery", "media", "tags", "wire")


@block_rule(
    "beside.tail",
    category="navigation",
    strength="weak",
    needs=_OF_BLOCKS,
    language="any",
    summary="A short line after the last paragraph, in a block of which a third or more is furniture.",
    why="Boxes come in pieces, and some have no words that give them away. It is tagged, for an article may end so too.",
    examples=(
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Share this article
share         | Quay desk, floor two
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
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Share this article
              | The next meeting is on the ninth of June.
""",
    ),
)
def beside_tail(document: Document, evidence: Evidence) -> Iterator[Match]:
    block = list(islice(after_last_paragraph(document, evidence), _MOST + 1))
    unknown = [line for line in block if not is_furniture(line, evidence)]
    known = len(block) - len(unknown)
    if len(block) <= _MOST and known * _KNOWN >= len(block) and all(map(_says_little, unknown)):
        kind = _kind_of(block, evidence)
        for line in unknown:
            yield Match(Span(line.start, line.end), "beside furniture, after the article's end", category=kind)


def _kind_of(block: list[Line], evidence: Evidence) -> str:
    """What most lines of a block are that are known; of as many the first."""
    kinds = Counter(kind for line in block for kind in sorted(evidence.categories(line)))
    return max(kinds, key=lambda kind: kinds[kind], default="")


def _says_little(line: Line) -> bool:
    """Whether a line is short, no sentence, and not said by somebody."""
    return line.words <= _WORDS and not tells(line) and not line.quotes


@block_rule(
    "beside.same-line",
    category="promo",
    strength="weak",
    needs=_OF_BLOCKS,
    language="any",
    summary="The rest of one of the last lines, of which at least half is furniture.",
    why="A prompt that ends the page is one paragraph; its other sentence may also be the article's, so it is tagged."
    " Where no paragraph stands above, it is the article's.",
    examples=(
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
promo         | The tide never sleeps. ⟦newsletter: Sign up for our free daily newsletter.⟧
""",
    ),
    counterexamples=(
        """
              | Sign up for our newsletter.
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
""",
        """
              | The vote is on Monday. ⟦newsletter: Sign up for our newsletter here.⟧
""",
    ),
)
def same_line(document: Document, evidence: Evidence) -> Iterator[Match]:
    first = next((line.index for line in document.paragraphs), len(document))
    for index in document.visible[-_LAST:]:
        line = document.line(index)
        if index > first and not is_furniture(line, evidence) and 2 * _covered(line, evidence) >= line.core.end - line.core.start:
            yield line_match(line, "the rest of a line that is furniture")


def _covered(line: Line, evidence: Evidence) -> int:
    """How many code points of a line the findings cover that speak for furniture."""
    covered, reach = 0, line.core.start
    for finding in sorted(one for one in evidence.on(line) if one.weight > 0):
        covered += max(0, min(finding.end, line.core.end) - max(finding.start, reach))
        reach = max(reach, finding.end)
    return covered
