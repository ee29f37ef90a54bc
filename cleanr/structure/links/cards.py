"""Cards of other stories: a title with an age, a reading time or a label of its kind beside it."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.titles import is_card_line, is_furniture, is_title
from cleanr.text.document import Document, Line
from cleanr.text.edits import Span
from cleanr.text.late import late_re
from cleanr.text.shortlines import Signs, short_lines_with

_FEWEST = 3  # cards in a run
_SMALL = 60  # characters of the longest age
_AGES = Signs("ago", "min", "yesterday")  # what small print with an age or a reading time cannot do without
_LABELS = (  # each begins with a mark, which is found fast
    late_re(r"\[(?:video|photos?|pics?|watch|gallery|listen|audio|updated|opinion)\]"),
    late_re(r"\((?:video|photos|gallery|watch|listen)\)"),
)


@block_rule(
    "lists.cards",
    category="related",
    strength="strong",
    words=_AGES,
    summary="A run of cards: a title and under it an age, a date or a reading time, three times or more.",
    examples=(
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
related       | Council delays vote on the swing bridge
related       | 3 hours ago
related       | Ferry service resumes after a strike
related       | 5 hours ago
related       | Who pays for the new sea wall?
related       | 1 day ago
""",
    ),
    counterexamples=(
        """
              | Timeline of the dispute over fees
              | 12 March 2021
              | The board meets for the first time
              | 3 April 2021
              | The owners go to court over it
""",
        """
              | The board meets for the first time
              | 12 March
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | The owners go to court over it
              | 3 April
""",
    ),
)
def cards(document: Document, evidence: Evidence) -> Iterator[Match]:
    if not _has_ages(document):
        return
    run: list[Line] = []
    for line in document.lines():
        if run and is_card_line(line) and is_title(run[-1]):
            run.append(line)
        elif not is_title(line):
            if run and not is_furniture(line, evidence):
                yield from _most_are_cards(run)
                run = []
        elif is_furniture(line, evidence) and not evidence.is_likely(line, "related"):
            continue
        elif not run or is_card_line(run[-1]):
            run.append(line)
        else:
            yield from _most_are_cards(run)
            run = [line]
    yield from _most_are_cards(run)


def _has_ages(document: Document) -> bool:
    """Whether there are ages enough for a run: on most pages a look at the short lines says no."""
    could = [line for line in short_lines_with(document, _AGES) if len(line.text) <= _SMALL]
    return len(could) >= _FEWEST and sum(map(_has_age, could)) >= _FEWEST


def _most_are_cards(run: list[Line]) -> Iterator[Match]:
    pairs = len(run) // 2
    if pairs >= _FEWEST and all(map(_has_age, run[1::2])):
        for line in run[: pairs * 2]:
            yield Match(Span(line.start, line.end), f"one of {pairs} cards of title and age")


def _has_age(line: Line) -> bool:
    """Whether a line is small print that holds an age or a reading time: a bare date could be a time line's."""
    folded = line.folded_core
    aged = folded.endswith("ago") or "min" in folded or "yesterday" in folded
    return aged and is_card_line(line)


@block_rule(
    "lists.labelled-title",
    category="related",
    strength="moderate",
    needs=("related", "media", "ad", "newsletter", "share", "navigation"),
    signs="[(",
    summary='A title with a label such as "[Video]" next to furniture.',
    examples=(
        """
              | Read more: Harbour fees to rise
related       | Crowd greets the winning crew [Video]
""",
    ),
    counterexamples=(
        """
              | The board voted on Monday.
              | The debate in full (video)
              | Owners said on Tuesday that they had not been asked.
""",
    ),
)
def labelled_title(document: Document, evidence: Evidence) -> Iterator[Match]:
    for place in (place for label in _LABELS for place in label.finditer(document.folded)):
        line = document.line_at(place.start())
        near = [other for other in (line.before, line.after) if other]
        if line.title_like and place.end() >= line.end - 2 and any(is_furniture(other, evidence) for other in near):
            yield Match(Span(line.start, line.end), "a title with a label beside other furniture")
