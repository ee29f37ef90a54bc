"""Finish the line, finish the box: where a part of it is furniture, the sentences beside it that speak of the site too.

Half a line of a cookie notice is worth nothing. Two voices have to agree: the sentence stands in one line with one that
is surely of a box, or between two lines that are, and it names what belongs to the site (its letter, its terms, the
reader's account) as the site does: to "you", from "us". An article about newsletters has their words, and tells of others.
"""

from __future__ import annotations

from collections.abc import Iterator
from re import Pattern

from cleanr.findings.evidence import Evidence, scores_of
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import Rule, line_rule
from cleanr.structure.lines.captionwords import REPORTING_VERBS
from cleanr.structure.lines.titles import is_furniture
from cleanr.structure.lines.wholelines import SURE, line_match, sure_categories
from cleanr.text.document import Line
from cleanr.text.edits import Span
from cleanr.text.late import late_re

_BOXES = (
    "paywall", "newsletter", "cookie", "comments", "legal", "affiliate", "promo", "follow", "notice", "footer", "ad",
)  # fmt: skip
_CLOSED = frozenset(_BOXES) - {"ad"}  # an advertisement stands between any two paragraphs
_OWN = late_re(
    r"\b(?:(?:e-?)?newsletters?|your e-?mail|e-?mail (?:updates|notifications|correspondence|alerts|will)|inbox|subscri(?:bed?|bers?|ptions?)|members?|membership|account|articles?|stories"
    r"|our (?:site|website|pages?|reporting|journalism|work|coverage|app|podcasts?|events?|community|team|experts?|editors?"
    r"|reporters?|writers?|journalists?|statement|polic(?:y|ies)|terms|guidelines)|this (?:site|website|page|content|service)"
    r"|privacy|cookies?|terms|polic(?:y|ies)|guidelines|opt[ -]?out|unsubscribe|at any time|advertis(?:ing|ements?|ers?)|ads"
    r"|commissions?|comments?|moderat(?:ed|ion|ors?)|how we (?:test|rate|review|work|make|choose|pick)|ethics|find out more"
    r"|learn more|click here|read more|for more information|journalism|daily news|top stories|headlines"
    r"|virtual events|reporting we do|help us|support us|magazine"
    r"|datenschutz\w*|nutzungsbedingungen|abmelden|jederzeit|netiquette|leserkommentar\w*|unser\w* (?:seite|redaktion|angebot)"
    r"|confidentialité|désabonner|désinscrire|à tout moment|notre (?:site|rédaction)|boîte mail|privacidad|en cualquier momento"
    r"|tu (?:cuenta|suscripción)|boletín|informativa|in qualsiasi momento|nieuwsbrief|afmelden|op elk moment|privacidade)\b|@\w"
)
_ADDRESSED = late_re(
    r"\b(?:you|your|yours|we|us|our|ours|sie|ihr\w*|wir|uns|unser\w*|vous|votre|vos|nous|notre|nos|tu|tus|te|usted|nuestr\w+"
    r"|nosotros|noi|nostr\w+|tuo|tua|voi|je|jouw|uw|wij|we|ons|onze|você|seu|sua|nosso|nossa|du|dig|din|vi|vår\w*|vores)\b"
)
_TO_READER = late_re(  # "we" alone may be those that the article is about
    r"\b(?:you|your|yours|sie|ihre?n?|vous|votre|vos|tu|tus|te|usted|tuo|tua|voi|je|jouw|uw|você|seu|sua|du|dig|din)\b"
)
_ONCE = late_re(r"\byou (?:asked|wrote|told|said|gave|came|went|had|were|did|wanted|made|saw|took|sent|found|used)\b")  # who tells
_LONGEST_LINE = 140  # words
_MOST_SENTENCES = 16  # of a line; one of more is the text itself
_LONGEST = 40  # words of a sentence
_BETWEEN = 40  # words of a line between two of a box


