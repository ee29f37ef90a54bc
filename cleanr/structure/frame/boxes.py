"""Boxes: what stands under a prompt, or between two lines of one box."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.labels import is_label, is_weak_label
from cleanr.rulebook.rule import Rule, Strength, block_rule
from cleanr.text.document import Document, Line
from cleanr.text.edits import Span
from cleanr.text.late import late_re

_MOST_BENEFITS = 12
_LONGEST_BENEFIT = 30  # words
_BESIDE = 3  # lines from one that surely is of a box to one that may be
_BENEFIT = late_re(
    r"\b(?:access|ads?|ad-free|newsletters?|exclusive|unlimited|cancel|support|subscribers?|subscriptions?|digital|stories|articles|apps?|"
    r"puzzles?|crosswords?|archives?|podcasts?|events?|comment|journalism|print|e-?paper|devices?|premium|members?|videos?)\b"
)

_BOX = """\
              | The council votes on Monday, and the clerk has said that the result will be read from the steps of the hall.
paywall       | Subscribe to continue reading
paywall       |   • Unlimited access to every story
paywall       |   • No ads within stories
paywall       |   • The Tide, our weekly newsletter
paywall       |     Support the Coastal Press
"""


@block_rule(
    "paywall.benefits",
    category="paywall",
    language="en",
    strength="strong",
    needs=("paywall",),
    summary="The list of what a subscription brings, right under a paywall prompt.",
    why="The bullets have no words of their own that give them away; their place does.",
    examples=(_BOX,),
    counterexamples=(
        """\
paywall       | Subscribe to continue reading
              | • The pier closes on Monday.
              | • The wall is to be raised by a metre.
""",
        """\
              | The council will spend the money on three things:
              | • Access to the pier
              | • Digital maps
""",
    ),
)
def benefits(_: Document, evidence: Evidence) -> Iterator[Match]:
    for prompt in evidence.lines("paywall"):
        if evidence.is_likely(prompt, "paywall"):
            items = list(_items_under(prompt, evidence))
            if any(_BENEFIT.search(item.folded) for item in items):
                yield from (Match(Span(item.start, item.end), "a benefit under a paywall prompt") for item in items)


def _items_under(prompt: Line, evidence: Evidence) -> Iterator[Line]:
    """The bullets right under a prompt, and what is indented under a bullet."""
    bullet: Line | None = None
    line = prompt.after
    for _ in range(_MOST_BENEFITS):
        if line is None or (evidence.is_likely(line, "paywall") and not line.bulleted):
            return
        if line.bulleted and line.words <= _LONGEST_BENEFIT:
            bullet = line
        elif bullet is None or line.indent <= bullet.indent or line.words > 8:
            return
        yield line
        line = line.after


def _between_rule(category: str, example: str, counterexample: str) -> Rule:
    @block_rule(
        f"{category}.between",
        category=category,
        language="any",
        strength="strong",
        needs=(category,),
        summary=f"A short line between two lines of one {category} box.",
        why="Boxes come in pieces; what stands between two of them belongs to the box.",
        examples=(example,),
        counterexamples=(counterexample,),
    )
    def between(_: Document, evidence: Evidence) -> Iterator[Match]:
        for above in evidence.lines(category):
            line = above.after
            below = line.after if line else None
            if line and below and _is_box_line(line, evidence) and all(evidence.is_likely(end, category) for end in (above, below)):
                yield Match(Span(line.start, line.end), f"stands between two lines of a {category} box")

    return between


def _is_box_line(line: Line, evidence: Evidence) -> bool:
    """A sentence between two sign-ups may be the article's; what has no full stop is not."""
    return line.words <= 20 and not line.ends_sentence and not line.row and not evidence.claimed(line) and '"' not in line.folded


newsletter_between = _between_rule(
    "newsletter",
    """\
newsletter    | Sign up for our newsletter
newsletter    | The Tide: the coast in five minutes, every Friday
newsletter    | Subscribe to our newsletter
""",
    """\
newsletter    | Sign up for our newsletter
              | The harbour opened in 1904 and has been dredged twice since, at a cost that the council would rather forget by now.
newsletter    | Subscribe to our newsletter
""",
)


def _beside_rule(category: str, why: str, example: str, *counterexamples: str, fewest: int = 1) -> Rule:
    """A rule that asks for ``fewest`` labels of the box, or for one sentence."""

    @block_rule(
        f"box.beside-{category}",
        category=category,
        language="any",
        strength="moderate",
        needs=(category,),
        summary=f"A line that may be of a {category} box, beside one that is, or with only its like between.",
        why=why,
        examples=(example,),
        counterexamples=counterexamples,
    )
    def beside(_: Document, evidence: Evidence) -> Iterator[Match]:
        for line in evidence.lines(category):
            if 0 < evidence.score(line, category) < Strength.STRONG.weight:
                prompts = [one for one in _box_around(line, category, evidence) if _is_prompt(one, category, evidence)]
                if len(prompts) >= fewest or any(_is_said_in_words(one, category, evidence) for one in prompts):
                    yield Match(Span(line.start, line.end), f'beside "{prompts[0].text[:40]}"')

    return beside


