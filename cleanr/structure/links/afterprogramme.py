"""After the mark: cards of other stories, with pictures and teasers, below the broadcast that a report was made for.

Teasers are paragraphs, so where they stand the article does not seem to end. A broadcaster says where it does: with the
programme, the station and the hour. Keywords are no such mark, since a page of a diary has them under each entry.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.subject import known_share
from cleanr.structure.lines.titles import is_furniture, rules_on
from cleanr.structure.lines.wholelines import line_match
from cleanr.structure.links.tails import is_told
from cleanr.text.document import Document

_MARK = "media.programme"
_PARAGRAPHS = 3  # of the article above
_TEASERS, _TEASER, _SENTENCES = 3, 50, 4  # how many, the words and the sentences of the longest one
_KNOWN = 0.3  # of the words of all cards; more, and they speak of what the article speaks of
_MOST = 120  # lines below the mark


@block_rule(
    "tail.after-programme",
    category="related",
    strength="strong",
    needs=("media",),
    language="any",
    summary="Short paragraphs and titles below the broadcast that a report was made for, which speak of other things.",
    why="Nothing of the article comes below the broadcast; cards are short, and change the subject.",
    examples=(
        """
              | Der Rat stimmte am Montag für höhere Gebühren, sagte der Vorsitzende, und die Sätze gelten ab März.
              | Eigner kleiner Boote sagten am Dienstag, dass niemand sie gefragt habe, und dass sie klagen wollen.
              | Die Liste der Gebühren habe der Schreiber aufgestellt und sonst niemand, sagte der Vorsitzende.
              | Dieses Thema im Programm:
related       | Ein Bäcker hebt einen Laib aus dem Ofen.
related       | Es brauchte zwei Öfen, einen Wagen voll Mehl und neun Kinder, um ihn zu tragen. Er wog zu viel.
related       | Schafbock auf dem Schuldach
related       | Der Hausmeister fand ihn, als er die Rinne reinigen wollte. Niemand hat ihm eine Leiter geliehen.
related       | Chor singt eine Nacht und einen Tag
related       | Sechsundzwanzig Stimmen blieben mit Kaffee wach, und das letzte Lied war wieder das erste.
""",
    ),
    counterexamples=(
        """
              | Der Rat stimmte am Montag für höhere Gebühren, sagte der Vorsitzende, und die Sätze gelten ab März.
              | Eigner kleiner Boote sagten am Dienstag, dass niemand sie gefragt habe, und dass sie klagen wollen.
              | Die Liste der Gebühren habe der Schreiber aufgestellt und sonst niemand, sagte der Vorsitzende.
              | Dieses Thema im Programm:
              | Der Vorsitzende sagte, die Liste der Gebühren liege beim Schreiber, und jeder Eigner könne sie lesen.
              | Die Eigner der kleinen Boote sagten, dass die Gebühren den Hafen leeren würden, und klagen wollen sie.
              | Im März gelten die Sätze für alle Boote, kleine und große, sagte der Vorsitzende am Montag dem Rat.
""",
        """
              | Der Rat stimmte am Montag für höhere Gebühren, sagte der Vorsitzende, und die Sätze gelten ab März.
              | Dieses Thema im Programm:
              | Ein Bäcker hebt einen Laib aus dem Ofen.
              | Es brauchte zwei Öfen, einen Wagen voll Mehl und neun Kinder, um ihn zu tragen. Er wog zu viel.
""",
    ),
)
def after_programme(document: Document, evidence: Evidence) -> Iterator[Match]:
    mark = next((line for line in evidence.lines("media") if _MARK in rules_on(line, evidence)), None)
    if mark is None:
        return
    above = [line for line in document.lines(0, mark.index) if line.prose and not is_furniture(line, evidence)]
    below = [line for line in document.lines(mark.index + 1) if not is_furniture(line, evidence)]
    teasers = [line for line in below if line.prose]
    short = all(line.words <= _TEASER and len(line.sentences) <= _SENTENCES for line in teasers)
    cards = short and len(teasers) >= _TEASERS and len(below) <= _MOST
    if cards and len(above) >= _PARAGRAPHS and known_share(below, above) <= _KNOWN and is_told(document, evidence):
        for line in below:
            yield line_match(line, f'on a card below "{mark.text[:40]}"')
