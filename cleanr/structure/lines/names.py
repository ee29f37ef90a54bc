"""Credits: what a byline, a name and a date look like, alone on a line."""

from __future__ import annotations

from cleanr.structure.lines.times import time_of
from cleanr.structure.lines.wholelines import core_text
from cleanr.text.document import Document, Line, cached_by_document, cached_by_line
from cleanr.text.late import late_re, late_regex
from cleanr.text.shortlines import Signs, short_lines_with

_WIDEST = 200  # code points of a byline or a date
WORD = r"\p{Lu}[\p{L}'\N{RIGHT SINGLE QUOTATION MARK}.\-]*"
PARTICLES = ("de", "da", "del", "der", "den", "di", "dos", "du", "van", "von", "al", "el", "la", "le", "bin", "ibn", "ben", "ten", "ter")
PARTICLE = rf"(?:{'|'.join(PARTICLES)})"
_LINK = rf"(?:and|&|{PARTICLE}|y)"
_NAME = rf"{WORD}(?:,?\s(?:{_LINK}\s){{0,2}}{WORD}){{1,7}}"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[,.]?\s)"
_YEAR = r"(?:199[5-9]|20[0-3]\d)"
_CLOCK = r"(?:\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?)(?:\s?\(?[a-z]{2,4}\)?)?"
_DATE = (
    rf"(?:{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s{_YEAR}|\d{{1,2}}(?:st|nd|rd|th)?[\s\-](?:of\s)?{_MONTH},?[\s\-]{_YEAR}"
    rf"|{_YEAR}[\-/.]\d{{1,2}}[\-/.]\d{{1,2}}|\d{{1,2}}[\-/.]\d{{1,2}}[\-/.]{_YEAR})"
)
# "By Ann Lowe", with what may follow a name there: a job, a paper, a place, a date.
_BY = late_regex(
    rf"(?i:by|from|words|story|text)[\s:]\s*(?:Dr\.?\s|Prof\.?\s)?(?!(?:The|Any|All|Popular|Day|Night|Land|Sea|Air|Design|Default|Hand|Law|Means|Way)\b)"
    rf"{_NAME}(?:[\s|,/\N{{BULLET}}\N{{MIDDLE DOT}}\-\N{{EN DASH}}\N{{EM DASH}}]+[^.!?]{{0,70}}"
    r"|\s(?:[Ff]or|[Ii]n|[Aa]t)\s[^.!?]{2,40})?"
)
_BARE_NAME = late_regex(rf"{WORD}(?:\s(?:{_LINK}\s)?{WORD}){{1,3}}(?:,?\s(?:{_LINK}\s){WORD}(?:\s{WORD}){{1,2}})?")
_BARE_DATE = late_regex(
    rf"(?:on\s)?(?:{_CLOCK}[\s,|/\-]*)?{_WEEKDAY}?{_DATE}(?:[\s,|/@\-\N{{BULLET}}\N{{MIDDLE DOT}}]*(?:at\s)?{_CLOCK})?"
    r"(?:[\s|/,\-\N{BULLET}\N{MIDDLE DOT}]+(?:by\s)?[^.!?\d]{2,40})?"
)
_BY_FIRST, _BY_SIGN = late_re(r"\W*by\s"), Signs("by")
_OPENERS = ("by", "from", "words", "story", "text")  # what a byline begins with
_MOST_NAMES = 2  # bylines in a text by one author


@cached_by_line
def is_byline(line: Line) -> bool:
    """Whether the whole of a line is "By" and a name, with a job, a paper or a date behind it at most."""
    return (
        len(line.text) <= _WIDEST
        and line.folded_core.startswith(_OPENERS)
        and line.words <= 16
        and _BY.fullmatch(core_text(line)) is not None
    )


@cached_by_line
def is_date(line: Line) -> bool:
    """Whether a line is a date, with a clock or a few words beside it, and nothing else."""
    return (
        len(line.text) <= _WIDEST
        and line.words <= 12
        and (time_of(line) in ("date", "moment") or (_names_year(line) and _BARE_DATE.fullmatch(line.folded_core) is not None))
    )


def _names_year(line: Line) -> bool:
    return "20" in line.folded_core or "199" in line.folded_core


def is_name(line: Line) -> bool:
    """Whether a line is a name and nothing else."""
    return len(line.text) <= _WIDEST and line.words <= 7 and _BARE_NAME.fullmatch(core_text(line)) is not None


@cached_by_document
def has_many_bylines(document: Document) -> bool:
    """Whether the text names authors again and again, as a list of books does."""
    by = [line for line in short_lines_with(document, _BY_SIGN) if _BY_FIRST.match(line.folded)]
    return len(by) > _MOST_NAMES and sum(map(is_byline, by)) > _MOST_NAMES
