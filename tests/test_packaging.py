"""What is published is whole: the source distribution, its metadata, and the page of the package index."""

from __future__ import annotations

import email
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.message import Message
from html.parser import HTMLParser
from pathlib import Path

import pytest
from readme_renderer.markdown import render

from cleanr.text.kernel import KERNEL

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="session")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution, unpacked."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (archive,) = out.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        tar.extractall(out, filter="data")
    return out / archive.name.removesuffix(".tar.gz")


@pytest.fixture(scope="session")
def metadata(sdist: Path) -> Message:
    """What the package index is told."""
    return email.message_from_bytes((sdist / "PKG-INFO").read_bytes())


def test_the_source_distribution_holds_every_file_of_the_project(sdist: Path) -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode or not (ROOT / ".git").exists():
        pytest.skip("no checkout of git: there is no list to hold it against")
    missing = [name for name in listed.stdout.split("\0") if name and not (sdist / name).exists()]
    assert missing == []


def test_tests_pass_from_the_source_distribution(sdist: Path) -> None:
    tests = ["tests/test_readme.py", "tests/test_gutter.py"]  # of all that reads files of the project, the quick ones
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", *tests],
        cwd=sdist, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout
    where = subprocess.run(
        [sys.executable, "-c", "import cleanr; print(cleanr.__file__)"],
        cwd=sdist,
        capture_output=True,
        text=True,
        check=True,
    )
    assert where.stdout.startswith(str(sdist)), "the tests above were not of the unpacked package"


def test_the_metadata_names_what_an_index_shows(metadata: Message) -> None:
    assert metadata["Author"] == "cleanr maintainers"
    assert metadata["License-Expression"] == "Apache-2.0"
    urls = [value.partition(", ")[2] for value in metadata.get_all("Project-URL", [])]
    assert len(urls) >= 3
    assert all(url.startswith("https://") for url in urls)


def test_the_pythons_that_are_named_are_those_that_ci_runs(metadata: Message) -> None:
    classifiers = metadata.get_all("Classifier", [])
    named = [name for line in classifiers if (name := line.rpartition(" :: ")[2]).startswith("3.")]
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    run = re.search(r"^pythons=\((.*)\)$", script, re.MULTILINE)
    assert run
    assert run[1].split() == named
    assert metadata["Requires-Python"] == f">={named[0]}"
    assert not [line for line in classifiers if "OS Independent" in line], "CI runs on Linux alone"


class Page(HTMLParser):
    """The links of a page, and the places that links may lead to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.places.append(str(given["id"]))
        if tag in ("a", "img"):
            self.links.append(str(given.get("href") or given.get("src")))


def test_every_link_works_on_the_package_index(metadata: Message) -> None:
    html = render(str(metadata.get_payload()))
    assert html
    page = Page(html)
    assert len(page.links) > 30
    lost = [
        link for link in page.links
        if not (link.startswith("https://") or (link.startswith("#") and link[1:] in page.places))
    ]  # fmt: skip
    assert lost == []
    assert len(set(page.places)) == len(page.places)


def test_every_page_of_the_docs_is_linked_in_the_readme_and_shown_on_the_package_index(metadata: Message) -> None:
    readme, shown = (ROOT / "README.md").read_text(encoding="utf-8"), str(metadata.get_payload())
    pages = sorted((ROOT / "docs").glob("*.md"))
    assert [page.name for page in pages if f"](docs/{page.name})" not in readme] == []
    heads = {page.name: page.read_text(encoding="utf-8").partition("\n")[0] for page in pages}
    assert [name for name, head in heads.items() if f"\n{head}\n" not in shown] == []


@pytest.mark.parametrize(
    "path", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda path: path.name
)
def test_every_link_works_in_a_checkout(path: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", re.sub("(?s)```.*?```", "", path.read_text(encoding="utf-8"))):
        file, _, _ = link.partition("#")
        assert link.startswith(("https://", "#")) or (path.parent / file).is_file(), link


def test_a_wheel_brings_what_the_rules_come_to(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (archive,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(archive) as wheel:
        wheel.extractall(tmp_path)
    code = (
        "import cleanr, tomllib; from cleanr.rulebook import packtemplates as made; "
        "made.derive = tomllib.loads = None; print(cleanr.__file__, cleanr.clean('Sign up for our newsletter'))"
    )
    environment = {"PYTHONPATH": str(tmp_path), "XDG_CACHE_HOME": "", "HOME": ""}
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == [str(tmp_path / "cleanr" / "__init__.py")]


@pytest.mark.slow
@pytest.mark.parametrize("compiler", ["", "false"])
def test_a_wheel_brings_the_kernel_where_it_compiles(tmp_path: Path, compiler: str) -> None:
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    environment = {**os.environ, **({"CC": compiler} if compiler else {})}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    built = [name for name in names if re.fullmatch(r"cleanr/text/_kernel\..*\.(?:so|pyd)", name)]
    assert wheel.name.endswith("-py3-none-any.whl") is not bool(built)
    if compiler or KERNEL is not None:
        assert len(built) == (0 if compiler else 1)
