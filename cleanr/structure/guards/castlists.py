"""Guards of lists of an article's own: who did what in a play, and what a word means in a manual."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import line_rule
from cleanr.structure.lines.shortlines import OF_LABELS, covers, labels_on, right_above, right_below
from cleanr.text.document import Line
from cleanr.text.edits import Span
from cleanr.text.late import late_re

_CREDIT = ("credit",)
_MADE_BY = late_re(r"[A-Z]\w+(?: [a-z]+){0,3}(?: by |: )(?:the )?[A-Z]")
_SHORT = 6  # words of an entry
_PIECE = 3  # words of the title of a song


@line_rule(
    "cast.list",
    on=_CREDIT,
    strength="moderate",
    against=_CREDIT,
    language="any",
    summary="The credit stands in a list of who did what, or of short titles and names.",
    why="A play, a film and a record name their photographers among others.",
    examples=(
        """
              | The play opens in the spring, and the hall has already sold every seat of the first two nights.
              | Directed by Jo Marsh
              | Photography by Lee Wood
              | Hosted by the Quay Theatre
              | Nobody knows yet whether it will go on to the city after that.
""",
    ),
    counterexamples=(
        """
              | The play opens in the spring, and the hall has already sold every seat of the first two nights.
credit        | Photography by Lee Wood
              | Nobody knows yet whether it will go on to the city after that.
""",
    ),
)
def in_cast(line: Line, evidence: Evidence) -> Iterator[Match]:
    findings = [f for f in evidence.on(line) if f.weight > 0 and f.category == "credit" and covers(f, line)]
    if findings and line.words <= _SHORT and _is_among_entries(line, evidence):
        for finding in findings:
            yield Match(Span(finding.start, finding.end), "in a list of who did what", "credit")


def _is_among_entries(line: Line, evidence: Evidence) -> bool:
    """Whether who did something else stands right above or below, or a short title on either side."""
    beside = [other for other in (right_above(line), right_below(line)) if other and not evidence.claimed(other)]
    if any(other.words <= _SHORT and _MADE_BY.match(other.text) for other in beside):
        return True
    return len(beside) > 1 and all(other.words <= _PIECE and not other.ends_sentence for other in beside)


@line_rule(
    "cast.defined",
    on=OF_LABELS,
    strength="strong",
    against=OF_LABELS,
    language="any",
    summary="What the word means stands below it, behind a colon.",
    why="Manuals list their options so, and options have the names of buttons.",
    examples=(
        """
              | Each table has three options, which are kept with the table and written back with it.
              | share
              | :   Whether others may read the table.
              | A value may be a number, a string, a list or another table.
""",
    ),
    counterexamples=(
        """
              | Each table has three options, which are kept with the table and written back with it.
share         | Share
              | A value may be a number, a string, a list or another table.
""",
    ),
)
def defined(line: Line, evidence: Evidence) -> Iterator[Match]:
    below = right_below(line)
    if below is not None and below.text.startswith((": ", ":\t")):
        for finding in labels_on(line, evidence):
            yield Match(Span(finding.start, finding.end), "is defined below", finding.category)
