"""Who may speak: a rule about words speaks where its language is heard, what needs no language speaks everywhere."""

from __future__ import annotations

from cleanr.findings.finding import Match
from cleanr.rulebook.labels import is_weak_label
from cleanr.rulebook.rule import Rule
from cleanr.text.context.context import context_of
from cleanr.text.document import Document, Line
from cleanr.text.edits import Span

_OF_THE_WEB = "en"  # sites in any language have buttons and credits in it
_SAID_BY_MACHINES = "notice"
_BUTTON = 40  # code points of the longest button
_COPYRIGHT = ("\N{COPYRIGHT SIGN}", "\N{CIRCLED LATIN SMALL LETTER C}")
_SAME_EVERYWHERE = frozenset(("credit", "wire", "gallery"))  # said in names, agencies, counters


def silent_languages(document: Document) -> frozenset[str]:
    """Return the languages whose rules `may_speak` never lets say anything about ``document``."""
    return context_of(document).unheard - {_OF_THE_WEB}


def may_speak(rule: Rule, match: Match, document: Document) -> bool:
    """Return whether ``rule`` may say ``match``: not about a sentence in a language that is not its own.

    A button in English, nothing else on its line, is one in any text: sites in Danish say "Share". A noun that may be
    one is not.
    """
    if context_of(document).hears(rule.language):
        return True
    return rule.language == _OF_THE_WEB and _needs_no_language(rule, match.span, document)


def _needs_no_language(rule: Rule, span: Span, document: Document) -> bool:
    said = document.text[span.start : span.end]
    if rule.category in _SAME_EVERYWHERE or any(sign in said for sign in _COPYRIGHT):
        return True
    if is_weak_label(rule.id):
        return False
    line = document.line_at(span.start)
    button = _is_button(line) or (rule.category == _SAID_BY_MACHINES and not line.ends_sentence)
    return button and span.start <= line.core.start and span.end >= line.core.end


def _is_button(line: Line) -> bool:
    return line.end - line.start <= _BUTTON and not line.ends_sentence
