"""Shapes: what a template calls by kind, not by word. Each is a pattern that says everything of it once.

Held against folded text, but for the two that only capitals tell, which are held against the text as it is.
"""

from __future__ import annotations

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w&'+-]*"
_SHORT = r"(?:(?:(?<=[\s.(]\w)|(?<=\b(?:Dr|Mr|Ms|St|Jr)))\.)?"  # no name ends here: "Ann M. Lowe", "Dr. Lowe"
_LINK = r"(?:of|the|and|&|for|in|from|on|de|la|van|von|der|del|di|bin|al) "
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|"
    r"januar|jänner|februar|märz|mai|juni|juli|okt(?:ober)?|dez(?:ember)?|"
    r"janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre)\.?"
)
# Names as a credit has them, "A. Lowe/AFP via Getty Images". A full stop is part of one when the name goes on
# ("Bros./NBC") or is an initial; small letters are a site, an agency, a user ("annlowe/Flickr"), or between names.
_UPPER = "".join(char for char in map(chr, range(0x530)) if char.isupper())
_OWNER = (
    rf"[{_UPPER}@][\w'&@*-]*+(?:(?:\.(?=\w| ?[/,|])|(?<=\b\w)\.|(?<=\b[DJS][rt])\.)[\w'&@*-]*+)*+|"
    r"(?:dpa|epd|afp|ddp|ntb|ap|iStock(?:photo)?|picture[ -]alliance|imago|privat[eo]?|pool|"
    r"stock(?:&people)?|\d+)(?!\w)|"
    r"[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|de|at|ch|fr|it|es|nl|uk|pl|cz|ru|ua|hu|ro|bg|gr|tr|jp|kr|vn|id)(?!\w)|"
    rf"[a-z]{{1,9}}[{_UPPER}][\w.'&-]*+|[a-z]\w*+ ?/ ?[{_UPPER}][\w.'&@-]*+"
)
_BETWEEN_NAMES = (
    r"(?:of|the|for|and|on|from|via|through|by|courtesy|w|de|di|da|del|des|du|do|dos|la|le|les|el|al|bin|van|von|vom|"
    r"der|den|af|av|avec|und|og|och|et|en|e|y|für|per|images?)(?!\w)|\([\w/. -]{2,30}\)|"
    r"(?:(?<=/)|(?<=/ ))[a-z][\w-]*+(?= ?[/)]|[^\w\n]*\Z)"
)
# What parts a label from what it names: a colon, a bar or an arrow; or a dash with a space on either side. An arrow
# right behind a word and right before another closes a tag of HTML.
_COLON = r"(?!>[^\s>])[^\S\n]?[)\]*_]{0,3}[^\S\n]?[:：＝|»›→>][^\w\n]{0,8}"
_DASH = r"[^\S\n]-[^\S\n]{1,3}[^\w\s]{0,3}"
# A title begins with a capital or a figure, or ends without a full stop; what does neither is a sentence.
_TITLE = rf"[{_UPPER}\d]|\w(?:[^\n]*\w)?[^\w.!]*(?:\.\.\.)?[^\w.!]*\Z"
_NUMBER = r"\d+(?:[.,]\d+)*(?: ?(?:k|m|million|thousand)(?!\w))?\+?"

SHAPES: dict[str, str] = {
    "Name": rf"{_CAPITAL}(?:{_SHORT} (?:{_LINK})?{_CAPITAL}){{0,5}}",
    "Names": rf"(?:{_OWNER})(?:[ /|,;:+&©-]{{1,5}}(?:{_OWNER}|{_BETWEEN_NAMES})){{0,14}}",
    "NAME": r"[A-Z][A-Z&'-]+(?: [A-Z&'-]+){0,5}",
    "number": _NUMBER,
    "price": r"[a-z]{0,3}[$£€₹¥] ?\d+(?:[.,]\d+)*|\d+(?:[.,]\d+)* ?[$£€₹¥]",
    "date": (
        rf"\d{{1,2}}(?:st|nd|rd|th|er|\.)? {_MONTH},?(?: \d{{4}})?|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,?(?: \d{{4}})?|"
        r"\d{4} ?[年년] ?\d{1,2} ?[月월](?: ?\d{1,2} ?[日일])?|\d{1,2} ?[月월] ?\d{1,2} ?[日일]|"
        r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}"
    ),
    "time": (
        r"\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]\.?m\b\.?)?(?: (?:[a-z]{2,4}t|utc|gmt|uhr))?|\d{1,2} ?[ap]\.?m\b\.?|"
        r"\d{1,2} ?(?:uhr|h(?: ?\d{2})?)\b"
    ),
    "url": r"(?:https?://)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?",
    "email": r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    "handle": r"@\w+",
    "quote": '"',
    "colon": rf"(?={_COLON}\w)",
    "dash": rf"(?={_DASH}\w)",
    "title": rf"(?=(?:{_COLON}|{_DASH})(?:{_TITLE}))",
    "slash": r"(?=[^\S\n]{0,2}[/|／])",
    "comma": r"(?=\)?[,，،])",
    "bracket": r"(?:[^\S\n]?(?=[(\[（【［])|[^\w\s([（【［]{0,2}[)\]）】］])",
}
CASED = frozenset({"Name", "Names", "NAME", "title"})
# No words: looked for behind the word before it, or before the word behind it, and left to the separator to take.
# A bracket is one that opens before a word, and one that closes behind a word.
SIGNS_ALONE = frozenset({"quote", "colon", "slash", "dash", "comma", "bracket", "title"})

# The signs of which one must stand where a shape does. Marks of punctuation are no anchors: they stand all over a text.
MARKS: dict[str, frozenset[str]] = {
    "quote": frozenset('"'),
    "colon": frozenset(":：＝|»›→>"),
    "dash": frozenset("-"),
    "title": frozenset(":：＝|»›→>-"),
    "slash": frozenset("/|／"),
    "comma": frozenset(",，،"),
    "bracket": frozenset("([（【［)]）】］"),
}
SIGNS = {**MARKS, "price": frozenset("$£€₹¥"), "handle": frozenset("@"), "email": frozenset("@")}

# Signs that a template may ask for by themselves: they stand among the marks before the next word, joined or apart.
ASKED_SIGNS = frozenset({"\N{COPYRIGHT SIGN}"})
