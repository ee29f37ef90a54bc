"""Boxes: what stands under a prompt, or between two lines of one box."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import Rule, Strength, block_rule
from cleanr.text.document import Document, Line
from cleanr.text.edits import Span
from cleanr.text.late import late_re

_MOST_BENEFITS = 12
_LONGEST_BENEFIT = 30  # words
_BENEFIT = late_re(
    r"\b(?:access|ads?|ad-free|newsletters?|exclusive|unlimited|cancel|support|subscribers?|subscriptions?|digital|stories|articles|apps?|"
    r"puzzles?|crosswords?|archives?|podcasts?|events?|comment|journalism|print|e-?paper|devices?|premium|members?|videos?)\b"
)

_BOX = """\
              | The council votes on Monday, and the clerk has said that the result will be read from the steps of the hall.
paywall       | Subscribe to continue reading
paywall       |   • Unlimited access to every story
paywall       |   • No ads within stories
paywall       |   • The Tide, our weekly newsletter
paywall       |     Support the Coastal Press
"""


@block_rule(
    "paywall.benefits",
    category="paywall",
    language="en",
    strength="strong",
    needs=("paywall",),
    summary="The list of what a subscription brings, right under a paywall prompt.",
    why="The bullets have no words of their own that give them away; their place does.",
    examples=(_BOX,),
    counterexamples=(
        """\
paywall       | Subscribe to continue reading
              | • The pier closes on Monday.
              | • The wall is to be raised by a metre.
""",
        """\
              | The council will spend the money on three things:
              | • Access to the pier
              | • Digital maps
""",
    ),
)
def benefits(_: Document, evidence: Evidence) -> Iterator[Match]:
    for prompt in evidence.lines("paywall"):
        if evidence.is_likely(prompt, "paywall"):
            items = list(_items_under(prompt, evidence))
            if any(_BENEFIT.search(item.folded) for item in items):
                yield from (Match(Span(item.start, item.end), "a benefit under a paywall prompt") for item in items)


def _items_under(prompt: Line, evidence: Evidence) -> Iterator[Line]:
    """The bullets right under a prompt, and what is indented under a bullet."""
    bullet: Line | None = None
    line = prompt.after
    for _ in range(_MOST_BENEFITS):
        if line is None or (evidence.is_likely(line, "paywall") and not line.bulleted):
            return
        if line.bulleted and line.words <= _LONGEST_BENEFIT:
            bullet = line
        elif bullet is None or line.indent <= bullet.indent or line.words > 8:
            return
        yield line
        line = line.after


def _between_rule(category: str, example: str, counterexample: str) -> Rule:
    @block_rule(
        f"{category}.between",
        category=category,
        language="any",
        strength="strong",
        needs=(category,),
        summary=f"A short line between two lines of one {category} box.",
        why="Boxes come in pieces; what stands between two of them belongs to the box.",
        examples=(example,),
        counterexamples=(counterexample,),
    )
    def between(_: Document, evidence: Evidence) -> Iterator[Match]:
        for above in evidence.lines(category):
            line = above.after
            below = line.after if line else None
            if line and below and _is_box_line(line, evidence) and all(evidence.is_likely(end, category) for end in (above, below)):
                yield Match(Span(line.start, line.end), f"stands between two lines of a {category} box")

    return between


def _is_box_line(line: Line, evidence: Evidence) -> bool:
    """A sentence between two sign-ups may be the article's; what has no full stop is not."""
    return line.words <= 20 and not line.ends_sentence and not line.row and not evidence.claimed(line) and '"' not in line.folded


newsletter_between = _between_rule(
    "newsletter",
    """\
newsletter    | Sign up for our newsletter
newsletter    | The Tide: the coast in five minutes, every Friday
newsletter    | Subscribe to our newsletter
""",
    """\
newsletter    | Sign up for our newsletter
              | The harbour opened in 1904 and has been dredged twice since, at a cost that the council would rather forget by now.
newsletter    | Subscribe to our newsletter
""",
)


@block_rule(
    "box.beside-paywall",
    category="paywall",
    language="any",
    strength="moderate",
    needs=("paywall",),
    summary="A line that may be of a paywall, right beside one that is.",
    why="A price alone may be news; a price under a prompt to subscribe is an offer.",
    examples=(
        """\
              | The council votes on Monday, and the clerk has said that the result will be read from the steps of the hall.
paywall       | Subscribe to continue reading
paywall       | Only £1 for 6 months
""",
    ),
    counterexamples=(
        """\
              | The council votes on Monday, and the clerk has said that the result will be read from the steps of the hall.
              | £1 a month for 6 months
""",
    ),
)
def beside_paywall(_: Document, evidence: Evidence) -> Iterator[Match]:
    sure = Strength.STRONG.weight
    for line in evidence.lines("paywall"):
        if 0 < evidence.score(line, "paywall") < sure:
            beside = [end for end in (line.before, line.after) if end and evidence.score(end, "paywall") >= sure]
            if beside:
                yield Match(Span(line.start, line.end), f'beside "{beside[0].text[:40]}"')
