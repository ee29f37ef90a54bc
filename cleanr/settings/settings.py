"""What the user may set: which categories go, and how the work is done."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any, Literal, get_args

from cleanr.calls import by_keyword
from cleanr.decide.verdict import CONFIDENCE, Action, least_score
from cleanr.errors import SettingsError, nearest
from cleanr.repair.fixes import Mode, check_mode
from cleanr.rulebook.categories import CATEGORIES, Category

Preset = Literal["article", "strict", "tag"]
PolicyChanges = Mapping[Category | Literal["preset"], Action | Preset]  # single actions, laid over a preset
RulePath = str | os.PathLike[str]
ACTIONS: tuple[str, ...] = get_args(Action)
LEAST_CONFIDENCE = 0.67  # a weak rule alone, and so one on trial, promises .66: such rules tag, and never strip

_TAGGED = ("byline", "dateline", "author", "wire", "syndication", "correction", "tags", "contact", "title")

PRESETS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "article": MappingProxyType({name: "tag" if name in _TAGGED else "strip" for name in CATEGORIES}),
        "strict": MappingProxyType(dict.fromkeys(CATEGORIES, "strip")),
        "tag": MappingProxyType(dict.fromkeys(CATEGORIES, "tag")),
    }
)


@dataclass(frozen=True, slots=True)
class Policy(Mapping[str, str]):
    """What is done with each category: a mapping from category to action.

    Actions: ``keep`` (say nothing), ``tag`` (say where it is, and keep it), ``strip`` (take it out), ``mask`` (put the
    category's name in its place), ``extract`` (take it out and hand it over in `Report.extracted`).
    """

    actions: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, policy: Preset | PolicyChanges | Policy = "article") -> Policy:
        """Return the policy of a preset's name, or of single actions laid over a preset.

        A mapping may name the preset that it changes under the key ``preset`` (``article`` when it does not).
        Raises `SettingsError` for an unknown preset, category or action.

        >>> Policy.of({"preset": "strict", "caption": "keep"})["caption"]
        'keep'
        """
        if isinstance(policy, Policy):
            return policy
        if not isinstance(policy, str | Mapping):
            raise SettingsError(f"policy must be a preset ({', '.join(PRESETS)}) or a mapping, not {policy!r}")
        changes: dict[Any, Any] = {"preset": policy} if isinstance(policy, str) else dict(policy)
        preset = _known("policy", changes.pop("preset", "article"), PRESETS)
        for category, action in changes.items():
            _known("category", category, CATEGORIES)
            _known(f"action for {category!r}:", action, ACTIONS)
        return cls(tuple(sorted({**PRESETS[preset], **changes}.items())))

    def __getitem__(self, category: str) -> str:
        return dict(self.actions)[category]

    def __iter__(self) -> Iterator[str]:
        return iter(dict(self.actions))

    def __len__(self) -> int:
        return len(self.actions)


@dataclass(frozen=True, slots=True, init=False)
class Settings:
    """Everything that decides what cleanr does with a text. All fields are optional, and given by keyword.

    ``policy``: a preset (``article``, ``strict``, ``tag``), or a mapping from category to action laid over one.
    ``article`` strips furniture and keeps headline, byline, dates and the like; ``strict`` leaves the body alone, and
    so loses what some readers want; ``tag`` strips nothing.
    ``confidence``: how sure a verdict must be to strip, a probability from .67 to below 1. Lower finds more, and takes
    more of the article; higher is safer, and tags what it no longer strips. Scores are whole decibans: what strips is
    the least whole score that is as sure (.9: 10, .95: 13, .96: 14, .99: 20).
    ``repair``: ``conservative`` mends what is broken (mojibake, control characters, entities); ``full`` does all that
    `ftfy.fix_text` does, which restyles healthy text too (quotes, ligatures, widths); ``none`` touches nothing, so
    phrases in broken text are missed.
    ``languages``: rule packs to use (``None``: all). Fewer packs find less; no pack misfires much in another language.
    ``select``, ``ignore``: ids, families or categories of rules to keep only, or to leave out. Leaving out a guard
    family takes protection from the article.
    ``rules``: paths of rule files to add. A careless rule eats articles: check it with examples first.
    ``profile``: path of a profile: what repeats on the pages of a site is furniture, too. It is heard where the site of
    a text is named. A profile that was made of other pages than those of the site takes what these have in common.

    Raises `SettingsError` that names a wrong value and what was probably meant.

    >>> Settings(policy="strict").policy["byline"]
    'strip'
    """

    policy: Policy = field(default_factory=Policy.of)
    confidence: float = CONFIDENCE
    repair: Mode = "conservative"
    languages: tuple[str, ...] | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    profile: str | None = None

    @by_keyword
    def __init__(
        self,
        *,
        policy: Preset | PolicyChanges | Policy = "article",
        confidence: float = CONFIDENCE,
        repair: Mode = "conservative",
        languages: Iterable[str] | None = None,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        rules: Iterable[RulePath] = (),
        profile: RulePath | None = None,
    ) -> None:
        check_mode(repair)
        values = {
            "policy": Policy.of(policy),
            "confidence": _confidence(confidence),
            "repair": repair,
            "languages": None if languages is None else _names("languages", languages),
            "select": _names("select", select),
            "ignore": _names("ignore", ignore),
            "rules": _paths(rules),
            "profile": None if profile is None else _path("profile", profile),
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    @classmethod
    def of(cls, **options: Any) -> Settings:
        """Return settings from plain values as a file gives them; raise `SettingsError` also for an unknown name."""
        known = [f.name for f in fields(cls)]
        for name in options:
            _known("setting", name, known)
        return cls(**options)

    @property
    def strip_at(self) -> int:
        """The least score, in decibans, that is as sure as `confidence`."""
        return least_score(self.confidence)


def _confidence(value: object) -> float:
    try:
        number = float("nan") if isinstance(value, bool | str) else float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        number = float("nan")
    if not LEAST_CONFIDENCE <= number < 1:
        raise SettingsError(f"confidence must be a number from {LEAST_CONFIDENCE} to below 1, not {value!r}")
    return number


def _names(name: str, value: Iterable[str]) -> tuple[str, ...]:
    if isinstance(value, str):
        raise SettingsError(f"{name} must be a list of strings, not {value!r}; write {name}=[{value!r}]")
    if not hasattr(value, "__iter__"):
        raise SettingsError(f"{name} must be a list of strings, not {value!r}")
    return tuple(map(str, value))


def _paths(value: Iterable[RulePath]) -> tuple[str, ...]:
    if isinstance(value, str | os.PathLike):
        path = os.fspath(value)
        raise SettingsError(f"rules must be a list of paths, not {path!r}; write rules=[{path!r}]")
    if not hasattr(value, "__iter__"):
        raise SettingsError(f"rules must be a list of paths, not {value!r}")
    return tuple(os.fsdecode(path) if isinstance(path, os.PathLike) else str(path) for path in value)


def _path(name: str, value: RulePath) -> str:
    if not isinstance(value, str | os.PathLike):
        raise SettingsError(f"{name} must be the path of a file, not {value!r:.60}")
    return os.fsdecode(value)


def _known(what: str, name: object, choices: Iterable[str]) -> str:
    known = tuple(choices)
    if name not in known:
        raise SettingsError(f"unknown {what} {name!r}; {nearest(str(name), known)}")
    return str(name)