def _line_rule(category: str, start: str, rest: str) -> Rule:
    @line_rule(
        f"finish.{category}-line",
        on=(category,),
        category=category,
        strength="strong",
        language="any",
        summary=f"A sentence that speaks of the site, on one line with one that is surely {category}.",
        why="Boxes are said in several sentences, and not each of them has words that give it away alone.",
        examples=(
            f"""
              | The council met on Monday, and the traders had been waiting in the hall since the morning.
              | {start} ⟦{category}: {rest}⟧
""",
        ),
        counterexamples=(
            f"""
              | The council met on Monday, and the traders had been waiting in the hall since the morning.
              | {start} The clerk read the minutes aloud from the steps.
""",
            f"""
              | The council met on Monday, and the traders had been waiting in the hall since the morning.
              | {start} You asked for our magazine in print.
""",
        ),
    )
    def finish_line(line: Line, evidence: Evidence) -> Iterator[Match]:
        if (
            not 1 < len(line.sentences) <= _MOST_SENTENCES
            or line.words > _LONGEST_LINE
            or '"' in line.folded
            or "](" in line.text
        ):
            return
        rest = [sentence for sentence in line.sentences if not _is_sure(sentence, line, evidence, _BOXES)]
        known = any(_is_sure(sentence, line, evidence, (category,)) for sentence in line.sentences)
        if known and all(_speaks_of_site(sentence, line, _TO_READER) for sentence in rest):
            for sentence in rest:
                yield Match(sentence, "speaks of the site, as a sentence beside it does")

    return finish_line


def _between_rule(category: str, start: str, rest: str) -> Rule:
    @line_rule(
        f"finish.{category}-between",
        on=(category,),
        category=category,
        strength="moderate",
        language="any",
        summary=f"A line that speaks of the site, under one that is surely {category}, and above one of a box.",
        why="Boxes come in pieces; what stands between two of them and speaks of the site belongs to them.",
        examples=(
            f"""
              | The council met on Monday, and the traders had been waiting in the hall since the morning.
              | {start}
{category:<14}| {rest}
              | By signing up you agree to our privacy policy.
""",
        ),
        counterexamples=(
            f"""
              | The council met on Monday, and the traders had been waiting in the hall since the morning.
              | {start}
              | The clerk read the minutes aloud from the steps.
              | By signing up you agree to our privacy policy.
""",
            f"""
              | {start}
              | Some 4,000 people left the council's newsletter, which is printed four times a year, at any time they liked.
              | {start}
""",
        ),
    )
    def finish_box(line: Line, evidence: Evidence) -> Iterator[Match]:
        between = line.after
        below = between.after if between else None
        if between is None or below is None or is_furniture(between, evidence) or between.words > _BETWEEN:
            return
        boxed = category in sure_categories(line, evidence) and not sure_categories(below, evidence).isdisjoint(_CLOSED)
        if boxed and '"' not in between.folded and _speaks_of_site(between.core, between, _ADDRESSED):
            yield line_match(between, "speaks of the site, between two lines of boxes")

    return finish_box


def _is_sure(sentence: Span, line: Line, evidence: Evidence, categories: tuple[str, ...]) -> bool:
    over = [f for f in evidence.on(line) if f.start <= sentence.start + 3 and f.end >= sentence.end - 3]
    scores = scores_of(over)
    return any(scores.get(category, 0) >= SURE for category in categories)


def _speaks_of_site(sentence: Span, line: Line, address: Pattern[str]) -> bool:
    """Whether a sentence is about the site, and speaks as the site does: in words of ``address``."""
    folded = line.document.folded[sentence.start : sentence.end]
    addressed = folded.count(" ") < _LONGEST and address.search(folded) is not None
    told = REPORTING_VERBS.search(folded) or _ONCE.search(folded)
    return addressed and _OWN.search(folded) is not None and not told


_STARTS = {
    "paywall": ("Subscribe to continue reading.", "You can cancel your subscription at any time."),
    "newsletter": ("Sign up for our weekly newsletter and get it every Friday.", "Our experts choose what is worth five minutes of your day."),
    "cookie": ("We use cookies to improve your experience on this website.", "You can change this at any time."),
    "comments": ("Please keep your comments civil and on topic.", "You find our community guidelines below."),
    "legal": ("Please read our terms of use before using this site.", "You find our guidelines on the last page."),
    "affiliate": ("We may earn a commission if you buy through our links.", "This is how we choose what we review, and how we test it for you."),
    "promo": ("Support our journalism with a donation.", "Our reporters go wherever you send them."),
    "ad": ("The editors of the Gazette took no part in the writing of this article.", "You see on the last page who our advertisers are."),
}  # fmt: skip
(
    paywall_line, newsletter_line, cookie_line, comments_line, legal_line, affiliate_line, promo_line, ad_line,
) = (_line_rule(category, *texts) for category, texts in _STARTS.items())  # fmt: skip
(
    paywall_between, newsletter_between, cookie_between, comments_between, legal_between, affiliate_between, promo_between,
) = (_between_rule(category, *texts) for category, texts in _STARTS.items() if category != "ad")  # fmt: skip
