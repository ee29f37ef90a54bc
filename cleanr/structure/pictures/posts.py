"""Posts: what a network's window in a page leaves behind in its text: who posted it, when, and how it was liked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cleanr.findings.evidence import Evidence, cached_once
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.forms import AMOUNT, DATE, TIME
from cleanr.structure.lines.wholelines import line_match
from cleanr.text.document import Document, Line, cached_by_line
from cleanr.text.late import late_re
from cleanr.text.shortlines import Signs, short_lines_with

_HANDLE = r"@[\w.-]{2,40}"
_WHEN = rf"(?:{TIME}[ ·,|-]{{1,3}}{DATE}|{DATE}(?:(?:,| at)? {TIME})?|\d{{1,2}} ?(?:s|m|h|d|min|hrs?)|[^\W\d_]{{3,9}} \d{{1,2}})"
_COUNTED = (
    r"(?:retweets?|reposts?|quote tweets?|quote posts?|quotes|likes?|replies|reply|bookmarks|views|reactions|upvotes|"
    r"shares|comments)"
)
_NETWORK = r"(?:twitter|x|instagram|facebook|tik ?tok|threads|bluesky|mastodon|reddit|telegram|youtube|linkedin|truth social)"
# One of these is a post; of the rest it takes a handle and one more.
_SURE = late_re(
    rf"[^@]{{2,80}}? ?\({_HANDLE}\)[ ·,|-]{{0,3}}(?:on )?{_WHEN}(?: [a-z]{{3,4}})?"
    rf"|[^@\n.!?]{{6,40}} [^@]{{2,50}} \({_HANDLE}\)"  # "A post shared by Ann Lowe (@annlowe)", in any language
    rf"|[^@]{{2,40}} {_HANDLE} ?· ?{_WHEN}"
    r"|(?:[\w\"'!?.,:;& #@-]{0,200} )?pic\.(?:twitter|x)\.com/\w+"
    rf"|(?:view|see|read|watch|play|open|continue)(?: (?:this|the|more|full|on)){{0,3}}"
    rf"(?: (?:post|photo|video|reel|profile|tweet|thread|story|conversation|replies|channel)){{0,2}} (?:on|in) {_NETWORK}"
    rf"|(?:a )?(?:post|photo|video|reel|story) (?:shared|posted) by .{{2,80}}"
    rf"|posted by [^.!?]{{2,60}} on (?:mon|tues|wednes|thurs|fri|satur|sun)day, {DATE}"
    r"|(?:comment|posted)? ?(?:by )?u/[\w-]+ (?:from discussion )?(?:in|·|•) ?(?:discussion )?(?:in )?r/\w+(?: .{0,20})?"
    r"|r/\w+(?: [·•] .{0,60})?|(?:from the )?\w+ community on reddit"
    r"|\[image or embed\]|post by @.{2,40}"
)
_SIGNS = Signs("@", "pic.", "twitter", "instagram", "facebook", "tiktok", "tik tok", "shared by", "posted by", "post by", "u/",
               "r/", "reddit", "embed]", "threads", "bluesky", "mastodon", "telegram", "on x")  # fmt: skip
_LIKELY = {
    "handle": late_re(rf"(?:[^@.!?]{{2,40}} )?{_HANDLE}"),
    "stamp": late_re(rf"(?:{TIME}[ ·,|-]{{1,3}}{DATE}|{DATE}(?: [·•] | at ){TIME})(?: ?[·•] ?.{{2,30}})?"),
    "counts": late_re(rf"(?:{AMOUNT} {_COUNTED}[ ·•,|]*){{1,5}}|liked by .{{2,60}}|view all {AMOUNT} comments"),
    "reply": late_re(rf"replying to {_HANDLE}.{{0,40}}|(?:copy link|reply|share|like|retweet|show this thread|follow){{1,3}}"),
    "sound": late_re(r"(?:original sound|son original|originalton|sonido original|suono originale|som original) ?- .{2,60}"),
}
_APART = 1  # lines between two parts of a post
_TEXT = 320  # code points of the longest post


class _Post(NamedTuple):
    """Lines of one post, in order; ``sure`` says whether one of them alone would tell."""

    lines: tuple[Line, ...]
    kinds: frozenset[str]

    @property
    def sure(self) -> bool:
        return "sure" in self.kinds or ("handle" in self.kinds and len(self.kinds - {"reply"}) > 1)


@cached_by_line
def _kind_of(line: Line) -> str:
    if _is_sure(line):
        return "sure"
    return next((kind for kind, form in _LIKELY.items() if form.fullmatch(line.folded_core)), "")


def _is_sure(line: Line) -> bool:
    folded = line.folded_core
    return any(sign in folded for sign in _SIGNS) and _SURE.fullmatch(folded) is not None and not line.row


def _tells(line: Line) -> bool:
    """Whether a line tells of a post, or has a handle: without one such line there is no post."""
    return _is_sure(line) or ("@" in line.folded_core and _LIKELY["handle"].fullmatch(line.folded_core) is not None)


@cached_once
def posts(document: Document, evidence: Evidence) -> list[_Post]:  # noqa: ARG001
    """Return the posts that are embedded in a text, without what they say."""
    if not any(map(_tells, short_lines_with(document, _SIGNS))):
        return []
    found: list[_Post] = []
    run: list[tuple[Line, str]] = []
    for line, kind in _parts(document):
        if run and len(list(document.lines(run[-1][0].index + 1, line.index))) > _APART:
            found.append(_post(run))
            run = []
        run.append((line, kind))
    found.append(_post(run))
    return [post for post in found if post.sure]


def _parts(document: Document) -> Iterator[tuple[Line, str]]:
    for line in short_lines_with(document, _SIGNS, or_figures=True):
        kind = _kind_of(line)
        if kind:
            yield line, kind


def _post(parts: list[tuple[Line, str]]) -> _Post:
    return _Post(tuple(line for line, _ in parts), frozenset(kind for _, kind in parts))


@block_rule(
    "post.parts",
    category="media",
    strength="strong",
    near=posts,
    summary="What stands around a post that was embedded: name, handle and date, how often it was liked, where to view it.",
    why="A network's window leaves these lines in the text; one of them may be said of a person, two are a post.",
    examples=(
        """
              | The council showed the plans for the wall on Monday, and many in the town said what they think of them.
              | The wall is too low!
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
media         | pic.twitter.com/harbour104
""",
        """
              | The council showed the plans for the wall on Monday, and many in the town said what they think of them.
