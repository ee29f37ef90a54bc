"""The way from a missed line to a checked rule, as docs/contributing.md tells it, command by command."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

import cleanr
from cleanr.cli import main
from cleanr.proof.effect import changes
from cleanr.proof.examples import broken_words, found_by
from cleanr.proof.hygiene import flaws
from cleanr.proof.speed import slow
from cleanr.proof.start import ExampleError, from_example
from cleanr.rulebook.buttonrow import ButtonRow
from cleanr.rulebook.pack import _CHOICES, _KINDS, _NEEDED, load_pack
from cleanr.rulebook.phrasematcher import PhraseMatcher
from cleanr.rulebook.precision import measured
from cleanr.rulebook.templatematcher import TemplateMatcher
from cleanr.settings.rules import ruleset

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs" / "contributing.md").read_text(encoding="utf-8")
SCHEMA = json.loads((ROOT / "cleanr" / "rules" / "schema.json").read_text(encoding="utf-8"))
PACKS = sorted((ROOT / "cleanr" / "rules").rglob("*.toml"))
MISSED = "The Tide lands in pockets every Friday"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that looks like the root of the project, as far as the guide needs it."""
    (tmp_path / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "missed.txt", tmp_path / "docs")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*args: str) -> Result:
    done = CliRunner().invoke(main, args)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def steps() -> Iterator[tuple[str, str]]:
    """The commands of the first part of the guide, each with the output that it shows."""
    part = GUIDE.partition("## A rule in three commands")[2].partition("\n## ")[0]
    for command, shown in re.findall(r"```sh\n(.*?)```(?:\s*```text\n(.*?)```)?", part, re.DOTALL):
        yield command.strip(), shown


def test_from_a_missed_line_to_a_passing_rule_in_three_commands(desk: Path) -> None:
    commands = list(steps())
    assert len(commands) == 3
    for command, shown in commands:
        name, *args = shlex.split(command)
        done = run(*args)
        assert (name, done.exit_code) == ("cleanr", 0), done.output
        assert not shown or done.stdout == shown
    assert MISSED in cleanr.clean((desk / "docs" / "missed.txt").read_text())
    assert MISSED not in run("clean", "--rules", "ours.toml", "docs/missed.txt").stdout


def test_every_command_of_the_guide_is_one() -> None:
    for command in re.findall(
        r"cleanr (\w+(?: \w+)?)[^\n`]*", "\n".join(re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL))
    ):
        first, _, second = command.partition(" ")
        assert first in ("show", "explain") or (first, second.partition("-")[0]) in {
            ("rule", "from"),
            ("rule", "check"),
            ("rule", "new"),
            ("rules", ""),
        }


# --- from an example -------------------------------------------------------------------------------------------------

RULES = ruleset().rules
TEXTS = (
    MISSED,
    "Want more like this? Put The Tide on your breakfast table.",
    "Le Phare : toute l'actualité de la côte chaque matin",
    "\N{BULLET} The Tide: what the harbour talks about",
    "Tidings!",
    "12 reasons to love our letters",
    "潮の便りを毎週お届けします",
    "Tell us what you think of The Tide, our free newsletter.",
    "Subscribe now for $1 a week",
    "Share this on Facebook",
    "Stop! Hear The Tide (and the ebb) on your radio, 24/7",
    "The U.S. Tide, don't miss it & the ebb",
)


@pytest.mark.parametrize("text", TEXTS)
def test_a_suggested_rule_passes_its_own_check(text: str, tmp_path: Path) -> None:
    made = from_example(text, RULES, rule_id="ours.made", category="newsletter")
    pack = tmp_path / "ours.toml"
    pack.write_text(made.toml, encoding="utf-8")
    (rule,) = load_pack(pack)
    assert [*flaws(rule), *broken_words(rule), *slow(rule)] == []
    assert found_by(rule, text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (MISSED, "^ the tide lands"),
        ("Sign up for The Tide, our free newsletter.", "^ <signup> for the .. <letter>"),
        ("Subscribe now for $1 a week", "^ <signup> now for"),
        ("12 reasons to love our letters", "^ {number} reasons to love our letters $"),
        ("Share this on Facebook", "share this on <named-network>"),
        ("Tidings!", "tidings"),
    ],
)
def test_a_suggested_rule_looks_for_no_more_than_it_must_in_lists_where_there_are_some(text: str, said: str) -> None:
    assert from_example(text, RULES, category="newsletter").template == said


