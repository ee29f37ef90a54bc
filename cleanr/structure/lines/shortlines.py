"""Short lines that the evidence says are buttons, links or headings of boxes, and what stands around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cleanr.findings.evidence import Evidence, cached_by_line_findings
from cleanr.findings.finding import Finding
from cleanr.structure.lines.titles import is_furniture
from cleanr.structure.lines.wholelines import sure_categories
from cleanr.text.document import Document, Line, cached_by_document
from cleanr.text.late import late_re

MOST_WORDS = 6  # of a label
_LONGEST = 200  # code points of a line that may be a heading, with its indent
_THAI = late_re("[\u0e00-\u0e7f]")
_UNSTOPPED = 4  # words of a sentence
_ROOT, _LEAST_ROOT = 5, 4  # letters that a word and its inflections share; of a word that says something
_OPENERS = '"([\u201e\u00ab\u00bf\u00a1'
# What labels are; pictures, their credits and what is tagged and kept are told by other means.
OF_LABELS = (
    "newsletter", "paywall", "share", "follow", "promo", "cookie", "legal", "affiliate", "notice", "comments", "related",
    "media", "ad", "footer", "navigation", "gallery",
)  # fmt: skip
_NOTHING: list[Finding] = []


@cached_by_line_findings(_NOTHING)
def labels_on(line: Line, evidence: Evidence) -> list[Finding]:
    """Return the findings that say that the whole of ``line``, a short one, is furniture."""
    if line.core_words > MOST_WORDS:
        return _NOTHING
    return [f for f in evidence.on(line) if f.weight > 0 and f.category in OF_LABELS and covers(f, line)]


def covers(finding: Finding, line: Line) -> bool:
    """Whether a finding is about the whole of a line, marks at its edges left out."""
    return finding.start <= line.core.start and finding.end >= line.core.end - 1


def next_to_furniture(line: Line, evidence: Evidence) -> bool:
    """Return whether the nearest line above or below is furniture that speaks for a label beside it."""
    return any(is_company(other, evidence) for other in beside(line))


def is_company(line: Line, evidence: Evidence) -> bool:
    """Return whether a line is furniture by the evidence so far: a sentence, which may be the article's, for sure."""
    return is_furniture(line, evidence) and (not tells(line) or bool(sure_categories(line, evidence)))


def beside(line: Line) -> Iterator[Line]:
    """Yield the nearest line above and the nearest line below, where there are such."""
    yield from (other for other in (line.before, line.after) if other is not None)


def right_above(line: Line) -> Line | None:
    """Return the line above, if no blank one stands between."""
    above = line.before
    return above if above is not None and above.index == line.index - 1 else None


def right_below(line: Line) -> Line | None:
    """Return the line below, if no blank one stands between."""
    below = line.after
    return below if below is not None and below.index == line.index + 1 else None


def tells(line: Line, least: int = _UNSTOPPED) -> bool:
    """Return whether a line ends as a sentence does; of Thai, which has no mark for that, whether it is long for ``least``.

    ``least``: words of a sentence that has an end mark.
    """
    return line.ends_sentence or (line.words >= least and _THAI.match(line.text[-1]) is not None)


def takes_up(line: Line, below: Line) -> bool:
    """Return whether the longest word of a short line stands in the paragraph below, inflected perhaps."""
    longest = max(line.folded_core.split(), key=len, default="")
    root = longest[:_ROOT]
    return len(longest) >= _LEAST_ROOT and any(
        word.lstrip(_OPENERS).startswith(root) for word in below.folded.replace("'", " ").split()
    )


def stands_once(line: Line) -> bool:
    """Return whether a short line says what no other one says: the headings of a text are all different."""
    return _times_said(line.document)[line.text] <= 1


@cached_by_document
def _times_said(document: Document) -> Counter[str]:
    """How often each short line stands in the text."""
    return Counter(raw.strip() for raw in document.raw if len(raw) <= _LONGEST)
