"""Below and above: what is likely furniture by its words, and stands where a report has ended, or not yet begun.

A button is one word, and a sentence of the small print could be said by an article too. Where the last paragraph of a
report stands above them and nothing of it follows, or its headline stands above and its first paragraph below, the
place is a second witness: of one family with the other rests, since a place speaks once. Guides, tales and lists begin
and end otherwise, so they are not asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Finding, Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.frame.rests import KINDS, after_last_paragraph
from cleanr.structure.guards.register import register_of
from cleanr.structure.lines.captionwords import REPORTING_VERBS
from cleanr.structure.lines.heads import head_of
from cleanr.structure.lines.places import is_between_paragraphs
from cleanr.structure.lines.shortlines import takes_up, tells
from cleanr.structure.lines.titles import is_furniture
from cleanr.structure.lines.wholelines import SURE
from cleanr.text.document import Document, Line
from cleanr.text.edits import Span
from cleanr.text.late import late_re

_BELOW = (*KINDS, "ad", "credit", "gallery", "media")
_ABOVE = ("affiliate", "navigation", "media", "cookie", "notice", "share", "ad", "paywall", "comments")
_AMID = ("media", "gallery")
_LIKELY = 7  # decibans: what one moderate rule says
_MOST = 16  # lines below the last paragraph; with more, they are told by other means
_PARAGRAPHS = 3
_LAST = 3  # lines at the end of a text
_CONTROL = 6  # words of a control between paragraphs
_SENTENCE = 5  # words
_REST = 9  # words of a sentence beside furniture
_TO_READER = late_re(
    r"\b(?:you|your|we|our|us|thank you|thanks|please|here|for free)\b"
    r"|^(?:subscribe|register|sign up|log in|join|learn|read|click|find out|see|keep|start|get|try)\b"
)

_REPORT = """
              | The board voted on Monday to raise the harbour fees, the chairman said, and the new rates start in March.
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
              | The chairman said that the list of the fees had been drawn up by the clerk and by nobody else.
"""
_TALE = """
              | She took the lantern from the hook, and nobody who stood at the door said a word to her that night.
              | The others went on without her, and the light went with them as far as the mill and the old bridge.
              | When they came back nobody was there, and the kettle on the stove had been taken off by somebody.
"""


@block_rule(
    "rest.below",
    category="navigation",
    strength="weak",
    needs=_BELOW,
    language="any",
    summary="A line that is likely furniture, below the last paragraph of a report.",
    why="The place alone says little, and a word alone says little; together they are enough.",
    examples=(_REPORT + "promo         | Tickets\n",),
    counterexamples=(
        _REPORT + "              | Ann Lowe\n",
        _TALE + "              | Tickets\n",
        _REPORT + "              | Registered in England, the firm had its office over a fish shop in Hull.\n",
        _REPORT + "              | Help\n              | Nobody came when he called for it from the roof.\n",
    ),
)
def below_report(document: Document, evidence: Evidence) -> Iterator[Match]:
    block = _below(document, evidence)
    for line in block:
        for category in _likely(line, evidence, _BELOW):
            if not (line.text.endswith("?") or _leads_on(line, evidence) or _is_last_word(line, block)):
                yield Match(Span(line.start, line.end), "below the last paragraph of a report", category=category)


@block_rule(
    "rest.of-block",
    category="navigation",
    strength="moderate",
    needs=_BELOW,
    language="any",
    summary="A word or a figure below the last paragraph of a report, in a block of nothing but furniture.",
    why="Menus and bars come in pieces, and what is of a block that surely is furniture is furniture.",
    examples=(_REPORT + "share         | Share this article\nshare         | 42\n",),
    counterexamples=(
        _REPORT + "share         | Share this article\n              | Ann Lowe\n",
        _REPORT + "              | 42\n",
    ),
)
def below_block(document: Document, evidence: Evidence) -> Iterator[Match]:
    block = _below(document, evidence)
    kinds = [kind for line in block for kind in _kinds(line, evidence, SURE)]
    if len(block) > 1 and kinds and all(is_furniture(line, evidence) or _is_figure(line) for line in block):
        for line in block:
            own = _kinds(line, evidence, 1)
            if not _kinds(line, evidence, SURE):
                yield Match(
                    Span(line.start, line.end), "in a block of furniture below a report", category=(own or kinds)[0]
                )


@block_rule(
    "rest.to-reader",
    category="promo",
    strength="moderate",
    needs=_BELOW,
    language="en",
    summary="A few words to the reader, beside furniture on one of the last lines of a report.",
    examples=(_REPORT + "              | ⟦notice: Please enable JavaScript.⟧ ⟦notice: Thank you.⟧\n",),
    counterexamples=(
        _REPORT + "              | ⟦notice: Please enable JavaScript.⟧ The vote is on Monday.\n",
    ),
)
def below_rest(document: Document, evidence: Evidence) -> Iterator[Match]:
    last = document.visible_lines[-_LAST:] if _is_report(document, evidence) else []
    for line in last:
        known = [one for one in evidence.on(line) if one.weight >= SURE and one.category in _BELOW]
        if not known or is_furniture(line, evidence) or line.quotes:
            continue
        rest = [
            sentence
            for sentence in line.sentences
            if not any(one.start < sentence.end and one.end > sentence.start for one in known)
        ]
        if all(_speaks_to_reader(sentence, line) for sentence in rest):
            for sentence in rest:
                yield Match(sentence, "says a few words more to the reader", category=known[0].category)


@block_rule(
    "rest.above",
    category="navigation",
    strength="weak",
    needs=_ABOVE,
    language="any",
    summary="A line that is likely a control of the page, between the headline of a report and its first paragraph.",
    examples=(
        """
              | Board raises the fees for boats in the harbour