def test_a_suggested_rule_that_takes_an_honest_sentence_says_so() -> None:
    made = from_example("Twitter", RULES, category="share", counterexample="Twitter")
    assert made.template == "twitter"
    assert set(made.taken) == {"Twitter"}


def test_a_suggested_rule_is_silent_on_the_sentence_it_must_not_eat(tmp_path: Path) -> None:
    honest = "The tide lands in the harbour twice a day."
    made = from_example(MISSED, RULES, category="newsletter", counterexample=honest)
    pack = tmp_path / "ours.toml"
    pack.write_text(made.toml, encoding="utf-8")
    (rule,) = load_pack(pack)
    assert made.template == "^ the tide lands in pockets"
    assert not found_by(rule, honest)
    assert list(broken_words(rule)) == []


def test_the_category_is_guessed_from_what_is_known() -> None:
    made = from_example("Subscribe to The Tide, our free newsletter for the harbour", RULES, rule_id="ours.tide")
    assert made.category == "newsletter"
    assert any(name.startswith("newsletter.") for name in made.like)


@pytest.mark.parametrize(
    ("text", "says"),
    [("  ", "empty"), ("One.\nTwo.", "more than one line"), ("word " * 41, "41 words"), ("潮の便り", "--id")],
)
def test_a_text_that_makes_no_rule_is_refused_with_what_would_do(text: str, says: str) -> None:
    with pytest.raises(ExampleError, match=says):
        from_example(text, RULES, category="newsletter")


def test_a_new_rule_goes_to_the_end_of_a_pack_and_what_was_there_stays(desk: Path) -> None:
    pack = desk / "ours.toml"
    pack.write_text(
        '# Ours.\ncategory = "ad"\n\n' + from_example(MISSED, RULES, rule_id="ours.one", category="newsletter").toml
    )
    before = pack.read_text()
    assert (
        run("rule", "from-example", "Put The Tide on the table", "--category", "promo", "-o", "ours.toml").exit_code
        == 0
    )
    assert pack.read_text().startswith(before)
    assert [rule.category for rule in load_pack(pack)] == ["newsletter", "promo"]
    again = run("rule", "new", "ours.one", "--category", "promo", "-o", "ours.toml")
    assert again.exit_code == 2
    assert "'ours.one' is there already" in again.stderr


# --- check -----------------------------------------------------------------------------------------------------------

GOOD = (
    'category = "newsletter"\n[[rule]]\nid = "ours.tide"\nstrength = "strong"\nsummary = "Invites to The Tide."\n'
    'scope = "line"\nat = "start"\nphrases = ["get the tide"]\nexamples = ["Get The Tide every Friday"]\n'
    'counterexamples = ["They get the tide they paid for."]\n'
)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Invites to The Tide.", "invites to The Tide.", "summary: should be one sentence"),
        ('["get the tide"]', '["get the tide", "have the tide"]', "phrases: 'have the tide' is hit by no example"),
        ('["get the tide"]', '["Get The Tide"]', "should be as folded text has it: 'get the tide'"),
        ("They get the tide", "Get the tide", "is taken for furniture: 'Get the tide they paid for.'"),
        ("Get The Tide every Friday", "The tide. <mark>Get The Tide</mark>", "finds nothing, not 'Get The Tide'"),
        ('at = "start"', "pattern = '''tide|ebb'''", "pattern: the alternative 'ebb' is hit by no example"),
        ('at = "start"', "pattern = '''Tide'''", "pattern: has capitals"),
        ('at = "start"', "pattern = '''(get|the|tide| )*'''", "pattern: matches an empty text"),
        ('at = "start"', "pattern = '''^get the|the tide'''", "'^' holds the first alternative only"),
        ('at = "start"', "pattern = '''get|the tide every friday$'''", "'$' holds the last alternative only"),
        ('at = "start"', "min_words = 50", "min_words: 50 is more than max_words, 40"),
        ("every Friday", "TODO", "still to be written"),
        ('["get the tide"]', '["get the tide", "get the tide"]', "'get the tide' stands there twice"),
        ('at = "start"', 'known_failures = ["A calm sea."]', "fails no more"),
        ('"ours.tide"', '"ours.-tide"', "id"),
        ('at = "start"', 'language = "English"', "language"),
        ('at = "start"', "pattern = '''(?:[a-z ]+)+!|friday'''", "make it simpler"),
    ],
)  # fmt: skip
def test_a_flaw_is_named_with_the_rule_and_the_key(desk: Path, old: str, new: str, says: str) -> None:
    assert run("rule", "check", str(write(desk, GOOD))).exit_code == 0
    done = run("rule", "check", str(write(desk, GOOD.replace(old, new))))
    assert done.exit_code in (1, 2)
    assert says in done.output
    assert "ours." in done.output


