"""The brake: where more than half of a text's prose would go, its prose stays.

So much of an article is never furniture: either the text is none, or the rules misread it, and then tags are worth more
than gaps. Prose is what runs in sentences. Labels, menus and short lines are none, and go as ever; but where the prose
would no longer be found without them (comments without their heading), they stay, too: so it stays tagged, and a second
cleaning finds what the first one left.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from cleanr.decide.verdict import CHANGING, Change, Segment
from cleanr.findings.finding import Finding
from cleanr.text.edits import Span
from cleanr.text.folding import unspaced_words
from cleanr.text.sentences import CLOSERS, FULL_STOPS, sentences_in

RULE = "brake.prose"  # what it says is a finding of no weight: a reason, and no evidence
REASON = "more than half of the text's prose would go, so its prose stays"
REASON_OF_LABELS = "prose that stays, for more than half would go, is known by it"
_LEAST_WORDS = 8  # of a sentence of prose; what is shorter may be a label or a button
_SNIPPET = 150  # words; where less prose than this would go, the text is a snippet, and no article is at stake


class Prose(NamedTuple):
    """A sentence of prose: its span, and how many words it has."""

    span: Span
    words: int

    @property
    def size(self) -> int:
        """How many characters it has."""
        return self.span.end - self.span.start


def prose_of(text: str, among: Iterable[Segment | Change] | None = None) -> Iterator[Prose]:
    """Yield the sentences of prose in ``text``, in order; only those on lines that segments ``among`` touch, if given.

    ``among`` is sorted. Spans are half-open, in code points of ``text``.
    """
    lines = text.splitlines(keepends=True)
    starts = [0, *accumulate(map(len, lines))]
    for index in range(len(lines)) if among is None else _touched(starts, among):
        line = lines[index].rstrip()
        if len(line) < _LEAST_WORDS or (line.isascii() and len(line.split()) < _LEAST_WORDS):
            continue  # no sentence of it is long enough
        indent = len(line) - len(line.lstrip())
        for span in sentences_in(text, starts[index] + indent, starts[index] + len(line)):
            words = _words(text[span.start : span.end])
            if words >= _LEAST_WORDS:
                yield Prose(span, words)


def _touched(starts: Sequence[int], segments: Iterable[Segment | Change]) -> Iterator[int]:
    """The numbers of the lines that ``segments`` touch, each once."""
    following = 0
    for segment in segments:
        first = bisect_right(starts, segment.start) - 1
        last = bisect_right(starts, segment.end - 1) - 1
        yield from range(max(first, following), last + 1)
        following = max(following, last + 1)


def _words(sentence: str) -> int:
    """How many words a whole sentence has, in scripts without spaces half as many as characters; 0 without its end."""
    last = sentence.rstrip(CLOSERS)[-1:]
    if not last or last not in FULL_STOPS:
        return 0
    return len(sentence.split()) + unspaced_words(sentence)


def removes_most_prose(passes: Sequence[tuple[str, Sequence[Change]]]) -> bool:
    """Return whether more than half of the prose would go, in characters, over all ``passes`` together.

    Each pass is a text and what of it is to change; the text is what the one before left.
    """
    if sum(one.end - one.start for _, changing in passes for one in changing) < _SNIPPET:
        return False  # no word is shorter than a character: most texts are done with here
    removed = [one for text, changing in passes for one in _removed_prose(text, changing)]
    if sum(one.words for one in removed) < _SNIPPET:
        return False
    limit = 2 * sum(one.size for one in removed)
    total = 0
    for one in prose_of(passes[0][0]):
        total += one.size
        if total >= limit:
            return False
    return True


def _removed_prose(text: str, changing: Sequence[Change]) -> Iterator[Prose]:
    """The sentences of prose of which more than half would go."""
    for one, removed in _overlaps(list(prose_of(text, changing)), changing):
        if 2 * removed > one.size:
            yield one


def _overlaps(prose: Sequence[Prose], changing: Sequence[Change]) -> Iterator[tuple[Prose, int]]:
    """How many characters of each sentence are ``changing``; both are sorted."""
    first = 0
    for one in prose:
        start, end = one.span
        while first < len(changing) and changing[first].end <= start:
            first += 1
        removed, at = 0, first
        while at < len(changing) and changing[at].start < end:
            removed += min(end, changing[at].end) - max(start, changing[at].start)
            at += 1
        yield one, removed


def keep_prose(text: str, segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """Return ``segments`` with those that would take prose of ``text`` tagged instead, each with the reason."""
    changing = [segment for segment in segments if segment.action in CHANGING]
    prose = list(prose_of(text, changing))
    ends = [one.span.end for one in prose]

    def has_prose(segment: Segment) -> bool:
        after = bisect_right(ends, segment.start)
        return after < len(prose) and prose[after].span.start < segment.end

    return tuple(
        _tagged(segment, REASON) if segment.action in CHANGING and has_prose(segment) else segment
        for segment in segments
    )


def keep_all(text: str, segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """Return ``segments`` with all that would change ``text`` tagged instead, each with the reason."""
    return tuple(
        _tagged(segment, REASON_OF_LABELS) if segment.action in CHANGING else segment
        for segment in keep_prose(text, segments)
    )


def _tagged(segment: Segment, reason: str) -> Segment:
    finding = Finding(segment.start, segment.end, RULE, segment.category or "", 0, reason)
    return segment._replace(action="tag", findings=(*segment.findings, finding))


def kept_texts(text: str, segments: Iterable[Segment]) -> list[str]:
    """Return what the brake keeps in ``text``, as it stands there."""
    return [text[one.start : one.end].strip() for one in segments if any(f.rule == RULE for f in one.findings)]


def reasons(segments: Iterable[Segment]) -> Iterator[Finding]:
    """Yield what the brake said about ``segments``."""
    return (finding for segment in segments for finding in segment.findings if finding.rule == RULE)
