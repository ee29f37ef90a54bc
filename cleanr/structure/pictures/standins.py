"""Stand-ins: the text that stands in for a picture, between the paragraphs where the picture stood."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule, line_rule
from cleanr.structure.lines.titles import is_furniture, rules_on
from cleanr.structure.lines.wholelines import line_match
from cleanr.text.document import Document, Line

_LIKELY = frozenset(("caption.person-doing",))
_SEVERAL = 3  # such lines of a text, of which one surely stands for a picture: then they all do
_PARAGRAPHS = 5  # of a text, for its short lines to be no verse


@line_rule(
    "caption.stand-in",
    on=("caption",),
    category="caption",
    language="en",
    strength="strong",
    summary="A line about people at something, without a verb, alone among paragraphs, headings and furniture.",
    why="A line of verse says the same, and has other short lines above or below it.",
    examples=(
        """\
              | The council votes on Monday, and the clerk has said that the result will be read from the steps of the hall.
caption       | A woman holding a cup of tea on the pier
              | What the owners want
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
    ),
    counterexamples=(
        """\
              | The first of the poems was written on the pier, the keeper says, on the back of a list of the boats.
              | A man standing in the rain
              | A dog running home
              | and nobody asks
              | whose dog it is
""",
        """\
              | A man standing in the rain
              | A child walking on the wall
""",
    ),
)
def occurs_in(line: Line, evidence: Evidence) -> Iterator[Match]:
    if not _LIKELY.isdisjoint(rules_on(line, evidence)) and _is_isolated(line, evidence):
        yield line_match(line, "among paragraphs and furniture, where a picture stood")


def _is_isolated(line: Line, evidence: Evidence) -> bool:
    """Whether on each side there is a paragraph or furniture, or a heading with such a line behind it."""
    above, below = line.before, line.after
    sides = [(above, above.before if above else None), (below, below.after if below else None)]
    near = [(one, beyond) for one, beyond in sides if one is not None]
    return bool(near) and all(_is_sure(one, evidence) or _is_sure(beyond, evidence) for one, beyond in near)


def _is_sure(line: Line | None, evidence: Evidence) -> bool:
    """Whether a line is a paragraph, or furniture for another reason than that it may stand in for a picture too."""
    if line is None:
        return False
    return line.prose or (is_furniture(line, evidence) and not rules_on(line, evidence) <= _LIKELY)


@block_rule(
    "caption.stand-ins",
    category="caption",
    language="en",
    strength="strong",
    needs=("caption",),
    summary="Several lines about people at something, without a verb, in a text in which one of them stands for a picture.",
    why="A page that has such a text for one of its pictures has it for all; some stand one under the other.",
    examples=(
        """
              | The council votes on Monday, and the clerk has said that the result will be read from the steps of the hall.
caption       | A woman holding a cup of tea on the pier
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
              | The dredger is booked for the last two weeks of March, and the ferry will sail from the old quay until then.
caption       | A man standing in the rain
caption       | A man walking a dog on the quay
caption       | A group of friends playing in a band together
              | The work has been put off for nine years in a row while the sand came in with every one of the tides.
              | Nobody has yet said where the sand is to go, and the gulls have taken no side in the matter so far.
""",
    ),
    counterexamples=(
        """
              | The council votes on Monday, and the clerk has said that the result will be read from the steps of the hall.
              | The dredger is booked for the last two weeks of March, and the ferry will sail from the old quay until then.
              | A man standing in the rain
              | A man walking a dog on the quay
              | A group of friends playing in a band together
              | and nobody asks whose dog it is
              | The work has been put off for nine years in a row while the sand came in with every one of the tides.
""",
    ),
)
def stand_ins(document: Document, evidence: Evidence) -> Iterator[Match]:
    likely = [line for line in evidence.lines("caption") if not _LIKELY.isdisjoint(rules_on(line, evidence))]
    if len(likely) < _SEVERAL or not any(_is_isolated(line, evidence) for line in likely):
        return
    if sum(line.prose for line in document.lines()) >= _PARAGRAPHS:
        for line in likely:
            yield line_match(line, f"one of {len(likely)} texts that stand in for pictures")
