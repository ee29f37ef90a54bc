"""Printouts: what a page for printing or for phones adds to its article: addresses, numbers of sheets, "printed from"."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.ends import article_end
from cleanr.structure.lines.forms import DATE, TIME, lines_like
from cleanr.structure.lines.wholelines import line_match
from cleanr.text.document import Document, Line
from cleanr.text.late import late_re
from cleanr.text.shortlines import Signs, short_lines_with

_ADDRESS = r"(?:https?://|www\.)\S{4,}"
_SHEET = r"(?:page |seite |página |pagina |strona )?\d{1,3} ?(?:/|of|von|de|di|sur|van|z) ?\d{1,3}"
_PRINTED = (
    r"(?:(?:article |story |page |document )?(?:printed|reprinted|retrieved|downloaded|exported|sent|saved) (?:from|on|by|at|via)|printed:?|"
    r"(?:source|article|original|page|story|short|canonical|permanent)? ?(?:url|link|address)(?: (?:to|of|for) (?:this )?(?:article|story|page))?|"
    r"permalink|perma-?link|trackback(?: url)?|shortlink|find (?:this|the) (?:article|story|page) (?:at|online)|"
    r"(?:view|read|see) (?:this|the|it|original|full)(?: (?:original|full|article|story|page|version))* (?:at|on|online at)|"
    r"this (?:article|story|page) (?:can be found|is available) (?:at|online at)|originally at|online at|available at|"
    r"gedruckt (?:von|am)|quelle(?: url)?|url de l'article|imprimé (?:depuis|le)|impreso (?:de|desde|el)|enlace|stampato da|impresso em)"
)
_PRINT = late_re(
    rf"{_PRINTED}:? ?\(?{_ADDRESS}\)?.{{0,20}}|{_PRINTED}:? .{{0,40}}{DATE}.{{0,20}}|{_PRINTED}:? [\w.-]+\.(?:com|org|net|co\.\w\w|[a-z]{{2}})(?:/\S*)?"
    rf"|{_ADDRESS}\s[|-]? ?(?:{_SHEET}|\[{DATE}.{{0,12}}\]|{DATE}.{{0,20}})|{DATE},? ?(?:{TIME})? ?[|-]? ?{_ADDRESS}.{{0,10}}"
    rf"|{DATE},? {TIME} [^.!?]{{8,100}} [|-] [^.!?|]{{3,40}}|(?:page|seite) {_SHEET.removeprefix('(?:page |seite |página |pagina |strona )?')}"
)
_SIGNS = Signs(
    "http", "www.", "print", "url", "link", "page ", "seite ", " - ", " | ", "from", "view", "read", "source", "imp",
    "stampa", "gedruckt",
)  # fmt: skip
_WINDOW_WORDS = Signs("view", "version", "site", "print", "mode", "window", "page", "app")
_WINDOW = late_re(
    r"(?:view|show|switch to|go to|visit|see|back to|use)(?: (?:the|our|this|in))? (?:full|desktop|mobile|classic|regular|standard|normal|non-amp|amp|lite|web|print)"
    r"(?: (?:site|version|view|page|website|story|article|edition|layout|mode))?"
    r"|(?:desktop|mobile|print|printer[ -]friendly|text[ -]only|amp|full|lite) (?:site|version|view|page|website|mode)"
    r"|(?:close|exit|open) (?:print|reader|reading) (?:view|window|mode|preview)|(?:close|print) (?:this )?(?:window|page)"
    r"|(?:click here )?to print|click here to print\.?|print (?:this )?(?:page|article|story)|send to (?:printer|kindle)"
    r"|view (?:comments|web story|image gallery|original|original article|all images|full gallery|gallery)|open in (?:the )?app"
)


@block_rule(
    "print.leftover",
    category="footer",
    strength="strong",
    signs="/.",
    summary="What a printed page adds: where it was printed from, its address, the date and the number of the sheet.",
    examples=(
        """
              | The council has put off the work for nine years in a row while the sand came in with the tides.
footer        | Printed from: https://coast.example/harbour-104
footer        | https://www.coast.example/news/harbour-104 1/3
footer        | 5/4/2021, 10:12 AM Harbour to be dredged - The Coast
footer        | Permalink: https://coast.example/?p=104
""",
    ),
    counterexamples=(
        """
              | The plans hang in the hall, and whoever wants to read them at home finds them on the site of the trust.
              | https://www.harbourtrust.example/plans
              | They are printed on both sides, and the clerk sells them for a pound.
""",
        """
              | The will fills four pages, and each of them is signed at the foot by both of the witnesses.
              | ## Page 2 of 4
              | The second one names the house, the boat and the two fields behind the mill.
""",
    ),
)
def leftover(document: Document, evidence: Evidence) -> Iterator[Match]:
    for line in lines_like(filter(_has_date_or_address, short_lines_with(document, _SIGNS)), _PRINT):
        heading = line.text.startswith("#")  # a heading of the text itself
        if not line.row and not heading and not evidence.claimed(line) and not line.ends_sentence:
            yield line_match(line, "what a printed page adds")


def _has_date_or_address(line: Line) -> bool:
    """Whether a line may have a date or an address: a cheap look. Not all figures are those of ASCII."""
    return line.has_figure or "." in line.text or not line.text.isascii()


@block_rule(
    "print.window",
    category="navigation",
    strength="strong",
    words=_WINDOW_WORDS,
    language="en",
    summary="A button that leads to another view of the page, after the end of the article.",
    examples=(
        """
              | The council has put off the work for nine years in a row while the sand came in with the tides.
navigation    | View web story
navigation    | Switch to mobile version
navigation    | Close print view
""",
    ),
    counterexamples=(
        """
              | View full site
              | The council has put off the work for nine years in a row while the sand came in with the tides.
""",
    ),
)
def window(document: Document, evidence: Evidence) -> Iterator[Match]:
    for line in lines_like(short_lines_with(document, _WINDOW_WORDS), _WINDOW):
        if line.index > article_end(document, evidence) and not evidence.claimed(line):
            yield line_match(line, "leads to another view of the page")
