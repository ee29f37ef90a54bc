"""Texts to try cleanr on: documents built of real-looking prose and real-looking furniture, and plain noise.

A built document is a list of pieces, each of a known kind, laid out in one of many ways (lines, blank lines, CRLF,
U+2028, one flattened line, no space at all between sentences), so that a test can ask what became of each piece.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Sequence
from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from cleanr.rulebook.gutter import parse
from cleanr.rulebook.rule import Rule
from cleanr.settings.rules import ruleset

ALL = ruleset()

# --- prose: sentences that belong to an article wherever they stand -------------------------------------------------

REPORTED = (
    "The council voted on Monday to keep the harbour open through the winter, despite a shortfall of £4.1m.",
    "Ministers said the plan would be put to parliament before the end of the month, but gave no date.",
    "A spokesman for the port authority said that no decision had been taken about the older of the two cranes.",
    "Residents who spoke to the inquiry described water up to the window sills and a night without any power.",
    "The company, which employs 2,300 people in the valley, declined to say how many posts would go.",
    "Prosecutors allege that the two men met in a hotel near the airport on three occasions in March.",
    "Dr. Okafor, who led the study at the university, said the result had surprised everyone on her team.",
    "The bank raised its forecast for growth to 1.8% from 1.5%, its second revision in as many quarters.",
    "Mr. Lindqvist told the court that he had never seen the letter before it was read out in evidence.",
    "Police said on Thursday that a 34-year-old man had been arrested and was being held for questioning.",
    "Gen. Abara and Sen. Whitlock met for two hours at 9 a.m. on Tuesday, according to people briefed on the talks.",
    "The U.S. delegation left early, and the talks in St. Moritz ended without the statement that had been promised.",
)
DESCRIPTION = (
    "The road climbs through pines for an hour before the first roofs of the village come into sight.",
    "On the table lay a map, a pair of reading glasses and the remains of somebody's breakfast.",
    "Rain had fallen since dawn, and the market square was empty but for a man folding up an awning.",
    "Inside, the walls are painted the green of old hospitals, and every footstep comes back as an echo.",
    "Behind the church a path leads down between allotments to the mill pond, where the boats are kept.",
    "The orchestra began slowly, almost carelessly, and then the violas found the theme and held on to it.",
    "It is a small car by the standards of today, and it is all the better for that on these narrow lanes.",
    "Nobody could remember who had planted the walnut tree, only that it had always dropped its fruit too early.",
)
DIALOGUE = (
    "“I never asked for any of this,” she said, and put the kettle back on the stove without filling it.",
    '"We were told to wait in the car," said Arthur, "and so we waited in the car until it was light."',
    "“No,” said the woman with the dog, who had not been listening, “it is the other door that sticks in winter.”",
    "'You'll want the ten o'clock,' the guard told him, 'and you'll want to run, because it never waits.'",
    "“Sign here, and here,” the clerk said, turning the page around, “and then once more at the very bottom.”",
    "When I asked her what came next, she laughed and said: “Whatever comes next, I hope it comes with lunch.”",
)
FIGURES = (
    "Turnover rose 12.5% to €3.4bn in the year to 31 March 2021, from €3.02bn in the twelve months before.",
    "Of the 1,204 ballots cast in the first round, 611 were for the motion, 580 against and 13 were spoilt.",
    "The probe flew past at 7.42 p.m. on 3 June, some 2,100 km above the surface, and sent back 48 images.",
    "At 1.93 m and 96 kg he was the heaviest man ever to win the race, and at 38 the oldest as well.",
    "Add 250 g of flour, 1.5 tsp of salt and the warm milk, and knead the dough for about ten minutes.",
)
LOOKALIKES = (
    "Some 4,000 residents declined to sign up for the council's newsletter, which is printed four times a year.",
    "The newspaper put its articles behind a paywall in 2011 and lost half of its readers within two years.",
    "He took the photograph from the pier at dusk, with a camera that he had borrowed from his brother.",
    "Readers were asked to share their memories of the strike, and more than nine hundred of them wrote in.",
    "The advertisement, which ran for six weeks in the spring, claimed that the soap would cure a cold.",
    "She follows the story of three families who subscribe to the idea that land cannot be owned by anyone.",
    "Cookies are small files that a site leaves on your computer, and the new law says that it must ask first.",
    "The film is based on a podcast about a newsletter, which tells you something about how films are made now.",
    "All rights to the song were reserved to the widow, the judge ruled, and the label would have to pay her.",
    "The gallery shows 3 of the 12 panels, and one of them has not been seen in public since the war ended.",
    "By the time the reporter from the agency came, the related claims had already been thrown out of court.",
    "Getty, who was a collector before he was anything else, bought the bronze in Naples for a few hundred lire.",
)
ELSEWHERE = (
    "Der Stadtrat hat am Montag beschlossen, den Hafen trotz der hohen Kosten auch im Winter offen zu halten.",
    "Le conseil municipal a voté lundi soir le maintien de la ligne de bus, malgré l’opposition de trois élus.",
    "El ayuntamiento aprobó el lunes la reforma del puerto, que costará más de cuatro millones de euros.",
    "La giunta ha approvato lunedì il piano per il porto, che resterà aperto per tutto l'inverno.",
    "Rada miejska zdecydowała w poniedziałek, że port pozostanie otwarty przez całą zimę mimo wysokich kosztów.",
    "Городской совет в понедельник решил оставить порт открытым на всю зиму, несмотря на нехватку денег.",
    "Το δημοτικό συμβούλιο αποφάσισε τη Δευτέρα να μείνει το λιμάνι ανοιχτό και τον χειμώνα.",
    "İstanbul’da belediye meclisi pazartesi günü limanın kış boyunca açık kalmasına karar verdi.",
    "قرر مجلس المدينة يوم الاثنين إبقاء الميناء مفتوحا طوال فصل الشتاء رغم نقص الأموال.",
    "می‌خواهم بدانم چرا بندر در زمستان باز می‌ماند، در حالی که شهر پولی برای این کار ندارد.",
    "नगर परिषद ने सोमवार को फ़ैसला किया कि बंदरगाह सर्दियों में भी खुला रहेगा, भले ही लागत अधिक हो।",
    "市議会は月曜日、費用が膨らんでいるにもかかわらず、冬の間も港を開けておくことを決めた。関係者によると、工事は来春に始まる。",
    "市议会周一投票决定，尽管资金短缺，港口在整个冬季仍将保持开放，工程预计明年春天开始。",
    "시의회는 월요일 비용이 늘었음에도 불구하고 겨울 내내 항구를 열어 두기로 결정했다고 밝혔다.",
)
SENTENCES = (*REPORTED, *DESCRIPTION, *DIALOGUE, *FIGURES, *LOOKALIKES, *ELSEWHERE)

# --- other parts of articles ----------------------------------------------------------------------------------------

HEADINGS = (
    "The harbour in winter", "What the inquiry heard", "A second ballot", "Ingredients", "HOW IT BEGAN", "Chapter 3",
    "## Method", "Why it matters", "1. The first night", "Die Vorgeschichte", "結論",
)  # fmt: skip
VERSE = (
    "The tide came in without a sound\nand took the letters from the sand,",
    "O western wind, when wilt thou blow,\nThe small rain down can rain?",
    "    We walked, and the road walked with us,\n    grey as a dog, and as patient.",
)
LISTS = (
    "* two large onions\n* a pinch of saffron\n* 200 ml of stock",
    "1. Turn off the water.\n2. Loosen the nut by hand.\n3. Catch what drips in a bowl.",
    "• Polls open at 7 a.m.\n• 364 seats are up.\n• Three is spoilt.",
    "- 1904: the pier opens\n- 1931: the first fire\n- 1987: the great storm",
)
TABLES = (
    "Team\tPld\tPts\nRovers\t12\t31\nAlbion\t12\t24",
    "| Year | Ships | Tons |\n|------|-------|------|\n| 1904 | 212   | 9800 |",
    "Monday   9.5   11.0\nTuesday  10.1  12.4",
)
CODE = (
    "def area(r):\n    return 3.14159 * r ** 2\n\nprint(area(2))",
    "if (x < 3 && y > 4) {\n\treturn x;\n}",
    "$ grep -rn 'todo' src | wc -l\n42",
)
OTHER = (*HEADINGS, *VERSE, *LISTS, *TABLES, *CODE)

# --- furniture: lines of our own, and the rules' examples ------------------------------------------------------------

FURNITURE = (
    "A pier at dusk. (Photo: Ann Lowe/Coastal Press)",
    "The mayor, left, at the opening of the new bridge on Saturday. Photograph: Ruth Amsel",
    "FILE PHOTO: Containers are stacked at the port of Rotterdam, January 12, 2019. REUTERS/Piet Klaver/File Photo",
    "Image caption The river burst its banks twice in a week",
    "Credit: Jonas Weil",
    "© 2021 Coastal Press. All rights reserved.",
    "1 of 3\nA pier at dusk.\n2 of 3\nThe old lighthouse keeper on his last day.\n3 of 3\nGulls over the fish market.",
    "Next slide\nPrevious slide\nView gallery",
    "Sign up for our newsletter",
    "Sign up for our daily newsletter and get the best of the coast in your inbox.",
    "Enter your email address",
    "Subscribe to continue reading",
    "Already a subscriber? Log in",
    "This article is for subscribers only. Subscribe now for just £1 a week.",
    "You have read 3 of your 5 free articles this month.",
    "Related articles\nHarbour tolls to rise again next year\nFive walks for a wet Sunday\nWhy the old pier stayed",
    "Read more: Harbour tolls to rise again next year",
    "READ ALSO: Five walks for a wet Sunday",
    "You may also like",
    "Share this article",
    "Facebook Twitter WhatsApp Email Print",
    "Share on Facebook\nShare on Twitter\nCopy link",
    "Follow us on Twitter @coastalpress",
    "Advertisement",
    "ADVERTISEMENT - CONTINUE READING BELOW",
    "This post contains affiliate links. We may earn a commission if you buy something.",
    "We use cookies to improve your experience. Accept all",
    "By signing up you agree to our Terms of Use and Privacy Policy.",
    "Comments\nLeave a reply\nYour email address will not be published. Required fields are marked *",
    "Home > News > Local",
    "Skip to main content",
    "Listen to this article\n5 min",
    "Support our journalism. Donate today",
    "Download our app",
    "Please enable JavaScript to view this page.",
    "By Ruth Amsel",
    "Published 12 March 2021, 9:41 am\nLast updated 13 March 2021",
    "Reporting by Ruth Amsel; Editing by Jonas Weil",
    "Ruth Amsel is a reporter for Coastal Press.",
    "Tags: harbour, council, tolls",
    "Correction: An earlier version of this article misstated the year in which the pier opened.",
    "Jetzt unseren Newsletter abonnieren",
    "Lesen Sie auch: Warum der Hafen offen bleibt",
)


def plain(example: str) -> str:
    """The text of a phrase rule's example, without its marks."""
    return re.sub("</?mark>", "", example)


