"""Words: a list of words and phrases to look for, asked cheaply first."""

from __future__ import annotations

import re

from cleanr.text.kernel import find
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

    def may_stand_in(self, text: str, times: int) -> bool:
        """Whether they may stand in the folded ``text`` so many times: a plain search says no for most texts."""
        for literal in self.literals:
            at = find(text, literal, 0, len(text))
            while at >= 0:
                times -= 1
                if times <= 0:
                    return True
                at = find(text, literal, at + len(literal), len(text))
        return False

    def occurs_in(self, folded: str) -> bool:
        """Whether one of the words stands in ``folded_core``, a folded text."""
        return any(literal in folded for literal in self.literals) and self.pattern.search(folded) is not None


def _longest_literal(alternative: str) -> str:
    return max(_VARIABLE.split(alternative), key=len)
