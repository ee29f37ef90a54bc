"""Regular expressions that compile when first used: most of them look at no line of most texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import regex

_METHODS = ("finditer", "findall", "flags", "fullmatch", "match", "search", "split", "sub", "subn")


class _Late:
    """Stands in for a compiled expression; once used it has the methods of that one, at no cost."""

    def __init__(self, engine: str, pattern: str) -> None:
        self._engine, self.pattern = engine, pattern

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = _compiled(self._engine, self.pattern)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)


def late_re(pattern: str) -> re.Pattern[str]:
    """Return ``re.compile(pattern)``, compiled when its first method is asked for."""
    return cast("re.Pattern[str]", _Late("re", pattern))


def late_regex(pattern: str) -> regex.Pattern[str]:
    """Return ``regex.compile(pattern)``, compiled when its first method is asked for."""
    return cast("regex.Pattern[str]", _Late("regex", pattern))


def _compiled(engine: str, pattern: str) -> Any:
    if engine == "re":
        return re.compile(pattern)
    import regex

    return regex.compile(pattern)
