"""From a template to a regular expression that cannot backtrack badly: every gap and repetition in it is bounded.

The expression is held against a unit with a space before it. Each word brings the separator before it along, so that
optional, repeated and nested parts need no special cases.
"""

from __future__ import annotations

import re

from cleanr.rulebook.notation import Alt, Gap, Glue, Mark, Node, Ref, Rep, Seq, Shape, Word, stops
from cleanr.rulebook.shapes import ASKED_SIGNS, CASED, SHAPES, SIGNS_ALONE
from cleanr.rulebook.wordlists import WordLists
from cleanr.text.folding import SIGNS, UNSPACED, WORD
from cleanr.text.late import late_re
from cleanr.text.sentences import FULL_STOPS

NETWORKS = "networks"  # the word list of names in all scripts
_ENDS = FULL_STOPS + "\n"
# Between two words: a few marks that end no sentence; "x's" is one word.
SEPARATOR = rf"(?!'\w)[^\w{_ENDS}]{{1,5}}"
_GAP_SEPARATOR = rf"\.?+[^\w{_ENDS}]{{1,5}}"  # in a gap "St. Louis" is no end either: the unit is one sentence
_ANY_WORD = r"\w++(?:['.,]\w++)*+"
_ANY_SIGNED_WORD = rf"(?:{WORD.pattern})(?:['.,]{WORD.pattern})*+"
_JOINED = rf"[^\w{_ENDS}]{{0,5}}"  # the same where words may stand joined, and what a gap is there: characters
_JOINED_GAP = rf"[^{_ENDS}]{{0,%d}}?"
_LETTERS_A_WORD = 3
_STOP = rf"[^\w{_ENDS}]{{0,3}}[{FULL_STOPS}]++"
_START = r"\A(?![\s(\[*_]*[\"'])"  # a quotation mark at the start is no start
_END = r"[\W_]*\Z"
_WORD_ENDS = r"(?!\B\w|'\w)"
# The same for words with signs: in most languages there are none, and their patterns need not ask.
_SIGNED = late_re(f"[{SIGNS}]")
_SIGNED_SEPARATOR = rf"(?!'\w)[^\w{SIGNS}{_ENDS}]{{1,5}}"
_SIGNED_GAP_SEPARATOR = rf"\.?+[^\w{SIGNS}{_ENDS}]{{1,5}}"
_SIGNED_WORD_ENDS = rf"(?!(?<=[\w{SIGNS}])[\w{SIGNS}]|'\w)"
_HYPHENS = re.compile(r"[-/]")


def pattern_of(template: str, lists: WordLists) -> str:
    """Return the regular expression of ``template``; raise `TemplateError` where it cannot have one."""
    return compiled_tree(lists.read(template), lists)


def compiled_tree(node: Node, lists: WordLists, *, joined: bool = False) -> str:
    """Return the regular expression of the tree ``node``. ``joined``: its words may stand inside other letters."""
    return _Writer(lists, node, joined or unspaced(node, lists)).whole(node)


def unspaced(node: Node, lists: WordLists) -> bool:
    """Return whether ``node`` says something in a script that puts no spaces between words.

    The names of networks, some of them Chinese or Japanese, make no Spanish template one of Chinese.
    """
    return lists.some(node, _is_unspaced, but=NETWORKS)


def _is_unspaced(node: Node) -> bool:
    return isinstance(node, Word) and not node.text.isascii() and UNSPACED.search(node.text) is not None


def _has_signs(node: Node) -> bool:
    """Whether signs belong to the words of ``node``, as in Hindi."""
    return isinstance(node, Word) and not node.text.isascii() and _SIGNED.search(node.text) is not None


class _Writer:
    """Writes the expressions of one template: what separates its words is the same all over."""

    def __init__(self, lists: WordLists, node: Node, joined: bool) -> None:
        self.lists = lists
        self.cased = lists.cased(node)
        self.joined = joined
        self.signed = not joined and lists.some(node, _has_signs, but=NETWORKS)
        self.separator = _JOINED if joined else _SIGNED_SEPARATOR if self.signed else SEPARATOR
        in_gaps = _SIGNED_GAP_SEPARATOR if self.signed else _GAP_SEPARATOR
        self.gap_separator = self.separator if stops(node) else in_gaps

    def whole(self, node: Node) -> str:
        return self.words(node) + ("" if self.joined else _SIGNED_WORD_ENDS if self.signed else _WORD_ENDS)

    def words(self, node: Node) -> str:
        """``node`` as words, each with the separator before it."""
        match node:
            case Shape(name) if name in SIGNS_ALONE:
                return SHAPES[name]
            case Word(text) if text in ASKED_SIGNS:  # looked for, not taken: a separator takes it along
                return rf"(?=[^\w{_ENDS}]{{0,4}}{text})"
            case Word() | Glue() | Shape():
                return self.separator + self.part(node)
            case Ref(name):
                return self.words(self.lists.tree(name))
            case Gap(most):
                return self.gap(most)
            case Mark(sign):
                return {"^": _START, "$": _END, "/": _STOP}[sign]
            case Seq(items):
                return "".join(map(self.words, items))
            case Alt(options):
                return self.either(list(map(self.words, options)))
            case Rep(item, least, most):
                return f"(?:{self.words(item)})" + ("?" if most == 1 else f"{{{least},{most}}}")

    def gap(self, most: int) -> str:
        if self.joined:
            return _JOINED_GAP % (most * _LETTERS_A_WORD)
        return f"(?:{self.gap_separator}{_ANY_SIGNED_WORD if self.signed else _ANY_WORD}){{0,{most}}}?"

    def either(self, options: list[str]) -> str:
        """One of ``options``; a separator that opens all of them is looked for once."""
        shared = self.separator if all(option.startswith(self.separator) for option in options) else ""
        return f"{shared}(?:{'|'.join(option[len(shared) :] for option in options)})"

    def part(self, node: Node) -> str:
        """``node`` as a part of a word: no separator before it."""
        match node:
            case Word():
                return self.word(node)
            case Mark():
                return "[ -]?"
            case Shape(name):
                return f"(?{'i' if self.cased and name not in CASED else ''}:{self.shape(name)})"
            case Ref(name):
                return self.part(self.lists.tree(name))
            case Glue(items):
                return "".join(map(self.part, items))
            case Seq(items):
                return self.separator.join(map(self.part, items))
            case Alt(options):
                return "(?:" + "|".join(map(self.part, options)) + ")"
            case Rep(item, least, most):
                return f"(?:{self.part(item)})" + ("?" if most == 1 else f"{{{least},{most}}}")
            case Gap():
                return self.gap(node.most)

    def shape(self, name: str) -> str:
        """The shape ``name``; in a language whose words have signs, so have its names."""
        return SHAPES[name].replace(r"[\w", rf"[\w{SIGNS}") if self.signed else SHAPES[name]

    def word(self, word: Word) -> str:
        pieces = _HYPHENS.split(word.text)  # "-nous" after a bracket: the separator comes first, and nothing before it
        pattern = self.separator.join(re.escape(piece) for at, piece in enumerate(pieces) if piece or not at)
        if word.text == "and":
            pattern = "(?:and|&)"
        pattern = rf"\w*{pattern}" if word.ending else pattern
        pattern = rf"{pattern}\w*" if word.stem else pattern
        return f"(?i:{pattern})" if self.cased else pattern
