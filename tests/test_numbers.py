"""What the commands count is counted one way and written one way, and in a pipe nothing is cut."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from cleanr.cleaner import Cleaner
from tests.batchrun import DIRTY, run

ARTICLES = {
    "a.txt": f"{DIRTY}\n\nThe harbour opened in 1904, and itâ€™s been dredged twice since.\n\n\nRead more: Who pays?\n\n",
    "b.txt": "Sign up for our newsletter\n\n  \n\nThe council voted on Monday to keep the harbour open.\n",
    "c.txt": "Nothing of this goes.\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def shares(text: str) -> list[float]:
    return [float(share) for share in re.findall(r"(\d+\.\d)%", text)]


def test_clean_stats_and_report_say_the_same_share(folder: Path, tmp_path: Path) -> None:
    before = sum(map(len, ARTICLES.values()))
    after = sum(len(Cleaner().clean(text)) for text in ARTICLES.values())
    said = f"{1 - after / before:.1%}"
    cleaned = run("clean", folder, "-o", tmp_path / "out", "--stats", tmp_path / "figures.json")
    words = cleaned.stderr.decode()
    assert f"2 changed, {said} of the text removed" in words
    assert f"{before} characters before, {after} after: {said} removed" in run("stats", folder).stdout.decode()
    assert run("report", folder, "-o", tmp_path / "r.html").returncode == 0
    assert f"<dt>of the text removed</dt><dd>{said}</dd>" in (tmp_path / "r.html").read_text(encoding="utf-8")
    figures = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    counted = json.loads(run("stats", "--json", folder).stdout)
    assert figures["removed_share"] == counted["removed_share"] == round(1 - after / before, 6)
    assert (figures["characters"], figures["left"]) == (before, after) == tuple(counted["characters"].values())


def test_the_shares_of_the_categories_add_up(folder: Path, tmp_path: Path) -> None:
    words = run("clean", folder, "-o", tmp_path / "out").stderr.decode()
    (total,) = shares(words.split(" of the text removed")[0])
    parts = shares(words.partition("removed: ")[2].partition("\n")[0])
    assert "white space and repairs" in words
    assert abs(sum(parts) - total) < 0.06 * len(parts), words


def test_one_document_is_no_documents(folder: Path, tmp_path: Path) -> None:
    one = folder / "a.txt"
    (tmp_path / "ours.toml").write_text(
        'category = "ad"\n[[rule]]\nid = "ours.x"\nstrength = "weak"\nsummary = "X."\nscope = "line"\nat = "whole"\n'
        'phrases = ["quorble"]\nexamples = ["Quorble"]\ncounterexamples = ["Nobody came."]\n',
        encoding="utf-8",
    )
    said = [
        run("clean", one, "-o", tmp_path / "one.txt").stderr,
        run("stats", one).stdout,
        run("report", one, "-o", tmp_path / "one.html").stderr,
        run("rule", "check", tmp_path / "ours.toml", "--on", one).stdout,
        run("explain", f"{folder / 'c.txt'}:9").stderr,
        run("show", "--fold", "--only", "ad", folder / "c.txt").stdout,
    ]
    for words in map(bytes.decode, said):
        assert not re.search(r"\b1 [a-z]+s\b(?! counter)", words.replace("1 changed", "")), words
    assert [b"1 document" in words for words in said[:4]] == [True] * 4


def test_in_a_pipe_nothing_is_cut(tmp_path: Path) -> None:
    long = "Sign up for our free newsletter, " + "which comes to you from the harbour every single morning, " * 4
    (tmp_path / "long.txt").write_text(f"{long.strip()}\n", encoding="utf-8")
    name = "ours." + "-".join(["long"] * 20)
    (tmp_path / "ours.toml").write_text(
        f'category = "ad"\n[[rule]]\nid = "{name}"\nstrength = "strong"\nsummary = "{"A long story of one. " * 5}X."\n'
        'scope = "line"\nat = "start"\nmax_words = 90\nphrases = ["sign up for our free"]\n'
        'examples = ["Sign up for our free"]\ncounterexamples = ["Nobody came."]\n',
        encoding="utf-8",
    )
    rules = ["--rules", tmp_path / "ours.toml"]
    piped = [
        run("rules", *rules).stdout,
        run("stats", tmp_path / "long.txt", *rules).stdout,
        run("explain", tmp_path / "long.txt:1", *rules).stdout,
        run("explain", tmp_path / "long.txt", *rules).stdout,
        run("rule", "check", tmp_path / "ours.toml", "--on", tmp_path / "long.txt").stdout,
    ]
    assert not [words.decode() for words in piped if re.search("(?m)…$", words.decode())]
    assert f"{'A long story of one. ' * 5}X.".encode() in piped[0]
    assert name.encode() in piped[1]
    assert long.strip().encode() in piped[2]
    assert re.search("(?m)…$", run("rules", "--width", "80", *rules).stdout.decode())


def test_show_without_colour_marks_what_goes() -> None:
    prose = "The town council voted on Monday to dredge the old harbour before the end of the year."
    text = f"Harbour to be dredged\nBy Ann Lowe\n{prose}\n{DIRTY}\nSign up for our newsletter\n"
    shown = run("show", stdin=text.encode()).stdout.decode()
    assert "byline        | By Ann Lowe\n" in shown
    assert "newsletter   -| Sign up for our newsletter\n" in shown
    assert "⟦-newsletter: Sign up for our newsletter here.⟧" in shown
    kept = run("show", "--policy", "tag", stdin=text.encode()).stdout.decode()
    assert "-|" not in kept
    assert "⟦-" not in kept
