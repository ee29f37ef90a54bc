"""Islands: where the prose of a page stands, among the short lines of its menus and lists.

Each line is worth something: a paragraph its words, a menu entry a little less than nothing, furniture less still. An
island is a stretch of the greatest worth, so that headings, lists and pictures between paragraphs belong to it, while
the paragraph that a menu advertises with does not carry the menu. All islands are found in one pass (Ruzzo and Tompa).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cleanr.text.document import Line, cached_by_line
from cleanr.text.late import late_regex

LEAST = 40  # worth of an island: some forty words of prose that stand close together
_SHARE = 10  # an island has a tenth of the worth of the greatest: a menu that advertises with two sentences has less
_MOST = 60  # words of a paragraph that count: one long line must not carry a menu
_FURNITURE, _SHORT, _ASKED, _SENTENCE = -6, -5, -2, 1
_CARD, _TOLD = 6, 5  # lines between the last paragraphs; words of a last sentence
_BETWEEN = frozenset(("related", "caption", "credit", "ad"))  # what they are
_FREE = 1  # a heading costs nothing; the lines of a run after it do
_ENDS_ON = (",", ";", '"', "\N{RIGHT DOUBLE QUOTATION MARK}")
_BROKEN = ("...", "\N{HORIZONTAL ELLIPSIS}", "[...]", "[\N{HORIZONTAL ELLIPSIS}]", "(...)")
_AMOUNT = late_regex(r"\P{L}*[\d½⅓¼¾⅔][\d\s/.,\-\N{EN DASH}½⅓¼¾⅔]*+[\p{Ll}°%]")  # "200 g flour", "1 1/2 cups"
_CODE_MARKS = "{};"  # how a line of it ends
_CODE_WORDS = (
    "def", "import", "return", "const", "let", "var", "if", "for", "while", "class", "public", "select", "from",
)  # fmt: skip
_CODE = late_regex(
    rf"[{{}};]$|^\W*+(?:{'|'.join(_CODE_WORDS)})\b.*[(:;=)]"
)
_ROW = late_regex(r"\d.*?(?:\t| {3,}|\s\|\s).*\d")


class Island(NamedTuple):
    """A stretch of prose: places ``[start, end)`` in the list of lines that it was looked for in."""

    start: int
    end: int


def starts_with_amount(line: Line) -> bool:
    """Whether a line begins with an amount of something."""
    return not line.text[0].isalpha() and _AMOUNT.match(line.text[:200]) is not None


@cached_by_line
def looks_like_text(line: Line) -> bool:
    """Whether a short line has a look that menus do not: speech, verse, an amount, code, a row of figures."""
    if line.text.replace(" ", "").isalpha():  # most lines are nothing but words
        return False
    if line.text.endswith(_ENDS_ON) or '"' in line.folded:
        return True
    start = line.text[:200]
    coded = start[-1] in _CODE_MARKS or not start[0].isalpha() or start.startswith(_CODE_WORDS)
    if not coded and not line.may_be_row:  # most lines
        return False
    return (
        starts_with_amount(line)
        or (coded and _CODE.search(start) is not None)
        or (("\t" in start or "  " in start or "|" in start) and _ROW.search(start) is not None)
    )


def breaks_off(line: Line) -> bool:
    """Whether a paragraph breaks off, as the first words of another story do on its card."""
    return line.text.endswith(_BROKEN) and '"' not in line.folded and line.words >= 6


def continues_line(line: Line) -> bool:
    """Whether a line is a piece of a paragraph: in some dumps, each link has a line to itself."""
    return (line.text[0].islower() and not has_round_bullet(line)) or line.text[0] in ",.;)"


def has_round_bullet(line: Line) -> bool:
    """Whether a line begins with the round bullet of a list inside a list, as plain text of pages shows it: an "o"."""
    return line.text.startswith("o ") and not line.text[2:3].islower()


def ends_article(lines: Sequence[Line], kinds: Sequence[set[str]], place: int) -> bool:
    """Whether a sentence is the last of the article: nothing but a picture or the card of another story parts it from a paragraph.

    ``kinds``: for each of ``lines`` what furniture it surely is.
    """
    above = place - 1
    while above >= 0 and place - above <= _CARD and kinds[above] and kinds[above] <= _BETWEEN:
        above -= 1
    told = lines[place].words >= _TOLD and lines[place].text.endswith(".")
    return told and 0 <= above < place - 1 and lines[above].prose and not kinds[above]


def worths(lines: Sequence[Line], sure: Sequence[bool]) -> list[int]:
    """Return what each line is worth; ``sure`` says which are furniture."""
    result = []
    run = 0
    for line, gone in zip(lines, sure, strict=True):
        worth = _FURNITURE if gone else _worth(line)
        if worth >= _MOST // 5 and not gone:
            run = 0
        elif gone or worth in (_SHORT, _ASKED):
            run += 1
        result.append(0 if worth in (_SHORT, _ASKED) and run <= _FREE else worth)
    return result


def is_question(line: Line) -> bool:
    """Whether a line is one question of the length of a headline: such are titles of other stories, or headings."""
    return line.words < 20 and line.text.endswith("?")


def _worth(line: Line) -> int:
    if line.prose:
        return _ASKED if is_question(line) else 0 if breaks_off(line) else min(line.words, _MOST)
    if line.ends_sentence and line.words >= 5:
        return _SENTENCE
    if not line.text[0].isupper() and continues_line(line):
        return line.words if line.words >= 6 else 0
    return 0 if looks_like_text(line) else _SHORT


@dataclass(slots=True)
class _Stretch:
    """Places ``[start, end)``, the sums of worth before and after, and the nearest stretch above that began lower."""

    start: int
    end: int
    low: int
    high: int
    lower: int


def islands(worth: Sequence[int]) -> list[Island]:
    """Return the stretches of the greatest worth that are worth at least `LEAST`, in order, in linear time.

    What is worth less than a tenth of the greatest is left out.
    """
    stretches: list[_Stretch] = []
    total = 0
    for place, value in enumerate(worth):
        before, total = total, total + value
        if value > 0:
            _join(stretches, _Stretch(place, place + 1, before, total, -1))
    sizes = [stretch.high - stretch.low for stretch in stretches]
    least = max(LEAST, max(sizes, default=0) // _SHARE)
    return [Island(stretch.start, stretch.end) for stretch, size in zip(stretches, sizes, strict=True) if size >= least]


def _join(stretches: list[_Stretch], new: _Stretch) -> None:
    """Add a stretch to those above it; join it to one that began lower and did not rise as high."""
    while True:
        at = len(stretches) - 1
        while at >= 0 and stretches[at].low >= new.low:
            at = stretches[at].lower
        if at < 0 or stretches[at].high >= new.high:
            new.lower = at
            stretches.append(new)
            return
        below = stretches[at]
        below.end, below.high = new.end, new.high
        new = below
        del stretches[at:]
