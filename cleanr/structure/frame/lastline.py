"""The last line: a few words between the last paragraph of a text and the furniture that follows it."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.guards.register import register_of
from cleanr.structure.lines.names import is_byline, is_name
from cleanr.structure.lines.places import is_under_paragraph
from cleanr.structure.lines.titles import is_furniture
from cleanr.structure.lines.wholelines import line_match, sure_categories
from cleanr.text.document import Document, Line

_BOXES = (
    "paywall", "newsletter", "comments", "share", "follow", "related", "promo", "navigation", "footer", "cookie", "legal",
    "affiliate", "notice", "media", "ad", "caption", "credit", "gallery",
)  # fmt: skip
_LONGEST = 12  # words
_SAYS_MORE = 4  # words of furniture that are no item of a list which the line heads
_LETTERS = 4  # of the shortest line that is no signature


@block_rule(
    "rest.last-line",
    category="navigation",
    strength="moderate",
    needs=_BOXES,
    summary="One line without an end mark between the last paragraph and a line of the page's foot.",
    why="Articles end with a full stop. What stands behind it, right above a box, belongs to that: its head, a button.",
    examples=(
        """
              | The board voted on Monday to raise the harbour fees, the clerk said, and the owners said that they would pay.
navigation    | Harbour Desk and the week on the coast
              | Sign up for our newsletter
""",
    ),
    counterexamples=(
        """
              | The board voted on Monday to raise the harbour fees, the clerk said, and the owners said that they would pay.
              | Harbour Desk and the week on the coast
""",
        """
              | The board voted on Monday to raise the harbour fees, the clerk said, and the owners said that they would pay.
              | Ann Lowe
              | Sign up for our newsletter
""",
        """
              | The board voted on Monday to raise the harbour fees, the clerk said, and the owners said that they would pay.
              | – AL
              | Sign up for our newsletter
""",
        """
              | The board voted on Monday to raise the harbour fees, the clerk said, and the owners said which boats pay them:
              | Rowing boats and dinghies
              | Sign up for our newsletter
""",
        """
              | When you plan your garden, you first want to know where your light falls and how your soil drains.
              | What you need
              | Download
              | Log in
              | Subscribe
""",
        """
              | The tide goes out, the tide comes in
              | and nobody comes down
              | Sign up for our newsletter
""",
    ),
)
def last_line(document: Document, evidence: Evidence) -> Iterator[Match]:
    last = next((line for line in reversed(document.visible_lines) if not is_furniture(line, evidence)), None)
    if last is None or last.after is None or not _says_no_more(last):
        return
    page = last.after.words >= _SAYS_MORE or register_of(document, evidence).news
    if page and not sure_categories(last.after, evidence).isdisjoint(_BOXES) and is_under_paragraph(last, evidence):
        yield line_match(last, "alone between the last paragraph and what follows it")


def _says_no_more(line: Line) -> bool:
    """Whether a line is a few words without an end mark, and neither a name nor the letters that sign a text."""
    letters = sum(map(str.isalpha, line.text))
    return (
        line.words <= _LONGEST
        and line.text[-1].isalnum()
        and line.text[0].isalnum()
        and letters >= _LETTERS
        and not line.row
        and not line.bulleted
        and not line.quotes
        and not is_name(line)
        and not is_byline(line)
    )
