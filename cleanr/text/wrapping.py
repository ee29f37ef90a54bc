"""Hard-wrapped text read as paragraphs: a view of equal length in which a soft line end is spaces.

Mail, manuals and old books break their lines at a column, and no such line is what a reader would call one. A line end
is *soft* where the text was broken because the next word would not have fitted; what bears that out is grammar, for a
sentence that goes on mostly goes on with a small letter. One line alone proves nothing: a paragraph is joined where
nearly all its lines agree, a small paragraph where the rest of the text is wrapped at the same column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cleanr.text.folding import UNSPACED
from cleanr.text.sentences import CLOSERS, FULL_STOPS

NARROWEST, WIDEST = 30, 110  # columns that text is wrapped at
_LONGEST_WORD = 20  # columns; that a longer one would not have fitted proves little: it may be an address
_RAGGED = 6  # columns by which the longest line of a paragraph may fall short of where the text is wrapped
_ENDS = (*FULL_STOPS, ":")
_RATHER_LONG = 40  # columns
_FEWEST_WORDS = 3  # on a line that goes on: buttons and names have less

# A look that costs next to nothing: a small letter under a line of some length that ends no sentence.
_SMALL_START = re.compile(
    r"\n(?=[ \t>]*+[\"'(\[*_]?([^\W\d_A-Z]))(?<![.!?:]\n)(?<![.!?:]\r\n)"
    rf"(?<=[^\n]{{{NARROWEST - 8}}}\n)(?<![^\n]{{{WIDEST + 1}}}\n)"
)
_NEAR = 400  # code points between two of them in a paragraph
_DENSE = 12  # where one line in so many starts so, the text may be wrapped all over; else in a corner or two
_SMALL = re.compile("[a-z\u00df-\u00f6\u00f8-\u00ff\u03b1-\u03c9\u0430-\u044f]")
_PREFIX = re.compile(r"[ \t>]*")
_OPENERS = "\"'([*_`\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}«"
_ITEM = re.compile(
    r"[*+•·‣◦▪■●→►✓#@$] |#+ |o (?=[^\Wa-z_])|[|+<]|\(?(?:\d{1,3}|[a-z]|[ivx]{2,4})\) "
    r"|\[\w+\]:? |\.\. |:\w+: |>>> |//|https?:"
)
# What may come to stand first on a line of a sentence, too: a dash, a figure, a word with a colon.
_DOUBTFUL_ITEM = re.compile(r"[-–—] |\d{1,3}(?:\. | {2})|\d+(?:\.\d+)+\.? |[A-Z][\w-]*: ")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*(?=[\s,.;:!?)\]\"'*…\u2013-\u201d»]*(?:\s|\Z))")
_CELLS = re.compile(r"\S(?: {4,}| *\t)\s*\S")
_CODE_ENDS = "{}\\=|&;"
_CODE_END = re.compile(r"(?:[{}\\=|]|&&|[)}\]\"'];)\Z")


class _Row(NamedTuple):
    """A line as it was broken: where it starts, where what stands on it starts and ends, and what it begins with."""

    start: int
    first: int
    end: int
    quote: str  # the quotation marks of mail before it, without the spaces
    text: str
    runs: bool  # whether it may be part of a paragraph: words, neither cells nor code

    @property
    def columns(self) -> int:
        return self.end - self.start

    @property
    def small(self) -> str:
        """The word that it starts with, if that has a small letter first and no signs of code in it."""
        word = _WORD.match(self.text.lstrip(_OPENERS))
        return word[0] if word and word[0][0].islower() else ""

    @property
    def caseless(self) -> bool:
        """Whether it has nothing to tell a sentence that goes on by: capitals only, or a script without them."""
        first = self.text.lstrip(_OPENERS)[:1]
        return first.isalpha() and (first.lower() == first.upper() or self.text.isupper())

    @property
    def ended(self) -> bool:
        """Whether a sentence ends with it, or a list follows."""
        return self.text.rstrip(CLOSERS)[-1:] in _ENDS


class _Join(NamedTuple):
    """The end of a line that may go on with the next one, and what speaks for that."""

    above: _Row
    below: _Row
    needed: int  # columns that the line above would have with the first word of the line below
    small: str  # the word with a small letter with which the sentence goes on; else nothing

    def forced(self, width: int) -> bool:
        """Whether the next word, were it no longer than words are, would not have fitted into ``width`` columns."""
        return min(self.needed, self.above.columns + 1 + _LONGEST_WORD) > width

    def goes_on(self, width: int, *, sure: bool) -> bool:
        """Whether a line of a paragraph wrapped at ``width`` goes on here; ``sure``: its own lines prove the width."""
        if sure and (self.small or (not self.above.ended and self.needed > width)):
            return True
        full = len(self.above.text) >= 0.5 * width and self.has_words
        return full and (self.small != "" or self.forced(width) or (sure and not self.above.ended))

    @property
    def has_words(self) -> bool:
        return len(self.above.text.split(None, _FEWEST_WORDS)) >= _FEWEST_WORDS


Block = list[_Join]  # the line ends of a stretch of lines that look alike


def unwrapped(text: str) -> str:
    """Return ``text`` with spaces for each soft line end and for the indent or quotation marks after it.

    Every character keeps its place; text that is not hard-wrapped comes back as it is.

    >>> unwrapped("The council voted on Monday to\\nkeep the harbour open through\\nthe winter.\\n\\nHome")
    'The council voted on Monday to keep the harbour open through the winter.\\n\\nHome'
    """
    pieces: list[str] = []
    done = 0
    for join in _soft(text):
        pieces += text[done : join.above.end], " " * (join.below.first - join.above.end)
        done = join.below.first
    return "".join([*pieces, text[done:]]) if done else text


def _soft(text: str) -> Iterator[_Join]:
    """The line ends that are soft, in order."""
    small = [found.start() for found in _SMALL_START.finditer(text) if not found[1].isupper()]
    if len(small) * _DENSE >= text.count("\n") or not (small or _SMALL.search(text)):
        if len(small) != 1:
            yield from _joined(list(_rows(text, 0, len(text))), corner=False)
        return
    end = 0
    for first, last in _stretches(small):
        start, end = max(end, text.rfind("\n", 0, max(0, first - _NEAR)) + 1), text.find("\n", last + _NEAR)
        end = end if end >= 0 else len(text)
        yield from _joined(list(_rows(text, start, end)), corner=True)


def _stretches(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of ``places`` that stand near each other, two at least."""
    first = 0
    for at, place in enumerate(places, 1):
        if at == len(places) or places[at] - place > 2 * _NEAR:
            if at - first > 1:
                yield places[first], place
            first = at


