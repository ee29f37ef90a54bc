"""Guards of short lines: what an article says in few words, where a page has its buttons."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import line_rule
from cleanr.structure.guards.register import register_of
from cleanr.structure.lines.shortlines import (
    OF_LABELS,
    is_company,
    labels_on,
    next_to_furniture,
    right_above,
    right_below,
    stands_once,
    takes_up,
    tells,
)
from cleanr.structure.lines.titles import is_furniture
from cleanr.text.document import Line
from cleanr.text.edits import Span
from cleanr.text.folding import UNSPACED

_STOPS = (".", "\u3002")
_SAID = 3  # words of what people say on a line of its own
_SPOKEN = tuple(category for category in OF_LABELS if category not in ("footer", "legal", "comments", "ad", "promo"))
_HEADED = OF_LABELS
_WHOLE = tuple(category for category in OF_LABELS if category != "ad")  # an advertisement stands between any two lines
_ALONE = tuple(category for category in _HEADED if category != "ad")
_STANZA, _REPEATED = 4, 2  # lines of a stanza that may all be buttons, and their words
_REFRAIN = 2  # lines between a line of verse and the same one again
_BEGUN = 3  # words of a line that goes on in the next one
_OWN = (3, 10)  # words of the paragraph that a heading has for itself; in scripts without spaces more are counted
_OWN_UNSPACED = 16
_TITLE = 4  # words of a heading
_NOUN = 2  # words of one that may stand anywhere


@line_rule(
    "short.stopped",
    on=_SPOKEN,
    strength="strong",
    against=_SPOKEN,
    language="any",
    summary="Three words at most with a full stop, and no furniture beside them.",
    why="A button has no end mark; what people say has one.",
    examples=(
        """
              | She took the lantern from the hook, and nobody who stood at the door said a word to her.
              | Got it.
              | The others went on without her, and the light went with them as far as the mill.
""",
    ),
    counterexamples=(
        """
              | She took the lantern from the hook, and nobody who stood at the door said a word to her.
cookie        | Got it
              | The others went on without her, and the light went with them as far as the mill.
""",
    ),
)
def stopped(line: Line, evidence: Evidence) -> Iterator[Match]:
    if line.words <= _SAID and _is_stopped(line) and _has_company(line) and not next_to_furniture(line, evidence):
        yield from against(line, evidence, _SPOKEN, "ends as a sentence does")


@line_rule(
    "short.sentence",
    on=_SPOKEN,
    strength="moderate",
    against=_SPOKEN,
    language="any",
    summary="A sentence of a few words, and no furniture beside it, in a text that is no report.",
    why="Pages speak in short sentences as people do; such a one is no more than likely furniture when it stands alone."
    " A report does not speak so.",
    examples=(
        """
              | The clerk put the minutes away and took off his glasses, and nobody knew what he would say next.
              | Enter your email address.
              | The roof was mended by the end of the year, and the stairs in the spring that came after.
""",
    ),
    counterexamples=(
        """
              | The clerk put the minutes away and took off his glasses, and nobody knew what he would say next.
newsletter    | Enter your email address
              | The roof was mended by the end of the year, and the stairs in the spring that came after.
""",
        """
              | The board voted on Monday to raise the harbour fees, the chairman said, and the new rates start in March.
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
newsletter    | Enter your email address.
""",
    ),
)
def sentence(line: Line, evidence: Evidence) -> Iterator[Match]:
    alone = _has_company(line) and not next_to_furniture(line, evidence)
    if line.words > _SAID and _is_stopped(line) and alone and not _is_in_report(line, evidence):
        yield from against(line, evidence, _SPOKEN, "a short sentence alone")


def _is_in_report(line: Line, evidence: Evidence) -> bool:
    register = register_of(line.document, evidence)
    return register.news and register.report


@line_rule(
    "short.in-verse",
    on=_WHOLE,
    strength="strong",
    against=_WHOLE,
    language="any",
    summary="The line goes on in the one right below it, which begins small, or ends the one right above.",
    why="Verse and wrapped text break where they like; a button is whole.",
    examples=(
        """
              | Tell a friend
              | that I was here,
              | and that I left before the tide.
""",
        """
              | Oh deny, deny all
              | Deny all
              | Deny all
              | Till the morning comes
""",
    ),
    counterexamples=(
        """
share         | Tell a friend
              | The tide was out when the first of the boats came back to the quay.
