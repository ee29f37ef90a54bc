"""Profiles: a paragraph that presents the author by name, after the last paragraph of the article.

No label names it. What gives it away is that it opens with a person's name, says what that person does for a living, and
that the article has not spoken of that person.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import regex

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.names import PARTICLE, PARTICLES, WORD
from cleanr.structure.lines.titles import is_furniture
from cleanr.structure.lines.wholelines import core_text, line_match
from cleanr.text.document import Document, Line, cached_by_line
from cleanr.text.late import late_regex

_GREETING = "i"  # instead of a name, where the writer says who he or she is
_LAST = 4  # paragraphs at the end of a text among which a profile may stand
_FEWEST = 4  # paragraphs of the article itself
_LONGEST = 180  # words of a profile
_ABOUT = 3  # paragraphs below a first one in which a text about its person speaks of him or her
_DEGREES = (
    r"(?:,?\s(?:MD|M\.D\.|PhD|Ph\.D\.|RDN?|CPA|CPP|PSP|JD|MBA|DO|RN|MS|CFP|LCSW|Esq)\.?®?,?)*(?:\s\([^()]{1,40}\))?"
)
_DOING = (
    "is|was|has|started|founded|covers|covered|writes|wrote|worked|works|joined|brings|holds|lives|began|specialises"
    "|specializes|serves|leads|teaches|runs|edits|hosts|graduated|reports|oversees|currently|previously|spent|earned"
)
_AFTER_NAME = frozenset((*_DOING.split("|"), *PARTICLES))
_PRESENTS = late_regex(
    rf"(?:(?:Dr|Prof|Mr|Mrs|Ms)\.?\s)?({WORD}(?:\s(?:{PARTICLE}\s){{0,2}}{WORD}){{0,3}}){_DEGREES},?\s(?:{_DOING})\s"
)
# With a first name alone, or as the first words of a text: who lives by writing, and what such a note says besides.
_WRITES = late_regex(
    r"[^.]{2,60}?\s(?:is|has been|was) (?:an?|the|our|[^.\s]{2,30}'s) (?:[^\s.,:;]{2,30},? ){0,5}?"
    r"(?:writer|copywriter|editor|editor-in-chief|journalist|reporter|blogger|contributor|correspondent|columnist|marketer|manager|director"
    r"|founder|co-?founder|analyst|strategist|specialist|photographer)\b"
)
_NOTES = late_regex(
    r"\b(?:covers|covering|covered|writes|writing|written|specialis\w+|specializ\w+|passion\w*|years|since|background|degree|graduated|studied"
    r"|lives|based in|work has|experience|blogs|also|previously|before joining|when (?:he|she|they)(?:'s|'re| is| are)? not|when not)\b"
)
_GREETINGS = ("hi", "hey", "hello", "i'm", "my name is")
_GREETS = late_regex(
    r"(?:(?:hi|hey|hello)(?: there)?[!,.]? )?(?:i'm|my name is) (?!not\b)\w+(?: \w+)?"
    r"(?:, (?:an?|the|your|co-?founder|founder|owner|editor)\b|[!.] (?:i'm an?|welcome to|in \d{4},? i|i (?:write|blog|help|teach|share|started))\b)"
)
_SOMEBODY = late_regex(r"\b(?:he|she|his|her|hers|him)\b")
_LIVING = late_regex(
    r"\b(?:writers?|editors?|journalists?|reporters?|authors?|bloggers?|contributors?|correspondents?|columnists?|freelance\w*"
    r"|producers?|photographers?|critics?|professors?|consultants?|analysts?|strategists?|co-?founders?|founders?|owners?|directors?|managers?"
    r"|specialists?|experts?|engineers?|developers?|marketers?|physicians?|dietitians?|nutritionists?|attorneys?|lawyers?|ceo|cto|presidents?"
    r"|coach|trainer|therapists?|psychologists?|researchers?|lecturers?|fellow|advisors?|advisers?"
    r"|years of experience|years' experience|bylines?|writes about|writing about|her work has|his work has|their work has)\b"
)
_ITS_OWN = late_regex(r"\b(?:said|says|told|told us|according to|announced|he said|she said)\b|[\"\u201c]")
_GOES_ON = late_regex(
    r"(?:he|she|they|his|her|their|when (?:he|she|they)(?:'s|'re| is| are)? not|when not|in (?:his|her) spare time)\b"
)


@block_rule(
    "tail.profile",
    category="author",
    strength="strong",
    language="en",
    summary="A last paragraph that opens with a name and says what that person does, of whom the article has not spoken.",
    why="An article ends with its subject; a stranger who appears in its last lines with his trade is its author.",
    examples=(
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
              | The work has been put off for nine years in a row while the sand came in with the tide.
              | The boats will lie at the north quay until the spring, and the ferry will not run on Sundays.
              | Nobody has yet said where the sand is to go, and the gulls have taken no side in the matter.
author        | Ann Lowe is a freelance writer and photographer who lives above a boat shed in Perth.
author        | When she is not writing, she mends nets with her father and talks to nobody for hours.
""",
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
              | The work has been put off for nine years in a row while the sand came in with the tide.
              | The boats will lie at the north quay until the spring, and the ferry will not run on Sundays.
              | Nobody has yet said where the sand is to go, and the gulls have taken no side in the matter.
