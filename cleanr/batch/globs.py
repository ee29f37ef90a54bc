"""Which files below a folder are taken: patterns as ripgrep, ruff and .gitignore read them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import NamedTuple


class _Pattern(NamedTuple):
    """``takes``: whether it takes or leaves out. ``parts``: what the parts of a path must match."""

    takes: bool
    parts: tuple[str, ...]
    folders_only: bool


class Choice:
    """Says of a path below a folder whether ``globs`` and ``exclude`` take it.

    A pattern without a slash holds for a name at any depth, one with a slash for the path below the folder; ``*`` and
    ``?`` match no slash, ``**`` any folders, ``{a,b}`` either. A glob that begins with ``!`` leaves out, like one of
    ``exclude``. Of several that match, the last one counts; what none matches is taken unless there is one that takes.
    A folder that is left out is left out with all that is in it.
    """

    def __init__(self, globs: Iterable[str] = (), exclude: Iterable[str] = ()) -> None:
        all_globs = [*globs, *(f"!{pattern}" for pattern in exclude)]
        self._patterns = [pattern for glob in all_globs for pattern in _patterns(glob)]
        self._otherwise = not any(pattern.takes for pattern in self._patterns)

    def takes(self, below: str) -> bool:
        """Return whether the file at the path ``below`` its folder is taken."""
        parts = _parts(below)
        if any(self._verdict(parts[:depth], True) is False for depth in range(1, len(parts))):
            return False
        verdict = self._verdict(parts, False)
        return self._otherwise if verdict is None else verdict

    def enters(self, below: str) -> bool:
        """Return whether the folder at the path ``below`` may hold files that are taken."""
        return self._verdict(_parts(below), True) is not False

    def _verdict(self, parts: tuple[str, ...], folder: bool) -> bool | None:
        for pattern in reversed(self._patterns):
            if (folder or not pattern.folders_only) and _matches(parts, pattern.parts):
                return pattern.takes
        return None


def _patterns(glob: str) -> list[_Pattern]:
    takes = not glob.startswith("!")
    return [_pattern(one, takes) for one in _alternatives(glob if takes else glob[1:])]


def _pattern(glob: str, takes: bool) -> _Pattern:
    bare = glob.removeprefix("\\").rstrip("/")  # \! is a name that begins with !
    anywhere = "/" not in bare
    parts = tuple(part for part in bare.split("/") if part not in ("", "."))
    return _Pattern(takes, ("**", *parts) if anywhere else parts, glob.endswith("/"))


def _alternatives(glob: str) -> list[str]:
    """The pattern without braces: one for each alternative in them."""
    before, brace, rest = glob.partition("{")
    inside, closed, after = rest.partition("}")
    if not brace or not closed:
        return [glob]
    return [full for one in inside.split(",") for full in _alternatives(f"{before}{one}{after}")]


def _matches(parts: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    if not pattern:
        return not parts
    head, *rest = pattern
    if head == "**":
        depths = range(len(parts) + 1) if rest else range(len(parts), len(parts) + bool(parts))
        return any(_matches(parts[depth:], tuple(rest)) for depth in depths)
    return bool(parts) and fnmatchcase(parts[0], head) and _matches(parts[1:], tuple(rest))


def _parts(below: str) -> tuple[str, ...]:
    return PurePosixPath(below.replace(os.sep, "/")).parts
