"""Which rules are on: built in, from packs, selected and ignored; and the digest that names them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

from cleanr import structure
from cleanr.detect.index import Index
from cleanr.errors import PackError, SettingsError, nearest
from cleanr.fact import fact
from cleanr.pack import built_in_packs, load_pack
from cleanr.phrase import Phrasing
from cleanr.rule import CATEGORIES, Rule, Structure
from cleanr.rulebook.wording import Wording
from cleanr.scan import Scanner, narrow_first

REDIRECTS: dict[str, str] = {  # old id → new id; ids are never used again
    "comments.feed": "comments.heading",
    "notice.date-picker": "notice.form-list",
    "newsletter.unsubscribe": "newsletter.leave",
    "credit.sign": "credit.sign-end",
    "credit.trailing-agency": "credit.press-agency",
    "credit.screen": "credit.agency",
    "credit.trailing-courtesy": "credit.courtesy",
    "credit.square": "credit.bracket",
    "credit.place": "credit.prefix",
    "credit.trailing-via": "credit.prefix",
}


class Ruleset:
    """A fixed set of rules, compiled when first used."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self.phrase_rules = tuple(rule for rule in self.rules if isinstance(rule.look, Phrasing))

    def __getitem__(self, rule_id: str) -> Rule:
        """Return the rule with this id or with an old id of it; raise `SettingsError` when there is none."""
        current = REDIRECTS.get(rule_id, rule_id)
        if current not in self._by_id:
            raise SettingsError(f"unknown rule {rule_id!r}; {nearest(rule_id, self._by_id)}")
        return self._by_id[current]

    @fact
    def _by_id(self) -> dict[str, Rule]:
        return {rule.id: rule for rule in self.rules}

    @fact
    def _askers(self) -> dict[str, list[tuple[Rule, Phrasing]]]:
        askers: dict[str, list[tuple[Rule, Phrasing]]] = {}
        for rule in self.phrase_rules:
            if isinstance(rule.look, Phrasing):
                for literal in dict.fromkeys(rule.look.literals):
                    askers.setdefault(literal, []).append((rule, rule.look))
        return askers

    @fact
    def structures(self) -> tuple[tuple[Rule, Structure], ...]:
        """The structural rules in their order, each with how it looks."""
        return tuple((rule, rule.look) for rule in self.rules if not isinstance(rule.look, Phrasing | Wording))

    @fact
    def index(self) -> Index:
        """What the rules said in templates wait for."""
        return Index(self.rules)

    @fact
    def literals(self) -> tuple[str, ...]:
        """All literals that the phrase rules wait for, as they stand in folded text."""
        return narrow_first(tuple(self._askers))

    @fact
    def waiting(self) -> tuple[list[tuple[Rule, Phrasing]], ...]:
        """For each of `literals`, the rules that wait for it."""
        return tuple(self._askers[literal] for literal in self.literals)

    @fact
    def opening(self) -> tuple[bool, ...]:
        """For each of `literals`, whether all that wait for it want it at the start of a line or sentence."""
        return tuple(all(look.opens for _, look in askers) for askers in self.waiting)

    @fact
    def scanner(self) -> Scanner:
        return Scanner(self.literals)

    @fact
    def digest(self) -> str:
        """A short name for exactly these rules: it changes when, and only when, one of them changes."""
        from cleanr.digest import digest_of

        return digest_of(self.rules)


def ruleset(
    languages: Iterable[str] | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    packs: Iterable[str] = (),
) -> Ruleset:
    """Return the rules that are on.

    ``languages``: packs to use (all when None; rules for any language are always on). ``select`` and ``ignore``:
    rule ids, families or categories to keep only, or to leave out. ``packs``: paths of rule files to add. Raises
    `SettingsError` for a name that no rule answers to, `PackError` for a bad file.
    """
    rules = [*_built_in(), *_from_entry_points(), *(rule for path in packs for rule in load_pack(_existing(path)))]
    _check_unique(rules)
    chosen = _in_languages(rules, languages)
    wanted, unwanted = _names(select, rules), _names(ignore, rules)
    return Ruleset(
        [r for r in chosen if (not wanted or _answers(r, wanted) or not r.category) and not _answers(r, unwanted)]
    )


@cache
def _built_in() -> tuple[Rule, ...]:
    packs = [rule for path in built_in_packs() for rule in load_pack(path, timed=False)]
    return (*packs, *structure.RULES)


@cache
def _from_entry_points() -> tuple[Rule, ...]:
    """Rules of other installed packages: entry points in the group ``cleanr.rules`` name a rule file."""
    return tuple(rule for point in entry_points(group="cleanr.rules") for rule in load_pack(_file_of(point.value)))


def _file_of(value: str) -> Path:
    """Turn ``package:file.toml`` into a path without importing or running the package."""
    from importlib.util import find_spec

    package, _, name = value.partition(":")
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise PackError(f"entry point {value!r}: no package {package!r} is installed")
    return Path(spec.submodule_search_locations[0]) / name


def _existing(path: str) -> Path:
    if not Path(path).is_file():
        raise PackError(f"{path}: no such rule file")
    return Path(path)


def _check_unique(rules: Iterable[Rule]) -> None:
    seen: dict[str, Rule] = {}
    for rule in rules:
        if rule.id in seen:
            raise PackError(f"{rule.source}: rule {rule.id!r} is there already, in {seen[rule.id].source}")
        seen[rule.id] = rule


def _in_languages(rules: Sequence[Rule], languages: Iterable[str] | None) -> list[Rule]:
    if languages is None:
        return list(rules)
    known = {rule.language for rule in rules} - {"any"}
    wanted = tuple(languages)
    for language in wanted:
        if language not in known:
            raise SettingsError(f"no rules for language {language!r}; {nearest(language, known)}")
    return [rule for rule in rules if rule.language in ("any", *wanted)]


def _names(names: Iterable[str], rules: Sequence[Rule]) -> frozenset[str]:
    known = {*CATEGORIES, *(rule.id for rule in rules), *(rule.family for rule in rules), *REDIRECTS}
    for name in names:
        if name not in known:
            raise SettingsError(f"unknown rule {name!r}; {nearest(name, known)}")
    return frozenset(REDIRECTS.get(name, name) for name in names)


def _answers(rule: Rule, names: frozenset[str]) -> bool:
    return not names.isdisjoint((rule.id, rule.family, rule.category))