def example_texts(rule: Rule) -> list[str]:
    """The texts of a rule's examples, as a document would hold them."""
    return [parse(e)[0] if rule.structural else plain(e) for e in rule.examples]


EXAMPLES = tuple(sorted({text for rule in ALL.rules for text in example_texts(rule)}))
NEAR_MISSES = tuple(sorted({parse(t)[0] if r.structural else t for r in ALL.rules for t in r.counterexamples}))
LITERALS = ALL.literals or ("sign up",)
WORDS = (
    "sign",
    "up",
    "our",
    "newsletter",
    "photo:",
    "by",
    "more",
    "the",
    "(",
    ")",
    ".",
    "Read",
    "|",
    "1 of 3",
    "@",
    "©",
)

# --- pieces and how they are laid out --------------------------------------------------------------------------------


class Piece(NamedTuple):
    """A part of a document: ``kind`` is prose, other (headings, lists, code …), furniture or noise."""

    kind: str
    text: str


class Built(NamedTuple):
    """A document and where each of its pieces stands in it, half-open."""

    text: str
    pieces: tuple[Piece, ...]
    places: tuple[tuple[int, int], ...]


# What stands between two pieces. `mixed` draws one of all of these for each gap.
JOINERS: dict[str, tuple[str, ...]] = {
    "lines": ("\n",),
    "paragraphs": ("\n\n",),
    "loose": ("\n", "\n\n", "\n\n\n\n", "\n \n", "\n\t\n", " \n"),
    "crlf": ("\r\n", "\r\n\r\n"),
    "unicode": ("\u2028", "\u2029", "\x85", "\x0b", "\r"),
    "flat": (" ", " ", "  ", "\N{NO-BREAK SPACE}"),
    "glued": ("",),
}
WRAPPED = "wrapped"  # the layout in which each piece is hard-wrapped, and quoted, indented or justified
JOINERS["mixed"] = tuple(dict.fromkeys(joiner for joiners in JOINERS.values() for joiner in joiners))
LINED = ("lines", "paragraphs", "loose", "crlf")  # layouts in which each piece has lines of its own

