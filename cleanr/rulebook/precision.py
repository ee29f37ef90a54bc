"""What was measured of each rule on labelled text and on text without furniture: the lines that it found."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def measured() -> dict[str, dict[str, int]]:
    """Return, by rule id, how many lines it found, by itself and before any guard.

    ``furniture`` and ``article``: labelled lines of extracted pages. Other keys name kinds of text that hold no
    furniture, and are there where it found any. {} if there is no table.
    """
    path = files("cleanr").joinpath("rules", "precision.json")
    if not path.is_file():
        return {}
    table: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return {rule: dict(counts) for rule, counts in table["rules"].items()}
