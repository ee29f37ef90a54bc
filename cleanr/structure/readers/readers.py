"""Readers: comments that no heading announces, given away by who wrote them when, and by how readers speak to an author."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.wholelines import line_match
from cleanr.text.document import Document, Line
from cleanr.text.late import late_re
from cleanr.text.shortlines import Signs, short_lines_with

_FEWEST = 3  # comments in a thread
_LONGEST = 25  # lines of one comment
_WORDS = 14  # of the longest line that says who wrote a comment and when
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}} {_MONTH},? \d{{4}}|\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}})"
_CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)? ?(?:[ap]\.?m\.?)?"
_STAMP = late_re(
    rf"(?:[^.!?\"]{{1,60}}[ ,|>-] ?)?(?:(?P<day>{_DAY})(?:,? (?:at|-|@) ?| ){_CLOCK}|(?P<age>(?:about |over )?(?:\d{{1,2}}|an?) (?:weeks?|months?|years?) ago))"
    r"(?: reply| permalink| edited| #)*"
)
# What a stamp cannot do without: a clock or an age.
_AGES = Signs(" ago")
_TIMED = late_re(r"[:.]\d\d|(?:weeks?|months?|years?) ago")
_SPEAKS = late_re(
    r"^\W*(?:thanks|thank you|great (?:post|article|list|read|job|info\w*|tips?)|nice (?:post|article)|awesome|wow|love (?:this|your|it)"
    r"|i (?:love|agree|disagree)\b|hi[ ,]|hello[ ,]|hey[ ,]|@\w|so true|good (?:post|article|read))"
)


@block_rule(
    "readers.thread",
    category="comments",
    strength="strong",
    language="en",
    summary="Comments that no heading announces: lines that say when, on different days, and readers' voices between.",
    why="A diary has days too, a live blog has times; neither thanks its author. What stands above the first such line is left alone.",
    examples=(
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
comments      | Bo Ek 3/7/2021 at 8:11 am
comments      | Thanks for this, I have paid that fee for thirty years and nobody has mended the steps.
comments      | Ann Lowe 4/7/2021 at 9:40 pm
comments      | Great post! Do the rates hold for the boats at the north quay as well?
comments      | Tom Pryce 9/7/2021 at 7:02 am
""",
    ),
    counterexamples=(
        """
              | What the keeper wrote in the last week of the old lighthouse, before the lamp was taken down.
              | 3 May 1921 4:10 am
              | The lamp went out at four and I climbed up to see to it, which took the whole of the night.
              | 4 May 1921 11:30 am
              | Slept until noon and then walked to the end of the rocks to look for the boat.
              | 5 May 1921 6:00 am
              | The boat came back without its mast, and with one man fewer than it had gone out with.
""",
        """
              | The council meets all day to vote on the fees, and this page follows it from the first row.
              | Ann Lowe 3 May 2021 10:02
              | Thanks to the clerk the list is on the door, and the first of the owners has read it aloud.
              | Ann Lowe 3 May 2021 10:40
              | I have counted nineteen boats in the room, if every hat stands for a boat.
              | Ann Lowe 3 May 2021 11:15
              | The vote is put off until the afternoon, as it has been every year since the great flood.
""",
    ),
)
def thread(document: Document, evidence: Evidence) -> Iterator[Match]:
    for stamps in _runs(document):
        if len(stamps) < _FEWEST or not _are_apart(stamps):
            continue
        between = list(document.lines(stamps[0].index, stamps[-1].index + 1))
        if sum(1 for line in between if _SPEAKS.match(line.folded)) >= 2:
            for line in between:
                if not evidence.is_likely(line, "comments"):
                    yield line_match(line, f"in a thread of {len(stamps)} readers' comments")


def _runs(document: Document) -> Iterator[list[Line]]:
    """Runs of lines that say when, none further from the next than one comment is long."""
    run: list[Line] = []
    for line in filter(_is_stamp, short_lines_with(document, _AGES, or_figures=True)):
        if run and line.index - run[-1].index > _LONGEST:
            yield run
            run = []
        run.append(line)
    yield run


def _is_stamp(line: Line) -> bool:
    folded = line.folded
    timed = line.words <= _WORDS and (":" in folded or "." in folded or " ago" in folded) and _TIMED.search(folded) is not None
    return timed and _STAMP.fullmatch(line.folded_core) is not None


def _are_apart(stamps: list[Line]) -> bool:
    """Whether they name more than one day, or say how many weeks or years ago: a live blog does neither."""
    matches = [stamp for line in stamps if (stamp := _STAMP.fullmatch(line.folded_core))]
    return len({stamp["day"] for stamp in matches}) > 1 or all(stamp["age"] for stamp in matches)
