"""Keywords: tags under their label, and hashtags, after the last paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.guards.register import register_of
from cleanr.structure.lines.ends import article_end, lines_after_end
from cleanr.structure.lines.subject import share_known_to_text
from cleanr.structure.lines.titles import rules_on
from cleanr.structure.lines.wholelines import line_match, sure_categories
from cleanr.text.document import Document, Line
from cleanr.text.late import late_regex

_RUN = 15  # keywords under a label
_CLOUD = 4  # tags without a label
_KNOWN = 0.5  # of their words, the text speaks of
_SURE_LABELS, _WEAK_LABELS = frozenset({"tags.label", "tags.labels"}), frozenset({"tags.words"})
_KEYWORDS = frozenset({"navigation", "tags"})  # what names of sections are called, which may be keywords
_HASHTAGS = late_regex(r"[ \t*\N{BULLET}\-]*(?:#\p{L}[\p{L}\p{N}_]+[ \t,|]*){2,}")


@block_rule(
    "tail.keywords",
    category="tags",
    strength="strong",
    needs=("tags",),
    summary='A label such as "Tags" and the keywords under it, at the end.',
    examples=(
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
tags          | Tags
tags          | harbours
tags          | dredging
tags          | town council
""",
        """
              | Rådet vedtog mandag at uddybe havnen før årets udgang, siger formanden, og arbejdet begynder i marts.
tags          | Emner
tags          | Havnen
tags          | Uddybning
footer        | Kontakt redaktionen
""",
    ),
    counterexamples=(
        """
              | Rådet vedtog mandag at uddybe havnen før årets udgang, siger formanden, og arbejdet begynder i marts.
              | Emner
              | Havnen
              | Uddybning
""",
        """
              | Tags
              | harbours
              | dredging
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
              | Tags
              | They are sewn into the collar of each coat, with the name of the owner and a number.
""",
    ),
)
def tail_keywords(document: Document, evidence: Evidence) -> Iterator[Match]:
    ending = article_end(document, evidence)
    for label in evidence.lines("tags"):
        if label.words > 4 or label.index <= ending:
            continue
        rules = rules_on(label, evidence)
        run, framed = _keywords_under(label, evidence)
        if run and (
            rules & _SURE_LABELS or (rules & _WEAK_LABELS and framed and _tells_what_was_said(document, evidence))
        ):
            for line in (label, *run):
                yield line_match(line, "a keyword under its label, at the end")


def _tells_what_was_said(document: Document, evidence: Evidence) -> bool:
    """Whether a text tells what somebody said: a course lists its topics at its end as well."""
    register = register_of(document, evidence)
    return register.reports > 0 and not register.guide


def _keywords_under(label: Line, evidence: Evidence) -> tuple[list[Line], bool]:
    """The keywords under a label, and whether furniture stands right above it, among them or right below them."""
    run: list[Line] = []
    framed = label.before is not None and bool(sure_categories(label.before, evidence) - _KEYWORDS)
    for line in label.document.lines(label.index + 1):
        if kinds := sure_categories(line, evidence):
            framed = framed or bool(kinds - _KEYWORDS)
        elif len(run) == _RUN or line.words > 4 or line.ends_sentence or any(map(str.isdigit, line.folded_core)):
            break
        else:
            run.append(line)
    return run, framed


@block_rule(
    "tail.cloud",
    category="tags",
    strength="moderate",
    summary="Four lines or more of one word or two after the last paragraph, most of which the text speaks of.",
    examples=(
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
tags          | Harbour
tags          | Council
tags          | Boats
tags          | Small owners
""",
    ),
    counterexamples=(
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
              | Owners of small boats said on Tuesday that these are what they bring to the court:
              | Harbour
              | Council
              | Boats
              | Small owners
""",
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
              | Lamp
              | Ladder
              | Rope
              | Oar
""",
    ),
)
def tail_cloud(document: Document, evidence: Evidence) -> Iterator[Match]:
    last = document.paragraphs[-1] if len(document.paragraphs) > 1 else None
    if last is None or len(document.visible) - 1 - last.place < _CLOUD or last.text.endswith(":"):
        return
    lines = [line for line in document.lines(last.index + 1) if not sure_categories(line, evidence)]
    if _CLOUD <= len(lines) <= _RUN and all(map(_may_be_tag, lines)) and share_known_to_text(lines) >= _KNOWN:
        for line in lines:
            yield line_match(line, f"one of {len(lines)} tags below the last paragraph")


def _may_be_tag(line: Line) -> bool:
    return line.words <= 2 and line.text[0].isupper() and line.text[-1].isalpha() and not line.bulleted


@block_rule(
    "tail.hashtags",
    category="tags",
    strength="strong",
    signs="#",
    near=lines_after_end,
    summary="A line of hashtags and nothing else, at the end.",
    examples=(
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
tags          | #harbour #dredging #council
""",
    ),
    counterexamples=(
        """
              | Her first message was short, and by the morning it had been read by half of the town:
              | #harbour #dredging #council
              | The town council voted on Monday to dredge the old harbour before the end of the year.
""",
        """
              | The town council voted on Monday to dredge the old harbour before the end of the year.
              | #harbour
""",
    ),
)
def tail_hashtags(document: Document, evidence: Evidence) -> Iterator[Match]:
    for line in lines_after_end(document, evidence):
        if _HASHTAGS.fullmatch(line.text):
            yield line_match(line, "hashtags, at the end")
