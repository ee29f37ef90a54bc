"""Keys: a line by what it says, and by the form that it has with its figures, dates and names left open.

Both are 64 bits of a hash, the same in every process and on every platform. Among the hundred thousand lines that a
profile keeps of a site, that two different ones share a key is less likely than one in a billion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b

from cleanr.rulebook.shapes import SHAPES
from cleanr.text.bullets import core_of
from cleanr.text.document import Line
from cleanr.text.folding import fold
from cleanr.text.late import late_re
from cleanr.text.sentences import CLOSERS, FULL_STOPS

SIZE = 8  # bytes of a key
DATE, NUMBER, NAME = "{date}", "{number}", "{Name}"  # as templates call them
_LEAST_WORDS = 4  # of a sentence that is counted by itself; what is shorter is said anywhere

_BY = "by|par|von|por|door|av|af|od|przez|autor|texte?|tekst|автор|yazan|oleh"
_BYLINE = late_re(
    rf"(?i:(?<!\w)(?:{_BY}):? )(?=[^\W\d_])"
    r"(?:(?:[^\W\d_a-zß-öø-ÿ][\w'’.-]*|de|van|von|der|la|el|al|bin)(?: (?=\w)|(?=\W|\Z))){1,6}"
)
_WEEKDAYS = """
    mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday
    lundi mardi mercredi jeudi vendredi samedi dimanche montag dienstag mittwoch donnerstag freitag samstag sonnabend
    sonntag lunes martes miércoles jueves viernes sábado domingo segunda-feira terça-feira quarta-feira quinta-feira
    sexta-feira lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag donderdag vrijdag
    zaterdag zondag måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag poniedziałek wtorek
    środa czwartek piątek sobota niedziela понедельник вторник среда четверг пятница суббота воскресенье
""".split()  # noqa: SIM905
_MONTHS = """
    enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre janeiro fevereiro
    março maio junho julho setembro outubro novembro dezembro gennaio febbraio aprile maggio giugno luglio settembre
    ottobre novembre dicembre januari februari maart mei augustus oktober december januar februar marts juni juli
    augusti stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря
""".split()  # noqa: SIM905
_SIGNED_MONTH = rf"(?:\d{{1,2}}[.ºª]? (?:de |di )?)(?:{'|'.join(_MONTHS)})\.?(?:,? (?:de )?\d{{4}})?"
_WEEKDAY = rf"(?:{'|'.join(_WEEKDAYS)})\.?,?"
_WHEN = rf"(?:{_SIGNED_MONTH}|{SHAPES['date']}|{SHAPES['time']})"
_OPEN = late_re(
    rf"(?P<date>(?<!\w)(?:{_WEEKDAY} )?(?:le )?{_WHEN}(?!\w)|(?<!\w){_WEEKDAY}(?!\w))"
    rf"|(?P<number>(?<!\w){SHAPES['number']}(?!\w))"
)
_MAY_BE_OPEN = re.compile(r"\d")
_RUN = late_re(r"\{date\}(?:[ ,.|·/à@-]{1,3}\{date\})+")


def said(line: str) -> str:
    """Return what a line says: its core, with one space wherever there is white space; nothing, if it is marks alone.

    >>> said("   * A la  une ")
    'A la une'
    """
    text = line.strip()
    start, end = core_of(text) if text else (0, 0)
    return " ".join(text[start:end].split()) if any(map(str.isalnum, text[start:end])) else ""


@lru_cache(maxsize=1 << 14)
def form_of(text: str) -> str:
    """Return ``text``, which is what a line says, folded, with figures, dates, and names after "by" left open.

    >>> form_of("Posted on 3 May 2021 at 10:15 by Ann Lowe")
    'posted on {date} at {date} by {Name}'
    >>> form_of("12 Comments")
    '{number} comments'
    """
    named = _BYLINE.sub(_left_open, text) if " " in text else text
    folded = fold(named).replace(fold(NAME), NAME)
    if not _MAY_BE_OPEN.search(folded) and not _is_weekday(folded):
        return folded
    return _RUN.sub(DATE, _OPEN.sub(lambda found: f"{{{found.lastgroup}}}", folded))


def _is_weekday(folded: str) -> bool:
    return any(word.rstrip(".,") in _WEEKDAYS for word in folded.split()) if len(folded) < 80 else False


def _left_open(byline: re.Match[str]) -> str:
    by, _, name = byline[0].partition(" ")
    return f"{by} {NAME}{' ' if name.endswith(' ') else ''}"


def key_of(text: str) -> bytes:
    """Return the key of ``text``: `SIZE` bytes."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=SIZE).digest()


def sentences_said(line: Line) -> Iterator[str]:
    """Yield what each whole sentence of a line says, those of three words or fewer left out."""
    for start, end in line.sentences:
        text = " ".join(line.document.text[start:end].split())
        if is_sentence(text):
            yield text


def is_sentence(text: str) -> bool:
    """Whether ``text`` is a sentence of some words, with its full stop; two letters of unspaced scripts are a word."""
    if text.rstrip(CLOSERS)[-1:] not in tuple(FULL_STOPS):
        return False
    return text.count(" ") + 1 >= _LEAST_WORDS or (not text.isascii() and len(text) >= 12)
