"""Repetition: what stands on many pages of a site is furniture. Heard only where a profile knows the site.

The examples say in a comment on how many pages of the site their lines stand, of how many: see
`cleanr.profiles.examples`.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.repeated.judging import Voice, voices_of
from cleanr.structure.repeated.kinds import kind_of
from cleanr.structure.repeated.rows import Row, outline_of
from cleanr.text.document import Document
from cleanr.text.edits import Span


@block_rule(
    "repeat.item",
    category="related",
    near=outline_of,
    summary="A new item of a list whose labels and dates stand on most pages of the site.",
    examples=(
        """
# 45 of 50 pages: Quayside | 3 May 2021
              | The council voted on Monday to dredge the old harbour before the end of the year.
              | Owners of small boats said that they had not been asked, and that they would go to court.
related       | Quayside
related       | Ferry runs aground off the north pier
related       | 3 May 2021
related       | Quayside
related       | Gull steals wedding ring from a bride
related       | 3 May 2021
related       | Quayside
related       | Lamp of the old light goes out
related       | 3 May 2021
""",
    ),
    counterexamples=(
        """
# 45 of 50 pages: 3 May 2021 | Log
              | The council voted on Monday to dredge the old harbour before the end of the year.
              | Log
              | Slept until noon and walked to the rocks.
              | 3 May 2021
              | Log
              | The boat did not come.
              | 3 May 2021
              | Log
              | Saw the boat at four, and waved.
              | 3 May 2021
""",
    ),
)
def repeat_item(document: Document, evidence: Evidence) -> Iterator[Match]:
    return _matches("item", document, evidence)


@block_rule(
    "repeat.block",
    category="navigation",
    near=outline_of,
    summary="A line that follows the same lines on many pages of the site.",
    why="Menus, lists of links and small print stand in one piece; what articles have in common stands here and there.",
    examples=(
        """
# 40 of 50 pages: Quays and berths | Fish of the day | Harbour map | Tide almanac
navigation    | Quays and berths
navigation    | Fish of the day
navigation    | Harbour map
navigation    | Tide almanac
              | Harbour to be dredged by the end of the year
              | The council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
# 4 of 50 pages: Ferry runs aground off the north pier | Gull steals wedding ring | Lamp of the old light goes out | Mayor swims to the island | Seals are back in the bay | Crab season opens late
              | The council voted on Monday to dredge the old harbour before the end of the year.
              | Owners of small boats said that they had not been asked, and that they would go to court.
footer        | Ferry runs aground off the north pier
footer        | Gull steals wedding ring
footer        | Lamp of the old light goes out
footer        | Mayor swims to the island
footer        | Seals are back in the bay
footer        | Crab season opens late
""",
    ),
    counterexamples=(
        """
# 40 of 50 pages: Ingredients | Method
# 10 of 50 pages: 1 teaspoon salt | 2 eggs
              | Harbour soup
              | Ingredients
              | 1 teaspoon salt
              | 200 g of smoked haddock
              | 2 eggs
              | Method
              | Put the fish into the milk and bring it to the boil as slowly as your stove allows.
""",
        """
# 5 of 50 pages: The harbour was built by the county in 1904, and the railway reached it two years later. | It has been dredged twice since then, the last time in the winter of the great storm.
              | The council voted on Monday to dredge the old harbour before the end of the year.
              | The harbour was built by the county in 1904, and the railway reached it two years later.
              | It has been dredged twice since then, the last time in the winter of the great storm.
""",
    ),
)
def repeat_block(document: Document, evidence: Evidence) -> Iterator[Match]:
    return _matches("block", document, evidence)


@block_rule(
    "repeat.line",
    category="footer",
    near=outline_of,
    summary="A line of a few words before or behind the article that stands on most pages of the site.",
    examples=(
        """
# 45 of 50 pages: Printed in the old customs house
              | The council voted on Monday to dredge the old harbour before the end of the year.
              | Owners of small boats said that they had not been asked, and that they would go to court.
footer        | Printed in the old customs house
""",
    ),
    counterexamples=(
        """
# 40 of 50 pages: Ingredients | Method
# 10 of 50 pages: 1 teaspoon salt | 2 eggs
              | Harbour soup
              | Ingredients
              | 1 teaspoon salt
              | 200 g of smoked haddock
              | 2 eggs
              | Method
              | Put the fish into the milk and bring it to the boil as slowly as your stove allows.
""",
        """
# 45 of 50 pages: What happened
              | Ferry runs aground off the north pier
              | What happened
              | The council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
