"""What news is about: days of the week, councils, officials, money. In each language of the rules."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from cleanr.text.folding import fold

_TABLE = "newswords.txt"
_IN_LETTERS = re.compile(
    "[月火水木金土日]曜日|周[一二三四五六日]|星期|[市町村]議会|议会|市長|市长|政府|裁判所|法院|[億万]円|[万亿]元"
    "|วัน(?:จันทร์|อังคาร|พุธ|ศุกร์)|รัฐบาล|ล้านบาท"
)


@cache
def news_words() -> frozenset[str]:
    """Return the words of what news is about, folded, in all languages that put spaces between words."""
    text = files("cleanr").joinpath("text", "context", _TABLE).read_text(encoding="utf-8")
    rows = (line.partition(":")[2] for line in text.splitlines() if line and line[0] != "#")
    return frozenset(word for row in rows for word in fold(row).split())


def news_in_letters(folded: str) -> int:
    """Return how often ``folded``, a paragraph, names what news is about in a script without spaces between words.

    >>> news_in_letters("市議会は月曜日に投票した。")
    2
    """
    return len(_IN_LETTERS.findall(folded))
