"""Repair gives exactly what ftfy gives, as small edits, and asks ftfy only about the lines that need it."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import time
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import ftfy
import pytest
from ftfy import chardata
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleanr import repair as repair_module
from cleanr import repairgate, repairmarks
from cleanr.errors import SettingsError
from cleanr.repair import _long_edits, _way, repair
from cleanr.text import Edit, apply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CONSERVATIVE = ftfy.TextFixerConfig(
    uncurl_quotes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    fix_line_breaks=False,
    normalization=None,
    explain=False,
)
FULL = ftfy.TextFixerConfig(explain=False)
MODES = ["conservative", "full"]

thorough = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


def by_ftfy(text: str, mode: str, longest: int = 1_000_000) -> str:
    """What ftfy alone makes of ``text``."""
    if mode == "full":
        return ftfy.fix_text(text, FULL._replace(max_decode_length=longest))
    return "".join(ftfy.fix_text_segment(segment, CONSERVATIVE) for segment in segments(text, longest))


def segments(text: str, longest: int) -> Iterator[str]:
    for line in text.split("\n"):
        line += "\n"
        yield from (line[at : at + longest] for at in range(0, len(line), longest))


def by_ftfy_conservative_segments_end(text: str) -> str:
    return text


def check(text: str, mode: str) -> tuple[Edit, ...]:
    """Assert all that repair promises about one text."""
    edits = repair(text, mode)
    assert apply(edits, text) == by_ftfy(text, mode)
    assert all(isinstance(edit, Edit) and text[edit.start : edit.end] != edit.new for edit in edits)
    assert all(one.end <= two.start for one, two in zip(edits, edits[1:], strict=False))
    return edits
