"""References inside guides: a how-to writes them into its text, and they belong to it."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.guards.register import register_of
from cleanr.structure.lines.titles import rules_on
from cleanr.structure.lines.wholelines import core_text
from cleanr.text.document import Document, Line
from cleanr.text.edits import Span
from cleanr.text.late import late_re

_REFERENCES = frozenset({"related.reference", "related.read-more"})
_LABEL = late_re(r"[A-Z]+ [A-Z ]+[:|>]")


@block_rule(
    "lists.guide",
    strength="moderate",
    against=("related",),
    needs=("related",),
    summary='A reference such as "Read more: …" in a text that speaks to the reader: part of a guide, not of a page.',
    why="News leaves its references on the page; a how-to or a guide writes them into its text.",
    examples=(
        """
              | When you plan your garden, you first want to know where your light falls and how your soil drains.
related       | Read more: How to test your soil
              | If you have clay, you can dig in sand before you sow, and you will save yourself a lot of watering.
""",
    ),
    counterexamples=(
        """
              | The board voted on Monday to raise the harbour fees, the chairman said, and the new rates start in March.
              | Read more: How the fees are set
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
        """
              | When you plan your garden, you first want to know where your light falls and how your soil drains.
related       | Related: How to test your soil
              | If you have clay, you can dig in sand before you sow, and you will save yourself a lot of watering.
""",
        """
              | When you plan your garden, you first want to know where your light falls and how your soil drains.
related       | READ MORE: Gardener grows the largest leek of the county
              | If you have clay, you can dig in sand before you sow, and you will save yourself a lot of watering.
""",
    ),
)
def guide(document: Document, evidence: Evidence) -> Iterator[Match]:
    references = [line for line in evidence.lines("related") if _is_reference(line, evidence)]
    if not references or not register_of(document, evidence).guide:
        return
    for line in references:
        yield Match(Span(line.start, line.end), "the text around it speaks to the reader, as guides do")


def _is_reference(line: Line, evidence: Evidence) -> bool:
    if line.folded_core.startswith("related") or _opens_with_label(line):  # a label of the page, which no guide writes into its text
        return False
    rules = rules_on(line, evidence)
    return line.words >= 3 and (bool(rules & _REFERENCES) or ("related.more-from" in rules and line.text.endswith(":")))


def _opens_with_label(line: Line) -> bool:
    """Whether the line opens with two words in capitals and a mark: "READ MORE:"."""
    return _LABEL.match(core_text(line)) is not None
