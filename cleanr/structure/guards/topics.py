"""The guard that speaks last: an article that is about a kind of furniture.

It comes after all other rules, so that what they claim does not count as the article speaking.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence, cached_by_findings
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.wordpatterns import WordPattern
from cleanr.text.document import Document, Line
from cleanr.text.edits import Span

# The words by which an article that is about a kind of furniture gives itself away.
_TOPICS = {
    "newsletter": WordPattern(r"newsletters?|mailing lists?|substack|subscribers?|e-?mail list"),
    "paywall": WordPattern(r"paywalls?|paywalled|subscriptions?|subscribers?|streaming|a month"),
    "cookie": WordPattern(r"cookies?|consent|gdpr|privacy|tracking"),
    "legal": WordPattern(r"privacy polic\w+|terms of (?:use|service)|gdpr|personal data"),
    "affiliate": WordPattern(r"affiliates?|commissions?|disclosures?"),
    "ad": WordPattern(r"adverts?|advertisements?|advertisers?|advertising|sponsored|sponsors?"),
    "comments": WordPattern(r"commenters?|comment sections?|comments section|moderators?|moderation"),
    "notice": WordPattern("javascript"),
}
_TOPIC_LINES = 3
_TOPIC_SHARE = 0.1


@block_rule(
    "topic.same",
    strength="moderate",
    against=tuple(_TOPICS),
    needs=tuple(_TOPICS),
    language="en",
    summary="The article is about the thing: its paragraphs speak of it again and again.",
    why="In an article about newsletters, an invitation to sign up may be its subject; it is tagged, not stripped.",
    examples=(
        """\
              | The newsletter has been the making of the small paper, and its editor knows it better than anyone in the town.
              | Every newsletter that leaves the office has been read aloud once, by the editor, to whoever is still there.
              | Rivals have copied the newsletter, and each of them has given up before the first year was over.
              | Subscribe to the newsletter.
""",
    ),
    counterexamples=(
        """\
              | The harbour opened in 1904 and has been dredged twice since, at a cost that the council would rather forget.
              | Subscribe to the newsletter.
""",
    ),
)
def topic(document: Document, evidence: Evidence) -> Iterator[Match]:
    for category, words in _TOPICS.items():
        if evidence.has((category,)) and _is_about(document, evidence, words):
            for line in evidence.lines(category):
                for finding in evidence.on(line):
                    if finding.category == category and finding.weight > 0:
                        yield Match(Span(finding.start, finding.end), f"the article is about this: {category}", category)


def _is_about(document: Document, evidence: Evidence, words: WordPattern) -> bool:
    if not words.may_stand_in(document.folded, _TOPIC_LINES):
        return False
    prose = _plain_prose(document, evidence)
    speaking = sum(words.occurs_in(document.folded[line.start : line.end]) for line in prose)
    return speaking >= _TOPIC_LINES and speaking >= _TOPIC_SHARE * len(prose)


@cached_by_findings
def _plain_prose(document: Document, evidence: Evidence) -> list[Line]:
    """The paragraphs about which nothing was found."""
    return [line for line in document.paragraphs if not evidence.on(line)]
