"""The command as a user runs it: a process, its output, its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cleanr.settings.settings import Settings
from tests.test_brake import page as consent_wall

SIGN_UP = "The vote is on Monday. Sign up for our newsletter here.\n"


def run(*args: str, stdin: bytes = b"", env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from cleanr.cli import main; main()", *args]
    return subprocess.run(command, input=stdin, capture_output=True, env={**os.environ, **(env or {})}, check=False)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(SIGN_UP, encoding="utf-8")
    return path


def test_cleans_a_file(article: Path) -> None:
    done = run("clean", str(article))
    assert (done.returncode, done.stdout, done.stderr) == (0, b"The vote is on Monday.\n", b"")


@pytest.mark.parametrize("args", [(), ("-",)])
def test_cleans_stdin(args: tuple[str, ...]) -> None:
    assert run("clean", *args, stdin=SIGN_UP.encode()).stdout == b"The vote is on Monday.\n"


def test_keeps_line_ends_and_characters_as_they_are() -> None:
    text = "One line.\r\n\r\nCafé — “two” \U0001f600\x0c lines.\r\n".encode()
    assert run("clean", stdin=text).stdout == text


def test_cleans_several_files_in_order(article: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Second.\n", encoding="utf-8")
    assert run("clean", str(other), str(article)).stdout == b"Second.\nThe vote is on Monday.\n"


def test_check_tells_by_the_exit_code_and_writes_nothing(article: Path) -> None:
    done = run("clean", "--check", str(article))
    assert (done.returncode, done.stdout) == (1, b"")
    assert article.name in done.stderr.decode()
    assert run("clean", "--check", stdin=b"The vote is on Monday.\n").returncode == 0


def test_tags_as_one_json_object_a_document(article: Path) -> None:
    lines = run("tag", str(article), str(article)).stdout.decode().splitlines()
    assert len(lines) == 2
    record = json.loads(lines[0])
    (span,) = record["spans"]
    assert record["id"] == str(article)
    assert SIGN_UP[span["start"] : span["end"]] == "Sign up for our newsletter here."
    assert (span["category"], span["action"]) == ("newsletter", "strip")


def test_shows_categories_in_the_margin(article: Path) -> None:
    shown = run("show", str(article)).stdout.decode()
    assert shown == "              | The vote is on Monday. ⟦-newsletter: Sign up for our newsletter here.⟧\n"


def test_colours_only_when_asked_to(article: Path) -> None:
    assert b"\x1b" not in run("show", str(article)).stdout
    assert b"\x1b[31m" in run("show", "--color", "always", str(article)).stdout


def test_explains(article: Path) -> None:
    assert "+13  newsletter." in run("show", "--explain", str(article)).stdout.decode()


def test_options_reach_the_cleaner(article: Path) -> None:
    assert run("clean", "--policy", "tag", str(article)).stdout.decode() == SIGN_UP
    assert run("clean", "--ignore", "newsletter", str(article)).stdout.decode() == SIGN_UP
    assert run("clean", "--set", "newsletter=mask", str(article)).stdout == b"The vote is on Monday. [newsletter]\n"


@pytest.mark.parametrize(
    ("args", "hint"),
    [
        (("clean", "--policy", "strit"), "did you mean 'strict'?"),
        (("clean", "--set", "captoin=keep"), "did you mean 'caption'?"),
        (("clean", "--set", "caption=kep"), "did you mean 'keep'?"),
        (("clean", "--set", "caption"), "CATEGORY=ACTION"),
        (("clean", "--ignore", "newsleter.signup"), "did you mean 'newsletter.signup'?"),
        (("clean", "--select", "nonsense"), "unknown rule 'nonsense'"),
        (("clean", "--language", "xx"), "no rules for language 'xx'"),
        (("clean", "--rules", "nowhere.toml"), "nowhere.toml: no such rule file"),
        (("clean", "--repair", "ful"), "did you mean 'full'?"),
        (("clean", "nowhere.txt"), "nowhere.txt: No such file"),
        (("clean", "--polcy", "strict"), "--policy"),
        (("clena",), "clean"),
    ],
)
def test_a_wrong_word_is_named_with_the_nearest_right_one(args: tuple[str, ...], hint: str) -> None:
    done = run(*args)
    assert (done.returncode, done.stdout) == (2, b"")
    assert hint in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_a_file_that_is_not_utf_8_is_refused_with_the_place(article: Path, tmp_path: Path) -> None:
    latin = tmp_path / "latin.txt"
    latin.write_bytes("Café".encode("latin-1"))
    done = run("clean", str(article), str(latin))
    assert (done.returncode, done.stdout) == (2, b""), "the good file before it must not be written half of a batch"
    assert "latin.txt: is not UTF-8: byte 0xe9 at offset 3" in done.stderr.decode()


def test_a_folder_is_refused(tmp_path: Path) -> None:
    done = run("clean", str(tmp_path))
    assert done.returncode == 2
    assert "is a folder" in done.stderr.decode()


def test_a_broken_rule_file_names_the_rule_and_the_key(tmp_path: Path) -> None:
    pack = tmp_path / "ours.toml"
    pack.write_text('category = "ad"\n[[rule]]\nid = "ours.x"\nstrenght = "weak"\n', encoding="utf-8")
    done = run("clean", "--rules", str(pack))
    assert done.returncode == 2
    assert "'ours.x': unknown key 'strenght'; did you mean 'strength'?" in done.stderr.decode()


@pytest.mark.parametrize("command", ["clean", "tag", "show"])
def test_help_teaches_by_example(command: str) -> None:
    assert f"cleanr {command}" in run(command, "--help").stdout.decode().split("Options:")[0]


# --- confidence ------------------------------------------------------------------------------------------------------


def test_confidence_says_how_sure_it_takes_on_the_command_line_and_in_the_settings_file(
    article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("clean", "--confidence", ".95", article.name).stdout == b"The vote is on Monday.\n"
    assert run("clean", "--confidence", ".96", article.name).stdout.decode() == SIGN_UP
    Path("cleanr.toml").write_text("confidence = 0.96\n", encoding="utf-8")
    assert run("clean", article.name).stdout.decode() == SIGN_UP
    assert b"confidence = 0.96 " in run("config").stdout
    assert "for it takes +14" in run("explain", article.name).stdout.decode()
    assert "at --confidence 0.95" in run("explain", article.name).stdout.decode()
    assert "At --confidence 0.96 it would stay." in run("explain", "--confidence", ".9", article.name).stdout.decode()


def test_the_default_confidence_is_that_of_the_settings() -> None:
    assert f"confidence = {Settings().confidence} ".encode() in run("config").stdout


@pytest.mark.parametrize("wrong", ["0.5", "1", "95", "nan"])
def test_a_confidence_that_is_none_is_refused(wrong: str, article: Path, tmp_path: Path) -> None:
    done = run("clean", "--confidence", wrong, str(article))
    assert (done.returncode, done.stdout) == (2, b"")
    assert "confidence must be a number from 0.67 to below 1" in done.stderr.decode()
    settings = tmp_path / "wrong.toml"
    settings.write_text('confidence = "0.9"', encoding="utf-8")
    done = run("--config", str(settings), "clean", str(article))
    assert done.returncode == 2
    assert f"{settings}: confidence must be a number" in done.stderr.decode()


def test_the_brake_is_explained_and_so_is_what_it_keeps(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(consent_wall(2, 18), encoding="utf-8")
    assert run("clean", str(page)).stdout.decode() == consent_wall(2, 18).replace(
        "Share this article\n", ""
    ).removesuffix("\nAdvertisement")
    explained = run("explain", f"{page}:4").stdout.decode()
    assert "brake.prose  more than half of the text's prose would go" in explained
    (record,) = map(json.loads, run("tag", str(page)).stdout.splitlines())
    assert {span["action"] for span in record["spans"] if span["category"] == "cookie"} == {"tag"}
