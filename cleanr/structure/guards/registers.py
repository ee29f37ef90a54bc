"""Guards of the register: what is written for pages of news means less in a text that is none."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Finding, Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.guards.register import Register, register_of
from cleanr.structure.lines.shortlines import beside, covers
from cleanr.structure.lines.titles import is_furniture
from cleanr.structure.lines.wholelines import SURE
from cleanr.text.document import Document
from cleanr.text.edits import Span

# What speaks to the reader. Pictures, pointers to other stories and small print are told by what they are, not by whom
# they speak to.
_ASKING = (
    "newsletter", "paywall", "share", "follow", "promo", "cookie", "legal", "notice", "comments", "media", "navigation",
)  # fmt: skip
_STRIPS, _WEAK = 13, 3  # decibans: a voice that is loud enough by itself; one that says next to nothing
_COMPANY = 3  # lines of furniture on a page; an article that uses such words does so once or twice
_LEAST_WORDS = 40  # of prose; with less, there is no text to tell the kind of


@block_rule(
    "register.no-news",
    strength="moderate",
    against=_ASKING,
    needs=_ASKING,
    language="any",
    summary="The text tells of nobody who said anything, and next to nothing else in it is furniture.",
    why="Guides, manuals, letters, tales and terms say what pages say, and mean it. Where the kind of a text cannot be"
    " told, a lone voice is tagged and no more.",
    examples=(
        """
              | We are all well here, although the roof has begun to leak again and nobody knows when it will be mended.
              | Find us on the beach at X, where the children have drawn a cross in the sand for you.
              | The little one has learned to whistle, which she does from dawn until dusk, in the house and out of it.
              | Mother asks after you every day and wants to know whether you have found anyone to mend the clock.
""",
    ),
    counterexamples=(
        """
              | The board voted on Monday to raise the harbour fees, the chairman said, and the new rates start in March.
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
follow        | Follow us on Facebook and Twitter.
""",
    ),
)
def no_news(document: Document, evidence: Evidence) -> Iterator[Match]:
    loud = [finding for finding in evidence.findings if _is_loud(finding, evidence)]
    if not loud or not _is_other(register_of(document, evidence)) or _is_in_company(evidence):
        return
    for finding in loud:
        if not any(is_furniture(other, evidence) for other in beside(document.line_at(finding.start))):
            yield Match(
                Span(finding.start, finding.end), "the text is no news, and this is alone in it", finding.category
            )


def _is_loud(finding: Finding, evidence: Evidence) -> bool:
    """Whether a finding would take something out, and that nobody has spoken for or against yet."""
    if finding.weight < _STRIPS or finding.category not in _ASKING:
        return False
    line = evidence.document.line_at(finding.start)
    if _is_seconded(finding, evidence.on(line)):
        return False
    return not covers(finding, line) or evidence.score(line, finding.category) >= SURE


def _is_seconded(finding: Finding, findings: list[Finding]) -> bool:
    """Whether another rule speaks of the same words, and more than weakly."""
    others = (other for other in findings if other.weight > _WEAK and other.rule != finding.rule)
    return any(other.start < finding.end and finding.start < other.end for other in others)


def _is_other(register: Register) -> bool:
    return not register.reports and register.words >= _LEAST_WORDS


def _is_in_company(evidence: Evidence) -> bool:
    return sum(1 for line in evidence.lines() if is_furniture(line, evidence)) >= _COMPANY
