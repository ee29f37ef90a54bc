"""Guards of heads: labels that stand over what the text itself says, again and again, and the questions of its readers."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import line_rule
from cleanr.structure.guards.register import register_of
from cleanr.structure.guards.shortlines import against
from cleanr.structure.lines.shortlines import OF_LABELS, labels_on, right_above, right_below, tells
from cleanr.structure.lines.titles import is_card_line, is_furniture
from cleanr.text.document import Document, Line, cached_by_document
from cleanr.text.edits import Span

_OVER_TEXT = tuple(category for category in OF_LABELS if category not in ("ad", "gallery", "affiliate"))
_BOXES = ("newsletter", "paywall", "promo", "follow")  # which have a head and a few words of their own under it
_OVER_MESSAGE = tuple(category for category in _OVER_TEXT if category not in _BOXES)
_HEADINGS = ("newsletter", "comments", "footer", "legal", "promo", "follow")  # a button of another kind stands anywhere
_FEW = 6  # words of a head
_MANY = 3  # of them: so many make it the way of the text
_TOLD = 4  # words of what is told under one
_QUESTION = 12  # words
_LONGEST = 30  # items
_FIELD = 3  # words of what is to be filled in
_ROW = 5  # words of a row in a list of prices or results


@line_rule(
    "head.tight",
    on=_OVER_TEXT,
    strength="strong",
    against=_OVER_TEXT,
    language="any",
    summary="The line stands right over a sentence, apart from what is above it; for the head of a box, as others do.",
    why="Lists of messages, of terms and of steps are set so: a name, and under it what it means.",
    examples=(
        """
              | The lamp speaks in short messages, and each of them stands for one fault. This is what cures them.
              |
              | Page not found
              | The list names a leaf that the book does not have.
              |
              | All of them can be read in the dark, since the keeper has scratched them into the brass with a nail.
""",
        """
              | The lamp speaks in short messages, and each of them stands for one fault. This is what cures them.
              |
              | Wick burning low
              | Bring oil before the hour is over.
              |
              | Page not found
              | The list names a page that the book does not have.
              |
              | Glass open
              | Shut the glass and start again.
""",
    ),
    counterexamples=(
        """
              | The council met on Monday, and the traders had been waiting in the hall since the morning.
              |
promo         | Become a member
              | The Banner belongs to those who read it, and to nobody else.
              |
              | The clerk read the minutes aloud from the steps of the hall, and everybody clapped.
""",
        """
              | The council met on Monday, and the traders had been waiting in the hall since the morning.
notice        | Page not found
              | The clerk read the minutes aloud from the steps of the hall, and everybody clapped.
""",
    ),
)
def tight(line: Line, evidence: Evidence) -> Iterator[Match]:
    if _heads_text(line) and is_furniture(line, evidence):
        others = _tight_heads(line.document) >= _MANY
        kinds = _OVER_TEXT if others else _OVER_MESSAGE
        reason = "heads what stands right under it" + (", as others do" if others else "")
        for finding in evidence.on(line):
            if finding.weight > 0 and finding.category in kinds:
                yield Match(Span(finding.start, finding.end), reason, finding.category)


@cached_by_document
def _tight_heads(document: Document) -> int:
    return sum(map(_heads_text, document.visible_lines))


def _heads_text(line: Line) -> bool:
    """Whether a short line stands right over a sentence, and right under nothing."""
    below = right_below(line)
    if below is None or line.words > _FEW or line.text.endswith((",", ":")) or right_above(line):
        return False
    apart = line.before is not None or right_below(below) is None  # of the first line only a blank one below tells
    return tells(below) and below.words >= _TOLD and not below.bulleted and apart


@line_rule(
    "head.among",
    on=_HEADINGS,
    strength="strong",
    against=_HEADINGS,
    language="any",
    summary="The line is a heading between full sentences, as others are in a text that is no news.",
    why="Minutes and guides have a heading for each subject, and letters and donations are subjects, too.",
    examples=(
        """
              | The minutes of the last meeting were read and adopted without a change.
              |
              | Boats
              |
              | The green one leaks again, and Bo will paint it before it is sold in the spring to whoever wants it.
              |
              | Donations
              |
              | Four pounds were found in the box by the door when it was opened, and they will be spent on a lamp.
              |
              | Next meeting
              |
              | The first Monday in May, at seven, in the boat house, if the roof has been mended by then.
""",
    ),
    counterexamples=(
        """
              | The minutes of the last meeting were read and adopted without a change.
              |
promo         | Donations
              |
              | Four pounds were found in the box by the door when it was opened, and they will be spent on a lamp.
