"""One value changed in the text of a JSON object, and every other character left as it is.

Reading a record and writing it again would respell it: big integers, floats, escapes, duplicate keys, white space. So
the values are only walked over, and what is written is spliced in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from cleanr.errors import CleanrError

# Numbers stay strings: nobody asks for them, and an integer of 5,000 digits is refused by `int`. Raw control characters
# in strings are let through: they harm nothing.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str, strict=False)
_scan_string: Callable[[str, int, bool], tuple[str, int]] = json.decoder.scanstring  # type: ignore[attr-defined]
_SPACE = re.compile(r"[ \t\n\r]*")


class RecordError(CleanrError):
    """A record cannot be read; the message says why."""


class Member(NamedTuple):
    """A member of an object: its key, its value, where the value stands in the text, and what it is, in words."""

    key: str
    value: Any
    start: int
    end: int
    kind: str = "nothing"


class Record:
    """The text of one JSON object, whose members can be replaced and added to.

    Raises `RecordError` for a text that is not exactly one JSON object.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._start = _skip(text, 0)
        self._members, end = _members(text, self._start)
        if _skip(text, end) != len(text):
            raise RecordError(f"broken JSON: more after the end of the object, at column {_skip(text, end) + 1}")
        self._end = end
        self._splices: list[tuple[int, int, str]] = []

    def get(self, path: str) -> Member:
        """Return the member at ``path``; a key with that very name wins over a path through nested objects.

        The last of several members with one key counts, as in every JSON reader. Raises `RecordError` when there is
        none.
        """
        members, at = self._members, path
        while True:
            whole = _last(members, at)
            if whole:
                return whole
            head, dot, rest = at.partition(".")
            member = _last(members, head)
            if member is None or not dot:
                raise RecordError(_missing(path, members))
            if not isinstance(member.value, dict):
                raise RecordError(f"field {path!r}: {head!r} is {member.kind}, not an object")
            members, at = _members(self.text, member.start)[0], rest

    def find(self, path: str) -> Member | None:
        """Return the member at ``path``, or None."""
        try:
            return self.get(path)
        except RecordError:
            return None

    def replace(self, member: Member, text: str) -> None:
        """Put ``text`` in the place of a string, spelled the way the string was: with escapes or without."""
        escaped = self.text.isascii() and "\\u" in self.text[member.start : member.end]
        self._splices.append((member.start, member.end, spelled(text, escaped)))

    def put(self, key: str, value: str) -> None:
        """Set the member ``key`` of the outermost object to ``value``, which is JSON; at the end, when it is new."""
        old = _last(self._members, key)
        if old:
            self._splices.append((old.start, old.end, value))
            return
        close = self.text.rindex("}", 0, self._end)
        while self.text[close - 1] in " \t\r\n":
            close -= 1
        comma, colon = self._style()
        lead = comma if self._members else ""
        self._splices.append((close, close, f"{lead}{json.dumps(key, ensure_ascii=False)}{colon}{value}"))

    def result(self) -> str:
        """Return the text with everything spliced in."""
        out, position = [], 0
        for start, end, new in sorted(self._splices, key=lambda splice: splice[:2]):
            out += [self.text[position:start], new]
            position = end
        return "".join([*out, self.text[position:]])

    def _style(self) -> tuple[str, str]:
        """The comma and the colon, with the space behind them when this record has it."""
        if not self._members:
            return ", ", ": "
        first = self._members[0].start
        spaced = self.text[first - 1] in " \t"
        return (", ", ": ") if spaced else (",", ":")


def spelled(text: str, escaped: bool = False) -> str:
    """Return ``text`` as a JSON string; lone surrogates are always escaped, since UTF-8 has no bytes for them."""
    plain = json.dumps(text, ensure_ascii=escaped)
    return plain if escaped or _encodable(plain) else json.dumps(text)


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _members(text: str, at: int) -> tuple[list[Member], int]:
    """The members of the object that starts at ``at``, and where it ends."""
    if not text[at:].strip():
        raise RecordError("broken JSON: the line is blank")
    try:
        found = list(_walk(text, at))
    except json.JSONDecodeError as error:
        raise RecordError(
            f"broken JSON: {error.msg.removesuffix(' at').rstrip(': ')} at column {error.pos + 1}"
        ) from error
    except RecursionError as error:
        raise RecordError("the JSON is nested too deeply") from error
    return found[:-1], found[-1].end


def _walk(text: str, at: int) -> Iterator[Member]:
    """Each member, and at last one without a name whose end is the object's."""
    if text[at] != "{":
        value, _ = _DECODER.raw_decode(text, at)
        raise RecordError(f"the record is {_kind(text, at, value)}, not an object")
    at = _skip(text, at + 1)
    more = text[at : at + 1] != "}"
    while more:
        if text[at : at + 1] != '"':
            raise json.JSONDecodeError("Expecting a key in double quotes", text, at)
        key, at = _scan_string(text, at + 1, False)
        start = _skip(text, _expect(text, _skip(text, at), ":"))
        value, at = _DECODER.raw_decode(text, start)
        yield Member(key, value, start, at, _kind(text, start, value))
        at = _skip(text, at)
        more = text[at : at + 1] == ","
        at = _skip(text, at + 1) if more else at
    end = _expect(text, at, "}")
    yield Member("", None, end, end)


def _expect(text: str, at: int, what: str) -> int:
    if text[at : at + 1] != what:
        raise json.JSONDecodeError(f"Expecting {what!r}", text, at)
    return at + 1


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _last(members: Sequence[Member], key: str) -> Member | None:
    return next((member for member in reversed(members) if member.key == key), None)


def _missing(path: str, members: Sequence[Member]) -> str:
    keys = ", ".join(dict.fromkeys(member.key for member in members)) or "nothing"
    return f"no field {path!r}; it has: {keys[:200]} (choose with --field)"


def _kind(text: str, at: int, value: object) -> str:
    """What a value is, in words; numbers are strings here, so the text is asked."""
    if isinstance(value, str):
        return "a string" if text[at] == '"' else "a number"
    return {dict: "an object", list: "a list", type(None): "null"}.get(type(value), "true or false")
