"""Rules of settings, compiled once and shared by all cleaners of a process."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from cleanr.detect.ruleset import Ruleset
from cleanr.errors import RulesDifferError
from cleanr.settings.rules import ruleset
from cleanr.settings.settings import Settings
from cleanr.settings.spec import spec_of

_DIFFER = (
    "this Cleaner was made with the rules {}, and here they are {}: cleanr, its rule files or installed packages with "
    "rules are of another version here. Install the same everywhere, or make the Cleaner here: Cleaner.from_spec({!r})"
)


def rules_of(settings: Settings, digest: str | None = None) -> Ruleset:
    """Return the rules that ``settings`` turn on.

    Raises `SettingsError` or `PackError` when they are wrong, and `RulesDifferError` when ``digest`` is given and names
    other rules.
    """
    contents = tuple(map(_content, settings.rules))
    rules = _compiled(settings.languages, settings.select, settings.ignore, settings.rules, contents)
    if digest is not None and rules.digest != digest:
        raise RulesDifferError(_DIFFER.format(digest, rules.digest, spec_of(settings)))
    return rules


@lru_cache(maxsize=64)
def _compiled(
    languages: tuple[str, ...] | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    packs: tuple[str, ...],
    _contents: tuple[bytes, ...],  # tells a file from what it was before somebody changed it
) -> Ruleset:
    return ruleset(languages, select, ignore, packs)


def _content(path: str) -> bytes:
    return Path(path).read_bytes() if Path(path).is_file() else b""
