"""Grammar of comments: heads that come again, of a name and a time in any order, with votes and buttons between.

Software for comments has a hundred names, and one grammar: who, when, what, and then the same again. Two such heads
below the article open a thread, without any word that says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence, cached_by_findings
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.forms import AMOUNT, DATE, TIME
from cleanr.structure.lines.wholelines import line_match
from cleanr.structure.readers.heads import is_button
from cleanr.text.document import Document, Line
from cleanr.text.late import late_re
from cleanr.text.shortlines import Signs, short_lines_with

_AGO = (
    r"(?:(?:about |over )?(?:\d{1,2}|an?|one) ?(?:seconds?|minutes?|mins?|m|hours?|hrs?\.?|h|days?|d|weeks?|w|months?|mo|years?|yrs?|y)\.? ago|just now|yesterday|"
    r"(?:vor|hace|há|il y a|för|for) (?:\d{1,2}|ein\w*|une?|un[ao]?|uma?) \w{1,9}(?: sedan| siden)?|\d{1,2} \w{1,9} (?:geleden|fa|temu|назад|тому|sitten|önce|atrás)|\d{1,2} ?[hdmwy])"
)
_MOMENT = rf"(?:{_AGO}|(?:on |am |le |el |at )?{DATE}(?:,? ?(?:at|um|à|a las|alle|às|kl\.?|в|-|@|\||·)? ?{TIME})?|{TIME}[ ,·|-]+(?:on )?{DATE})"
_WHO = r"[^\n.!?:\"]{1,38}[^\n.!?:\" ]"
# A name and a time on one line; with "says", a number, points or a button behind, at most.
_HEAD = late_re(
    rf"(?:#?\d{{1,4}}[.)]? )?(?:posted by|comment by|by|from|von|par|por|da):? {_WHO}(?: (?:at|on|am|le|el))?[ ,·•|-]+{_MOMENT}(?: .{{0,20}})?"
    rf"|(?:#?\d{{1,4}}[.)]? )?{_WHO}(?: (?:says|said|wrote|writes|commented|replied))?(?:[ ]?[·•|,–-] ?| \(| on | at | ){_MOMENT}\)?(?: ?[·•|-]? ?(?:reply|edited|{AMOUNT} (?:points?|likes?)).{{0,20}})?"
    rf"|{_WHO} (?:{AMOUNT} points? ){_MOMENT}"
)
_LONE_AGE = late_re(_AGO)
_VOTES = late_re(
    rf"[+-]?{AMOUNT} (?:points?|likes?|votes?|upvotes?|replies|reply)|[▲▼△▽⇧⇩👍👎+-]{{1,2}} ?\d{{0,5}}(?: ?[▲▼△▽⇧⇩👍👎]? ?\d{{0,5}})?|(?:like|dislike|up|down|vote up|vote down|upvote|downvote)s? ?\(?\d{{0,5}}\)?"
    r"|(?:reply|report|share|like|flag|permalink|quote|save|follow|more|edited|give award)(?: ?[·•|/,-]? ?(?:reply|report|share|like|flag|permalink|quote|save|follow|more|\d{1,4})){0,4}"
)
_MOST_WORDS = 12  # of a head
_ENTRY = 12  # lines of one comment
_FEWEST = 2
_AGES = Signs("ago", "now", "yesterday")
_MAY_BE_MOMENT = late_re(  # a cheap look: without one of these, there is no moment
    r"[0-9](?:[0-9]{3}|[./-][0-9]| ?[hdmwy]\b)|ago|now|yesterday|(?:vor|hace|há|a|för|for) [0-9]"
    r"|[0-9] \w{1,9} (?:geleden|fa|temu|назад|тому|sitten|önce|atrás)"
)


def _is_head(line: Line) -> bool:
    return "@" not in line.text and (_names_writer(line) or _is_below_writer(line))


def _names_writer(line: Line) -> bool:
    return 2 <= line.words <= _MOST_WORDS and not line.row and not line.ends_sentence and _HEAD.fullmatch(line.folded_core) is not None


def _is_below_writer(line: Line) -> bool:
    """Whether a line says how long ago, and the line above may be a name: dates stand so in time lines."""
    above = line.before
    named = above is not None and above.words <= 4 and not above.ends_sentence and not above.row
    return named and line.words <= 4 and _LONE_AGE.fullmatch(line.folded_core) is not None


@cached_by_findings
def heads_below(document: Document, evidence: Evidence) -> list[Line]:
    """Return the heads of comments that follow one another to the end of a text, none further from the next than one is long."""
    run: list[Line] = []
    timed = _with_moments(document) if len(document.paragraphs) >= _FEWEST else []
    for line in timed if len(timed) >= _FEWEST else ():
        if not _is_head(line):
            continue
        below = run[-1].index if run else len(document)
        if sum(1 for _ in document.lines(line.index + 1, below)) > _ENTRY and run:
            break
        run.append(line)
    return run[::-1] if _is_thread(run[::-1], evidence) else []


def _with_moments(document: Document) -> list[Line]:
    """The short lines that may name a moment, from the last to the first."""
    timed = list(short_lines_with(document, _AGES, or_figures=True))
    short = (line for line in reversed(timed) if line.words <= _MOST_WORDS and not line.ends_sentence)
    return [line for line in short if _MAY_BE_MOMENT.search(line.folded)]


def _is_thread(heads: list[Line], evidence: Evidence) -> bool:
    """Whether heads have a text under each but no paragraph of the article, and an article above them."""
    if len(heads) < _FEWEST or sum(line.prose for line in heads[0].document.lines(0, heads[0].index)) < _FEWEST:
        return False
    if any(evidence.is_likely(head, "related", "media", "caption", "credit") for head in heads):
        return False
    below = [head.after for head in heads]
    said = all(line is not None and not _is_head(line) for line in below)
    voted = sum(1 for line in heads[0].document.lines(heads[0].index) if is_button(line) or _VOTES.fullmatch(line.folded_core))
    return said and (voted >= _FEWEST or all(line is not None and line.ends_sentence for line in below))


@block_rule(
    "threads.grammar",
    category="comments",
    strength="strong",
    near=heads_below,
    summary="Comments below an article, told by their grammar: a head of name and time comes again, with a text under each.",
    examples=(
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
comments      | u/annlowe · 3 hr. ago
comments      | About time too. The steps were a disgrace.
comments      | 12 points
comments      | u/boek · 2 hr. ago
comments      | And who pays for it? We do.
comments      | 5 points
""",
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
comments      | Posted by: annlowe at 4 March 2021 7:12 PM
comments      | About time too. The steps were a disgrace.
comments      | Posted by: boek at 4 March 2021 8:01 PM
comments      | And who pays for it? We do.
""",
    ),
    counterexamples=(
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
              | Council delays vote on the swing bridge, 3 hours ago
              | Ferry service resumes after a strike, 5 hours ago
""",
        """
              | u/annlowe · 3 hr. ago
              | About time too. The steps were a disgrace.
              | u/boek · 2 hr. ago
              | And who pays for it? We do.
""",
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
              | First meeting on 4 March 2021
              | The board met in the hall, and the owners stood in the rain until the doors were opened to them at noon.
              | The clerk read the list of the fees, and then he read it again, because nobody had believed him before.
              | The chairman said that the list was not his, and the owners asked whose it was, but nobody knew.
""",
    ),
)
def comment_grammar(document: Document, evidence: Evidence) -> Iterator[Match]:
    heads = heads_below(document, evidence)
    for line in document.lines(_start(heads[0])) if heads else ():
        if not evidence.is_likely(line, "comments"):
            yield line_match(line, f"in a thread of {len(heads)} comments")


def _start(head: Line) -> int:
    """The number of the first line of a comment: the name above, where the head has none."""
    above = head.before
    return above.index if above and not _names_writer(head) else head.index
