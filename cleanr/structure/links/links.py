"""Links between paragraphs: headlines in capitals, and headings whose list the extractor left out."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.guards.register import register_of
from cleanr.structure.lines.wholelines import line_match
from cleanr.text.document import Document, Line
from cleanr.text.late import late_re

_HEADLINE = 9  # words; headings of the article itself, in capitals, are shorter
_BESIDE = 6  # words, where another such headline stands in the same text
_SHORTEST = 20  # characters of a headline
# The heading of a part of a report or of a hearing.
_PART = late_re(
    r"(?:(?:opening|closing|prepared|written) )?(?:statement|testimony|remarks) of |(?:part|chapter|section|annex|exhibit) "
)
# What the article quotes in capitals stood on a wall, on paper or on a network, and the paragraph above says so.
_WRITTEN = late_re(
    r"\b(?:signs?|banners?|placards?|posters?|plaques?|slogans?|notices?|graffiti|inscriptions?|letters|headlines?|capitals?|all[- ]caps|painted|scrawled"
    r"|chant\w*|(?:it|sign|banner|note|message|post|tweet|card|shirt) (?:read|reads|said|says)|reading|tweeted|truth social)\b"
)
_LONE = frozenset(("related", "recommended", "trending"))


@block_rule(
    "links.shouted",
    category="related",
    strength="strong",
    language="en",
    summary="A headline in capitals, alone between two paragraphs of a news story.",
    why="Some papers link to other stories so. Headings of steps and sections in capitals stand in guides, or are short.",
    examples=(
        """
              | The board voted on Monday to raise the harbour fees, the chairman said, and the rates start in March.
related       | COUNCIL DELAYS VOTE ON THE SWING BRIDGE FOR THE THIRD TIME
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
related       | WHO PAYS FOR THE NEW WALL?
              | The chairman said that the list of the fees had been drawn up by the clerk and by nobody else.
""",
    ),
    counterexamples=(
        """
              | The board voted on Monday to raise the harbour fees, the chairman said, and the rates start in March.
              | WHAT THE OWNERS SAY NOW
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
        """
              | When you teach your dog to stay, you first want a room that your dog knows and that you can close.
              | STEP BY STEP PROCESS FOR TEACHING YOUR DOG TO COME WHEN CALLED
              | If you call your dog twice, you teach your dog that you will call again, so call once and wait.
""",
        """
              | The clerk said that the notice had hung on the door since the spring, and that nobody had read it.
              | ALL BOATS THAT LIE AT THE NORTH QUAY WITHOUT LEAVE ARE TOWED.
              | The owners said that the door had been open all the summer, with the notice turned to the wall.
""",
        """
              | The owners said that they had hung a banner from the crane in the night, for the board to see at dawn.
              | THE HARBOUR BELONGS TO THE TOWN AND NOT TO THE BOARD
              | The chairman said that he had not seen it, and that the crane belonged to the board in any case.
""",
        """
              | The board voted on Monday to raise the harbour fees, the chairman said, and the rates start in March.
              | | NAME OF THE BOAT | METRES | FEE IN SUMMER | FEE IN WINTER |
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
        """
              | THE BOARD VOTED ON MONDAY TO RAISE THE HARBOUR FEES, THE CHAIRMAN SAID, AND THE RATES START IN MARCH.
              | "WHO PAYS FOR THE NEW WALL, AND FOR THE LAMPS ON IT?"
              | THE CHAIRMAN SAID THAT THE LIST OF THE FEES HAD BEEN DRAWN UP BY THE CLERK AND BY NOBODY ELSE.
""",
        """
              | Le conseil a voté lundi, selon la police, et le ministre a déclaré que les tarifs seraient relevés dès mars prochain.
              | LA PLAGE DU PORT EST FERMÉE À LA BAIGNADE DEPUIS LUNDI
              | Les propriétaires ont déclaré mardi qu'on ne les avait pas consultés, et qu'ils iraient devant le tribunal.
""",
    ),
)
def in_capitals(document: Document, evidence: Evidence) -> Iterator[Match]:
    loud = [line for line in document.between_paragraphs if _is_loud(line) and _is_between_paragraphs(line)]
    if not any(line.words >= _HEADLINE for line in loud):
        return
    register = register_of(document, evidence)
    if not register.news or not register.english:  # French headings are as long
        return
    for line in loud:
        yield line_match(line, "a headline in capitals between two paragraphs")


def _is_loud(line: Line) -> bool:
    """Whether a line is in capitals and as long as a headline."""
    return line.in_capitals and line.length >= _SHORTEST


def _is_between_paragraphs(line: Line) -> bool:
    above, below = line.before, line.after
    if _PART.match(line.folded_core):
        return False
    sound = line.words >= _BESIDE and not line.bulleted and not line.text.endswith((".", ":", "!", ","))
    if not sound or line.row or above is None or below is None or not above.prose or not below.prose:
        return False
    if above.in_capitals or below.in_capitals:  # the text is in capitals
        return False
    return not above.text.endswith(":") and not _WRITTEN.search(above.folded)


@block_rule(
    "links.lone",
    category="related",
    strength="strong",
    needs=("related",),
    summary='The one word "Related", "Recommended" or "Trending" between two paragraphs.',
    why="It headed a list of links that the extractor left out. A section of an article has a heading that says more.",
    examples=(
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
related       | Related
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
    ),
    counterexamples=(
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | More
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
        """
              | A job that fails is tried three times, with a pause that grows each time, and then it is given up.
              | Recommended
              | Workers that stop answering should be dropped from the pool, and their jobs given to others.
""",
        """
              | Recommended
              | The board recommends a new fee for every boat over nine metres that is moored for a night or more.
""",
    ),
)
def lone(document: Document, evidence: Evidence) -> Iterator[Match]:
    headings = [line for line in evidence.lines("related") if line.folded_core in _LONE and _has_paragraphs_beside(line)]
    register = register_of(document, evidence) if headings else None
    if register and (register.likely_news or not register.other):
        for line in headings:
            yield line_match(line, "a heading without its list, between two paragraphs")


def _has_paragraphs_beside(line: Line) -> bool:
    return line.before is not None and line.after is not None and line.before.prose and line.after.prose
