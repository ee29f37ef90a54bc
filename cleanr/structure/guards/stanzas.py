"""The guard of stanzas: labels that stand among as many short lines that nobody knows, in a text without other furniture."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence, cached_by_findings
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.guards.shortlines import against
from cleanr.structure.lines.runs import runs_around
from cleanr.structure.lines.shortlines import OF_LABELS, labels_on, right_above, right_below, tells
from cleanr.text.document import Document, Line, cached_by_document
from cleanr.text.folding import UNSPACED

# An advertisement stands between any two lines, what a player says beside its buttons; no verse has the others.
_NOT_IN_VERSE = ("ad", "notice", "comments", "cookie", "legal", "footer")
_KINDS = tuple(category for category in OF_LABELS if category not in _NOT_IN_VERSE)
_SHORT = 3  # words of a line of verse, of the name of a dish, of a word and what it means
_SHORT_UNSPACED = 8  # of two characters each, and one
_WORD = 8  # code points of a word or two of few letters
_LONGEST = 60  # lines
_COMPANY = 3  # lines of furniture that a page has elsewhere


@block_rule(
    "label.stanza",
    strength="moderate",
    against=_KINDS,
    needs=_KINDS,
    language="any",
    summary="The label stands among short lines, at least half of which nobody knows, and the text has no other furniture.",
    why="A button beside a word is a button where a page has others. A poem, a vocabulary or a bill of fare has such words"
    " too, so it is tagged and no more.",
    examples=(
        """
              | The board voted on Monday to raise the harbour fees, the chairman said, and the new rates start in March.
              |
              | Share
              | Bread
              |
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
        """
              | 閉じる
              | 窓
              |
              | 検索
              | しても出ない
              |
              | 次へ
              | 行く
""",
    ),
    counterexamples=(
        """
              | The board voted on Monday to raise the harbour fees, the chairman said, and the new rates start in March.
share         | Share
share         | Facebook
share         | Copy link
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
""",
        """
              | 町は川にかかる木の橋を春まで通行止めにすると、月曜日に町役場で開かれた会見で正式に発表した。
media         | 記事を聞く
paywall       | ログインして続きを読む
              | 釣り人が橋げたの割れ目に気づいて役場に知らせ、その日のうちに橋は閉じられたという話である。
share         | シェアする
              | 渡し船
newsletter    | メールマガジンに登録する
""",
    ),
)
def stanza(document: Document, evidence: Evidence) -> Iterator[Match]:
    stanzas = _stanzas(document, evidence)
    inside = {line.index for run in stanzas for line in run}
    known = [line for line in evidence.lines() if evidence.claimed(line)] if stanzas else []
    if sum(line.index not in inside for line in known) >= _COMPANY:
        return
    for line in known:
        if line.index in inside:
            yield from against(line, evidence, _KINDS, "among short lines that no page has")


@cached_by_findings
def _stanzas(_: Document, evidence: Evidence) -> list[list[Line]]:
    """The runs of short lines with labels in them of which at least half are no furniture, and not before the text."""
    labels = [line for line in evidence.lines(*_KINDS) if _is_short(line) and _is_button(line, evidence)]
    return [run for run in runs_around(labels, _is_short) if _is_stanza(run, evidence)]


def _is_button(line: Line, evidence: Evidence) -> bool:
    """Whether a line is a label, but for headings: under "Latest posts" and "Topics:" such lines are expected."""
    heads = line.text.endswith((":", "\uff1a")) or (evidence.categories(line) == {"related"} and len(line.text) > _WORD and line.words > 1)
    return bool(labels_on(line, evidence)) and (not heads or UNSPACED.search(line.text) is not None)


def _is_short(line: Line) -> bool:
    longest = _SHORT_UNSPACED if line.document.unspaced and UNSPACED.search(line.text) else _SHORT
    return line.words <= longest and line.folded_core[:1].isalpha() and not line.has_figure and not line.row


def _is_stanza(run: list[Line], evidence: Evidence) -> bool:
    known = sum(map(evidence.claimed, run))
    return known * 2 <= len(run) <= _LONGEST and _stands_apart(run) and not _is_menu(run)


def _stands_apart(run: list[Line]) -> bool:
    """Whether nothing but a paragraph stands right above and right below a run."""
    beside = (right_above(run[0]), right_below(run[-1]))
    return all(line is None or tells(line) or line.prose for line in beside)


def _is_menu(run: list[Line]) -> bool:
    """Whether a run stands above the first paragraph of a text."""
    first = _first_paragraph(run[0].document)
    return first is not None and run[0].index < first


@cached_by_document
def _first_paragraph(document: Document) -> int | None:
    return next((line.index for line in document.visible_lines if line.prose), None)
