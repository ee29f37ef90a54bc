"""cleanr finds the furniture in article text, says what it is and why, and tags or strips it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cleanr.cleaner import Cleaner
    from cleanr.errors import CleanrError, PackError, SettingsError
    from cleanr.report import Report
    from cleanr.rule import Finding
    from cleanr.settings import Policy, Settings
    from cleanr.text import Edit, Span
    from cleanr.verdict import Segment

__all__ = [
    "Cleaner",
    "CleanrError",
    "Edit",
    "Finding",
    "PackError",
    "Policy",
    "Report",
    "Segment",
    "Settings",
    "SettingsError",
    "Span",
    "analyze",
    "clean",
]
__version__ = "0.1.0"

_HOMES = {
    "Cleaner": "cleaner", "CleanrError": "errors", "Edit": "text", "Finding": "rule", "PackError": "errors",
    "Policy": "settings", "Report": "report", "Segment": "verdict", "Settings": "settings", "SettingsError": "errors",
    "Span": "text",
}  # fmt: skip


def clean(text: str) -> str:
    """Return the article: ``text`` repaired, its furniture taken out, with the default settings.

    >>> clean("The vote is on Monday.\\nSign up for our newsletter")
    'The vote is on Monday.'
    """
    return _default().clean(text)


def analyze(text: str) -> Report:
    """Return what was found in ``text``, where, why, and the text without it, with the default settings."""
    return _default().analyze(text)


def _default() -> Cleaner:
    global _default_cleaner
    if _default_cleaner is None:
        from cleanr.cleaner import Cleaner

        _default_cleaner = Cleaner()
    return _default_cleaner


_default_cleaner: Cleaner | None = None


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used: `import cleanr` stays light."""
    if name not in _HOMES:
        raise AttributeError(f"module 'cleanr' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"cleanr.{_HOMES[name]}"), name)
