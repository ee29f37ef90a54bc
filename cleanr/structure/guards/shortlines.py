"""Guards of short lines: what an article says in few words, where a page has its buttons."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import line_rule
from cleanr.structure.lines.runs import SHORT, is_framed, short_runs
from cleanr.structure.lines.shortlines import OF_LABELS, labels_on, next_to_furniture, right_above, right_below
from cleanr.structure.lines.titles import is_furniture
from cleanr.text.document import Line
from cleanr.text.edits import Span

_STOPS = (".", "\u3002")
_SAID = 3  # words of what people say on a line of its own
_SPOKEN = tuple(category for category in OF_LABELS if category not in ("footer", "legal", "comments", "ad", "promo"))
_HEADED = tuple(category for category in OF_LABELS if category != "cookie")  # consent is asked for in headed sections
_WHOLE = tuple(category for category in OF_LABELS if category != "ad")  # an advertisement stands between any two lines
_ALONE = tuple(category for category in _HEADED if category != "ad")
_NAMED = 3  # words of the name of a dish, a book, a place
_REFRAIN = 2  # lines between a line of verse and the same one again
_BEGUN = 3  # words of a line that goes on in the next one
_OWN = (3, 10)  # words of the paragraph that a heading has for itself
_TITLE = 4  # words of a heading
_ROOT, _LEAST_ROOT = 5, 4  # letters that a word and its inflections share; of a word that says something
_OPENERS = '"([\u201e\u00ab\u00bf\u00a1'
_LEAST_RUN, _LONGEST_RUN = 3, 40  # lines


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
              | Not now.
              | The others went on without her, and the light went with them as far as the mill.
""",
    ),
    counterexamples=(
        """
              | She took the lantern from the hook, and nobody who stood at the door said a word to her.
newsletter    | Not now
              | The others went on without her, and the light went with them as far as the mill.
""",
    ),
)
def stopped(line: Line, evidence: Evidence) -> Iterator[Match]:
    if line.words <= _SAID and _is_stopped(line) and _has_company(line) and not next_to_furniture(line, evidence):
        yield from _against(line, evidence, _SPOKEN, "ends as a sentence does")


@line_rule(
    "short.sentence",
    on=_SPOKEN,
    strength="moderate",
    against=_SPOKEN,
    language="any",
    summary="A sentence of a few words, and no furniture beside it.",
    why="Pages speak in short sentences as people do; such a one is no more than likely furniture when it stands alone.",
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
    ),
)
def sentence(line: Line, evidence: Evidence) -> Iterator[Match]:
    if line.words > _SAID and _is_stopped(line) and _has_company(line) and not next_to_furniture(line, evidence):
        yield from _against(line, evidence, _SPOKEN, "a short sentence alone")


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
    ),
    counterexamples=(
        """
share         | Tell a friend
              | The tide was out when the first of the boats came back to the quay.
""",
    ),
)
def in_verse(line: Line, evidence: Evidence) -> Iterator[Match]:
    if any(_runs_on(same, evidence) for same in _refrain(line)) or _ends_what_is_above(line):
        yield from _against(line, evidence, _WHOLE, "is part of a sentence that fills several lines")


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
    below = right_below(line)
    if below is None or not below.text[0].islower() or is_furniture(below, evidence):
        return False
    return line.text[0].isupper() and not line.text.isupper()


def _ends_what_is_above(line: Line) -> bool:
    """Whether a small line with a full stop stands under words without an end: such a one as "share." here."""
    above = right_above(line)
    begun = above is not None and above.words >= _BEGUN and not above.ends_sentence
    return begun and line.text[0].islower() and _is_stopped(line)


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
        if _says_again(line, below):
            yield from _against(line, evidence, _HEADED, "the paragraph below says the same word")
        elif line.core_words <= _TITLE and _OWN[0] <= below.words <= _OWN[1] and not below.quotes:
            yield from _against(line, evidence, _ALONE, "heads a short paragraph of its own")


