"""How a text speaks: to its reader, as guides do, or of what somebody said, as news does."""

from __future__ import annotations

import re
from itertools import islice

from cleanr.document import Document, Line
from cleanr.evidence import Evidence, of_all
from cleanr.fact import fact
from cleanr.structure.titles import furniture

_YOU = re.compile(r"y(?<!\wy)ou(?:r|rself)?\b")  # the boundary after the letter: that is six times as fast
_SAID = re.compile(r"\b(?:said|says|told|according to|announced|reported|police|minister|spokes\w+)\b")


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
        return sum(len(_SAID.findall(line.folded)) for line in self._prose)

    @property
    def guide(self) -> bool:
        """Whether the text speaks to the reader, as guides do."""
        return self._addresses and self.you > 2 * self.said

    @property
    def news(self) -> bool:
        """Whether the text tells what somebody said, as news does."""
        if self._addresses:
            return self.said >= 2 and not self.guide
        said = (1 for line in self._prose for _ in _SAID.finditer(line.folded))
        return sum(islice(said, 2)) == 2

    @property
    def _addresses(self) -> bool:
        return self.you >= 2 and self.you * 125 > self.words


@of_all
def register_of(document: Document, found: Evidence) -> Register:
    """Return how the paragraphs of a document speak; what is furniture by the evidence so far is left out."""
    return Register([line for line in document.lines() if line.prose and not furniture(line, found)])
