"""Guards of labels: a line that says what a button says, and is a heading, a cell, or the start of a sentence.

They come first of all structural rules, so that nothing is built on a label that is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from operator import attrgetter

from cleanr.findings.evidence import Evidence, cached_by_findings
from cleanr.findings.finding import Finding, Match
from cleanr.rulebook.labels import is_label, is_weak_label
from cleanr.rulebook.rule import block_rule
from cleanr.structure.guards.register import register_of
from cleanr.structure.lines.shortlines import is_company, tells
from cleanr.text.bare import bare
from cleanr.text.document import Document, Line, cached_by_document
from cleanr.text.edits import Span
from cleanr.text.folding import UNSPACED, WORD
from cleanr.text.late import late_re

_ECHOED = 3  # words of the longest label that the paragraph below is asked for
_WORD = 4  # letters of the shortest word that says something
_HANGUL_WORD, _HANGUL = 2, late_re("[\uac00-\ud7a3]")
_ENDING, _INFLECTED = 3, 9  # letters of an ending; of a word that may have one of so many
_SHORT = 3  # words of a line that may be a cell or an item
_ROW = 5  # lines of the shortest row
_KNOWN = 5  # of so many lines of a row of furniture one at least is known
_LONGEST_ROW = 60  # lines
_BROKEN = 4  # words of the shortest line that is broken off
_NEAR = 2  # lines

_FIGURE = re.compile(r"[^\W\d]\S*\s?\d{1,3}")

_GiveReason = Callable[[Line, Evidence], str]


@cached_by_findings
def _labels(document: Document, evidence: Evidence) -> list[Finding]:  # noqa: ARG001
    return [finding for finding in evidence.findings if finding.weight > 0 and is_label(finding.rule)]


def _objections(
    document: Document, evidence: Evidence, give_reason: _GiveReason, *, weak: bool = False
) -> Iterator[Match]:
    """What ``give_reason`` has to say against the labels, or the weak ones alone."""
    for finding in _labels(document, evidence):
        if not weak or (_is_weak(finding, document, evidence) and not _is_ad_in_news(finding, document, evidence)):
            reason = give_reason(document.line_at(finding.start), evidence)
            if reason:
                yield Match(Span(finding.start, finding.end), reason, finding.category)


def _is_weak(label: Finding, document: Document, evidence: Evidence) -> bool:
    """Whether ``label`` is weak, and no other rule, in any language, has the line as surely of the same category.

    A word and a number, "Photo 3", may be what a text calls its figures.
    """
    line = document.line_at(label.start)
    if label.category == "gallery" and _FIGURE.fullmatch(line.text):
        return True
    others = [one for one in evidence.on(line) if one.category == label.category]
    return is_weak_label(label.rule) and not any(one.weight >= label.weight and not is_weak_label(one.rule) for one in others)


def _is_ad_in_news(label: Finding, document: Document, evidence: Evidence) -> bool:
    """Whether ``label`` is over an advertisement between paragraphs of news: it stands there by its nature."""
    line = document.line_at(label.start)
    between = line.before is not None and line.before.prose and line.after is not None and line.after.prose
    return label.category == "ad" and between and register_of(document, evidence).reports > 0


@block_rule(
    "label.echo",
    strength="certain",
    language="any",
    summary="The paragraph below takes the word of the label up: it is a heading.",
    why="A heading says what its text is about; a button stands over the text of somebody else.",
    examples=(
        """
              | Der Rat tagte am Montag bis in die Nacht, und am Ende stimmten alle Fraktionen für den neuen Haushalt.
              | Publicidad
              | La publicidad es cara, dice la alcaldesa, y el puerto no puede pagarla ni este año ni el que viene.
""",
    ),
    counterexamples=(
        """
ad            | Publicidad
              | La alcaldesa dijo el lunes que el puerto no puede pagar las obras ni este año ni el que viene.
""",
    ),
)
def echo(document: Document, evidence: Evidence) -> Iterator[Match]:
    yield from _objections(document, evidence, _echoed)


def _echoed(line: Line, evidence: Evidence) -> str:
    below = line.after
    if below is None or line.words > _ECHOED or not tells(below) or _is_claimed(below, evidence):
        return ""
    label, text = bare(line.folded_core), bare(below.folded)
    least = _HANGUL_WORD if _HANGUL.search(label) else _WORD
    words = [label] if UNSPACED.search(label) else [word for word in WORD.findall(label) if len(word) >= least]
    syllables = 2 * len(words) <= line.words > 1  # as the words of Vietnamese are
    words = [label] if syllables else [_root(word) for word in words]
    return "the paragraph below says it again" if words and all(word in text for word in words) else ""


def _root(word: str) -> str:
    """What a word and its inflections share, where it is long: "отправ", of what sends."""
    return word[:-_ENDING] if len(word) >= _INFLECTED else word


@block_rule(
    "label.runs-on",
    strength="certain",
    language="any",
    summary="The line above breaks off before the label, or the line below goes on with it.",
    why="In wrapped text a line may say what a button says, in the midst of a sentence.",
    examples=(
        """
              | El ayuntamiento explicó que la ley no permite
              | compartir
              | los datos de los vecinos con otras oficinas del puerto.
