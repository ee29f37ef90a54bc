"""Rules made of what repeats most on a site, for a person to look through: a table for each, with its counts above."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from cleanr import __version__
from cleanr.errors import PackError
from cleanr.profiles.keys import key_of
from cleanr.profiles.profile import Profile
from cleanr.profiles.tops import Repeat
from cleanr.proof.draft import Draft
from cleanr.proof.examples import found_by
from cleanr.proof.toml import table
from cleanr.rulebook.rule import Rule, Strength
from cleanr.rulebook.templatematcher import TemplateMatcher
from cleanr.text.folding import fold

_SHARE, _PAGES, _SITES = 0.3, 4, 5  # what stands on fewer pages may be article; on more sites, it is anybody's
_WORD = re.compile(r"\{\w+\}|\w+(?:['.,]\w+)*")
_MOST_WORDS = 40
_BY_PLACE = {"head": "navigation", "foot": "footer", "between": "promo"}
_SINCE = ".".join(__version__.split(".")[:2])


def strongest(profile: Profile, most: int) -> Iterator[tuple[str, Repeat]]:
    """Yield what stands on most pages of its site, with the name of the site: ``most`` of each, the commonest first."""
    for site in profile.sites:
        found = [one for one in profile.top(site, 10 * most) if _is_strong(one)]
        yield from ((site, one) for one in found[:most])


def _is_strong(repeat: Repeat) -> bool:
    return repeat.pages >= _PAGES and repeat.share >= _SHARE and repeat.sites < _SITES


def rule_for(
    repeat: Repeat, site: str, rules: Sequence[Rule], *, category: str = "", language: str = "en",
    strength: str = "strong",
) -> str:  # fmt: skip
    """Return the TOML of a rule that finds what repeats, whole lines of it alone; nothing where none can be made.

    ``category``: what it is, where that is known; else its place says it. ``rules``: none of their counter-examples is
    found. Above the table stands on how many pages it was seen.
    """
    words = _WORD.findall(fold(repeat.text))
    stock = [text for rule in rules if not rule.structural for text in rule.counterexamples]
    draft = next(filter(lambda one: _holds(one, language, repeat.examples, stock), _drafts(words, repeat)), None)
    if draft is None:
        return ""
    entry = {
        "id": f"{_slug(site).replace('-', '')}.{_slug(' '.join(words[:5]))}-{_mark(repeat.text)}",
        "category": category or _BY_PLACE[repeat.place],
        "language": language,
        "strength": strength,
        "since": _SINCE,
        "summary": f"Stands on most pages of {site}.",
        **draft.table(),
        "examples": list(repeat.examples),
        "counterexamples": [f"A reader asked what the words “{draft.words}” were doing there."],
    }
    return f"{_comment(repeat, site)}\n{table(entry)}"


def _mark(text: str) -> str:
    """Four letters and figures that tell ids apart, the same in every process."""
    return key_of(text)[:2].hex()


def _drafts(words: Sequence[str], repeat: Repeat) -> Iterator[Draft]:
    plain = " ".join(word for word in words if not word.startswith("{"))
    if not plain or len(words) > _MOST_WORDS:
        return
    if not repeat.template and plain.replace(" ", "").isalpha():
        yield Draft("labels", " ".join(words), plain, "line", len(words))
    yield Draft("says", f"^ {' '.join(words)} $", plain, "line", max(12, len(words) + 5))


def _holds(draft: Draft, language: str, examples: Iterable[str], stock: Iterable[str]) -> bool:
    """Whether it finds all of ``examples``, and nothing in honest sentences."""
    try:
        matcher = draft.matcher(language)
    except PackError:
        return False
    probes = [word for word in draft.words.split() if len(word) > 3] or draft.words.split()
    near = (text for text in stock if all(word in fold(text) for word in probes))
    return all(_finds(matcher, text) for text in examples) and not any(_finds(matcher, text) for text in near)


def _finds(matcher: TemplateMatcher, text: str) -> bool:
    return bool(found_by(Rule("ours.probe", "ad", Strength.WEAK, matcher, ""), text))


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", fold(text)).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z][a-z0-9]*", plain))[:40].strip("-") or "site"


def _comment(repeat: Repeat, site: str) -> str:
    place = {"head": "at the head", "foot": "at the foot", "between": "between"}[repeat.place]
    return f"# on {repeat.pages:,} of {repeat.of:,} pages of {site} ({repeat.share:.0%}), {place}"
