"""One value changed in the text of a JSON object, and every other character left as it is.

Reading a record and writing it again would respell it: big integers, floats, escapes, duplicate keys, white space. So
the values are only walked over, and what is written is spliced in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from cleanr.errors import CleanrError

# Numbers stay strings: nobody asks for them, and an integer of 5,000 digits is refused by `int`. Raw control characters
# in strings are let through: they harm nothing.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str, strict=False)
_scan_string: Callable[[str, int, bool], tuple[str, int]] = json.decoder.scanstring  # type: ignore[attr-defined]
Text = str | list[str | None] | None  # what a field may hold
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
        self._added: dict[int, _Added] = {}

    def get(self, path: str) -> Member:
        """Return the member at ``path``; a key with that very name wins over a path through nested objects.

        The last of several members with one key counts, as in every JSON reader. Raises `RecordError` when there is
        none.
        """
        place = self._follow(path)
        if place.member is None:
            raise RecordError(_missing(path, place.members))
        return place.member

    def find(self, path: str) -> Member | None:
        """Return the member at ``path``, or None."""
        try:
            return self.get(path)
        except RecordError:
            return None

    def items(self, member: Member) -> list[Member]:
        """Return the items of a member that is a list."""
        return list(_items(self.text, member.start))

    def replace(self, member: Member, text: str) -> None:
        """Put ``text`` in the place of a string, spelled the way the string was: with escapes or without."""
        escaped = self.text.isascii() and "\\u" in self.text[member.start : member.end]
        self._splices.append((member.start, member.end, spelled(text, escaped)))

    def check_free(self, path: str) -> None:
        """Raise `RecordError` when there is a member at ``path``, or when the way there leads through no object."""
        there = self._follow(path).member
        if there is not None:
            raise RecordError(f"field {path!r} is there already ({there.kind}); name another one, or add --overwrite")

    def put(self, path: str, value: str) -> None:
        """Set the member at ``path`` to ``value``, which is JSON; a new one stands at the end of its object.

        Objects that the path names and that are not there are made. Raises `RecordError` when it leads through
        something else.
        """
        place = self._follow(path)
        if place.member is not None:
            self._splices.append((place.member.start, place.member.end, value))
            return
        *steps, last = place.rest.split(".")
        tree = self._added.setdefault(place.end, _Added(place.members, {})).tree
        for step in steps:
            tree = tree.setdefault(step, {})
        tree[last] = value

    def result(self) -> str:
        """Return the text with everything spliced in."""
        out, position = [], 0
        for start, end, new in sorted([*self._splices, *self._additions()], key=lambda splice: splice[:2]):
            if start < position:
                raise RecordError("two changes of one place; name fields that do not lie within each other")
            out += [self.text[position:start], new]
            position = end
        return "".join([*out, self.text[position:]])

    def _follow(self, path: str) -> _Place:
        """Go along ``path`` as far as there are objects."""
        members, end, rest = self._members, self._end, path
        while True:
            whole = _last(members, rest)
            head, dot, inner = rest.partition(".")
            member = whole or _last(members, head)
            if whole or member is None or not dot:
                return _Place(members, end, rest, whole)
            if not isinstance(member.value, dict):
                raise RecordError(f"field {path!r}: {head!r} is {member.kind}, not an object")
            members, end = _members(self.text, member.start)
            rest = inner

    def _additions(self) -> Iterator[tuple[int, int, str]]:
        comma, colon = self._style()
        for end, (members, tree) in self._added.items():
            close = end - 1
            while self.text[close - 1] in " \t\r\n":
                close -= 1
            yield close, close, (comma if members else "") + _written(tree, comma, colon)

    def _style(self) -> tuple[str, str]:
        """The comma and the colon, with the space behind them when this record has it."""
        if not self._members:
            return ", ", ": "
        first = self._members[0].start
        spaced = self.text[first - 1] in " \t"
        return (", ", ": ") if spaced else (",", ":")


class _Place(NamedTuple):
    """Where a path leads: members and end of the innermost object on it, what is left of the path, the member."""

    members: list[Member]
    end: int
    rest: str
    member: Member | None


class _Added(NamedTuple):
    """What comes into an object: the members it has, and the new ones, as JSON or as a tree of objects to be made."""

    members: list[Member]
    tree: dict[str, Any]


def _written(tree: Mapping[str, Any], comma: str, colon: str) -> str:
    """The members of a tree, as they stand between braces."""
    return comma.join(
        f"{json.dumps(key, ensure_ascii=False)}{colon}"
        + (value if isinstance(value, str) else "{" + _written(value, comma, colon) + "}")
        for key, value in tree.items()
    )


def spelled(value: Text, escaped: bool = False) -> str:
    """Return a text, or a list of texts, as JSON; lone surrogates are escaped, since UTF-8 has no bytes for them."""
    plain = json.dumps(value, ensure_ascii=escaped)
    return plain if escaped or _encodable(plain) else json.dumps(value)


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _members(text: str, at: int) -> tuple[list[Member], int]:
    """The members of the object that starts at ``at``, and where it ends."""
    if at == len(text):
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


def _items(text: str, at: int) -> Iterator[Member]:
    """Each item of the list that starts at ``at``, and is sound."""
    at = _skip(text, at + 1)
    while text[at] != "]":
        value, end = _DECODER.raw_decode(text, at)
        yield Member("", value, at, end, _kind(text, at, value))
        at = _skip(text, end)
        at = _skip(text, at + 1) if text[at] == "," else at


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