JOINERS[WRAPPED] = ("\n\n",)

BULLETS = ("* ", "- ", "• ", "→ ", "> ", "» ", "#", "## ", "**", "1. ", "\u25b6 ", "📷 ", "\t", "    ")


def _curly(text: str) -> str:
    return text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")


def _nbsp(text: str) -> str:
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _halved(text: str) -> str:
    return text[: len(text) // 2]


DISGUISES: tuple[Callable[[str], str], ...] = (str.upper, str.lower, str.title, _curly, _nbsp, _halved)


def paragraphs() -> SearchStrategy[Piece]:
    """One to three sentences of prose."""
    sentences = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3)
    return sentences.map(lambda chosen: Piece("prose", " ".join(chosen)))


def others() -> SearchStrategy[Piece]:
    """Headings, verse, lists, tables and code."""
    return st.sampled_from(OTHER).map(lambda text: Piece("other", text))


def furniture() -> SearchStrategy[Piece]:
    """Furniture as it is, and with bullets, in capitals, with odd spaces or quotes, or cut in half."""
    texts = st.sampled_from(FURNITURE) | st.sampled_from(EXAMPLES)
    disguised = st.builds(lambda text, disguise: disguise(text), texts, st.sampled_from(DISGUISES))
    bulleted = st.builds(lambda bullet, text: bullet + text, st.sampled_from(BULLETS), texts)
    return (texts | texts | disguised | bulleted).map(lambda text: Piece("furniture", text))


