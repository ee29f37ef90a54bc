"""Speed, counted and not timed: what is looked at, asked and called; and that the short ways lead to the same place."""

from __future__ import annotations

import gc
import gzip
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import ftfy
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cleanr import passes as facade
from cleanr.cleaner import Cleaner
from cleanr.decide.brake import removes_most_prose
from cleanr.decide.operators import edits_of
from cleanr.decide.verdict import Change, changing_of, decide
from cleanr.detect.candidates import Candidates, Lines
from cleanr.detect.engine import detect
from cleanr.detect.hearing import silent_languages
from cleanr.detect.index import Index
from cleanr.detect.phrases import BoundedHit, LineCache, bounded_hits
from cleanr.detect.ruleset import Ruleset
from cleanr.detect.shortlines import ShortLines
from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Finding
from cleanr.repair.fixes import repair
from cleanr.rulebook.phrasematcher import PhraseMatcher
from cleanr.rulebook.rule import Rule
from cleanr.structure.guards.register import register_of
from cleanr.structure.guards.topics import _TOPICS
from cleanr.structure.lines.ends import article_end, is_note, lines_after_end
from cleanr.structure.lines.heads import head_of
from cleanr.structure.lines.titles import is_furniture, rules_on
from cleanr.structure.lines.wholelines import sure_categories
from cleanr.text.document import Document, Line
from cleanr.text.edits import apply
from cleanr.text.folding import _fold_all, fold
from cleanr.text.scan import naive_hits
from tests.corpus_figures import cases
from tests.strategies import ALL, EXAMPLES, FURNITURE, NEAR_MISSES, SENTENCES, texts

CLEANER = Cleaner()
ARTICLE = "\n\n".join(" ".join(SENTENCES[n : n + 3]) for n in range(len(SENTENCES)))


def naive(rules: Ruleset, text: str, folded: str) -> Sequence[BoundedHit]:
    return bounded_hits(text, naive_hits(rules.literals, folded), rules.literal_opens)


def plainly(text: str, cleaner: Cleaner) -> str:
    """Clean as the design says and no faster: every literal searched alone, nothing remembered, every look taken.

    Texts of which most prose would go, and which the brake keeps, are left to the tests of the brake.
    """
    looks: list[tuple[str, list[Change]]] = []
    for _ in range(6):
        repairs = repair(text, cleaner.settings.repair)
        repaired = apply(repairs, text)
        found = detect(Document(repaired), cleaner.rules, find_hits=naive).findings
        changing = list(changing_of(decide(found, cleaner.settings.policy, len(repaired))))
        looks.append((repaired, changing))
        cleaned = apply(edits_of(repaired, changing), repaired)
        if cleaned == text:
            break
        text = cleaned
    assume(not removes_most_prose(looks))
    return text


# --- the same result -------------------------------------------------------------------------------------------------


@given(texts(), st.sampled_from(["article", "strict"]), st.sampled_from(["conservative", "full", "none"]))
def test_clean_gives_what_the_plain_way_gives(text: str, policy: str, mode: str) -> None:
    cleaner = Cleaner(policy=policy, repair=mode)
    assert cleaner.clean(text) == plainly(text, cleaner) == cleaner.analyze(text).text


@given(texts())
def test_what_is_remembered_of_lines_changes_no_evidence(text: str) -> None:
    line_cache = LineCache()
    first = detect(Document(text), ALL, line_cache=line_cache).findings
    shorter = "\n".join(text.split("\n")[::2])
    assert detect(Document(text), ALL, line_cache=line_cache).findings == first
    assert detect(Document(shorter), ALL, line_cache=line_cache).findings == detect(Document(shorter), ALL).findings


def asks_on_needs(rule: Rule, _: Document, evidence: Evidence) -> bool:
    """Whether a rule is asked if nothing counts but the categories that it goes on from."""
    return not rule.needs or evidence.has(rule.needs)


def findings_missed(text: str) -> set[Finding]:
    """What structural rules would find in ``text`` if they were asked where what they declare is not there."""
    document = Document(text)
    return {*detect(document, ALL, asks=asks_on_needs).findings} ^ {*detect(document, ALL).findings}


@given(texts())
def test_no_rule_has_an_answer_where_it_is_not_asked(text: str) -> None:
    assert findings_missed(text) == set()


def test_no_rule_has_an_answer_where_it_is_not_asked_in_known_texts() -> None:
    known = [*EXAMPLES, *NEAR_MISSES, *(case.text for case in cases())]
    assert [text for text in known if findings_missed(text)] == []


def test_no_line_outlives_its_text() -> None:
    gc.collect()
    gc.disable()  # what is left is what only a search for circles would find
    CLEANER.clean("\n".join([*SENTENCES, *FURNITURE]))
    left = sum(isinstance(one, Line) for one in gc.get_objects())
    gc.enable()
    assert left == 0


@given(texts())
def test_a_text_of_known_lines_is_not_scanned(text: str) -> None:
    line_cache = LineCache()
    document = Document(text)
    detect(document, ALL, line_cache=line_cache)
    kept = document.raw[::2]  # a line of a wrapped paragraph is known by the whole of it
    known = Document("".join(kept))
    same_lines = known.raw == kept and all(len(line) < 3_000 for line in kept)  # "\r" before "\n" makes one line end
    if line_cache.matches and same_lines and silent_languages(document) <= silent_languages(known):
        detect(known, ALL, _no_hits, line_cache, _no_candidates)


