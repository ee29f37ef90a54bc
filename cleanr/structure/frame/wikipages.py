"""Wiki pages: what the software of a wiki puts around its articles."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.forms import lines_like
from cleanr.structure.lines.wholelines import line_match
from cleanr.text.document import Document, Line
from cleanr.text.late import late_re
from cleanr.text.shortlines import Signs, short_lines_with

_DEGREES = r"\d{1,3} ?°(?: ?\d{1,2}(?:\.\d+)? ?['′]){0,2}(?: ?\d{1,2}(?:\.\d+)? ?[\"″])? ?[nsewo]"
_AROUND = late_re(
    r"from (?:wikipedia|wikimedia|wiktionary|wikisource|wikivoyage|\w{3,20}pedia),? the free \w{4,14}|aus wikipedia, der freien enzyklopädie|"
    r"de wikipedia, la enciclopedia libre|un article de wikipédia,? l'encyclopédie libre\.?|da wikipedia,? l'enciclopedia libera\.?|"
    r"origem: wikipédia, a enciclopédia livre\.?|uit wikipedia, de vrije encyclopedie|z wikipedii, wolnej encyklopedii|материал из википедии.{0,40}|"
    rf"(?:coordinates|koordinaten|coordenadas|coordonnées|coordinate|coördinaten):? ?{_DEGREES}[ ,]*{_DEGREES}.{{0,60}}|"
    r"\(?redirected from .{2,60}\)?|jump to:? ?navigation,? ?(?:jump to:? ?)?search|retrieved from .{0,8}https?://\S+|"
    r"this page was last (?:edited|modified) on .{6,60}|page semi-protected|"
    r"[v•·|] ?[•·|]? ?t ?[•·|]? ?e ?[•·|]?(?: .{2,60})?|\[?hide\]?|\[?show\]?|\[(?:edit|edit source|bearbeiten|modifier|editar|modifica|bewerken|edytuj|править)(?: \| .{4,20})?\]"
)
_SIGNS = Signs(
    "pedia", "wiki", "coord", "koord", "coörd", "redirected", "jump to", "retrieved", "last ", "protected", "hide",
    "show", "[", "вики", "v t", "t e", "vt", "v•", "v ·", "v·", "v|", "v |", "v •", "• t", "•t", "· t", "·t", "| t", "|t",
)  # fmt: skip


@block_rule(
    "wiki.around",
    category="navigation",
    strength="strong",
    words=("wiki", "pedia", "coord", "koord", "coörd", "jump to", "[edit", "redirected", "вики"),
    summary="What a wiki puts around its articles: where the text is from, where the place lies, buttons to edit.",
    examples=(
        """
navigation    | From Wikipedia, the free encyclopedia
navigation    | Coordinates: 51°16′N 0°31′E
              | The harbour opened in 1904 and has been dredged twice since, at a cost that nobody has added up.
navigation    | [edit]
""",
    ),
    counterexamples=(
        """
              | The harbour has its own page in the free encyclopedia, with a picture that nobody likes.
              | The wall lies at 51°16′N, which is further north than the chart of the trust says.
""",
    ),
)
def around(document: Document, evidence: Evidence) -> Iterator[Match]:
    for line in lines_like(short_lines_with(document, _SIGNS), _AROUND):
        if not line.row and not evidence.claimed(line):
            yield line_match(line, "what a wiki puts around its articles")


@block_rule(
    "wiki.box",
    category="navigation",
    strength="strong",
    names=frozenset(("v",)),
    summary='The head of a box of links: "v", "t" and "e" on a line each, and what the box is called.',
    examples=(
        """
              | The harbour opened in 1904 and has been dredged twice since, at a cost that nobody has added up.
navigation    | v
navigation    | t
navigation    | e
navigation    | Harbours of the north
""",
    ),
    counterexamples=(
        """
              | v
              | w
              | x
              | The letters above are those that nobody on the pier can tell apart from a boat at night.
""",
    ),
)
def box(document: Document, _: Evidence) -> Iterator[Match]:
    for index in document.visible:
        if document.raw[index].strip() in ("v", "V"):
            yield from (line_match(line, "the head of a box of links") for line in _letters(document.line(index)))


def _letters(first: Line) -> list[Line]:
    lines = [first]
    for letter in "te":
        below = lines[-1].after
        if below is None or below.folded_core != letter:
            return []
        lines.append(below)
    title = lines[-1].after
    return [*lines, title] if title and title.words <= 10 and not title.ends_sentence else lines