def write(folder: Path, text: str) -> Path:
    (folder / "ours.toml").write_text(text, encoding="utf-8")
    return folder / "ours.toml"


def test_a_rule_with_an_id_that_is_taken_is_refused(desk: Path) -> None:
    done = run("rule", "check", str(write(desk, GOOD.replace("ours.tide", "newsletter.signup"))))
    assert done.exit_code == 2
    assert "'newsletter.signup' is there already" in done.stderr


def test_what_a_rule_changes_is_listed_line_by_line(desk: Path) -> None:
    write(desk, GOOD)
    (desk / "in").mkdir()
    (desk / "in" / "a.txt").write_text("The vote is on Monday.\n\nGet The Tide at last\n")
    (desk / "in" / "b.txt").write_text("The vote is on Monday.\n")
    (desk / "in" / "c.jsonl").write_text(
        '{"id": "c1", "text": "Get the tide!"}\nnot json\n{"id": "c2", "text": null}\n'
    )
    done = run("rule", "check", "ours.toml", "--on", "in")
    assert "+2 lines, 2 of 3 documents; read these:" in done.stdout
    assert "in/a.txt:3  article → newsletter strip  Get The Tide at last" in done.stdout
    assert "c1:1  " in done.stdout
    assert "left out: in/c.jsonl: line 2: broken JSON" in done.stderr
    assert done.exit_code == 2


def test_a_pack_that_was_changed_is_read_again(desk: Path) -> None:
    pack = write(desk, GOOD)
    assert (
        cleanr.Cleaner(rules=[str(pack)]).clean("The vote is on Monday.\nGet the tide at last")
        == "The vote is on Monday."
    )
    write(desk, GOOD.replace("get the tide", "have the ebb").replace("Get The Tide", "Have The Ebb"))
    assert (
        cleanr.Cleaner(rules=[str(pack)]).clean("The vote is on Monday.\nHave the ebb at last")
        == "The vote is on Monday."
    )


def test_changes_find_what_differs_and_no_more() -> None:
    text = "Share\n\nThe vote is on Monday. Sign up for our newsletter here.\n"
    plain, less = cleanr.Cleaner(), cleanr.Cleaner(ignore=["newsletter"])
    one, other = plain.analyze(text).segments, less.analyze(text).segments
    assert list(changes(text, one, one)) == []
    (change,) = changes(text, other, one)
    assert (change.number, change.words) == (3, "Sign up for our newsletter here.")
    assert change.before == (None, "keep")
    assert change.after == ("newsletter", "strip")


def test_a_report_is_written_whole_or_not_at_all(desk: Path) -> None:
    (desk / "broken.jsonl").write_text('{"id": "one", "text": "Share this article"}\nnot json\n')
    done = run(
        "report", "docs", "broken.jsonl", "-o", "r.html", "--sample", "1", "--title", "<i>Ours</i>", "--set", "ad=mask"
    )
    assert done.exit_code == 2
    assert "left out: broken.jsonl: line 2" in done.stderr
    assert "wrote r.html: 2 documents, the text of 1" in done.stderr
    page = (desk / "r.html").read_text()
    assert "<title>&lt;i&gt;Ours&lt;/i&gt;</title>" in page
    assert "<dt>Policy</dt><dd>article, but ad: mask</dd>" in page
    assert re.search(r'<time datetime="\d{4}-\d\d-\d\d">', page)
    (desk / "taken").mkdir()
    assert run("report", "docs", "-o", "taken").exit_code == 2
    assert not list(desk.glob("*.part"))


