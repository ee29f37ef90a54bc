"""Disclaimers: what a site's lawyer says right after the sentence that gives no advice."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Finding, Match
from cleanr.rulebook.rule import line_rule
from cleanr.structure.lines.captionwords import REPORTING_VERBS
from cleanr.structure.lines.titles import without_language
from cleanr.text.document import Line
from cleanr.text.edits import Span
from cleanr.text.late import late_re

_OPENING = frozenset(("legal.no-advice", "legal.regulated"))
_LONGEST = 200  # words of the line; a longer one is a text that lost its line ends
_LEGAL_TERMS = late_re(
    r"\b(?:(?:legal|medical|financial|investment|tax|professional|any) (?:\w+ ){0,3}?(?:advice|advisers?|advisors?)|advice (?:of|from) (?:a|an|your)"
    r"|consult(?:ing|ation)? (?:a|an|your|with)|(?:should|must|not|any) (?:\w+ ){0,2}?(?:rely|relied|reliance)|not (?:be )?(?:held )?(?:liable|responsible)"
    r"|(?:no|any) liability|warrant(?:y|ies)|(?:accuracy|completeness)[^.]{0,60} (?:information|contents?|site|website)|substitute for|endorsement"
    r"|construed|your own research|(?:informational|educational) purposes|sources believed|should not replace)\b"
)


@line_rule(
    "legal.goes-on",
    on=("legal",),
    category="legal",
    strength="strong",
    language="en",
    summary="The sentences right after a disclaimer that go on in the lawyer's words.",
    why="A disclaimer is a paragraph; its later sentences send the reader to a doctor or an adviser, as articles do too.",
    examples=(
        """\
              | The information on this site is not legal advice. ⟦legal: It should not be relied on.⟧ ⟦legal: Please consult a lawyer.⟧
""",
    ),
    counterexamples=(
        """\
              | Please consult a lawyer before you buy a boat.
""",
        """\
              | ⟦legal: The information on this site is not legal advice.⟧ The ferry leaves at nine. Please consult the table.
""",
        """\
              | ⟦legal: The information on this site is not legal advice.⟧ The council will consult the union. The owner is liable for it.
""",
        """\
              | ⟦legal: The information on this site is not legal advice.⟧ “Please consult a lawyer,” she said.
""",
    ),
)
def goes_on(line: Line, evidence: Evidence) -> Iterator[Match]:
    openings = [f for f in evidence.on(line) if without_language(f.rule) in _OPENING]
    if not openings or line.words > _LONGEST:
        return
    covered = False
    for sentence in line.sentences:
        if any(_covers(f, sentence) for f in openings):
            covered = True
        elif covered and (covered := _is_legal(line, sentence)):
            yield Match(sentence, "goes on from a disclaimer in its words")


def _covers(opening: Finding, sentence: Span) -> bool:
    return opening.start <= sentence.start + 2 and opening.end >= sentence.end - 2


def _is_legal(line: Line, sentence: Span) -> bool:
    folded = line.document.folded[sentence.start : sentence.end]
    return _LEGAL_TERMS.search(folded) is not None and not REPORTING_VERBS.search(folded)
