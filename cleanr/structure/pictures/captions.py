"""Captions: found by their credit, or by standing next to a caption."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Finding, Match
from cleanr.rulebook.rule import line_rule
from cleanr.structure.lines.captionwords import CAPTION_WORDS, CONTINUATIONS, REPORTING_VERBS
from cleanr.structure.lines.wholelines import SURE
from cleanr.text.document import Line
from cleanr.text.edits import Span
from cleanr.text.late import late_re

_LONGEST = 130  # words; agency captions that name two officials, an occasion and a place run to more than a hundred
_LONGEST_GLUED = 25  # words, where no space stands before the credit: a paragraph may have run into it
_SHORTEST, _SHORT = 5, 12  # words of a sentence that a credit under it makes a caption
_SHORT_CAPTION = 60  # words
_ARCHIVE = late_re(r"\W*(?:file|archiv) ?(?:photo|picture|image|bild|foto)?[ :-]")
_CREDITED = ("photo", "picture", "image", "credit", "foto", "bild", "courtesy")
_SENTENCES = 3  # before the credit; a paragraph of more with a credit at its end is an article's
_NAME = 2  # words of a name


@line_rule(
    "caption.credited",
    on=("credit",),
    category="caption",
    language="any",
    strength="strong",
    summary="A sentence or two that end with a picture credit.",
    why="The credit closes the caption. In a longer paragraph the credit alone was glued on.",
    examples=(
        """\
              | The harbour opened in 1904 and has been dredged twice since.
caption       | The pier at dusk. (Photo: Ann Lowe/Coastal Press)
              | The council votes on Monday.
""",
        """\
caption       | Der Hafen von Nordhaven. Links im Bild liegt das alte Feuerschiff. Foto: Ann Lowe/dpa
""",
        """\
caption       | Ann Lowe, Low Water, 1986. Silver print, 20 × 16 in. Courtesy Quay Gallery.
""",
    ),
    counterexamples=(
        """\
              | The wish to see the pier rebuilt is older than the council, and the vote on Monday will show how many of the town's new people share it at all.(Ann Lowe/Getty Images)
""",
        """\
              | The harbour opened in 1904. It was dredged twice. The pier followed in 1911. The wall came last. (Photo: Ann Lowe)
""",
        """\
              | How does the cold harm the pier? In our view, frost gets into the old joints. Photo: Ann Lowe
""",
        """\
              | The mayor says that the pier will be closed for a year while the work is done. (Photo: Ann Lowe)
""",
        """\
              | Die Pier bleibt ein Jahr lang zu, sagte die Bürgermeisterin am Montag im Rat. Foto: Ann Lowe/dpa
""",
        """\
              | دوربین روز سه‌شنبه آزمایش شد. عکس: ضعیف
""",
        """\
              | The agency (Photo: Ann Lowe/AFP) was not told, and its editors found out from the radio on Monday.
""",
    ),
)
def credited(line: Line, evidence: Evidence) -> Iterator[Match]:
    if evidence.is_likely(line, "credit"):  # "Image credit: Ann Lowe" has no caption before it
        return
    for finding in evidence.on(line):
        if (
            finding.category == "credit"
            and (finding.weight >= SURE or _names_somebody(finding, line))
            and _ends_with_line(line, finding.end)
            and _is_caption(line, finding.start, evidence)
        ):
            yield Match(Span(line.start, line.end), "ends with a picture credit")
            return


def _names_somebody(credit: Finding, line: Line) -> bool:
    """Whether what stands behind the colon of a likely credit, if there is one, has two words, as names have."""
    _, colon, name = line.document.text[credit.start : credit.end].partition(":")
    return not colon or len(name.split()) >= _NAME


def _ends_with_line(line: Line, end: int) -> bool:
    return line.end - end <= 4 and not line.document.text[end : line.end].strip(" .\"'”’")


def _is_caption(line: Line, credit: int, evidence: Evidence) -> bool:
    """Whether the words before ``credit`` are few enough for a caption, and do not report.

    Of several sentences the first may be the article's, in text that lost its line ends: they need a word of pictures.
    """
    document = line.document
    glued = not document.text[credit - 1].isspace()
    if credit <= line.core.start or line.words > (_LONGEST_GLUED if glued else _LONGEST):
        return False
    folded = document.folded[line.start : credit]
    if REPORTING_VERBS.search(folded):
        return False
    sentences = sum(1 for sentence in line.sentences if sentence.start < credit - 1)
    if sentences == 1 or _ARCHIVE.match(folded):
        return True
    return (
        sentences <= _SENTENCES
        and "? " not in folded
        and (CAPTION_WORDS.search(folded) is not None or _is_one_of_several(line, evidence))
    )


def _is_one_of_several(line: Line, evidence: Evidence) -> bool:
    """Whether other lines end with a credit too: the page has one under each picture, and its lines are whole."""
    if line.words > _SHORT_CAPTION:
        return False
    others = (
        other for other in evidence.lines("credit") if other.index != line.index and other.words <= _SHORT_CAPTION
    )
    return any(
        _ends_with_line(other, f.end)
        for other in others
        for f in evidence.on(other)
        if f.category == "credit" and f.start > other.core.start
    )


@line_rule(
    "caption.second-line",
    on=("caption",),
    category="caption",
    language="any",
    strength="strong",
    summary="The second, shorter line of a caption: no full stop, right under a line with a credit.",
    why="Pages show the agency's long caption and the desk's short one; only the first carries the credit.",
    examples=(
        """\
