"""Rests: short lines that say nothing by themselves, given away by the furniture around them.

After the last paragraph of the article and below "Leave a comment" or "Follow us", such a line is the title of another story
or a piece of the page's foot. So it is between two boxes. A list or a poem may end an article too, so long runs stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from cleanr.findings.evidence import Evidence, cached_by_findings
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.names import is_name
from cleanr.structure.lines.shortlines import tells
from cleanr.structure.lines.titles import is_furniture, is_title
from cleanr.structure.lines.wholelines import line_match, sure_categories
from cleanr.structure.links.headings import headings
from cleanr.text.document import Document, Line

_LONGEST = 8  # lines of a run; with more, it is as often a list, a table or verse
_FURTHEST = 240  # lines after the last paragraph that are looked at
_SENTENCE = 12  # words; a shorter line that ends like a sentence may be the last word of an interview
_CLOSING = frozenset(("comments", "footer", "follow", "cookie", "legal"))  # one of these is enough
_BESIDE = frozenset(
    ("related", "newsletter", "share", "promo", "navigation", "notice", "affiliate", "paywall")
)  # two are
KINDS = (*sorted(_CLOSING), *sorted(_BESIDE))


_TOGETHER = frozenset(("cookie", "newsletter", "comments", "share"))  # boxes that come in many pieces
_TOLD = 6  # words of a sentence
_NAMES = 2  # under a heading, so many names are a list
_JOB = 4  # words
_WITHIN = 3  # lines between two boxes


@cached_by_findings
def _rest(document: Document, evidence: Evidence) -> list[Line]:
    """The lines after the last paragraph that nothing claims, in short runs, with enough furniture above them."""
    last = after_last_paragraph(document, evidence)
    heads = {line.index for line in headings(evidence)} if last else set()
    run: list[Line] = []
    rest: list[Line] = []
    ends = 0
    for line in last:
        if not is_furniture(line, evidence):
            run.append(line)
            continue
        rest += _remnants(run, ends)
        run, kinds = [], sure_categories(line, evidence)
        ends += 2 * bool(kinds & _CLOSING or line.index in heads) or bool(kinds & _BESIDE)
    return rest + _remnants(run, ends)


def after_last_paragraph(document: Document, evidence: Evidence) -> list[Line]:
    """Return the lines below the last one that reads like the article; none where no line does."""
    last = document.visible_lines[-_FURTHEST:]
    lines = list(takewhile(lambda line: is_furniture(line, evidence) or not _is_article(line), reversed(last)))
    return [] if len(lines) == len(document.visible) else lines[::-1]  # verse and lists have no paragraph


def _is_article(line: Line) -> bool:
    """Whether a line reads like the article: a paragraph, or a sentence of some length."""
    return line.prose or (tells(line, _SENTENCE) and line.words >= _SENTENCE)


def _remnants(run: list[Line], ends: int) -> list[Line]:
    if ends < 2 or len(run) > _LONGEST or not all(map(_is_remnant, run)) or _lists_names(run):
        return []
    return run


def _lists_names(run: list[Line]) -> bool:
    """Whether people are listed under a few words: the winners, the cast."""
    return len(run) > _NAMES and not is_name(run[0]) and all(map(_names_person, run[1:]))


def _names_person(line: Line) -> bool:
    return 2 <= line.words <= 3 and is_name(line)


def _is_remnant(line: Line) -> bool:
    """Whether nothing about a line says that it is told, cited or tabled."""
    if line.text[-1].isdigit() or line.row:  # a result, in a list of them
        return False
    return not (tells(line, _TOLD) and line.words > 2 and not line.text.endswith("?")) and not any(
        mark in line.text for mark in '|"\N{LEFT DOUBLE QUOTATION MARK}{}=<>'
    )


_EXAMPLE = """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Leave a comment
related       | Council delays vote on the swing bridge
footer        | Harbour Desk
"""
_COUNTEREXAMPLES = (
    """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Council delays vote on the swing bridge
              | Harbour Desk
