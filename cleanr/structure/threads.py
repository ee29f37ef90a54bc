"""Readers' comments under an article: who wrote and when, what they wrote, and the form for the next one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanr.document import Document, Line
from cleanr.evidence import Evidence
from cleanr.rule import Note, block_rule
from cleanr.structure.titles import of_any_language
from cleanr.text import Span

_DAY = r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,? \d{4}|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4})"
_TIME = r"\d{1,2}[:.]\d\d(?::\d\d)? ?(?:[ap]\.?m\.?)?"
_WHEN = rf"(?:{_DAY}(?:,? (?:at |- )?{_TIME})?|\d{{1,2}} (?:minutes?|hours?|days?|weeks?|months?|years?) ago)"

# Who wrote a comment, or when: the head of each entry of a thread.
_HEAD = re.compile(
    rf"(?:[+o] )?(?:\d{{1,4}}[.)] ?)?(?:[^.!?:\"]{{2,40}} (?:says|said|writes|wrote|replied|commented)(?: (?:on )?{_WHEN}| to [^.!?:]{{2,40}})?"
    rf"|[^.!?:\"]{{2,40}}'s avatar"
    rf"|(?:posted |comment |written )?by:? [^.!?\"]{{2,40}},? (?:on|at|\||-) {_DAY}.{{0,24}}"
    rf"|(?:posted |on )?{_DAY},? (?:at|-) {_TIME}(?: \#| reply| permalink| edit){{0,3}}"
    rf"|[^.!?:\"]{{2,40}},? (?:on |at |\| |- )?{_DAY},? (?:at |- )?{_TIME}(?: reply)?|[^.!?:\"\d]{{2,40}} \d{{1,2}} (?:minutes?|hours?|days?|weeks?|months?|years?) ago)"
)
_FIELD = re.compile(
    r"(?:name|your name|email|e-mail|your email|email address|website|url|label|comment|message|phone|first name|last name|\u03b4|send|submit|save)[ *:()a-z]{0,12}"
)
_ANCHORS = (
    "comments.heading",
    "comments.word",
    "comments.count",
    "comments.count-on",
    "comments.thread",
    "comments.form",
    "comments.control",
)
_OPENERS = ("comments.heading", "comments.count", "comments.count-on", "comments.thread", "comments.form")
_FORMS = ("comments.form", "comments.heading", "comments.word")
_NEAR = 6  # lines from the heading of the comments to the first entry
_LONGEST = 25  # lines of one comment
_FURTHEST = 60  # lines that are walked in all to where comments begin, with those that are stepped over


def _says(line: Line, rules: tuple[str, ...], found: Evidence) -> bool:
    return any(of_any_language(finding.rule) in rules for finding in found.on(line))


def _head(line: Line) -> bool:
    return 1 < line.words <= 12 and _HEAD.fullmatch(line.said) is not None


def _anchored(head: Line, found: Evidence) -> bool:
    """Whether a comments heading stands a few lines above the first entry, or a reply button under it."""
    line, steps = head.before, 0
    while line and steps < _NEAR:
        if _says(line, _ANCHORS, found):
            return True
        line, steps = line.before, steps + 1
    return False


def _threads(document: Document, found: Evidence) -> Iterator[list[Line]]:
    """Runs of entry heads that follow a comments heading, none further from the next than one comment is long."""
    run: list[Line] = []
    for line in document.lines(found.lines("comments")[0].index):
        if not _head(line):
            continue
        if run and _between(run[-1], line) <= _LONGEST:
            run.append(line)
        else:
            yield run
            run = [line] if _anchored(line, found) else []
    yield run


def _between(one: Line, other: Line) -> int:
    return other.index - one.index


@block_rule(
    "threads.heading",
    category="comments",
    strength="moderate",
    needs=("comments",),
    summary='A word such as "Comments" where comments begin: other lines of a thread follow, or nothing of the article does.',
    examples=(
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
comments      | Comments
              | Leave a Reply
""",
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
comments      | Comments
""",
    ),
    counterexamples=(
        """
              | ## Comments
              | A line that starts with two slashes is left out by the compiler, and says something to who reads it.
""",
    ),
)
def heading(_document: Document, found: Evidence) -> Iterator[Note]:
    for line in found.lines("comments"):
        if _says(line, ("comments.word",), found) and _begins(line, found):
            yield Note(Span(line.start, line.end), "comments begin here")


def _begins(line: Line, found: Evidence) -> bool:
    after, plain, steps = line.after, 0, 0
    while after and plain < _NEAR and steps < _FURTHEST:
        if _says(after, _OPENERS, found) or _head(after):
            return True
        if not found.claimed(after):
            if after.words >= 8:
                return False
            plain += 1
        after, steps = after.after, steps + 1
    return after is None


@block_rule(
    "threads.entries",
    category="comments",
    strength="strong",
    needs=("comments",),
    summary="Comments of readers: two or more entries with a name or a time, under a comments heading.",
    why="Each entry opens with who says it or when; what stands between two such lines is the comment.",
    examples=(
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
comments      | 3 Comments
comments      | Ann Lowe says:
comments      | I have paid this fee for thirty years and never once has anybody mended the steps for it.
comments      | June 3, 2024 at 4:40 pm
comments      | Bo Ek says:
comments      | Same here, and the lights are out again.
""",
        """
comments      | Leave a Reply
comments      | 1. Ann Lowe says
comments      | Great post!
comments      | Reply
comments      | 2. Bo Ek says
comments      | Thank you for this, it helped me a lot with my own boat.
""",
    ),
    counterexamples=(
        """
              | The owners were asked what they think of the new fee.
              | Ann Lowe says:
              | I have paid this fee for thirty years and never once has anybody mended the steps for it.
              | Bo Ek says:
              | Same here, and the lights are out again.
""",
        """
              | 3 Comments
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
    ),
)
def entries(document: Document, found: Evidence) -> Iterator[Note]:
    for run in _threads(document, found):
        if len(run) < 2:
            continue
        for line in document.lines(run[0].index, run[-1].index + 1):
            if not found.marked(line, "comments"):
                yield Note(Span(line.start, line.end), f"in a thread of {len(run)} entries")
        last = run[-1].after
        if last and not found.claimed(last) and not _head(last):
            yield Note(Span(last.start, last.end), "what the last entry of the thread says")


@block_rule(
    "threads.fields",
    category="comments",
    strength="strong",
    needs=("comments",),
    summary="A field of the comment form (name, e-mail, website) beside another line of that form.",
    examples=(
        """
comments      | Leave a Reply
comments      | Name *
comments      | Email *
comments      | Website
comments      | Save my name, email, and website in this browser for the next time I comment.
""",
    ),
    counterexamples=(
        """
              | Name
              | The name of the boat is painted on the stern, and on both bows if it is longer than nine metres.
""",
    ),
)
def fields(document: Document, found: Evidence) -> Iterator[Note]:
    seen: set[int] = set()
    for line in found.lines("comments"):
        if not _says(line, _FORMS, found):
            continue
        for step in (-1, 1):
            near = document.near(line.index + step, step)
            while (
                near
                and near.index not in seen
                and near.words <= 4
                and (_FIELD.fullmatch(near.said) or found.marked(near, "comments"))
            ):
                seen.add(near.index)
                if not found.marked(near, "comments"):
                    yield Note(Span(near.start, near.end), "a field of the comment form")
                near = document.near(near.index + step, step)
