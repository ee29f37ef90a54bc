"""Questions: what a page asks its readers below the article, so that they write a comment."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.guards.register import register_of
from cleanr.structure.lines.titles import is_furniture
from cleanr.structure.lines.wholelines import line_match
from cleanr.text.document import Document, Line
from cleanr.text.late import late_re

_LONGEST = 16  # words
_ASKS = late_re(r"(?:so,? )?(?:are|will|have|did|do|would|can|what do|what did|which .{3,30} (?:do|are|will|did)|who do|how do|how did) you\b.*\?")


@block_rule(
    "comments.last-question",
    category="comments",
    strength="strong",
    language="en",
    signs="?",
    summary="A question to the reader below the last paragraph and furniture, in a text that tells what somebody said.",
    why="What stands below a video or a box at the end is no longer the article; a column that asks has asked before.",
    examples=(
        """
              | The play is given in the hall at the pier from May on, and those who made it said what it had cost them.
              | Tickets are sold at the door on each of the nights, and the chairman said that all of them would be.
              | Share this article
comments      | Are you looking forward to the play at the pier?
""",
    ),
    counterexamples=(
        """
              | The play is given in the hall at the pier from May on, and those who made it said what it had cost them.
              | Tickets are sold at the door on each of the nights, and the chairman said that all of them would be.
              | Are you looking forward to the play at the pier?
""",
        """
              | You have read what the play has cost, and you may ask yourself whether it was worth what you pay for it.
              | When you stand at the pier, you will see how small your hall is, and you will want to see your town in it.
              | Share this article
              | Will you be there?
""",
    ),
)
def last_question(document: Document, evidence: Evidence) -> Iterator[Match]:
    last = _last_of_text(document, evidence)
    above = last.before if last else None
    if last is None or above is None or last.words > _LONGEST or not _ASKS.fullmatch(last.folded_core):
        return
    if is_furniture(above, evidence) and register_of(document, evidence).news:
        yield line_match(last, "asks the reader, below furniture and the last paragraph")


def _last_of_text(document: Document, evidence: Evidence) -> Line | None:
    return next((line for line in reversed(document.visible_lines) if not is_furniture(line, evidence)), None)
