"""Guards of the register: what is written for pages of news means less in a text that is none."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from operator import attrgetter

from cleanr.findings.evidence import Evidence, cached_by_findings
from cleanr.findings.finding import Finding, Match
from cleanr.rulebook.labels import is_label, is_weak_label
from cleanr.rulebook.rule import block_rule
from cleanr.structure.guards.manuals import against_all
from cleanr.structure.guards.register import register_of
from cleanr.structure.lines.shortlines import covers, is_company
from cleanr.structure.lines.titles import is_furniture, rules_on
from cleanr.structure.lines.wholelines import SURE
from cleanr.text.context.terms import ENOUGH, speaks_as_terms
from cleanr.text.document import Document, Line
from cleanr.text.edits import Span

# What speaks to the reader, and pictures, which a page shows and a book describes. Pointers to other stories and small
# print are told by what they are.
_ASKING = (
    "newsletter", "paywall", "share", "follow", "promo", "cookie", "legal", "notice", "comments", "media", "navigation",
    "caption", "gallery",
)  # fmt: skip
# What tables of labels and templates of all languages call a pointer or a credit, on less than the words of one language;
# what is said at the foot of a page of the page, and of other things of them; and what is left beside such a line.
_NAMING = ("related", "credit", "footer")
_NAMING_RULES = frozenset(
    (
        "related.also-read", "credit.line", "credit.bracketed-mark", "credit.marked-end", "footer.made-by",
        "footer.link", "footer.no-reuse", "ad.sponsor-alone", "rest.piece", "rest.within",
    )
)  # fmt: skip
_NOUNS = ("ad", "affiliate")  # an advertisement stands between any two lines, but its nouns are weak
_STRIPS, _WEAK = 13, 3  # decibans: a voice that is loud enough by itself; one that says next to nothing
_ALONE = "-alone"  # the name of a rule that says where what another one finds goes
_MANY = 60  # findings on a line
_HEAD = 4  # words of a heading of links
_SHORT_BLOCK, _LONGEST_BLOCK = 2, 10  # lines
_COMPANY = 3  # lines of furniture on a page; an article that uses such words does so once or twice
_PARAGRAPH = 8  # words
_LEAST_TERMS, _TERMS_SHARE = 2, 0.3  # paragraphs that speak as terms do, and how large a part of all
_OF_TERMS = frozenset(("legal", "cookie"))
_TITLE = 8  # words
_FOOT = 3  # lines
_OWNERS = 2  # lines about copyright that a page may have at its foot
_REPORTED_IN = 200  # words, in which news tells at least once what somebody said


@block_rule(
    "register.no-news",
    strength="moderate",
    against=(*_ASKING, *_NAMING, *_NOUNS),
    needs=(*_ASKING, *_NAMING, *_NOUNS),
    language="any",
    summary="The text tells of nobody who said anything, and next to nothing else in it is furniture.",
    why="Guides, manuals, letters, tales and terms say what pages say, and mean it. Where the kind of a text cannot be"
    " told, a lone voice is tagged and no more.",
    examples=(
        """
              | We are all well here, although the roof has begun to leak again and nobody knows when it will be mended.
              | Please share this page with the family when you have read it, and keep the stamp for Ann.
              | The little one has learned to whistle, which she does from dawn until dusk, in the house and out of it.
              | Mother asks after you every day and wants to know whether you have found anyone to mend the clock.
""",
        """
              | She took the lantern from the hook, and nobody who stood at the door said a word to her.
              | Menu
""",
        """
              | The tap is worn, and a new one costs less than the coffee that you drink while you fit it.
              | Designed by Ann Lowe
              | Turn the water off under the sink first, and let out what is left in the pipe.
              | Related topics
              | If the thread is worn as well you will need a new body, and it may be cheap to buy one.
