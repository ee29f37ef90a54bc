"""Repair of broken encoding with ftfy, as edits: every change keeps its place in the text as it came."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from cleanr.errors import SettingsError, nearest
from cleanr.repair.gate import Closed, Gate, open_gate
from cleanr.text.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ftfy import TextFixerConfig

Mode = Literal["conservative", "full", "none"]

MODES: tuple[str, ...] = get_args(Mode)
_TOKENS = re.compile(r"\w+|\W")
_SPACE = re.compile("( )")  # no other: half of a garbled letter may be white space
_NEAR = 16  # tokens to look ahead for a word that two texts share, before a space will do


def repair(text: str, mode: str = "conservative") -> tuple[Edit, ...]:
    """Return the edits that repair ``text``: sorted, small, not overlapping, none when nothing is broken.

    ``conservative`` mends what is broken: mojibake, C1 and other control characters, byte order marks, surrogates,
    terminal escapes, and HTML entities in lines without a "<". ``full`` also restyles as ftfy does by default (straight
    quotes, no ligatures, no full-width forms, NFC): applied, its edits give exactly ``ftfy.fix_text(text)``.
    ``none`` changes nothing. Any `str` is accepted; time is linear in its length.
    Raises `SettingsError` for another mode and `TypeError` for anything but `str`.

    >>> repair("Marks &amp; Spencer opened a caf\\xc3\\xa9.")
    (Edit(start=7, end=11, new=''), Edit(start=32, end=34, new='é'))
    """
    check_mode(mode)
    if not isinstance(text, str):
        raise TypeError(f"repair takes str, not {type(text).__name__}; decode bytes first: data.decode('utf-8')")
    if mode == "none" or not text:
        return ()
    way = _way(mode)
    if len(text) <= way.config.max_decode_length:
        return tuple(_block_edits(text, way, _entity_limit(text, way, markup=False)))
    return tuple(_long_edits(text, way))


def check_mode(mode: str) -> None:
    """Raise `SettingsError` when ``mode`` is none of the modes of repair."""
    if mode not in MODES:
        raise SettingsError(f"unknown repair mode {mode!r}; {nearest(str(mode), MODES)}")


class _Way(NamedTuple):
    """How one mode uses ftfy."""

    config: TextFixerConfig
    gate: Gate | Closed
    whole: bool  # ftfy's way with a whole text: after the first "<", entities are left alone to the end


@functools.cache
def _way(mode: str) -> _Way:
    from ftfy import TextFixerConfig

    config = TextFixerConfig(explain=False)
    if mode == "conservative":
        config = config._replace(
            uncurl_quotes=False,
            fix_latin_ligatures=False,
            fix_character_width=False,
            fix_line_breaks=False,
            normalization=None,
        )
    return _Way(config, open_gate(config), whole=mode == "full")


def _long_edits(text: str, way: _Way) -> Iterator[Edit]:
    markup = False
    for start, block in _blocks(text, way.config.max_decode_length):
        limit = _entity_limit(block, way, markup=markup)
        markup = limit < len(block)
        for edit in _block_edits(block, way, limit):
            yield Edit(start + edit.start, start + edit.end, edit.new)


def _blocks(text: str, longest: int) -> Iterator[tuple[int, str]]:
    """Cut ``text`` where ftfy cuts it, but keep as many lines together as fit in ``longest`` characters.

    ftfy works on one line at a time, and cuts lines that are longer; so within a block, ftfy's cuts are the lines.
    """
    start = 0
    while len(text) - start > longest:
        end = text.rfind("\n", start, start + longest) + 1 or start + longest
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def _entity_limit(block: str, way: _Way, *, markup: bool) -> int:
    """Where ftfy stops to unescape entities: at the first line with a "<", or at once after earlier ``markup``."""
    if not way.whole:
        return len(block)
    first = 0 if markup else block.find("<")
    return len(block) if first < 0 else block.rfind("\n", 0, first) + 1


def _block_edits(block: str, way: _Way, limit: int) -> list[Edit]:
    gate = way.gate
    inspection = gate.inspect(block, limit)
    edits: list[Edit] = []
    done = 0
    for start, end in _lines_at(block, inspection.suspects):
        line = block[start:end]
        if "<" in line and not gate.inspect(line, 0).suspects:
            continue  # it was suspect for its entities only, and ftfy leaves those of a line with a "<"
        edits += gate.edits(block, done, start, inspection.swaps)
        edits += _difference(line, _fixed(line, way.config, entities=start < limit), start)
        done = end
    return edits + gate.edits(block, done, len(block), inspection.swaps) if inspection.swaps else edits


def _lines_at(text: str, places: list[int]) -> Iterator[tuple[int, int]]:
    """The spans of the lines that ``places`` stand in, each line once."""
    end = 0
    for place in sorted(places):
        if place >= end:
            start = text.rfind("\n", end, place) + 1 or end
            end = text.find("\n", place) + 1 or len(text)
            yield start, end


def _fixed(line: str, config: TextFixerConfig, *, entities: bool) -> str:
    import ftfy

    return ftfy.fix_and_explain(line, config if entities else config._replace(unescape_html=False)).text


def _difference(old: str, new: str, at: int) -> Iterator[Edit]:
    """The edits that make ``new`` of ``old``, which stands at ``at``: word by word, in linear time."""
    start, end, new = _trimmed(old, new, at)
    mine, yours = _TOKENS.findall(old[start - at : end - at]), _TOKENS.findall(new)
    one = two = 0
    while one < len(mine) or two < len(yours):
        same = _alike(mine, one, yours, two)
        start += sum(map(len, mine[one : one + same]))
        one, two = one + same, two + same
        gone, come = _apart(mine, one, yours, two)
        before = "".join(mine[one : one + gone])
        yield from _joined(_word_by_word(before, "".join(yours[two : two + come]), start))
        start += len(before)
        one, two = one + gone, two + come


def _joined(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Yield ``edits``, which are sorted, with one edit in the place of those that touch."""
    last = None
    for edit in edits:
        if last and last.end == edit.start:
            last = Edit(last.start, edit.end, last.new + edit.new)
        else:
            if last:
                yield last
            last = edit
    if last:
        yield last