def noise() -> SearchStrategy[Piece]:
    """Near misses: counter-examples, and phrases and words of furniture in any order."""
    words = st.sampled_from(LITERALS) | st.sampled_from(WORDS)
    soup = st.lists(words, min_size=1, max_size=8).map(" ".join)
    return (soup | st.sampled_from(NEAR_MISSES or ("none",))).map(lambda text: Piece("noise", text))


def justified(text: str, width: int) -> str:
    """A paragraph wrapped at ``width``, its right edge made straight with more spaces between words."""
    *full, last = textwrap.wrap(text, width) or [""]
    return "\n".join([*(_stretched(row.split(), width - len(row)) for row in full), last])


def _stretched(words: list[str], more: int) -> str:
    each, over = divmod(more, len(words) - 1) if len(words) > 1 else (0, 0)
    gaps = [" " * (1 + each + (at < over)) for at in range(len(words) - 1)]
    return "".join(word + gap for word, gap in zip(words, [*gaps, ""], strict=True))


def wrapped(text: str, width: int, prefix: str = "", *, straight: bool = False) -> str:
    """``text``, each of its lines a paragraph, hard-wrapped at ``width`` columns with ``prefix`` before each line."""
    room = width - len(prefix)
    rows = [(justified(row, room) if straight else textwrap.fill(row, room)) for row in text.split("\n")]
    return textwrap.indent("\n".join(rows), prefix)


@st.composite
def wrappings(draw: st.DrawFn) -> Callable[[Piece], Piece]:
    """Ways to wrap the pieces of a document: at 40 to 100 columns, as they are, quoted, indented or justified."""
    width, prefix = draw(st.integers(40, 100)), draw(st.sampled_from(["", "", "> ", "> > ", "    "]))
    straight = draw(st.booleans())
    return lambda piece: Piece(piece.kind, wrapped(piece.text, width, prefix, straight=straight))


