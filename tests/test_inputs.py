"""What is taken and what is left out, as a user sees it: patterns, lists of names, links, kinds that are no text."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
from pathlib import Path

import pytest
from backports import zstd

from cleanr.batch.globs import Choice
from tests.batchrun import CLEAN, DIRTY, run, tree

ROW, CLEAN_ROW = ({"text": text} for text in (DIRTY, CLEAN))


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with articles two levels deep, drafts, pages, an archive, a picture, and links to the inside and out."""
    for name in ("in/a.txt", "in/x/a.txt", "in/x/draft-b.txt", "in/drafts/c.txt", "outside.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(DIRTY, encoding="utf-8")
    for name in ("p.html", "q.html", "old.zip", "old.tar.gz", "pic.png", ".hidden.txt"):
        (tmp_path / "in" / name).write_bytes(b"\0")
    (tmp_path / "in/link.txt").symlink_to("../outside.txt")
    (tmp_path / "in/x/linked").symlink_to("../../")
    return tmp_path


def test_what_is_left_out_is_counted(here: Path) -> None:
    done = run("clean", "in", "-o", "out", "--stats", "stats", cwd=here)
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.decode().splitlines()[-1] == (
        "left out: 2 links, 2 .html (neither plain text nor records), 1 hidden, 1 .tar.gz (an archive), "
        "1 .zip (an archive), 1 .png (not text)"
    )
    assert set(tree(here / "out")) == {"a.txt", "x/a.txt", "x/draft-b.txt", "drafts/c.txt"}
    assert json.loads((here / "stats").read_bytes())["left_out"]["a link"] == 2
    for command in (("stats", "in"), ("report", "in", "-o", "page.html")):
        assert "left out: 2 links, 2 .html (neither" in run(*command, cwd=here).stderr.decode()


def test_a_folder_without_text_says_what_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(12):
        (tmp_path / f"in/{number}.html").write_text("<p>Fine.")
    (tmp_path / "in/news.zip").write_bytes(b"PK")
    expected = (
        "in: nothing to read; left out: 12 .html (neither plain text nor records), 1 .zip (an archive); "
        "extract the text first, or say what is in it, such as: --format jsonl; unpack it, and name the folder"
    )
    for command in (("clean", "in", "-o", "out"), ("tag", "in"), ("stats", "in"), ("report", "in", "-o", "page.html")):
        done = run(*command, cwd=tmp_path)
        assert done.returncode == 2
        assert expected in done.stderr.decode(), command
    assert not (tmp_path / "out").exists()


def test_what_is_named_is_told_why_it_is_not_taken(here: Path) -> None:
    for name, why in (
        ("in/old.zip", "in/old.zip: .zip is an archive; unpack it, and name the folder"),
        ("in/old.tar.gz", "in/old.tar.gz: .tar is an archive"),
        ("./in/p.html", "./in/p.html: .html is neither plain text nor records; extract the text first"),
    ):
        for more in (("-o", "out/"), ("-o", "out/", "--format", "jsonl")):
            if more[-1] == "jsonl" and name.endswith("html"):
                continue
            done = run("clean", name, *more, cwd=here)
            assert done.returncode == 2
            assert why in done.stderr.decode()
    done = run("clean", "in/a.txt", "-o", "all.zip", cwd=here)
    assert "-o all.zip: is an archive, which cleanr does not write" in done.stderr.decode()


def test_in_place_does_not_follow_links_in_a_folder(here: Path) -> None:
    done = run("clean", "in", "--in-place", cwd=here)
    assert done.returncode == 0, done.stderr.decode()
    assert "2 links" in done.stderr.decode()
    assert (here / "outside.txt").read_text() == DIRTY
    assert (here / "in/a.txt").read_text() == CLEAN
    assert run("clean", "in/**/*.txt", "--in-place", cwd=here).returncode == 0
    assert (here / "outside.txt").read_text() == DIRTY, "a pattern names nothing itself"
    assert run("clean", "in/link.txt", "--in-place", cwd=here).returncode == 0
    assert (here / "outside.txt").read_text() == CLEAN, "named itself"
    assert (here / "in/link.txt").is_symlink()


def test_a_pattern_keeps_the_tree_below_its_fixed_part(here: Path) -> None:
    run("clean", "in/**/*.txt", "-o", "out/", cwd=here)
    assert set(tree(here / "out")) == {"a.txt", "x/a.txt", "x/draft-b.txt", "drafts/c.txt"}
    run("clean", "i*/x/a.txt", "-o", "two", cwd=here)
    assert set(tree(here / "two")) == {"in/x/a.txt"}


@pytest.mark.parametrize(
    ("options", "taken"),
    [
        (("--glob", "!draft*"), {"a.txt", "x/a.txt"}),
        (("--exclude", "draft*"), {"a.txt", "x/a.txt"}),
        (("--glob", "a.*", "--exclude", "x/"), {"a.txt"}),
        (("--glob", "x/*"), {"x/a.txt", "x/draft-b.txt"}),
        (("--glob", "*.txt", "--glob", "!x/**"), {"a.txt", "drafts/c.txt"}),
    ],
)
def test_globs_take_and_leave_out(here: Path, options: tuple[str, ...], taken: set[str]) -> None:
    done = run("clean", "in", "-o", "out", *options, cwd=here)
    assert set(tree(here / "out")) == taken
    assert "by --glob or --exclude" in done.stderr.decode()
    run("clean", "in/**/*", "-o", "two", *options, cwd=here)
    assert set(tree(here / "two")) == taken


@pytest.mark.parametrize(
    ("globs", "taken", "left"),
    [
        (["*.md"], ["a.md", "x/y/a.md"], ["a.txt", "md"]),
        (["x/*.md"], ["x/a.md"], ["a.md", "x/y/a.md"]),
        (["x/**"], ["x/a", "x/y/z"], ["x2/a", "y/x/a"]),
        (["**/y/*.md"], ["y/a.md", "x/y/a.md"], ["y/z/a.md"]),
        (["/a.md"], ["a.md"], ["x/a.md"]),
        (["*.{md,txt}"], ["a.md", "x/a.txt"], ["a.rst"]),
        (["[ab].md"], ["a.md"], ["c.md"]),
        (["!x"], ["a.md", "xx/a"], ["x", "x/a.md", "y/x/z/a"]),
        (["!*.md", "a.md"], ["a.md"], ["b.md", "a.txt"]),
        (["\\!a"], ["!a"], ["a"]),
        ([], ["a", "x/a"], []),
    ],
)
def test_patterns_mean_what_they_mean_to_ripgrep(globs: list[str], taken: list[str], left: list[str]) -> None:
    choice = Choice(globs)
    assert [path for path in (*taken, *left) if choice.takes(path)] == taken


def test_clashes_are_told_before_anything_is_written(here: Path) -> None:
    done = run("clean", "in/a.txt", "in/x/a.txt", "-o", "out/", cwd=here)
    assert done.returncode == 2
    assert "out/a.txt: two inputs would be written to it, in/a.txt and in/x/a.txt; name the folder" in (
        done.stderr.decode()
    )
    (here / "other/a.txt").mkdir(parents=True)
    (here / "other/a.txt/b.txt").write_text(DIRTY)
    done = run("clean", "in", "other", "-o", "out", cwd=here)
    assert "out/a.txt would be a file, and a folder too" in done.stderr.decode()
    done = run("clean", "in", "-o", "other", cwd=here)
    assert "other/a.txt: is a folder, and a file would be written there" in done.stderr.decode()
    assert not (here / "out").exists()
    assert set(tree(here / "other")) == {"a.txt/b.txt"}
    assert run("clean", "in", "in/a.txt", "-o", "out", cwd=here).returncode == 0, "found twice, written once"


def test_names_come_from_a_list(here: Path) -> None:
    (here / "in/two\nlines.txt").write_text(DIRTY)
    (here / "list").write_text("\ufeffin/a.txt\r\n\nin/x/a.txt\n", encoding="utf-8")
    assert run("clean", "--files-from", "list", cwd=here).stdout.decode() == CLEAN * 2
    assert run("clean", "outside.txt", "--files-from", "-", stdin=b"in/a.txt", cwd=here).stdout.decode() == CLEAN * 2
    nul = b"in/two\nlines.txt\0in/x\0"
    assert run("clean", "--files-from", "-", "-0", "-o", "out", stdin=nul, cwd=here).returncode == 0
    assert set(tree(here / "out")) == {"two\nlines.txt", "a.txt", "draft-b.txt"}
    tagged = run("tag", "--files-from", "-", "--null", stdin=nul, cwd=here).stdout.splitlines()
    assert len(tagged) == 3
    counted = run("stats", "--json", "--files-from", "list", cwd=here)
    assert json.loads(counted.stdout)["documents"] == 2


@pytest.mark.parametrize(
    ("args", "stdin", "hint"),
    [
        (("--files-from", "gone"), b"", "--files-from gone: No such file or directory"),
        (("--files-from", "-"), b"\n", "-: names no files"),
        (("--files-from", "-"), b"a\0b\0", "the names in it end with NUL; say so: --null"),
        (("--files-from", "-", "-0"), b"a\nb\n", "do not end with NUL; leave out --null"),
        (("--files-from", "-", "-"), b"in/a.txt", "stdin cannot be an input"),
        (("-0",), b"Fine.", "name it: --files-from FILE"),
        (("--files-from", "-"), b"in/gone.txt", "in/gone.txt: No such file"),
    ],
)
def test_a_list_that_cannot_be(here: Path, args: tuple[str, ...], stdin: bytes, hint: str) -> None:
    done = run("clean", *args, stdin=stdin, cwd=here)
    assert (done.returncode, done.stdout) == (2, b"")
    assert hint in done.stderr.decode()


def test_bz2_and_xz_are_read_and_written(here: Path) -> None:
    pad = {"pad": "0123456789" * 400}  # much to pack, and little to clean
    row, cleaned = (json.dumps(row | pad).encode() + b"\n" for row in (ROW, CLEAN_ROW))
    for suffix, module in ((".bz2", bz2), (".xz", lzma)):
        packed = module.compress(row) + module.compress(row * 500)  # type: ignore[attr-defined]
        (here / f"a.jsonl{suffix}").write_bytes(packed)
        done = run("clean", f"a.jsonl{suffix}", "-o", f"b.jsonl{suffix}", cwd=here)
        assert done.returncode == 0, done.stderr.decode()
        written = (here / f"b.jsonl{suffix}").read_bytes()
        assert module.decompress(written) == cleaned * 501  # type: ignore[attr-defined]
        assert run("clean", "--format", f"jsonl{suffix}", "-q", stdin=packed[:-9]).returncode == 2
    (here / "none.txt.bz2").write_bytes(bz2.compress(b""))
    (here / "a.jsonl.xz").write_bytes(lzma.compress(row * 500)[:-9])
    done = run("clean", "a.jsonl.xz", "-o", "cut.jsonl", cwd=here)
    assert "is cut off: the xz stream has no end" in done.stderr.decode()
    (here / "a.jsonl.bz2").write_bytes(row)
    done = run("clean", "a.jsonl.bz2", "-o", "cut.jsonl", cwd=here)
    assert "is not sound bzip2" in done.stderr.decode()
    run("clean", "none.txt.bz2", "-o", "empty.txt.bz2", cwd=here)
    assert bz2.decompress((here / "empty.txt.bz2").read_bytes()) == b""


def test_records_of_several_files_stay_apart_in_a_packed_output(here: Path) -> None:
    """The last record of a file may have no line end; what comes after it begins a line of its own."""
    rows = [json.dumps({"text": text}).encode() for text in (CLEAN, "Fine.", "Fine too.")]
    for name, data in zip("abc", (rows[0], rows[1] + b"\n", rows[2]), strict=True):
        (here / f"{name}.jsonl").write_bytes(data)
    for suffix, unpacked in ((".gz", gzip.decompress), (".xz", lzma.decompress), (".zst", zstd.decompress)):
        done = run("clean", "a.jsonl", "b.jsonl", "c.jsonl", "-o", f"all.jsonl{suffix}", cwd=here)
        assert done.returncode == 0, done.stderr.decode()
        assert unpacked((here / f"all.jsonl{suffix}").read_bytes()).split(b"\n") == rows
