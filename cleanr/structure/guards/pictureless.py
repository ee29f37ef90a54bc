"""The guard of texts without pictures: what reads like a caption or a counter of slides, and stands for no picture."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Finding, Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.guards.register import register_of
from cleanr.structure.lines.titles import is_furniture
from cleanr.text.document import Document
from cleanr.text.edits import Span

_PICTURES = ("gallery", "caption")
_STRIPS = 13  # decibans: a voice that is loud enough by itself
_MOST = 12  # of them; with more, the text is a gallery
_COMPANY = 3  # lines of furniture of other kinds, on a page


@block_rule(
    "pictures.none",
    strength="moderate",
    against=_PICTURES,
    needs=_PICTURES,
    language="any",
    summary="The text is no news, names no photographer, and one rule alone speaks of pictures in it.",
    why="Steps are counted, works of art have titles without a verb, and actors stand left and right. What stands for a"
    " picture has a credit near it, or other words of a page.",
    examples=(
        """
              | Setting up a second screen takes about ten minutes, and you do not need any tools apart from the cable.
              | Before you start, make sure that the computer has finished its updates, or you will lose the settings.
              | 1/3
              | Plug in the cable
              | 2/3
              | Press the button
              | 3/3
              | Wait for the light
              | If the text looks blurred, the resolution is wrong, and you should set it to the one that the maker names.
""",
    ),
    counterexamples=(
        """
              | The council voted for the pier on Monday, the clerk said, and read the names of those who had been against.
gallery       | 1 of 3
gallery       | A pier at dusk
gallery       | 2 of 3
gallery       | The wall in 1930
gallery       | 3 of 3
gallery       | The mayor in 1950
              | Officials declined to comment on what the work will cost, or on who is going to pay for it in years to come.
""",
    ),
)
def none(document: Document, evidence: Evidence) -> Iterator[Match]:
    loud = [finding for finding in evidence.findings if _is_loud(finding) and not _is_opposed(finding, evidence)]
    if not loud or len(loud) > _MOST or _has_signs(loud, evidence) or not register_of(document, evidence).other:
        return
    for finding in loud:
        yield Match(Span(finding.start, finding.end), "nothing else in the text is a picture's", finding.category)


def _is_loud(finding: Finding) -> bool:
    return finding.category in _PICTURES and finding.weight >= _STRIPS


def _is_opposed(finding: Finding, evidence: Evidence) -> bool:
    """Whether another guard has spoken already; two would leave not even a tag."""
    line = evidence.document.line_at(finding.start)
    return any(other.weight < 0 and other.category == finding.category for other in evidence.on(line))


def _has_signs(loud: list[Finding], evidence: Evidence) -> bool:
    """Whether anything else in the text speaks of pictures or of a page."""
    if len({finding.rule for finding in loud}) > 1 or evidence.has(("credit",)):
        return True
    pictures = set(evidence.lines(*_PICTURES))
    others = sum(1 for line in evidence.lines() if line not in pictures and is_furniture(line, evidence))
    return others >= _COMPANY
