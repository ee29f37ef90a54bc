"""The guard of scripts: plays, transcripts and chats, in which people speak as buttons do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.guards.register import register_of
from cleanr.structure.lines.shortlines import OF_LABELS
from cleanr.text.document import Document, cached_by_document
from cleanr.text.edits import Span

_SPOKEN = (*OF_LABELS, "caption")
_SPEAKER = re.compile(r"(?:<\w+>|(?:[^\W\d_a-z]{2,}[.' -]?){1,4}(?:\([^)]{1,40}\))?[:.]) \S")
_LEAST, _SHARE = 4, 0.3  # lines that begin with who speaks, and how large a part of all


@block_rule(
    "script.spoken",
    strength="moderate",
    against=_SPOKEN,
    needs=_SPOKEN,
    language="any",
    summary="A good part of the lines begins with the name of who speaks: a play, a transcript, a chat.",
    why="People say Follow me and Not now, and stand left and right of each other.",
    examples=(
        """
              | The stage is dark, and the sound of water comes from all sides, so that the house seems to be adrift.
              | ANN, left, holds the lamp; TOM, right, looks for his boots.
              | ANN: Follow me.
              | TOM: Where to?
              | ANN: Read the letter.
              | TOM: There is none.
""",
    ),
    counterexamples=(
        """
              | The council met on Monday, the clerk said, and the traders had been waiting since the morning.
caption       | Ann Lowe, left, and Tom Pryce, right, at the harbour on Monday.
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
    ),
)
def spoken(document: Document, evidence: Evidence) -> Iterator[Match]:
    if not _is_script(document) or register_of(document, evidence).likely_news:
        return
    for finding in [one for one in evidence.findings if one.weight > 0 and one.category in _SPOKEN]:
        yield Match(Span(finding.start, finding.end), "the text is a script", finding.category)


@cached_by_document
def _is_script(document: Document) -> bool:
    capitals = [line for line in document.visible_lines if not "a" <= line.text[1:2] <= "z" or line.text[0] == "<"]
    speakers = sum(1 for line in capitals if _SPEAKER.match(line.text))
    return speakers >= _LEAST and speakers >= _SHARE * len(document.visible)
