"""The commands' own kind of click command: an option said twice is refused, and the settings file gives defaults."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from cleanr.cli.completion import files
from cleanr.cli.messages import tell
from cleanr.cli.onfile import FROM, defaults

_CHOICE = "cleanr.settings-file"  # the key of a context's meta under which stands what --config and --isolated said


class Group(click.Group):
    """A group that takes --config and --isolated for the command that is called."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.params += _settings_file_options()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read ``args``. Raises `click.UsageError` for an option that is repeated and may not be."""
        _remember(ctx, once(self, ctx, args))
        return super().parse_args(ctx, args)


class Command(click.Command):
    """A command that takes its defaults from the settings file, and refuses an option that is given twice."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.params += _settings_file_options()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read ``args``. Raises `click.UsageError` for an option that is repeated, `SettingsError` for a bad file."""
        params = once(self, ctx, args)
        _remember(ctx, params)
        helps = self.get_help_option(ctx)  # help is read when things are broken
        if not (ctx.resilient_parsing or (helps and params.get(helps.name or "")) or "isolated" in _chosen(ctx)):
            ctx.default_map = defaults(_chosen(ctx).get("config"))
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Do what the command does; before it, name a settings file that the user may not think of."""
        path = (ctx.default_map or {}).get(FROM)
        if path and (ctx.params.get("verbose") or (_found_above(ctx, path) and not ctx.params.get("quiet"))):
            tell(f"settings from {path} (--isolated reads none)")
        return super().invoke(ctx)


def _settings_file_options() -> list[click.Parameter]:
    return [
        click.Option(
            ["--config"], metavar="FILE", expose_value=False, shell_complete=files,
            help="The settings file.  [default: cleanr.toml or [tool.cleanr], upwards]",
        ),
        click.Option(["--isolated"], is_flag=True, expose_value=False, help="Read no settings file."),
    ]  # fmt: skip


def _chosen(ctx: click.Context) -> dict[str, Any]:
    chosen: dict[str, Any] = ctx.meta.setdefault(_CHOICE, {})
    return chosen


def _remember(ctx: click.Context, params: Mapping[str, Any]) -> None:
    """Keep what is said of the settings file: before or after the command, and once."""
    chosen = _chosen(ctx)
    if params.get("config") and "config" in chosen:
        ctx.fail("--config is given twice, and takes one value; leave one out")
    chosen.update({name: params[name] for name in ("config", "isolated") if params.get(name)})
    if len(chosen) > 1:
        ctx.fail("--config names a settings file and --isolated reads none; leave one out")


def _found_above(ctx: click.Context, path: str) -> bool:
    return "config" not in _chosen(ctx) and Path(path).parent != Path.cwd()


def once(command: click.Command, ctx: click.Context, args: list[str]) -> Mapping[str, Any]:
    """Return what the options of ``command`` say in ``args``, by name.

    Raises `click.UsageError` when one that takes one value is there twice.
    """
    if ctx.resilient_parsing:
        return {}
    params, _, order = command.make_parser(ctx).parse_args(args=[*args])
    for parameter, times in Counter(filter(_takes_one_value, order)).items():
        if times > 1:
            ctx.fail(f"{parameter.opts[-1]} is given {_times(times)}, and takes one value; leave one out")
    return params


def _takes_one_value(parameter: Any) -> bool:
    return isinstance(parameter, click.Option) and not (parameter.multiple or parameter.is_flag or parameter.count)


def _times(number: int) -> str:
    return "twice" if number == 2 else f"{number} times"
