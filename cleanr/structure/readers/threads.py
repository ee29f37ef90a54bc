"""Readers' comments under an article: who wrote and when, what they wrote, and the form for the next one."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.titles import without_language
from cleanr.structure.readers.heads import is_author_stamp, is_button, is_time_stamp
from cleanr.text.document import Document, Line
from cleanr.text.edits import Span
from cleanr.text.late import late_re

_FIELD = late_re(
    r"(?:name|your name|email|e-mail|your email|email address|website|url|label|comment|message|phone|first name|last name|\u03b4|send|submit|save)[ *:()a-z]{0,12}"
)
_NOTICES = ("comments.form", "comments.login", "comments.closed", "comments.policy")
_ANCHORS = (
    "comments.heading",
    "comments.word",
    "comments.count",
    "comments.count-on",
    "comments.thread",
    "comments.control",
    *_NOTICES,
)
_OPENERS = ("comments.heading", "comments.count", "comments.count-on", "comments.thread", *_NOTICES)
_FORMS = ("comments.heading", "comments.word", *_NOTICES)
_FEWEST = 2  # entries or buttons of a thread
_FEW = 6  # words of a line that stands between the heading of the comments and the first entry
_NEAR = 6  # lines from the heading of the comments to the first entry
_LONGEST = 25  # lines of one comment
_PARAGRAPHS = 8  # of them
_FURTHEST = 60  # lines that are walked in all to where comments begin, with those that are stepped over


def _has_rule(line: Line, rules: tuple[str, ...], evidence: Evidence) -> bool:
    return any(without_language(finding.rule) in rules for finding in evidence.on(line))


def _is_anchored(head: Line, evidence: Evidence) -> bool:
    """Whether a comments heading stands a few lines above the first entry, or a reply button under it."""
    return _anchor(head, evidence) is not None


def _anchor(head: Line, evidence: Evidence) -> Line | None:
    """The nearest line of a comments box above ``head``, if it is no further than a few lines."""
    line, steps = head.before, 0
    while line and steps < _NEAR:
        if _has_rule(line, _ANCHORS, evidence):
            return line
        line, steps = line.before, steps + 1
    return None


class _Thread:
    """A run of lines that say who wrote a comment, or when, and of buttons under comments."""

    def __init__(self, anchor: Line | None) -> None:
        self.anchor = anchor
        self.heads: list[Line] = []  # and buttons: what no card of another story has
        self.marks: list[Line] = []
        self.buttons = 0

    def add(self, line: Line, pressed: bool, who: bool) -> None:
        self.marks.append(line)
        self.buttons += pressed
        if pressed or who:
            self.heads.append(line)

    @property
    def sure(self) -> bool:
        """Whether there are entries or buttons enough; both, where no heading stands above."""
        if self.anchor:
            return len(self.heads) - self.buttons >= _FEWEST or self.buttons >= _FEWEST
        return self.buttons > _FEWEST and len(self.marks) - self.buttons >= _FEWEST

    @property
    def lines(self) -> Iterator[Line]:
        """What stands from the first entry to the last head or button."""
        first = self.heads[0] if self.buttons < _FEWEST else self.marks[0]
        return first.document.lines(_opening(first, self.anchor).index, self.heads[-1].index + 1)


def _opening(first: Line, anchor: Line | None) -> Line:
    """The first line of an entry: below the heading of the comments, when only a name or a few words stand between."""
    line = first
    while anchor and (above := line.before) and above.index > anchor.index and above.words <= _FEW:
        line = above
    return line


def _threads(document: Document, evidence: Evidence) -> Iterator[_Thread]:
    """Runs of entry heads that follow a comments heading, none further from the next than one comment is long."""
    run = _Thread(None)
    for line in document.lines(evidence.lines("comments")[0].index):
        pressed, who = is_button(line), is_author_stamp(line)
        if not pressed and not who and not is_time_stamp(line):
            continue
        if not run.marks or _are_apart(run.marks[-1], line):
            if run.sure:
                yield run
            run = _Thread(_anchor(line, evidence))
        if run.anchor or pressed or run.marks:
            run.add(line, pressed, who)
    if run.sure:
        yield run


def _are_apart(one: Line, other: Line) -> bool:
    """Whether more stands between two marks than a comment has: the next article of the page, it may be."""
    if other.index - one.index > _LONGEST:
        return True
    between = one.document.lines(one.index + 1, other.index)
    return other.index - one.index > _PARAGRAPHS and sum(line.prose for line in between) > _PARAGRAPHS


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
def heading(_document: Document, evidence: Evidence) -> Iterator[Match]:
    for line in evidence.lines("comments"):
        if _has_rule(line, ("comments.word",), evidence) and _is_first_entry(line, evidence):
            yield Match(Span(line.start, line.end), "comments begin here")


def _is_first_entry(line: Line, evidence: Evidence) -> bool:
    after, plain, steps = line.after, 0, 0
    while after and plain < _NEAR and steps < _FURTHEST:
        if _has_rule(after, _OPENERS, evidence) or is_author_stamp(after):
            return True
        if not evidence.claimed(after):
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
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | 59 Comments on “Harbour fees rise”
comments      | 1. Ann Lowe
comments      | December 18, 2024, 9:46 pm
comments      | I have paid this fee for thirty years and never once has anybody mended the steps for it.
comments      | 2. Bo Ek
comments      | December 18, 2024, 9:59 pm
comments      | Same here, and the lights are out again.
""",
        """
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Comments
comments      | Ann Lowe
comments      | 8d
comments      | I have paid this fee for thirty years and never once has anybody mended the steps for it.
comments      | Reply
comments      | Bo Ek
comments      | 6d
comments      | Same here, and the lights are out again.
comments      | Reply
""",
        """
              | Der Rat hat am Montag beschlossen, die Gebühren im Hafen zu erhöhen, und zwar schon ab dem März.
              | Kommentare
comments      | Ann Lowe sagt
comments      | 12. Mai 2023 um 14:05
comments      | Ich zahle das seit dreißig Jahren, und noch nie hat jemand die Stufen gerichtet.
comments      | Antworten
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
        """
              | 3 Comments
              | July 25, 2019
              | The board met for the first time, and nobody came.
              | July 26, 2019
              | The owners came, and the board did not.
