"""Calls that a user tries first, and that are wrong: each is told in one sentence what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

import cleanr
from cleanr import Cleaner, Settings, SettingsError
from cleanr.errors import ColumnError
from cleanr.pipelines.nulls import is_null

CLEANER = Cleaner()
FROM_ONE = "cleanr.Cleaner(policy='strict').clean(text)"

WRONG: dict[str, tuple[type[Exception], Callable[[], object], str]] = {
    "a preset as a place": (TypeError, lambda: Cleaner("strict"), "Cleaner(policy='strict')"),  # type: ignore[call-arg]
    "a file as a place": (TypeError, lambda: Cleaner("our.toml"), "Cleaner.from_spec('our.toml')"),  # type: ignore[call-arg]
    "a path as a place": (TypeError, lambda: Cleaner(Path("a")), "Cleaner.from_spec('a')"),  # type: ignore[call-arg]
    "settings as a place": (TypeError, lambda: Cleaner(Settings()), "Cleaner.of(settings)"),  # type: ignore[call-arg]
    "settings of a preset": (TypeError, lambda: Settings("strict"), "Settings(policy='strict')"),  # type: ignore[call-arg]
    "a setting that is none": (TypeError, lambda: Cleaner(polcy="tag"), "did you mean 'policy'?"),  # type: ignore[call-arg]
    "of a preset": (TypeError, lambda: Cleaner.of("strict"), "not str; write Cleaner(policy='strict')"),  # type: ignore[arg-type]
    "of a mapping": (TypeError, lambda: Cleaner.of({"policy": "tag"}), "Cleaner(**settings)"),  # type: ignore[arg-type]
    "clean with a setting": (TypeError, lambda: cleanr.clean("x", policy="strict"), FROM_ONE),  # type: ignore[call-arg]
    "clean with a place": (TypeError, lambda: cleanr.clean("x", "strict"), FROM_ONE),  # type: ignore[call-arg]
    "a method with a setting": (TypeError, lambda: CLEANER.clean("x", policy="strict"), FROM_ONE),  # type: ignore[call-arg]
    "analyze with a setting": (
        TypeError,
        lambda: cleanr.analyze("x", ignore=["ad"], repair="none"),  # type: ignore[call-arg]
        "cleanr.Cleaner(ignore=['ad'], repair='none').analyze(text)",
    ),
    "clean a list": (TypeError, lambda: cleanr.clean(["x"]), "not list. For several texts"),  # type: ignore[arg-type]
    "clean a record": (TypeError, lambda: cleanr.clean({"text": "x"}), 'cleaner.on("text")(batch)'),  # type: ignore[arg-type]
    "clean a path": (TypeError, lambda: cleanr.clean(Path("a")), 'path.read_text(encoding="utf-8")'),  # type: ignore[arg-type]
    "clean nothing": (TypeError, lambda: cleanr.clean(None), "cleaner.clean_batch(texts)"),  # type: ignore[arg-type]
    "clean a column": (TypeError, lambda: cleanr.clean(pa.array(["x"])), "cleaner.clean_arrow(array)"),  # type: ignore[arg-type]
    "a batch of one text": (TypeError, lambda: CLEANER.clean_batch("abc"), "not one str; for a single text"),
    "a batch of bytes": (TypeError, lambda: CLEANER.clean_batch(b"abc"), "not bytes. Decode it first"),  # type: ignore[arg-type]
    "a batch of columns": (TypeError, lambda: CLEANER.clean_batch({"text": ["x"]}), 'cleaner.on("text")(batch)'),
    "a batch of Arrow": (TypeError, lambda: CLEANER.clean_batch(pa.array(["x"])), "cleaner.clean_arrow(array)"),
    "a batch of no texts": (TypeError, lambda: CLEANER.clean_batch(3), "a list of texts, not int"),  # type: ignore[arg-type]
    "Arrow of a list": (TypeError, lambda: CLEANER.clean_arrow(["x"]), "not list. For several texts"),
    "Arrow of a table": (TypeError, lambda: CLEANER.clean_arrow(pa.table({"t": ["x"]})), 'cleaner.on("text")(batch)'),
    "Arrow of a text": (TypeError, lambda: CLEANER.clean_arrow("x"), "cleaner.clean(text)"),
    "on an array": (ColumnError, lambda: CLEANER.on("text")(pa.array(["x"])), "write cleaner.clean_arrow(array)"),
    "on of an array": (SettingsError, lambda: CLEANER.on(pa.array(["x"])), 'cleaner.on("text")(batch)'),  # type: ignore[arg-type]
    "one path of rules": (SettingsError, lambda: Cleaner(rules=Path("a.toml")), "rules=['a.toml']"),  # type: ignore[arg-type]
    "one name": (SettingsError, lambda: Cleaner(ignore="share"), "write ignore=['share']"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_call_is_told_what_to_write(name: str) -> None:
    error, call, said = WRONG[name]
    with pytest.raises(error, match=re.escape(said)) as raised:
        call()
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 250


def test_what_is_too_long_to_repeat_is_cut() -> None:
    with pytest.raises(TypeError) as raised:
        cleanr.clean("x", policy={str(number): "keep" for number in range(10_000)})  # type: ignore[call-arg]
    assert len(str(raised.value)) < 300


def test_settings_are_made_of_plain_values() -> None:
    assert Settings(policy="strict", ignore=["share"]) == Settings.of(policy="strict", ignore=("share",))
    assert Cleaner.of(Settings(policy="strict")) == Cleaner(policy="strict")
    with pytest.raises(SettingsError, match="did you mean 'strict'"):
        Settings(policy="strct")  # type: ignore[arg-type]


# --- nulls -----------------------------------------------------------------------------------------------------------


class NAType:
    """Stands for pandas.NA: it has no truth value."""

    def __bool__(self) -> bool:
        raise TypeError("boolean value of NA is ambiguous")

    def __ne__(self, other: object) -> object:  # type: ignore[override]
        return self

    __hash__ = None  # type: ignore[assignment]


NULLS = [None, float("nan"), Decimal("nan"), NAType()]


def test_what_stands_for_null_is_null_in_every_batch() -> None:
    assert CLEANER.clean_batch(["a", *NULLS, ""]) == ["a", None, None, None, None, ""]  # type: ignore[list-item]
    done = CLEANER.on("text", spans="s", output="c")({"text": ["a", *NULLS]})
    assert done["s"] == [[], None, None, None, None]
    assert [is_null(value) for value in done["c"]] == [False, True, True, True, True]
    assert CLEANER.clean_arrow(pa.array(["a", None])).to_pylist() == ["a", None]


@pytest.mark.parametrize("value", ["", "nan", 0, 0.0, [], (), b"", object(), "NaN"])
def test_nothing_else_is_null(value: object) -> None:
    assert not is_null(value)


# --- the package -----------------------------------------------------------------------------------------------------


def test_dir_lists_the_public_names_and_no_others() -> None:
    assert set(dir(cleanr)) == {*cleanr.__all__, "__version__"}


def test_every_error_is_at_the_top() -> None:
    from cleanr import errors

    raised = {
        name for name, thing in vars(errors).items() if isinstance(thing, type) and thing.__module__ == errors.__name__
    }
    assert raised <= set(cleanr.__all__)


def test_a_report_is_one_line_however_long_the_text() -> None:
    shown = repr(cleanr.analyze("The vote is on Monday.\nAdvertisement\n\n" * 1_000))
    assert shown == "<Report: 38,000 to 24,000 characters; 1000 ad>"
    assert repr(cleanr.analyze("One.")) == "<Report: 4 to 4 characters; nothing found>"
