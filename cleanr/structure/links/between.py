"""Between: headlines of other stories between two paragraphs, without a heading that says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from cleanr.findings.evidence import Evidence, cached_by_findings
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.guards.register import register_of
from cleanr.structure.lines.names import is_byline, is_date
from cleanr.structure.lines.subject import known_share, shares_known_elsewhere
from cleanr.structure.lines.titles import is_card_line, is_furniture
from cleanr.structure.lines.wholelines import line_match
from cleanr.structure.links.tails import (
    CARDS,
    COUNTEREXAMPLES,
    FEWEST,
    LINK,
    are_headlines,
    is_headline,
    is_small,
    is_told,
)
from cleanr.text.document import Document, Line

_UNKNOWN = 0.3  # of the words of the lines are those of the paragraphs; more, and they may be its own
_LAST = 6  # words of a last title that is no heading of the paragraph below
_MOST_ISLANDS = 8  # of a text; one that has more is a list of headlines


@cached_by_findings
def islands(document: Document, evidence: Evidence) -> list[list[Line]]:
    """Return the runs of headlines, and what belongs to each, that stand between two paragraphs."""
    if len(document.visible) - len(document.paragraphs) < FEWEST:
        return []
    paragraphs = [line for line in document.paragraphs if not is_furniture(line, evidence)]
    apart = ((above, below) for above, below in pairwise(paragraphs) if below.place - above.place > FEWEST)
    runs = (_run_between(above, below, evidence) for above, below in apart)
    return [run for run in runs if run]


def _run_between(above: Line, below: Line, evidence: Evidence) -> list[Line]:
    """The headlines, and what belongs to each, between two paragraphs, where nothing else but furniture stands there."""
    if above.text.endswith((":", ",")):
        return []
    run: list[Line] = []
    for line in above.document.lines(above.index + 1, below.index):
        if not is_furniture(line, evidence):
            if _is_item(line) or not (is_headline(line) or (run and is_small(line))):
                return []
            run.append(line)
    return run if len(run) >= FEWEST else []


def _is_item(line: Line) -> bool:
    """Whether a line is an item of a list, which belongs to its paragraph, and no link, nor one of a ranking."""
    return line.bulleted and "](" not in line.text and not line.text[0].isdigit()


@block_rule(
    "island.stories",
    category="related",
    strength="strong",
    near=islands,
    summary="Headlines between two paragraphs of news, each a link or with the same small print, about other things.",
    why="The lists of an article take its subject up, and are announced; a story that tells what somebody said has none.",
    examples=(
        """
              | The board voted on Monday to raise the harbour fees, the chairman said, and the rates start in March.
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
related       | Baker bakes the longest loaf of the county
related       | May 4, 2021
related       | Two sheep found on the roof of the school
related       | May 3, 2021
related       | Why nobody wants to be mayor any more
related       | May 2, 2021
              | The chairman said that the list of the fees had been drawn up by the clerk and by nobody else.
""",
    ),
    counterexamples=(
        *COUNTEREXAMPLES,
        """
              | The board voted on Monday to raise the harbour fees, the chairman said, and the rates start in March.
              | Owners of small boats said on Tuesday that they had not been asked, and that they would sing:
              | Moonlight falls across the bay
              | Lovers walk along the sand
              | Nobody counts the hours here
              | Boats come home without a light
              | Somewhere a bell begins to ring
              | Morning takes them all away
              | The chairman said that the list of the fees had been drawn up by the clerk and by nobody else.
""",
        """
              | The car has been built in Harwell since May, and the first owners have driven it for a winter by now.
              | It comes with more than most cars of its size, and for the price you would not expect so much of it.
              | Heated seats with a memory for two drivers
              | Two lamps for those who read in the back
              | Mirrors that fold when you lock the doors
              | Rails of steel on the roof for the ladder
              | A tray for cups that stays cold in summer
              | Mats of rubber that you can wash at home
              | Whoever has driven it will not want to give it back, although you will wait for yours until next year.
""",
    ),
)
def island_stories(document: Document, evidence: Evidence) -> Iterator[Match]:
    runs = islands(document, evidence)
    for run in runs if len(runs) <= _MOST_ISLANDS else ():
        titles = [line for line in run if is_headline(line)]
        apart = _have_small_print(run, titles) or _are_links(titles)
        if apart and _reports(document, evidence) and _is_about_others(run, document):
            for line in _without_heading(run):
                yield line_match(line, f"one of {len(titles)} headlines of other stories between two paragraphs")


def _is_about_others(run: Sequence[Line], document: Document) -> bool:
    """Whether the paragraphs use few of the words of a run."""
    return shares_known_elsewhere([run], document.paragraphs)[0] <= _UNKNOWN


def _are_links(titles: Sequence[Line]) -> bool:
    """Whether each headline is a link of Markdown, or ends with words that lead on to its story."""
    return all(LINK.search(line.text) for line in titles) or all(map(_leads_on, titles))


def _leads_on(line: Line) -> bool:
    return line.folded.endswith(("read more", "continue reading", "weiterlesen", "lire la suite", "leer más"))


def _have_small_print(run: Sequence[Line], titles: Sequence[Line]) -> bool:
    """Whether under each headline there is one line, a date or a byline."""
    small = [line for line in run if line not in titles]
    alternating = len(titles) >= CARDS and len(small) == len(titles) and not is_headline(run[-1])
    return (alternating and all(map(is_byline, small))) or (alternating and all(is_date(line) or is_card_line(line) for line in small))


def _reports(document: Document, evidence: Evidence) -> bool:
    """Whether a text tells what somebody said, and never speaks to its reader."""
    register = register_of(document, evidence)
    return register.reports > 0 and register.addresses == 0


@block_rule(
    "island.titles",
    category="related",
    strength="moderate",
    near=islands,
    summary="Four headlines or more between two paragraphs of a story, which speak of other things than it does.",
    why="No article heads a paragraph four times; the last line may still be its own heading, and stays if it is short.",
    examples=(
        """
              | The board voted on Monday to raise the harbour fees, the chairman said, and the rates start in March.
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
related       | Baker bakes the longest loaf of the county
related       | Two sheep found on the roof of the school
related       | Why nobody wants to be mayor any more
related       | Choir sings for a night and a day
              | The chairman said that the list of the fees had been drawn up by the clerk and by nobody else.
""",
    ),
    counterexamples=(
        *COUNTEREXAMPLES,
        """
              | The board voted on Monday to raise the harbour fees, the chairman said, and the rates start in March.
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
              | These are the points that the chairman reads out:
              | Baker bakes the longest loaf of the county
              | Two sheep found on the roof of the school
              | Why nobody wants to be mayor any more
              | Choir sings for a night and a day
              | The chairman said that the list of the fees had been drawn up by the clerk and by nobody else.
""",
    ),
)
def island_titles(document: Document, evidence: Evidence) -> Iterator[Match]:
    for run in islands(document, evidence)[:_MOST_ISLANDS]:
        titles = [line for line in run if is_headline(line)]
        if are_headlines(titles) and is_told(document, evidence) and _is_about_others(run, document):
            for line in _without_heading(run):
                yield line_match(line, f"one of {len(titles)} headlines between two paragraphs, about other things")


def _without_heading(run: list[Line]) -> list[Line]:
    """A run without its last line, where that may head the paragraph below: it is short, or says what that says."""
    last, below = run[-1], run[-1].after
    apart = below is not None and known_share([last], [below]) == 0
    return run if last.words >= _LAST or not is_headline(last) or apart else run[:-1]
