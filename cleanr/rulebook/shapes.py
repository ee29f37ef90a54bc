"""Shapes: what a template calls by kind, not by word. Each is a pattern that says everything of it once.

Held against folded text, but for the two that only capitals tell, which are held against the text as it is.
"""

from __future__ import annotations

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w&'+-]*"
_SHORT = r"(?:(?:(?<=[\s.(]\w)|(?<=\b(?:Dr|Mr|Ms|St|Jr)))\.)?"  # no name ends here: "Ann M. Lowe", "Dr. Lowe"
_LINK = r"(?:of|the|and|&|for|in|from|on|de|la|van|von|der|del|di|bin|al) "
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_NUMBER = r"\d+(?:[.,]\d+)*(?: ?(?:k|m|million|thousand)(?!\w))?\+?"

SHAPES: dict[str, str] = {
    "Name": rf"{_CAPITAL}(?:{_SHORT} (?:{_LINK})?{_CAPITAL}){{0,5}}",
    "NAME": r"[A-Z][A-Z&'-]+(?: [A-Z&'-]+){0,5}",
    "number": _NUMBER,
    "price": r"[a-z]{0,3}[$£€₹¥] ?\d+(?:[.,]\d+)*|\d+(?:[.,]\d+)* ?[$£€₹¥]",
    "date": (
        rf"\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},?(?: \d{{4}})?|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,?(?: \d{{4}})?|"
        r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}"
    ),
    "time": r"\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]\.?m\b\.?)?(?: (?:[a-z]{2,4}t|utc|gmt))?|\d{1,2} ?[ap]\.?m\b\.?",
    "url": r"(?:https?://)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?",
    "email": r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    "handle": r"@\w+",
    "quote": '"',
    "colon": r"(?=[^\S\n]?[)\]*_]{0,3}[^\S\n]?[:：|»›→>][^\w\n]{0,8}\w)",
    "dash": r"(?=[^\S\n]-[^\S\n]{1,3}[^\w\s]{0,3}\w)",
}
CASED = frozenset({"Name", "NAME"})
SIGNS_ALONE = frozenset({"quote", "colon", "dash"})  # no words: looked for behind the word before, and not taken

# The signs of which one must stand where a shape does.
SIGNS: dict[str, frozenset[str]] = {"price": frozenset("$£€₹¥"), "handle": frozenset("@"), "email": frozenset("@")}

# Signs that a template may ask for by themselves: they stand among the marks before the next word, joined or apart.
ASKED_SIGNS = frozenset({"\N{COPYRIGHT SIGN}"})