def lay_out(pieces: Sequence[Piece], gaps: Sequence[str]) -> Built:
    """Join ``pieces`` with ``gaps``: one before each piece and one at the end."""
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    position = 0
    for piece, gap in zip(pieces, gaps, strict=False):
        start = position + len(gap)
        position = start + len(piece.text)
        parts += gap, piece.text
        places.append((start, position))
    return Built("".join([*parts, gaps[-1]]), tuple(pieces), tuple(places))


@st.composite
def built(
    draw: st.DrawFn,
    pieces: SearchStrategy[Piece] | None = None,
    *,
    layouts: Sequence[str] = tuple(JOINERS),
    most: int = 10,
) -> Built:
    """A document of pieces of every kind (or of ``pieces``) in one of ``layouts``."""
    every = paragraphs() | paragraphs() | others() | furniture() | furniture() | noise()
    kinds = every if pieces is None else pieces
    chosen = draw(st.lists(kinds, max_size=most))
    layout = draw(st.sampled_from(layouts))
    if layout == WRAPPED:
        chosen = list(map(draw(wrappings()), chosen))
    joiners = st.sampled_from(JOINERS[layout])
    inner = draw(st.lists(joiners, min_size=max(len(chosen) - 1, 0), max_size=max(len(chosen) - 1, 0)))
    ends = st.sampled_from(["", "", "", "\n", "  ", "\n\n", "\ufeff", "\t"])
    return lay_out(chosen, [draw(ends), *inner, draw(ends)] if chosen else [draw(ends)])


def articles(*, layouts: Sequence[str] = tuple(JOINERS)) -> SearchStrategy[Built]:
    """Documents with nothing but article in them."""
    return built(paragraphs() | paragraphs() | others(), layouts=layouts)


# --- noise in characters ---------------------------------------------------------------------------------------------

BROKEN = (
    "â€™", "â€œ", "â€\x9d", "Ã©", "Ã¼", "Ã\xa0", "Â£", "Â ", "ï»¿", "Ð¿Ñ€Ð¸Ð²ÐµÑ‚", "ÃƒÂ©", "æ\x97¥æ\x9c¬", "&amp;",
    "&amp;amp;", "&lt;", "&nbsp;", "&#39;", "&#x1F600;", "&eacute;", "&EACUTE;", "&amp", "<", ">", "<br>", "\x00",
    "\x07", "\x1b[31m", "\x1b[0m", "\x1b", "\x92", "\x85", "\x80", "\x9f", "\ufeff", "\u200b", "\u200c", "\u200d",
    "\xad", "\ufffd", "\ufffc", "\ud83d", "\ude00", "\ud800", "\udfff", "😀", "\U0001f468\u200d\U0001f469", "ﬁ", "Ａ",
    "e\u0301", "İ", "ı", "ß", "Σ", "ς", "\u202e", "\u2066", "\U000e0041", "\ufff9", "\ufdd0", "\U0010ffff", "\r",
    "\r\n", "\n", "\u2028", "\x0b", "\x0c", "\x1c", " ", "\xa0", "\u3000", "\t", ".", "a", "B", "voil\u00e0",
    "The end. ", "it’s", "“quoted”", "Sign up for our newsletter", "…", "—",
)  # fmt: skip


def broken() -> SearchStrategy[str]:
    """Texts dense in mojibake, entities, controls, lone surrogates and odd line ends."""
    return st.lists(st.sampled_from(BROKEN), max_size=14).map("".join)


def anything() -> SearchStrategy[str]:
    """Any text at all: any characters (lone surrogates and NUL too), dense damage, or damage amid furniture."""
    characters = st.text(st.characters(exclude_categories=()), max_size=60)
    some = st.sampled_from(BROKEN) | st.sampled_from(FURNITURE) | st.sampled_from(LITERALS)
    amid = st.lists(some, max_size=8).map("".join)
    return characters | broken() | amid


def documents() -> SearchStrategy[str]:
    """Built documents, as text."""
    return built().map(lambda document: document.text)


def texts() -> SearchStrategy[str]:
    """Every kind of text that a promise is held against."""
    return documents() | documents() | anything()
