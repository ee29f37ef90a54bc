"""Settings as plain values: what a YAML, TOML or JSON file can hold, and a pickle."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cleanr.decide.verdict import CONFIDENCE
from cleanr.errors import SettingsError, nearest
from cleanr.settings.settings import PRESETS, Policy, Settings


def settings_of(spec: str | Path | Mapping[str, Any]) -> Settings:
    """Return the settings that ``spec`` stands for.

    ``spec``: a preset's name (``article``, ``strict``, ``tag``); or the path of a ``.toml`` or ``.json`` file with
    the fields of `Settings`, with rule files and a profile named from where the file is; or such fields as a mapping.
    Raises `SettingsError`, which names the file, for anything else.
    """
    if isinstance(spec, Mapping):
        return Settings.of(**spec)
    if isinstance(spec, str) and spec in PRESETS:
        return Settings.of(policy=spec)
    if not isinstance(spec, str | Path):
        raise SettingsError(f"a spec is a preset, the path of a file or a mapping, not {type(spec).__name__}")
    path = Path(spec)
    if path.suffix not in (".toml", ".json"):
        raise SettingsError(f"{str(spec)!r} is no preset and no .toml or .json file; {nearest(str(spec), PRESETS)}")
    try:
        return Settings.of(**_read(path))
    except SettingsError as error:
        raise SettingsError(f"{path}: {error}") from error


def _read(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        values = tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
    except (OSError, ValueError) as error:
        raise SettingsError(getattr(error, "strerror", None) or str(error)) from error
    if not isinstance(values, dict):
        raise SettingsError(f"the fields of Settings are wanted, not {type(values).__name__}")
    rules = values.get("rules")
    if isinstance(rules, list):
        values["rules"] = [str(path.parent / str(rule)) for rule in rules]
    if isinstance(values.get("profile"), str):
        values["profile"] = str(path.parent / values["profile"])
    return values


def spec_of(settings: Settings) -> dict[str, Any]:
    """Return ``settings`` as values that JSON can hold, those that are as they come left out.

    >>> spec_of(Settings.of(policy={"caption": "keep"}, ignore=["share"]))
    {'policy': {'preset': 'article', 'caption': 'keep'}, 'ignore': ['share']}
    """
    values: dict[str, Any] = {
        "policy": _policy(settings.policy),
        "confidence": settings.confidence,
        "repair": settings.repair,
        "languages": None if settings.languages is None else list(settings.languages),
        "select": list(settings.select),
        "ignore": list(settings.ignore),
        "rules": list(settings.rules),
        "profile": settings.profile,
    }
    usual: dict[str, Any] = {
        "policy": "article",
        "confidence": CONFIDENCE,
        "repair": "conservative",
        "languages": None,
        "select": [],
        "ignore": [],
        "rules": [],
        "profile": None,
    }
    return {name: value for name, value in values.items() if value != usual[name]}


def _policy(policy: Policy) -> str | dict[str, str]:
    """The preset that is nearest, with what differs from it."""
    changes = {
        preset: {name: action for name, action in policy.items() if actions[name] != action}
        for preset, actions in PRESETS.items()
    }
    preset = min(changes, key=lambda name: len(changes[name]))
    return {"preset": preset, **changes[preset]} if changes[preset] else preset
