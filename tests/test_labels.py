"""Tables of labels: each label is found however a page dresses it, and left alone where a text holds it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cleanr.detect.engine import detect
from cleanr.detect.labels import table_matches
from cleanr.errors import PackError
from cleanr.rulebook.labels import is_label, is_weak_label
from cleanr.rulebook.pack import load_pack
from cleanr.rulebook.rule import Rule
from cleanr.rulebook.tablekeys import NETWORK, table_key
from cleanr.rulebook.templatematcher import TemplateMatcher
from cleanr.settings.rules import ruleset
from cleanr.text.document import Document
from cleanr.text.folding import WORD, fold

ALL = ruleset()
TABLES = [rule for rule in ALL.rules if is_label(rule.id)]
LANGUAGES = sorted({rule.language for rule in TABLES})
DRESSES = ("{}", "• {}", "{}:", "{} (12)", "**{}**")
QUOTED = ('"{}"', "«{}»", "“{}”", "# {}", "1. {}", "| {} |", "{},")
_SHORT = 4  # words of the shortest label that may have a full stop


def labels_of(language: str) -> Iterator[tuple[Rule, str]]:
    """Each label of a language with its rule, as a line that holds it."""
    for rule in TABLES:
        if rule.language == language and isinstance(rule.matcher, TemplateMatcher):
            yield from ((rule, label.replace(NETWORK, "Telegram")) for label in rule.matcher.labels)


def found_on(lines: list[str]) -> list[set[str]]:
    """For each line the rules of tables that find it, whatever stands around it."""
    document = Document("\n\n".join(lines))
    assert [one for one in document.raw if not one.isspace()].__len__() == len(lines)
    return [{rule.id for rule, _ in table_matches(document, ALL.index, number)} for number in document.visible]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dress", DRESSES)
def test_a_label_is_found_in_every_dress(language: str, dress: str) -> None:
    labels = list(labels_of(language))
    found = found_on([dress.format(label) for _, label in labels])
    assert [label for (rule, label), ids in zip(labels, found, strict=True) if rule.id not in ids] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_label_is_found_in_capitals(language: str) -> None:
    labels = [(rule, label.upper()) for rule, label in labels_of(language)]
    found = found_on([label for _, label in labels])
    assert [label for (rule, label), ids in zip(labels, found, strict=True) if rule.id not in ids] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dress", QUOTED)
def test_what_is_quoted_or_numbered_is_no_label(language: str, dress: str) -> None:
    lines = [dress.format(label) for _, label in labels_of(language)]
    assert [line for line, ids in zip(lines, found_on(lines), strict=True) if ids] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_few_words_with_a_full_stop_are_no_label(language: str) -> None:
    lines = [f"{label}." for _, label in labels_of(language) if Document(label).line(0).words < _SHORT]
    assert [line for line, ids in zip(lines, found_on(lines), strict=True) if ids] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_is_one_of_two_rules(language: str) -> None:
    """The first rule that names it has it."""
    every = [label for _, label in labels_of(language)]
    assert len(every) == len(set(every))


# --- what stands around a label ---------------------------------------------------------------------------------------

PROSE = "El ayuntamiento explicó el lunes que la ley no permite las obras del puerto antes del verano."


def voices(text: str) -> dict[str, int]:
    """What the rules of tables and their guards say in ``text``, by rule."""
    findings = detect(Document(text), ALL).findings
    return {f.rule: f.weight for f in findings if is_label(f.rule) or f.family == "label"}


@pytest.mark.parametrize(
    ("text", "guard"),
    [
        (f"{PROSE}\nPublicidad\nLa publicidad es cara, dice la alcaldesa del puerto.", "label.echo"),
        ("El ayuntamiento explicó que la ley no permite\ncompartir\nlos datos con otros.", "label.runs-on"),
        (f"{PROSE}\nBarcos\nRedes\nCompartir\nAnzuelos\nMapas\nFaros\nNudos\n{PROSE}", "label.row"),
        (f"{PROSE}\n{PROSE}\nTemas\n{PROSE}\n{PROSE}", "label.alone"),
    ],
)
def test_a_guard_speaks_against_a_label(text: str, guard: str) -> None:
    assert guard in voices(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}\n{PROSE}\nPublicidad\n{PROSE}\n{PROSE}",
        f"{PROSE}\n{PROSE}\nTemas\nCompartir\n{PROSE}\n{PROSE}",
        f"{PROSE}\n{PROSE}\n{PROSE}\nTemas",
        f"{PROSE}\n{PROSE}\ncompartir\n{PROSE}\n{PROSE}",
    ],
)
def test_no_guard_speaks_against_a_label_that_stands_as_one(text: str) -> None:
    said = voices(text)
    assert said
    assert min(said.values()) > 0


# --- keys and files ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("Compartir en WhatsApp", f"compartir en {NETWORK}"),
        ("Síguenos en X (Twitter)", f"siguenos en {NETWORK}"),
        ("COMENTARIOS (12)", "comentarios"),
        ("12 comentarios", "comentarios"),
        ("Facebookで シェアする", f"{NETWORK}でシェアする"),
        ("コメント12件", "コメント"),
        ("ΣΧΟΛΙΑ", "σχολια"),
        ("Términos & condiciones", "terminos condiciones"),
        ("Página 2 de 14", "pagina 0 de 0"),
    ],
)
def test_lines_that_say_the_same_have_one_key(line: str, key: str) -> None:
    assert table_key(WORD.findall(fold(line))) == key.replace(" 0 de 0", " 0 de")


GOOD = """
language = "es"
[words]
this = "(esta|la) noticia"
[sure]
share = ["(compartir|guardar) [<this>]", "compartir en <networks>"]
[weak]
share = ["guardar"]
"""


def test_a_word_that_brackets_leave_over_is_weak_unless_it_is_listed(tmp_path: Path) -> None:
    text = GOOD.replace('"compartir en', '"compartir | comparte", "compartir en')
    (tmp_path / "labels.toml").write_text(text, encoding="utf-8")
    sure, weak = (rule.matcher for rule in load_pack(tmp_path / "labels.toml"))
    assert isinstance(sure, TemplateMatcher)
    assert isinstance(weak, TemplateMatcher)
    assert {"compartir", "comparte"} <= set(sure.labels)
    assert weak.labels == ("guardar",)


def test_a_table_becomes_a_rule_for_each_class_and_category(tmp_path: Path) -> None:
    (tmp_path / "labels.toml").write_text(GOOD, encoding="utf-8")
    sure, weak = load_pack(tmp_path / "labels.toml")
    assert (sure.id, weak.id) == ("share.labels.es", "share.words.es")
    assert (is_weak_label(sure.id), is_weak_label(weak.id)) == (False, True)
    assert isinstance(sure.matcher, TemplateMatcher)
    assert isinstance(weak.matcher, TemplateMatcher)
    assert weak.matcher.labels == ("compartir", "guardar")
    assert set(sure.matcher.labels) == {
        "compartir esta noticia", "compartir la noticia", f"compartir en {NETWORK}",
        "guardar esta noticia", "guardar la noticia",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("share = [\"guardar\"]", "shares = [\"guardar\"]", "'shares' is no category; did you mean 'share'?"),
        ("share = [\"guardar\"]", "share = \"guardar\"", "'share' must be a list of labels"),
        ("[weak]", "[weakly]", "unknown key 'weakly'"),
        ("[<this>]", "..", "[sure] share: a label is a whole line"),
        ("[<this>]", "<that>", "[sure] share: no word list is called <that>"),
    ],
)  # fmt: skip
def test_an_error_in_a_table_is_named(old: str, new: str, says: str, tmp_path: Path) -> None:
    assert old in GOOD
    (tmp_path / "labels.toml").write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(PackError) as error:
        load_pack(tmp_path / "labels.toml")
    assert says in str(error.value)


ROWS = {
    "Chi siamo | Contatti | Privacy | Note legali": "footer.labels.it",
    "Quem somos • Termos de uso • Contato": "footer.labels.pt",
}
NO_ROWS = ("Chi siamo | Il porto di Nordhaven | Contatti", "Chi siamo | Contatti", "| Chi siamo | Contatti | Privacy |")


def test_a_row_of_labels_is_found_as_its_first_sure_one() -> None:
    assert [name in ids for name, ids in zip(ROWS.values(), found_on(list(ROWS)), strict=True)] == [True, True]
    assert found_on(list(NO_ROWS)) == [set(), set(), set()]
