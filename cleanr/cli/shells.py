"""Shells: how what is offered reaches bash and zsh where click alone would offer it wrongly.

bash cuts words at ``=`` and ``:`` and replaces the last piece alone; zsh replaces the whole word. Loaded when a shell
asks, and never else.
"""

from __future__ import annotations

import os
import re
from typing import Any

from click.shell_completion import BashComplete, CompletionItem, ZshComplete, add_completion_class, split_arg_string

_CUTS = re.compile("[=:]+")


@add_completion_class
class _Bash(BashComplete):
    """Joins the words that bash has cut, and gives back the last piece of each offer."""

    _kept = ""  # what stands before the piece that bash will replace

    def get_completion_args(self) -> tuple[list[str], str]:
        words = split_arg_string(os.environ["COMP_WORDS"])
        current = int(os.environ["COMP_CWORD"])
        words = words[: current + 1] if current < len(words) else [*words, ""]
        *args, begun = joined(words)
        piece = "" if _CUTS.fullmatch(words[-1]) else words[-1]
        self._kept = begun.removesuffix(piece)
        return args[1:], begun

    def format_completion(self, item: CompletionItem[Any]) -> str:
        if item.type == "plain":
            item = CompletionItem(_after(self._kept, str(item.value)))
        return super().format_completion(item)


def joined(words: list[str]) -> list[str]:
    """Return ``words`` of a command line with those joined that bash cuts: ``--set caption = keep``."""
    whole: list[str] = []
    glued = False
    for word in words:
        cut = _CUTS.fullmatch(word) is not None
        if whole and (cut or glued):
            whole[-1] += word
        else:
            whole.append(word)
        glued = cut
    return whole


def _after(kept: str, value: str) -> str:
    """What of ``value`` comes after ``kept``, which may have the name of the option before it."""
    option, equals, rest = kept.partition("=")
    if option.startswith("-") and equals:
        kept = rest
    return value.removeprefix(kept)


@add_completion_class
class _Zsh(ZshComplete):
    """Lets zsh complete what comes after ``--name=``: its own files, and what is offered, which replaces the word."""

    source_template = ZshComplete.source_template.replace(
        "    local -a completions\n", "    compset -P 1 '--*='\n    local -a completions\n", 1
    )

    _option = ""  # what the word begins with: the name of an option, and "="

    def get_completion_args(self) -> tuple[list[str], str]:
        args, begun = super().get_completion_args()
        name, equals, _ = begun.partition("=")
        self._option = name + equals if name.startswith("--") and equals else ""
        return args, begun

    def format_completion(self, item: CompletionItem[Any]) -> str:
        if item.type == "plain":
            item = CompletionItem(self._option + str(item.value), help=item.help)
        return super().format_completion(item)