""",
    ),
)
def among(line: Line, evidence: Evidence) -> Iterator[Match]:
    if not labels_on(line, evidence) or not _is_between_sentences(line):
        return
    heads = [head for head in _headings(line.document) if not is_furniture(head.after or head, evidence)]
    different = len({head.folded_core for head in heads})
    if line in heads and different >= _MANY and register_of(line.document, evidence).other:
        yield from against(line, evidence, _HEADINGS, f"one of {different} headings of the text")


@cached_by_document
def _headings(document: Document) -> list[Line]:
    """The lines of a few words that stand between full sentences."""
    return [line for line in document.visible_lines if _is_between_sentences(line)]


def _is_between_sentences(line: Line) -> bool:
    if line.words > _FEW or tells(line) or line.bulleted or line.before is None or line.after is None:
        return False
    return tells(line.before) and tells(line.after) and line.after.words >= _TOLD


@line_rule(
    "head.question",
    on=OF_LABELS,
    strength="strong",
    against=OF_LABELS,
    language="any",
    summary="The line is one of three questions or more that the text asks and answers.",
    why="Questions of readers are those of pages: whether one has an account, and how to cancel.",
    examples=(
        """
              | Is it free?
              | Yes, for children who can walk under the bar without touching it.
              | How do I cancel?
              | Leave a word in the book by the door.
              | Already have an account?
              | Then show the number on the back and press Renew.
""",
    ),
    counterexamples=(
        """
              | The council met on Monday, and the traders had been waiting in the hall since the morning.
paywall       | Already have an account?
              | The clerk read the minutes aloud from the steps of the hall, and everybody clapped.
""",
    ),
)
def question(line: Line, evidence: Evidence) -> Iterator[Match]:
    if line.text.endswith("?") and _is_answered(line):
        others = sum(not evidence.on(other) for other in _questions(line.document))
        if others >= _MANY - 1:
            yield from against(line, evidence, OF_LABELS, f"a question among {others} others")


@cached_by_document
def _questions(document: Document) -> list[Line]:
    return [line for line in document.visible_lines if line.text.endswith("?") and _is_answered(line)]


def _is_answered(line: Line) -> bool:
    """Whether a short question stands over a sentence that is none."""
    below = line.after
    return (
        line.words <= _QUESTION
        and below is not None
        and tells(below)
        and not below.text.endswith("?")
        and below.words >= _TOLD
    )


@line_rule(
    "head.of-rows",
    on=("related",),
    strength="strong",
    against=("related",),
    language="any",
    summary="What stands under the heading is a row of a list: a name and a number, and no title.",
    why='"Most popular" is said of dishes and of players, too.',
    examples=(
        """
              | The kitchen closes when the boats go out, and there is nothing hot between two and six.
              | Most popular
              | Sole 18
              | Cod 12
""",
    ),
    counterexamples=(
        """
              | The council met on Monday, and the traders had been waiting in the hall since the morning.
related       | Most popular
related       | The two men who want the market
related       | Harbour fees rise again
""",
    ),
)
def of_rows(line: Line, evidence: Evidence) -> Iterator[Match]:
    below = right_below(line)
    if below and _is_row(below) and not is_card_line(below) and not evidence.on(below):
        yield from against(line, evidence, ("related",), "over rows with figures")


def _is_row(line: Line) -> bool:
    """Whether a line is a name with a number behind it, or with a place in a street: no title."""
    number = any(word.strip(",.£$€%").isdigit() for word in line.text.split()[1:])
    return number and (line.words <= _ROW or "," in line.text) and not line.ends_sentence


@line_rule(
    "head.of-fields",
    on=("newsletter",),
    strength="strong",
    against=("newsletter",),
    language="any",
    summary="The field of a form is an item of a list that the text heads.",
    why="Fields to fill in have no bullets; what has to be brought along is listed.",
    examples=(
        """
              | Use black ink and capitals, and do not leave anything out, or the form will be sent back to you.
              | What you need
              | - First name
              | - Last name
              | - Email address
""",
    ),
    counterexamples=(
        """
              | The council met on Monday, and the traders had been waiting in the hall since the morning.
newsletter    | First name
newsletter    | Last name
newsletter    | Email address
""",
    ),
)
def of_fields(line: Line, evidence: Evidence) -> Iterator[Match]:
    if (
        line.bulleted
        and line.core_words <= _FIELD
        and (head := _head_of_list(line))
        and not is_furniture(head, evidence)
    ):
        yield from against(line, evidence, ("newsletter",), f'in a list under "{head.text[:40]}"')


def _head_of_list(item: Line) -> Line | None:
    """The short line without a bullet right over the list that ``item`` is of."""
    above = item.before
    for _ in range(_LONGEST):
        if above is None or not above.bulleted:
            break
        above = above.before
    heads = above is not None and above.words <= _FEW and not (above.bulleted or above.ends_sentence)
    return above if heads else None