""",
    """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Leave a comment
              | The tide goes out, the tide comes in,
              | the sand lies bare and brown
              | A gull walks where the boats have been
              | and nobody comes down
              | Nobody comes down the stone
              | steps with the iron rail
              | Nobody comes for the bell alone
              | and nobody comes to sail
              | The bell is under the sand
""",
    """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Leave a comment
              | Name of the Boat  Home Harbour
              | The Tide          Old Quay
""",
    """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Leave a comment
              | And that was all.
              | Nobody went home.
""",
    """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Leave a comment
              | The winners of the race around the lighthouse
              | Ann Lowe
              | Tom Pryce
""",
    """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Leave a comment
              | Council delays vote on the swing bridge
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
)


@block_rule(
    "rest.title",
    category="related",
    strength="strong",
    needs=KINDS,
    summary="A line like a headline after the last paragraph, below a line of the page's end.",
    examples=(_EXAMPLE,),
    counterexamples=_COUNTEREXAMPLES,
)
def rest_title(document: Document, evidence: Evidence) -> Iterator[Match]:
    for line in _rest(document, evidence):
        if is_title(line):
            yield line_match(line, "like a headline, after the article's end")


@block_rule(
    "rest.piece",
    category="footer",
    strength="strong",
    needs=KINDS,
    summary="A few words after the last paragraph, below a line of the page's end.",
    examples=(_EXAMPLE,),
    counterexamples=_COUNTEREXAMPLES,
)
def rest_piece(document: Document, evidence: Evidence) -> Iterator[Match]:
    for line in _rest(document, evidence):
        if not is_title(line):
            yield line_match(line, "a few words, after the article's end")


@block_rule(
    "rest.within",
    category="navigation",
    strength="strong",
    needs=KINDS,
    summary="A few words between two boxes of different kinds, or two pieces of one box.",
    why="What stands alone between a sign-up and a share bar is a piece of one of them. One line over a paragraph is its heading.",
    examples=(
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Leave a comment
navigation    | Harbour Desk
navigation    | The week on the coast
              | Sign up for our newsletter
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
    ),
    counterexamples=(
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Follow us on Facebook
              | What the owners say
              | Sign up for our newsletter
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
        """
              | Follow us on Facebook
              | Ann Lowe
              | Harbour master
              | Sign up for our newsletter
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
        """
              | Read more: Council delays vote on the swing bridge
              | Funds and studies
              | Where to ask for help
              | Read more: Who pays for the new sea wall?
""",
    ),
)
def rest_within(_: Document, evidence: Evidence) -> Iterator[Match]:
    for above in evidence.lines(*KINDS):
        if above.after is None or is_furniture(above.after, evidence):  # as under most lines of a box
            continue
        kinds = sure_categories(above, evidence).intersection(KINDS)
        run, below = _unclaimed_under(above, evidence) if kinds else ([], None)
        if below is None or not run or not all(map(_is_remnant, run)):
            continue
        others = sure_categories(below, evidence).intersection(KINDS)
        boxed = bool(others) and (kinds.isdisjoint(others) or bool(kinds & others & _TOGETHER))
        if boxed and not _presents_person(run) and (len(run) > 1 or not _is_over_paragraph(below, evidence)):
            for line in run:
                yield line_match(line, "a few words between two boxes")


def _presents_person(run: list[Line]) -> bool:
    """Whether two lines are a person's name and what the person does: under words that the article quotes, say."""
    return len(run) == _NAMES and _names_person(run[0]) and run[1].words <= _JOB and not _names_person(run[1])


def _unclaimed_under(above: Line, evidence: Evidence) -> tuple[list[Line], Line | None]:
    """The few lines under ``above`` that nothing claims, and the line below them; None when they are too many."""
    run: list[Line] = []
    line = above.after
    while line is not None and not is_furniture(line, evidence) and len(run) <= _WITHIN:
        run.append(line)
        line = line.after
    return (run, line) if len(run) <= _WITHIN and not any(map(_is_article, run)) else ([], None)


def _is_over_paragraph(box: Line, evidence: Evidence) -> bool:
    """Whether the next line under a box that nothing claims is a paragraph."""
    line: Line | None = box
    while line is not None and is_furniture(line, evidence):
        line = line.after
    return line is not None and _is_article(line)
