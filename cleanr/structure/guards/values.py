"""The guard of labels with a value: what stands behind "Read more:" is the title of a story, or it is no pointer."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import line_rule
from cleanr.structure.lines.shortlines import covers
from cleanr.text.document import Line
from cleanr.text.edits import Span

_MARKS = " \"'\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}„«‹¿¡([*_#>-"
_LEAST = 3  # words of the title of a story
_LABEL = 5  # words of a label


@line_rule(
    "value.no-title",
    on=("related",),
    strength="strong",
    against=("related",),
    language="any",
    summary="What stands behind the colon begins small, is a word or two, or is a full sentence.",
    why='"Related: the two men are cousins." tells something; a pointer names a story, whose title begins with a capital.',
    examples=(
        """
              | The council met on Monday, and the traders had been waiting in the hall since the morning.
              | Related: the two men are cousins, and both sit on the board of the trust that owns the land.
""",
    ),
    counterexamples=(
        """
              | The council met on Monday, and the traders had been waiting in the hall since the morning.
related       | Related: The two men who want the market
""",
    ),
)
def no_title(line: Line, evidence: Evidence) -> Iterator[Match]:
    value = _value(line)
    if value and (value[0].islower() or len(value.split()) < _LEAST):
        for finding in evidence.on(line):
            if finding.weight > 0 and finding.category == "related" and covers(finding, line):
                yield Match(Span(finding.start, finding.end), f'no title: "{value[:30]}"', "related")


def _value(line: Line) -> str:
    """What stands behind the colon of a label, without quotation marks before it; nothing if there is no label."""
    label, colon, value = line.text.partition(":")
    if value.startswith("//"):  # an address
        return ""
    return value.strip(_MARKS) if colon and len(label.split()) <= _LABEL else ""
