"""Templates that are said once for all languages: each is hit in each language by each alternative of the lists it names.

The lists of a language are its own examples: a sentence is made of the template, with every alternative in turn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from cleanr.detect.index import Entry
from cleanr.detect.units import Units
from cleanr.proof.lists import options
from cleanr.rulebook.derive import AND
from cleanr.rulebook.notation import Alt, Gap, Glue, Mark, Node, Ref, Rep, Seq, Shape, Word, parse
from cleanr.rulebook.packtemplates import languages, shared_word_lists, word_lists_by_language
from cleanr.rulebook.rule import Rule
from cleanr.rulebook.template import Template
from cleanr.rulebook.templatematcher import TemplateMatcher
from cleanr.rulebook.wordlists import WordLists
from cleanr.settings.rules import ruleset
from cleanr.text.document import Document
from cleanr.text.folding import UNSPACED, WORD

ALL = ruleset()
SHARED = [
    (rule, rule.matcher)
    for rule in ALL.rules
    if rule.language == "any" and isinstance(rule.matcher, TemplateMatcher)
]
SAMPLES = {
    "number": "3", "date": "3.5.2021", "time": "10:30", "price": "$5", "Name": "Ann Lowe", "Names": "Ann Lowe",
    "NAME": "ANN", "colon": ": Xyz", "dash": " - xyz", "slash": " /", "comma": ",", "url": "tide.example.com",
    "email": "ann@tide.example", "handle": "@ann", "quote": '"', "bracket": "§",
}  # fmt: skip
_JOINT = re.compile(rf"(?<={UNSPACED.pattern}) (?=\w)|(?<=\w) (?={UNSPACED.pattern})")
_SAMPLE = re.compile(r": Xyz (?=\w)")  # a colon has a word behind it already
_MARKS = re.compile(r" (?=[:/,]| -)")


def templates(language: str) -> Iterator[tuple[Rule, TemplateMatcher, Template, WordLists]]:
    """Each template that is said for all languages, as ``language`` has it."""
    lists = word_lists_by_language(language, {})[language]
    for rule, matcher in SHARED:
        for template in matcher.templates:
            if template.language == language:
                yield rule, matcher, template, lists


def sentences(template: Template, lists: WordLists, language: str, least: int) -> Iterator[str]:
    """Sentences that ``template`` is to match, of ``least`` words: one for each alternative of each list in it."""
    text = template.text.replace(AND, " ")
    names = list(dict.fromkeys(re.findall(r"<([^<>]*)>", text))) or [""]
    for name in names:
        for option in options(shared_word_lists(language)[name]) if name else [""]:
            said = written(parse(text), lists, name, option)
            filled = " ".join(said.replace("%", "xy " * least).split())
            yield dressed(_SAMPLE.sub(": ", filled))


def written(node: Node, lists: WordLists, name: str, option: str) -> str:
    """What ``node`` says at its shortest, with ``option`` for the list ``name``."""
    match node:
        case Word(text):
            return text
        case Shape(shape):
            return SAMPLES[shape]
        case Ref(one):
            return written(parse(option) if one == name else lists.tree(one), lists, name, option)
        case Alt(several):
            return written(several[0], lists, name, option)
        case Rep(item, least, _):
            return written(item, lists, name, option) if least else ""
        case Seq(items):
            return " ".join(part for item in items if (part := written(item, lists, name, option)))
        case Glue(items):
            return "".join(written(item, lists, name, option) for item in items)
        case Mark("/"):
            return "?"
        case Gap():
            return "%"
        case Mark():
            return ""


def dressed(said: str) -> str:
    """``said`` as a line has it: a capital first and after a question mark, no space before a mark."""
    parts = [part.strip() for part in said.split("?")]
    line = "? ".join(part[:1].upper() + part[1:] for part in parts if part)
    line = _JOINT.sub("", line).replace("§ ", "(", 1).replace(" §", ")", 1)
    return _MARKS.sub("", line)


def is_hit(rule: Rule, matcher: TemplateMatcher, template: Template, text: str) -> bool:
    document = Document(text)
    line = document.line(0)
    units, entry = Units(line), Entry(0, rule, matcher, template)
    places = [word.start() for word in WORD.finditer(document.unmarked)]
    several = {unit.start: unit for place in places for unit in units.of(entry, place)}
    return any(matcher.fits(unit) and matcher.find(line, template, unit) for unit in several.values())


@pytest.mark.parametrize("language", languages())
def test_each_shared_template_is_hit_by_each_alternative_of_its_lists(language: str) -> None:
    missed = [
        (rule.id, template.text, text)
        for rule, matcher, template, lists in templates(language)
        for text in sentences(template, lists, language, matcher.min_words)
        if not is_hit(rule, matcher, template, text)
    ]
    assert missed == []


def test_some_language_has_the_lists_of_each_shared_template() -> None:
    said = {(rule.id, " ".join(text.split())) for rule, matcher in SHARED for text in matcher.written.get("says", ())}
    assert said == {(rule.id, template.text) for rule, matcher in SHARED for template in matcher.templates}


def test_english_has_templates_of_its_own() -> None:
    assert [rule.id for rule, _, template, _ in templates("en") if template.language == "en"] == []


def test_words_of_scripts_without_spaces_are_counted() -> None:
    """So that a template's limits hold there too."""
    assert UNSPACED.search("記事")
    assert Document("この記事は会員限定です").line(0).core_words == 6
