"""Widgets: what small windows of a page leave in its text: the weather, quotations of shares, a poll."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.guards.register import register_of
from cleanr.structure.lines.forms import AMOUNT, lines_like
from cleanr.structure.lines.wholelines import line_match
from cleanr.text.document import Document, Line
from cleanr.text.late import late_re
from cleanr.text.shortlines import Signs, short_lines_with

_SKY = (
    r"(?:mostly |partly |light |heavy |scattered )?(?:sunny|clear|cloudy|clouds|overcast|rain|showers?|snow|fog|mist|haze|windy|"
    r"thunderstorms?|drizzle|sleet|sonnig|bewölkt|heiter|regen|wolkig|nublado|soleado|despejado|lluvia|nuageux|ensoleillé|pluie|"
    r"sereno|nuvoloso|pioggia|ensolarado|chuva|bewolkt|zonnig|molnigt|soligt|pochmurno|słonecznie|облачно|ясно|дождь)"
)
_DEGREES = r"-?\d{1,3} ?°\s?[cf]?"
_DEGREE_LINE = late_re(rf"(?:[\w,.:'/ -]{{0,40}}?[ :])?{_DEGREES}(?: ?[/|,-]? ?{_DEGREES})?[ ,|:-]*(?:[\w ]{{0,24}})?")
_WEATHER_LINE = late_re(
    rf"{_SKY}|(?:humidity|wind|feels like|high|low|precipitation|uv index|sunrise|sunset|visibility|pressure|weather|forecast|"
    rf"(?:see |view )?(?:full|\d+[ -]day|extended|hourly|local|today's) (?:weather )?forecast|weather in .{{2,30}}|"
    rf"luftfeuchtigkeit|viento|humedad|vent|humidité|umidità|vento)(?:[: ].{{0,24}})?"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|today|tonight|tomorrow"
)
_QUOTATION = late_re(
    r"[$^.a-z][^\W\d_][$^.\w&/ -]{0,30}?:? ?[$£€]? ?\d[\d.,]*\s*[▲▼↑↓]?\s*[(+-]\s?[+-]?[$£€]?\d[\d.,]* ?%?\)?(?:\s*\(? ?[+-]?\d[\d.,]* ?%\)?)?"
    r"|(?:\$?[a-z.]{1,8} )[▲▼↑↓+-] ?\d[\d.,]* ?%"
)
_OPTION = late_re(r"[^.!:]{1,60}?(?:[ :-]*\(?\d{1,3}(?:\.\d+)? ?%\)?)?(?: ?\(?[\d,]+ votes?\)?)?")
_CAST = late_re(
    rf"(?:submit )?vote(?: now)?|cast your vote|(?:view|see|show|hide) (?:poll )?results?|(?:total )?(?:votes?|voters|responses): ?{AMOUNT}"
    rf"|{AMOUNT} (?:total )?(?:votes?|voters|responses|people voted|have voted)(?: .{{0,20}})?|(?:poll|voting|this poll) (?:is )?(?:now )?closed"
    r"|(?:thank you|thanks) for (?:voting|your vote|taking part)|abstimmen|jetzt abstimmen|ergebnis(?:se)? anzeigen|votar|voter|vota"
    r"|stem(?: n[uå])?|rösta(?: nu)?|äänestä(?: nyt)?|afgiv (?:din )?stemme|ja vota|je vote|(?:voir|ver|veure|vedi|visa|vis|se|bekijk|näytä|katso) "
    r"(?:les |los |els |os |i |de )?(?:résultats|resultados?|resultats|risultati|resultat(?:et|er)?|uitslag|tulokset)"
)
_CASTING = Signs(
    "vote", "voti", "poll", "results", "responses", "abstimmen", "ergebnis", "votar", "vota", "stem", "taking part", "rösta", "äänestä", "resulta",
    "résultats", "risultati", "uitslag", "tulokset",
)  # fmt: skip
_DEGREE, _SHARE = Signs("°"), Signs("%")
_OPTIONS = 7
_FEWEST = 2
_WINDOW = 12  # lines of a window above and below one


def _lines_with(document: Document, signs: Signs, form: re.Pattern[str]) -> list[Line]:
    found = lines_like(short_lines_with(document, signs), form)
    return [line for line in found if not line.row and line.words <= 9]


@block_rule(
    "widget.weather",
    category="navigation",
    strength="strong",
    signs="°",
    summary="The weather as a window of the page shows it: degrees, and a word for the sky, on lines of their own.",
    examples=(
        """
              | The council has put off the work for nine years in a row while the sand came in with the tides.
navigation    | Harwell 12°C
navigation    | Partly cloudy
navigation    | Tuesday
navigation    | 14° / 8°
              | Nobody has yet said where the sand is to go, and the gulls have taken no side in the matter so far.
