"""Players: what a window for video or sound leaves in the text: its settings, its times, what it says of its noises."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.runs import runs_around
from cleanr.structure.lines.wholelines import line_match, sure_categories
from cleanr.text.document import Document, Line
from cleanr.text.late import late_re
from cleanr.text.shortlines import Signs, short_lines_with, short_lines_with_figures

_COLOUR = r"(?:white|black|red|green|blue|yellow|magenta|cyan)"
_SETTING = (
    rf"(?:{_COLOUR}|text|colou?r|background|window|opacity|transparency|(?:semi-)?opaque|(?:semi-)?transparent|font (?:size|family)|"
    r"text (?:edge style|color|background|background color|opacity)|caption area background(?: color)?|(?:50|75|100|125|150|175|200|300|400) ?%|"
    r"none|raised|depressed|uniform|drop ?shadow|(?:proportional|monospace) (?:sans-serif|serif)|casual|script|small caps|"
    r"reset(?: restore all settings to the default values)?|done|close modal dialog|end of dialog window\.?|beginning of dialog window\..{0,60}|"
    r"this is a modal window\..{0,60}|(?:captions?|subtitles?|descriptions?|chapters|audio track|quality|auto|\d{3,4}p)(?: (?:settings|off|on))?(?:,? ?(?:selected|opens .{4,40} dialog))?|"
    r"(?:current |remaining |total )?(?:time|duration)(?: time)?:? ?-?[\d:]{0,8}|loaded:? ?[\d.]{0,6}%?|progress:? ?[\d.]{0,6}%?|stream type:? ?live|seek to live.{0,30}|"
    r"play(?: video)?|pause|mute|unmute|fullscreen|full screen|picture-in-picture|playback rate|\d(?:\.\d+)?x|live|share|0:00|-?\d{1,2}:\d\d(?: ?/ ?\d{1,2}:\d\d)?|volume.{0,12})"
)
_SETTINGS = late_re(rf"{_SETTING}(?: {_SETTING})*")
_OWN = late_re(r"opa(?:que|city)|transpar|font size|caption|subtitle|drop ?shadow|playback|current time|loaded|modal|fullscreen|picture-in|duration|remaining")
_WORDS = Signs(  # in each of those
    "opa", "transpar", "font size", "caption", "subtitle", "shadow", "playback", "time", "loaded", "modal", "screen",
    "picture-in", "duration",
)  # fmt: skip
_TIMED = late_re(r"(?:[^\s:]+ ){3,14}\(?\[?\d{1,2}:\d\d\]?\)?")
_NOISE = late_re(r"[\[(♪♫](?:[a-z]+ )?(?:music|applause|laughter|cheering|crosstalk|inaudible|silence|singing|sighs|chuckles|upbeat|dramatic)(?: [a-z]+)?(?: playing| continues)?[\])♪♫]|video transcript|audio transcript")
_NOISES = ("music", "applause", "laughter", "cheering", "crosstalk", "inaudible", "transcript", "singing", "silence")
_ALL_NOISES = Signs(*_NOISES, "sighs", "chuckles", "upbeat", "dramatic")  # the last ones beside others
_LENGTH = late_re(r"\(?\d{1,2}:\d\d(?::\d\d)?\)?(?: ?/ ?\d{1,2}:\d\d)?")
_FEWEST = 4  # lines of a panel of settings


@block_rule(
    "player.panel",
    category="media",
    strength="strong",
    words=_WORDS,
    summary="The panel of a player: colours, sizes, times and buttons one under the other.",
    examples=(
        """
              | The council voted for the pier on Monday, and the clerk read the names of those who had voted against it.
media         | Text
media         | Color
media         | White
media         | Transparency
media         | Semi-Transparent
media         | Font Size
media         | 50%
              | Officials declined to comment on what the work will cost, or on who is going to pay for it in the end.
""",
    ),
    counterexamples=(
        """
              | The lamps on the pier come in these colours, and the owners are asked to choose one for each side:
              | White
              | Red
              | Green
              | Blue
""",
    ),
)
def panel(document: Document, _: Evidence) -> Iterator[Match]:
    named = (line for line in short_lines_with(document, _WORDS) if _OWN.search(line.folded))
    for run in runs_around(named, _is_setting):
        for line in run if len(run) >= _FEWEST else ():
            yield line_match(line, f"one of {len(run)} lines of a player's panel")


def _is_setting(line: Line) -> bool:
    return line.words <= 12 and _SETTINGS.fullmatch(line.folded_core) is not None


@block_rule(
    "player.timed-title",
    category="media",
    strength="strong",
    signs=":",
    summary="The title of a video with its length behind it, between two paragraphs.",
    examples=(
        """
              | The council voted for the pier on Monday, and the clerk read the names of those who had voted against it.