""",
    ),
    counterexamples=(
        """
              | The board voted on Monday to raise the harbour fees, the chairman said, and the new rates start in March.
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
follow        | Follow us on Facebook and Twitter.
""",
    ),
)
def no_news(document: Document, evidence: Evidence) -> Iterator[Match]:
    on_page = _furniture(document, evidence) > _COMPANY + _LONGEST_BLOCK
    loud = [] if on_page else [one for one in evidence.findings if _is_loud(one, evidence)]
    register = register_of(document, evidence) if loud else None
    if register is None or not register.other:
        return
    for finding in loud:
        line = document.line_at(finding.start)
        if not (register.likely_news and _is_button(finding, line) and not _names(finding)) and not _is_in_company(line, evidence):
            yield Match(
                Span(finding.start, finding.end), "the text is no news, and this is alone in it", finding.category
            )


@block_rule(
    "manual.built",
    strength="strong",
    language="any",
    summary="The text is documentation, and this was told by the furniture around it.",
    why="Rows of words, steps and addresses are what documentation is made of.",
    examples=(
        """
              | Harbour > Tables > Order
              |
              | Table reads and writes tables. Call `table.open()` with a path, and `table.close()` when you are done.
              |
              |     table --share harbour --keep_order
              |
              | The option `--share` opens the table for everyone who may read /srv/tables/harbour.tbl already.
""",
    ),
    counterexamples=(
        """
navigation    | Home > Harbour > Fees
              | The board voted on Monday to raise the harbour fees, the chairman said, and the new rates start in March.
""",
    ),
)
def manual(document: Document, evidence: Evidence) -> Iterator[Match]:
    yield from against_all(document, evidence)


@block_rule(
    "register.terms",
    strength="strong",
    needs=("legal", "cookie", "footer"),
    language="any",
    summary="The text is terms, a privacy policy or a licence: a good part of its paragraphs speaks so.",
    why="What a page says in its small print is what such a text is about.",
    examples=(
        """
              | Permission is granted to copy this text, provided that the licence and the copyright notice are kept.
              | Redistribution of the text in any form is permitted if the conditions of the licence are met in full.
              | Copyright 2001 The Harbour Trust. All rights reserved.
              | The text comes without any warranty, and nobody shall be liable for damages that come of its use.
""",
    ),
    counterexamples=(
        """
              | The board voted on Monday to raise the harbour fees, the chairman said, and the new rates start in March.
              | Owners of small boats said on Tuesday that they had not been asked, and that they would go to court.
