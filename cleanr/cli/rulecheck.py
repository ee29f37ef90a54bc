"""`cleanr rule check`: whether the rules of a file keep their word, are well made and fast, and what they change."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from cleanr.cli.batchoptions import with_input_options
from cleanr.cli.command import Command
from cleanr.cli.completion import files
from cleanr.cli.display import Display, display_of, with_display_options
from cleanr.cli.options import Failure, write
from cleanr.cli.sources import Reading
from cleanr.proof.effect import Change, changes
from cleanr.rulebook.rule import Rule
from cleanr.rulebook.templatematcher import TemplateMatcher
from cleanr.views.figures import counted
from cleanr.views.terminal import BOLD, DIM, Pen, clipped, visible

_MOST_WORDS = 6  # of an anchor that are shown
_FEW_TEMPLATES = 3  # of so many the anchors are always shown
_LONGEST_TEMPLATE = 90  # characters of a template that are shown


@click.command(cls=Command)
@click.argument("packs", nargs=-1, required=True, metavar="FILE.toml...", shell_complete=files)
@click.option("--on", "inputs", multiple=True, metavar="IN", shell_complete=files,
              help="Show what the rules change in these files, folders, JSONL. May be given again.")  # fmt: skip
@with_input_options
@click.option("--show", "most", type=click.IntRange(0), default=20, show_default=True, metavar="N",
              help="Show N of the lines that change.")  # fmt: skip
@click.option("-v", "--verbose", is_flag=True, help="Show what every template waits for, and how common that is.")
@with_display_options
def check(
    packs: tuple[str, ...],
    inputs: tuple[str, ...],
    most: int,
    verbose: bool,
    color: str,
    width: int | None,
    **how: Any,
) -> None:
    """Check the rules of FILE.toml: their form, examples, counter-examples and speed. Exits with 1 if any falls short.

    A template that waits for words that stand in most articles is named as costly; it makes texts slower in which it
    finds nothing, and no rule fails for it.

    \b
    cleanr rule check ours.toml
    cleanr rule check ours.toml --on articles/ --on more.jsonl
    """
    display = display_of(color, width)
    flawed = False
    for pack in packs:
        for line, good in _checked(pack, packs, Pen(display.colour), every=verbose):
            flawed = flawed or not good
            write(line + "\n", colour=display.colour)
    if inputs or how["files_from"]:
        reading = Reading(inputs, how)
        write("\n".join(_effect(packs, reading, most, display)) + "\n", colour=display.colour)
        reading.close()
    sys.exit(1 if flawed else 0)


def _checked(pack: str, packs: Sequence[str], pen: Pen, *, every: bool) -> Iterator[tuple[str, bool]]:
    from cleanr.proof.examples import broken_words
    from cleanr.proof.hygiene import flaws
    from cleanr.proof.lists import list_flaws, list_remarks
    from cleanr.proof.speed import slow
    from cleanr.rulebook.pack import load_pack
    from cleanr.settings.rules import ruleset

    if not Path(pack).is_file():
        raise Failure(f"{pack}: no such rule file")
    rules = load_pack(Path(pack))
    ruleset(packs=[one for one in packs if not _is_built_in(one)])  # no id is there twice
    for rule in rules:
        wrong = [*flaws(rule), *broken_words(rule), *slow(rule)]
        for problem in wrong:
            yield f"{pen.paint('flawed', 31)}  {visible(f'{pack}: {rule.id}: {problem}')}", False
        if not wrong:
            yield f"{pen.paint('passed', 32)}  {rule.id}: {_counted(rule)}", True
        yield from ((row, True) for row in _anchored(rule, pen, every=every))
    for problem in list_flaws(rules):
        yield f"{pen.paint('flawed', 31)}  {visible(f'{pack}: word list {problem}')}", False
    for remark in list_remarks(rules) if every else ():
        yield f"{pen.paint('remark', 33)}  {visible(f'{pack}: word list {remark}')}", True


def _is_built_in(pack: str) -> bool:
    """Whether a file is one of those that come with cleanr: its rules are there already, and are no second ones."""
    from cleanr.rulebook.pack import built_in_packs

    return Path(pack).resolve() in {Path(str(one)).resolve() for one in built_in_packs()}


def _anchored(rule: Rule, pen: Pen, *, every: bool) -> Iterator[str]:
    """What the templates of a rule wait for; of many, those that are commonplace: that costs, and is no flaw."""
    from cleanr.proof.templates import anchors

    several = anchors(rule.matcher) if isinstance(rule.matcher, TemplateMatcher) else []
    for one in several:
        often = f"{f'{one.cost:,.0f} times' if one.cost >= 1 else 'less than once'} in 100,000 words"
        stands = "opens a sentence" if one.opens else "stands before a mark" if one.closes else "stands"
        where = f"{_listed(one.words)} {stands}"
        if one.commonplace:
            yield pen.paint("costly", 33) + visible(f"  {rule.id}: {clipped(one.template, _LONGEST_TEMPLATE)}")
            yield visible(f"        is tried wherever {where}: {often}")
        elif every or len(several) <= _FEW_TEMPLATES:
            yield pen.paint(visible(f"        tried where {where}: {often}"), DIM)


def _listed(words: Sequence[str]) -> str:
    shown = [f'"{word}"' for word in words[:_MOST_WORDS]]
    if len(words) > _MOST_WORDS:
        shown.append(f"one of {len(words) - _MOST_WORDS} more")
    return " or ".join([", ".join(shown[:-1]), shown[-1]] if shown[1:] else shown)


def _counted(rule: Rule) -> str:
    found, silent = len(rule.examples), len(rule.counterexamples)
    acts = "strips" if rule.weight >= 10 else "tags, and does not strip alone"
    does = "speaks for the article" if rule.category is None else acts
    return (
        f"{counted(found, 'example')} found, silent on {counted(silent, 'counter-example')}; "
        f"{rule.strength.name.lower()}: {does}"
    )


def _effect(packs: Sequence[str], reading: Reading, most: int, display: Display) -> Iterator[str]:
    from cleanr.cleaner import Cleaner

    plain, ours = Cleaner(), Cleaner(rules=packs)
    seen, touched, shown = 0, 0, list[tuple[str, Change]]()
    total = 0
    for source in reading:
        seen += 1
        found = list(changes(source.text, plain.analyze(source.text).segments, ours.analyze(source.text).segments))
        touched += bool(found)
        total += len(found)
        shown += [(source.name, change) for change in found[: most - len(shown)]]
    pen = Pen(display.colour)
    yield ""
    if not total:
        yield f"In {counted(seen, 'document')} nothing changes."
        return
    summary = f"+{counted(total, 'line')}, {touched:,} of {counted(seen, 'document')}; read these:"
    yield pen.paint(summary, BOLD)
    for name, change in shown:
        yield clipped(visible(f"  {name}:{change.number}  {_change_text(change)}  {change.words}"), display.width)
    if total > len(shown):
        yield f"  and {total - len(shown):,} more (--show N)"


def _change_text(change: Change) -> str:
    """What happens to a line now, and what happened before if something did."""
    (was, acted), (now, acts) = change.before, change.after
    before = f"{was} {acted}" if was else "article"
    after = f"{now} {acts}" if now else "article"
    return f"{before} → {after}"
