"""An engine that is missing is skipped by hand, and fails in CI."""

from __future__ import annotations

import pytest

from tests.engines.needed import engine


def test_a_missing_engine_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLEANR_ENGINES", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no_such_engine"):
        engine("no_such_engine")


def test_a_missing_engine_fails_where_engines_are_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEANR_ENGINES", "required")
    with pytest.raises(ModuleNotFoundError, match="no_such_engine"):
        engine("no_such_engine")
