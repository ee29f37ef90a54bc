"""What the commands share: options, reading what they are given, refusing it, and writing."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

if TYPE_CHECKING:
    from cleanr.cleaner import Cleaner

Command = TypeVar("Command", bound=Callable[..., Any])

_AGAIN = "May be given again."
_OPTIONS = (
    click.option(
        "--policy",
        default="article",
        show_default=True,
        metavar="PRESET",
        help="What is done with each category: article (strip furniture, keep headline, byline, dates), "
        "strict (the body alone), tag (strip nothing).",
    ),
    click.option(
        "--set",
        "actions",
        multiple=True,
        metavar="CATEGORY=ACTION",
        help=f"Change one category: keep, tag, strip, mask or extract. {_AGAIN}",
    ),
    click.option("--ignore", multiple=True, metavar="NAME", help=f"Leave out a rule, a family or a category. {_AGAIN}"),
    click.option(
        "--select", multiple=True, metavar="NAME", help=f"Use only these rules, families or categories. {_AGAIN}"
    ),
    click.option("--rules", multiple=True, metavar="FILE", help=f"Add the rules of a TOML file. {_AGAIN}"),
    click.option(
        "--language",
        "languages",
        multiple=True,
        metavar="CODE",
        help=f"Use only the rules of this language. {_AGAIN}",
    ),
    click.option(
        "--repair",
        default="conservative",
        show_default=True,
        metavar="MODE",
        help="conservative (mend what is broken), full (all that ftfy does), none.",
    ),
)


class Source(NamedTuple):
    """A document to clean: the name it goes by in messages and records, and its text."""

    name: str
    text: str


class Failure(click.ClickException):
    """Bad input: one line on stderr, exit code 2, nothing written."""

    exit_code = 2


def with_cleaner(command: Command) -> Command:
    """Give ``command`` the options that describe a cleaner."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def with_options(command: Command) -> Command:
    """Give ``command`` the options that describe a cleaner, and the argument ``files``."""
    command = with_cleaner(command)
    return click.argument("files", nargs=-1, metavar="[FILE|-]...")(command)


def cleaner_of(policy: str, actions: Sequence[str], **options: Any) -> Cleaner:
    """Return the cleaner that the shared options describe. Raises `SettingsError` or `PackError`."""
    from cleanr.cleaner import Cleaner

    changes = dict(_pair(action) for action in actions)
    languages = options.pop("languages") or None
    return Cleaner(policy={"preset": policy, **changes}, languages=languages, **options)


def _pair(action: str) -> tuple[str, str]:
    category, equals, what = action.partition("=")
    if not equals:
        raise Failure(f"--set {action!r}: expected CATEGORY=ACTION, such as caption=keep")
    return category, what


def read(files: Sequence[str]) -> list[Source]:
    """Read everything before anything is written: a bad file leaves no half output."""
    return [Source(name, _decode(name, _bytes_of(name))) for name in files or ("-",)]


def _bytes_of(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    if Path(name).is_dir():
        raise Failure(f"{name}: is a folder; name the files in it, such as {name.rstrip('/')}/*.txt")
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise Failure(f"{name}: {error.strerror or error}") from error


def _decode(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        likely = "UTF-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "WINDOWS-1252"
        raise Failure(
            f"{name}: is not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}; "
            f"convert it first, such as: iconv -f {likely} -t UTF-8 < FILE | cleanr clean"
        ) from error


def write(text: str) -> None:
    """Write as UTF-8 with line ends as they are, whatever the platform would make of them."""
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.flush()
