"""Times: lines that say when and nothing else, in any language: a date, an age, how long it takes to read.

A language is not asked for: a line of nothing but figures and words of time says the same in all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from cleanr.text.document import Line, cached_by_line
from cleanr.text.folding import SIGNS, fold
from cleanr.text.late import late_re

_TABLE = "times.txt"
_MOST_WORDS, _LONGEST = 10, 80  # words and code points of the longest such line
_TOKEN = late_re(
    rf"\d+|[^\W\d_][^\W\d_{SIGNS}]*(?:[{SIGNS}\u200c]+[^\W\d_]*)*(?:'[^\W\d_]+)?"
)  # "15h30" is three of them
_NUMERIC = late_re(r"\b(?:\d{1,2}[./-] ?\d{1,2}[./-] ?\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})\b")
_CLOCK = late_re(r"\b\d{1,2} ?[:.h] ?\d\d\b")
_PLACE = late_re(
    r"[^\W\d_a-z][^\W\d_]*(?:['’ ][^\W\d_]+){0,2}(?:,| [|•–—-]|\.(?= [^\W\d_a-z])) "
)  # "Barcelona. Dissabte, 4 de maig"
# Chinese, Japanese and Korean, without spaces: "公開日：2025/01/31 11:30", "(更新 11月14日 9時30分)".
_STAMPED = (
    r"(?:(?:最終|最新|最后|最後|기사|최종)?\s?(?:発表|更新|公開|配信|掲載|投稿|登録|发布|發布|发表|發表|刊登|입력|수정|등록|승인|게재|업데이트)\s?"
    r"(?:日時|日|时间|時間|于|於)?)"
)
_ON_DAY = (
    r"(?:(?:\d{4}\s?[年년./-]\s?)?\d{1,2}\s?[月월./-]\s?\d{1,2}\s?[日일号號.]?"
    r"(?:\s?[(\uff08]?(?:[月火水木金土日一二三四五六월화수목금토일](?:曜日|요일)?|(?:周|星期|週|礼拜)[一二三四五六日])[)\uff09]?)?)"
)
_AT_HOUR = (
    r"(?:\s?(?:午前|午後|上午|下午|早上|晚上|凌晨|오전|오후)?\s?"
    r"\d{1,2}(?:\s?[:\uff1a]\s?\d\d(?:[:\uff1a]\d\d)?|\s?[時时시點点]\s?(?:\d{1,2}\s?[分분]?)?))"
)
_DAY_STAMP = rf"(?:[(\uff08【\[]\s?)?{_STAMPED}?\s?[:\uff1a]?\s?{_ON_DAY}{_AT_HOUR}?\s?{_STAMPED}?\s?[)\uff09】\]]?"
_UNSPACED = late_re(  # Chinese, Japanese, Korean, Thai
    rf"{_DAY_STAMP}(?:[\s|/\uff0f\u30fb·•,]*{_DAY_STAMP}){{0,2}}"
    r"|\d{1,2} ?(?:秒|分|分钟|分鐘|時間|小时|小時|天|日|週間|周|か月|ヶ月|个月|個月|年|초|분|시간|일|주|개월|년) ?[前전]|[昨今]天.{0,6}|어제|오늘|昨日|今日"
    r"|\d{1,2} (?:นาที|ชั่วโมง|วัน|สัปดาห์|เดือน|ปี)(?:ที่แล้ว|ที่ผ่านมา)"
)
_WITH_YEAR, _WITH_DAY = late_re(r"\d{4}\s?[年년./-]"), late_re(r"\d\s?[月월./-]\s?\d")
_WITH_HOUR = late_re(r"\d\s?[:\uff1a時时시點点]")
_LONG_AGO = late_re(r"[月年년]|개월|เดือน|ปี")
_PLACED = late_re(
    r"(?: (?:à|a|au|en|in|im|i|em|på|ved|bij|te|στην?|στο|w|ve?) [^,.!?]{2,40})?\)?"
)  # where a picture was taken
_LAST_YEAR, _TAIL = late_re(r"\b(?:19|20)\d\d\b(?!.*\b(?:19|20)\d\d\b)"), 60  # code points from the year to the end
_DAY_AND_HOUR = late_re(r"[01]\d[-/.][0-3]\d,? [0-2]\d:[0-5]\d")  # "11-13 21:10", as Chinese pages have it
_DIGIT = late_re(r"\d")
_YEARS = frozenset((*range(1990, 2040), *range(2533, 2583), *range(1374, 1419)))  # the Buddhist ones, and the Persian
_MOST_DAYS, _MOST_COUNTED, _FIGURES = 31, 99, 4
_FRESH = frozenset(("lately", "published"))
_NO_WORD: frozenset[str] = frozenset()


@cached_by_line
def time_of(line: Line) -> str:
    """Return what kind of time a line is and nothing else; ``""`` where it is none.

    ``"date"`` has a year, ``"moment"`` an hour on a day that is named or has just been, ``"day"`` neither; ``"age"`` is
    how long ago something was, ``"long"`` the same in months and years, ``"reading"`` how long it takes to read. A place may stand before a date with an hour.
    """
    if line.length > _LONGEST or (line.words > _MOST_WORDS and len(line.text.split()) > _MOST_WORDS):
        return ""
    text = line.folded_core
    if not line.has_figure and (text.isascii() or not _DIGIT.search(text)):
        return "age" if text in _lately() else ""
    if not text.isascii() and _UNSPACED.fullmatch(text):
        return _kind_of_unspaced(text)
    if (time := _time(text)) or not _CLOCK.search(text):
        return time
    if _DAY_AND_HOUR.fullmatch(text):
        return "moment"
    placed = _PLACE.match(line.text)
    return _time(fold(line.text[placed.end() :])) if placed else ""


def _kind_of_unspaced(text: str) -> str:
    if _WITH_YEAR.search(text):
        return "date"
    if _WITH_DAY.search(text):
        return "moment" if _WITH_HOUR.search(text) else "day"
    return "long" if _LONG_AGO.search(text) else "age"


def ends_with_date(line: Line) -> bool:
    """Whether a line ends with a comma and a day with its year, no full stop, with where it was behind it at most."""
    text = line.folded_core
    year = _LAST_YEAR.search(text, max(0, len(text) - _TAIL))
    if year is None or line.ends_sentence or not _PLACED.fullmatch(text, year.end()):
        return False
    comma = text.rfind(",", 0, year.start())
    return comma > 0 and _time(text[comma + 1 : year.end()]) == "date"


def _time(text: str) -> str:
    words = _words()
    figures: list[int] = []
    kinds: list[frozenset[str]] = []
    for found in _TOKEN.finditer(text):
        token = found[0]
        if token in words:
            kinds.append(words[token])
        elif not token.isdecimal():  # as the first word of most lines
            return ""
        elif len(token) <= _FIGURES:
            figures.append(int(token))
    if not figures:
        return ""
    said = frozenset().union(*kinds)
    if _NUMERIC.search(text) or ("month" in said and any(0 < figure <= _MOST_DAYS for figure in figures)):
        if any(figure in _YEARS for figure in figures):
            return "date"
        return "" if max(figures) > _MOST_COUNTED else "moment" if "published" in said or _CLOCK.search(text) else "day"
    if "unit" in said and len(figures) == 1 and figures[0] <= _MOST_COUNTED:
        age = "long" if "long" in said else "age"
        return age if "ago" in said else "reading" if "reading" in said else ""
    return "moment" if _CLOCK.search(text) and said & _FRESH else ""


@cache
def _lately() -> frozenset[str]:
    """What says in a word or two that a story is of today or of yesterday; words that mean other things left out."""
    return frozenset(word.replace("_", " ") for word in _rows()["alone"])


@cache
def _words() -> Mapping[str, frozenset[str]]:
    """The words of time of all languages, each with what it may be."""
    found: dict[str, frozenset[str]] = {}
    for kind, words in _rows().items():
        for word in words:
            found[word] = found.get(word, _NO_WORD) | {kind}
    return found


@cache
def _rows() -> Mapping[str, list[str]]:
    """The table: what there is of each kind."""
    table = files("cleanr").joinpath("structure", "lines", _TABLE).read_text(encoding="utf-8")
    rows: dict[str, list[str]] = {}
    for line in table.splitlines():
        kind, _, words = line.partition(": ")
        if kind[0] != "#":
            rows.setdefault(kind, []).extend(fold(words).split())
    return rows
