"""Parsed rule files are kept, and what is kept never matters but for speed."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from cleanr import packcache
from cleanr.packcache import cache_folder, parsed

TOML = b'category = "ad"\n[[rule]]\nid = "ad.label"\nphrases = ["advertisement", "\xc3\xa9"]\nmax_words = 3\ncased = true\n'


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def unparsable(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on, TOML cannot be parsed: what comes was kept."""

    def loads(_: str) -> dict[str, object]:
        raise AssertionError("parsed again")

    monkeypatch.setattr(tomllib, "loads", loads)


def test_what_is_kept_is_what_was_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    table = tomllib.loads(TOML.decode())
    assert parsed(TOML) == table
    unparsable(monkeypatch)
    assert parsed(TOML) == table


def test_another_file_is_parsed() -> None:
    assert parsed(TOML) != parsed(TOML.replace(b"advertisement", b"sponsored"))


@pytest.mark.parametrize("damage", ["", "{", "[]", "\ud800"])
def test_a_damaged_file_is_parsed_again(damage: str) -> None:
    table = parsed(TOML)
    (kept,) = cache_folder().iterdir()
    kept.write_bytes(damage.encode("utf-8", "surrogatepass"))
    assert parsed(TOML) == table


def test_nothing_can_be_kept_where_a_file_stands(tmp_path: Path) -> None:
    (tmp_path / "cleanr").write_text("a file, no folder")
    assert parsed(TOML) == parsed(TOML) == tomllib.loads(TOML.decode())


def test_a_date_is_not_kept() -> None:
    dated = b"since = 2024-05-05\n"
    assert parsed(dated) == parsed(dated) == tomllib.loads(dated.decode())
    assert not list(cache_folder().glob("*.json"))


def test_the_oldest_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packcache, "_MOST", 3)
    for number in range(6):
        parsed(b"number = %d" % number)
    assert len(list(cache_folder().iterdir())) == 3


@pytest.mark.parametrize("wrong", [b"a = ", b"\xff"])
def test_what_is_no_toml_raises_each_time(wrong: bytes) -> None:
    for _ in range(2):
        with pytest.raises((tomllib.TOMLDecodeError, UnicodeDecodeError)):
            parsed(wrong)
