"""`cleanr config`: what is in force, and where each value came from."""

from __future__ import annotations

import json
from typing import Any

import click
from click.core import ParameterSource

from cleanr.cli.batchoptions import with_batch_options, with_field_options
from cleanr.cli.command import Command
from cleanr.cli.onfile import FIELD_OPTIONS, FROM
from cleanr.cli.options import settings_of, with_options, write

_SETTINGS = ("policy", "actions", "confidence", "repair", "languages", "select", "ignore", "rules")
_NOT_SETTINGS = ("files", "output", "errors", "stats", "resume", "files_from", "null", "limit")


@click.command(cls=Command)
@with_options
@with_batch_options
@with_field_options
@click.option("--id-field", default="id", show_default=True, metavar="NAME", help="As for tag.")
@click.pass_context
def config(ctx: click.Context, /, **options: Any) -> None:
    """Write the settings that are in force as TOML, each with where it came from: a default, the settings file, the
    command line. The output is a settings file again.

    \b
    cleanr config
    cleanr config --policy strict > cleanr.toml
    """
    settings = settings_of(**{name: options[name] for name in _SETTINGS})
    for name, value in options.items():
        if name not in (*_NOT_SETTINGS, "policy", "actions"):
            write(_row(name, _plainly(name, value), _origin(ctx, name)))
    origins = {_origin(ctx, name) for name in ("policy", "actions")} - {"default"} or {"default"}
    write(f"\n[policy]  # {options['policy']}: {', '.join(sorted(origins))}\n")
    write("".join(f"{category} = {json.dumps(action)}\n" for category, action in settings.policy.items()))


def _row(name: str, value: Any, origin: str) -> str:
    """A line of TOML; what has no value is told as a comment."""
    said = f"{name} = {json.dumps(value, ensure_ascii=False)}" if value is not None else f"# {name}: not set"
    return f"{said:<40}  # {origin}\n"


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
