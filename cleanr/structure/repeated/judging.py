"""What the repetition of a line proves: which rule may speak of it, or none.

What repeats because it is article is told by where and how it stands. A heading stands right above the article's own
lines; the introduction of a series, a refrain and what an agency tells of the background are sentences, on a small part
of the pages; the lines of a recipe or of a table stand on many pages, but not in the same row.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from cleanr.findings.evidence import Evidence, cached_once
from cleanr.structure.lines.wholelines import sure_categories
from cleanr.structure.repeated.rows import LONG_CHAIN, Outline, Row, is_mostly, outline_of
from cleanr.text.document import Document

Voice = Literal["block", "line", "paragraph", "figures", "alone", "item"]
_SHORT_CHAIN, _SOME = 4, 0.1  # lines in a row; part of the pages
_SURE_PARAGRAPH, _PARAGRAPH_PAGES = 0.3, 5
_HEADING = 5  # words
_MENU = 4  # lines in a row of which the last stands above the headline, and is none


@cached_once
def voices_of(document: Document, evidence: Evidence) -> list[tuple[Row, Voice]]:
    """Return the lines of which the profile has something to say, and what rule says it."""
    outline = outline_of(document, evidence)
    return list(_voices(outline, evidence)) if outline else []


def _voices(outline: Outline, evidence: Evidence) -> Iterator[tuple[Row, Voice]]:
    for row in outline.rows:
        if row.at in outline.items:
            yield row, "item"
        elif row.often or row.standing.form > 1:
            sentence = row.prose and not _is_item(row, outline)
            voice = _of_paragraph(row, outline, evidence) if sentence else _of_label(row, outline, evidence)
            if voice:
                yield row, voice


def _of_label(row: Row, outline: Outline, evidence: Evidence) -> Voice | None:
    if row.everywhere and not _is_in_menu(row, outline):
        return None
    if row.mostly:
        return _of_common(row, outline, evidence)
    if row.numbered and is_mostly(row.standing.form, row.standing.of):
        return _of_figures(row, outline, evidence)
    if not row.often or _is_heading(row, outline, evidence):
        return None
    chain = [one for one in outline.chain(row) if one.often]
    return "block" if len(chain) >= (_SHORT_CHAIN if row.share >= _SOME else LONG_CHAIN) else None


def _of_figures(row: Row, outline: Outline, evidence: Evidence) -> Voice | None:
    """What is said of a line that stands on most pages with other figures: they may be what the article is about."""
    if _is_flanked(row, outline):
        return "block"
    aside = outline.zone(row) != "between" and not _is_before_own(row, outline, evidence)
    return "figures" if aside and _is_placed(row, outline) else None


def _is_item(row: Row, outline: Outline) -> bool:
    """Whether a sentence is the headline of an item, or what it begins with: between lines of the list that are none."""
    beside = (outline.next(row, -1), outline.next(row, 1))
    return len(row.line.sentences) == 1 and all(
        other is not None and other.often and not other.prose and other in outline.chain(row) for other in beside
    )


def _of_common(row: Row, outline: Outline, evidence: Evidence) -> Voice | None:
    """What is said of a line that stands on most pages and is no sentence."""
    joined = any(outline.next(row, step) and _is_joined(row, step, outline) for step in (1, -1))
    between = outline.zone(row) == "between"
    if between and not joined and outline.form_counts[row.form] > 1:
        return "alone"
    if _is_heading(row, outline, evidence):
        return "alone" if joined else None
    if row.torn:
        return "line"
    if between:
        return "block" if joined and not _heads_a_table(row, outline) else None
    if not row.stamped and _leads_in(row, outline, evidence):
        return "alone" if joined else None
    return "block" if joined else "line" if row.stamped or _is_placed(row, outline) else None


def _is_joined(row: Row, step: int, outline: Outline) -> bool:
    """Whether the line below (``step`` 1) or above (-1), or the edge, is part of the page, and there on most pages."""
    other = outline.next(row, step)
    return (other is None or other.mostly) and is_mostly(outline.joined(row, step), row.standing.of)


def _of_paragraph(row: Row, outline: Outline, evidence: Evidence) -> Voice | None:
    """What is said of a sentence, or more than one: only what stands on most pages is no background."""
    if row.everywhere or row.pages < _PARAGRAPH_PAGES or row.share < _SURE_PARAGRAPH:
        return None
    aside = outline.zone(row) != "between" and not _leads_in(row, outline, evidence)
    return "paragraph" if aside and _is_placed(row, outline) else "alone"


def _leads_in(row: Row, outline: Outline, evidence: Evidence) -> bool:
    """Whether it is one of a few lines in a row right above what is the article's own: a headline and its standfirst,
    which other pages have in a row, too, where they point to the story."""
    below = _joined_on(row, 1, outline)
    few = below + _joined_on(row, -1, outline) < _MENU - 1
    return few and _is_before_own(outline.rows[row.at + below], outline, evidence)


def _is_placed(row: Row, outline: Outline) -> bool:
    """Whether it stands where it stands on most pages: beside the same line of the page, at its edge, in its list.

    The headline of a story that all others point to stands on most pages, too, but above its own story beside others.
    """
    return any(
        _is_joined(row, step, outline) or ((other := outline.next(row, step)) is not None and other.at in outline.items)
        for step in (1, -1)
    )


def _is_flanked(row: Row, outline: Outline) -> bool:
    """Whether the lines right above and below are part of the page, and stand there on most pages."""
    beside = [outline.next(row, step) for step in (1, -1)]
    return all(other is not None and not other.everywhere for other in beside) and all(
        _is_joined(row, step, outline) for step in (1, -1)
    )


def _is_heading(row: Row, outline: Outline, evidence: Evidence) -> bool:
    """Whether it may be a heading of the article: a few words right above what is the article's own."""
    if row.line.words > _HEADING or row.stamped or not _is_before_own(row, outline, evidence):
        return False
    return not (_ends_menu(row, outline) and _is_headline(outline.rows[row.at + 1], outline))


def _ends_menu(row: Row, outline: Outline) -> bool:
    """Whether it is the last of some lines in a row that are part of the page."""
    return _joined_on(row, -1, outline) >= _MENU - 1


def _is_in_menu(row: Row, outline: Outline) -> bool:
    """Whether it is one of some lines in a row that are part of the page: no other site has the same ones in a row."""
    return _joined_on(row, -1, outline) + _joined_on(row, 1, outline) >= _MENU - 1


def _joined_on(row: Row, step: int, outline: Outline) -> int:
    """How many lines above (``step`` -1) or below (1) stand in a row with it on most pages; no more than matter."""
    count, one = 0, row
    while count < _MENU and outline.next(one, step) and _is_joined(one, step, outline):
        count, one = count + 1, outline.rows[one.at + step]
    return count


def _is_headline(row: Row, outline: Outline) -> bool:
    """Whether a line of the article's own is one alone, with a paragraph or more of the page below it: no list."""
    below = outline.next(row, 1)
    return not row.prose and below is not None and (below.prose or outline.is_furniture(below))


def _is_before_own(row: Row, outline: Outline, evidence: Evidence) -> bool:
    below = outline.next(row, 1)
    return below is not None and not outline.is_furniture(below) and not sure_categories(below.line, evidence)


def _heads_a_table(row: Row, outline: Outline) -> bool:
    """Whether the lines in a row with it stand above short lines that are the article's own: then they name columns."""
    below = outline.next(outline.chain(row)[-1], 1)
    return below is not None and not below.often and not below.prose
