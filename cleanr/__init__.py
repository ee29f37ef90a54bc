"""cleanr finds the furniture in article text, says what it is and why, and tags or strips it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleanr.calls import text_alone

if TYPE_CHECKING:
    from cleanr.cleaner import Cleaner
    from cleanr.decide.verdict import Action, Segment
    from cleanr.errors import (
        BatchError,
        CleanrError,
        ColumnError,
        EditError,
        MissingExtraError,
        PackError,
        ProfileError,
        RulesDifferError,
        SettingsError,
    )
    from cleanr.findings.finding import Finding
    from cleanr.pipelines.on import On
    from cleanr.profiles.profile import Profile
    from cleanr.repair.fixes import Mode
    from cleanr.report import Report
    from cleanr.rulebook.categories import Category
    from cleanr.settings.settings import Policy, PolicyChanges, Preset, Settings
    from cleanr.text.edits import Edit, Span
    from cleanr.text.kernel import compiled

__all__ = [
    "Action",
    "BatchError",
    "Category",
    "Cleaner",
    "CleanrError",
    "ColumnError",
    "Edit",
    "EditError",
    "Finding",
    "MissingExtraError",
    "Mode",
    "On",
    "PackError",
    "Policy",
    "PolicyChanges",
    "Preset",
    "Profile",
    "ProfileError",
    "Report",
    "RulesDifferError",
    "Segment",
    "Settings",
    "SettingsError",
    "Span",
    "analyze",
    "clean",
    "compiled",
]
__version__ = "0.1.0"

_NAMES = {
    "cleaner": "Cleaner",
    "decide.verdict": "Action Segment",
    "errors": "BatchError CleanrError ColumnError EditError MissingExtraError PackError ProfileError RulesDifferError "
    "SettingsError",
    "findings.finding": "Finding",
    "pipelines.on": "On",
    "profiles.profile": "Profile",
    "repair.fixes": "Mode",
    "report": "Report",
    "rulebook.categories": "Category",
    "settings.settings": "Policy PolicyChanges Preset Settings",
    "text.edits": "Edit Span",
    "text.kernel": "compiled",
}
_HOMES = {name: module for module, names in _NAMES.items() for name in names.split()}


@text_alone
def clean(text: str) -> str:
    """Return the article: ``text`` repaired, its furniture taken out, with the default settings.

    >>> clean("The vote is on Monday.\\nSign up for our newsletter")
    'The vote is on Monday.'
    """
    return _default().clean(text)


@text_alone
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


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
