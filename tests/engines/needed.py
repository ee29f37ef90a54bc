"""Engines: skipped where they are not installed, unless CLEANR_ENGINES=required says that they must be (as CI does)."""

from __future__ import annotations

import importlib
import os
import warnings
from typing import Any

import pytest

MARKS = [pytest.mark.engine, pytest.mark.filterwarnings("default")]  # what engines warn about is theirs


def engine(module: str) -> Any:
    """Return an engine's module; skip the tests that need it when it is not there, or fail when it has to be."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if os.environ.get("CLEANR_ENGINES") == "required":
            return importlib.import_module(module)
        return pytest.importorskip(module, exc_type=ImportError)
