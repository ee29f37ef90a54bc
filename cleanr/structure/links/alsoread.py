"""Also read: the headline of one other story under a label that sends the reader to it, in any language."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.guards.register import register_of
from cleanr.structure.lines.subject import known_share, shares_known_elsewhere
from cleanr.structure.lines.titles import is_title, rules_on
from cleanr.structure.lines.wholelines import line_match
from cleanr.structure.links.headings import ONE_CARD, LinkList, lists_of
from cleanr.text.document import Document, Line

_CARDS = 3  # lines of such a box
_OWN = 0.2  # of the words of a title stand in the paragraph below; more, and it may head that
_KNOWN = 0.5  # of its words stand in any paragraph; more, and it may be a part of the article
_WORDS, _LONG = 6, 45  # words of a headline; characters of one whose words are joined, as in German
_SENTENCE = 6  # words of the shortest paragraph below


@block_rule(
    "lists.also-read-title",
    category="related",
    strength="strong",
    needs=("related",),
    language="any",
    summary='The headline right under "Also read", inside a story that tells what somebody said, in any language.',
    why="It is the card of one other story. A heading of the article says what its paragraph says, and such a line is left.",
    examples=(
        """
              | De raad stemde maandag voor hogere havengelden, zei de voorzitter, en de tarieven gaan in maart in.
              | Lees ook
related       | Waarom de veerponten in Limburg nu verdwijnen
              | Eigenaars van kleine boten zeiden dinsdag dat niemand hun iets had gevraagd, en dat zij naar de rechter gaan.
""",
    ),
    counterexamples=(
        """
              | De raad stemde maandag voor hogere havengelden, zei de voorzitter, en de tarieven gaan in maart in.
              | Lees ook
              | Wat de eigenaars van de boten ervan zeggen
              | Eigenaars van kleine boten zeiden dinsdag dat niemand hun iets had gevraagd, en dat zij naar de rechter gaan.
""",
        """
              | De raad stemde maandag voor hogere havengelden, zei de voorzitter, en de tarieven gaan in maart in.
              | Lees ook
              | Niemand wil betalen
              | Eigenaars van kleine boten zeiden dinsdag dat niemand hun iets had gevraagd, en dat zij naar de rechter gaan.
""",
        """
              | De raad stemde maandag voor hogere havengelden, zei de voorzitter, en de tarieven gaan in maart in.
              | Lees ook
              | Hoe de haven van de stad van eigenaar wisselde
              | 1. De haven werd in 1904 gebouwd.
              | 2. De eigenaar ging failliet.
""",
        """
              | De raad stemde maandag voor hogere havengelden, zei de voorzitter, en de tarieven voor boten gaan in maart in.
              | Lees ook
              | Hogere tarieven in de haven voor alle boten
              | Wie niet kan betalen, moet voor de zomer naar een andere ligplaats zoeken, liet de gemeente dinsdag weten.
""",
    ),
)
def also_read_title(document: Document, evidence: Evidence) -> Iterator[Match]:
    found = [(one.heading, line) for one in lists_of(document, evidence) for line in _titles(one, evidence)]
    register = register_of(document, evidence) if found else None
    if register is None or not register.reports or register.guide:
        return
    shares = shares_known_elsewhere([[line] for _, line in found], document.paragraphs)
    for (heading, line), known in zip(found, shares, strict=True):
        if known <= _KNOWN:
            yield line_match(line, f'a headline under "{heading.text[:40]}"')


def _titles(one: LinkList, evidence: Evidence) -> list[Line]:
    """The titles in a short box, where its last line is one and says nothing of what the paragraph below says."""
    boxed = 0 < len(one.lines) <= _CARDS and rules_on(one.heading, evidence) & ONE_CARD
    if not boxed or one.after is None or one.after.bulleted or not one.after.ends_sentence or one.after.words < _SENTENCE:
        return []
    titles = [line for line in one.lines if is_title(line) and (line.words >= _WORDS or line.length >= _LONG)]
    return titles if one.lines[-1] in titles and known_share(one.lines[-1:], [one.after]) <= _OWN else []
