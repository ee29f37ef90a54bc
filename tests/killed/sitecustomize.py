"""Read by each Python that has this folder on PYTHONPATH: the installed command kills itself at a given moment.

Moments are calls of functions of ``cleanr.batch``, counted in each process for itself: where the run is, not how long
it has lasted, so that a moment is the same one on any machine, whatever else it does. What hangs on who is ready first
(the pool) is not counted. The environment says what to do:

* ``MOMENTS``: a folder; each process keeps its count there, in a file named for what it is: ``main-123``, ``worker-124``.
* ``KILL``: ``main:900``, ``worker:17`` or ``main:note_part``: which process dies, and at which of its calls, or at the
  end of which function. One process dies in all: the first that comes to it makes the file ``killed``.
* ``SENDS``: ``KILL``, or ``STOP``, to that process; ``INT``, to it and all of its group.
* ``OPENED``: the name of a file; whoever opens it dies, with all of its group, as when a machine goes down.
* ``CHUNK_BYTES``: how many bytes make a chunk, in place of a megabyte, and two chunks between checkpoints; 0: as it is.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

_ME = next((name for word, name in (("spawn_main", "worker"), ("_tracker", "")) if word in str(sys.orig_argv)), "main")
_HOME, _POOL = (os.path.join("cleanr", "batch", name) for name in ("", "pool.py"))


def _watch(folder: str, kill: str) -> None:
    who, _, moment = kill.partition(":")
    at = int(moment) if moment.isdigit() else 0
    counter = os.open(os.path.join(folder, f"{_ME}-{os.getpid()}"), os.O_WRONLY | os.O_CREAT)
    count = 0

    def enter(frame: FrameType, _event: str, _: object) -> Callable[..., Any] | None:
        nonlocal count
        code = frame.f_code
        if _HOME not in code.co_filename or code.co_filename.endswith(_POOL):
            return None
        count += 1
        os.pwrite(counter, b"%d" % count, 0)
        if who == _ME and count == at:
            _die(folder)
        frame.f_trace_lines = False
        return leave if who == _ME and code.co_name == moment else None

    def leave(_frame: FrameType, event: str, _: object) -> Callable[..., Any]:
        if event == "return":
            _die(folder)
        return leave

    if _ME == "main" and os.environ["SENDS"] == "INT":
        signal.signal(signal.SIGINT, signal.default_int_handler)  # what was started in the background ignores it
    sys.settrace(enter)


def _die(folder: str) -> None:
    try:
        os.close(os.open(os.path.join(folder, "killed"), os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return
    if os.environ["SENDS"] == "INT":
        os.killpg(0, signal.SIGINT)
    else:
        os.kill(os.getpid(), signal.SIGSTOP if os.environ["SENDS"] == "STOP" else signal.SIGKILL)


def _die_when_opened(name: str) -> None:
    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event == "open" and str(args[0]).endswith(name):
            os.killpg(0, signal.SIGKILL)

    sys.addaudithook(hook)


def _cut_small(size: int) -> None:
    from cleanr.batch import chunk

    chunk.CHUNK_BYTES = size
    from cleanr.batch import run

    run._CHECKPOINT_CHUNKS = 2


if "OPENED" in os.environ:
    _die_when_opened(os.environ["OPENED"])
if _ME and "CHUNK" in os.environ:
    if chunk := int(os.environ["CHUNK"]):
        _cut_small(chunk)
    if "MOMENTS" in os.environ:
        _watch(os.environ["MOMENTS"], os.environ["KILL"])
