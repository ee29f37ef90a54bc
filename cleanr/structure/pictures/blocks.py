"""Picture blocks: what stands in for a picture, its caption and its credit, told by where they stand."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule, line_rule
from cleanr.structure.guards.register import register_of
from cleanr.structure.lines.captionwords import CONTINUATIONS, REPORTING_VERBS
from cleanr.structure.lines.names import is_byline
from cleanr.structure.lines.places import is_between_paragraphs, lonely_lines, share_taken_up
from cleanr.structure.lines.subject import known_share
from cleanr.structure.lines.titles import is_furniture
from cleanr.structure.lines.wholelines import core_text, line_match, sure_categories
from cleanr.text.document import Document, Line, cached_by_document
from cleanr.text.late import late_regex

_PICTURES = frozenset(("caption", "credit"))
_SHORTEST, _LONGEST = 4, 30  # words of a caption without an end mark
_STAND_IN = 8  # words of the longest sentence that stands in for a picture; a paragraph of an article has more
_DRAWN_IN = 16  # words of one that begins as such do: "A man …", "Zwei Frauen …"
_DRAWN = frozenset(["a", "an", "two", "three", "four", "several", "ein", "eine", "zwei", "drei", "vier", "mehrere", "un", "une", "deux", "trois", "una", "dos", "tres", "dois", "duas"])
_SITE_WORDS = 8
_TAKEN_UP = 0.5  # of the words of a heading are said again by the paragraph below it, and more
_HEADS = 0.4  # the same for headings that are whole sentences
_ECHOED = 0.3  # of the words of a line are those of the caption below
_WORD = r"\p{Lu}[\p{L}'\N{RIGHT SINGLE QUOTATION MARK}.-]+"
_LINKS = ("and", "&", "with", "de", "da", "van", "von", "al", "bin")
_NAMES = rf"{_WORD}(?: (?:(?:{'|'.join(_LINKS)}) )?{_WORD}){{1,7}}"
_WHO = rf"(?P<who>{_NAMES})(?:,? \((?:left|right|l|r|center|centre)\))? "
_AT = late_regex(
    rf"{_WHO}(?:(?:on stage|backstage|together|pictured|seen|speaking|performing|posing|arriving|celebrating|in action) )?"
    r"(?:at|during|outside|in|on) \S.*"
)
_AT_WORDS = (" at ", " during ", " outside ", " in ", " on ")
_DOING = (
    "speak speaks stand stands sit sits pose poses walk walks wave waves smile smiles perform performs arrive arrives attend attends celebrate "
    "celebrates gesture gestures look_on looks_on react reacts greet greets hug hugs embrace embraces hold holds address addresses wear wears "
    "leave leaves listen listens ride rides run runs play plays shake_hands shakes_hands sign signs talk talks meet meets appear appears dance "
    "dances sing sings light lights carry carries enter enters standing sitting seated posing smiling walking holding wearing speaking performing "
    "waving arriving looking leaving signing talking hugging celebrating"
)
_DOES = late_regex(rf"{_WHO}(?:{_DOING.replace(' ', '|').replace('_', ' ')}) .{{2,120}}")
_DOING_WORDS = frozenset(word.partition("_")[0] for word in _DOING.split())
_SITE = late_regex(r"(?:[\p{L}\p{N} .&'-]{2,40} - )?(?:[\w-]+\.){1,2}(?:com|org|net|gov|edu|uk|de|fr|it|es|nl|eu)")


def _lonely(document: Document, _: Evidence) -> list[Line]:
    return lonely_lines(document)


@line_rule(
    "caption.above-caption",
    on=("caption",),
    category="caption",
    language="any",
    strength="moderate",
    summary="A short sentence right above a caption: the text that stands in for the picture.",
    why="The paragraphs of an article are longer, and those that are not go on from the one above, ask, or report.",
    examples=(
        """
              | The council votes on Monday, and the clerk has said that the result will be read from the steps of the hall.