media         | Listen
"""
        + _REPORT.lstrip("\n"),
    ),
    counterexamples=("\n              | The lantern on the hook\n              | Listen" + _TALE,),
)
def above_report(document: Document, evidence: Evidence) -> Iterator[Match]:
    head = head_of(document, evidence) if _is_report(document, evidence) else None
    for line in head.lines[1:] if head else ():
        for category in _likely(line, evidence, _ABOVE):
            yield Match(
                Span(line.start, line.end),
                "between the headline of a report and its first paragraph",
                category=category,
            )


@block_rule(
    "rest.amid",
    category="media",
    strength="weak",
    needs=_AMID,
    language="any",
    summary="The word on a control of a player or a gallery, alone between two paragraphs of a report.",
    why="It stands where the player stood; a heading heads what the paragraph below it says.",
    examples=(
        """
              | The board voted on Monday to raise the harbour fees, the chairman said, and the new rates start in March.
media         | Pause
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
              | The chairman said that the list of the fees had been drawn up by the clerk and by nobody else.
""",
    ),
    counterexamples=(
        """
              | The board voted on Monday to raise the harbour fees, the chairman said, and the new rates start in March.
              | Pause
              | The pause that owners of small boats have asked for would last until May, the chairman said on Tuesday.
              | The chairman said that the list of the fees had been drawn up by the clerk and by nobody else.
""",
    ),
)
def amid_report(document: Document, evidence: Evidence) -> Iterator[Match]:
    for line in evidence.lines(*_AMID) if _is_report(document, evidence) else ():
        for category in _likely(line, evidence, _AMID):
            if line.words <= _CONTROL and is_between_paragraphs(line, evidence) and not _heads(line):
                yield Match(Span(line.start, line.end), "alone between two paragraphs of a report", category=category)


def _leads_on(line: Line, evidence: Evidence) -> bool:
    """Whether what stands below goes on with a line, or is a sentence that nobody knows."""
    below = line.after
    return below is not None and (below.text[0].islower() or (tells(below) and not evidence.on(below)))


def _is_last_word(line: Line, block: list[Line]) -> bool:
    """Whether a line is a sentence and all that stands below the last paragraph: reports end with short ones, too."""
    return len(block) == 1 and line.words >= _SENTENCE and tells(line)


def _heads(line: Line) -> bool:
    return any(takes_up(line, other) for other in (line.before, line.after) if other is not None)


def _below(document: Document, evidence: Evidence) -> list[Line]:
    """The lines below the last paragraph of a report; none where the text is none, or there are too many."""
    block = after_last_paragraph(document, evidence) if _is_report(document, evidence) else []
    return block if len(block) <= _MOST else []


def _is_report(document: Document, evidence: Evidence) -> bool:
    return len(document.paragraphs) >= _PARAGRAPHS and register_of(document, evidence).report


def _likely(line: Line, evidence: Evidence, categories: tuple[str, ...]) -> list[str]:
    """Of which of ``categories`` a line likely is by its words, as a whole, and of none surely."""
    kinds = sorted({one.category for one in evidence.on(line) if _knows_words(one)}.intersection(categories))
    scores = [(evidence.score(line, kind), kind) for kind in kinds]
    return [kind for score, kind in scores if _LIKELY <= score < SURE]


def _knows_words(finding: Finding) -> bool:
    """Whether a finding says what a line is by its words, and not by how it speaks and where it stands."""
    return finding.weight >= _LIKELY and finding.family != "address"


def _kinds(line: Line, evidence: Evidence, least: int) -> list[str]:
    return [
        kind for kind in sorted(evidence.categories(line).intersection(_BELOW)) if evidence.score(line, kind) >= least
    ]


def _is_figure(line: Line) -> bool:
    return line.length <= 6 and line.text[0].isdigit() and not any(map(str.isalpha, line.text))


def _speaks_to_reader(sentence: Span, line: Line) -> bool:
    """Whether a few words are said to the reader, and report nothing."""
    folded = line.document.folded[sentence.start : sentence.end].strip()
    return folded.count(" ") < _REST and _TO_READER.search(folded) is not None and not REPORTING_VERBS.search(folded)
