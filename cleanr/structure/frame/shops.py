"""Shops: cards of things to buy: a name, a price, the shop and a button, on lines of their own."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence, cached_once
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.forms import PRICE, lines_like
from cleanr.structure.lines.runs import runs_around
from cleanr.structure.lines.wholelines import line_match
from cleanr.text.document import Document, Line, cached_by_line
from cleanr.text.late import late_re
from cleanr.text.shortlines import Signs, short_lines_with

_SHOP = r"[\w.'&+ -]{2,30}"
# What only a card says: a price at a shop, a button that leads to one.
_SELLS = late_re(
    rf"(?:now |from |only |just )?{PRICE}(?:,? (?:at|from|on|@|bei|chez|en|su|bij|via) |,? ?[|•·-] ?){_SHOP}|{_SHOP} ?[|•·:-]? ?{PRICE} ?(?:at|from|on) {_SHOP}"
    rf"|(?:buy|shop|order|get|view|see|check|find|compare|grab)(?: it| this| the| yours| them)?(?: latest| best| current)?"
    rf"(?: now| online| here| deal| deals| offer| price| prices| product| details)?(?:,? (?:at|on|from|for|via|@) {_SHOP}| now| here| deal| deals| offer| price| prices| it)"
    rf"(?:,? (?:at|on|from) {_SHOP})?(?: ?\(?{PRICE}\)?)?"
    rf"|{PRICE} (?:buy|shop|order)(?: it)?(?: now)?|add to (?:cart|basket|bag|wish ?list)|(?:buy|shop)(?: now)?|learn more|view product|view at {_SHOP}"
    r"|(?:jetzt |hier )?(?:kaufen|bestellen)(?: bei .{2,30})?|zum (?:angebot|shop|deal|produkt)|preis prüfen|in den warenkorb"
    r"|(?:j'achète|acheter|voir (?:le prix|l'offre|le produit|le deal)|ajouter au panier|commander)(?: .{2,30})?"
    r"|(?:comprar|ver (?:el |la )?(?:precio|oferta)|añadir al carrito|compra ora|acquista(?: ora)?|vedi (?:prezzo|offerta)|comprar agora)(?: .{2,30})?"
)
_PRICED = late_re(PRICE)
_COSTS = late_re(
    rf"(?:now|was|from|price|rrp|msrp|list price|our price|sale|only|just|save|ab|dès|desde|da|vanaf|uvp|statt|prix|precio|prezzo|preis)?:? ?{PRICE}"
    rf"(?:[ ,/|•·(]*(?:now|was|from|rrp|msrp|save|off|statt|before|instead of)?:? ?{PRICE}\)?){{0,2}}(?:[ ,/|•·(-]*(?:save )?-?\d{{1,2}} ?% ?(?:off)?\)?)?"
    rf"(?: ?\(?(?:save )?{PRICE} ?(?:off)?\)?)?(?: (?:delivered|with prime|free shipping|incl\. .{{2,10}}))?"
    rf"|(?:now |save )?(?:up to )?-?\d{{1,2}} ?% ?(?:off|discount|rabatt)?|save {PRICE}(?: \(\d{{1,2}}%\))?"
)
_RATES = late_re(
    r"[★☆⭐✩✭ ]{3,12} ?\(?[\d.,]+k?\)?(?: reviews?| ratings?)?|(?:rating:? ?)?\d(?:[.,]\d)? ?(?:/|out of|von|sur|de|su) ?(?:5|10)(?: stars?)?(?: ?\([\d.,k]+.{0,12}\))?"
    r"|\(?[\d.,]+k? (?:customer )?(?:reviews?|ratings?)\)?|in stock|out of stock|free (?:shipping|delivery|returns)|best (?:seller|price|overall|budget|value)|prime|today's best deals"
    r"|(?:amazon|walmart|target|best buy|ebay|etsy|argos|john lewis|currys|very|asos|nordstrom|macy's|wayfair|boots|tesco|otto|mediamarkt|saturn|zalando|fnac|darty|cdiscount)"
)
_PRICE_SIGNS = Signs(*"$£€₹¥%₽", "eur", "usd", "zł", "kr", "руб")
_BUYING = Signs("buy ", "shop it", "shop now", "shop the look", "get it", "order ")
_BUYS = late_re(
    rf"(?:buy|order|get) (?P<what>\S.{{2,60}}) (?:from|at|on) {_SHOP}|(?:shop (?:it|now|the look)|get it|buy it)(?: here)?: ?.{{3,60}}{PRICE}.{{0,40}}"
)
_NAME = 14  # words of the longest name of a thing
_FEWEST = 2


@cached_by_line
def _kind(line: Line) -> str:
    """What a line of a card says: what the thing ``costs``, how it ``rates``, who ``sells`` it; nothing of other lines."""
    folded = line.folded_core
    if line.words > 12 or line.row:
        return ""
    kinds = (("costs", _COSTS), ("rates", _RATES), ("sells", _SELLS))
    return next((kind for kind, form in kinds if form.fullmatch(folded)), "")


@cached_once
def cards(document: Document, evidence: Evidence) -> list[list[Line]]:  # noqa: ARG001
    """Return the cards of things to buy, each with the lines that say the price, the rating and the shop."""
    priced = (line for line in short_lines_with(document, _PRICE_SIGNS) if line.has_figure)
    return [run for run in runs_around(priced, _kind) if _sells(run)]


def _sells(run: list[Line]) -> bool:
    """Whether a run of lines of a card says where the thing is sold, and at what price."""
    sells = [line for line in run if _kind(line) == "sells"]
    priced = len(run) >= _FEWEST and any(_PRICED.match(line.folded_core) for line in sells)
    return bool(sells) and (priced or any(_kind(line) == "costs" for line in run))


@block_rule(
    "shop.card",
    category="affiliate",
    strength="moderate",
    signs="$£€₹¥%(",
    summary="A card of a thing to buy: its price or rating, and under it the button that leads to a shop.",
    examples=(
        """
              | The lamp on the pier has been dark since the storm, and the owners bring their own when they come in at night.
              | Northfield Storm Lantern