""",
    ),
    counterexamples=(
        """
              | El ayuntamiento explicó que la ley no lo permite.
share         | Compartir
              | Los vecinos no están de acuerdo.
""",
    ),
)
def runs_on(document: Document, evidence: Evidence) -> Iterator[Match]:
    yield from _objections(document, evidence, _run_on)


def _run_on(line: Line, evidence: Evidence) -> str:
    above, below = line.before, line.after
    if below and below.index == line.index + 1 and _goes_on(line, below) and not evidence.claimed(below):
        return "the line below goes on with it"
    first = line.folded_core[:1]
    broken = above and above.index == line.index - 1 and above.words >= _BROKEN and not above.ends_sentence
    if broken and above and not evidence.claimed(above) and line.text[:1].islower() and first.isalpha():
        return "the line above breaks off before it"
    return ""


def _goes_on(line: Line, below: Line) -> bool:
    """Whether ``below`` starts small, in the letters of ``line``."""
    first = below.text[:1]
    return first.islower() and first.isascii() == line.folded_core[:1].isascii() and below.words > 1


@block_rule(
    "label.row",
    strength="certain",
    language="any",
    summary="The label stands in a row of short lines that nobody knows: a list or table of the article.",
    why="A list of things may name what is also a button.",
    examples=(
        """
              | El museo tiene siete salas, y cada una lleva el nombre de lo que enseña a quien la visita:
              | Barcos
              | Redes
              | Compartir
              | Anzuelos
              | Mapas
              | Faros
              | Nudos
""",
    ),
    counterexamples=(
        """
share         | Compartir
share         | Imprimir
share         | Copiar enlace
              | Faros
              | Nudos
""",
    ),
)
def row(document: Document, evidence: Evidence) -> Iterator[Match]:
    yield from _objections(document, evidence, _in_row)


def _in_row(line: Line, evidence: Evidence) -> str:
    if line.words >= _SHORT:
        return ""
    lines = [line, *_run(line, up=True), *_run(line, up=False)]
    known = sum(map(evidence.claimed, lines))
    return "in a row of other short lines" if len(lines) >= _ROW and known * _KNOWN < len(lines) else ""


def _run(line: Line, *, up: bool) -> Iterator[Line]:
    """The short lines without an end mark that stand in one row with ``line``, above or below."""
    for _ in range(_LONGEST_ROW):
        other = line.before if up else line.after
        if other is None or other.words > _SHORT or other.ends_sentence:
            return
        yield other
        line = other


@block_rule(
    "label.alone",
    strength="moderate",
    language="any",
    summary="A weak label with no other furniture near it, amid the text.",
    why="One noun may be a heading of the article; it is tagged, and stays.",
    examples=(
        """
              | El ayuntamiento explicó el lunes que la ley no permite las obras del puerto antes del verano.
              | La alcaldesa quiere empezarlas de todos modos, y ha pedido el dinero al gobierno de la región.
              | Temas
              | Los vecinos no están de acuerdo, y el martes fueron al juez con una lista de lo que les falta.
              | El juez dijo que leería la lista, y que no podía prometer nada antes de las fiestas de agosto.
""",
        """
              | 煮萝卜的水保存好，后面要用，不要倒掉，第二天煮面的时候可以放进去一起煮，味道会更好。
              | 图3
              | 切叶子的方法
              | 叶子洗干净以后切成一寸长的段，和姜丝一起放进锅里，用小火再煮五分钟，就可以端上来吃了。
""",
        """
              | Temas
              | El quiosco abre temprano
              | y el mar, que no lee nada,
              | deja su espuma en la arena
""",
    ),
    counterexamples=(
        """
              | El ayuntamiento explicó el lunes que la ley no permite las obras del puerto antes del verano.
tags          | Temas
""",
    ),
)
def alone(document: Document, evidence: Evidence) -> Iterator[Match]:
    yield from _objections(document, evidence, _lonely, weak=True)


def _lonely(line: Line, evidence: Evidence) -> str:
    if any(_is_claimed(other, evidence) for other in _neighbours(line)) or _at_an_end(line):
        return ""
    return "no other furniture stands near it"


def _is_claimed(line: Line, evidence: Evidence) -> bool:
    """Whether the whole of a line is likely furniture; a sentence surely, for it may be the article's."""
    return evidence.claimed(line) and is_company(line, evidence)


def _neighbours(line: Line) -> Iterator[Line]:
    """The lines that stand next to ``line``, a few above and below, up to the first paragraph."""
    for step in (attrgetter("before"), attrgetter("after")):
        other = step(line)
        for _ in range(_NEAR):
            if other is None:
                break
            yield other
            other = None if other.prose else step(other)


def _at_an_end(line: Line) -> bool:
    """Whether no sentence ends above ``line``, or none below: it stands before the text, or behind it.

    Verse has no paragraph: its first line is its title.
    """
    first, last = _text_of(line.document)
    return bool(line.document.paragraphs) and not first < line.index < last


@cached_by_document
def _text_of(document: Document) -> tuple[int, int]:
    """The numbers of the first and of the last line that ends a sentence."""
    lines = document.visible_lines
    first = next((line.index for line in lines if tells(line)), len(document))
    return first, next((line.index for line in reversed(lines) if tells(line)), -1)