author        | Ann is a content writer at Quay Works, where she writes about ropes, paint and the weather.
""",
        """
              | You can paint a hull in a day if the weather holds and nobody lends out the ladder.
              | You will need two brushes, a tin of primer and a friend who does not mind the smell.
              | You start under the waterline, where nobody looks, and work your way up to the name.
              | You let it dry for two days, and you keep the gulls off it with whatever you can find.
author        | Hi, I'm Ann! I write about boats, and I have been mending my own since the flood took the first.
""",
    ),
    counterexamples=(
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
              | The work has been put off for nine years in a row while the sand came in with the tide.
              | Mrs Lowe has watched the dredgers from her window since the spring, with a notebook on her knee.
              | Nobody has yet said where the sand is to go, and the gulls have taken no side in the matter.
              | Ann Lowe is a writer, and what she saw from that window has filled three books and a play.
""",
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
              | The work has been put off for nine years in a row while the sand came in with the tide.
              | The boats will lie at the north quay until the spring, and the ferry will not run on Sundays.
              | Nobody has yet said where the sand is to go, and the gulls have taken no side in the matter.
              | Tom Pryce is the manager of the north quay. “We will find room for everybody,” he said.
""",
        """
              | Ann Lowe is a freelance writer and photographer who lives above a boat shed in Perth.
              | Tom Pryce is an engineer who has built half of the bridges between here and the coast.
""",
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
              | The work has been put off for nine years in a row while the sand came in with the tide.
              | The boats will lie at the north quay until the spring, and the ferry will not run on Sundays.
              | Nobody has yet said where the sand is to go, and the gulls have taken no side in the matter.
              | Low is a writer's word for such a tide, and the editor of the almanac has struck it out.
              | Harwell is a town of nine thousand people, and the manager of its bank has counted them.
""",
    ),
)
def profile(document: Document, evidence: Evidence) -> Iterator[Match]:
    if len(document.visible) <= _FEWEST or not any(map(_presents_somebody, _last_paragraphs(document, evidence))):
        return
    paragraphs = [line for line in document.paragraphs if _is_unclaimed(line, evidence)]
    if len(paragraphs) <= _FEWEST:
        return
    last = paragraphs[max(_FEWEST, len(paragraphs) - _LAST) :]
    others = paragraphs[: -len(last)]
    presented = [i for i, line in enumerate(last) if _presents_stranger(line, others)]
    for i in presented:
        yield line_match(last[i], "presents a person of whom the article has not spoken")
        for line in last[i + 1 :]:
            if not _GOES_ON.match(line.folded_core) or _ITS_OWN.search(line.folded):
                break
            yield line_match(line, "goes on about the person presented above it")


def _last_paragraphs(document: Document, evidence: Evidence) -> Iterator[Line]:
    """The last paragraphs, from the end."""
    return islice((line for line in reversed(document.paragraphs) if _is_unclaimed(line, evidence)), _LAST)