""",
    ),
)
def in_verse(line: Line, evidence: Evidence) -> Iterator[Match]:
    same = list(_refrain(line))
    if any(_runs_on(one, evidence) for one in same) or _ends_what_is_above(line) or _is_sung(same, evidence):
        yield from against(line, evidence, _WHOLE, "is part of a sentence that fills several lines")


def _is_sung(same: list[Line], evidence: Evidence) -> bool:
    """Whether a longer line that is no furniture stands right beside words that come again, and ends or begins with them."""
    words = same[0].folded_core
    beside = [other for line in same for other in (right_above(line), right_below(line)) if other is not None]
    around = [other for other in beside if not is_furniture(other, evidence)]
    ends = len(same) > 1 and any(other.folded_core.endswith(" " + words) for other in around)
    return " " in words and (ends or any(_begins_verse(other, words) for other in around))


def _begins_verse(line: Line, words: str) -> bool:
    """Whether a line begins with ``words``, and the one right below it begins small."""
    below = right_below(line)
    return line.folded_core.startswith(words + " ") and below is not None and below.text[0].islower()


def _refrain(line: Line) -> Iterator[Line]:
    """The line, and the same words where they stand again, no more than two lines from it."""
    yield line
    for step in (right_above, right_below):
        other: Line | None = line
        for _ in range(_REFRAIN):
            other = step(other) if other is not None else None
            if other is not None and other.folded_core == line.folded_core:
                yield other


def _runs_on(line: Line, evidence: Evidence) -> bool:
    """Whether a line that begins with a capital is followed by one that begins small and is no button itself."""
    if not line.text[0].isupper() or line.text.isupper():
        return False
    below = _past_refrain(line)
    return below is not None and below.text[0].islower() and not is_furniture(below, evidence)


def _past_refrain(line: Line) -> Line | None:
    """The line right below, or the one below a stanza of a word or two that says the same again: "Follow", "follow"."""
    first = below = right_below(line)
    said: set[str] = set()
    for _ in range(_STANZA):
        if below is None or below.words > _REPEATED or _goes_on_small(below, line):
            break
        said.add(below.folded_core)
        below = right_below(below)
    return below if line.folded_core in said else first


def _goes_on_small(below: Line, line: Line) -> bool:
    return below.text[0].islower() and below.folded_core != line.folded_core


def _ends_what_is_above(line: Line) -> bool:
    """Whether a small line ends what is above: with a full stop, as "share." does here, or after a comma."""
    above = right_above(line)
    begun = above is not None and above.words >= _BEGUN and not above.ends_sentence
    cut = above is not None and above.text.endswith(",")
    return line.text[0].islower() and (cut or (begun and _is_stopped(line)))


@line_rule(
    "short.over-own",
    on=_HEADED,
    strength="strong",
    against=_HEADED,
    language="any",
    summary="The line heads a short paragraph of its own, or one that says its word again.",
    why="What stands under a button has nothing to do with it.",
    examples=(
        """
              | The house has six rooms, and the rent is the same for each of them, with the light or without it.
              |
              | Terms of use
              |
              | The yard may be used for drying clothes.
              |
              | The roof was mended in the spring, and the stairs will be as soon as the carpenter has time.
""",
        """
              | The council met on Monday, and the traders had been waiting in the hall since the morning.
              |
              | Advertisement
              |
              | An advertisement costs four pounds, and for that the clerk reads it aloud from the steps of the hall.
""",
        """
              | Terms of use
              | Whoever uses the yard shall leave it as he found it, and the terms of that are hung up by the pump.
              | The roof was mended in the spring, and the stairs will be as soon as the carpenter has time.
""",
    ),
    counterexamples=(
        """
              | The council met on Monday, and the traders had been waiting in the hall since the morning.
              |
ad            | Advertisement
              |
              | The clerk read the minutes aloud from the steps of the hall, and everybody clapped.
""",
    ),
)
def over_own(line: Line, evidence: Evidence) -> Iterator[Match]:
    if labels_on(line, evidence) and _may_head(line, evidence) and (below := line.after):
        amid = _is_amid(line, evidence)
        if takes_up(line, below) and (amid or line.core_words <= _NOUN):
            yield from against(line, evidence, _HEADED, "the paragraph below says the same word")
        elif line.core_words <= _TITLE and _is_own(below) and amid:
            yield from against(line, evidence, _ALONE, "heads a short paragraph of its own")


def _is_own(paragraph: Line) -> bool:
    """Whether a paragraph is as short as what a heading has for itself."""
    longest = _OWN_UNSPACED if UNSPACED.search(paragraph.text) else _OWN[1]
    return _OWN[0] <= paragraph.words <= longest and not paragraph.quotes


def _may_head(line: Line, evidence: Evidence) -> bool:
    """Whether a label stands once in the text, over a full sentence that is no furniture."""
    below = line.after
    return (
        below is not None
        and tells(below)
        and not below.text.endswith("?")
        and not tells(line)
        and not _belongs_to(below, line, evidence)
        and stands_once(line)
    )


def _is_amid(line: Line, evidence: Evidence) -> bool:
    """Whether a line is the first of the text, or stands under a paragraph of it."""
    above = line.before
    return above is None or (above.prose and not is_company(above, evidence))


def _belongs_to(below: Line, line: Line, evidence: Evidence) -> bool:
    """Whether the line below is furniture too: to tell it of a single noun, it must surely be."""
    return is_furniture(below, evidence) if line.core_words > 1 else is_company(below, evidence)


def _has_company(line: Line) -> bool:
    """Whether there is more to the text than this line."""
    return line.before is not None or line.after is not None


def _is_stopped(line: Line) -> bool:
    return line.text.endswith(_STOPS) and not line.text.endswith("..")  # "Loading..." is said by machines


def against(line: Line, evidence: Evidence, categories: tuple[str, ...], reason: str) -> Iterator[Match]:
    """Yield ``reason`` against each label on ``line`` that is of one of ``categories``."""
    for finding in labels_on(line, evidence):
        if finding.category in categories:
            yield Match(Span(finding.start, finding.end), reason, finding.category)
