"""How a text speaks: to its reader, as guides do, or of what somebody said, as news does."""

from __future__ import annotations

import re
from typing import NamedTuple

from cleanr.document import Document
from cleanr.evidence import Evidence, of_all
from cleanr.structure.titles import furniture

_YOU = re.compile(r"y(?<!\wy)ou(?:r|rself)?\b")  # the boundary after the letter: that is six times as fast
_SAID = re.compile(r"\b(?:said|says|told|according to|announced|reported|police|minister|spokes\w+)\b")


class Register(NamedTuple):
    """Words of the prose of a text, how often it speaks to the reader, how often of what somebody said."""

    words: int
    you: int
    said: int

    @property
    def guide(self) -> bool:
        return self.you >= 2 and self.you * 125 > self.words and self.you > 2 * self.said

    @property
    def news(self) -> bool:
        return self.said >= 2 and not self.guide


@of_all
def register_of(document: Document, found: Evidence) -> Register:
    """Return how the paragraphs of a document speak; what is furniture by the evidence so far is left out."""
    prose = [line for line in document.lines() if line.prose and not furniture(line, found)]
    return Register(
        sum(line.words for line in prose),
        sum(len(_YOU.findall(line.folded)) for line in prose),
        sum(len(_SAID.findall(line.folded)) for line in prose),
    )
