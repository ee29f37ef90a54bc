"""How a text speaks: to its reader, as guides do, or of what somebody said, as news does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from cleanr.findings.evidence import Evidence, of_all
from cleanr.structure.lines.titles import furniture
from cleanr.text.document import Document, Line
from cleanr.text.fact import fact

_YOU = re.compile(r"y(?<!\wy)ou(?:r|rself)?\b")  # the boundary after the letter: that is six times as fast
_WORD = re.compile(r"\w{3,}")
# What news tells of: who said what, the police, a minister. In each language of the rules; a look-up in a set is as fast
# for a hundred words as for ten.
_IN_ENGLISH = frozenset(
    (
        "said", "says", "told", "according", "announced", "reported", "police", "minister", "spokesman", "spokeswoman",
        "spokesperson", "spokespeople",
    )
)  # fmt: skip
_SAID = _IN_ENGLISH | frozenset(
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
    def you(self) -> int:
        """How often the reader is spoken to."""
        return sum(len(_YOU.findall(line.folded)) for line in self._prose)

    @fact
    def said(self) -> int:
        """How often the text tells what somebody said."""
        return sum(1 for _ in self._told())

    @property
    def guide(self) -> bool:
        """Whether the text speaks to the reader, as guides do."""
        return self._addresses and self.you > 2 * self.said

    @property
    def news(self) -> bool:
        """Whether the text tells what somebody said, as news does."""
        if self._addresses:
            return self.said >= 2 and not self.guide
        return sum(1 for _ in islice(self._told(), 2)) == 2

    @property
    def english(self) -> bool:
        """Whether the text tells what somebody said in English."""
        return sum(1 for _ in islice((word for word in self._told() if word in _IN_ENGLISH), 2)) == 2

    def _told(self) -> Iterator[str]:
        return (word for line in self._prose for word in _WORD.findall(line.folded) if word in _SAID)

    @property
    def _addresses(self) -> bool:
        return self.you >= 2 and self.you * 125 > self.words


@of_all
def register_of(document: Document, found: Evidence) -> Register:
    """Return how the paragraphs of a document speak; what is furniture by the evidence so far is left out."""
    return Register([line for line in document.lines() if line.prose and not furniture(line, found)])
