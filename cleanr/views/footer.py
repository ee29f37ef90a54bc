"""The footer of a report page: with what it was made, so that a reader can make it again."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date

from cleanr import __version__
from cleanr.settings.settings import PRESETS, Settings


def foot(settings: Settings, digest: str, made: date | None) -> str:
    """Return the page's foot as HTML: version, rules, policy, what else was set, and the day when it was ``made``."""
    rows = {
        "Made by": f"cleanr {__version__}",
        "Digest of the rules": digest,
        "Policy": policy_in_words(settings.policy),
        **{name.capitalize(): value for name, value in _set(settings)},
    }
    rows_html = "".join(f"<div><dt>{name}</dt><dd>{html.escape(value)}</dd></div>" for name, value in rows.items())
    if made:
        rows_html += f'<div><dt>Date</dt><dd><time datetime="{made}">{made.day} {made:%B %Y}</time></dd></div>'
    return f"<dl>{rows_html}</dl>"


def policy_in_words(policy: Mapping[str, str]) -> str:
    """Return a policy as the preset that it is nearest to, and what it changes of it.

    >>> from cleanr.settings.settings import Policy
    >>> policy_in_words(Policy.of("strict"))
    'strict'
    >>> policy_in_words(Policy.of({"caption": "keep", "ad": "mask"}))
    'article, but caption: keep, ad: mask'
    """
    name, changes = min(((name, _changes(policy, PRESETS[name])) for name in PRESETS), key=lambda item: len(item[1]))
    return f"{name}, but {', '.join(changes)}" if changes else name


def _changes(policy: Mapping[str, str], preset: Mapping[str, str]) -> list[str]:
    return [f"{category}: {policy[category]}" for category in preset if policy[category] != preset[category]]


def _set(settings: Settings) -> Iterator[tuple[str, str]]:
    """What differs from the defaults, the policy apart."""
    usual = Settings()
    for field in fields(settings):
        value = getattr(settings, field.name)
        if field.name != "policy" and value != getattr(usual, field.name):
            yield field.name, ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
