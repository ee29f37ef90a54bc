"""Comment heads: the lines of a thread that say who wrote a comment and when, and the buttons under it."""

from __future__ import annotations

from cleanr.text.document import Line, cached_by_line
from cleanr.text.late import late_re

_MONTH = r"[^\W\d_]{3,10}\.?"  # of any language: the day, the year and the time around it say enough
_DAY = rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}\.? (?:de )?{_MONTH},? (?:de )?\d{{4}}|\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}})"
_TIME = r"\d{1,2}[:.h]\d\d(?::\d\d)? ?(?:[ap]\.?m\.?|uhr)?"
_AT = r"(?:,? (?:at|um|à|a las|alle|às|as|om|kl\.?|o|в|о|-|@|\|) ?|,? )"  # between the day and the time
_UNIT = r"(?:second|minute|min|hour|hr|day|week|wk|month|mo|year|yr)s?"
_FOREIGN_UNIT = r"[^\W\d_]{1,9}"
_AGE = (
    rf"(?:(?:about |over )?(?:\d{{1,2}}|an?|one) {_UNIT} ago|(?:vor|hace|há|il y a|för|for) \d{{1,2}} {_FOREIGN_UNIT}(?: sedan| siden)?"
    rf"|\d{{1,2}} {_FOREIGN_UNIT} (?:geleden|fa|temu|назад|тому|sitten|önce))"
)
_WHEN = rf"(?:{_DAY}(?:{_AT}{_TIME})?|{_AGE})"
_SAYING = (
    "says", "said", "writes", "wrote", "replied", "commented", "sagt", "schreibt", "schrieb", "meint", "dit", "a dit", "dice",
    "dijo", "disse", "diz", "scrive", "zegt", "schreef", "säger", "skriver", "sier", "siger", "mówi", "pisze", "пишет",
)  # fmt: skip
_SAYS = rf"(?:{'|'.join(_SAYING)})"
_HEAD_WORDS = frozenset((*_SAYING, "avatar", "ago"))
_FIGURE = late_re(r"\d")
_NAME = r"[^.!?:\"]{2,40}"

# Who wrote a comment, or when: the head of each entry of a thread.
_HEAD = late_re(
    rf"(?:[+o] )?(?:\d{{1,4}}[.)] ?)?(?:{_NAME} {_SAYS}(?: (?:on |am |le |el )?{_WHEN}| to [^.!?:]{{2,40}})?"
    rf"|{_NAME}'s avatar"
    rf"|(?:posted |comment |written )?by:? [^.!?\"]{{2,40}},? (?:on|at|\||-) {_DAY}.{{0,24}}"
    rf"|(?:posted |on |am |le |el )?{_DAY}{_AT}{_TIME}(?: \#| reply| permalink| edit){{0,3}}"
    rf"|[^.!?:\"]{{2,40}}?,? ?(?:(?:on|at|am|le|el) |\| |- )?{_DAY}{_AT}{_TIME}(?: reply)?|[^.!?:\"\d]{{2,40}} {_AGE}"
    rf"|by [^.!?\"]{{2,40}} ?\( ?\d{{2,9}} ?\)(?: on .{{6,60}})?|[^\"]{{0,60}}\(score: ?-?\d[^)\"]{{0,20}}\))"
)
# When a comment was written, and no more: a card of another story may say the same.
_STAMP = late_re(
    rf"(?:[+o] )?(?:(?:\d{{1,4}}[.)] )?[^.!?:\"\d]{{2,30}} )?(?:on |am |le |el )?(?:{_DAY}|{_AGE})|\d{{1,2}} ?(?:s|m|min|h|hr|d|w|mo|y|yr)(?: ?ago| ?edited)?"
)
_BUTTONS = frozenset(
    (
        "reply", "replydelete", "reply delete", "like reply", "reply like", "reply share", "reply report", "reply to this",
        "reply to this share", "reply to this parent share", "reply to this comment", "report this comment",
        "report comment", "flag comment", "expand full comment", "antworten", "auf diesen kommentar antworten", "répondre",
        "responder", "rispondi", "beantwoorden", "reageer", "svara", "svar", "odpowiedz", "ответить", "відповісти",
        "yanitla", "vastaa",
    )
)  # fmt: skip


@cached_by_line
def is_author_stamp(line: Line) -> bool:
    """Whether a line says who wrote a comment, or on which day and at what time."""
    return 1 < line.words <= 12 and _may_be_head(line.folded_core) and _HEAD.fullmatch(line.folded_core) is not None


def _may_be_head(core: str) -> bool:
    """Whether a line has a figure or one of the words without which it says neither who wrote a comment nor when."""
    return _FIGURE.search(core) is not None or not _HEAD_WORDS.isdisjoint(core.split())


@cached_by_line
def is_time_stamp(line: Line) -> bool:
    """Whether a line says how long ago or on which day something was written, with a name before it at most."""
    return line.words <= 6 and _FIGURE.search(line.folded_core) is not None and _STAMP.fullmatch(line.folded_core) is not None


def is_button(line: Line) -> bool:
    """Whether a line is a button that stands under each comment."""
    return line.words <= 6 and line.folded_core.rstrip(" \N{DOWNWARDS ARROW}0123456789()") in _BUTTONS
