"""Charts: a diagram leaves its foot in the text ("Source: … • Chart: …", "Get the data"), and its labels above it."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence, cached_once
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.forms import lines_like
from cleanr.structure.lines.wholelines import line_match
from cleanr.text.document import Document, Line
from cleanr.text.late import late_re
from cleanr.text.shortlines import Signs, short_lines_with

_MADE = (  # what a chart is called where it says who made it
    r"(?:chart|map|graphic|graphics|table|visuali[sz]ation|infographic|interactive|grafik|karte|tabelle|graphique|carte|"
    r"infographie|gráfico|mapa|tabla|infografía|infográfico|grafico|mappa|tabella|infografica|grafiek|kaart|karta|kart|diagram|"
    r"wykres|график|графика|карта|графік|grafikk|kartta|kaavio|grafiikka|harita)s?"
)
_FROM = (
    r"(?:sources?|data|data source|notes?|credit|quellen?|daten|fuentes?|datos|fonti?|fonte|fontes|dati|dados|bron|källa|kilde|"
    r"lähde|źródło|источник|джерело|kaynak|forrás|zdroj)"
)
_TOOLS = (
    "datawrapper", "flourish", "infogram", "tableau", "chartblocks", "knight lab", "google maps", "google charts", "mapbox",
    "everviz", "highcharts",
)  # fmt: skip
_TOOL = rf"(?:{'|'.join(_TOOLS)})"
_BUTTON = (
    rf"(?:get the data|get the code|embed|download (?:the )?(?:data|image|svg|pdf|png|csv)|(?:created|made|built) (?:with|using|in) {_TOOL}"
    rf"|a {_TOOL} (?:chart|map|data visuali[sz]ation|story|table|hierarchy chart|.{{2,20}} chart)|(?:erstellt|gemacht) mit {_TOOL}"
    rf"|(?:daten|grafik) herunterladen|einbetten|(?:créé|réalisé) avec {_TOOL}|(?:récupérer|télécharger|obtenir) (?:les données|l'image)"
    rf"|(?:creado|hecho) con {_TOOL}|(?:descargar|obtener) (?:los )?datos|(?:creato|realizzato) con {_TOOL}|scarica (?:i )?dati"
    rf"|criado com {_TOOL}|(?:baixar|obter|descarregar) (?:os )?dados|gemaakt met {_TOOL}|skapad med {_TOOL}|(?:get|view) (?:chart|map) data)"
)
_ALONE = (
    rf"(?:get the (?:data|code)|(?:created|made|built) (?:with|using|in) {_TOOL}|a {_TOOL} (?:chart|map|data visuali[sz]ation|story|table)|"
    rf"(?:erstellt|gemacht) mit {_TOOL}|(?:créé|réalisé) avec {_TOOL}|(?:creado|hecho) con {_TOOL}|(?:creato|realizzato) con {_TOOL}|"
    rf"criado com {_TOOL}|gemaakt met {_TOOL}|skapad med {_TOOL})"
)
_NOTHING = r"(?! ?(?:none|no|not|without|ohne|keine?|sans|aucune?|sin|senza|sem|geen|zonder|utan|bez|нет|без)\b)"
_SAID = rf"{_NOTHING}[^•·|\n]{{2,90}}"
_PART = rf"(?:(?:{_MADE}|{_FROM})(?: by)?: ?{_SAID}|{_BUTTON}|{_MADE} by {_SAID}|by {_SAID})"
_FOOT = late_re(
    rf"{_ALONE}|(?:{_MADE}): ?{_SAID}|(?:{_PART}(?: ?[•·|] ?| - )){{1,4}}{_PART}"
)
_SIGNS = Signs(
    ":", "data", "get the code", "embed", "download", "einbetten", "herunterladen", *_TOOLS,
)  # fmt: skip
_NOTE = late_re(r"(?:notes?|hinweis|anmerkung|nota|remarque|note) ?: ?.+")
_LABELS = 14  # lines above the foot
_LABEL = 20  # words of the longest title of a chart


@cached_once
def feet(document: Document, evidence: Evidence) -> list[Line]:  # noqa: ARG001
    """Return the feet of the charts of a text: who made them, of what, with which tool."""
    return [line for line in lines_like(short_lines_with(document, _SIGNS), _FOOT) if not (line.row or line.bulleted or line.text[0] == "#" or _is_value(line))]


def _is_value(line: Line) -> bool:
    """Whether a line is one of a list of properties: "Graphics: …" among "Memory: …" and "Weight: …"."""
    beside = (line.before, line.after)
    return "•" not in line.text and any(other and other.words <= 12 and ":" in other.text[1:-1] and not _FOOT.fullmatch(other.folded_core) for other in beside)


@block_rule(
    "chart.foot",
    category="credit",
    strength="strong",
    near=feet,
    summary="The foot of a chart: its source and who made it, side by side, or a button of the tool it was made with.",
    examples=(
        """
              | The council has put off the work for nine years in a row while the sand came in with the tides.
credit        | Source: Harbour Trust • Chart: Ann Lowe
credit        | Get the data
credit        | Created with Datawrapper
              | Nobody has yet said where the sand is to go, and the gulls have taken no side in the matter so far.
""",
        """
              | Der Rat hat die Arbeiten neun Jahre lang verschoben, und der Sand kam mit jeder Flut näher an den Kai.
credit        | Quelle: Hafenamt • Grafik: Ann Lowe
""",
    ),
    counterexamples=(
        """
              | The table of the fees hangs beside the door of the office, and nobody has read it since the spring.
              | Source: Harbour Trust
""",
        """
              | The class was written with the help of the map, and who embeds it need not know what it holds.
              | Graphic: none
              | Map: an object that holds pairs of a key and a value, each of which may be anything that you like
""",
    ),
)
def foot(document: Document, evidence: Evidence) -> Iterator[Match]:
    for line in feet(document, evidence):
        yield line_match(line, "the foot of a chart")


@block_rule(
    "chart.labels",
    category="caption",
    strength="strong",
    near=feet,
    summary="The title of a chart and the labels of its axes: the short lines right above its foot.",
    why="A chart is a picture; what the extractor read off it are words and figures without a sentence.",
    examples=(
        """
              | The council has put off the work for nine years in a row while the sand came in with the tides.
caption       | Depth of the harbour, in metres
caption       | 2010
caption       | 4.2
caption       | Note: At low water
              | Source: Harbour Trust • Chart: Ann Lowe
              | Nobody has yet said where the sand is to go, and the gulls have taken no side in the matter so far.
""",
    ),
    counterexamples=(
        """
              | The council has put off the work for nine years in a row while the sand came in with the tides.
              | Source: Harbour Trust • Chart: Ann Lowe
              | Nobody has yet said where the sand is to go, and the gulls have taken no side in the matter so far.
""",
    ),
)
def labels(document: Document, evidence: Evidence) -> Iterator[Match]:
    known = {line.index for line in feet(document, evidence)}
    for line in feet(document, evidence):
        block = list(_above(line)) if line.before and line.before.index not in known else []
        for label in block if len(block) <= _LABELS else ():
            if not evidence.claimed(label):
                yield line_match(label, "above the foot of a chart")


def _above(line: Line) -> Iterator[Line]:
    """The lines above the foot up to the next paragraph; a note to the chart may be a sentence."""
    above = line.before
    while above and (_NOTE.fullmatch(above.folded_core) or not _ends_labels(above)):
        yield above
        above = above.before


def _ends_labels(line: Line) -> bool:
    return line.prose or line.bulleted or line.words > _LABEL or line.text.endswith((":", "."))