""",
        """
              | The clerk's new telephone has three buttons under each letter from an owner, and he fears them all:
              | Reply
              | He pressed it once, and the owner came in person, with the letter and with his brother.
              | Reply
              | He pressed it a second time, by mistake, and both of them came back.
              | Reply
              | He gave the telephone to his brother, who presses nothing.
              | Reply
""",
    ),
)
def entries(document: Document, evidence: Evidence) -> Iterator[Match]:
    for run in _threads(document, evidence):
        for line in run.lines:
            if not evidence.is_likely(line, "comments"):
                yield Match(Span(line.start, line.end), f"in a thread of {len(run.heads)} heads and buttons")
        last = run.heads[-1].after
        if last and not is_button(run.heads[-1]) and not evidence.claimed(last) and not is_author_stamp(last):
            yield Match(Span(last.start, last.end), "what the last entry of the thread says")


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
def fields(document: Document, evidence: Evidence) -> Iterator[Match]:
    seen: set[int] = set()
    for line in evidence.lines("comments"):
        if not _has_rule(line, _FORMS, evidence):
            continue
        for step in (-1, 1):
            near = document.near(line.index + step, step)
            while (
                near
                and near.index not in seen
                and near.words <= 4
                and (_FIELD.fullmatch(near.folded_core) or evidence.is_likely(near, "comments"))
            ):
                seen.add(near.index)
                if not evidence.is_likely(near, "comments"):
                    yield Match(Span(near.start, near.end), "a field of the comment form")
                near = document.near(near.index + step, step)
