"""What ftfy could change: an exact gate in front of it, derived from its own tables when first used.

Almost no text needs ftfy, and ftfy is slow. ftfy leaves a line alone when it holds no entity, when its badness pattern
finds nothing, when no character is one that a fixer exchanges or removes, and when the line is normalized. The gate
tests just that, for a whole text in a few passes of C speed, and names the lines for which it cannot promise it.

The badness pattern is a list of alternatives, each a row of character classes. An alternative can match only a text
that has, for every class without ASCII characters, a character of that class. The marks of a text's distinct
characters (see `cleanr.repair.marks`) tell which alternatives are worth a search: mostly none.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from cleanr.repair.marks import CONTEXT, FORM, LOOSE, Marks, UnknownFormError, contextual, is_known
from cleanr.text.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ftfy import TextFixerConfig

    Patterns = list[re.Pattern[str]]

_CONTINUATION = bytes(range(0x80, 0xC0))
_ONE_A_CHARACTER = bytes(byte >= 0x80 for byte in range(256))  # for the bytes that are no continuation


class Inspection(NamedTuple):
    """What a gate saw in a text."""

    suspects: list[int]  # places, in no order; ftfy has to see the lines that they stand in
    swaps: list[str]  # characters that ftfy would exchange or remove one by one, in all other lines


class _Sight(NamedTuple):
    """A text as the gate sees it."""

    encoded: bytes
    odd: set[str]  # its distinct characters, but for plain ASCII
    marks: int  # all their marks together
    dense: bool  # much of it is not plain ASCII


class Closed:
    """The gate for a ftfy that is not known: it lets nothing pass unseen."""

    def inspect(self, text: str, limit: int) -> Inspection:  # noqa: ARG002
        """Suspect every line."""
        return Inspection([start for start, _ in _lines(text)], [])

    def edits(self, text: str, start: int, end: int, swaps: list[str]) -> list[Edit]:  # noqa: ARG002
        """Return no edits: there is nothing that the gate could do alone."""
        return []


class Gate:
    """Tells what ftfy, with one configuration, could change in a text whose lines are what ftfy sees at a time."""

    def __init__(self, config: TextFixerConfig) -> None:
        from ftfy.chardata import HTML_ENTITY_RE

        self._entity = HTML_ENTITY_RE
        self._form = config.normalization
        self._marks = Marks(config)
        self._possible = functools.lru_cache(4096)(self._possible_of)

    def inspect(self, text: str, limit: int) -> Inspection:
        """Return what ftfy could change in ``text``, when it unescapes entities before ``limit`` only."""
        suspects = list(_matches(self._entity, text[:limit])) if "&" in text else []
        sight = self._sight(text)
        if not sight.marks:
            return Inspection(suspects, [])
        swaps = [char for char in sight.odd if char in self._marks.swaps]
        suspects += self._bad(text, sight)
        if sight.marks & CONTEXT:
            suspects += _matches(contextual(), text)
        if sight.marks & LOOSE:
            suspects += self._unsettled(text, swaps, self._settled)
        elif sight.marks & FORM:
            suspects += self._unsettled(text, swaps, self._normalized)
        return Inspection(suspects, swaps)

    def edits(self, text: str, start: int, end: int, swaps: list[str]) -> list[Edit]:
        """Return the edits that ftfy would make at the characters ``swaps`` of ``text[start:end]``."""
        places: list[int] = []
        for char in swaps:
            places += _places(text, char, start, end)
        places.sort()
        if "\r" in swaps or any(one + 1 == two for one, two in itertools.pairwise(places)):
            return self._run_edits(text, start, end, swaps)
        new = self._marks.swaps
        return [Edit(at, at + 1, new[text[at]]) for at in places]

    def _run_edits(self, text: str, start: int, end: int, swaps: list[str]) -> list[Edit]:
        """The same with one edit for neighbours, and with one line break for two in "\\r\\n"."""
        runs = re.compile(f"[{re.escape(''.join(swaps))}]+").finditer(text, start, end)
        return [Edit(*run.span(), self._swapped_run(run[0], text[run.end() : run.end() + 1])) for run in runs]

    def _swapped_run(self, run: str, after: str) -> str:
        if after == "\n":
            run = run.removesuffix("\r")
        return "".join(map(self._marks.swaps.__getitem__, run))

    def _sight(self, text: str) -> _Sight:
        encoded = text.encode("utf-8", "surrogatepass")
        rest = encoded.translate(None, self._marks.plain)
        odd = set(rest.decode("utf-8", "surrogatepass"))
        marks = 0
        for char in odd:
            marks |= self._marks[char]
        return _Sight(encoded, odd, marks, dense=len(rest) * 4 > len(encoded))

    def _bad(self, text: str, sight: _Sight) -> Iterator[int]:
        """Places in all lines that the badness pattern could match in."""
        alone, adjacent = self._possible(sight.marks)
        for pattern in [*alone, *adjacent] if sight.dense else alone:
            yield from _matches(pattern, text)
        if adjacent and not sight.dense:
            yield from self._bad_runs(text, sight.encoded, adjacent)

    def _bad_runs(self, text: str, encoded: bytes, patterns: Patterns) -> Iterator[int]:
        """The same for patterns that need two neighbours that are not ASCII: it is enough to search around those."""
        done = 0
        for start, end in _runs(encoded):
            first, last = max(start - self._marks.margin, 0), end + self._marks.margin
            if start >= done and any(pattern.search(text, first, last) for pattern in patterns):
                yield start
                done = _line_end(text, start)

    def _possible_of(self, marks: int) -> tuple[Patterns, Patterns]:
        """The alternatives that could match a text with ``marks``: second, those that need two neighbours."""
        possible = [branch for branch in self._marks.branches if not branch.needs & ~marks]
        alone = [branch.compiled() for branch in possible if not branch.adjacent]
        return alone, [branch.compiled() for branch in possible if branch.adjacent]

    def _unsettled(self, text: str, swaps: list[str], settled: Callable[[str], bool]) -> Iterator[int]:
        """Starts of the lines that are not ``settled`` after the swaps."""
        if not settled(self._swapped(text, swaps)):
            for start, line in _lines(text):
                if not settled(self._swapped(line, swaps)):
                    yield start

    def _settled(self, text: str) -> bool:
        """Whether ftfy would leave ``text`` alone, which holds nothing to swap."""
        sight = self._sight(text)
        return not (
            sight.marks & CONTEXT
            or ("&" in text and self._entity.search(text))
            or next(self._bad(text, sight), None) is not None
            or not self._normalized(text)
        )

    def _normalized(self, text: str) -> bool:
        return self._form is None or unicodedata.is_normalized(self._form, text)

    def _swapped(self, text: str, swaps: list[str]) -> str:
        if "\r" in swaps:
            text = text.replace("\r\n", "\n")
        for char in swaps:
            text = text.replace(char, self._marks.swaps[char])
        return text


def open_gate(config: TextFixerConfig) -> Gate | Closed:
    """Return the gate for ``config``: a closed one when ftfy is not as the gate knows it."""
    try:
        return Gate(config) if is_known() else Closed()
    except UnknownFormError:
        return Closed()


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of ``text`` with their line breaks, and where they start."""
    start = 0
    while start < len(text):
        end = _line_end(text, start)
        yield start, text[start:end]
        start = end


def _line_end(text: str, place: int) -> int:
    return text.find("\n", place) + 1 or len(text)


def _places(text: str, part: str, start: int, end: int) -> Iterator[int]:
    at = text.find(part, start, end)
    while at >= 0:
        yield at
        at = text.find(part, at + 1, end)


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[int]:
    """One place at least in each line that ``pattern`` matches in."""
    match = pattern.search(text)
    while match:
        # A match with a line break in it may hide one in either line: ftfy has to see both.
        yield from range(*match.span())
        match = pattern.search(text, _line_end(text, match.end() - 1))


def _runs(encoded: bytes) -> Iterator[tuple[int, int]]:
    """The stretches of two or more characters that are not ASCII, counted in characters.

    A byte a character is left of UTF-8 without its continuation bytes: 1 where the character is not ASCII.
    """
    wide = encoded.translate(_ONE_A_CHARACTER, _CONTINUATION)
    start = wide.find(b"\1\1")
    while start >= 0:
        end = wide.find(b"\0", start)
        end = len(wide) if end < 0 else end
        yield start, end
        start = wide.find(b"\1\1", end)
