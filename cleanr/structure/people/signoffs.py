"""Sign-offs: the author's name or the agency's after the last paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.ends import is_under_prose, lines_after_end
from cleanr.structure.lines.names import PARTICLE, WORD, has_many_bylines
from cleanr.structure.lines.wholelines import core_text, line_match, sure_categories
from cleanr.text.document import Document, Line
from cleanr.text.late import late_regex

_BY = late_regex(
    rf"(?i:by|from|words|text|author|authors|reporter|writer|editor)\s?[:\s]\s*{WORD}(?:,?\s(?:and\s|&\s)?(?:{PARTICLE}\s)?{WORD}){{1,7}}"
)
_DESK = r"(?:AP|AFP|Reuters|REUTERS|DPA|dpa|PTI|ANI|IANS|AAP|PA|Xinhua|TASS|Interfax|UPI|NAN|GNA|ANSA|EFE)"
_HANDLE = late_regex(r"@\w{4,20}")
_AGENCY = late_regex(rf"[\s(\[\-\N{{EN DASH}}\N{{EM DASH}}]*(?:with\s)?{_DESK}(?:\s?[/,&|]\s?{_DESK})*[\s)\].]*")


@block_rule(
    "tail.signed",
    category="byline",
    strength="strong",
    summary='The author\'s name after the last paragraph: "Author: Ann Lowe".',
    examples=(
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
byline        | Author: Ann Lowe
""",
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
byline        | By Ann Lowe
""",
    ),
    counterexamples=(
        """
              | The tide goes out, the tide comes in,
              | the sand lies bare and brown
              | by Ann Lowe
""",
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
              | Author: Ann Lowe
              | Pages: 320
""",
    ),
)
def tail_signed(document: Document, evidence: Evidence) -> Iterator[Match]:
    line = _last_line(document, evidence)
    if (
        line is not None
        and line.words <= 9
        and _BY.fullmatch(core_text(line))
        and not has_many_bylines(document)
        and is_under_prose(line, evidence)
    ):
        yield line_match(line, 'a name after "by" or "author", after the last paragraph')


def _last_line(document: Document, evidence: Evidence) -> Line | None:
    """The last line that is not surely furniture of some other kind."""
    line = document.near(len(document) - 1, -1)
    while line is not None and sure_categories(line, evidence).difference(("byline", "wire")):
        line = line.before
    return line


@block_rule(
    "tail.agency",
    category="wire",
    strength="strong",
    summary="The name of a news agency after the last paragraph.",
    examples=(
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
wire          | — AP
""",
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
wire          | (PTI)
""",
    ),
    counterexamples=(
        """
              | The tide goes out, the tide comes in,
              | PA
""",
        """
              | AP
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
    ),
)
def tail_agency(document: Document, evidence: Evidence) -> Iterator[Match]:
    line = _last_line(document, evidence)
    if line is not None and len(line.text) <= 40 and _AGENCY.fullmatch(line.text) and is_under_prose(line, evidence):
        yield line_match(line, "an agency's name after the last paragraph")


@block_rule(
    "tail.handle",
    category="follow",
    strength="strong",
    signs="@",
    near=lines_after_end,
    summary="The author's name on a network, alone on its line after the last paragraph.",
    examples=(
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
follow        | @annlowe
""",
    ),
    counterexamples=(
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
              | @annlowe
              | @tompryce
              | @harbourtrust
""",
        """
              | @annlowe
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
              |     @property
              |     def depth(self):
              |         return self._depth
""",
    ),
)
def tail_handle(document: Document, evidence: Evidence) -> Iterator[Match]:
    handles = [line for line in lines_after_end(document, evidence) if _HANDLE.fullmatch(line.text)]
    if len(handles) == 1 and not _decorates(handles[0]):  # more of them are a list of the article
        yield line_match(handles[0], "a name on a network, after the last paragraph")


def _decorates(line: Line) -> bool:
    """Whether the line is code, and what stands below it is a function or a class."""
    return line.after is not None and line.after.text.startswith(("def ", "class ", "async def "))
