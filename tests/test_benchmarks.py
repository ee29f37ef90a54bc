"""The benchmarks run as their heads say, on made-up data, and count right."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROSE = "The council voted on Monday to keep the harbour open, despite a shortfall."  # 62 characters and white space
HEADING = "What comes next"
SIGNUP = "Sign up for our newsletter"
READER = "More than 4,000 residents subscribe to the town's own radio, the mayor told the council on Monday evening."


def run(*args: object, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *map(str, args)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, **env})


def labelled(folder: Path, name: str, *lines: tuple[str, str], **fields: object) -> None:
    record = {**fields, "lines": [{"t": text, "y": label} for text, label in lines]}
    with gzip.open(folder / name, "at", encoding="utf-8") as file:
        file.write(json.dumps(record) + "\n")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    article = ((PROSE, "keep"), (SIGNUP, "drop"), (HEADING, "keep"), (PROSE + " It did.", "keep"), (READER, "keep"))
    labelled(tmp_path, "made.trafilatura.jsonl.gz", *article, lang="en", cov=0.9)
    labelled(tmp_path, "made.trafilatura.jsonl.gz", (SIGNUP, "keep"), lang="en", cov=0.3)  # too little: not counted
    labelled(tmp_path, "made.full.jsonl.gz", (PROSE, "keep"), (SIGNUP, "drop"), (SIGNUP, "meta"), lang="de")
    return tmp_path


def solid(*texts: str) -> int:
    return sum(len("".join(text.split())) for text in texts)


def test_the_table_of_the_readme_is_made_by_one_command(data: Path) -> None:
    done = run("benchmarks/quality.py", data)
    assert done.returncode == 0, done.stderr
    rows = {row.split("|")[1].strip(): row for row in done.stdout.splitlines() if row.startswith("| ")}
    kept = solid(PROSE, HEADING, PROSE, "It did.", READER)
    heading, reader = 100 * solid(HEADING) / kept, 100 * solid(READER) / kept
    assert rows["**cleanr**"] == "| **cleanr** | 100% | 0.00% | 100% | 0.00% |"
    assert rows["twenty patterns"] == f"| twenty patterns | 100% | {reader:.2f}% | 100% | 0.00% |"
    assert rows["C4's line rules"] == f"| C4's line rules | 100% | {heading:.2f}% | 100% | 0.00% |"
    assert rows["Dolma's `c4_v2`"] == f"| Dolma's `c4_v2` | 100% | {heading:.2f}% | 100% | 0.00% |"
    assert "texts made of made (English: 1, whole pages: 1)" in done.stdout
    assert "cleanr 0%, " in done.stdout
    assert "twenty patterns 50%" in done.stdout


def test_the_table_goes_to_its_place(data: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Page\n\n<!-- quality -->\nold\n<!-- /quality -->\n\nMore.\n", encoding="utf-8")
    assert run("benchmarks/quality.py", data, "--into", page).returncode == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Page\n\n<!-- quality -->\n| | English: furniture removed |")
    assert text.endswith("<!-- /quality -->\n\nMore.\n")
    assert "-->\nold\n" not in text
    page.write_text("# Page\n", encoding="utf-8")
    refused = run("benchmarks/quality.py", data, "--into", page)
    assert refused.returncode == 1
    assert "has no place for the table" in refused.stderr


def test_what_holds_no_labels_is_refused(tmp_path: Path) -> None:
    assert run("benchmarks/quality.py", tmp_path).returncode == 2
    (tmp_path / "a.b.jsonl").write_text('{"text": "x"}\n', encoding="utf-8")
    refused = run("benchmarks/quality.py", tmp_path)
    assert refused.returncode == 1
    assert "a.b.jsonl:1: has no 'lines'" in refused.stderr


def test_speed_goes_on_without_a_tool_that_lacks_something(tmp_path: Path) -> None:
    """A tool may ask for a package only in the midst of a long text, as some of datatrove's filters ask for spacy."""
    (tmp_path / "justext.py").write_text(
        "def get_stoplist(name): return []\n"
        "def justext(page, words):\n    if len(page) > 500: raise ImportError('please install spacy')\n",
        encoding="utf-8",
    )
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text(f"{PROSE}\n{SIGNUP}\n" * 10, encoding="utf-8")
    done = run("benchmarks/speed.py", "tools", "--texts", texts, PYTHONPATH=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "left out: jusText, on paragraphs of HTML: please install spacy" in done.stderr
    assert "articles: cleanr.clean" in done.stdout
    assert "jusText" not in done.stdout


def test_a_made_corpus_says_what_profiles_find() -> None:
    done = run("benchmarks/profiles.py", "--sites", 2, "--pages", 30)
    assert done.returncode == 0, done.stderr
    pages, without, with_profile, speed = done.stdout.splitlines()
    assert pages.startswith("60 pages of 2 sites, ")
    assert re.search(r"0\.0\d+ stripped; article characters lost: 0\.000000$", without)
    found = re.search(r"(\S+) found, (\S+) stripped; article characters lost: (\S+)$", with_profile)
    assert found
    assert float(found[1]) >= 0.9
    assert float(found[2]) >= 0.6
    assert float(found[3]) <= 0.0002
    assert re.fullmatch(r"profiling \S+ MB/s, analyzing \S+ MB/s: \S+ times as fast", speed)
    lines = run("benchmarks/profiles.py", "--lines", 3000)
    assert lines.returncode == 0, lines.stderr
    assert lines.stdout.startswith("3,0")