caption       | Two men in a boat.
              | The harbour master and his son come back from the wreck. (Photo: Ann Lowe/Coastal Press)
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
    ),
    counterexamples=(
        """
              | The council votes on Monday, and the clerk has said that the result will be read from the steps of the hall.
              | Who will pay for it?
              | The harbour master and his son come back from the wreck. (Photo: Ann Lowe/Coastal Press)
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
        """
              | The council votes on Monday, and the clerk has said that the result will be read from the steps of the hall.
              | Nobody in Harwell knows.
              | The harbour master and his son come back from the wreck. (Photo: Ann Lowe/Coastal Press)
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
        """
              | The council votes on Monday, and the clerk has said that the result will be read from the steps of the hall.
              | Small boats pay too much.
              | The harbour master and his son come back from the wreck. (Photo: Ann Lowe/Coastal Press)
              | Owners of small boats said on Tuesday that they pay too much, and that they would go to court.
""",
    ),
)
def above_caption(line: Line, evidence: Evidence) -> Iterator[Match]:
    above = line.before
    if above is None or sure_categories(line, evidence).isdisjoint(_PICTURES) or is_furniture(above, evidence):
        return
    stands_in = _reads_as_stand_in(above) and _is_under_paragraph(above, evidence)
    if stands_in and share_taken_up(above, evidence) < _HEADS:
        yield line_match(above, "a short sentence right above a caption")


def _reads_as_stand_in(line: Line) -> bool:
    first = line.text.split()[0]
    return (
        2 <= line.words <= (_DRAWN_IN if first.lower() in _DRAWN else _STAND_IN)
        and line.text[-1] in ".\N{IDEOGRAPHIC FULL STOP}"
        and not line.prose
        and not line.row
        and not line.bulleted
        and '"' not in line.folded
        and len(line.sentences) == 1
        and first[0].isupper()
        and first.lower() not in CONTINUATIONS
        and not REPORTING_VERBS.search(line.folded)
    )


def _is_under_paragraph(line: Line, evidence: Evidence) -> bool:
    above = line.before
    return above is not None and (above.prose or is_furniture(above, evidence))


@cached_by_document
def _named_first(document: Document) -> list[Line]:
    """The lonely lines that may begin with a name: with two words in capitals, or a capital and a link of names."""
    lines = [line for line in lonely_lines(document) if _SHORTEST <= line.words <= _LONGEST]
    words = [(line, core_text(line).split(" ", 2)) for line in lines if core_text(line)[0].isupper()]
    return [line for line, (_, *rest) in words if rest and (rest[0][:1].isupper() or rest[0] in _LINKS)]


def _people_between(lines: list[Line], evidence: Evidence, form: regex.Pattern[str]) -> Iterator[tuple[Line, str]]:
    """The ``lines`` of a ``form`` that stand alone between two paragraphs and head neither, and whom they name."""
    for line in lines:
        found = None if is_furniture(line, evidence) else form.fullmatch(core_text(line))
        if found and is_between_paragraphs(line, evidence) and share_taken_up(line, evidence) < _TAKEN_UP:
            yield line, found["who"]


@block_rule(
    "caption.person-at",
    category="caption",
    language="en",
    strength="moderate",
    near=_lonely,
    summary='Somebody the story tells of, and where, alone between two paragraphs: "Ann Lowe at the opening".',
    why="A heading says what its paragraph speaks of; this one names somebody whom the text below does not.",
    examples=(
        """
              | The board was led by Ann Lowe for nine years, and the harbour was never dredged while she was there.
caption       | Ann Lowe during the debate on the fees
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
    ),
    counterexamples=(
        """
              | The board was led by Ann Lowe for nine years, and the harbour was never dredged while she was there.
              | Ann Lowe in the county court
              | Ann Lowe went to the county court on Tuesday, and said there that the owners had never been asked.
""",
        """
              | The board raised the fees twice in the year, and the harbour was never dredged while it did so.
              | Unique Challenges in the Harbour
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
    ),
)
def person_at(document: Document, evidence: Evidence) -> Iterator[Match]:
    likely = [line for line in _named_first(document) if any(word in line.text for word in _AT_WORDS)]
    for line, who in _people_between(likely, evidence, _AT):
        if _is_told_of(who, document):
            yield line_match(line, "says who is shown, and where")


def _is_told_of(who: str, document: Document) -> bool:
    """Whether a paragraph speaks of the first one who is named."""
    first = " ".join(who.split()[:2])
    return any(line.prose and first in line.text for line in document.lines())


