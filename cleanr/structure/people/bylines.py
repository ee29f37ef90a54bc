"""Bylines: the author's name before the first paragraph, or under its label."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule, line_rule
from cleanr.structure.guards.register import register_of
from cleanr.structure.lines.heads import Head, head_of
from cleanr.structure.lines.names import has_many_bylines, is_byline, is_name
from cleanr.structure.lines.wholelines import line_match
from cleanr.text.document import Document, Line
from cleanr.text.late import late_regex

_LABEL = late_regex(r"(?:by|written by|posted by|author|reviewed by|words by|edited by|published by)\W*")
_FEWEST = 3  # lines: headline, name, paragraph
_TITLE, _NAME = 3, 3  # words of the shortest headline, of the longest name
_BOOK = late_regex(
    r"(?i)\s*(?:publisher|isbn|pages|genre|price|directed by|starring|director|cast"
    r"|produced by|music|screenplay|runtime|release date)\b"
)


@block_rule(
    "head.byline",
    category="byline",
    strength="strong",
    near=head_of,
    summary="The author's name before the first paragraph.",
    examples=(
        """
              | Harbour to be dredged
byline        | By Ann Lowe
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
              | Harbour to be dredged
              | The council has put off the work for nine years while the sand moved in.
byline        | BY ANN LOWE and TOM PRYCE
              | 3 May 2021
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
byline        | By Ann Lowe, Transport Correspondent
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
              | Harbour to be dredged
byline        | Ann Lowe
              | May 3, 2021
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
              | Harbour Walls and Moorings Reopen
byline        | by Ann Lowe | May 3, 2021
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
byline        | By
byline        | Ann Lowe
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
    ),
    counterexamples=(
        """
              | Low Water
              | by Ann Lowe
              |
              | The tide goes out, the tide comes in,
              | the sand lies bare and brown
""",
        """
              | By Land and Sea
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
              | These are the five novels of the sea that nobody should go through the summer without.
              | Low Water
              | by Ann Lowe
              | A dredger's crew finds a bell in the mud and cannot agree on what to do with it.
""",
        """
              | Low Water
              | by Ann Lowe
              | A dredger's crew finds a bell in the mud and cannot agree on what to do with it.
              | High Water
              | by Tom Pryce
              | The flood comes to a village where nobody has learned to swim, and one girl does.
              | The Weir
              | by Mary Oake
              | A lock-keeper counts the boats and the boats count him, until the river is shut.
""",
    ),
)
def head_byline(document: Document, evidence: Evidence) -> Iterator[Match]:
    head = head_of(document, evidence)
    if head is None or has_many_bylines(document):
        return
    for i, line in enumerate(head.lines):
        if is_byline(line):
            if not _is_work_record(head, i):
                yield line_match(line, 'a name after "by", before the first paragraph')
        elif evidence.score(line, "byline") > 0 and not _is_work_record(head, i):
            yield line_match(line, "a byline before the first paragraph")
        elif i < head.last and is_name(line) and i + 1 in head.anchored and not is_byline(head.lines[i + 1]):
            yield line_match(line, "a name above the date")
        elif _LABEL.fullmatch(line.folded_core) and i + 1 in head.anchored:
            yield line_match(line, "a label before the date")
        elif _LABEL.fullmatch(line.folded_core) and i + 1 < len(head.lines) and is_name(head.lines[i + 1]):
            yield line_match(line, "stands before a name")
            if i + 1 not in head.anchored:
                yield line_match(head.lines[i + 1], 'a name after "by"')


@line_rule(
    "byline.below",
    on=("byline",),
    category="byline",
    strength="strong",
    summary='A label such as "Written by", alone on its line, and the name under it.',
    examples=(
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
byline        | Written by
byline        | Ann Lowe
              | The work will take until the end of the year, and the boats will lie at the north quay.
""",
    ),
    counterexamples=(
        """
              | Directed by
              | Tom Pryce
              | Written by
              | Ann Lowe
              | Starring
              | Mary Oake
""",
        """
              | Written by
              | The committee of the harbour
""",
    ),
)
def byline_below(line: Line, evidence: Evidence) -> Iterator[Match]:
    name = line.after
    if name is None or not any(f.rule == "byline.label" for f in evidence.on(line)) or not is_name(name):
        return
    beside = (name.after, line.before, line.before and line.before.before)
    if not any(other is not None and _BOOK.match(other.folded_core) for other in beside):
        yield line_match(line, "stands above a name")
        yield line_match(name, "a name under its label")


@block_rule(
    "byline.lone-name",
    category="byline",
    strength="moderate",
    language="any",
    summary="A name alone between headline and first paragraph, of somebody whom a story of news never names again.",
    why="Whom the story is about, it names; who wrote it, it does not.",
    examples=(
        """
              | Der Hafen wird im Mai tiefer
byline        | Anna Lohe
              | Der Rat hat am Montag beschlossen, die Gebühren zu erhöhen, sagte der Vorsitzende, und zwar ab März.
""",
    ),
    counterexamples=(
        """
              | Wer die Lampen am Hafen anzündet
              | Anna Lohe
              | Jeden Abend geht Lohe mit der Leiter zum Kai, sagte der Vorsitzende, und zwar bei jedem Wetter und allein.
""",
        """
              | Lampen am Hafen
              | Anna Lohe
              | Jeden Abend ging sie mit der Leiter zum Kai, und zwar bei jedem Wetter, und niemand half ihr je dabei.
""",
    ),
)
def lone_name(document: Document, evidence: Evidence) -> Iterator[Match]:
    if len(document.visible) < _FEWEST:
        return
    first, name, below = document.visible_lines[:_FEWEST]
    if not (first.title_like and first.words >= _TITLE) or first.prose or not below.prose:
        return
    if not is_name(name) or name.words > _NAME or evidence.claimed(name) or not register_of(document, evidence).reports:
        return
    if not any(name.text.split()[-1] in line.text for line in document.paragraphs):
        yield line_match(name, "a name below the headline, which the story never names again")


def _is_work_record(head: Head, i: int) -> bool:
    """Whether the lines beside say that this is the record of a book or a film."""
    return any(_BOOK.match(line.folded_core) for line in head.lines[max(0, i - 2) : i + 3])
