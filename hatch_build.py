"""Compiles the kernel (`cleanr/text/_kernel.c`), with a C compiler and Python's headers, and derives the rules.

Whatever goes wrong is a warning: without the kernel the plain twins serve, slower, with the same results; without the
derived rules (see `cleanr.rulebook.shipped`) the first process derives them. ``CLEANR_PLAIN=1`` leaves the kernel out
on purpose.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MODULE = "cleanr.text._kernel"
SOURCES = ["cleanr/text/_kernel.c", "cleanr/text/_scan.c", "cleanr/text/_phrases.c"]
HEADERS = (
    "_kernel_pass.h", "_row.h", "_memo.h", "_maker.h", "_wordset.h", "_signs.h", "_sentences.h", "_scan.h",
    "_scan_pass.h", "_slots.h", "_codemarks.h",
)  # fmt: skip
DEPENDS = [f"cleanr/text/{name}" for name in HEADERS]
MOST_SECONDS = 300  # a compiler that hangs is a failure like any other
PLAIN = "cleanr will run as plain Python, slower"
# A process of its own, so that a compiler's crash or output harms no build. No setup(): it would read pyproject.toml.
SETUP = """
from setuptools import Distribution, Extension
kernel = Extension({module!r}, {sources!r}, depends={depends!r})
command = Distribution(dict(ext_modules=[kernel])).get_command_obj("build_ext")
command.build_lib, command.build_temp = {target!r}, {objects!r}
command.ensure_finalized()
command.run()
"""


def obstacle() -> str:
    """What keeps this machine from compiling; nothing, if it can."""
    if os.environ.get("CLEANR_PLAIN", "0") not in ("", "0"):
        return "CLEANR_PLAIN is set"
    if not Path(sysconfig.get_paths()["include"], "Python.h").is_file():
        return "Python's headers are not here"
    if os.name == "posix" and not shutil.which(os.environ.get("CC", "cc").split()[0]) and not shutil.which("gcc"):
        return "there is no C compiler"
    return ""


def compiles(root: Path, target: Path, objects: Path) -> bool:
    """Compile the sources under ``root`` into ``target``, and return whether that went well."""
    names = {"module": MODULE, "sources": SOURCES, "depends": DEPENDS, "target": str(target), "objects": str(objects)}
    try:
        command = [sys.executable, "-c", SETUP.format_map(names)]
        done = subprocess.run(command, cwd=root, timeout=MOST_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


class Build(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the kernel and the derived rules to a wheel; for an editable install it builds the kernel in its place."""

    def dependencies(self) -> list[str]:
        """What a build with the kernel needs besides hatchling."""
        return [] if obstacle() else ["setuptools>=65"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and say where the result goes."""
        self.made = tempfile.TemporaryDirectory()
        if version != "editable":  # there the rules change
            self._derive(build_data)
        if reason := obstacle():
            self.app.display_warning(f"{reason}: {PLAIN}")
            return
        target = Path(self.root) if version == "editable" else Path(self.made.name, "built")
        if not compiles(Path(self.root), target, Path(self.made.name, "objects")):
            self.app.display_warning(f"the kernel does not compile: {PLAIN}")
        elif version != "editable":
            built = {str(path): path.relative_to(target).as_posix() for path in target.rglob("_kernel.*")}
            build_data["force_include"].update(built)
            build_data["pure_python"] = False
            build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Leave nothing behind but what was asked for."""
        self.made.cleanup()

    def _derive(self, build_data: dict[str, Any]) -> None:
        derived = str(Path(self.made.name, "derived.json"))
        command = [sys.executable, "-m", "cleanr.rulebook.shipping", derived]
        done = subprocess.run(command, cwd=self.root, env={**os.environ, "PYTHONPATH": self.root}, check=False)
        if done.returncode:
            self.app.display_warning("the rules cannot be derived: the first start of cleanr will take longer")
        else:
            build_data["force_include"][derived] = "cleanr/rulebook/derived.json"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as objects:
        here = Path(__file__).parent.resolve()
        sys.exit(0 if compiles(here, here, Path(objects)) else PLAIN)
