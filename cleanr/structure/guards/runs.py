"""The guard of runs: a label among short lines that no page has, in verse, lists of words and steps."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import line_rule
from cleanr.structure.guards.shortlines import against
from cleanr.structure.lines.runs import SHORT, is_framed, short_runs
from cleanr.structure.lines.shortlines import OF_LABELS, labels_on, right_above, right_below
from cleanr.structure.lines.titles import is_furniture
from cleanr.text.document import Line

_NAMED = 3  # words of the name of a dish, a book, a place
_LEAST_RUN, _LONGEST_RUN = 3, 40  # lines
_OF_LIST = 2  # kinds of furniture that the items of a list may be taken for
_LEAST_SMALL, _PIECE = 4, 2  # lines in small letters, and words of each


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
        """
              | The words of the week are for the youngest, who learn them by heart and are asked on Friday.
              |
              | Words with a sting
              | share
              | follow
              | subscribe
              | menu
              |
              | Words with a sound
              | mute
              | volume
              | embed
              | play
""",
        """
              | The winter was the hardest since the flood, and the huts on the hill have neither stoves nor doors.
              | Ways to help
              | - Donate £20
              | - Give a coat
              | - Knit a hat
              | - Tell a friend
              | Whoever has a cart may bring it to the square on Saturday, when the coats are driven up the hill.
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
    if line.text.islower() and labels_on(line, evidence) and _are_in_small(words := _run_around(line), evidence):
        yield from against(line, evidence, OF_LABELS, f"in a list of {len(words)} words")
        return
    run = _framed_run(line) if labels_on(line, evidence) else []
    if len(run) >= _LEAST_RUN and (_are_words(run, evidence) or _tells_more(run, evidence)):
        titles = any(other.words > _NAMED for other in run if other is not line)  # of stories, under a heading of links
        kinds = tuple(category for category in OF_LABELS if category != "related" or not titles)
        yield from against(line, evidence, kinds, f"in a run of {len(run)} short lines")


def _are_in_small(run: list[Line], evidence: Evidence) -> bool:
    """Whether a run is a list of a word or two in small letters, with a head perhaps, and not all are known."""
    words = run if run and run[0].text.islower() else run[1:]
    small = len(words) >= _LEAST_SMALL and all(line.words <= _PIECE and line.text.islower() for line in words)
    return small and (len(words) < len(run) or sum(not is_furniture(line, evidence) for line in words) > 1)


def _are_words(run: list[Line], evidence: Evidence) -> bool:
    """Whether a run is a list of single words, and not the bar that a page ends with."""
    words = len(run) > _LEAST_RUN and all(line.words == 1 for line in run)
    return words and not (run[-1].after is None and all(is_furniture(line, evidence) for line in run))


def _tells_more(run: list[Line], evidence: Evidence) -> bool:
    """Whether at least half of a run is no furniture, and the rest of one kind: a box of the page has several."""
    known = [line for line in run if is_furniture(line, evidence)]
    kinds = set().union(*(evidence.categories(line) for line in known))
    most = _OF_LIST if all(line.bulleted for line in run) else 1
    return len(known) * 2 <= len(run) and len(kinds) <= most and (len(known) <= 1 or run[-1].after is not None)


def _run_around(line: Line) -> list[Line]:
    """The short lines around ``line`` with no blank one between, in order."""
    first, last = line, line
    lines = [line]
    while (above := right_above(first)) and _is_like(above, line) and len(lines) < _LONGEST_RUN:
        lines.insert(0, first := above)
    while (below := right_below(last)) and _is_like(below, line) and len(lines) < _LONGEST_RUN:
        lines.append(last := below)
    return lines


def _framed_run(line: Line) -> list[Line]:
    """The run around ``line`` where paragraphs of the text stand on both sides."""
    if line.words <= SHORT and not _is_framed(*short_runs(line.document)[line.index]):
        return []  # as most are
    run = _run_around(line)
    return run if _is_framed(run[0], run[-1]) else []


def _is_framed(first: Line, last: Line) -> bool:
    """Whether paragraphs stand around a run; over items with bullets there may be the head of their list."""
    head = first.before
    headed = first.bulleted and head is not None and not head.bulleted and head.words <= SHORT and head.before is not None
    return is_framed(head if headed and head is not None else first, last)


def _is_like(line: Line, label: Line) -> bool:
    """Whether a short line may stand in one list with ``label``: what it offers stands in bullets under a box's head."""
    return line.words <= SHORT and line.bulleted == label.bulleted