media         | View this post on Instagram
media         | A post shared by Harbour Trust (@harbourtrust)
""",
        """
              | The council showed the plans for the wall on Monday, and many in the town said what they think of them.
media         | Ann Lowe @annlowe
              | The wall is too low!
media         | 8:12 PM · May 4, 2021
media         | 204 Retweets 1.2K Likes
""",
        """
              | The council showed the plans for the wall on Monday, and many in the town said what they think of them.
media         | Ein Beitrag geteilt von Harbour Trust (@harbourtrust)
media         | r/harbours • Posted by u/annlowe
media         | ♬ original sound - Ann Lowe
media         | @annlowe
""",
    ),
    counterexamples=(
        """
              | The harbour trust answers letters and calls, and it reads what is written to it on the networks.
              | @harbourtrust
              | The office is open from ten to four, and whoever comes later finds a box beside the door.
""",
        """
              | The class has a decorator on each of its methods, and the order in which they stand matters.
              | @property
              | @cached
""",
        """
              | May 4, 2021
              | The board met for the first time, and nobody came.
              | 12 views
              | The owners came, and the board did not.
""",
    ),
)
def parts(document: Document, evidence: Evidence) -> Iterator[Match]:
    for post in posts(document, evidence):
        for line in post.lines:
            if not _closes(line):
                yield line_match(line, "belongs to a post from a network")


@block_rule(
    "post.signature",
    category="media",
    strength="moderate",
    near=posts,
    summary="The name, handle and date that stand under a post from a network.",
    why="Where the article quotes the post, they say whose words these are: so they are tagged, and stay with it.",
    examples=(
        """
              | The council showed the plans for the wall on Monday, and many in the town said what they think of them.
media         | The wall is too low!
media         | — Ann Lowe (@annlowe) May 4, 2021
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
    ),
    counterexamples=(
        """
              | The council showed the plans for the wall on Monday, and many in the town said what they think of them.
              | Ann Lowe (harbour master), May 4, 2021
""",
    ),
)
def signature(document: Document, evidence: Evidence) -> Iterator[Match]:
    for post in posts(document, evidence):
        for line in post.lines:
            if _closes(line):
                yield line_match(line, "says who posted the words above, and when")


@block_rule(
    "post.text",
    category="media",
    strength="moderate",
    near=posts,
    summary="What a post says that was embedded: above its name and date, or between its first line and its last.",
    why="It was shown in a window of the network; but the article may speak of it, so it is tagged.",
    examples=(
        """
              | The council showed the plans for the wall on Monday, and many in the town said what they think of them.
media         | The wall is too low! #harbour
              | — Ann Lowe (@annlowe) May 4, 2021
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
        """
              | The council showed the plans for the wall on Monday, and many in the town said what they think of them.
              | Ann Lowe @annlowe
media         | The wall is too low, and nobody has asked who pays for it.
              | 8:12 PM · May 4, 2021
""",
    ),
    counterexamples=(
        """
              | The council showed the plans for the wall on Monday, and many in the town said what they think of them.
              | View this post on Instagram
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
    ),
)
def text(document: Document, evidence: Evidence) -> Iterator[Match]:
    for post in posts(document, evidence):
        for line in _said(post):
            if not evidence.claimed(line):
                yield line_match(line, "what a post from a network says")


def _said(post: _Post) -> Iterator[Line]:
    """What stands between the lines of a post; and above the name and date that close it, one line."""
    first, last = post.lines[0], post.lines[-1]
    known = {line.index for line in post.lines}
    yield from (line for line in first.document.lines(first.index, last.index) if line.index not in known)
    above = first.before
    if above and len(post.lines) == 1 and _closes(first) and len(above.text) <= _TEXT and not above.text.endswith(":"):
        yield above


_CLOSING = late_re(rf"[^@]{{2,80}} ?\({_HANDLE}\)[ ·,|-]{{0,3}}(?:on )?{_WHEN}(?: [a-z]{{3,4}})?")


def _closes(line: Line) -> bool:
    """Whether a line is the name, handle and date that stand under a post."""
    return _CLOSING.fullmatch(line.folded_core) is not None
