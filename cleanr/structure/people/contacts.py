"""Contacts: a block of telephone numbers and addresses after the last paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.ends import article_end
from cleanr.structure.lines.wholelines import line_match, sure_categories
from cleanr.text.document import Document


@block_rule(
    "tail.contact",
    category="contact",
    strength="strong",
    needs=("contact",),
    summary="A block of at least two contact lines at the end.",
    examples=(
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
contact       | Tel: 555-0104
contact       | Email: ann@example.org
""",
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
contact       | Media contact:
contact       | Ann Lowe
contact       | Email: ann@example.org
""",
    ),
    counterexamples=(
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
              | Phone: 555-0104
""",
        """
              | Perth Harbour
              | Tel: 555-0104
              | Email: ann@example.org
              | The north quay is open to visitors all year, and a warden walks it with you for a small fee.
""",
    ),
)
def tail_contact(document: Document, evidence: Evidence) -> Iterator[Match]:
    marked = [line for line in evidence.lines("contact") if evidence.score(line, "contact") > 0 and line.words <= 12]
    ending = article_end(document, evidence)
    marked = [line for line in marked if line.index > ending]
    if len(marked) < 2:
        return
    block = [line for line in document.lines(marked[0].index, marked[-1].index + 1) if not sure_categories(line, evidence)]
    if not any(line.prose or line.words > 12 for line in block):
        for line in sorted({*block, *marked}, key=lambda line: line.index):
            yield line_match(line, "in a block of contacts, at the end")
