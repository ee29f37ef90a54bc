"""Crumbs: a line of links side by side: the way to the article, or headlines and sections between bars."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.ends import article_end
from cleanr.structure.lines.wholelines import line_match
from cleanr.text.document import Document, Line
from cleanr.text.late import late_re
from cleanr.text.shortlines import Signs, short_lines_with

_ARROW = late_re(r"\s+(?:[>»→▸▶]|-?>)\s+|\s*[›❯⟩]\s*|(?<=\w)>(?=\w)")
_SLASH = late_re(r"\s+[/\\]\s+")
_BAR = late_re(r"\s*[|¦]\s*")
_NO_WAY = late_re(r"[<(){};=\[\]`*\"]|->|\.\w")  # code, or a list of works
_IS_TOLD = late_re(r"[:@={}`\[\]]")  # a credit, an address, a row
_HOMES = frozenset(
    (
        "home", "homepage", "frontpage", "front page", "you are here", "you are here: home", "news", "startseite", "start",
        "accueil", "inicio", "portada", "início", "página inicial", "pagina iniziale", "hem", "forside", "hjem", "etusivu",
        "strona główna", "главная", "головна", "anasayfa", "ana sayfa", "domů", "főoldal", "voorpagina", "beranda",
        "trang chủ", "首页", "ホーム", "홈", "acasă", "prima pagină", "начало", "αρχική", "αρχική σελίδα", "úvod", "hlavní stránka",
        "kezdőlap", "címlap", "หน้าแรก", "หน้าหลัก", "होम", "मुखपृष्ठ", "الرئيسية", "الصفحة الرئيسية", "דף הבית", "עמוד הבית", "ראשי",
        "صفحه نخست", "صفحه اصلی", "خانه", "トップ", "トップページ", "首頁", "主页",
        "wiadomości", "новости", "новини", "haberler", "ειδήσεις", "știri", "zprávy", "hírek", "tin tức", "berita", "ニュース",
        "新闻", "新闻中心", "新聞", "뉴스", "ข่าว", "أخبار", "חדשות", "समाचार", "اخبار",
    )
)  # fmt: skip
_MENUS = frozenset(  # of programs: what is told to be chosen
    (
        "file", "edit", "view", "settings", "tools", "insert", "format", "options", "preferences", "system", "window",
        "menu", "datei", "bearbeiten", "ansicht", "einstellungen", "extras", "einfügen", "fichier", "édition", "affichage",
        "paramètres", "outils", "archivo", "edición", "ver", "ajustes", "herramientas", "modifica",
        "visualizza", "impostazioni", "strumenti", "ficheiro", "arquivo", "editar", "ferramentas", "plik", "edycja",
        "ustawienia", "narzędzia", "файл", "правка", "настройки", "dosya", "düzen", "ayarlar", "bestand", "bewerken",
        "instellingen", "arkiv", "inställningar", "ファイル", "設定", "文件", "设置",
    )
)  # fmt: skip
_PLACES = 2  # steps with a number: "Chapter 2 > Scene 4" is a place in a book
_YOU_ARE_HERE = late_re(
    r"(?:you are here|jesteś tutaj|вы здесь|ви тут|buradasiniz|jste zde|itt vagy|当前位置|您的位置|您当前的位置|您现在的位置|目前位置|現在位置|現在地)"
    r"\s?[:\uff1a]\s?"
)
_STEP = 5  # words; the last step may be the title of the article
_LAST = 16
_ITEM = 10  # words of a headline between bars
_FEWEST = 3
_STEPS = Signs(*">›»→❯▸▶⟩/\\")
_ALONE = Signs(*">›»→❯▸▶⟩/")
_HEADLINE = 4  # words
_MOST = 2  # such lines; more of them are a table


def _steps(line: Line, separator: re.Pattern[str]) -> list[str]:
    return [step for step in separator.split(line.folded_core.strip(" >›»/|")) if step]


def _is_way(line: Line) -> bool:
    """Whether a line names the way to the page from the site's first: "Home > News > Kent"."""
    if _NO_WAY.search(line.folded_core):
        return False
    for separator in (_ARROW, _SLASH):
        steps = _steps(line, separator)
        if (
            len(steps) >= 2
            and all(len(step.split()) <= _STEP for step in steps[:-1])
            and len(steps[-1].split()) <= _LAST
        ):
            home = _YOU_ARE_HERE.sub("", steps[0]) in _HOMES
            places = sum(any(map(str.isdigit, step)) for step in steps) < _PLACES
            return home or (separator is _ARROW and len(steps) >= _FEWEST and steps[0] not in _MENUS and places)
    return False


@block_rule(
    "crumbs.way",
    category="navigation",
    strength="strong",
    signs="".join(_STEPS),
    summary='The way to the page from the first one of the site: "Home > News > Coast".',
    examples=(
        """
navigation    | Home > News > Coast
navigation    | Startseite / Hafen / Bauten
              | The council has put off the work for nine years in a row while the sand came in with the tides.
navigation    | News › Coast › Harbour
""",
    ),
    counterexamples=(
        """
              | To change the lamp, open the menu of the tower and choose what you want to see on the wall.
              | Settings > Lamp > Colour
              | If the lamp stays dark, go back to the first page and choose it again, but slowly.
""",
        """
              | File > Export > Print
              | Writes the page as a file that any printer takes, with a margin that is as wide as the thumb of the printer.
""",
        """
              | The council has put off the work for nine years in a row while the sand came in with the tides.
              | North Quay / South Quay / Pier
              | Nobody has yet said where the sand is to go, and the gulls have taken no side in the matter so far.
""",
    ),
)
def way(document: Document, evidence: Evidence) -> Iterator[Match]:
    for line in short_lines_with(document, _STEPS):
        if (
            _is_way(line)
            and not line.row
            and not evidence.claimed(line)
            and _is_outside(line, article_end(document, evidence))
        ):
            yield line_match(line, "the way to the page from the first one of the site")


