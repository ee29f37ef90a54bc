"""Which rules are on: built in, of other packages, of the user's files; selected and ignored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

from cleanr import structure
from cleanr.detect.ruleset import REDIRECTS, Ruleset
from cleanr.errors import PackError, SettingsError, nearest
from cleanr.rulebook.cache import Shelf
from cleanr.rulebook.categories import CATEGORIES
from cleanr.rulebook.pack import built_in_packs, load_pack
from cleanr.rulebook.rule import Rule
from cleanr.text.uncollected import uncollected


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
@uncollected()
def _built_in() -> tuple[Rule, ...]:
    shelf = Shelf("built-in")
    packs = [rule for path in built_in_packs() for rule in load_pack(path, timed=False, kept=shelf.cached)]
    shelf.keep()
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
