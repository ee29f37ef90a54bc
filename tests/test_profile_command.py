"""The installed command with profiles: made, in force, learned from; with workers and every format of records."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from cleanr import Cleaner, Profile
from tests.batchrun import run
from tests.test_profile_rules import FOOT, MENU, page_of_site
from tests.test_profiles import story

SITES = ("gazette.example", "courier.example")
PAGES = [
    {"id": n, "url": f"https://www.{SITES[n % 2]}/{n}", "text": page_of_site(n)} for n in range(100)
]  # fmt: skip
NEW = "\n".join([*MENU, "A tale that is new", *story(777), *FOOT])


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pages as records, as files of text, and a profile of them."""
    folder = tmp_path_factory.mktemp("profiles")
    (folder / "news.jsonl").write_text("".join(json.dumps(page) + "\n" for page in PAGES), encoding="utf-8")
    for page in PAGES:
        path = folder / "pages" / SITES[int(page["id"]) % 2] / f"{page['id']}.txt"  # type: ignore[call-overload]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(page["text"]), encoding="utf-8")
    done = run("profile", "news.jsonl", "--site", "url", "-o", "news.profile", cwd=folder)
    assert (done.returncode, done.stderr) == (0, b"wrote news.profile: 2 sites, 100 documents\n")
    return folder


def cleaned(home: Path) -> list[str]:
    cleaner = Cleaner(profile=home / "news.profile")
    return [cleaner.clean(str(page["text"]), site=str(page["url"])) for page in PAGES]


def test_records_and_folders_make_the_same_profile_with_any_number_of_workers(home: Path) -> None:
    whole = Profile()
    for page in PAGES:
        whole.observe(str(page["text"]), str(page["url"]))
    assert Profile.load(home / "news.profile") == whole
    for jobs in ("1", "3"):
        assert run("profile", "pages", "-j", jobs, "-o", "pages.profile", cwd=home).returncode == 0
        assert (home / "pages.profile").read_bytes() == (home / "news.profile").read_bytes()


def test_records_are_cleaned_by_the_site_of_their_field(home: Path) -> None:
    done = run(
        "clean", "news.jsonl", "--profile", "news.profile", "--site", "url", "-j", "2", "-q", "-o", "-", cwd=home
    )
    assert [json.loads(line)["text"] for line in done.stdout.splitlines()] == cleaned(home)


def test_files_are_cleaned_by_the_site_of_their_folder(home: Path) -> None:
    assert run("clean", "pages", "--profile", "news.profile", "-o", "clean", "-q", cwd=home).returncode == 0
    texts = [(home / "clean" / SITES[n % 2] / f"{n}.txt").read_text("utf-8") for n in range(len(PAGES))]
    assert texts == cleaned(home)
    one = run("clean", f"pages/{SITES[0]}/0.txt", "--profile", "news.profile", cwd=home)
    assert one.stdout.decode() == cleaned(home)[0]


