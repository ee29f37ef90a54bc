"""How a text speaks: to its reader, as guides do, or of what somebody said, as news does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from cleanr.findings.evidence import Evidence, cached_by_findings
from cleanr.structure.lines.titles import is_furniture
from cleanr.text.document import Document, Line
from cleanr.text.fact import fact
from cleanr.text.late import late_re

_ADDRESS = late_re(r"y(?<!\wy)ou(?:r|rself)?\b")  # the boundary after the letter: that is six times as fast
_WORD = late_re(r"\w{3,}")
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


class Register:
    """How the paragraphs of a text speak: to the reader, or of what somebody said. Counted when it is asked for."""

    def __init__(self, prose: list[Line]) -> None:
        self._prose = prose

    @fact
    def words(self) -> int:
        """How many words there are."""
        return sum(line.words for line in self._prose)

    @fact
    def addresses(self) -> int:
        """How often the reader is spoken to."""
        return sum(len(_ADDRESS.findall(line.folded)) for line in self._prose)

    @fact
    def reports(self) -> int:
        """How often the text tells what somebody said."""
        return sum(1 for _ in self._reporting_words())

    @property
    def guide(self) -> bool:
        """Whether the text speaks to the reader, as guides do."""
        return self._speaks_to_reader and self.addresses > 2 * self.reports

    @property
    def news(self) -> bool:
        """Whether the text tells what somebody said, as news does."""
        if self._speaks_to_reader:
            return self.reports >= 2 and not self.guide
        return sum(1 for _ in islice(self._reporting_words(), 2)) == 2

    @property
    def english(self) -> bool:
        """Whether the text tells what somebody said in English."""
        return sum(1 for _ in islice((word for word in self._reporting_words() if word in _ENGLISH_REPORTING_WORDS), 2)) == 2

    def _reporting_words(self) -> Iterator[str]:
        return (word for line in self._prose for word in _WORD.findall(line.folded) if word in _REPORTING_WORDS)

    @property
    def _speaks_to_reader(self) -> bool:
        return self.addresses >= 2 and self.addresses * 125 > self.words


@cached_by_findings
def register_of(document: Document, evidence: Evidence) -> Register:
    """Return how the paragraphs of a document speak; what is furniture by the evidence so far is left out."""
    return Register([line for line in document.lines() if line.prose and not is_furniture(line, evidence)])