@pytest.mark.parametrize("args", [("rule", "nwe"), ("rule", "newsleter.signup"), ("rule", "new", "tide"), ("rule", "check", "no.toml"),
                                  ("rule", "new", "ours.tide"), ("rules", "--category", "captoin"), ("stats", "nowhere"),
                                  ("explain", "nowhere.txt:3"), ("report", "docs", "-o", "no/such/r.html")])  # fmt: skip
def test_bad_words_are_refused_with_a_hint(args: tuple[str, ...], desk: Path) -> None:  # noqa: ARG001
    done = run(*args)
    assert done.exit_code == 2
    assert re.search(r"did you mean|such as|no such|No such|there is no folder|say what", done.stderr), done.stderr


# --- the schema ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PACKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_pack_fits_the_schema(path: Path) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(tomllib.loads(path.read_text(encoding="utf-8")))


def test_the_schema_says_what_the_loader_says() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    rule = SCHEMA["$defs"]["rule"]
    kinds = {str: "string", list: "array", int: "integer", bool: "boolean"}
    assert set(rule["properties"]) == set(_KINDS)
    assert set(rule["required"]) == set(_NEEDED)
    for key, kind in _KINDS.items():
        described = rule["properties"][key]
        assert described["description"]
        if key in _CHOICES:
            assert described["enum"] == list(_CHOICES[key])
        else:
            assert described["type"] == kinds[kind]
    defaults = {key: value["default"] for key, value in rule["properties"].items() if "default" in value}
    for matcher in (PhraseMatcher("sentence", ("abc",)), TemplateMatcher()):
        known = {key: value for key, value in defaults.items() if hasattr(matcher, key)}
        assert {key: getattr(matcher, key) for key in known} == known
    assert ButtonRow(("abc",)).at_least == defaults["at_least"]


@pytest.mark.parametrize(
    ("old", "new"), [("strength", "strenght"), ('"strong"', '"storng"'), ('"line"', '"row"'), ("[[rule]]", "[[rules]]")]
)
def test_the_schema_refuses_what_the_loader_refuses(old: str, new: str) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    assert validator.is_valid(tomllib.loads(GOOD))
    assert not validator.is_valid(tomllib.loads(GOOD.replace(old, new)))


def test_the_schema_is_at_hand() -> None:
    assert json.loads(run("rule", "schema").stdout) == SCHEMA


# --- the measured table ----------------------------------------------------------------------------------------------


def test_the_measured_table_is_of_rules_and_counts() -> None:
    assert measured()
    for counts in measured().values():
        assert set(counts) >= {"furniture", "article"}
        assert min(counts.values()) >= 0


def test_precision_is_measured_on_whole_lines_by_label(tmp_path: Path) -> None:
    import subprocess
    import sys

    record = {"site": "a", "lines": [
        {"t": "The vote is on Monday. Sign up here for our free newsletter.", "y": "keep"},
        {"t": "Sign up here for our free newsletter.", "y": "drop"},
        {"t": "Sign up here for our free newsletter.", "y": "drop"},
        {"t": "Advertisement", "y": "keep"},
        {"t": "Sign up for our other newsletter", "y": "drop?"},
    ]}  # fmt: skip
    labelled = tmp_path / "labelled.jsonl"
    labelled.write_text(json.dumps(record) + "\n" + json.dumps({**record, "cov": 0.1, "site": "b"}) + "\n")
    books = tmp_path / "books"
    books.mkdir()
    (books / "tales.jsonl").write_text(json.dumps({"text": "“Sign up here for our free newsletter.”\n\nAdvertisement"}))
    script = [sys.executable, str(ROOT / "benchmarks" / "precision.py"), str(labelled)]
    done = subprocess.run([*script, "--honest", str(books / "tales.jsonl")], capture_output=True, text=True, check=True)
    table = json.loads(done.stdout)
    assert table["documents"] == {"books": 1, "labelled": 1}
    assert table["rules"]["newsletter.signup"] == {"furniture": 1, "article": 0}
    assert table["rules"]["ad.label"] == {"furniture": 0, "article": 1, "books": 1}


def test_a_page_of_a_rule_says_what_it_takes_of_text_without_furniture() -> None:
    from cleanr.views.rulepage import precision

    assert precision({"furniture": 98, "article": 2, "books": 3}) == (
        "0.98 (98 lines of furniture, 2 of articles, in labelled text); unguarded, 3 lines of books"
    )
    assert precision(None) == "not met in the labelled text"