def test_csv_and_parquet_name_the_site_by_a_column(home: Path) -> None:
    pq, pa = pytest.importorskip("pyarrow.parquet"), pytest.importorskip("pyarrow")
    rows = PAGES[:30]
    with (home / "news.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    pq.write_table(pa.Table.from_pylist(rows), home / "news.parquet")
    options = ["--profile", "news.profile", "--site", "url", "-q"]
    done = run("clean", "news.csv", *options, "-o", "-", cwd=home)
    assert [row["text"] for row in csv.DictReader(io.StringIO(done.stdout.decode()))] == cleaned(home)[:30]
    assert run("clean", "news.parquet", *options, "-o", "clean.parquet", cwd=home).returncode == 0
    assert pq.read_table(home / "clean.parquet")["text"].to_pylist() == cleaned(home)[:30]


def test_a_record_of_wet_is_from_its_address(home: Path) -> None:
    def record(page: Any) -> bytes:
        body = page["text"].encode()
        head = f"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: {page['url']}\r\nContent-Length: {len(body)}\r\n\r\n"
        return head.encode() + body + b"\r\n\r\n"

    (home / "crawl.wet").write_bytes(b"".join(map(record, PAGES)))
    assert run("profile", "crawl.wet", "-o", "wet.profile", cwd=home).returncode == 0
    assert (home / "wet.profile").read_bytes() == (home / "news.profile").read_bytes()
    done = run("clean", "crawl.wet", "--profile", "wet.profile", "-q", "-o", "-", cwd=home)
    assert all(text.encode() in done.stdout for text in cleaned(home))


def test_explain_and_report_say_what_the_profile_found(home: Path) -> None:
    (home / "new.txt").write_text(NEW, encoding="utf-8")
    known = ["--profile", "one.profile"]
    assert run("profile", f"pages/{SITES[0]}", "-o", "one.profile", cwd=home).returncode == 0
    shown = run("explain", "new.txt:2", *known, cwd=home).stdout.decode()
    assert "repeat.block" in shown
    assert "stands on 50 of 50 pages of this site" in shown
    assert run("report", "new.txt", *known, "-o", "report.html", cwd=home).returncode == 0
    page = (home / "report.html").read_text("utf-8")
    assert "What the profile added" in page
    assert '<tr><td>1</td><td>navigation</td><td dir="auto">Fish of the day</td></tr>' in page
    assert run("report", "new.txt", "-o", "plain.html", cwd=home).returncode == 0
    assert "What the profile added" not in (home / "plain.html").read_text("utf-8")
    settings = run("config", *known, cwd=home).stdout.decode()
    assert 'profile = "one.profile"' in settings


def test_a_profile_may_stand_in_the_settings_file(home: Path, tmp_path: Path) -> None:
    (tmp_path / "news.profile").write_bytes((home / "news.profile").read_bytes())
    (tmp_path / "cleanr.toml").write_text('profile = "news.profile"\nsite = "url"\n', encoding="utf-8")
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "news.jsonl").write_bytes((home / "news.jsonl").read_bytes())
    done = run("clean", "news.jsonl", "-q", "-o", "-", cwd=tmp_path / "below")
    assert [json.loads(line)["text"] for line in done.stdout.splitlines()] == cleaned(home)


def test_resume_does_again_what_another_profile_decides(home: Path, tmp_path: Path) -> None:
    order = ["clean", str(home / "news.jsonl"), "--site", "url", "-o", "out.jsonl", "--resume"]
    assert run(*order, cwd=tmp_path).returncode == 0
    again = run(*order, "--profile", str(home / "news.profile"), cwd=tmp_path)
    assert b"done before" not in again.stderr
    assert [json.loads(line)["text"] for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()] == cleaned(
        home
    )


@pytest.mark.parametrize(
    ("name", "says"), [("broken.profile", "it is damaged or cut off"), ("none.profile", "No such file or directory")]
)
def test_a_broken_or_missing_profile_is_one_sentence(name: str, says: str, home: Path) -> None:
    (home / "broken.profile").write_bytes((home / "news.profile").read_bytes()[:-9])
    done = run("clean", "news.jsonl", "--profile", name, "-o", "x.jsonl", cwd=home)
    assert (done.returncode, done.stderr.decode()) == (2, f"Error: {name}: {says}\n")
    assert not (home / "x.jsonl").exists()


def test_learn_writes_rules_that_pass_their_own_check(home: Path) -> None:
    done = run("learn", "news.jsonl", "--site", "url", "-o", "ours.toml", cwd=home)
    assert done.returncode == 0
    rules = (home / "ours.toml").read_text("utf-8")
    assert "# on 50 of 50 pages of gazette.example (100%), at the head" in rules
    assert '"fish of the day"' in rules
    assert "^ put to sea on {date} $" in rules
    assert 'category = "footer"' in rules
    assert run("rule", "check", "ours.toml", cwd=home).returncode == 0
    (home / "new.txt").write_text(NEW, encoding="utf-8")
    assert FOOT[0] not in run("clean", "--rules", "ours.toml", "new.txt", cwd=home).stdout.decode()


def test_what_cannot_be_read_is_left_out_and_told(home: Path) -> None:
    (home / "half.jsonl").write_text(json.dumps(PAGES[0]) + "\n{no JSON}\n", encoding="utf-8")
    done = run("profile", "half.jsonl", "--site", "url", "-o", "half.profile", cwd=home)
    assert done.returncode == 2
    assert "half.jsonl: line 2" in done.stderr.decode()
    assert Profile.load(home / "half.profile").sites == ("gazette.example",)
    assert run("profile", "half.jsonl", "-o", "half.jsonl", cwd=home).returncode == 2
