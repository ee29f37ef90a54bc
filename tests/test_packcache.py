"""Parsed rule files are kept, and what is kept never matters but for speed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cleanr.rulebook import cache as packcache
from cleanr.rulebook import shipped
from cleanr.rulebook.bundle import bundled
from cleanr.rulebook.cache import Shelf, cache_folder, parse_toml
from cleanr.rulebook.pattern import SEPARATOR
from cleanr.rulebook.shorthand import expanded, shortened
from tests.batchrun import COMMAND
from tests.strategies import ALL

TOML = b'category = "ad"\n[[rule]]\nid = "ad.label"\nphrases = ["advertisement", "\xc3\xa9"]\nmax_words = 3\ncased = true\n'


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def home() -> Path:
    folder = cache_folder()
    assert folder
    return folder


STRANGER = ("unshare", "--user", "--map-user=54321")  # runs a command as a user whom the system does not know
ALLOWED = bool(shutil.which("unshare")) and not subprocess.run([*STRANGER, "true"], check=False, stderr=-3).returncode


def run_bare(*command: str, stdin: bytes, **more: Any) -> bytes:
    """Run the command in the environment that is given, and in no other."""
    done = subprocess.run(command, input=stdin, capture_output=True, check=False, **more)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def unparsable(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on, TOML cannot be parsed: what comes was kept."""

    def loads(_: str) -> dict[str, object]:
        raise AssertionError("parsed again")

    monkeypatch.setattr(tomllib, "loads", loads)


def test_what_is_kept_is_what_was_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    table = tomllib.loads(TOML.decode())
    assert parse_toml(TOML) == table
    unparsable(monkeypatch)
    assert parse_toml(TOML) == table


def test_another_file_is_parsed() -> None:
    assert parse_toml(TOML) != parse_toml(TOML.replace(b"advertisement", b"sponsored"))


@pytest.mark.parametrize("damage", ["", "{", "[]", "\ud800", "{}", '{"rule": 5}', "nonsense\n{}"])
def test_a_damaged_file_is_parsed_again_and_replaced(damage: str) -> None:
    table = parse_toml(TOML)
    (kept,) = home().iterdir()
    sound = kept.read_bytes()
    kept.write_bytes(damage.encode("utf-8", "surrogatepass"))
    assert parse_toml(TOML) == table
    assert kept.read_bytes() == sound


def test_without_a_home_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache_folder() == tmp_path / ".cache/cleanr"
    for home_ in ("", "~", "relative"):
        monkeypatch.setenv("HOME", home_)
        assert cache_folder() is None
        assert parse_toml(TOML) == tomllib.loads(TOML.decode())
    assert not list(tmp_path.iterdir())


def test_the_command_runs_without_a_home_and_mends_its_cache(tmp_path: Path) -> None:
    """As in a container: an empty environment, and a user without an entry in the system's list."""
    here = tmp_path / "here"
    here.mkdir()
    text: dict[str, Any] = {"stdin": b"The vote is on Monday.\nAdvertisement\n", "cwd": here}
    bare: dict[str, str] = {} if ALLOWED else {"HOME": ""}
    stranger = [shutil.which(STRANGER[0]) or "", *STRANGER[1:]] if ALLOWED else []
    for env in (bare, {**bare, "XDG_CACHE_HOME": "relative"}, {"HOME": "~"}):
        assert run_bare(*stranger, COMMAND, "clean", env=env, **text) == b"The vote is on Monday.\n"
    assert not list(here.iterdir())
    kept = {"XDG_CACHE_HOME": str(tmp_path)}
    run_bare(COMMAND, "clean", env=kept, **text)
    sound = {path.name: path.read_bytes() for path in (tmp_path / "cleanr").iterdir()}
    for path in (tmp_path / "cleanr").iterdir():
        path.write_text('{"rule": [{"id": 5}]}')
    assert run_bare(COMMAND, "clean", env=kept, **text) == b"The vote is on Monday.\n"
    assert {path.name: path.read_bytes() for path in (tmp_path / "cleanr").iterdir()} == sound


def test_nothing_can_be_kept_where_a_file_stands(tmp_path: Path) -> None:
    (tmp_path / "cleanr").write_text("a file, no folder")
    assert parse_toml(TOML) == parse_toml(TOML) == tomllib.loads(TOML.decode())


def test_a_date_is_not_kept() -> None:
    dated = b"since = 2024-05-05\n"
    assert parse_toml(dated) == parse_toml(dated) == tomllib.loads(dated.decode())
    assert not list(home().glob("*.json"))