media         | The pier seen from a boat 02:31
              | Officials declined to comment on what the work will cost, or on who is going to pay for it in the end.
""",
    ),
    counterexamples=(
        """
              | The first three in the race around the lighthouse came home within a minute of one another:
              | Ann Lowe of Harwell 58:31
              | Officials declined to comment on what the race will cost, or on who is going to pay for it in the end.
""",
        """
              | Tide tables for the week
              | High water at the pier 02:31
              | Low water at the pier 08:40
""",
    ),
)
def timed_title(document: Document, evidence: Evidence) -> Iterator[Match]:
    for line in short_lines_with_figures(document):
        folded = line.folded
        timed = ":" in folded[-5:] and folded[-1].isdigit() and _TIMED.fullmatch(folded) is not None
        if timed and _is_between_paragraphs(line) and not line.row and not evidence.claimed(line):
            yield line_match(line, "the title of a video, and its length")


def _is_between_paragraphs(line: Line) -> bool:
    above, below = line.before, line.after
    return above is not None and below is not None and above.prose and below.prose and not above.text.endswith(":")


@block_rule(
    "player.clock",
    category="media",
    strength="strong",
    needs=("media",),
    signs=":",
    summary="How long a recording is, alone on the line right under its button.",
    examples=(
        """
media         | Listen to this article
media         | 5:12
              | The council voted for the pier on Monday, and the clerk read the names of those who had voted against it.
""".replace("media         | Listen", "              | Listen"),
    ),
    counterexamples=(
        """
              | The first three in the race around the lighthouse came home within a minute of one another.
              | 5:12
              | Officials declined to comment on what the race will cost, or on who is going to pay for it in the end.
""",
    ),
)
def clock(_: Document, evidence: Evidence) -> Iterator[Match]:
    for line in evidence.lines("media"):
        below = line.after
        if below and "media" in sure_categories(line, evidence) and _LENGTH.fullmatch(below.text) and not evidence.claimed(below):
            yield line_match(below, "how long the recording above is")


@block_rule(
    "player.window",
    category="media",
    strength="strong",
    needs=("media", "notice"),
    signs=":",
    summary="The length and the title of a video under what its player says when it cannot play.",
    examples=(
        """
              | The council voted for the pier on Monday, and the clerk read the names of those who had voted against it.
              | Please use Chrome browser for a more accessible video player
media         | 1:41
media         | The pier seen from a boat at high water
              | Officials declined to comment on what the work will cost, or on who is going to pay for it in the end.
""",
    ),
    counterexamples=(
        """
              | The council voted for the pier on Monday, and the clerk read the names of those who had voted against it.
              | 1:41
              | The pier seen from a boat at high water
              | Officials declined to comment on what the work will cost, or on who is going to pay for it in the end.
""",
    ),
)
def window(_: Document, evidence: Evidence) -> Iterator[Match]:
    for line in evidence.lines("media", "notice"):
        length = line.after
        if length is None or not _LENGTH.fullmatch(length.text) or sure_categories(line, evidence).isdisjoint(("media", "notice")):
            continue
        title = length.after
        if not evidence.claimed(length):
            yield line_match(length, "how long the video is")
        if title and title.title_like and not title.prose and title.after and title.after.prose and not evidence.claimed(title):
            yield line_match(title, "the title of the video above")


@block_rule(
    "player.noise",
    category="media",
    strength="moderate",
    words=_NOISES,
    language="en",
    summary="A noise that subtitles name, alone on its line.",
    why="A transcript that is the article has many of them, so it tags.",
    examples=(
        """
              | The council voted for the pier on Monday, and the clerk read the names of those who had voted against it.
media         | Video Transcript
media         | [MUSIC PLAYING]
""",
    ),
    counterexamples=(
        """
              | [MUSIC PLAYING]
              | Good evening, and welcome to the hall.
              | [APPLAUSE]
              | You are too kind, and the night is long.
              | [LAUGHTER]
""",
    ),
)
def noise(document: Document, _: Evidence) -> Iterator[Match]:
    lines = [line for line in short_lines_with(document, _ALL_NOISES) if _NOISE.fullmatch(line.folded)]
    for line in lines if len(lines) <= 2 else ():
        yield line_match(line, "a noise that subtitles name")
