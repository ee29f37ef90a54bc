"""What a rule is, what it finds, and how far it is to be believed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Finding, Match
from cleanr.rulebook.phrasematcher import PhraseMatcher
from cleanr.rulebook.templatematcher import TemplateMatcher
from cleanr.text.document import Document, Line, cached_by_document
from cleanr.text.edits import Span
from cleanr.text.kernel import standing
from cleanr.text.shortlines import Signs, names, signs_of


class Strength(Enum):
    """How far a rule is to be believed: a promise about what it would remove if it were the only rule.

    ``promise`` is the least share of that which is furniture on labelled text; ``weight`` is the same as a voice in
    the verdict, in decibans: ``10 * log10(promise / (1 - promise))``, rounded.
    """

    CERTAIN = (0.99, 20)
    STRONG = (0.95, 13)
    MODERATE = (0.83, 7)
    WEAK = (0.66, 3)

    def __init__(self, promise: float, weight: int) -> None:
        self.promise = promise
        self.weight = weight


STRENGTHS = {strength.name.lower(): strength for strength in Strength}


StructuralFunction = Callable[[Document, Evidence], Iterable[Match]]
LineFunction = Callable[[Line, Evidence], Iterable[Match]]
_SIGNS: dict[str, None] = {}  # that structural rules ask for, all of them, in their order
Place = Callable[[Document, Evidence], object]  # what it returns is false where there is no such place


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it finds, how far to believe it, how it looks, and its own proof.

    A guard has no ``category``: it speaks for the article, ``against`` the categories it names (against every
    category found at the place when it names none). ``matcher`` is a `TemplateMatcher` or a `PhraseMatcher` (rules
    written as data) or a function of the document and the evidence so far. ``examples`` and
    ``counterexamples`` are texts with the found span in ``<mark>`` (phrase rules) or small documents in the gutter
    format (structural rules).

    A structural rule says what must be there for it to have an answer, and is asked nowhere else: something found for
    one of the categories ``needs``, on ``at_least`` so many lines; one of the folded ``words`` on a short line,
    or in a word there; a short line that says one of the folded ``names`` and nothing else; one of the characters
    ``signs``; a place ``near`` which it looks, worked out once for all rules that look there.
    """

    id: str
    category: str | None
    strength: Strength
    matcher: PhraseMatcher | TemplateMatcher | StructuralFunction
    summary: str
    why: str = ""
    language: str = "en"
    since: str = "0.1"
    status: str = "stable"
    against: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    at_least: int = 1
    words: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    signs: str = ""
    near: Place | None = None
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    known_failures: tuple[str, ...] = ()
    source: str = ""

    @property
    def family(self) -> str:
        return self.id.partition(".")[0]

    @property
    def structural(self) -> bool:
        """Whether it is a function that looks at more than words."""
        return not isinstance(self.matcher, PhraseMatcher | TemplateMatcher)

    @property
    def weight(self) -> int:
        """The rule's voice in decibans. A preview rule speaks as a weak one: it can tag, never strip alone."""
        weight = Strength.WEAK.weight if self.status == "preview" else self.strength.weight
        return weight if self.category else -weight

    @property
    def waits(self) -> bool:
        """Whether a structural rule has to have more than something found for one of the categories it ``needs``."""
        return self.at_least > 1 or bool(self.words or self.names or self.signs or self.near)

    def may_match(self, document: Document, evidence: Evidence) -> bool:
        """Whether all is there that a structural rule has to have to match anything."""
        if self.needs and evidence.present.isdisjoint(self.needs):
            return False
        return (
            (self.at_least == 1 or evidence.has(self.needs, self.at_least))
            and (not self.words or not signs_of(document).keys().isdisjoint(self.words))
            and (not self.names or not names(document).keys().isdisjoint(self.names))
            and (not self.signs or not _signs_of(document).isdisjoint(self.signs))
            and (self.near is None or bool(self.near(document, evidence)))
        )

    def finding(self, span: Span, reason: str, category: str | None = None) -> Finding:
        """Return what this rule says about ``span``; a guard names the ``category`` that it speaks against."""
        return Finding(span.start, span.end, self.id, category or self.category or "", self.weight, reason)

    def findings(self, matches: Iterable[Match]) -> list[Finding]:
        """Return the findings of a rule that is no guard for all its ``matches``."""
        category, weight = self.category or "", self.weight
        return [
            Finding(start, end, self.id, own or category, weight, reason) for (start, end), reason, _, own in matches
        ]


@cached_by_document
def _signs_of(document: Document) -> frozenset[str]:
    """The signs that structural rules ask for, those that stand in the text: one look for all."""
    return frozenset(standing("".join(_SIGNS), document.text))


def block_rule(
    id: str,  # noqa: A002
    *,
    summary: str,
    strength: str = "strong",
    category: str | None = None,
    why: str = "",
    language: str = "any",
    since: str = "0.1",
    status: str = "stable",
    against: tuple[str, ...] = (),
    needs: tuple[str, ...] = (),
    at_least: int = 1,
    words: tuple[str, ...] = (),
    names: frozenset[str] = frozenset(),
    signs: str = "",
    near: Place | None = None,
    examples: tuple[str, ...] = (),
    counterexamples: tuple[str, ...] = (),
    known_failures: tuple[str, ...] = (),
) -> Callable[[StructuralFunction], Rule]:
    """Make a rule of a function that looks at the whole document and yields matches."""

    _SIGNS.update(dict.fromkeys(signs))

    def make(function: StructuralFunction) -> Rule:
        return Rule(
            id, category, STRENGTHS[strength], function, summary, why, language, since, status, against, needs,
            at_least, Signs(*words), names, signs, near, examples, counterexamples, known_failures, function.__module__,
        )  # fmt: skip

    return make


def line_rule(id: str, *, on: tuple[str, ...], **fields: object) -> Callable[[LineFunction], Rule]:  # noqa: A002
    """Make a rule of a function that looks at one line, called for lines with a finding of the categories ``on``."""

    def make(line_function: LineFunction) -> Rule:
        def function(_: Document, evidence: Evidence) -> Iterator[Match]:
            for line in evidence.lines(*on):
                yield from line_function(line, evidence)

        function.__module__, function.__doc__ = line_function.__module__, line_function.__doc__
        return block_rule(id, needs=on, **fields)(function)  # type: ignore[arg-type]

    return make
