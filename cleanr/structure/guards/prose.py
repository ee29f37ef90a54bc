"""Guards: what speaks for the article where furniture's words stand in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Finding, Match
from cleanr.rulebook.rule import line_rule
from cleanr.text.document import Document, Line, cached_by_document
from cleanr.text.edits import Span
from cleanr.text.late import late_re

_PROMPTS = (
    "newsletter", "paywall", "share", "follow", "promo", "cookie", "legal", "affiliate", "notice", "comments", "related",
    "media", "ad", "footer", "navigation",
)  # fmt: skip
_SHORTEST, _LONGEST = 40, 2_000  # code points of words that may report what somebody said
_CODE = 4_000  # code points of the longest line whose backticks are counted
_REPORTED = late_re(
    r"\b(?:said|says|told|asked|replied|wrote|argued|added|explained|claimed|insisted|recalled|according to|announced|testified"
    r"|sagte|fragte|meinte|rief|erklärte|schrieb|berichtete|betonte|teilte|déclaré|affirmé|expliqué|indiqué|ajouté|dijo|explicó|afirmó|aseguró|disse|afirmou|explicou"
    r"|ha detto|spiegato|dichiarato|zei|zegt|vertelde|säger|sade|berättade|sier|fortalte|siger|sagde|sanoi|kertoi"
    r"|powiedział\w?|poinformował\w?|сказал\w?|заявил\w?|сообщил\w?|розповів|söyledi)\b"
)


@line_rule(
    "quote.inside",
    on=_PROMPTS,
    strength="strong",
    against=_PROMPTS,
    language="any",
    signs="\"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}",
    summary="The words stand inside quotation marks.",
    why="Somebody in the article says or reads them.",
    examples=(
        """\
              | The screen read: “Please wait. Sign up for our newsletter. Thank you.” Nobody did.
""",
    ),
    counterexamples=(
        """\
              | “We lost,” she said. Sign up for our newsletter.
""",
    ),
)
def inside_quotation(line: Line, evidence: Evidence) -> Iterator[Match]:
    for finding in _prompts(line, evidence):
        if _is_quoted(line, finding.start):
            yield Match(Span(finding.start, finding.end), "inside quotation marks", finding.category)


@line_rule(
    "code.inside",
    on=_PROMPTS,
    strength="strong",
    against=_PROMPTS,
    language="any",
    signs="`",
    summary="The words stand between backticks, as code does in Markdown.",
    why="A manual shows what to write.",
    examples=(
        """\
              | Write the class behind it, as in `[external link](pier.example){.outside}`, and build the page.
""",
    ),
    counterexamples=(
        """\
              | It is 12` long. Sign up for our newsletter.
""",
    ),
)
def inside_code(line: Line, evidence: Evidence) -> Iterator[Match]:
    for finding in _prompts(line, evidence) if len(line.text) <= _CODE and "`" in line.text else ():
        before, within, behind = (line.document.text[start:end].count("`") for start, end in _around(line, finding))
        if before % 2 and not within and behind:
            yield Match(Span(finding.start, finding.end), "inside backticks", finding.category)


