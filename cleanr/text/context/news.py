"""What news is about: days of the week, councils, officials, money. In each language of the rules."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from cleanr.text.folding import UNSPACED
from cleanr.text.wordset import WordSet

_TABLE = "newswords.txt"
_IN_LETTERS = re.compile(
    "[月火水木金土日]曜日|周[一二三四五六日]|星期|[市町村]議会|议会|市長|市长|政府|裁判所|法院|[億万]円|[万亿]元"
    "|วัน(?:จันทร์|อังคาร|พุธ|ศุกร์)|รัฐบาล|ล้านบาท"
)


def news_topics(folded: str, start: int, stop: int) -> int:
    """Return how often ``folded[start:stop]``, a paragraph, names what news is about.

    >>> news_topics("the mayor said on monday that the bridge would cost a million", 0, 61)
    3
    """
    words = len(_words().among(folded, start, stop))
    return words + (len(_IN_LETTERS.findall(folded, start, stop)) if UNSPACED.search(folded, start, stop) else 0)


@cache
def _words() -> WordSet:
    """The words of all languages: as fast for a thousand as for ten."""
    text = files("cleanr").joinpath("text", "context", _TABLE).read_text(encoding="utf-8")
    rows = (line.partition(":")[2] for line in text.splitlines() if line and line[0] != "#")
    return WordSet(word for row in rows for word in row.split())
