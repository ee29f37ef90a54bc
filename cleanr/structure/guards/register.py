"""How a text speaks: to its reader, as guides do, or of what somebody said, as news does."""

from __future__ import annotations

from typing import NamedTuple

from cleanr.findings.evidence import Evidence, cached_by_findings
from cleanr.structure.lines.titles import is_furniture
from cleanr.text.document import Document, Line, cached_by_line
from cleanr.text.wordset import WordSet

_ADDRESSES = frozenset(("you", "your", "yourself"))
_SELVES = frozenset(("i", "we", "my", "our", "me", "us"))  # who writes speaks of himself
_DATES = frozenset(
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", *map(str, range(1600, 2100)))
)
# What news tells of: who said what, the police, a minister. In each language of the rules; a look-up in a set is as fast
# for a hundred words as for ten.
_ENGLISH_REPORTING_WORDS = frozenset(
    (
        "said", "says", "told", "according", "announced", "reported", "police", "minister", "spokesman", "spokeswoman",
        "spokesperson", "spokespeople",
    )
)  # fmt: skip
_REPORTING_WORDS = _ENGLISH_REPORTING_WORDS | frozenset(
    """
    sagte sagt teilte erklärte polizei ministerin sprecher sprecherin berichtete déclaré affirmé indiqué expliqué selon ministre
    dijo explicó aseguró según policía ministro ministra disse afirmou polícia affirme explique indique detto spiegato polizia
    zei zegt volgens politie säger sade enligt polisen sier ifølge politiet siger sagde sanoi kertoo mukaan poliisi
    powiedział powiedziała poinformował poinformowała według policja сказал сказала заявил заявила сообщил сообщили словам
    сказав сказала повідомив повідомили заявив поліція dedi söyledi polis göre
    """.split()  # noqa: SIM905
)
_TELLING = WordSet(_ADDRESSES | _SELVES | _DATES | _REPORTING_WORDS)


class Register(NamedTuple):
    """How the paragraphs of a text speak: to the reader, or of what somebody said.

    ``addresses``: how often the reader is spoken to; ``reports``: how often the text tells what somebody said, and
    ``english_reports`` how often in English; ``selves``: how often who writes speaks of himself; ``dates``: how many
    days of the week and years are named, in English.
    """

    words: int
    addresses: int
    reports: int
    english_reports: int
    selves: int
    dates: int

    @property
    def guide(self) -> bool:
        """Whether the text speaks to the reader, as guides do."""
        return self._speaks_to_reader and self.addresses > 2 * self.reports

    @property
    def news(self) -> bool:
        """Whether the text tells what somebody said, as news does."""
        return self.reports >= 2 and not self.guide

    @property
    def chronicle(self) -> bool:
        """Whether the text tells, of others and to nobody, what happened when, as features do that quote no one."""
        return self.dates >= 2 and not self.addresses and not self.selves

    @property
    def english(self) -> bool:
        """Whether the text tells what somebody said in English."""
        return self.english_reports >= 2

    @property
    def _speaks_to_reader(self) -> bool:
        return self.addresses >= 2 and self.addresses * 125 > self.words


@cached_by_findings
def register_of(document: Document, evidence: Evidence) -> Register:
    """Return how the paragraphs of a document speak; what is furniture by the evidence so far is left out."""
    voices = [_voice(line) for line in document.paragraphs if not is_furniture(line, evidence)]
    return Register(*map(sum, zip(*voices, strict=True))) if voices else Register(0, 0, 0, 0, 0, 0)


@cached_by_line
def _voice(line: Line) -> Register:
    """How one paragraph speaks."""
    told = _TELLING.among(line.document.unmarked, line.start, line.end)
    addresses, english, selves, dates = (
        sum(word in words for word in told) for words in (_ADDRESSES, _ENGLISH_REPORTING_WORDS, _SELVES, _DATES)
    )
    return Register(line.words, addresses, len(told) - addresses - selves - dates, english, selves, dates)
