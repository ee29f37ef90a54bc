"""What each command writes, to the letter. After a change that is meant: UPDATE_SNAPSHOTS=1 pytest tests/test_snapshots.py"""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from cleanr.cleaner import Cleaner
from cleanr.cli import main
from cleanr.rulebook.pack import load_pack
from cleanr.views.page import page
from cleanr.views.rulepage import listing
from cleanr.views.sample import Sample

HOME = Path(__file__).parent / "snapshots"
SGR = re.compile(r"\x1b\[[0-9;]*m")
ARTICLES = "articles/tide.txt", "articles/hall.txt"

COMMANDS = {
    "show": ("show", "articles/tide.txt"),
    "show-folded": ("show", "--fold", "--number", "articles/tide.txt"),
    "show-only": ("show", "--only", "newsletter", "--number", *ARTICLES),
    "diff": ("diff", *ARTICLES),
    "explain": ("explain", "articles/tide.txt:15", "articles/hall.txt:4", "articles/hall.txt:3", "articles/hall.txt:2"),
    "explain-all": ("explain", "articles/hall.txt"),
    "stats": ("stats", "articles"),
    "rule": ("rule", "ours.tide", "--rules", "ours.toml"),
    "rule-preview": ("rule", "ours.preview", "--rules", "ours.toml"),
    "rule-check": ("rule", "check", "ours.toml"),
}
ONCE = {
    "stats-json": ("stats", "--json", "articles"),
    "rule-new": ("rule", "new", "newsletter.tide"),
    "rule-from-example": ("rule", "from-example", "The Tide lands in pockets every Friday", "--category", "newsletter"),
}


def run(monkeypatch: pytest.MonkeyPatch, *args: str, **env: str) -> str:
    monkeypatch.chdir(HOME)
    done = CliRunner(env=env).invoke(main, args)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return re.sub(r'"digest": "[0-9a-f]+"', '"digest": "…"', done.stdout)


def compare(name: str, shown: str) -> None:
    path = HOME / name
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(shown, encoding="utf-8", newline="")
    assert shown == path.read_bytes().decode("utf-8"), f"not as in {path}; UPDATE_SNAPSHOTS=1 takes it over"


@pytest.mark.parametrize("width", [60, 200])
@pytest.mark.parametrize("name", COMMANDS)
def test_output_at_a_width(name: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    args = COMMANDS[name]
    compare(f"{name}-{width}.txt", run(monkeypatch, *args, "--width", str(width)))


@pytest.mark.parametrize("name", COMMANDS)
def test_colours_change_nothing_but_the_ink(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = run(monkeypatch, *COMMANDS[name], "--width", "60")
    coloured = run(monkeypatch, *COMMANDS[name], "--width", "60", "--color", "always")
    assert [row.rstrip() for row in SGR.sub("", coloured).split("\n")] == [row.rstrip() for row in plain.split("\n")]
    assert "\x1b" not in plain
    assert "\x1b[" in coloured


@pytest.mark.parametrize("name", ONCE)
def test_output(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    compare(f"{name}.txt", run(monkeypatch, *ONCE[name]))


@pytest.mark.parametrize("width", [60, 200])
def test_list_of_rules(width: int) -> None:
    measured = {"ours.tide": {"furniture": 97, "article": 3}}
    shown = listing(load_pack(HOME / "ours.toml"), measured, width=width)
    compare(f"rules-{width}.txt", shown + "\n")


def test_report_page() -> None:
    sample, cleaner = Sample(), Cleaner()
    for name in ARTICLES:
        report = cleaner.analyze((HOME / name).read_text(encoding="utf-8"))
        sample.add(name, report.original, report.text, report.segments, report.edits)
    shown = page(sample, rules=cleaner.rules, settings=cleaner.settings, made=date(2026, 3, 9))
    compare(
        "report.html",
        re.sub(
            rf"<style>.*?</style>|<script>.*?</script>|'sha256-[^']*'|{cleaner.digest}", "…", shown, flags=re.DOTALL
        ),
    )


def test_notebook() -> None:
    report = Cleaner().analyze((HOME / "articles/tide.txt").read_text(encoding="utf-8"))
    compare("notebook.html", re.sub(r"<style>.*?</style>", "<style>…</style>", report._repr_html_()))


def test_no_snapshot_is_left_over() -> None:
    known = {f"{name}-{width}.txt" for name in (*COMMANDS, "rules") for width in (60, 200)}
    known |= {f"{name}.txt" for name in ONCE} | {"report.html", "notebook.html", "ours.toml", "articles"}
    assert {path.name for path in HOME.iterdir()} == known
