"""The settings file: `cleanr.toml`, or `[tool.cleanr]` in `pyproject.toml`, found upwards from a folder."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, NamedTuple

from cleanr.errors import SettingsError, nearest
from cleanr.settings.settings import Settings

NAMES = ("cleanr.toml", ".cleanr.toml", "pyproject.toml")


class ConfigFile(NamedTuple):
    """A settings file and what it says."""

    path: Path
    values: Mapping[str, Any]


def find_config(folder: Path, extra: Iterable[str] = ()) -> ConfigFile | None:
    """Return the nearest settings file in ``folder`` or above it; None when there is none.

    A `pyproject.toml` without ``[tool.cleanr]`` is passed over. ``extra`` are keys that may stand beside those of
    `Settings`. Raises `SettingsError` that names the file, the key, and what was probably meant.
    """
    extra = tuple(extra)
    for place in (folder, *folder.parents):
        for name in NAMES:
            path = place / name
            if path.is_file() and (found := load_config(path, extra)):
                return found
    return None


def load_config(path: Path, extra: Iterable[str] = ()) -> ConfigFile | None:
    """Return what the settings file says; None for a `pyproject.toml` that says nothing of cleanr.

    Paths of rule files and of a profile are taken from the folder of the settings file. Raises `SettingsError`.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: is not TOML: {error}") from error
    except RecursionError as error:
        raise SettingsError(f"{path}: is not a settings file: its brackets are nested too deeply") from error
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("cleanr")
        if table is None:
            return None
    return ConfigFile(path, _checked(path, table, extra))


def _checked(path: Path, table: Any, extra: Iterable[str]) -> dict[str, Any]:
    if not isinstance(table, dict):
        raise SettingsError(f"{path}: [tool.cleanr] must be a table")
    values = {key.replace("-", "_"): value for key, value in table.items()}
    own = [field.name for field in fields(Settings)]
    for key in values:
        if key not in (*own, *extra):
            raise SettingsError(f"{path}: unknown key {key!r}; {nearest(key, (*own, *extra))}")
    try:
        Settings.of(**{key: value for key, value in values.items() if key in own})
    except SettingsError as error:
        raise SettingsError(f"{path}: {error}") from error
    if "rules" in values:
        values["rules"] = [str(path.parent / rules) for rules in values["rules"]]
    if isinstance(values.get("profile"), str):
        values["profile"] = str(path.parent / values["profile"])
    return values
