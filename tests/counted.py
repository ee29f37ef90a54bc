"""Work, counted and not timed: the same number on any machine, whatever else it does.

A step is a line of cleanr's Python that is run, or a character that one of its patterns is shown. What a pattern does
with a character, and what ``str`` does, is not seen.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import regex

import cleanr
from tests.strategies import ALL

HOME = str(Path(cleanr.__file__).parent)


def steps(run: Callable[[], object]) -> int:
    """Run it, and return how many steps that took."""
    lines, shown = 0, [0]

    def enter(frame: FrameType, _event: str, _: object) -> Callable[..., Any] | None:
        return each if frame.f_code.co_filename.startswith(HOME) else None

    def each(_frame: FrameType, event: str, _: object) -> Callable[..., Any]:
        nonlocal lines
        lines += event == "line"
        return each

    before = sys.gettrace()
    with _watched_patterns(shown):
        sys.settrace(enter)
        try:
            run()
        finally:
            sys.settrace(before)
    return lines + shown[0]


@contextmanager
def _watched_patterns(shown: list[int]) -> Iterator[None]:
    """All patterns that modules of cleanr and phrase rules hold note what they are shown."""
    holders = [vars(module) for name, module in sys.modules.items() if name.partition(".")[0] == "cleanr"]
    holders += [vars(rule.matcher) for rule in ALL.rules if hasattr(rule.matcher, "__dict__")]
    kept = [(holder, name, value) for holder in holders for name, value in holder.items() if _is_pattern(value)]
    for holder, name, value in kept:
        holder[name] = _Watched(value, shown)
    try:
        yield
    finally:
        for holder, name, value in kept:
            holder[name] = value


def _is_pattern(value: object) -> bool:
    return isinstance(value, re.Pattern | regex.Pattern)


class _Watched:
    """A pattern that adds up how many characters it passes: to the end of what it finds, or of the text."""

    def __init__(self, real: Any, shown: list[int]) -> None:
        self._real, self._shown = real, shown

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def _passed(self, found: Any, text: str, pos: int = 0, endpos: int = sys.maxsize, **_: Any) -> Any:
        self._shown[0] += max((found.end() if found else min(endpos, len(text))) - pos, 0)
        return found

    def search(self, *args: Any, **more: Any) -> Any:
        return self._passed(self._real.search(*args, **more), *args, **more)

    def finditer(self, text: str, *args: Any, **more: Any) -> Iterator[Any]:
        """Who stops early has passed no more than to the last thing found."""
        last = args[0] if args else more.get("pos", 0)
        for found in self._real.finditer(text, *args, **more):
            self._shown[0] += found.end() - last
            last = found.end()
            yield found
        self._passed(None, text, last, *args[1:], **{name: more[name] for name in more if name != "pos"})

    def findall(self, *args: Any, **more: Any) -> Any:
        self._passed(None, *args, **more)
        return self._real.findall(*args, **more)

    def sub(self, new: Any, text: str, *args: Any, **more: Any) -> Any:
        self._passed(None, text)
        return self._real.sub(new, text, *args, **more)

    def split(self, text: str, *args: Any, **more: Any) -> Any:
        self._passed(None, text)
        return self._real.split(text, *args, **more)
