"""Menus: the names of sections and service pages that whole-page text opens and ends with."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.titles import is_furniture
from cleanr.text.document import Document, Line
from cleanr.text.edits import Span
from cleanr.text.shortlines import lines_named


def _without_bullet(name: str) -> str:
    """A name without the bullet of plain text."""
    return name.removeprefix("+ ").removeprefix("o ").strip()


# Names of sections and of service pages: what menus are made of.
_MENU = (
    "about|about us|accessibility|account|advertise|advertising|africa|all news|animals|archive|archives|art|arts"
    "|asia|australia|awards|beauty|blog|blogs|books|business|calendar|canada|careers|cars|cart|case studies"
    "|categories|climate|columnists|columns|community|companies|company|contact|contact us|cookie policy|cookies"
    "|corrections|crime|crossword|crosswords|culture|customers|deals|disclaimer|documentation|donate|editorials"
    "|education|elections|energy|entertainment|environment|español|europe|events|facebook|faq|faqs|fashion"
    "|features|feedback|film|finance|fitness|food|food & drink|football|forums|galleries|games|gaming|gear|guides"
    "|health|help|help center|help centre|history|home|home & garden|horoscopes|how it works|industries|info"
    "|innovation|insights|instagram|interviews|investigations|investors|jobs|language|latest|latest news|learn"
    "|legal|letters|life|lifestyle|linkedin|local|locations|log in|login|magazine|markets|media|media kit"
    "|membership|menu|middle east|mlb|money|more|movies|music|my account|national|nba|news|newsletter|newsletters"
    "|newsroom|nfl|nhl|obituaries|opinion|opinions|our team|parenting|partners|people|personal finance|pets"
    "|photography|photos|pinterest|platform|podcast|podcasts|politics|press|press releases|press room|pricing"
    "|privacy|privacy policy|product|products|programs|property|puzzles|quizzes|radio|real estate|recipes|region"
    "|register|relationships|research|resources|reviews|royals|rss|sale|science|search|sections|security|services"
    "|shop|shopping|sign in|sign up|site map|sitemap|soccer|solutions|space|sport|sports|staff|store|stories"
    "|style|subscribe|support|sustainability|team|tech|technology|television|tennis|terms|terms of service"
    "|terms of use|testimonials|theater|theatre|tiktok|tools|top stories|topics|training|transportation|travel"
    "|trending|tv|twitter|u.s.|uk|uk news|us|us news|video|videos|watch|weather|webinars|what we do|who we are"
    "|women|work with us|world|world news|youth|youtube"
)
_MENU_NAMES = frozenset(_MENU.split("|"))
_SPELLED = frozenset(f"{bullet}{name}" for name in _MENU_NAMES for bullet in ("", "+ ", "o "))
_SERVICES = (
    "about|about us|advertise|careers|contact|contact us|cookie policy|faq|help center|help centre|jobs|log in|login"
    "|media kit|my account|newsletter|newsletters|press releases|privacy|privacy policy|rss|sign in|sign up|site map"
    "|sitemap|subscribe|terms|terms of service|terms of use"
)
_SERVICE_NAMES = frozenset(_SERVICES.split("|"))
_LONGEST = 40  # characters of a name, with the marks around it
_FURTHEST = 15  # short lines between two known words of one menu
_FEWEST = 5  # known words in a menu
_NO_NAME_ENDS = (".", ",", ";", ":", "?", "!")


@block_rule(
    "lists.menu",
    category="navigation",
    strength="strong",
    summary="A menu: a run of short lines of which many are names of sections and service pages.",
    why="Whole-page text opens and ends with the menus of the site, one entry a line.",
    examples=(
        """
navigation    | * News
navigation    | * Politics
navigation    | * Business
navigation    | * Northfield Today
navigation    | * Sport
navigation    | * About Us
navigation    | * Contact
navigation    | * Subscribe
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
""",
    ),
    counterexamples=(
        """
              | What the course covers
              | - History
              | - Politics
              | - Health
              | - Education
              | - Technology
              | - Science
              | - Travel
              | The course is held each spring and open to all who have finished the first year of their studies.
""",
        """
              | Every small site should have these pages:
              | - Home
              | - About us
              | - Services
              | - Blog
              | - FAQ
              | - Contact
              | Each of them answers a question that a visitor brings, and none of them should be longer than a screen.
""",
        """
              | News
              | The board voted on Monday to raise the harbour fees, and the new rates start in March next year.
              | Contact
              | Write to the harbour master at the old customs house by the end of the month, or ring the bell there.
""",
    ),
)
def menu(document: Document, evidence: Evidence) -> Iterator[Match]:
    known = _menu_names(document)
    if len(known) < _FEWEST or _SERVICE_NAMES.isdisjoint(known.values()):
        return
    run: list[Line] = []
    for line in document.lines():
        if _is_menu_item(line):
            run.append(line)
        elif run and not is_furniture(line, evidence):
            yield from _menu_notes(run, known, evidence)
            run = []
    yield from _menu_notes(run, known, evidence)


def _menu_names(document: Document) -> dict[int, str]:
    """The names of sections and service pages that have a line to themselves, by the number of the line."""
    known = lines_named(document, _SPELLED)
    return {line.index: _without_bullet(line.folded_core) for line in known if _is_name(line)}


def _is_name(line: Line) -> bool:
    name = line.folded
    return len(name) <= _LONGEST and (name in _MENU_NAMES or name[-1] not in _NO_NAME_ENDS)


def _is_menu_item(line: Line) -> bool:
    return line.words <= 6 and not line.text.endswith(_NO_NAME_ENDS) and not line.text[-1:].isdigit()


def _menu_notes(run: list[Line], known: dict[int, str], evidence: Evidence) -> Iterator[Match]:
    places = [at for at, line in enumerate(run) if line.index in known]
    if len(run) < 6 or len(places) < _FEWEST or _is_introduced(run[0], evidence):
        return
    group: list[int] = []
    for at in places:
        if group and at - group[-1] > _FURTHEST:
            yield from _menu_group(run, group, known)
            group = []
        group.append(at)
    yield from _menu_group(run, group, known)


def _is_introduced(line: Line, evidence: Evidence) -> bool:
    """Whether the last line above that is no furniture ends in a colon: the list is then part of the text."""
    above = line.before
    while above and is_furniture(above, evidence):
        above = above.before
    return above is not None and above.text.endswith(":")


def _menu_group(run: list[Line], group: list[int], known: dict[int, str]) -> Iterator[Match]:
    """A group of known words is a menu when it is long, dense, and names service pages: a syllabus names none."""
    names = {known[run[at].index] for at in group}
    if len(group) < _FEWEST or names.isdisjoint(_SERVICE_NAMES) or len(group) * 10 < group[-1] - group[0]:
        return
    for line in run[group[0] : group[-1] + 1]:
        yield Match(Span(line.start, line.end), f"in a menu of {group[-1] - group[0] + 1} entries")
