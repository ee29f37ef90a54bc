"""`cleanr learn`: what repeats most, as a rule file for a person to look through."""

from __future__ import annotations

from collections.abc import Sequence

import click

from cleanr.batch.outputs import write_whole
from cleanr.cli.batchoptions import with_input_options
from cleanr.cli.command import Command
from cleanr.cli.completion import files as any_file
from cleanr.cli.completion import languages
from cleanr.cli.messages import tell
from cleanr.cli.options import write
from cleanr.cli.profiling import Profiling
from cleanr.rulebook.rule import STRENGTHS
from cleanr.views.figures import counted

_HEAD = """\
# What repeats on the pages of each site, as rules. Look through it: a table that you do not want, take out; a category
# that is wrong, set right. Then: cleanr rule check {name} --on YOUR-ARTICLES, and cleanr clean --rules {name} …
"""


@click.command(cls=Command)
@click.argument("files", nargs=-1, metavar="[FILE|-]...", shell_complete=any_file)
@click.option("-o", "--output", metavar="FILE.toml", shell_complete=any_file, help="Where to write the rules.")
@click.option("--language", default="en", show_default=True, metavar="CODE", shell_complete=languages,
              help="The language of the sites: where a text is in another one, the rules are silent.")  # fmt: skip
@click.option("--strength", type=click.Choice([*STRENGTHS]), default="strong", show_default=True,
              help="How far the rules are to be believed: strong and certain ones strip, the others tag.")  # fmt: skip
@click.option("--top", type=click.IntRange(1), default=40, show_default=True, metavar="N",
              help="The N strongest repeats of each site.")  # fmt: skip
@click.option("--all", "every", is_flag=True, help="Also what is stripped already without a rule of its own.")
@with_input_options
@click.option("-j", "--jobs", type=click.IntRange(1), default=None, metavar="N",
              help="Worker processes.  [default: one a core]")  # fmt: skip
def learn(
    files: Sequence[str], output: str | None, language: str, strength: str, top: int, every: bool, jobs: int | None,
    **how: object,
) -> None:  # fmt: skip
    """Make rules of what repeats most on the pages of each site in FILE (or folder, or record file): a label or a
    template each, with a suggested category, the counts and examples, for a person to accept one by one.

    \b
    cleanr learn articles/ -o site.toml
    cleanr learn news.jsonl --field body --site url --language fr -o news.toml
    """
    from cleanr.cleaner import Cleaner
    from cleanr.proof.learn import rule_for, strongest

    profiling = Profiling(files, how, target=output or "")
    profile, cleaner, tables = profiling.run(jobs), Cleaner(), dict[str, None]()
    for site, repeat in strongest(profile, top):
        found = [one for one in cleaner.analyze(repeat.examples[0]).segments if one.category]
        if every or not any(segment.action == "strip" for segment in found):
            kind = {"category": str(found[0].category) if found else "", "language": language, "strength": strength}
            tables[rule_for(repeat, site, cleaner.rules.rules, **kind)] = None
    made = [*filter(None, tables)]
    text = "\n".join([_HEAD.format(name=output or "FILE.toml"), *made])
    if output is None:
        write(text)
    else:
        write_whole(output, text.encode())
        tell(f"wrote {output}: {counted(len(made), 'rule')} of {counted(len(profile.sites), 'site')}")
    profiling.close()
