"""Guards of what is explained: a button, a message or an option stands over the sentence or the code that tells what it does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import line_rule
from cleanr.structure.guards.shortlines import against
from cleanr.structure.lines.shortlines import OF_LABELS, labels_on
from cleanr.structure.lines.titles import is_furniture
from cleanr.text.document import Line
from cleanr.text.late import late_re

_TABLE = "explaining.txt"
_EXPLAINED = tuple(category for category in OF_LABELS if category != "ad")  # one stands between any two lines
_CODE = late_re(
    r"[\w.]+\([^()]*\)(?: ?->.*|[:;.]?$)"  # a call
    r"|[a-z]\w*[A-Z]\w*(?:[:.]| -|$)|[A-Za-z]+(?:_[A-Za-z]+)+\b"  # a name that is written in one: "hideCaption", "keep_order"
    r"|(?:GET|POST|PUT|PATCH|DELETE) /|[\w.]+ ?:?= ?[\w\"'{\[]"
    r"|[a-z]\w*\.(?:conf|cfg|ini|toml|ya?ml|json|xml|txt|md|py|js|c|h|sh)$|(?:\$|>>>|--?\w[\w-]+) "
    r"|(?:SELECT|INSERT INTO|CREATE TABLE|DELETE FROM|ALTER TABLE|DROP TABLE) \S"
    r"|[A-Z]{2,}(?: [A-Z]{2,})+ [a-z]\w* [A-Z]{2,}"  # a statement: "COMMENT ON TABLE tide"
)


@line_rule(
    "explained.code",
    on=OF_LABELS,
    strength="certain",
    against=OF_LABELS,
    language="any",
    summary="A call, a name or a statement of a program stands right under the line.",
    why="References have the name of each thing over how it is written; nothing on a page is followed by code.",
    examples=(
        """
              | The lamp is run from a file, and each thing that it can do has a name in the file and one on the panel.
              | View replies
              | GET /messages/{id}/replies
              | The answer holds the replies to a message, and the oldest of them comes first.
""",
    ),
    counterexamples=(
        """
              | The council met on Monday, and the traders had been waiting in the hall since the morning.
comments      | View replies
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
    ),
)
def over_code(line: Line, evidence: Evidence) -> Iterator[Match]:
    if (
        labels_on(line, evidence)
        and (below := line.after)
        and _CODE.match(below.text)
        and not is_furniture(below, evidence)
    ):
        yield from against(line, evidence, OF_LABELS, "stands over code")


@line_rule(
    "explained.below",
    on=_EXPLAINED,
    strength="strong",
    against=_EXPLAINED,
    language="any",
    summary='The sentence below tells what the button, the message or the option is: "This message means that …".',
    why="Manuals and help pages name what stands on a screen, and then say what it does.",
    examples=(
        """
              | The lamp is run from a file, and each thing that it can do has a name in the file and one on the panel.
              | Log in to continue
              | This message is shown when the keeper has been away for an hour, and his name has to be given again.
              | Unsubscribe
              | Removes the bell from the list, so that it does not ring any more when the lamp goes out at night.
""",
        """
              | Die Lampe wird von einer Tafel aus bedient, auf der jeder Knopf seinen eigenen Namen hat, in Messing.
              | Seite nicht gefunden
              | Diese Meldung erscheint, wenn das Buch weniger Blätter hat, als der Wärter glaubt, oder eines fehlt.
""",
    ),
    counterexamples=(
        """
              | The council met on Monday, and the traders had been waiting in the hall since the morning.
paywall       | Log in to continue
              | The clerk read the minutes aloud from the steps of the hall, and everybody who was there clapped.
""",
    ),
)
def over_explanation(line: Line, evidence: Evidence) -> Iterator[Match]:
    below = line.after if labels_on(line, evidence) else None
    if below and _opening().match(below.folded_core) and not is_furniture(below, evidence):
        yield from against(line, evidence, _EXPLAINED, "the sentence below tells what it is")


@cache
def _opening() -> re.Pattern[str]:
    """How a sentence begins that tells what something is, in any language."""
    table = files("cleanr").joinpath("structure", "guards", _TABLE).read_text(encoding="utf-8")
    said = (row.partition(": ")[2].strip() for row in table.splitlines() if row and row[0] != "#")
    return re.compile("|".join(f"(?:{one})(?![a-z])" for one in said))