def test_the_oldest_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packcache, "_MOST", 3)
    for number in range(6):
        parse_toml(b"number = %d" % number)
    assert len(list(home().iterdir())) == 3


@pytest.mark.parametrize("wrong", [b"a = ", b"\xff"])
def test_what_is_no_toml_raises_each_time(wrong: bytes) -> None:
    for _ in range(2):
        with pytest.raises((tomllib.TOMLDecodeError, UnicodeDecodeError)):
            parse_toml(wrong)


def shipped_with(table: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of the wheel that says that ``TOML`` holds ``table``."""
    file = tmp_path / "derived.json"
    file.write_bytes(bundled({packcache.digest_of(TOML): packcache.content_of(table), "other": b"{}"}))
    monkeypatch.setattr(shipped, "FILE", file)
    shipped._bundle.cache_clear()
    return file


@pytest.fixture
def _as_before() -> Iterator[None]:
    yield
    shipped._bundle.cache_clear()


@pytest.mark.usefixtures("_as_before")
def test_what_is_shipped_goes_before_what_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tomllib.loads(TOML.decode())
    shipped_with(table, tmp_path, monkeypatch)
    changed = TOML.replace(b"advertisement", b"sponsored")
    assert parse_toml(changed) == tomllib.loads(changed.decode())
    unparsable(monkeypatch)
    assert parse_toml(TOML) == table
    parse_toml(TOML)["category"] = "another"  # what is read is the reader's own
    assert parse_toml(TOML) == table


@pytest.mark.usefixtures("_as_before")
@pytest.mark.parametrize("damage", [b"", b"\n", b"[1, 2]\n", b'{"a": 3}\n', None])
def test_a_damaged_file_of_the_wheel_is_as_good_as_none(
    damage: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = shipped_with({"category": "another"}, tmp_path, monkeypatch)
    file.write_bytes(file.read_bytes().replace(b"another", b"anothex") if damage is None else damage)
    assert parse_toml(TOML) == tomllib.loads(TOML.decode())


def shelf_file(name: str) -> Path:
    path = Shelf(name)._path
    assert path
    return path


def test_shelves_of_other_installations_are_kept_for_a_while() -> None:
    for number in range(20):
        shelf = Shelf("one")
        parse_toml(TOML + b"#" * number, shelf.cached)
        shelf.keep()
        shelf_file("one").rename(home() / f"one-{number:08}.json")
        os.utime(home() / f"one-{number:08}.json", (number, number))
    left = sorted(path.name for path in home().glob("one-*"))
    assert left == [f"one-{number:08}.json" for number in range(20 - len(left), 20)]
    assert len(left) <= 9


def test_what_is_asked_for_together_is_kept_in_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    other = TOML.replace(b"advertisement", b"sponsored")
    shelf = Shelf("both")
    tables = [parse_toml(source, shelf.cached) for source in (TOML, other)]
    shelf.keep()
    for path in home().iterdir():
        if not path.name.startswith("both-"):
            path.unlink()
    unparsable(monkeypatch)
    assert [parse_toml(source, Shelf("both").cached) for source in (TOML, other)] == tables
    shelf_file("both").write_bytes(b"damaged")
    with pytest.raises(AssertionError, match="parsed again"):
        parse_toml(TOML, Shelf("both").cached)


def test_a_shelf_keeps_what_was_asked_for_last() -> None:
    for source in (TOML, TOML.replace(b"advertisement", b"sponsored")):
        shelf = Shelf("one")
        assert parse_toml(source, shelf.cached) == tomllib.loads(source.decode())
        shelf.keep()
        kept = shelf_file("one").read_bytes()
        shelf = Shelf("one")
        parse_toml(source, shelf.cached)
        shelf.keep()
        assert shelf_file("one").read_bytes() == kept
    assert b"sponsored" in kept
    assert b"advertisement" not in kept


def test_without_a_home_there_is_no_shelf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    monkeypatch.setenv("HOME", "")
    shelf = Shelf("one")
    assert parse_toml(TOML, shelf.cached) == tomllib.loads(TOML.decode())
    shelf.keep()


def test_expressions_are_kept_by_short_signs_and_mean_the_same() -> None:
    expressions = [entry.template.expression.pattern for entry in ALL.index.entries]
    assert all(shortened(expanded(one)) == one for one in expressions)
    assert sum(map(len, expressions)) < sum(len(expanded(one)) for one in expressions) / 2
    odd = "".join(map(chr, range(0xE000, 0xE020)))
    assert re.fullmatch(expanded(shortened(odd + SEPARATOR)), f"{odd}, ")
