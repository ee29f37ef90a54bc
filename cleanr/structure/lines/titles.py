"""What the lines of a list look like: titles, labels and cards, and the lines that the evidence already covers."""

from __future__ import annotations

from functools import cache

from cleanr.findings.evidence import Evidence, cached_by_line_findings
from cleanr.findings.finding import Finding
from cleanr.structure.lines.times import time_of
from cleanr.text.document import Line, cached_by_line
from cleanr.text.late import late_re

_NOTHING: set[str] = set()
_HEADLINE, _JOINED, _LONG = 7, 5, 50  # words of a headline; words of one with joined words, and its characters
_WRAPPED = 4  # words of a line that goes on with a sentence

# What stands with a title on its card: an age, a date, a reading time, a section, a label of its kind.
_CARD = late_re(
    r"(?:(?:about |over )?\d{1,2} ?(?:seconds?|minutes?|mins?|hours?|hrs?|h|m|d|days?|weeks?|months?|years?) ago"
    r"|\d{1,2} ?(?:min|minute)s?(?: read| watch| listen)?"
    r"|(?:mon|tue|wed|thu|fri|sat|sun)?[a-z]{0,6},? ?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?"
    r"|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?(?:,? \d{4})?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"
    r"|yesterday|today|just now)(?:[ ,|-]+(?:at )?\d{1,2}[:.]\d\d.{0,12})?"
)


@cache
def without_language(rule: str) -> str:
    """Return the id of a rule without its language: ``related.heading`` of ``related.heading.de``."""
    return ".".join(rule.split(".")[:2])


@cached_by_line_findings(_NOTHING)
def rules_on(line: Line, evidence: Evidence) -> set[str]:
    """Return the rules that speak for the whole of a line, by their ids without the language."""
    return {without_language(f.rule) for f in evidence.on(line) if _whole(f, line) and f.weight > 0}


def _whole(finding: Finding, line: Line) -> bool:
    return finding.start <= line.core.start and finding.end >= line.core.end


@cached_by_line_findings(False)
def is_furniture(line: Line, evidence: Evidence) -> bool:
    """Whether the evidence so far covers a line, as a whole or sentence by sentence."""
    if evidence.claimed(line):
        return True
    reach = line.core.start
    for finding in sorted(f for f in evidence.on(line) if f.weight > 0):
        if _words_between(line, reach, finding.start):
            return False
        reach = max(reach, finding.end)
    return reach >= line.core.end


def _words_between(line: Line, start: int, end: int) -> bool:
    return bool(line.document.text[start:end].strip())


@cached_by_line
def is_card_line(line: Line) -> bool:
    """Whether a line is an age, a date or a reading time, and nothing else."""
    return line.words <= 8 and (_CARD.fullmatch(line.folded_core) is not None or time_of(line) != "")


@cached_by_line
def is_title(line: Line) -> bool:
    """Whether a line could be the title of another story."""
    titled = line.title_like and line.words >= 4 and not line.prose and "|" not in line.text[1:-1]
    return titled and not is_card_line(line) and not _goes_on_small(line)


def _goes_on_small(line: Line) -> bool:
    """Whether the line right below begins small: a wrapped sentence."""
    below = line.after
    if below is None or below.index != line.index + 1 or not below.text[0].islower():
        return False
    return below.words >= _WRAPPED or below.ends_sentence


def is_label(line: Line) -> bool:
    """Whether a line is a section, an age, an author: the small print of a card."""
    return is_card_line(line) or (line.words <= 3 and not line.text.endswith((".", ",", ";", ":")) and not line.row)


def is_long_headline(line: Line) -> bool:
    """Whether a line is a title with the length of a headline: headings inside an article are shorter.

    Where words are joined to one, as in German and Finnish, five of them are as long as seven of English.
    """
    return is_title(line) and (line.words >= _HEADLINE or (line.words >= _JOINED and line.length >= _LONG))
