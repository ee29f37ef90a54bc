"""How every command ends: with its exit code and at most one sentence, whatever happened to it.

0: done. 1: something would change, or falls short. 2: could not be done. 130: interrupted. 141: nobody reads on.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO, cast

import click

from cleanr.cli.messages import tell_failure
from cleanr.cli.options import Failure
from cleanr.errors import CleanrError, reason

FAILED, INTERRUPTED, NOT_READ = 2, 130, 141  # the last two as shells count them: 128 and the number of the signal
_TRACEBACK = "CLEANR_TRACEBACK"  # the environment variable that lets a traceback through


def exit_code_of(command: Callable[[], Any]) -> int:
    """Run ``command``, say what went wrong if anything did, and return the exit code of the process."""
    try:
        done = command()
        code = done if isinstance(done, int) else 0
    except click.ClickException as failure:
        tell_failure(failure)
        code = failure.exit_code
    except SystemExit as asked:
        code = asked.code if isinstance(asked.code, int) else int(asked.code is not None)
    except (click.Abort, KeyboardInterrupt):
        code = INTERRUPTED
    return max(code, _settled(sys.stdout), _settled(sys.stderr))


@contextmanager
def one_sentence() -> Iterator[None]:
    """Turn whatever is raised inside into a `Failure` of one sentence, or into an exit code where none is needed."""
    try:
        yield
    except (click.ClickException, click.Abort, click.exceptions.Exit):
        raise
    except KeyboardInterrupt:
        raise click.exceptions.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        raise click.exceptions.Exit(NOT_READ) from None
    except CleanrError as error:
        raise Failure(str(error)) from error
    except OSError as error:
        raise Failure(_of_the_system(error)) from error
    except Exception as error:
        if os.environ.get(_TRACEBACK):
            raise
        raise Failure(_of_our_own(error)) from error


def _of_the_system(error: OSError) -> str:
    """What has a file's name says it; what has none was on its way to stdout, as click writes its help."""
    return f"{error.filename}: {reason(error)}" if error.filename else f"stdout: cannot be written: {reason(error)}"


def _of_our_own(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "there is not enough memory for this; give it less at once, or a smaller --jobs"
    return (
        f"a mistake of cleanr's, {type(error).__name__}: {error}; please report it, with what {_TRACEBACK}=1 in the "
        "environment shows"
    )


def _settled(stream: TextIO) -> int:
    """Write what a stream still holds, and return `FAILED` if that is not possible; Python would say so at its end."""
    try:
        stream.flush()
    except (OSError, ValueError):
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return FAILED
    return 0


def open_what_is_closed() -> None:
    """Give stdin, stdout and stderr that are closed something to stand on.

    Otherwise the next file that is opened gets their number, and what is meant for stdout is written into it. Reading
    from such a stdin and writing to such a stdout fails, as it should; what is said to stderr is lost.
    """
    sys.stdin = sys.stdin or _standing(0, os.O_WRONLY, "r")
    sys.stdout = sys.stdout or _standing(1, os.O_RDONLY, "w")
    sys.stderr = sys.stderr or _standing(2, os.O_WRONLY, "w")


def _standing(number: int, flags: int, mode: str) -> TextIO:
    handle = os.open(os.devnull, flags)
    with suppress(OSError):
        if handle != number:
            os.dup2(handle, number)
            os.close(handle)
    stream = open(number, mode, encoding="utf-8", errors="backslashreplace")  # noqa: SIM115  # as long as the process
    return cast(TextIO, stream)
