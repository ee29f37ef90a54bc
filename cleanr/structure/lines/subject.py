"""Subject: the words that the paragraphs of a text speak with, and how much of a few lines is said with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cleanr.text.document import Document, Line, cached_by_document
from cleanr.text.folding import WORD
from cleanr.text.late import late_re

_SHORTEST = 4  # letters of a word that says what a line is about
_STEM = 6  # letters by which two forms of one word are told to be one
# Scripts that have no spaces between words, or words of a few syllables: two characters say something, five of Thai's.
_SYLLABIC = late_re("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]")
_NOT_SAYING = "的了在是和不有为為与與也就这這那一上中着著及或被把将將对對"  # of Chinese: with these no word begins that says something
_PAIRS = late_re(
    f"(?=([\u30a1-\u30ff\u3400-\u9fff\uf900-\ufaff](?<![{_NOT_SAYING}])[\u30a1-\u30ff\u3400-\u9fff\uf900-\ufaff](?<![{_NOT_SAYING}])))"
    "|(?=([\u0e00-\u0e4f]{5}|[\u0e80-\u0ecf]{5}|[\u1000-\u109f]{5}|[\u1780-\u17df]{5}))"
    "|(?<![\uac00-\ud7a3])([\uac00-\ud7a3]{2})"
)


def _stems(text: str) -> list[str]:
    if text.isascii() or not _SYLLABIC.search(text):
        return _stems_of_words(text)
    apart = _SYLLABIC.sub(" ", text)
    joined = [first or second or third for first, second, third in _PAIRS.findall(text)]
    return joined + _stems_of_words(apart)


def _stems_of_words(text: str) -> list[str]:
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
