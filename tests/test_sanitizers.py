"""The kernel under the sanitizers of addresses and of undefined behaviour: no step beside a buffer on any text."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOME = ROOT / "cleanr" / "text"
SOURCES = ("_kernel.c", "_scan.c", "_phrases.c")
FLAGS = ("-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer", "-g", "-O1")
SECONDS = os.environ.get("CLEANR_FUZZ_SECONDS", "5")


@pytest.fixture(scope="session")
def sanitized(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package whose kernel is watched."""
    home = tmp_path_factory.mktemp("sanitized")
    ignored = shutil.ignore_patterns("*.so", "__pycache__")
    shutil.copytree(ROOT / "cleanr", home / "cleanr", ignore=ignored)
    shutil.copytree(ROOT / "tests", home / "tests", ignore=ignored)
    shutil.copytree(ROOT / "corpus", home / "corpus")
    target = home / "cleanr" / "text" / f"_kernel{sysconfig.get_config_var('EXT_SUFFIX')}"
    sources = [str(HOME / name) for name in SOURCES]
    command = ["gcc", *FLAGS, "-shared", "-fPIC", "-I", sysconfig.get_paths()["include"], *sources, "-o", str(target)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no compiler here that can sanitize")
    return home


def watched(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python there, with the sanitizers loaded before it; its own allocator would hide the ends of strings."""
    found = subprocess.run(["gcc", "-print-file-name=libasan.so"], capture_output=True, text=True, check=True)
    environment = {
        **os.environ, "LD_PRELOAD": found.stdout.strip(), "PYTHONMALLOC": "malloc", "PYTHONPATH": str(home),
        "ASAN_OPTIONS": "detect_leaks=0", "CLEANR_PLAIN": "", "HYPOTHESIS_PROFILE": "quick",
    }  # fmt: skip
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_fuzzing_meets_no_step_beside_a_buffer(sanitized: Path) -> None:
    done = watched(sanitized, "-m", "tests.fuzz_kernel", "--seconds", SECONDS)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "alike" in done.stdout


@pytest.mark.slow
def test_the_tests_of_equality_pass_when_watched(sanitized: Path) -> None:
    tests = ["tests/test_kernel.py", "tests/test_candidates.py"]
    options = ["-p", "no:cacheprovider", "--rootdir", str(sanitized), "-c", os.devnull, "-k", "kernel"]
    done = watched(sanitized, "-m", "pytest", *options, *tests)
    assert done.returncode == 0, done.stdout + done.stderr
