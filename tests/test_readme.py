"""What the README shows is what happens."""

from __future__ import annotations

import re
from pathlib import Path

import cleanr
from cleanr.rulebook.pack import load_pack
from tests.batchrun import run

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLE = (ROOT / "docs" / "example.txt").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_before_and_after_are_the_example() -> None:
    before, after, shown = blocks("text")
    assert before == EXAMPLE
    assert cleanr.clean(EXAMPLE) == after
    assert run("show", "docs/example.txt", cwd=ROOT).stdout.decode() == shown


def test_the_rule_shown_is_a_rule_that_keeps_its_word(tmp_path: Path) -> None:
    pack = tmp_path / "ours.toml"
    pack.write_text(blocks("toml")[0], encoding="utf-8")
    (rule,) = load_pack(pack)
    cleaner = cleanr.Cleaner(rules=[str(pack)], select=[rule.id])
    for example in rule.examples:
        text = re.sub(r"</?mark>", "", example)
        marked = re.search("<mark>(.*)</mark>", example)
        segment = next(s for s in cleaner.analyze(text).segments if s.category)
        assert text[segment.start : segment.end] == (marked[1] if marked else text)
    assert all(cleaner.clean(example) == example for example in rule.counterexamples)


def test_ci_runs_the_command_for_tests() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    pattern = re.search(r"grep -E '(.*)' README.md", script)
    assert pattern
    assert len(re.findall(pattern[1], README, re.MULTILINE)) == 1
