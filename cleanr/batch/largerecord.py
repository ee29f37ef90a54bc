"""Where a record of CSV ends that is too large to be held: found piece by piece, with nothing kept but a state."""

from __future__ import annotations

import re
from enum import Enum


class _In(Enum):
    """Where the reading is: before a cell, in a bare one, in a quoted one, behind a mark that may have ended that."""

    START = 0
    BARE = 1
    QUOTED = 2
    MARK = 3


class LargeRecord:
    """Reads a record from its start on; `end` is given one stretch of bytes after the other."""

    def __init__(self, delimiter: str) -> None:
        self._delimiter, self._state = delimiter.encode(), _In.START
        self._bare = re.compile(rb"[\n%b]" % re.escape(self._delimiter))

    def end(self, data: bytes) -> int:
        """Return where in ``data`` the record ends, its line end included; 0 when it goes on."""
        at = 0
        while at < len(data):
            if self._state is _In.QUOTED:
                at = data.find(b'"', at) + 1 or len(data) + 1
                self._state = _In.MARK if at <= len(data) else _In.QUOTED
            elif self._state is _In.BARE:
                found = self._bare.search(data, at)
                at = found.start() if found else len(data)
                self._state = _In.START if found else _In.BARE
                if found and found[0] == self._delimiter:
                    at += 1
            elif data[at : at + 1] == b"\n":
                self._state = _In.START
                return at + 1
            else:
                at = self._next(data, at)
        return 0

    def _next(self, data: bytes, at: int) -> int:
        """Go on from the start of a cell, or from behind a quotation mark in one."""
        here, inside = data[at : at + 1], self._state is _In.MARK
        if here == b'"':
            self._state = _In.QUOTED  # a cell begins, or the mark before was half of a pair
            return at + 1
        if here == self._delimiter:
            self._state = _In.START
            return at + 1
        if here == b"\r" and inside:
            return at + 1
        self._state = _In.BARE
        return at