def _rows(text: str, start: int, end: int) -> Iterator[_Row]:
    for line in text[start:end].split("\n"):
        prefix = _PREFIX.match(line).end()  # type: ignore[union-attr]  # it matches nothing, too
        said = line[prefix:].rstrip()
        quote = line[:prefix].replace(" ", "").replace("\t", "")
        yield _Row(start, start + prefix, start + prefix + len(said), quote, said, _runs(said, prefix))
        start += len(line) + 1


def _runs(said: str, prefix: int) -> bool:
    if not said or prefix + len(said) > WIDEST or not (said[0].isalpha() or any(map(str.isalpha, said))):
        return False
    if said[-1] in _CODE_ENDS and _CODE_END.search(said, max(0, len(said) - 2)):
        return False
    if ("\t" in said or "    " in said) and _CELLS.search(said):
        return False
    return said.isascii() or not UNSPACED.search(said)


def _blocks(rows: Sequence[_Row]) -> Iterator[Block]:
    block: Block = []
    for above, below in pairwise(rows):
        if above.runs and below.runs and _alike(above, below, first=not block):
            needed = above.columns + 1 + len(below.text.split(" ", 1)[0])
            block.append(_Join(above, below, needed, "" if above.ended else below.small))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _alike(above: _Row, below: _Row, *, first: bool) -> bool:
    """Whether two lines may be of one paragraph by what they begin with; only its ``first`` line has another indent."""
    if above.quote != below.quote or _ITEM.match(below.text):
        return False
    item = _DOUBTFUL_ITEM.match(above.text)
    if _DOUBTFUL_ITEM.match(below.text) and (item or above.ended or above.columns < NARROWEST):
        return False
    step = (below.first - below.start) - (above.first - above.start)
    hangs = below.small or item or _ITEM.match(above.text) or (not above.ended and above.columns >= _RATHER_LONG)
    return step == 0 or (first and (step < 0 or (bool(hangs) and not above.text.isupper())))  # a manual's heading


