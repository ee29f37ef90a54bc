"""What the user may set: which categories go, and how the work is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Literal, get_args

from cleanr.errors import SettingsError, nearest
from cleanr.repair import check_mode
from cleanr.rule import CATEGORIES

Action = Literal["keep", "tag", "strip", "mask", "extract"]
ACTIONS: tuple[str, ...] = get_args(Action)

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
    def of(cls, policy: str | Mapping[str, str] | Policy = "article") -> Policy:
        """Return the policy of a preset's name, or of single actions laid over a preset.

        A mapping may name the preset that it changes under the key ``preset`` (``article`` when it does not).
        Raises `SettingsError` for an unknown preset, category or action.

        >>> Policy.of({"preset": "strict", "caption": "keep"})["caption"]
        'keep'
        """
        if isinstance(policy, Policy):
            return policy
        if isinstance(policy, str):
            policy = {"preset": policy}
        if not isinstance(policy, Mapping):
            raise SettingsError(f"policy must be a preset ({', '.join(PRESETS)}) or a mapping, not {policy!r}")
        changes = dict(policy)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that decides what cleanr does with a text. All fields are optional.

    ``policy``: a preset (``article``, ``strict``, ``tag``), or a mapping from category to action laid over one.
    ``article`` strips furniture and keeps headline, byline, dates and the like; ``strict`` leaves the body alone, and
    so loses what some readers want; ``tag`` strips nothing.
    ``repair``: ``conservative`` mends what is broken (mojibake, control characters, entities); ``full`` does all that
    `ftfy.fix_text` does, which restyles healthy text too (quotes, ligatures, widths); ``none`` touches nothing, so
    phrases in broken text are missed.
    ``languages``: rule packs to use (``None``: all). Fewer packs find less; no pack misfires much in another language.
    ``select``, ``ignore``: ids, families or categories of rules to keep only, or to leave out. Leaving out a guard
    family takes protection from the article.
    ``rules``: paths of rule files to add. A careless rule eats articles: check it with examples first.
    """

    policy: Policy = field(default_factory=Policy.of)
    repair: str = "conservative"
    languages: tuple[str, ...] | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    @classmethod
    def of(cls, **options: object) -> Settings:
        """Return settings from plain values as a user gives them; raise `SettingsError` that names a wrong one."""
        known = [f.name for f in fields(cls)]
        for name in options:
            _known("setting", name, known)
        values = {
            name: _tuple(name, value) if name not in ("policy", "repair") else value for name, value in options.items()
        }
        values["policy"] = Policy.of(values.get("policy", "article"))  # type: ignore[arg-type]
        check_mode(str(values.get("repair", "conservative")))
        return cls(**values)  # type: ignore[arg-type]


def _tuple(name: str, value: object) -> tuple[str, ...] | None:
    if value is None and name == "languages":
        return None
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        raise SettingsError(f"{name} must be a list of strings, not {value!r}")
    return tuple(str(item) for item in value)


def _known(what: str, name: object, choices: Iterable[str]) -> str:
    known = tuple(choices)
    if name not in known:
        raise SettingsError(f"unknown {what} {name!r}; {nearest(str(name), known)}")
    return str(name)
