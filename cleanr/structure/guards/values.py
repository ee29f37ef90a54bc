"""The guard of labels with a value: what stands behind "Read more:" is the title of a story, or it is no pointer."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import line_rule
from cleanr.structure.lines.shortlines import covers
from cleanr.text.document import Line
from cleanr.text.edits import Span
from cleanr.text.folding import unspaced_words
from cleanr.text.late import late_re

_MARKS = " \"'\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}„«‹¿¡([*_#>-"
_LEAST = 3  # words of the title of a story
_NAMES, _NAME = 3, 2  # of those who are named, and words of each
_LABEL = 5  # words of a label
_VALUED, _VALUED_UNSPACED = 8, 16  # words of a label with a number or a sum
_COUNTED = late_re(
    r"[^:：]{1,30}[:：] ?(?:[£$€¥]|\d+(?:[.,:]\d+)*(?: [^\W\d_A-Z]|[,.]?$)|[一二三四五六七八九十]+[枚点張张分秒]"
    r"|[^:：]{0,30}(?:。|[号號室点點時时]|のみ(?:可|不可)?)。?$"  # nobody is called so
    r"|(?i:no|none|without|ohne|keine?|kein|sans|aucune?|sin|ninguna?|senza|nessuna?|sem|nenhuma?|geen|zonder|utan|inga?|bez|brak|yok|нет|без)\b"
    r"|(?i:one|two|three|four|five|six|seven|eight|nine|ten|twelve|none|zwei|drei|vier|deux|trois|dos|tres|due|tre|dwie"
    r"|две|два|три|två|iki|twee|drie)\b(?! [A-Z]))"
)
_YEAR = late_re(r"AD \d{1,4}")
_WORKS = late_re(r"[^«»“”„\"]{1,60}[»”“\"](?:,? (?:\w{1,3} )?[«“„\"][^«»“”„\"]{1,60}[»”“\"])+\.?")
_POWERED = late_re(r"(?i:powered|driven|run|hosted|designed|made|built) by [^\W\d_A-Z][\w -]*\.?")


@line_rule(
    "value.no-title",
    on=("related",),
    strength="strong",
    against=("related",),
    language="any",
    summary="What stands behind the colon begins small, is a word or two, or is a full sentence.",
    why='"Related: the two men are cousins." tells something; a pointer names a story, whose title begins with a capital.',
    examples=(
        """
              | The council met on Monday, and the traders had been waiting in the hall since the morning.
              | Related: the two men are cousins, and both sit on the board of the trust that owns the land.
""",
        """
              | The council met on Monday, and the traders had been waiting in the hall since the morning.
              | Recommended reading: Darwin, Huxley, Wallace
""",
        """
              | Осенью в деревне читают вслух, и кто не спит, тот слушает до полуночи у печки.
              | Читайте также: «Мёртвые души», «Обломов» и «Отцы и дети»
""",
    ),
    counterexamples=(
        """
              | The council met on Monday, and the traders had been waiting in the hall since the morning.
related       | Related: The two men who want the market
""",
        """
              | สภาเมืองมีมติเมื่อวันจันทร์ให้ขุดลอกท่าเรือเก่าภายในปีนี้ โดยรัฐบาลจะเป็นผู้ออกค่าใช้จ่ายทั้งหมด
related       | อ่านเพิ่มเติม: ลาขวางรถไฟครึ่งชั่วโมง
""",
    ),
)
def no_title(line: Line, evidence: Evidence) -> Iterator[Match]:
    value = _value(line)
    short = len(value.split()) + unspaced_words(value) < _LEAST
    if value and (value[0].islower() or short or _are_names(value)):
        for finding in evidence.on(line):
            if finding.weight > 0 and finding.category == "related" and covers(finding, line):
                yield Match(Span(finding.start, finding.end), f'no title: "{value[:30]}"', "related")


@line_rule(
    "value.no-name",
    on=("credit", "footer", "navigation"),
    strength="strong",
    against=("credit", "footer", "navigation"),
    language="any",
    summary="What stands behind the label is a number or a sum, or begins small: neither a name nor an agency.",
    why='"Credits: four" and "Photo: two, in colour" are of courses and forms, and steam powers an engine.',
    examples=(
        """
              | The course has six parts, and each of them ends with a talk of ten minutes in front of the class.
              | Credits: Four
""",
        """
              | The map has been drawn by hand, and whoever finds a fault in it may keep a copy for himself.
              | Grafik: Ohne Fehler
""",
        """
              | The engine of the ferry is the oldest on the river, and it is still greased by hand each morning.
              | Powered by steam
""",
        """
              | 町の資料館は川沿いの古い倉にあり、百年前の船の道具や網、漁師たちの手紙が並べられている。
              | 撮影：一階のみ可
              | 二階には手紙があり、光に弱いので、見る人は手袋をはめて一通ずつ箱から出すことになっている。
""",
    ),
    counterexamples=(
        """
              | The council met on Monday, and the traders had been waiting in the hall since the morning.
credit        | Photo: 123RF
""",
    ),
)
def no_name(line: Line, evidence: Evidence) -> Iterator[Match]:
    if line.words <= (_VALUED_UNSPACED if line.document.unspaced else _VALUED) and (_COUNTED.match(line.text) or _POWERED.fullmatch(line.text)):
        for finding in evidence.on(line):
            if finding.weight > 0 and finding.category in ("credit", "footer") and covers(finding, line):
                yield Match(Span(finding.start, finding.end), "no name", finding.category)


@line_rule(
    "value.year",
    on=("ad",),
    strength="strong",
    against=("ad",),
    language="any",
    summary='"AD" and a number is a year.',
    why="Histories and timelines have it over the paragraph of that year.",
    examples=(
        """
              | The town stood on the bay for six hundred years, and its wine was drunk in all the ports of the sea.
              | AD 79
              | The mountain threw ash over it for two days, and nobody came back to look for what lay under it.
""",
    ),
    counterexamples=(
        """
              | The council met on Monday, and the traders had been waiting in the hall since the morning.
ad            | Ad 2
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
    ),
)
def year(line: Line, evidence: Evidence) -> Iterator[Match]:
    if _YEAR.fullmatch(line.text):
        for finding in evidence.on(line):
            if finding.weight > 0 and finding.category == "ad":
                yield Match(Span(finding.start, finding.end), "a year", "ad")


def _are_names(value: str) -> bool:
    """Whether what stands behind a label lists names of a word or two each, or works in quotation marks: no story."""
    if _WORKS.fullmatch(value):
        return True
    names = value.rstrip(".").split(", ")
    return len(names) >= _NAMES and all(len(name.split()) <= _NAME and name[:1].isupper() for name in names)


def _value(line: Line) -> str:
    """What stands behind the colon of a label, without quotation marks before it; nothing if there is no label."""
    label, colon, value = line.text.partition(":")
    if value.startswith("//"):  # an address
        return ""
    return value.strip(_MARKS) if colon and len(label.split()) <= _LABEL else ""