@line_rule(
    "quote.block",
    on=_PROMPTS,
    strength="moderate",
    against=_PROMPTS,
    language="any",
    signs=">",
    summary="The line is marked as a quotation, as Markdown and mail do.",
    why="What is quoted is shown, and said by somebody else.",
    examples=(
        """
              | The banner of the new site has two lines, and they stand on each of its pages from now on:
              | > Sign up for our newsletter
              | Nobody has read it yet, for the site is shown to the members of the board alone.
""",
    ),
    counterexamples=(
        """
              | The banner of the new site has two lines, and they stand on each of its pages from now on.
newsletter    | Sign up for our newsletter
""",
        """
              | > The council met on Monday, the clerk said, and the traders had been waiting since the morning.
newsletter    | > Sign up for our newsletter
              | > Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
    ),
)
def in_block_quotation(line: Line, evidence: Evidence) -> Iterator[Match]:
    prompts = _prompts(line, evidence) if line.text.startswith("> ") else []
    for finding in prompts if prompts and not _is_all_quoted(line.document) else ():
        if finding.category != "related":  # some sites mark what they point to so
            yield Match(Span(finding.start, finding.end), "in a quotation", finding.category)


@cached_by_document
def _is_all_quoted(document: Document) -> bool:
    """Whether the whole text, or most of it, is quoted: a mail that was answered."""
    quoted = sum(line.text.startswith(">") for line in document.visible_lines)
    return 2 * quoted > len(document.visible)


def _around(line: Line, finding: Finding) -> tuple[tuple[int, int], ...]:
    """What stands on the line before a finding, in it and behind it."""
    return (line.start, finding.start), (finding.start, finding.end), (finding.end, line.end)


def _prompts(line: Line, evidence: Evidence) -> list[Finding]:
    return [f for f in evidence.on(line) if f.weight > 0 and f.category in _PROMPTS]


def _is_quoted(line: Line, at: int) -> bool:
    """Whether a quotation opens before ``at`` and closes at or after it."""
    before = bisect_right(line.quotes, at)  # a finding that opens with a quotation mark is inside it
    if not 0 < before < len(line.quotes):
        return False
    opened, closing = (line.document.text[line.quotes[index]] for index in (before - 1, before))
    if opened == '"':
        return before % 2 == 1
    return opened == "\N{LEFT DOUBLE QUOTATION MARK}" and closing != opened


@line_rule(
    "prose.reported",
    on=_PROMPTS,
    strength="strong",
    against=_PROMPTS,
    language="any",
    summary="The sentence reports what somebody said.",
    why="Prompts speak to the reader; they do not report.",
    examples=(
        """\
              | Subscribe to our newsletter, the mayor told the crowd, and the rest will follow.
""",
        """\
              | Melden Sie sich für unseren Newsletter an, erklärte die Bürgermeisterin, und niemand lachte.
""",
    ),
    counterexamples=(
        """\
              | Subscribe to our newsletter and never miss a story.
""",
    ),
)
def reported(line: Line, evidence: Evidence) -> Iterator[Match]:
    long = [f for f in _prompts(line, evidence) if _SHORTEST < f.end - f.start < _LONGEST]
    for finding in long:
        verb = _REPORTED.search(line.document.folded[finding.start : finding.end])
        if verb and not line.title_like:
            yield Match(Span(finding.start, finding.end), f'reports: "{verb.group()}"', finding.category)


@line_rule(
    "list.introduced",
    on=_PROMPTS,
    strength="strong",
    against=_PROMPTS,
    language="any",
    summary="The line is an item of a list that a sentence with a colon introduces.",
    why="An article that lists such lines speaks about them.",
    examples=(
        """\
              | The town's new site shows what every site shows when it is left to itself:
              | 1. Share this article
              | 2. Sign up for our newsletter
              | 3. Back to top
""",
    ),
    counterexamples=(
        """\
              | Related stories:
newsletter    | • Sign up for our newsletter
""",
        """\
              | The council votes on Monday, and this is what will happen then:
              |
newsletter    | Sign up for our newsletter
""",
    ),
)
def introduced(line: Line, evidence: Evidence) -> Iterator[Match]:
    if line.bulleted and (opening := _introduction(line)) and not evidence.claimed(opening):
        for finding in _prompts(line, evidence):
            yield Match(Span(finding.start, finding.end), f'in a list under "{opening.text[-40:]}"', finding.category)


def _introduction(item: Line) -> Line | None:
    """The sentence with a colon over the list that ``item`` stands in; a list may be thirty items long."""
    above = item.before
    for _ in range(30):
        if above is None or not above.bulleted:
            break
        above = above.before
    return above if above and above.text.endswith(":") and above.words >= 6 else None