@block_rule(
    "caption.person-does",
    category="caption",
    language="en",
    strength="moderate",
    near=_lonely,
    summary='Somebody and what they do, with no end mark, between two paragraphs: "Ann Lowe speaks in the hall".',
    why="News tells in the past what a picture shows in the present.",
    examples=(
        """
              | The board was led by Ann Lowe for nine years, and the harbour was never dredged while she was there.
caption       | Tom Pryce stands behind the chairman
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
    ),
    counterexamples=(
        """
              | The board was led by Ann Lowe for nine years, and the harbour was never dredged while she was there.
              | Tom Pryce leaves the board
              | Tom Pryce leaves the board in March, and the chairman said that nobody would be asked to follow him.
""",
    ),
)
def person_does(document: Document, evidence: Evidence) -> Iterator[Match]:
    likely = [line for line in _named_first(document) if not _DOING_WORDS.isdisjoint(core_text(line).split(" "))]
    for line, _ in _people_between(likely, evidence, _DOES):
        yield line_match(line, "says who is shown, and what they do")


@block_rule(
    "caption.echoed",
    category="caption",
    language="any",
    strength="strong",
    needs=tuple(sorted(_PICTURES)),
    summary="A line without an end mark above a caption, which says its words and its names again.",
    why="Pages give a picture a caption and a text that stands in for it; a heading speaks of the paragraph below both.",
    examples=(
        """
              | The board raised the fees twice in the year, the clerk said, and the harbour was never dredged, she told the court.
caption       | Police made arrests across Harwell on Saturday
              | Police arrest a man on Saturday in Harwell. (Photo: Ann Lowe/Coastal Press)
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
    ),
    counterexamples=(
        """
              | The board raised the fees twice in the year, the clerk said, and the harbour was never dredged, she told the court.
              | What the owners in Harwell want
              | Police arrest a man on Saturday in Harwell. (Photo: Ann Lowe/Coastal Press)
              | Owners of small boats in Harwell said on Tuesday that they had not been asked, and wanted to go to court.
""",
    ),
)
def echoed(document: Document, evidence: Evidence) -> Iterator[Match]:
    for line in lonely_lines(document):
        below = line.after
        if below is None or line.words < 2 or line.in_capitals or is_byline(line) or is_furniture(line, evidence):
            continue
        pictured = (
            not sure_categories(below, evidence).isdisjoint(_PICTURES) and known_share([line], [below]) >= _ECHOED
        )
        if pictured and _names_somebody(line) and _is_no_heading(line, evidence):
            yield line_match(line, "says again what the caption below says")


def _names_somebody(line: Line) -> bool:
    """Whether a name stands in a line that is no headline with a capital at each word."""
    rest = line.text.split()[1:]
    return any(word[0].isupper() for word in rest) and sum(word[0].islower() for word in rest) * 3 >= len(rest)


def _is_no_heading(line: Line, evidence: Evidence) -> bool:
    return (
        register_of(line.document, evidence).news
        and is_between_paragraphs(line, evidence)
        and share_taken_up(line, evidence) < _ECHOED
    )


@block_rule(
    "credit.site",
    category="credit",
    language="any",
    strength="moderate",
    near=_lonely,
    summary='The address of a site, with a name before it at most, alone between two paragraphs: "harwell.gov".',
    why="Under a picture it says where this is from. A heading has its words in the paragraph below.",
    examples=(
        """
              | The board raised the fees twice in the year, and the harbour was never dredged while it did so.
credit        | harwell.gov
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
              | The clerk said that the list of the fees had been drawn up by the chairman and by nobody else.
credit        | annlowe - stock.coastmap.com
              | Nobody has yet said where the sand is to go, and the gulls have taken no side in the matter so far.
""",
    ),
    counterexamples=(
        """
              | The board raised the fees twice in the year, and the harbour was never dredged while it did so.
              | harwell.gov
              | On harwell.gov the owners of small boats can look up what they pay, and whom they may write to.
""",
        """
              | The board raised the fees twice in the year, and the owners can look up what they pay for themselves:
              | harwell.gov
              | Nobody has yet said where the sand is to go, and the gulls have taken no side in the matter so far.
""",
    ),
)
def site(document: Document, evidence: Evidence) -> Iterator[Match]:
    for line in lonely_lines(document):
        if line.words > _SITE_WORDS or "." not in line.text or line.text[0] == "#" or is_furniture(line, evidence):
            continue
        named = _SITE.fullmatch(core_text(line)) is not None and is_between_paragraphs(line, evidence)
        if named and share_taken_up(line, evidence) < _TAKEN_UP:
            yield line_match(line, "the address of a site, alone between two paragraphs")
