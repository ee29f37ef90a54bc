"""The kernel gives what its plain twins give, column by column, on any text; and plain Python serves where it is not."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import example, given

import cleanr
from cleanr.text.folding import folded_with_odd, without_marks
from cleanr.text.kernel import KERNEL
from tests.strategies import EXAMPLES, NEAR_MISSES, texts

compiled_only = pytest.mark.skipif(KERNEL is None, reason="the kernel was not built here, or CLEANR_PLAIN is set")

EVERY_CHARACTER = ["".join(map(chr, range(block << 12, (block + 1) << 12))) for block in range(0x110)]


def plain_fold(text: str) -> tuple[str, str]:
    folded, odd = folded_with_odd(text)
    return folded, without_marks(folded, odd)


@compiled_only
@given(texts())
@example("_a_ _ a_b _\u0301_ _é_")
def test_the_kernel_folds_as_python_does(text: str) -> None:
    if "Σ" not in text:  # its lower case hangs on its neighbours: such texts are left to Python
        assert KERNEL.fold(text) == plain_fold(text)


@compiled_only
@pytest.mark.parametrize("kind", ["every character", "examples", "near misses"])
def test_the_kernel_folds_what_we_have_as_python_does(kind: str) -> None:
    for text in {"every character": EVERY_CHARACTER, "examples": EXAMPLES, "near misses": NEAR_MISSES}[kind]:
        apart = text.replace("Σ", "")
        assert KERNEL.fold(apart) == plain_fold(apart)


@compiled_only
def test_the_kernel_takes_text_alone() -> None:
    with pytest.raises(TypeError):
        KERNEL.fold(b"bytes")


# --- which runs ------------------------------------------------------------------------------------------------------


def run(*arguments: str, **environment: str) -> str:
    command = [sys.executable, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, **environment})
    return done.stdout.strip()


def test_plain_python_can_be_asked_for() -> None:
    assert run("-c", "import cleanr; print(cleanr.compiled)", CLEANR_PLAIN="1") == "False"
    assert run("-m", "cleanr", "--version", CLEANR_PLAIN="1").endswith("(plain Python)")


def test_it_says_which_twin_runs() -> None:
    assert cleanr.compiled is (KERNEL is not None)
    assert run("-m", "cleanr", "--version").endswith("(compiled)" if cleanr.compiled else "(plain Python)")
