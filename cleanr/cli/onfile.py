"""The settings file as defaults of the options."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cleanr.errors import SettingsError

FIELD_OPTIONS = ("field", "output_field", "spans")


class Names(list[str]):
    """The kind of an option that takes one name, or a list of them."""


class Size(str):
    """The kind of an option that takes a size: a number, or a number with a unit."""


# Options of clean and tag that may stand in the file, too. What writes or overwrites must be asked for each time.
EXTRA = {
    "field": Names, "site": str, "output_field": Names, "spans": Names, "id_field": str, "format": str, "encoding": str,
    "max_record": Size, "glob": list, "exclude": list, "jobs": int, "strict": bool, "quiet": bool, "verbose": bool,
}  # fmt: skip


def defaults(config: str | None) -> dict[str, Any]:
    """Return the defaults of a command's options, from ``config`` or from the file that is found upwards.

    The file's path stands under `FROM`; without a file there is nothing. Raises `SettingsError` that names the file,
    the key and what is wrong.
    """
    from cleanr.settings.configfile import find_config, load_config

    found = load_config(Path(config), EXTRA) if config else find_config(Path.cwd(), EXTRA)
    if found is None:
        return {}
    for name, kind in EXTRA.items():
        value = found.values.get(name, kind())
        if not isinstance(value, _TYPES.get(kind, kind)) or (kind is int and isinstance(value, bool)):
            raise SettingsError(f"{found.path}: {name} must be {_WORDS[kind]}, not {value!r}")
    return {**_options(found.values), FROM: str(found.path)}


_TYPES: dict[type, Any] = {Names: (str, list), Size: (str, int)}
_WORDS = {
    Names: "a string, or a list of strings", Size: 'a size, such as "10M"', str: "a string",
    list: "a list of strings", int: "a whole number", bool: "true or false",
}  # fmt: skip


FROM = "\0file"  # the key, among the defaults, under which the file's path stands; no option is called that


def _options(values: Mapping[str, Any]) -> dict[str, Any]:
    """The file's keys as the options' names: a policy with single actions becomes a preset and `--set`."""
    options = dict(values)
    for name in FIELD_OPTIONS:
        if isinstance(options.get(name), str):
            options[name] = [options[name]] if options[name] else []
    policy = options.get("policy")
    if isinstance(policy, Mapping):
        options["policy"] = policy.get("preset", "article")
        options["actions"] = [f"{category}={action}" for category, action in policy.items() if category != "preset"]
    if options.get("languages", ()) is None:
        del options["languages"]
    return options