# 3 of 400 pages: Printed in the old customs house
              | The council voted on Monday to dredge the old harbour before the end of the year.
              | Printed in the old customs house
""",
    ),
)
def repeat_line(document: Document, evidence: Evidence) -> Iterator[Match]:
    return _matches("line", document, evidence)


@block_rule(
    "repeat.paragraph",
    category="footer",
    near=outline_of,
    summary="A sentence before or behind the article that stands on most pages of the site.",
    why="An agency's background, the introduction of a series or the formula of a law stands on few pages, or right above the text.",
    examples=(
        """
# 45 of 50 pages: The Gazette has been printed in the old customs house since the year it was founded.
              | The council voted on Monday to dredge the old harbour before the end of the year.
              | Owners of small boats said that they had not been asked, and that they would go to court.
footer        | The Gazette has been printed in the old customs house since the year it was founded.
""",
    ),
    counterexamples=(
        """
# 5 of 50 pages: The harbour was built by the county in 1904, and the railway reached it two years later.
              | The council voted on Monday to dredge the old harbour before the end of the year.
              | The harbour was built by the county in 1904, and the railway reached it two years later.
""",
        """
# 45 of 50 pages: Be it enacted by the county council of the harbour, in this present meeting assembled, as follows.
              | Be it enacted by the county council of the harbour, in this present meeting assembled, as follows.
              | No boat shall lie at the north pier for longer than the tide that it came in with.
""",
    ),
)
def repeat_paragraph(document: Document, evidence: Evidence) -> Iterator[Match]:
    return _matches("paragraph", document, evidence)


@block_rule(
    "repeat.figures",
    category="promo",
    strength="moderate",
    near=outline_of,
    summary="A line that stands on most pages of the site with other figures in it.",
    why="The figures may be what the article tells: a result, a quantity, a step.",
    examples=(
        """
# 45 of 50 pages: Printed in the old customs house | read by {number} skippers
              | The council voted on Monday to dredge the old harbour before the end of the year.
              | Owners of small boats said that they had not been asked, and that they would go to court.
footer        | Read by 1,204 skippers
              | Printed in the old customs house
""",
    ),
    counterexamples=(
        """
# 45 of 50 pages: step {number}
              | How to mend a net
              | Step 1
              | The council voted on Monday to dredge the old harbour before the end of the year.
              | Step 2
              | Owners of small boats said that they had not been asked, and that they would go to court.
""",
    ),
)
def repeat_figures(document: Document, evidence: Evidence) -> Iterator[Match]:
    return _matches("figures", document, evidence)


@block_rule(
    "repeat.alone",
    category="promo",
    strength="moderate",
    near=outline_of,
    summary="A line that stands on most pages of the site, where a heading of the article could stand.",
    why="A label between paragraphs is furniture, and a heading is none: it is tagged, and goes where a rule knows it.",
    examples=(
        """
# 30 of 50 pages: From the quay
              | The council voted on Monday to dredge the old harbour before the end of the year.
promo         | From the quay
              | Owners of small boats said that they had not been asked, and that they would go to court.
promo         | From the quay
              | The ferry goes on running while the work is done, the company said on Monday.
""",
    ),
    counterexamples=(
        """
# 40 of 50 pages: Ingredients | Method
# 10 of 50 pages: 1 teaspoon salt | 2 eggs
              | Harbour soup
              | Ingredients
              | 1 teaspoon salt
              | 200 g of smoked haddock
              | 2 eggs
              | Method
              | Put the fish into the milk and bring it to the boil as slowly as your stove allows.
""",
        """
# 45 of 50 pages: What happened
              | The council voted on Monday to dredge the old harbour before the end of the year.
              | What happened
              | Owners of small boats said that they had not been asked, and that they would go to court.
""",
    ),
)
def repeat_alone(document: Document, evidence: Evidence) -> Iterator[Match]:
    return _matches("alone", document, evidence)


def _matches(voice: Voice, document: Document, evidence: Evidence) -> Iterator[Match]:
    outline = outline_of(document, evidence)
    for row, spoken in voices_of(document, evidence) if outline else ():
        if spoken == voice and outline:
            kind = "" if voice == "item" else kind_of(row, outline, evidence)
            yield Match(Span(row.line.start, row.line.end), _reason(row, voice), category=kind)


def _reason(row: Row, voice: Voice) -> str:
    return "between a label and a date that stand on most pages of this site" if voice == "item" else row.reason