""",
    ),
    counterexamples=(
        """
              | Let the dough rest for an hour under a cloth, and do not look at it, for it knows when you do.
              | Oven: 180 °C
              | Bake it for half an hour, until it sounds hollow when you knock at it from below.
""",
        """
              | | Month | Air | Water |
              | | May | 14° | 9° |
              | | June | 18° | 12° |
""",
    ),
)
def weather(document: Document, evidence: Evidence) -> Iterator[Match]:
    warm = _lines_with(document, _DEGREE, _DEGREE_LINE)
    seen: set[int] = set()
    for line in warm:
        box = [line, *islice(_beside(line, up=True), _WINDOW), *islice(_beside(line, up=False), _WINDOW)]
        if (len(box) >= _FEWEST and _is_named(box)) or "weather" in line.folded_core or "forecast" in line.folded_core:
            for part in box:
                if part.index not in seen and not evidence.claimed(part):
                    seen.add(part.index)
                    yield line_match(part, "the weather, in a window of the page")


def _is_named(box: list[Line]) -> bool:
    """Whether one of the lines says more than a figure: degrees alone may be a table of the article."""
    return any(sum(map(str.isalpha, line.text)) > 2 for line in box)  # more than the letter of a scale


def _beside(line: Line, *, up: bool) -> Iterator[Line]:
    """The lines of the same window above or below."""
    other = line.before if up else line.after
    while other and other.words <= 8 and (_WEATHER_LINE.fullmatch(other.folded_core) or _DEGREE_LINE.fullmatch(other.folded_core)):
        yield other
        other = other.before if up else other.after


@block_rule(
    "widget.ticker",
    category="navigation",
    strength="moderate",
    signs="%",
    summary="Shares and their prices as a window of the page shows them: a name, a figure, a change, twice or more.",
    why="A report on the market may list them too, so it tags and does not strip alone.",
    examples=(
        """
              | The council has put off the work for nine years in a row while the sand came in with the tides.
navigation    | QUAY 104.20 +1.5 (1.4%)
navigation    | TIDE 12.05 -0.3%
""",
    ),
    counterexamples=(
        """
              | The council has put off the work for nine years in a row while the sand came in with the tides.
              | Turnout: 42.5%
              | Yes: 61.2%
""",
    ),
)
def ticker(document: Document, evidence: Evidence) -> Iterator[Match]:
    lines = _lines_with(document, _SHARE, _QUOTATION)
    for line in lines if len(lines) >= _FEWEST else ():
        if not evidence.claimed(line):
            yield line_match(line, "the price of a share, in a window of the page")


@block_rule(
    "widget.poll",
    category="promo",
    strength="strong",
    words=_CASTING,
    summary="A poll: a question, a few answers, and a button to vote or to see the result.",
    examples=(
        """
              | The council has put off the work for nine years in a row while the sand came in with the tides.
promo         | Should the harbour be dredged?
promo         | Yes
promo         | No
promo         | Don't know
promo         | Vote
promo         | View results
              | Nobody has yet said where the sand is to go, and the gulls have taken no side in the matter so far.
""",
    ),
    counterexamples=(
        """
              | The council has put off the work for nine years in a row while the sand came in with the tides.
              | Vote
              | Nobody has yet said where the sand is to go, and the gulls have taken no side in the matter so far.
""",
        """
              | This is how the parents vote: each of them gets a slip and a pencil, and goes behind the curtain.
              | Is the yard to be open in summer?
              | Yes
              | No
              | Vote
              | Then the slips are counted, and the caretaker locks the box until the next year.
""",
    ),
)
def poll(document: Document, evidence: Evidence) -> Iterator[Match]:
    for line in lines_like(short_lines_with(document, _CASTING), _CAST):
        if line.words <= 6:
            answers = _answers(line)
            votes = sum(map(_is_button, answers)) > 0
            if line.words == 1 and not votes and not register_of(document, evidence).reports:
                continue  # how a vote is held: question, answers, and the word for what one does
            for part in (*answers, line) if len(answers) > _FEWEST or (votes and len(answers) >= _FEWEST) else ():
                if not evidence.is_likely(part, "promo"):
                    yield line_match(part, "a poll")


def _is_button(line: Line) -> bool:
    return _CAST.fullmatch(line.folded_core) is not None


def _answers(button: Line) -> list[Line]:
    """The lines from the question above a button to it; none where there is no question, or the answers are too long."""
    above: list[Line] = []
    line = button.before
    while line and len(above) <= _OPTIONS and not line.text.endswith("?") and line.words <= 9:
        if not (_OPTION.fullmatch(line.folded_core) or _CAST.fullmatch(line.folded_core)):
            return []
        above.append(line)
        line = line.before
    return [*above, line] if line and line.text.endswith("?") and line.words <= 30 else []
