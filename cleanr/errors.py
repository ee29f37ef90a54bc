"""What can go wrong, each with a message that says where, what, and the nearest valid thing."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from difflib import get_close_matches


class CleanrError(Exception):
    """Every error that cleanr raises on purpose."""


class ColumnError(CleanrError, ValueError):
    """A batch has no such column, or something in it that is no text."""


class EditError(CleanrError, ValueError):
    """An edit list is unsorted, overlaps, or leaves its text."""


class PackError(CleanrError, ValueError):
    """A rule file is malformed; the message names the file, the rule and the key."""


class ProfileError(CleanrError, ValueError):
    """A profile cannot be read or written, or does not know a site; the message says what is wrong."""


class RulesDifferError(CleanrError):
    """A pickled cleaner met rules that are not those it was made with."""


class SettingsError(CleanrError, ValueError):
    """A setting has a value that it cannot take."""


class BatchError(CleanrError):
    """A batch cannot be started, or cannot go on; the message names the file and says what to do."""


class MissingExtraError(CleanrError, ImportError):
    """An optional package is missing or too old; the message gives the command that installs it."""


def reason(error: OSError) -> str:
    """Return why the system refused something, in its own words or plainer ones."""
    return _PLAINER.get(error.errno or 0) or error.strerror or str(error)


_PLAINER = {errno.EBADF: "it is closed"}


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a hint at the known word that ``word`` was meant to be, or at all of them when none is near."""
    choices = sorted(known)
    close = get_close_matches(word, choices, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]!r}?"
    return "known: " + ", ".join(choices[:40]) if choices else ""
