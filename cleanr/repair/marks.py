"""What could befall each character at ftfy's hands, read off ftfy's own tables and patterns when first asked for.

Every character has a mark: bits for what the fixers that work on single characters do to it, and a bit for each class
of the badness pattern that it belongs to, if no ASCII character does.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ftfy import TextFixerConfig

# The releases of ftfy whose code was read for this gate, and the digest of the tables that the gate is derived from.
# With any other, every line is sent to ftfy. See tests/test_repair.py for what to do about a new release.
KNOWN_RELEASES = frozenset({"6.3.0", "6.3.1"})
KNOWN_TABLES = "5b5737c28ed61660ccca6304abb993ac92f198d08e6b1c360add93b433e7ee51"

# Bits of a character's mark. The bits above these stand for classes of the badness pattern.
CONTEXT = 1  # what ftfy makes of it depends on its neighbours
SWAP = 2  # ftfy exchanges it, and that can set off no other fixer
LOOSE = 4  # ftfy exchanges or removes it, and the result has to be looked at again
FORM = 8  # it may be a matter of normalization
_CLASSES = 16

_MEMORY = 1 << 16
_ASCII = "".join(map(chr, range(128)))

# The dialect that the badness pattern is written in: alternatives of characters, classes, "?" and "^".
_TOKEN = re.compile(
    r"""
    \s+ | \#.*                                        # space and comments of a verbose pattern
    | (?P<token> \[ (?: \\. | [^\]\\] )+ \]           # a class
               | \\[sw] | [?^.|]
               | [^\s\\\[\](){}*+$\#?^.|] )           # a character that stands for itself
    """,
    re.VERBOSE,
)


class UnknownFormError(Exception):
    """A pattern of ftfy is written in a way that the gate cannot read."""


class Marks(dict[str, int]):
    """The mark of every character, found out when first asked for, and the badness pattern in terms of these marks."""

    def __init__(self, config: TextFixerConfig) -> None:
        from ftfy.badness import BADNESS_RE

        super().__init__()
        rows = _rows(BADNESS_RE.pattern)
        classes = {token: re.compile(token) for row in rows for token in row if token not in "?^"}
        rare = [token for token, one in classes.items() if not any(map(one.match, _ASCII))]
        bits = {token: _CLASSES << place for place, token in enumerate(rare)}
        self._config = config
        self._classes = list(classes.values())
        self._rare = [(classes[token], bit) for token, bit in bits.items()]
        self._any_rare = re.compile("|".join(rare))
        self.swaps: dict[str, str] = {}  # what ftfy makes of the characters that are marked SWAP or LOOSE
        self.branches = [Branch.of(row, bits) for row in rows]
        self.margin = max(map(len, rows))  # no match of the badness pattern is longer
        self.plain = "".join(char for char in _ASCII if not self[char]).encode()  # ASCII without a mark

    def __missing__(self, char: str) -> int:
        mark = self._fate(char) | self._normal(char)
        if self._any_rare.match(char):
            mark |= sum(bit for one, bit in self._rare if one.match(char))
        if len(self) >= _MEMORY:  # or a text of all there is in Unicode would stay here for good
            self.clear()
        self[char] = mark
        return mark

    def _fate(self, char: str) -> int:
        """What the fixers that work on single characters do to ``char``: what ftfy does to it when it is alone."""
        import ftfy

        if contextual().match(char):
            return CONTEXT
        if char not in _tables():
            return 0
        fixed = ftfy.fix_and_explain(char, self._config).text
        if fixed == char:
            return 0
        self.swaps[char] = fixed
        return SWAP if self._harmless(char, fixed) else LOOSE

    def _harmless(self, old: str, new: str) -> bool:
        """Whether ``new`` in the place of ``old`` can make no entity and match no more of the badness pattern."""
        return (
            len(new) == 1
            and not new.isalnum()
            and new not in "&#;"
            and all(one.match(old) for one in self._classes if one.match(new))
        )

    def _normal(self, char: str) -> int:
        """Whether normalization may change ``char``, reorder it or join it to another.

        Nothing below U+0300 can, but for what is changed alone; nor can marks of punctuation, symbols and spaces.
        """
        form = self._config.normalization
        if form is None:
            return 0
        inert = char < "\u0300" or unicodedata.category(char)[0] in "PSZC"
        return 0 if inert and unicodedata.is_normalized(form, char) else FORM


class Branch(NamedTuple):
    """One alternative of the badness pattern."""

    source: str
    needs: int  # the bits of the classes that a text must have characters of
    adjacent: bool  # two of those characters stand side by side

    @classmethod
    def of(cls, row: list[str], bits: dict[str, int]) -> Branch:
        """Read one row of tokens; ``bits`` are those of the classes without ASCII characters."""
        needed = [bits.get(token, 0) if after != "?" else 0 for token, after in zip(row, [*row[1:], ""], strict=True)]
        if not any(needed):
            raise UnknownFormError("an alternative of ftfy's badness pattern can match ASCII text")
        adjacent = any(one and two for one, two in itertools.pairwise(needed))
        return cls("".join(row), functools.reduce(int.__or__, needed), adjacent)

    def compiled(self) -> re.Pattern[str]:
        """Return the pattern of this alternative, made when it is first needed."""
        return _compiled(self.source)


@functools.cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source, re.MULTILINE)  # for "^": a line is what ftfy sees as a text


def is_known() -> bool:
    """Whether the ftfy that is installed is one that this gate was written for."""
    import ftfy

    return ftfy.__version__ in KNOWN_RELEASES and tables_digest() == KNOWN_TABLES


def tables_digest() -> str:
    """Return a digest of all of ftfy's tables and patterns that the gate is derived from, or relies on."""
    import ftfy
    from ftfy import badness, chardata, fixes

    patterns = (
        *(badness.BADNESS_RE, chardata.HTML_ENTITY_RE, chardata.C1_CONTROL_RE, chardata.SINGLE_QUOTE_RE),
        *(chardata.DOUBLE_QUOTE_RE, fixes.SURROGATE_RE, fixes.SURROGATE_PAIR_RE, fixes.ANSI_RE),
    )
    # The table of widths is left out: Python's own Unicode tables make it, and it is read as it is.
    parts = [f"{one.flags} {one.pattern}" for one in patterns]
    parts += [repr(sorted(chardata.CONTROL_CHARS)), repr(sorted(chardata.LIGATURES.items())), repr(list(ftfy.FIXERS))]
    parts += [repr(ftfy.TextFixerConfig())]
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _rows(pattern: str) -> list[list[str]]:
    """Split a verbose pattern in its alternatives, and these in tokens."""
    rows: list[list[str]] = [[]]
    at = 0
    while at < len(pattern):
        match = _TOKEN.match(pattern, at)
        if match is None:
            raise UnknownFormError(f"cannot read ftfy's badness pattern at {pattern[at : at + 20]!r}")
        at = match.end()
        if match["token"] == "|":
            rows.append([])
        elif match["token"]:
            rows[-1].append(match["token"])
    return rows


@functools.cache
def _tables() -> frozenset[str]:
    """All characters that ftfy exchanges or removes one by one, with some setting."""
    from ftfy import chardata, fixes

    mapped = {*chardata.CONTROL_CHARS, *chardata.LIGATURES, *chardata.WIDTH_MAP}
    plane = "".join(map(chr, range(0x10000)))
    curly = chardata.SINGLE_QUOTE_RE.findall(plane) + chardata.DOUBLE_QUOTE_RE.findall(plane)
    breaks = {char for char in "\v\f\r\x1c\x1d\x1e\x85\u2028\u2029" if fixes.fix_line_breaks(char) != char}
    return frozenset({*map(chr, mapped), *curly, *breaks})


@functools.cache
def contextual() -> re.Pattern[str]:
    """Return a pattern of the characters that ftfy does not take one by one.

    It decodes C1 together with its neighbours, joins surrogates, and removes whole terminal escapes.
    """
    from ftfy import chardata, fixes

    return re.compile(f"{chardata.C1_CONTROL_RE.pattern}|{fixes.SURROGATE_RE.pattern}|\N{ESCAPE}")