def _joined(rows: Sequence[_Row], *, corner: bool) -> Iterator[_Join]:
    """The soft ones of the line ends between ``rows``; in a ``corner`` of a text, those of paragraphs that prove it."""
    blocks = [(block, _width(block)) for block in _blocks(rows)]
    usual = _usual_width(blocks) if not corner or any(width for _, width in blocks) else 0
    everywhere = bool(usual) and not corner and _is_rule(usual, rows, blocks)
    for block, width in blocks:
        if width:
            width = usual if width < usual <= width + _RAGGED else width
            yield from (join for join in block if join.goes_on(width, sure=True))
        elif everywhere:
            yield from (join for join in block if join.above.columns <= usual + 2 and join.goes_on(usual, sure=False))


def _width(block: Block) -> int:
    """The column that a block is wrapped at, if its lines by themselves prove that it is; else 0."""
    rows = [row for row in (block[0].above, *(join.below for join in block)) if " " in row.text]
    width = max((row.columns for row in rows), default=0)  # without long words: they fit nowhere
    if width > WIDEST or max((len(row.text) for row in rows), default=0) < NARROWEST:
        return 0
    return width if _agree(block, width) else 0


def _agree(block: Block, width: int) -> bool:
    """Whether nearly all line ends of ``block`` speak for ``width``."""
    number = len(block)
    forced, words = sum(join.forced(width) for join in block), [join.small for join in block if join.small]
    small = len(words) if len(set(words)) > 1 else 0  # a list or code says the same word again and again
    if number < 3:
        return number == forced == small == 2
    if forced >= 0.75 * number and small >= max(2, 0.2 * number):
        return True
    if small >= 0.5 * number and forced >= 0.4 * number:  # wrapped by hand
        return sum(join.above.columns for join in block) >= _RATHER_LONG * number
    if number >= 4 and forced >= 0.9 * number:  # nothing but the column to go by
        caseless, ended = sum(join.below.caseless for join in block), sum(join.above.ended for join in block)
        return caseless >= 0.8 * number and ended <= 0.6 * number
    return False


def _usual_width(blocks: Sequence[tuple[Block, int]]) -> int:
    """The column that most of the text is wrapped at: the widest that a third of its paragraphs come close to."""
    lines = Counter[int]()
    for block, width in blocks:
        if width:
            lines[width] += len(block)
    for width in sorted(lines, reverse=True):
        if 3 * sum(lines[near] for near in range(width - _RAGGED, width + 1)) >= lines.total():
            return width
    joins = [join for block, _ in blocks for join in block]  # nothing but small paragraphs: they may agree together
    width = max((join.above.columns for join in joins if " " in join.above.text), default=0)
    return width if len(joins) > 2 and NARROWEST <= width <= WIDEST and _agree(joins, width) else 0


def _is_rule(usual: int, rows: Sequence[_Row], blocks: Sequence[tuple[Block, int]]) -> bool:
    """Whether the text is wrapped at ``usual`` all over, and not in one corner of it."""
    full = [row.columns for row in rows if row.columns >= 0.6 * usual and " " in row.text]
    longer = sum(columns > usual + _RAGGED for columns in full)
    joins = [join.forced(usual) for block, _ in blocks for join in block if join.above.columns >= 0.6 * usual]
    return 8 * longer <= len(full) and 10 * sum(joins) >= 7 * len(joins)
