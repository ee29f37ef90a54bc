"""The installed command, ended from within at a moment that is certain to come, however fast the machine is."""

from __future__ import annotations

import tempfile
from pathlib import Path
from subprocess import CompletedProcess

from tests.batchrun import run

Counts = dict[str, list[int]]
HOOK = Path(__file__).parent / "killed"


def hooked(chunk: int, **more: str) -> dict[str, str]:
    """The environment of a command whose chunks have so many bytes; 0: as many as always."""
    return {"PYTHONPATH": str(HOOK), "CHUNK": str(chunk), **more}


def watched(
    folder: Path, *args: str, kill: str = "", sends: str = "KILL", chunk: int = 0
) -> tuple[CompletedProcess[bytes], Counts]:
    """Run ``cleanr clean`` to its end, or to the moment ``kill``; return what came of it, and how many moments each
    process of each kind had. Fails when the moment was not met.

    ``kill``: ``main:900``, ``worker:17``, ``main:note_part`` (see ``killed/sitecustomize.py``). ``sends``: the signal
    that the process gets, or ``INT``, which all do, as from a terminal. ``chunk``: its bytes; 0: as it is.
    """
    moments = Path(tempfile.mkdtemp(dir=folder))
    env = hooked(chunk, MOMENTS=str(moments), KILL=kill, SENDS=sends)
    done = run("clean", *args, "-q", cwd=folder, env=env, start_new_session=True)
    assert (moments / "killed").exists() is bool(kill), f"{kill}: nothing was killed"
    counts: Counts = {"main": [], "worker": []}
    for path in moments.glob("*-*"):
        counts[path.name.partition("-")[0]].append(int(path.read_text() or "0"))
    return done, counts