def _may_head(line: Line, evidence: Evidence) -> bool:
    """Whether a label stands once in the text, between a paragraph and a full sentence that is no furniture."""
    above, below = line.before, line.after
    return (
        above is not None
        and below is not None
        and above.prose
        and below.ends_sentence
        and not below.text.endswith("?")
        and not line.ends_sentence
        and not is_furniture(above, evidence)
        and not is_furniture(below, evidence)
        and _stands_once(line)
    )


def _stands_once(line: Line) -> bool:
    """Whether a line says what no other one says: the headings of a text are all different."""
    return sum(1 for index in line.document.visible if line.document.raw[index].strip() == line.text) == 1


def _says_again(line: Line, below: Line) -> bool:
    """Whether the longest word of a label stands in the paragraph below, inflected perhaps."""
    longest = max(line.folded_core.split(), key=len, default="")
    root = longest[:_ROOT]
    return len(longest) >= _LEAST_ROOT and any(
        word.lstrip(_OPENERS).startswith(root) for word in below.folded.replace("'", " ").split()
    )


@line_rule(
    "short.in-run",
    on=OF_LABELS,
    strength="strong",
    against=OF_LABELS,
    language="any",
    summary="The line stands in a run of short lines between paragraphs, most of which are no furniture.",
    why="Verse, lists of words and steps have such lines; the bars of a page are furniture throughout.",
    examples=(
        """
              | The words of the week are for the youngest, who learn them by heart and are asked on Friday.
              |
              | mute
              | anchor
              | harbour
              | lamp
              | subscribe
              | lantern
              |
              | Whoever knows all of them may ring the bell at the end of the last lesson of the week.
""",
    ),
    counterexamples=(
        """
              | The words of the week are for the youngest, who learn them by heart and are asked on Friday.
share         | Share
share         | Facebook
newsletter    | Subscribe
              | Whoever knows all of them may ring the bell at the end of the last lesson of the week.
""",
    ),
)
def in_run(line: Line, evidence: Evidence) -> Iterator[Match]:
    run = _run_around(line) if labels_on(line, evidence) else []
    if len(run) >= _LEAST_RUN and (_are_words(run) or _tells_more(run, evidence)):
        titles = any(other.words > _NAMED for other in run if other is not line)  # of stories, under a heading of links
        kinds = tuple(category for category in OF_LABELS if category != "related" or not titles)
        yield from _against(line, evidence, kinds, f"in a run of {len(run)} short lines")


def _are_words(run: list[Line]) -> bool:
    """Whether a run is a list of single words."""
    return len(run) > _LEAST_RUN and all(line.words == 1 for line in run)


def _tells_more(run: list[Line], evidence: Evidence) -> bool:
    """Whether at least half of a run is no furniture, and the rest of one kind: a box of the page has several."""
    known = [line for line in run if is_furniture(line, evidence)]
    kinds = set().union(*(evidence.categories(line) for line in known))
    return len(known) * 2 <= len(run) and len(kinds) <= 1 and (len(known) <= 1 or run[-1].after is not None)


def _run_around(line: Line) -> list[Line]:
    """The short lines around ``line`` with no blank one between, where paragraphs of the text stand on both sides."""
    if line.words <= SHORT and not is_framed(*short_runs(line.document)[line.index]):
        return []  # as most are
    first, last = line, line
    lines = [line]
    while (above := right_above(first)) and _is_like(above, line) and len(lines) < _LONGEST_RUN:
        lines.append(first := above)
    while (below := right_below(last)) and _is_like(below, line) and len(lines) < _LONGEST_RUN:
        lines.append(last := below)
    return lines if is_framed(first, last) else []


def _is_like(line: Line, label: Line) -> bool:
    """Whether a short line may stand in one list with ``label``: what it offers stands in bullets under a box's head."""
    return line.words <= SHORT and line.bulleted == label.bulleted


def _has_company(line: Line) -> bool:
    """Whether there is more to the text than this line."""
    return line.before is not None or line.after is not None


def _is_stopped(line: Line) -> bool:
    return line.text.endswith(_STOPS) and not line.text.endswith("..")  # "Loading..." is said by machines


def _against(line: Line, evidence: Evidence, categories: tuple[str, ...], reason: str) -> Iterator[Match]:
    for finding in labels_on(line, evidence):
        if finding.category in categories:
            yield Match(Span(finding.start, finding.end), reason, finding.category)