def _box_around(line: Line, category: str, evidence: Evidence) -> Iterator[Line]:
    """The lines above and below that are of ``category`` or may be, with no other between."""
    for up in (True, False):
        other = line.before if up else line.after
        for _ in range(_BESIDE):
            if other is None or evidence.score(other, category) <= 0:
                break
            yield other
            other = other.before if up else other.after


def _is_prompt(line: Line, category: str, evidence: Evidence) -> bool:
    """Whether a line surely is of ``category``, and says so in more than a noun, which may head a section as well."""
    sure = evidence.score(line, category) >= Strength.STRONG.weight and line.core_words > 1
    return sure and any(f.category == category and not is_weak_label(f.rule) for f in evidence.on(line))


def _is_said_in_words(line: Line, category: str, evidence: Evidence) -> bool:
    """Whether the rules know a line by a sentence, not as a label, such as "Cancel anytime", which others have as well."""
    found = [f for f in evidence.on(line) if f.category == category and f.weight > 0]
    return any(not is_label(f.rule) and not f.rule.split(".")[1].startswith("label") for f in found)


beside_paywall = _beside_rule(
    "paywall",
    "A price alone may be news; a price under a prompt to subscribe is an offer.",
    """\
              | The council votes on Monday, and the clerk has said that the result will be read from the steps of the hall.
paywall       | Subscribe to continue reading
paywall       | Only £1 for 6 months
""",
    """\
              | The council votes on Monday, and the clerk has said that the result will be read from the steps of the hall.
              | £1 a month for 6 months
""",
    """\
              | Der Verein bietet seit Januar zwei Tarife an, die sich nur in den Zeiten unterscheiden.
              | Abonnement
              | Abends: 29 Euro pro Monat
              | Jederzeit kündbar
              | Kinder zahlen die Hälfte, und wer im Chor singt, bekommt die Sauna geschenkt.
""",
    fewest=2,
)
beside_newsletter = _beside_rule(
    "newsletter",
    "What comes each morning may be news of a dairy; under the heading of a newsletter it is what the letter brings.",
    """\
              | Der Rat stimmt am Montag ab, und das Ergebnis wird von den Stufen verlesen, sagt er.
newsletter    | Newsletter abonnieren
newsletter    | Erhalten Sie jeden Morgen das Wichtigste aus dem Hafen.
""",
    """\
              | Der Rat stimmt am Montag ab, und das Ergebnis wird von den Stufen verlesen, sagt er.
              | Erhalten Sie jeden Morgen das Wichtigste aus dem Hafen.
""",
    """\
              | So richten Sie den Versand ein: Legen Sie zuerst eine Liste an und prüfen Sie die Adressen.
              | Newsletter
              | Erhalten Sie jeden Morgen das Wichtigste aus dem Archiv, sollten Sie den Filter ändern.
              | Der Rest der Einstellungen bleibt, wie er ist, und muss nicht angefasst werden.
""",
)
beside_comments = _beside_rule(
    "comments",
    "Rules for a debate may be an article's; under the button that opens it they are the site's.",
    """\
              | De raad stemt maandag, en de uitslag wordt van het bordes voorgelezen, zei de griffier van de gemeente.
comments      | Schrijf een reactie
comments      | Lees hier onze huisregels.
""",
    """\
              | De raad stemt maandag, en de uitslag wordt van het bordes voorgelezen, zei de griffier van de gemeente.
              | Lees hier onze huisregels.
""",
    """\
              | Zo stelt u het forum in: maak eerst een lijst en controleer de adressen van de leden.
              | Reacties
              | Lees de huisregels voordat u een bericht plaatst.
              | De overige instellingen blijven zoals ze zijn en hoeven niet te worden aangeraakt.
""",
)
beside_cookie = _beside_rule(
    "cookie",
    "A privacy policy may ask for leave as well; under the heading of a window with a film it is the window's.",
    """\
              | Der Rat stimmt am Montag ab, und das Ergebnis wird von den Stufen verlesen, sagt er.
cookie        | Externer Inhalt
cookie        | Für eingebettete Inhalte brauchen wir Ihre Einwilligung.
""",
    """\
              | Der Rat stimmt am Montag ab, und das Ergebnis wird von den Stufen verlesen, sagt er.
              | Für eingebettete Inhalte brauchen wir Ihre Einwilligung.
""",
)
beside_legal = _beside_rule(
    "legal",
    "Terms of use reserve rights as well; at the foot of a page, beside its other small print, the page does.",
    """\
              | Rådet stemmer mandag, og resultatet bliver læst op fra trappen, siger skriveren, når klokken har slået.
legal         | Alt materiale på denne side er omfattet af ophavsretsloven.
legal         | Ansvarshavende chefredaktør
""",
    """\
              | Rådet stemmer mandag, og resultatet bliver læst op fra trappen, siger skriveren, når klokken har slået.
              | Alt materiale på denne side er omfattet af ophavsretsloven.
              | Den, der vil bruge billederne, spørger foreningen, og svaret kommer som regel inden for en uge.
""",
)
