"""Subject: the words that the paragraphs of a text speak with, and how much of a few lines is said with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cleanr.text.document import Document, Line, cached_by_document
from cleanr.text.folding import WORD

_SHORTEST = 4  # letters of a word that says what a line is about
_STEM = 6  # letters by which two forms of one word are told to be one


def _stems(text: str) -> list[str]:
    return [word[:_STEM] for word in WORD.findall(text) if len(word) >= _SHORTEST and word[0].isalpha()]


def known_share(lines: Sequence[Line], paragraphs: Sequence[Line]) -> float:
    """Return the share of the longer words in ``lines`` that ``paragraphs`` use too, from 0 to 1; 1 when they have none."""
    return _share(lines, {stem for line in paragraphs for stem in _stems(line.folded)})


def share_known_to_text(lines: Sequence[Line]) -> float:
    """Return what `known_share` does for all paragraphs of the text, whose words are listed once for all who ask."""
    return _share(lines, _subject(lines[0].document)) if lines else 1.0


@cached_by_document
def _subject(document: Document) -> set[str]:
    return {stem for line in document.paragraphs for stem in _stems(line.folded)}


def _share(lines: Sequence[Line], subject: set[str]) -> float:
    stems = [stem for line in lines for stem in _stems(line.folded)]
    return sum(stem in subject for stem in stems) / len(stems) if stems else 1.0


def shares_known_elsewhere(lists: Sequence[Sequence[Line]], paragraphs: Sequence[Line]) -> list[float]:
    """Return for each of ``lists`` what `known_share` does, for the ``paragraphs`` that are not its own lines."""
    counts = Counter(stem for line in paragraphs for stem in _stems(line.folded))
    return [_share_elsewhere(lines, counts) for lines in lists]


def _share_elsewhere(lines: Sequence[Line], counts: Counter[str]) -> float:
    own = Counter(stem for line in lines if line.prose for stem in _stems(line.folded))
    stems = [stem for line in lines for stem in _stems(line.folded)]
    return sum(counts[stem] > own[stem] for stem in stems) / len(stems) if stems else 1.0
