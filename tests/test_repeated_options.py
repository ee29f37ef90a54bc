"""An option that takes one value and is given two is refused, in every command."""

from __future__ import annotations

from collections.abc import Iterator

import click
from click.testing import CliRunner

from cleanr.cli import COMMANDS, main
from cleanr.cli.rule import page, rule
from tests.batchrun import run


def commands() -> Iterator[tuple[list[str], click.Command]]:
    """Every command with the words that call it."""
    context = click.Context(main)
    for name in COMMANDS:
        if name != "rule" and (command := main.get_command(context, name)):
            yield [name], command
    yield from ((["rule", name], command) for name, command in rule.commands.items())
    yield ["rule", "newsletter.signup"], page


def test_in_every_command() -> None:
    seen = 0
    for words, command in commands():
        for option in command.params:
            if not isinstance(option, click.Option) or option.is_flag or option.multiple:
                continue
            said = [option.opts[0], "1"] if not isinstance(option.type, click.Choice) else None
            said = said or [option.opts[0], str(next(iter(option.type.choices)))]  # type: ignore[attr-defined]
            result = CliRunner().invoke(main, [*words, *said, *said])
            assert result.exit_code == 2, (words, said)
            assert f"{option.opts[-1]} is given twice, and takes one value" in result.output, (words, said)
            seen += 1
    assert seen > 70


def test_the_installed_command() -> None:
    done = run("clean", "--policy", "tag", "--policy", "strict", stdin=b"Fine.")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"--policy is given twice, and takes one value; leave one out" in done.stderr
    assert b"--config is given 3 times" in run("--config", "a", "--config", "b", "--config", "c", "clean").stderr
    again = run("clean", "--ignore", "share", "--ignore", "ad", "--check", "--check", stdin=b"Fine.")
    assert again.returncode == 0, "what may be given again, and flags"