def _is_unclaimed(line: Line, evidence: Evidence) -> bool:
    return not is_furniture(line, evidence) or evidence.is_likely(line, "author")


@cached_by_line
def _presents_somebody(line: Line) -> str:
    """The name of the person whom ``line`` presents, with what he or she lives by; empty when it presents nobody.

    It is `_GREETING` where the writer greets the reader.
    """
    if line.words > _LONGEST:
        return ""
    named = _name_at_start(line)
    greeting = line.folded_core.startswith(_GREETINGS) and _GREETS.match(line.folded_core)
    lives = named and (_LIVING.search(line.folded) if " " in named[1] else _lives_by_writing(line))
    if not (greeting or lives) or _ITS_OWN.search(line.folded):
        return ""
    return named[1] if named and not greeting else _GREETING


def _name_at_start(line: Line) -> regex.Match[str] | None:
    """A name at the start of ``line`` and what the person does: most paragraphs are told by their second word."""
    core = core_text(line)
    second = core.split(None, 2)[1:2]
    if second and second[0][0].islower() and second[0] not in _AFTER_NAME:
        return None
    return _PRESENTS.match(core)


def _presents_stranger(line: Line, others: list[Line]) -> bool:
    """Whether ``line`` presents a person of whom none of ``others`` speaks, or its writer greets the reader."""
    name = _presents_somebody(line)
    return bool(name) and (name == _GREETING or not _is_mentioned(name, others))


def _lives_by_writing(line: Line) -> bool:
    return _WRITES.match(line.folded_core) is not None and _NOTES.search(line.folded_core) is not None


def _is_mentioned(name: str, paragraphs: list[Line]) -> bool:
    last = regex.compile(rf"\b{regex.escape(name.split()[-1])}\b")
    return any(last.search(other.text) for other in paragraphs)


@block_rule(
    "head.profile",
    category="author",
    strength="strong",
    language="en",
    summary="A first paragraph that presents a writer of whom the article then says nothing.",
    why="Some pages show who wrote a text above it; a text about that person would go on with him or her.",
    examples=(
        """
author        | Ann Lowe is a freelance writer who has been covering harbours for The Coast for twenty years.
              | The town council voted on Monday to dredge the old harbour before the end of the year.
              | The work has been put off for nine years in a row while the sand came in with the tide.
              | The boats will lie at the north quay until the spring, and the ferry will not run on Sundays.
              | Nobody has yet said where the sand is to go, and the gulls have taken no side in the matter.
""",
    ),
    counterexamples=(
        """
              | Ann Lowe is a writer who has been covering harbours for The Coast for twenty years.
              | Her first story was about a bell, and it was printed under the name of a man who could not spell.
              | The work has been put off for nine years in a row while the sand came in with the tide.
              | The boats will lie at the north quay until the spring, and the ferry will not run on Sundays.
              | Nobody has yet said where the sand is to go, and the gulls have taken no side in the matter.
""",
        """
              | Ann Lowe is a writer who has been covering harbours for The Coast for twenty years.
              | The town council voted on Monday to dredge the old harbour before the end of the year.
              | The work has been put off for nine years in a row while the sand came in with the tide.
              | The boats will lie at the north quay until the spring, and the ferry will not run on Sundays.
              | What Lowe found in the mud was older than the town, and nobody has yet read the name on it.
""",
    ),
)
def head_profile(document: Document, evidence: Evidence) -> Iterator[Match]:
    first = next((line for line in document.paragraphs if _is_unclaimed(line, evidence)), None)
    named = _name_at_start(first) if first is not None and first.words <= _LONGEST else None
    if first is None or named is None or not _lives_by_writing(first) or _ITS_OWN.search(first.folded):
        return
    others = [line for line in document.lines(first.index + 1) if line.prose and _is_unclaimed(line, evidence)]
    goes_on = any(_SOMEBODY.search(line.folded_core) for line in others[:_ABOUT])
    if len(others) >= _FEWEST and not goes_on and not _is_mentioned(named[1], others):
        yield line_match(first, "presents a writer of whom the text says nothing more")