caption       | The mayor, right, and the harbour master on the pier on Tuesday, May 4. (Photo: Ann Lowe/Coastal Press)
              |
caption       | Harwell is one of very few towns to have kept its pier, despite three storms
              |
              | Disputed memories
              |
              | The council paid for the pier in 1911 and has paid for it ever since, the clerk said.
""",
    ),
    counterexamples=(
        """\
caption       | The mayor on the pier. (Photo: Ann Lowe/Coastal Press)
              |
              | What the council decided
              |
              | The council paid for the pier in 1911 and has paid for it ever since, the clerk said.
""",
        """\
caption       | The mayor on the pier. (Photo: Ann Lowe/Coastal Press)
              |
              | Council says that it is ready to play a part in the work
              |
              | The council paid for the pier in 1911 and has paid for it ever since, the clerk said.
""",
        """\
caption       | The mayor on the pier. (Photo: Ann Lowe/Coastal Press)
              | The council paid for the pier in 1911 and has paid for it ever since, the clerk said.
""",
    ),
)
def second_line(line: Line, evidence: Evidence) -> Iterator[Match]:
    below = line.after
    if below and evidence.is_likely(line, "caption") and _ends_with_credit(line, evidence) and _reads_as_second(below):
        after = below.after  # a heading stands right over its paragraph; a caption has a heading or a picture under it
        if after and after.prose and not evidence.claimed(after):
            return
        yield Match(Span(below.start, below.end), "stands under a caption, without a full stop")


def _ends_with_credit(line: Line, evidence: Evidence) -> bool:
    return any(f.rule == "caption.credited" for f in evidence.on(line))


def _reads_as_second(line: Line) -> bool:
    """Ten words and more without a full stop: a heading under a picture is shorter, an article's paragraph ends."""
    # A line in capitals here is a link to another story.
    closed = line.text[-1] in ".!?:;,\"'”’…)"
    return (
        10 <= line.words <= 35
        and not closed
        and not line.bulleted
        and not line.in_capitals
        and not line.row
        and line.document.text[line.core.start].isupper()
    )


@line_rule(
    "caption.above-credit",
    on=("credit",),
    category="caption",
    language="any",
    strength="strong",
    summary="One short sentence with a name in it, right above a line that is a picture credit.",
    why="Short paragraphs of an article stand there too; they go on from the one above, and open with a small word.",
    examples=(
        """\
              | The council votes on Monday, and the clerk has said that the result will be read from the steps of the hall.
caption       | Ann Lowe on the new pier in Harwell.
              | Photo: Tom Pryce/Coastal Press
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
    ),
    counterexamples=(
        """\
              | The council votes on Monday, and the clerk has said that the result will be read from the steps of the hall.
              | Nobody in Harwell knows who paid for it.
              | Photo: Tom Pryce/Coastal Press
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
        """\
              | The council votes on Monday, and the clerk has said that the result will be read from the steps of the hall.
              | Ann Lowe told Harwell to wait.
              | Photo: Tom Pryce/Coastal Press
""",
        """\
              | The Harbour Hotel, Harwell
              | Photo: Tom Pryce/Coastal Press
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
    ),
)
def above_credit(line: Line, evidence: Evidence) -> Iterator[Match]:
    above = line.before
    if above and evidence.is_likely(line, "credit") and _reads_as_short(above) and not evidence.claimed(above):
        yield Match(Span(above.start, above.end), "a short sentence right above a picture credit")


def _reads_as_short(line: Line) -> bool:
    first, *rest = line.text.split()
    return (
        _SHORTEST <= line.words < _SHORT
        and line.text[-1] == "."
        and not line.row
        and len(line.sentences) == 1
        and first.isalpha()
        and first.lower() not in CONTINUATIONS
        and any(word[0].isupper() for word in rest)
        and not REPORTING_VERBS.search(line.folded)
    )


@line_rule(
    "caption.said-twice",
    on=("caption",),
    category="caption",
    language="any",
    strength="strong",
    summary="The words of a caption once more, right above or below it, without the credit.",
    why="Pages say what a picture shows twice: for those who see it, and for those who do not.",
    examples=(
        """\
              | The council votes on Monday, and the clerk has said that the result will be read from the steps of the hall.
caption       | Firemen fight the blaze from a turntable ladder.
caption       | Firemen fight the blaze from a turntable ladder. (Photo: Ann Lowe/Coastal Press)
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
    ),
    counterexamples=(
        """\
              | Firemen fight the blaze.
              | Firemen fight the blaze from a turntable ladder, and the chief said that it would take all night to put it out.
""",
        """\
              | The council votes on Monday, and the clerk has said that the result will be read from the steps of the hall.
              | What the owners of boats say
caption       | What the owners of boats say they saw at the pier on Monday night. (Photo: Ann Lowe/Coastal Press)
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
    ),
)
def said_twice(line: Line, evidence: Evidence) -> Iterator[Match]:
    for other in (line.before, line.after) if evidence.is_likely(line, "caption") else ():
        if other and other.words >= _SHORTEST and not evidence.claimed(other) and _says_all_of(other, line):
            yield Match(Span(other.start, other.end), "the words of a caption once more")


def _says_all_of(other: Line, line: Line) -> bool:
    """Whether ``line`` is what ``other`` says and a credit; where its sentence goes on, the other may be a heading."""
    said = other.folded_core
    rest = line.folded_core[len(said) :].lstrip()
    return line.folded_core.startswith(said) and (not rest[:1].isalpha() or rest.startswith(_CREDITED))