def _alike(mine: list[str], one: int, yours: list[str], two: int) -> int:
    """How many tokens are the same from ``one`` and ``two`` on."""
    most = min(len(mine) - one, len(yours) - two)
    return next((at for at in range(most) if mine[one + at] != yours[two + at]), most)


def _apart(mine: list[str], one: int, yours: list[str], two: int) -> tuple[int, int]:
    """How many tokens to pass on either side to where the texts meet again: both to their ends if they never do.

    The reach grows fourfold, so that all searches together cost no more than a few times what they pass.
    """
    for gone, come in (1, 1), (1, 0), (2, 1), (0, 1):  # the commonest, without a search
        if mine[one + gone : one + gone + 2] == yours[two + come : two + come + 2]:
            return gone, come
    reach, rest = _NEAR, (len(mine) - one, len(yours) - two)
    meet = _nearest(mine[one : one + reach], yours[two : two + reach])
    while meet is None and reach < max(rest):
        reach *= 4
        meet = _nearest(mine[one : one + reach], yours[two : two + reach])
    return meet or rest


def _nearest(mine: list[str], yours: list[str]) -> tuple[int, int] | None:
    """Where a word stands in both, or else any token, with the fewest tokens before it."""
    places = dict(zip(reversed(yours), reversed(range(len(yours))), strict=True))  # of two places, the first
    shared = [(not token.isalnum(), at + places[token], at) for at, token in enumerate(mine) if token in places]
    if not shared:
        return None
    _, both, at = min(shared)
    return at, both - at


def _word_by_word(old: str, new: str, start: int) -> Iterator[Edit]:
    """One edit for each word that changed, if there are as many words on both sides; one for all otherwise."""
    olds, news = _SPACE.split(old), _SPACE.split(new)
    if len(olds) != len(news):
        olds, news = [old], [new]
    for one, two in zip(olds, news, strict=True):
        if one != two:
            yield _trimmed(one, two, start)
        start += len(one)


def _trimmed(old: str, new: str, start: int) -> Edit:
    """The edit that makes ``new`` of ``old``, without what they share at either end."""
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    return Edit(start + head, start + len(old) - tail, new[head : len(new) - tail])


def _shared(one: str, two: str) -> int:
    """How many characters ``one`` and ``two`` share at their start, by halving: comparison of slices is fast."""
    low, high = 0, min(len(one), len(two))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == two[low:middle] else (low, middle - 1)
    return low
