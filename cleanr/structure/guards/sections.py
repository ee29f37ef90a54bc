"""Guards of an article's own structure: headings of its sections, items of its lists, ends of wrapped paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import line_rule
from cleanr.structure.lines.shortlines import right_below, takes_up
from cleanr.structure.lines.titles import is_furniture
from cleanr.text.document import Document, Line, cached_by_document
from cleanr.text.edits import Span
from cleanr.text.late import late_re

_BUTTONS = (
    "newsletter", "follow", "legal", "media", "promo", "navigation", "footer", "notice", "cookie", "gallery", "paywall",
)  # fmt: skip
_ENDS = (*_BUTTONS, "ad", "caption", "share", "comments")
_HEADING = late_re(r"#{2,6} |(?:= ?){2,6}[^=]{1,200}(?:= ?){1,5}=$")  # Markdown, wikis
_OWN = 5  # words of what stands under the heading of a section
_TELLS = 7  # words of an item that is no entry of a menu
_BEGUN = 6  # words of a line that goes on in the next one
_NAMED = ("cookie", "newsletter", "comments", "share", "follow", "legal", "promo", "paywall")
_NUMBERED = late_re(r"(?:§ ?)?\d{1,3}[.)](?=\s)|§ ?\d|(?:\w{2,8}\.? )?\d{1,3}[.:]\s|第.{1,3}[条條]|제\d{1,3}조")
_TITLE = 8  # words of a heading with a number
_HEADED = (*_ENDS, "related", "affiliate", "credit")
_INDENT, _SECTION = 3, 30  # columns, lines
_FEW = 8  # lines of furniture; more has a page, whose menus may be indented
_HEADS, _MOSTLY = 3, 0.45  # lines without an indent, and how large a part has one
_UNDERLINE = late_re(r"([-=~^*#+_.:'\"`])\1{2,}")
_UNEVEN = 3  # columns by which it may be longer or shorter than the heading


@line_rule(
    "section.heading",
    on=_BUTTONS,
    strength="strong",
    against=_BUTTONS,
    language="any",
    summary="The line is marked as a heading, and text of the article stands under it.",
    why="A button or a link at the foot says the same words, but nothing that is told stands under it.",
    examples=(
        """
              | ## Join us
              | The harbour trust meets on the last Friday of the month, and whoever owns a boat may come and vote.
""",
        """
              | == Join us ==
              | The harbour trust meets on the last Friday of the month, and whoever owns a boat may come and vote.
""",
    ),
    counterexamples=(
        """
newsletter    | ## Sign up
newsletter    | Sign up for our newsletter and never miss a story from the coast.
""",
    ),
)
def heading(line: Line, evidence: Evidence) -> Iterator[Match]:
    below = line.after
    if _HEADING.match(line.text) and below and below.words >= _OWN and not is_furniture(below, evidence):
        yield from _against(line, evidence, _BUTTONS, "heads a section of the article")


@line_rule(
    "section.indented",
    on=_HEADED,
    strength="certain",
    against=_HEADED,
    language="any",
    summary="The line is in capitals, and what stands right under it is indented: a heading of a manual page.",
    why="Manual pages have their headings so, in every language, and one of them says SEE ALSO.",
    examples=(
        """
              | Fyren tänds när solen går ned, och släcks när den går upp igen.
              |
              | SE ÄVEN
              |        fyr(1), lanterna(8)
""",
    ),
    counterexamples=(
        """
              | Fyren tänds när solen går ned, och släcks när den går upp igen.
              |
related       | SE ÄVEN
              | Hamnen får ett nytt fyrtorn efter stormen
""",
    ),
)
def indented(line: Line, evidence: Evidence) -> Iterator[Match]:
    below = right_below(line)
    if below and not line.indent and below.indent >= _INDENT and line.text.isupper():
        yield from _against(line, evidence, _HEADED, "heads an indented section")
    elif len(evidence.lines()) <= _FEW and (_is_under_capitals(line) or _is_indented(line.document)):
        yield from _against(line, evidence, _HEADED, "in a text whose sections are indented")


@cached_by_document
def _is_indented(document: Document) -> bool:
    """Whether most lines of a text are indented, and its headings are not: proposals and manuals are set so."""
    indents = [line.indent for line in document.visible_lines]
    inner = sum(1 for indent in indents if indent >= _INDENT)
    return inner >= _MOSTLY * len(indents) and indents.count(0) >= _HEADS


def _is_under_capitals(line: Line) -> bool:
    """Whether an indented line has capitals for the first one above it that is not."""
    above = line.before if line.indent >= _INDENT else None
    for _ in range(_SECTION):
        if above is None or above.indent < _INDENT:
            break
        above = above.before
    return above is not None and not above.indent and above.text.isupper()


@line_rule(
    "section.underlined",
    on=_HEADED,
    strength="strong",
    against=_HEADED,
    language="any",
    summary="The line is underlined, as headings are in plain text.",
    why="What is underlined is a heading of the text itself; extractors leave no such lines.",
    examples=(
        """
              | The lamp is lit when the sun goes down.
              |
              | Subscribe
              | ---------
              |
              | Send a letter to the keeper of the harbour, who writes down every name in the book of the lamp.
