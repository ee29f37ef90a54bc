"""Guards of lists of an article's own: who did what in a play, and what a word means in a manual."""

from __future__ import annotations

from collections.abc import Callable, Iterator

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
_NEAR = 3  # lines of a list of who did what that may be credits
_ROWS = 3
_HUNG = 4  # columns by which what a word means is indented under it


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
    """Whether who did something else stands above or below, or a short title on either side."""
    if any(
        _says_who(other, evidence) for step in (right_above, right_below) for other in _entries(line, step, evidence)
    ):
        return True
    beside = [other for other in (right_above(line), right_below(line)) if other and not evidence.claimed(other)]
    return len(beside) > 1 and all(other.words <= _PIECE and not other.ends_sentence for other in beside)


def _entries(line: Line, step: Callable[[Line], Line | None], evidence: Evidence) -> Iterator[Line]:
    """The nearest credits in one direction, and what stands behind them; a label that comes again is of pictures."""
    label = line.folded.split()[0]
    for _ in range(_NEAR):
        other = step(line)
        if other is None or other.words > _SHORT or other.folded.split()[0] == label:
            return
        yield other
        if "credit" not in evidence.categories(other):
            return
        line = other


def _says_who(line: Line, evidence: Evidence) -> bool:
    return _MADE_BY.match(line.text) is not None and not evidence.claimed(line)


@line_rule(
    "cast.rows",
    on=_CREDIT,
    strength="strong",
    against=_CREDIT,
    language="any",
    summary="The credit is one of three or more with a short title over each: a list of songs, works or prizes.",
    why="Pictures have captions over their credits, and a caption is longer.",
    examples=(
        """
              | The record was made in a week, and this is what is on its first side, in the order of the label:
              | Low Water
              | Ann Lowe/Quay Music
              | High Water
              | Tom Pryce/Quay Music
              | The Weir
              | Ann Lowe/Quay Music
""",
    ),
    counterexamples=(
        """
              | The council met on Monday, and the traders had been waiting in the hall since the morning.
              | Low Water
credit        | Ann Lowe/Quay Pictures
              | The traders went home before the vote, and most of them did not hear of it until the next day.
""",
    ),
)
def in_rows(line: Line, evidence: Evidence) -> Iterator[Match]:
    if _rows(line, evidence) >= _ROWS:
        for finding in evidence.on(line):
            if finding.weight > 0 and finding.category == "credit" and covers(finding, line):
                yield Match(Span(finding.start, finding.end), "in a list of titles and names", "credit")


def _rows(line: Line, evidence: Evidence) -> int:
    """How many credits stand in one column with ``line``, each with a short title between it and the next."""
    rows = 1
    for step in (right_above, right_below):
        other: Line | None = line
        while other is not None and (other := _past_title(other, step, evidence)) and rows < _ROWS:
            rows += 1
    return rows


def _past_title(line: Line, step: Callable[[Line], Line | None], evidence: Evidence) -> Line | None:
    """The credit that stands next but one, if a short title stands between."""
    title = step(line)
    credit = step(title) if title is not None and title.words <= _PIECE and not evidence.claimed(title) else None
    return credit if credit is not None and "credit" in evidence.categories(credit) else None


@line_rule(
    "cast.defined",
    on=OF_LABELS,
    strength="strong",
    against=OF_LABELS,
    language="any",
    summary="What the word means stands right below it, behind a colon or indented.",
    why="Manuals list their options so, and options have the names of buttons.",
    examples=(
        """
              | Each table has three options, which are kept with the table and written back with it.
              | share
              | :   Whether others may read the table.
              | A value may be a number, a string, a list or another table.
""",
        """
              | Each table has three options, which are kept with the table and written back with it.
              | ads
              |     Whether ads are shown.
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
    hung = below is not None and line.text.islower() and below.indent >= line.indent + _HUNG
    if below is not None and (hung or below.text.startswith((": ", ":\t"))):
        for finding in labels_on(line, evidence):
            yield Match(Span(finding.start, finding.end), "is defined below", finding.category)
