"""Completion as a shell does it: keys are typed into a real bash and a real zsh, and the line is read back."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from cleanr.cli.completion import files
from cleanr.rulebook.categories import CATEGORIES
from tests.batchrun import COMMAND
from tests.test_repeated_options import commands

if sys.platform == "win32":
    pytest.skip("no pty here", allow_module_level=True)

import pty

# What is typed before the tab, and the line after it.
LINES = {
    "cleanr expl": "cleanr explain ",
    "cleanr clean art": "cleanr clean article.txt ",
    "cleanr explain art": "cleanr explain article.txt ",
    "cleanr clean -o fol": "cleanr clean -o folder/",
    "cleanr clean --rules our": "cleanr clean --rules ours.toml ",
    "cleanr clean --rules=our": "cleanr clean --rules=ours.toml ",
    "cleanr --config our": "cleanr --config ours.toml ",
    "cleanr clean --config our": "cleanr clean --config ours.toml ",
    "cleanr clean --policy str": "cleanr clean --policy strict ",
    "cleanr clean --policy=str": "cleanr clean --policy=strict ",
    "cleanr clean --set capt": "cleanr clean --set caption=",
    "cleanr clean --set caption=k": "cleanr clean --set caption=keep ",
    "cleanr clean --set=caption=k": "cleanr clean --set=caption=keep ",
    "cleanr clean --language=u": "cleanr clean --language=uk ",
    "cleanr tag --language d": "cleanr tag --language d",
    "cleanr clean --format parq": "cleanr clean --format parquet ",
    "cleanr clean --ignore newsletter.sends": "cleanr clean --ignore newsletter.sends-out ",
    "cleanr stats --select payw": "cleanr stats --select paywall",
    "cleanr show --only capt": "cleanr show --only caption ",
    "cleanr rule newsletter.sends": "cleanr rule newsletter.sends-out ",
    "cleanr rule from": "cleanr rule from-example ",
    "cleanr rule new ours.x --category capt": "cleanr rule new ours.x --category caption ",
    "cleanr rules --cat": "cleanr rules --category ",
}
ON = {
    "bash": """
PS1=; PS2=; unset PROMPT_COMMAND
bind 'set enable-bracketed-paste off'; bind 'set bell-style none'; bind 'set show-all-if-ambiguous off'
eval "$(_CLEANR_COMPLETE=bash_source cleanr)"
tell() { printf '<<%s>>' "$READLINE_LINE"; }
bind -x '"\\C-o": tell'
""",
    "zsh": """
PS1=; PS2=; unsetopt zle_bracketed_paste beep auto_list prompt_sp prompt_cr; unset zle_bracketed_paste
autoload -Uz compinit; compinit -u -D
eval "$(_CLEANR_COMPLETE=zsh_source cleanr)"
tell() { print -rn -- "<<$BUFFER>>" }
zle -N tell; bindkey '^O' tell; bindkey '^U' kill-whole-line; bindkey '^I' complete-word
""",
}
START = {"bash": ["--norc", "--noprofile", "-i"], "zsh": ["-f", "-i"]}


class Shell:
    """A shell on a terminal of its own."""

    def __init__(self, name: str, folder: Path) -> None:
        (folder / "setup").write_text(ON[name] + "\nprintf '<<%s>>' ready\n", encoding="utf-8")
        path = f"{Path(COMMAND).parent}:{os.environ['PATH']}"
        self._pid, self._end = pty.fork()
        if not self._pid:
            os.chdir(folder)
            os.environ.update(PATH=path, TERM="dumb", HISTFILE="", LC_ALL="C.UTF-8")
            os.execvp(name, [name, *START[name]])
        self._send(". ./setup\n")
        assert self._answer() == "ready"

    def completed(self, line: str) -> str:
        """What stands on the command line after ``line`` and a tab."""
        self._send(f"{line}\t\x0f")
        answer = self._answer()
        self._send("\x15")
        return answer

    def close(self) -> None:
        os.close(self._end)
        os.waitpid(self._pid, 0)

    def _send(self, keys: str) -> None:
        os.write(self._end, keys.encode())

    def _answer(self) -> str:
        data = b""
        while b">>" not in data.rpartition(b"<<")[2] or b"<<" not in data:
            data += os.read(self._end, 65536)  # a shell that ends is an error here
        return data.rpartition(b"<<")[2].partition(b">>")[0].decode()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("shell")
    (home / "folder").mkdir()
    for name in ("article.txt", "ours.toml"):
        (home / name).write_text("", encoding="utf-8")
    return home


@pytest.fixture(params=["bash", "zsh"])
def shell(request: pytest.FixtureRequest, folder: Path) -> Iterator[Shell]:
    if not shutil.which(request.param):
        pytest.skip(f"no {request.param} here")
    shell = Shell(request.param, folder)
    yield shell
    shell.close()


def test_a_tab_in_a_shell(shell: Shell) -> None:
    assert {line: shell.completed(line) for line in LINES} == LINES


# What no shell can know: numbers, names of fields, words of one's own.
_FREE = {"N", "COLUMNS", "LINES", "WORDS", "PATTERN", "TEXT", "FAMILY.NAME", "SIZE", "P"}
_OWN = {"field", "site", "output_field", "spans", "id_field", "text"}


def test_every_option_and_argument_that_can_be_completed_is() -> None:
    """Those that are added later, too."""
    bare = []
    for words, command in commands():
        for param in command.params:
            flag = isinstance(param, click.Option) and (param.is_flag or param.count)
            if flag or param.metavar in _FREE or param.name in _OWN:
                continue
            context = click.Context(command, resilient_parsing=True)
            if not param.shell_complete(context, ""):
                bare.append((*words, param.name))
            elif param.metavar and "FILE" in param.metavar:
                assert param._custom_shell_complete is files, (*words, param.name)
    assert not bare


def test_actions_are_offered_once_the_category_is_clear() -> None:
    command = {words[0]: command for words, command in commands()}["clean"]
    option = next(param for param in command.params if param.name == "actions")
    context = click.Context(command, resilient_parsing=True)
    offered = {begun: [item.value for item in option.shell_complete(context, begun)] for begun in ("", "capt", "ad=s")}
    assert offered[""] == [f"{name}=" for name in CATEGORIES]
    assert offered["capt"] == [f"caption={action}" for action in ("keep", "tag", "strip", "mask", "extract")]
    assert offered["ad=s"] == ["ad=strip"]
