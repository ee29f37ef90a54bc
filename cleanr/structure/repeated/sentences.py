"""Sentences of the site at the beginning or the end of a paragraph of the article."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.profiles.keys import is_sentence
from cleanr.profiles.site import Site
from cleanr.rulebook.rule import block_rule
from cleanr.structure.repeated.rows import is_mostly, outline_of
from cleanr.text.document import Document, Line
from cleanr.text.edits import Span

_LEAST_PAGES = 5
_LONGEST = 200  # code points of a sentence of the site


@block_rule(
    "repeat.sentence",
    category="promo",
    near=outline_of,
    summary="A sentence at the beginning or the end of a paragraph that stands on most pages of the site.",
    examples=(
        """
# 40 of 50 pages: The Gazette is read by every skipper between the two lights.
              | The vote is on Monday, and nobody knows yet which way it will go. ⟦promo: The Gazette is read by every skipper between the two lights.⟧
              | The harbour master said that the result would not change what was already in the water.
""",
    ),
    counterexamples=(
        """
# 6 of 50 pages: The harbour was built in 1904 by the county.
              | The vote is on Monday, and nobody knows yet which way it will go. The harbour was built in 1904 by the county.
              | The harbour master said that the result would not change what was already in the water.
""",
        """
# 40 of 50 pages: Nobody spoke for a while.
              | The vote is on Monday. Nobody spoke for a while. Then the harbour master got up and left the room.
""",
    ),
)
def repeat_sentence(document: Document, evidence: Evidence) -> Iterator[Match]:
    outline = outline_of(document, evidence)
    for row in outline.rows if outline else ():
        if len(row.line.sentences) > 1 and not row.often and evidence.site:
            yield from _at_the_ends(row.line, evidence.site)


def _at_the_ends(line: Line, site: Site) -> Iterator[Match]:
    """The sentences of the site that a line begins with, and those that it ends with; never all of it."""
    first = list(takewhile(lambda span: _pages(line, span, site), line.sentences))
    last = list(takewhile(lambda span: _pages(line, span, site), reversed(line.sentences)))
    for span in sorted({*first, *last}) if len(first) < len(line.sentences) else ():
        yield Match(span, f"stands on {_pages(line, span, site):,} of {site.pages:,} pages of this site")


def _pages(line: Line, span: Span, site: Site) -> int:
    """On how many pages a sentence stands, if these are most."""
    text = " ".join(line.document.text[span.start : span.end].split())
    pages = site.sentence(text) if len(text) <= _LONGEST and is_sentence(text) else 0
    return pages if pages >= _LEAST_PAGES and is_mostly(pages, site.pages) else 0
