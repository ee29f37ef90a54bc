"""The commands' own kind of click command: what is said twice is refused, not silently overruled."""

from __future__ import annotations

from collections import Counter
from typing import Any

import click


class Command(click.Command):
    """A command that refuses an option that takes one value and is given two: which was meant cannot be told."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read ``args``. Raises `click.UsageError` for an option that is repeated and may not be."""
        refuse_repeated(self, ctx, args)
        return super().parse_args(ctx, args)


def refuse_repeated(command: click.Command, ctx: click.Context, args: list[str]) -> None:
    """Raise `click.UsageError` when an option of ``command`` that takes one value stands in ``args`` twice."""
    if ctx.resilient_parsing:
        return
    _, _, order = command.make_parser(ctx).parse_args(args=[*args])
    for parameter, times in Counter(filter(_takes_one_value, order)).items():
        if times > 1:
            ctx.fail(f"{parameter.opts[-1]} is given {_times(times)}, and takes one value; leave one out")


def _takes_one_value(parameter: Any) -> bool:
    return isinstance(parameter, click.Option) and not (parameter.multiple or parameter.is_flag or parameter.count)


def _times(number: int) -> str:
    return "twice" if number == 2 else f"{number} times"