footer        | Copyright 2001 The Harbour Trust. All rights reserved.
""",
    ),
)
def terms(document: Document, evidence: Evidence) -> Iterator[Match]:
    if not _is_terms(document, evidence):
        return
    foot = document.visible[-_FOOT:][0] if _is_headed_so(document, evidence) else len(document)
    for finding in [one for one in evidence.findings if one.weight > 0]:
        if finding.category != "footer" or document.index_at(finding.start) < foot:  # the page has a foot of its own
            yield Match(Span(finding.start, finding.end), "the text is terms, a policy or a licence", finding.category)


def _is_terms(document: Document, evidence: Evidence) -> bool:
    """Whether a good part of the paragraphs that are no furniture speaks as terms do, and the text is no news."""
    register = register_of(document, evidence)
    if register.reports * _REPORTED_IN > register.words or _asks_for_consent(evidence):
        return False
    owners = sum(1 for line in evidence.lines("footer") if line.folded_core.startswith("copyright"))
    paragraphs = [line for line in document.visible_lines if line.words >= _PARAGRAPH]
    headed = _is_headed_so(document, evidence)
    own = paragraphs if headed else [line for line in paragraphs if not is_furniture(line, evidence)]
    enough = ENOUGH - headed
    speaking = sum(speaks_as_terms(line, enough) for line in own) + (owners if owners > _OWNERS else 0)
    least = _LEAST_TERMS - headed
    return speaking >= least and speaking >= _TERMS_SHARE * len(own)


def _is_headed_so(document: Document, evidence: Evidence) -> bool:
    """Whether the first line says that the text is a policy or terms, and the text is not likely news."""
    first = document.line(document.visible[0])
    title = bool(_OF_TERMS & evidence.categories(first)) or speaks_as_terms(first, 1)
    on_page = _furniture(document, evidence) > _COMPANY + _LONGEST_BLOCK
    return title and first.words <= _TITLE and not on_page and not register_of(document, evidence).likely_news


def _asks_for_consent(evidence: Evidence) -> bool:
    """Whether the text has buttons to accept cookies with: a dialogue of a page, which explains what it asks for."""
    buttons = sum("cookie.button" in rules_on(line, evidence) for line in evidence.lines("cookie"))
    return buttons > 1


def _is_loud(finding: Finding, evidence: Evidence) -> bool:
    """Whether a finding would take something out, and that nobody has spoken for or against yet."""
    line = evidence.document.line_at(finding.start)
    if _heads_text(finding, line, evidence):
        return True
    if finding.weight < _STRIPS or not (finding.category in _ASKING or _names(finding) or _is_a_noun(finding, evidence.on(line))):
        return False
    if _is_seconded(finding, evidence.on(line)):
        return False
    return not covers(finding, line) or evidence.score(line, finding.category) >= SURE


def _names(finding: Finding) -> bool:
    """Whether a finding is a pointer or a credit that a table of labels knows, or a template of all languages."""
    return finding.rule in _NAMING_RULES or (finding.category in _NAMING and is_label(finding.rule))


def _is_a_noun(finding: Finding, findings: list[Finding]) -> bool:
    """Whether all that says so is a weak label: "Sponsors", "Disclosure"."""
    if finding.category not in _NOUNS or len(findings) > _MANY:
        return False
    same = [one for one in findings if one.weight > 0 and one.category == finding.category]
    return all(is_weak_label(one.rule) for one in same)


def _heads_text(finding: Finding, line: Line, evidence: Evidence) -> bool:
    """Whether a finding is a heading of links, and no link stands below it but a sentence of the text."""
    below = line.after
    if finding.category != "related" or finding.weight <= 0 or not _is_button(finding, line):
        return False
    told = below is not None and below.ends_sentence and not is_furniture(below, evidence)
    return told and line.core_words <= _HEAD and evidence.score(line, "related") >= SURE


def _is_seconded(finding: Finding, findings: list[Finding]) -> bool:
    """Whether another rule says the same of the same words, and more than weakly."""
    if len(findings) > _MANY:  # a line of nothing but prompts
        return True
    others = [one for one in findings if one.weight > _WEAK and one.category == finding.category]
    return any(
        one.start < finding.end and finding.start < one.end and _is_another_voice(one, finding) for one in others
    )


def _is_another_voice(one: Finding, finding: Finding) -> bool:
    """Whether two rules are no table of labels and a rule of one family that say the same, nor both such templates."""
    if one.rule in _NAMING_RULES and finding.rule in _NAMING_RULES:
        return False
    if is_label(one.rule) or is_label(finding.rule):
        return one.family != finding.family
    return one.rule.removesuffix(_ALONE) != finding.rule.removesuffix(_ALONE)  # one builds on the other


def _is_button(finding: Finding, line: Line) -> bool:
    """Whether a finding is about a whole line that is no sentence."""
    return covers(finding, line) and not line.ends_sentence


def _is_in_company(line: Line, evidence: Evidence) -> bool:
    """Whether other furniture stands in the text: not just a line or two around this one, or lines in small letters."""
    block = list(islice(_block(line, evidence), _LONGEST_BLOCK + 1))
    alone = len(block) <= _SHORT_BLOCK or all(other.text[0].islower() for other in block)
    return _furniture(line.document, evidence) - alone * len(block) >= _COMPANY


@cached_by_findings
def _furniture(document: Document, evidence: Evidence) -> int:  # noqa: ARG001
    """How many lines are furniture, as far as that matters."""
    furniture = (line for line in evidence.lines() if is_company(line, evidence))
    return sum(1 for _ in islice(furniture, _COMPANY + _LONGEST_BLOCK + 1))


def _block(line: Line, evidence: Evidence) -> Iterator[Line]:
    """The line, and the furniture right above and below it."""
    yield line
    for step in (attrgetter("before"), attrgetter("after")):
        other = step(line)
        while other is not None and is_company(other, evidence):
            yield other
            other = step(other)