def _is_outside(line: Line, end: int) -> bool:
    """Whether a line stands below the article, which ends at line ``end``, or above its first paragraph."""
    return end < len(line.document) and (line.index > end or _is_above_text(line))


@block_rule(
    "crumbs.steps",
    category="navigation",
    strength="strong",
    signs=">›»→❯▸▶⟩/",
    summary="The way to the page, a step a line, with an arrow or a stroke alone on the line between.",
    examples=(
        """
navigation    | The Coast
navigation    | >
navigation    | News
navigation    | >
navigation    | Harbour
              | The council has put off the work for nine years in a row while the sand came in with the tides.
""",
    ),
    counterexamples=(
        """
              | The Coast
              | >
              | The council has put off the work for nine years in a row while the sand came in with the tides.
""",
    ),
)
def steps(document: Document, _: Evidence) -> Iterator[Match]:
    arrows = [line for line in short_lines_with(document, _ALONE) if line.text in _ALONE]
    places = {arrow.index: [line for line in (arrow.before, arrow, arrow.after) if line] for arrow in arrows}
    way = {line.index: line for lines in places.values() if len(lines) == _FEWEST for line in lines}
    drawn = any("--" in line.text or "\\-" in line.text for line in way.values())  # a graph of a manual
    if len(arrows) >= 2 and not drawn and all(line.words <= _STEP and not line.ends_sentence for line in way.values()):
        for line in way.values():
            yield line_match(line, "a step on the way to the page")


def _is_above_text(line: Line) -> bool:
    """Whether no paragraph stands above a line."""
    return not any(above.prose for above in line.document.lines(0, line.index))


@block_rule(
    "crumbs.bars",
    category="related",
    strength="strong",
    signs="|",
    summary="Headlines side by side between bars, below the last paragraph or between two.",
    examples=(
        """
              | The council has put off the work for nine years in a row while the sand came in with the tides.
related       | Council delays vote on bridge | Ferry resumes after strike | Who pays for the wall?
""",
    ),
    counterexamples=(
        """
              | The council has put off the work for nine years in a row while the sand came in with the tides.
              | Boat | Depth | Year
              | The Tide | 2 m | 1904
              | The Gull | 3 m | 1911
""",
        """
              | Council delays vote on bridge | Ferry resumes after strike | Who pays for the wall?
""",
    ),
)
def bars(document: Document, evidence: Evidence) -> Iterator[Match]:
    for line, items in _bars(document, evidence):
        if _words_of(items) >= _HEADLINE * len(items):
            yield line_match(line, "headlines side by side")


@block_rule(
    "crumbs.menu",
    category="navigation",
    strength="strong",
    signs="|",
    summary="Sections of the site side by side between bars, below the last paragraph.",
    examples=(
        """
              | The council has put off the work for nine years in a row while the sand came in with the tides.
navigation    | Moorings | Tide tables | Chandlers
""",
    ),
    counterexamples=(
        """
              | The council has put off the work for nine years in a row while the sand came in with the tides.
              | Boat | Depth | Year
              | The Tide | 2 m | 1904
              | The Gull | 3 m | 1911
""",
    ),
)
def menu(document: Document, evidence: Evidence) -> Iterator[Match]:
    for line, items in _bars(document, evidence):
        if _words_of(items) < _HEADLINE * len(items):
            yield line_match(line, "sections side by side")


def _words_of(items: list[str]) -> int:
    return sum(len(item.split()) for item in items)


def _bars(document: Document, evidence: Evidence) -> Iterator[tuple[Line, list[str]]]:
    """Yield the lines of links between bars, with the links."""
    after = _barred_below_text(document) or _barred_between_paragraphs(document)
    for line in after if len(after) <= _MOST else ():
        items = _steps(line, _BAR)
        plain = (
            len(items) >= _FEWEST and all(len(item.split()) <= _ITEM for item in items) and not line.text.endswith(".")
        )
        if plain and not line.row and not evidence.claimed(line) and not _is_told(line, items):
            yield line, items


def _barred_between_paragraphs(document: Document) -> list[Line]:
    """The lines of long headlines between bars that have a paragraph above and below."""
    barred = [line for line in document.lines_with("|") if line.text.count("|") >= _FEWEST - 1]
    return [
        line
        for line in barred
        if line.before and line.before.prose and line.after and line.after.prose and _has_headlines(line)
    ]


def _has_headlines(line: Line) -> bool:
    return line.words >= _HEADLINE * len(_steps(line, _BAR))


def _is_told(line: Line, items: list[str]) -> bool:
    """Whether a line is a credit, code or a row of figures; long headlines may have a figure."""
    if _IS_TOLD.search(line.text):
        return True
    return any(map(str.isdigit, line.text)) and _words_of(items) < _HEADLINE * len(items)


def _barred_below_text(document: Document) -> list[Line]:
    """The lines with bars below the last paragraph; none where there is no paragraph."""
    barred: list[Line] = []
    for line in reversed(document.visible_lines):
        if "|" in line.text:
            barred.append(line)
        elif line.prose:
            return barred
    return []