""",
    ),
    counterexamples=(
        """
              | The lamp is lit when the sun goes down.
              |
newsletter    | Subscribe
              |
              | The keeper of the harbour writes down every name in the book of the lamp.
""",
    ),
)
def underlined(line: Line, evidence: Evidence) -> Iterator[Match]:
    below = right_below(line)
    if below and _UNDERLINE.fullmatch(below.text) and abs(len(below.text) - len(line.text)) <= _UNEVEN:
        yield from _against(line, evidence, _HEADED, "is underlined")


@line_rule(
    "section.wrapped",
    on=_ENDS,
    strength="strong",
    against=_ENDS,
    language="any",
    summary="The line goes on where the one right above it breaks off: the end of a wrapped paragraph.",
    why="Nothing that is furniture begins in the midst of a sentence.",
    examples=(
        """
              | The clerk shut the office for the day and rowed to the address that was given in the
              | advertisement.
""",
    ),
    counterexamples=(
        """
              | The clerk shut the office for the day and rowed to the address that she had been given.
ad            | advertisement
""",
        """
              | The clerk shut the office for the day and rowed to the address that was given in the
ad            | Advertisement
""",
    ),
)
def wrapped(line: Line, evidence: Evidence) -> Iterator[Match]:
    if _is_tail(line):
        yield from _against(line, evidence, _ENDS, "goes on from the line above")


@line_rule(
    "section.named",
    on=_NAMED,
    strength="strong",
    against=_NAMED,
    language="any",
    summary="The heading right above has a number, and its longest word stands in the line.",
    why="Rules, laws and terms have numbered sections, and one may be about cookies or letters.",
    examples=(
        """
              | § 3. Pliki cookie
              | Strona katalogu używa plików cookie, aby zapamiętać język i wielkość liter.
              | § 4. Kontakt
              | Bibliotekarz mieszka naprzeciwko.
""",
    ),
    counterexamples=(
        """
              | § 3. Hałas
cookie        | Ta strona używa plików cookie. Więcej informacji
              | § 4. Kontakt
""",
    ),
)
def named(line: Line, evidence: Evidence) -> Iterator[Match]:
    above = line.before
    if above is not None and above.words <= _TITLE and _NUMBERED.match(above.text) and takes_up(above, line):
        for finding in evidence.on(line):
            if finding.weight > 0 and finding.category in _NAMED:
                yield Match(Span(finding.start, finding.end), "what the heading above is about", finding.category)


@line_rule(
    "section.item",
    on=("footer",),
    strength="strong",
    against=("footer",),
    language="any",
    summary="The line is an item of a list whose other items tell something.",
    why="A list of what a thing can do says by whom it is made, too.",
    examples=(
        """
              | - A clear and strong lamp for every kind of weather
              | - Developed by Pier Studio
              | - A consistent alternative to the lamps of other harbours
""",
    ),
    counterexamples=(
        """
              | - Home
footer        | - Developed by Pier Studio
              | - Contact
""",
    ),
)
def item(line: Line, evidence: Evidence) -> Iterator[Match]:
    beside = (line.before, line.after)
    if line.bulleted and all(other and other.bulleted and other.words >= _TELLS for other in beside):
        yield from _against(line, evidence, ("footer",), "an item of a list of the article")


def _against(line: Line, evidence: Evidence, categories: tuple[str, ...], reason: str) -> Iterator[Match]:
    for finding in evidence.on(line):
        if finding.weight > 0 and finding.category in categories and finding.start <= line.core.start:
            yield Match(Span(finding.start, finding.end), reason, finding.category)


def _is_tail(line: Line) -> bool:
    """Whether a line begins small where the one right above has no end, and ends itself or goes on the same way."""
    above, below = line.before, line.after
    if above is None or above.index != line.index - 1 or not _starts_small(line) or not _is_cut_off(above):
        return False
    full = line.words >= _BEGUN and below is not None and below.index == line.index + 1
    return line.ends_sentence or (full and below is not None and _starts_small(below))


def _starts_small(line: Line) -> bool:
    return line.text[0].islower()


def _is_cut_off(line: Line) -> bool:
    return line.words >= _BEGUN and (line.text[-1].isalpha() or line.text[-1] == ",")