affiliate     | £24.99
affiliate     | Buy now at Quay Stores
              | Nobody has yet said who is to mend it, and the gulls have taken no side in the matter so far.
""",
        """
              | The lamp on the pier has been dark since the storm, and the owners bring their own when they come in at night.
              | Northfield Storm Lantern
affiliate     | 4.5 out of 5 (1,204 reviews)
affiliate     | $19.99 $29.99 33% off
affiliate     | View deal
""",
    ),
    counterexamples=(
        """
              | The kitchen on the pier opens at noon, and on most days the list on the wall is short:
              | Soup of the day
              | £4.50
              | Herring
              | £9.00
""",
        """
              | The lantern is bright, and it floats, but its handle comes off when you need it most, as we found at sea.
              | ★★★★☆
              | Check price at Quay Stores
""",
        """
              | To pay for the mooring, open the page of the trust and choose your boat and the nights you want.
              | Buy now
              | The page shows a number, which you write on a slip of paper and hang on the mast.
""",
    ),
)
def shop_card(document: Document, evidence: Evidence) -> Iterator[Match]:
    for card in cards(document, evidence):
        for line in card:
            yield line_match(line, "on the card of a thing to buy")


@block_rule(
    "shop.buttons",
    category="affiliate",
    strength="moderate",
    words=_BUYING,
    summary='"Buy it from one shop", "Buy it from another", under each other; or a thing, its price and a shop in one line.',
    examples=(
        """
              | The lamp on the pier has been dark since the storm, and the owners bring their own when they come in at night.
affiliate     | Buy Northfield Lantern from Quay Stores
affiliate     | Buy Northfield Lantern from Strand Supply
affiliate     | Shop it: Northfield Lantern, $24.99, quaystores.com
              | Nobody has yet said who is to mend it, and the gulls have taken no side in the matter so far.
""",
    ),
    counterexamples=(
        """
              | To pay for the mooring, open the page of the trust and choose your boat and the nights you want.
              | Buy a ticket from the clerk
              | The page shows a number, which you write on a slip of paper and hang on the mast.
""",
    ),
)
def buttons(document: Document, evidence: Evidence) -> Iterator[Match]:
    lines = lines_like(short_lines_with(document, _BUYING), _BUYS)
    known = [(line, found["what"]) for line in lines if (found := _BUYS.fullmatch(line.folded_core)) and not line.row]
    things = [what for _, what in known]
    for line, what in known:
        if (_PRICED.search(line.folded) or things.count(what) >= _FEWEST) and not evidence.claimed(line):
            yield line_match(line, "leads to a shop")


@block_rule(
    "shop.name",
    category="affiliate",
    strength="moderate",
    near=cards,
    summary="The name of the thing above its price and the button that leads to a shop.",
    why="A guide of things to buy has it as the heading of what it says of the thing, so it is tagged, and stays.",
    examples=(
        """
              | The lamp on the pier has been dark since the storm, and the owners bring their own when they come in at night.
affiliate     | Northfield Storm Lantern
affiliate     | £24.99
affiliate     | Buy now at Quay Stores
""",
    ),
    counterexamples=(
        """
              | The lamp on the pier has been dark since the storm, and the owners bring their own when they come in at night.
              | £24.99
              | Buy now at Quay Stores
""",
    ),
)
def shop_name(document: Document, evidence: Evidence) -> Iterator[Match]:
    for card in cards(document, evidence):
        for line in _name_of(card, evidence):
            yield line_match(line, "names the thing that a card sells")


def _name_of(card: list[Line], evidence: Evidence) -> list[Line]:
    """The line above a card that names the thing: it stands right below a paragraph, or below furniture."""
    name = card[0].before
    if name is None or name.words > _NAME or name.prose or name.text.endswith((":", ".")) or "," in name.text:
        return []
    above = name.before
    return [name] if above and (above.prose or evidence.claimed(above)) else []
