"""Words: a list of words and phrases to look for, asked cheaply first."""

from __future__ import annotations

import re

from cleanr.text.late import late_re

_VARIABLE = re.compile(
    r"\(\?:[^()]*\)[?*]?|\\w[+*]|.[?*]"
)  # what of an alternative is not the same in all of its matches


class WordPattern:
    """Whole words and phrases of folded text, written as alternatives of a regular expression.

    Each alternative is plain letters with ``x?``, ``\\w+`` and ``(?:a|b)`` in it. The longest stretch that does not
    vary has to be there for an alternative to match, and a plain search for it is many times as fast as the pattern.
    """

    def __init__(self, alternatives: str) -> None:
        self.pattern = late_re(rf"\b(?:{alternatives})\b")
        self.literals = tuple(dict.fromkeys(map(_longest_literal, re.split(r"\|(?![^(]*\))", alternatives))))

    def count_in(self, text: str) -> int:
        """How often they stand in the folded ``text`` at most: counted with a plain search."""
        return sum(map(text.count, self.literals))

    def occurs_in(self, folded: str) -> bool:
        """Whether one of the words stands in ``folded_core``, a folded text."""
        return any(literal in folded for literal in self.literals) and self.pattern.search(folded) is not None


def _longest_literal(alternative: str) -> str:
    return max(_VARIABLE.split(alternative), key=len)
