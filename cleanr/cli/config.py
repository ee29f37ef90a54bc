"""`cleanr config`: what is in force, and where each value came from."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from cleanr.cli.batchoptions import with_batch_options, with_field_options
from cleanr.cli.command import Command
from cleanr.cli.onfile import FIELD_OPTIONS, FROM
from cleanr.cli.options import Failure, settings_of, with_options, write
from cleanr.errors import reason
from cleanr.settings.configfile import NAMES

_STDOUT = 1
_SETTINGS = ("policy", "actions", "confidence", "repair", "languages", "select", "ignore", "rules", "profile")
_NOT_SETTINGS = ("files", "errors", "stats", "resume", "files_from", "null", "limit")


@click.command(cls=Command)
@with_options
@with_batch_options
@with_field_options
@click.option("--id-field", default="id", show_default=True, metavar="NAME", help="As for tag.")
@click.pass_context
def config(ctx: click.Context, /, **options: Any) -> None:
    """Write the settings that are in force as TOML, each with where it came from: a default, the settings file, the
    command line. The output is a settings file again; -o writes it to a new file.

    \b
    cleanr config
    cleanr config --policy strict -o cleanr.toml
    """
    output = options.pop("output")
    if output:
        options["rules"] = tuple(os.path.relpath(path, Path(output).parent) for path in options["rules"])
        if options["profile"]:
            options["profile"] = os.path.relpath(options["profile"], Path(output).parent)
        _create(output, "".join(_lines(ctx, options)))
    else:
        _check_stdout(ctx)
        write("".join(_lines(ctx, options)))


def _lines(ctx: click.Context, options: dict[str, Any]) -> Iterator[str]:
    settings = settings_of(**{name: options[name] for name in _SETTINGS})
    for name in sorted(options, key=[param.name for param in ctx.command.params].index):  # in any run the same order
        if name not in (*_NOT_SETTINGS, "policy", "actions"):
            yield _row(name, _plainly(name, options[name]), _origin(ctx, name))
    origins = {_origin(ctx, name) for name in ("policy", "actions")} - {"default"} or {"default"}
    yield f"\n[policy]  # {options['policy']}: {', '.join(sorted(origins))}\n"
    yield from (f"{category} = {json.dumps(action)}\n" for category, action in settings.policy.items())


def _create(output: str, text: str) -> None:
    """Write a file that is not there yet: one that is may hold comments, or more than settings."""
    try:
        with open(output, "x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise Failure(
            f"{output}: is there already; name a new file, and put it in its place when you like it"
        ) from error
    except OSError as error:
        raise Failure(f"{output}: {reason(error)}") from error


def _check_stdout(ctx: click.Context) -> None:
    """Refuse to write over the settings that are read: ``cleanr config > cleanr.toml``, which the shell has emptied."""
    here = Path.cwd()
    read = (ctx.default_map or {}).get(FROM)
    for path in [Path(read or here), *(folder / name for folder in (here, *here.parents) for name in NAMES)]:
        if path.is_file() and os.path.samestat(path.stat(), os.fstat(_STDOUT)):
            raise Failure(
                f"{path}: is a settings file and where the output goes; the shell empties it before it is read; "
                "get back what was in it, and write to a new file: cleanr config -o NEW.toml"
            )


def _row(name: str, value: Any, origin: str) -> str:
    """A line of TOML; what has no value is told as a comment."""
    setting = f"{name} = {json.dumps(value, ensure_ascii=False)}" if value is not None else f"# {name}: not set"
    return f"{setting:<40}  # {origin}\n"


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _plainly(name: str, value: Any) -> Any:
    """One field is named by a string, several by a list."""
    return _plain(value[0] if name in FIELD_OPTIONS and len(value) == 1 else value)


def _origin(ctx: click.Context, name: str) -> str:
    source = ctx.get_parameter_source(name)
    if source is ParameterSource.DEFAULT_MAP:
        return str((ctx.default_map or {}).get(FROM, "settings file"))
    return "command line" if source is ParameterSource.COMMANDLINE else "default"
