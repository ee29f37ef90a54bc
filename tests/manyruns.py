"""Many runs of the command for the price of one start: a process that has loaded it forks once for each run.

Each run has standard streams, a working folder and an exit code of its own, as when a shell starts it.
"""

from __future__ import annotations

import json
import os
import pkgutil
import subprocess
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

CLOSED = "closed"  # in place of a file: as `<&-` and `>&-` do
SCREEN = "screen"  # in place of a file for stdout: a terminal, for stderr too; what it is sent is kept
UNREAD = "unread"  # in place of a file for stdout: a pipe whose reader has gone


class Case(NamedTuple):
    """One run: arguments, the file that is stdin, the file that stdout goes to (empty: it is kept)."""

    args: Sequence[str]
    stdin: str = os.devnull
    stdout: str = ""


class Done(NamedTuple):
    """How it went; what it wrote, as text."""

    code: int
    out: str
    err: str


def run_all(cases: Sequence[Case], cwd: Path, *, user: int = 0, **env: str) -> list[Done]:
    """Run ``cases`` in the folder ``cwd``, one after the other; as another user, if one is given."""
    here = [sys.executable, "-W", "error", __file__, str(user)]
    world = {**os.environ, "TERM": "xterm", **env}
    done = subprocess.run(here, cwd=cwd, input=json.dumps(cases).encode(), capture_output=True, check=False, env=world)
    assert done.returncode == 0, done.stderr.decode()
    return [Done(*one) for one in json.loads(done.stdout)]


def _serve() -> None:
    _load()
    cases = [Case(*case) for case in json.load(sys.stdin)]
    if user := int(sys.argv[1]):
        os.setuid(user)
    results = json.dumps([_forked(case) for case in cases])
    sys.stdout.write(results)


def _load() -> None:
    """All that a run may need, so that each of them need not, and nobody need read it from the disk."""
    import cleanr

    for module in pkgutil.walk_packages(cleanr.__path__, "cleanr."):
        if module.name.removeprefix("cleanr.pipelines.") not in ("datatrove", "spacy", "spark"):
            import_module(module.name)
    cleanr.Cleaner().clean("The harbour opened in 1904. Sign up for our newsletter.")


def _forked(case: Case) -> Done:
    if case.stdout == SCREEN:
        return _on_screen(case)
    out, err = os.memfd_create("out"), os.memfd_create("err")
    child = os.fork()
    if not child:
        os._exit(_run(case, out, err))
    _, status = os.waitpid(child, 0)
    return Done(os.waitstatus_to_exitcode(status), _text(out), _text(err))


def _on_screen(case: Case) -> Done:
    """What a terminal of 80 columns is sent; both streams are ``out``."""
    ours, theirs = os.openpty()
    child = os.fork()
    if not child:
        os._exit(_run(case._replace(stdout=""), theirs, theirs))
    os.close(theirs)
    sent = b""
    with suppress(OSError):  # Linux says so when the other end is closed
        while block := os.read(ours, 65536):
            sent += block
    os.close(ours)
    _, status = os.waitpid(child, 0)
    return Done(os.waitstatus_to_exitcode(status), sent.decode("utf-8", "replace").replace("\r\n", "\n"), "")


def _text(handle: int) -> str:
    with open(handle, "rb") as file:
        file.seek(0)
        return file.read().decode("utf-8", "replace")


def _run(case: Case, out: int, err: int) -> int:
    from cleanr.cli import main

    os.dup2(err, 2)
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    _connect(0, case.stdin, out)
    _connect(1, case.stdout, out)
    sys.stdin = None if case.stdin == CLOSED else open(0, encoding="utf-8", closefd=False)  # type: ignore[assignment]  # noqa: SIM115
    sys.stdout = None if case.stdout == CLOSED else open(1, "w", encoding="utf-8", closefd=False)  # type: ignore[assignment]  # noqa: SIM115
    sys.argv = ["cleanr", *case.args]
    try:
        main(prog_name="cleanr")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 99
    except BaseException:
        traceback.print_exc()
        code = 98
    try:
        sys.stdout.flush()
    except OSError:
        code = 120  # as Python ends when it cannot write what it still holds
    return code


def _connect(number: int, name: str, out: int) -> None:
    if name == CLOSED:
        os.close(number)
    elif name == UNREAD:
        reader, writer = os.pipe()
        os.close(reader)
        os.dup2(writer, number)
    elif not name:
        os.dup2(out, number)
    else:
        os.dup2(os.open(name, os.O_RDONLY if number == 0 else os.O_WRONLY), number)


if __name__ == "__main__":
    _serve()
