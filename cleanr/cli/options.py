"""What the commands share: options, reading what they are given, refusing it, and writing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click
from click.core import ParameterSource

from cleanr.batch.encoding import decode
from cleanr.batch.sniff import HEAD, is_told, no_text
from cleanr.cli import completion
from cleanr.cli.targets import refuse_inputs
from cleanr.errors import BatchError, reason
from cleanr.views.terminal import one_line, safe, safe_in_colour

if TYPE_CHECKING:
    from cleanr.cleaner import Cleaner
    from cleanr.settings.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])

_AGAIN = "May be given again."
_OPTIONS = (
    click.option(
        "--policy",
        default="article",
        show_default=True,
        metavar="PRESET",
        shell_complete=completion.presets,
        help="What is done with each category: article (strip furniture, keep headline, byline, dates), "
        "strict (the body alone), tag (strip nothing).",
    ),
    click.option(
        "--set",
        "actions",
        multiple=True,
        metavar="CATEGORY=ACTION",
        shell_complete=completion.actions,
        help=f"Change one category: keep, tag, strip, mask or extract. {_AGAIN}",
    ),
    click.option(
        "--confidence",
        type=float,
        default=0.9,
        show_default=True,
        metavar="P",
        help="How sure a verdict must be to strip, from .67 to below 1: lower finds more, higher is safer.",
    ),
    click.option(
        "--ignore",
        multiple=True,
        metavar="NAME",
        shell_complete=completion.rule_names,
        help=f"Leave out a rule, a family or a category. {_AGAIN}",
    ),
    click.option(
        "--select",
        multiple=True,
        metavar="NAME",
        shell_complete=completion.rule_names,
        help=f"Use only these rules, families or categories. {_AGAIN}",
    ),
    click.option(
        "--rules",
        multiple=True,
        metavar="FILE",
        shell_complete=completion.files,
        help=f"Add the rules of a TOML file. {_AGAIN}",
    ),
    click.option(
        "--profile",
        metavar="FILE",
        shell_complete=completion.files,
        help="What repeats on the pages of a site is furniture, too: a file that cleanr profile made.",
    ),
    click.option(
        "--language",
        "languages",
        multiple=True,
        metavar="CODE",
        shell_complete=completion.languages,
        help=f"Use only the rules of this language. {_AGAIN}",
    ),
    click.option(
        "--repair",
        default="conservative",
        show_default=True,
        metavar="MODE",
        shell_complete=completion.repairs,
        help="conservative (mend what is broken), full (all that ftfy does), none.",
    ),
)


class Failure(click.ClickException):
    """Bad input: one line on stderr, exit code 2, nothing written."""

    exit_code = 2

    def format_message(self) -> str:
        """Return the sentence on one line."""
        return one_line(self.message)


class Source(NamedTuple):
    """A document to clean: the name it goes by in messages and records, and its text."""

    name: str
    text: str


def with_cleaner(command: Command) -> Command:
    """Give ``command`` the options that describe a cleaner."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def with_options(command: Command) -> Command:
    """Give ``command`` the options that describe a cleaner, and the argument ``files``."""
    command = with_cleaner(command)
    return click.argument("files", nargs=-1, metavar="[FILE|-]...", shell_complete=completion.files)(command)


def cleaner_of(**options: Any) -> Cleaner:
    """Return the cleaner that the shared options describe. Raises `SettingsError` or `PackError`."""
    from cleanr.cleaner import Cleaner

    return Cleaner.of(settings_of(**options))


def settings_of(policy: str, actions: Sequence[str], **options: Any) -> Settings:
    """Return the settings that the shared options describe. Raises `SettingsError` for what cannot be."""
    from cleanr.settings.settings import Settings

    changes = dict(_pair(action) for action in (*_actions_on_file(), *actions))
    options["languages"] = options["languages"] or None
    return Settings.of(policy={"preset": policy, **changes}, **options)


def asked(name: str) -> bool:
    """Return whether the option stands on the command line."""
    return click.get_current_context().get_parameter_source(name) is ParameterSource.COMMANDLINE


def _actions_on_file() -> Sequence[str]:
    """The actions of the settings file; a --policy on the command line sweeps them away, a --set only its own."""
    context = click.get_current_context()
    if asked("policy"):
        return ()
    actions: Sequence[str] = (context.default_map or {}).get("actions", ())
    return actions


def _pair(action: str) -> tuple[str, str]:
    category, equals, what = action.partition("=")
    if not equals:
        raise Failure(f"--set {action!r}: expected CATEGORY=ACTION, such as caption=keep")
    return category, what


def read(files: Sequence[str], encoding: str = "") -> list[Source]:
    """Read everything before anything is written: a bad file leaves no half output. Stdout may be none of them."""
    names = files or ("-",)
    refuse_inputs((), names)
    return [Source(name, _decode(name, _text_of(name), encoding)) for name in names]


def _text_of(name: str) -> bytes:
    data = _bytes_of(name)
    why = "" if is_told(name) else no_text(data[:HEAD])
    if why:
        raise Failure(f"{name}: {why}")
    return data


def _bytes_of(name: str) -> bytes:
    if name != "-" and Path(name).is_dir():
        raise Failure(f"{name}: is a folder; name the files in it, such as {name.rstrip('/')}/*.txt")
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise Failure(f"{name}: {'cannot be read: ' if name == '-' else ''}{reason(error)}") from error


def _decode(name: str, data: bytes, encoding: str) -> str:
    try:
        return decode(data, encoding)
    except BatchError as error:
        raise Failure(f"{name}: {error}") from error


def write(text: str, *, colour: bool = False) -> None:
    """Write to stdout as UTF-8 with line ends as they are, whatever the platform would make of them.

    On a terminal, whatever could steer it is made visible. ``colour``: a view has put its colours in; then the reader
    sits before a terminal, even if a pager stands between.
    """
    shown = safe_in_colour(text) if colour else safe(text) if sys.stdout.isatty() else text
    sys.stdout.buffer.write(shown.encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.flush()
