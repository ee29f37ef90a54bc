"""What repeats on a site most, to be shown: its words, on how many pages it stands, and where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from cleanr.profiles.keys import form_of, key_of
from cleanr.profiles.page import Page, keys_in
from cleanr.profiles.site import Site

Place = Literal["head", "between", "foot"]
_HEAD, _FOOT = 1 / 3, 2 / 3  # of the lines of a page
_ONE_FORM = 0.8  # of the pages with a form on which one line of it stands: then it is that line, and no template


class Repeat(NamedTuple):
    """What repeats: a line, or its form where what is left open in it differs.

    ``pages``: on how many it stands, of how many ``of``. ``sites``: on how many sites of the profile it repeats.
    ``place``: where on the pages it mostly stands. ``examples``: lines of this form, as they are spelled.
    """

    text: str
    pages: int
    of: int
    sites: int
    place: Place
    examples: tuple[str, ...]

    @property
    def share(self) -> float:
        """On what part of the pages it stands."""
        return self.pages / self.of

    @property
    def template(self) -> bool:
        """Whether it is a form, in which figures, dates or names are left open."""
        return self.text not in self.examples


def repeats_of(site: Site, pages: Sequence[Page]) -> list[Repeat]:
    """Return what repeats on a site of these ``pages``, the commonest first; what it says has to have been kept."""
    texts: dict[bytes, set[str]] = defaultdict(set)
    for page in pages:
        for _, text in page.texts():
            form = form_of(text)
            if (key := key_of(form)) and site.line(text).form:
                texts[key].add(text)
    places = _places(pages, texts)
    found = [_repeat(site, sorted(lines), places[form]) for form, lines in texts.items()]
    return sorted(found, key=lambda one: (-one.pages, one.text))


def _repeat(site: Site, lines: Sequence[str], place: float) -> Repeat:
    best = max(lines, key=lambda line: (site.line(line).pages, line))
    standing = site.line(best)
    whole = standing.pages >= _ONE_FORM * standing.form
    by_pages = sorted(lines, key=lambda line: (-site.line(line).pages, line))
    where: Place = "head" if place < _HEAD else "foot" if place > _FOOT else "between"
    text = best if whole else form_of(best)
    return Repeat(
        text, standing.pages if whole else standing.form, standing.of, standing.sites, where, tuple(by_pages[:3])
    )


def _places(pages: Iterable[Page], forms: Mapping[bytes, object]) -> dict[bytes, float]:
    """Where each form stands: the middle one of its places, as parts of a page."""
    places: dict[bytes, list[float]] = defaultdict(list)
    for page in pages:
        keys = keys_in(page.forms)
        for at, key in enumerate(keys):
            if key in forms:
                places[key].append((at + 0.5) / len(keys))
    return {key: sorted(found)[len(found) // 2] for key, found in places.items()}


def repeated_forms(pages: Iterable[Page]) -> set[bytes]:
    """Return the forms that stand on more than one of ``pages``."""
    counts = Counter(form for page in pages for form in {*keys_in(page.forms)})
    return {form for form, count in counts.items() if count > 1}