def _no_hits(_rules: Ruleset, _text: str, folded: str) -> Sequence[BoundedHit]:
    raise AssertionError(f"scanned again: {folded!r}")


def _no_candidates(_index: Index, _document: Document, lines: Lines) -> Candidates:
    assert lines == []
    return Candidates([], ShortLines([], [], []))


@given(st.text(st.sampled_from("пр…€é?aоди подпишитесь sign up łaż订阅\ud800")))
def test_text_of_any_script_is_scanned_alike(text: str) -> None:
    folded = fold(text + " подпишитесь на наш telegram… sign up" * (len(text) % 2))
    assert sorted(ALL.scanner.hits(folded)) == sorted(naive_hits(ALL.literals, folded))


@given(texts())
def test_what_was_worked_out_once_still_holds_at_the_end(text: str) -> None:
    document = Document(text)
    evidence = detect(document, ALL)
    for line in document.lines():
        for function in (sure_categories, is_furniture, rules_on, is_note):
            assert function(line, evidence) == function.__wrapped__(line, evidence)  # type: ignore[attr-defined]
    for function in (head_of, article_end, lines_after_end, register_of):
        assert function(document, evidence) == function.__wrapped__(document, evidence)  # type: ignore[attr-defined]


@given(st.text(st.characters(exclude_categories=())) | texts())
def test_folding_by_parts_is_folding_at_once(text: str) -> None:
    assert fold(text) == _fold_all(text)


def test_every_character_is_folded_as_at_once() -> None:
    everything = [chr(code) for code in range(sys.maxunicode + 1)]
    assert [char for char in everything if fold(f"A{char}b") != _fold_all(f"A{char}b")] == []


@given(st.sampled_from([*FURNITURE, *SENTENCES, "privacy policies", "an e-mail list", "Terms of use", "xadverts"]))
def test_words_stand_where_their_pattern_matches(text: str) -> None:
    for pattern in _TOPICS.values():
        assert pattern.occurs_in(text.lower()) == (pattern.pattern.search(text.lower()) is not None)


def kept_texts() -> Iterator[str]:
    """The strings in the records under the folder that ``CLEANR_DATA`` names; short ones that stand in a list as lines."""
    for path in sorted(Path(os.environ["CLEANR_DATA"]).rglob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            for line in stream:
                yield from strings(json.loads(line))


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        yield "\n".join(next(strings(part), "") for part in value)


@pytest.mark.slow
@pytest.mark.skipif("CLEANR_DATA" not in os.environ, reason="CLEANR_DATA names no folder of .jsonl.gz files")
def test_no_rule_has_an_answer_where_it_is_not_asked_in_real_texts() -> None:
    assert [text[:200] for text in kept_texts() if findings_missed(text)] == []


@pytest.mark.slow
@pytest.mark.skipif("CLEANR_DATA" not in os.environ, reason="CLEANR_DATA names no folder of .jsonl.gz files")
def test_real_texts_come_out_the_plain_way() -> None:
    some = (text for text in kept_texts() if len(text) > 80)
    assert [text[:200] for text in some if CLEANER.clean(text) != plainly(text, CLEANER)] == []


# --- the work --------------------------------------------------------------------------------------------------------


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[Document]:
    """The documents that are looked at from here on."""
    seen: list[Document] = []
    real: Callable[..., object] = detect

    def watched(document: Document, *args: object, **kwargs: object) -> object:
        seen.append(document)
        return real(document, *args, **kwargs)

    monkeypatch.setattr(facade, "detect", watched)
    return seen


def test_an_article_is_looked_at_once(looks: list[Document]) -> None:
    CLEANER.clean(ARTICLE)
    assert len(looks) == 1


def test_what_was_only_repaired_is_looked_at_once(looks: list[Document]) -> None:
    assert CLEANER.clean(ARTICLE + " caf\xc3\xa9") == ARTICLE + " café"
    assert CLEANER.analyze(ARTICLE + " caf\xc3\xa9").text == ARTICLE + " café"
    assert len(looks) == 2


def test_what_lost_something_is_looked_at_twice(looks: list[Document]) -> None:
    CLEANER.clean(ARTICLE + "\n\nAdvertisement")
    assert len(looks) == 2


def test_plain_text_does_not_see_ftfy(monkeypatch: pytest.MonkeyPatch) -> None:
    def fix(*_: object, **__: object) -> None:
        raise AssertionError("ftfy was called")

    CLEANER.clean(ARTICLE)
    monkeypatch.setattr(ftfy, "fix_and_explain", fix)
    assert CLEANER.clean(ARTICLE) == ARTICLE


def test_no_more_is_judged_than_there_are_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    judged: list[str] = []
    real = PhraseMatcher._find_in_unit

    def watched(self: PhraseMatcher, document: Document, line: object, unit: object) -> object:
        judged.append(self.phrases[0])
        return real(self, document, line, unit)  # type: ignore[arg-type]

    monkeypatch.setattr(PhraseMatcher, "_find_in_unit", watched)
    CLEANER.clean(ARTICLE)
    assert 0 < len(judged) <= ARTICLE.count(". ")  # by all rules of all languages together


def test_a_pattern_compiles_when_its_phrase_is_first_said() -> None:
    code = (
        "import cleanr; c = cleanr.Cleaner(); c.clean('The vote is on Monday.');"
        "print(sum('compiled' in r.matcher.__dict__ for r in c.rules.phrase_rules))"
    )
    import subprocess

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) == 0
