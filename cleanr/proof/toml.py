"""Rules as the TOML that a person would write."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def table(entry: Mapping[str, Any], comments: Mapping[str, str] | None = None) -> str:
    """Return a ``[[rule]]`` table: a key a line in the order of ``entry``, lists of texts a text a line."""
    notes = {key: f"  # {note}" for key, note in (comments or {}).items()}
    rows = [_row(key, value, notes.get(key, "")) for key, value in entry.items() if value not in (None, ())]
    return "\n".join(["[[rule]]", *rows]) + "\n"


def _row(key: str, value: Any, note: str) -> str:
    if isinstance(value, tuple | list):
        return f"{key} = [{note}\n" + "".join(f"    {_text(item)},\n" for item in value) + "]"
    return f"{key} = {_text(value) if isinstance(value, str) else json.dumps(value)}{note}"


def _text(value: str) -> str:
    if "\\" in value and "'" not in value and value.isprintable():
        return f"'{value}'"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
