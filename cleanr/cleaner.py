"""The façade: `Cleaner`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cached_property, reduce
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleanr.calls import by_keyword, check_arrow, check_batch, instead_of, instead_of_text, text_alone
from cleanr.decide.verdict import CONFIDENCE
from cleanr.detect.ruleset import Ruleset
from cleanr.errors import RulesDifferError
from cleanr.passes import Passes
from cleanr.pipelines.nulls import is_null
from cleanr.profiles.profile import Profile, content_of, profile_in
from cleanr.profiles.site import Site
from cleanr.repair.fixes import Mode
from cleanr.report import Report, combined
from cleanr.settings.compiled import rules_of
from cleanr.settings.settings import Policy, PolicyChanges, Preset, RulePath, Settings

if TYPE_CHECKING:
    from cleanr.pipelines.on import On

class Cleaner:
    """Settings and rules, compiled once. Immutable, safe to share between threads, picklable.

    Takes the fields of `Settings` as keywords, in plain values. Raises `SettingsError` or `PackError`, which say what
    is wrong and what was probably meant.

    >>> Cleaner(policy="tag").analyze("Sign up for our newsletter").segments[0].category
    'newsletter'
    """

    settings: Settings

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
        profile: Profile | RulePath | None = None,
    ) -> None:
        path = None if isinstance(profile, Profile) else profile
        self.__dict__["settings"] = Settings(
            policy=policy, confidence=confidence, repair=repair, languages=languages,
            select=select, ignore=ignore, rules=rules, profile=path,
        )  # fmt: skip
        if isinstance(profile, Profile):
            self.__dict__["profile"] = profile.copy()  # it may grow; a cleaner never changes
        self._check()

    @classmethod
    def of(cls, settings: Settings) -> Cleaner:
        """Return the cleaner of ready-made settings. Raises `TypeError` for anything but `Settings`."""
        if not isinstance(settings, Settings):
            raise TypeError(
                f"Cleaner.of takes Settings, not {type(settings).__name__}; write {instead_of('Cleaner', settings)}"
            )
        return _made(settings)

    @classmethod
    def from_spec(cls, spec: str | Path | Mapping[str, Any]) -> Cleaner:
        """Return a cleaner for a preset's name, a TOML or JSON file, or a mapping with the fields of `Settings`.

        Raises `SettingsError` or `PackError`.

        >>> Cleaner.from_spec({"policy": "strict", "ignore": ["share"]}) == Cleaner(policy="strict", ignore=["share"])
        True
        """
        from cleanr.settings.spec import settings_of

        cleaner = _made(settings_of(spec))
        cleaner._check()
        return cleaner

    def _check(self) -> None:
        """Let wrong rules and a wrong profile fail here, not at the first text."""
        self.rules  # noqa: B018
        self.profile  # noqa: B018

    @property
    def spec(self) -> dict[str, Any]:
        """The settings as values that JSON can hold; what is as it comes is left out. `from_spec` takes them back."""
        from cleanr.settings.spec import spec_of

        return spec_of(self.settings)

    @property
    def digest(self) -> str:
        """16 hexadecimal digits that name the rules that are on; `Report.digest` is the same."""
        return str(self.__dict__.get("_digest") or self.rules.digest)

    @property
    def fingerprint(self) -> str:
        """What names all that decides, beside the settings, what becomes of a text: the rules, and a profile."""
        return f"{self.digest}+{self.profile.digest}" if self.profile else self.digest

    @cached_property
    def rules(self) -> Ruleset:
        """The rules that are on. Raises `RulesDifferError` in a copy from a pickle made with other rules."""
        return rules_of(self.settings, self.__dict__.get("_digest"))

    @cached_property
    def profile(self) -> Profile | None:
        """What repeats on the sites that texts come from, where that is known. Raises `ProfileError`."""
        path = self.settings.profile
        profile = None if path is None else profile_in(path, content_of(path))
        if profile and self.__dict__.get("_profile_digest", profile.digest) != profile.digest:
            raise RulesDifferError(f"{path}: the profile is not the one that this Cleaner was made with")
        return profile

    @cached_property
    def _passes(self) -> Passes:
        actions: Any = dict(self.settings.policy.actions)  # checked when it was made
        return Passes(self.rules, actions, self.settings.repair, self.settings.strip_at)

    @text_alone
    def clean(self, text: str, *, site: str | None = None) -> str:
        """Return the article: ``text`` repaired, its furniture taken out. Raises `TypeError` for anything but `str`.

        ``site``: where the text is from, an address or a name, for a cleaner with a profile; where that knows one site
        alone, it may be left out.
        """
        _check_text(text)
        return self._passes.over(text, self._site(site))[-1].text

    def clean_batch(self, texts: Iterable[str | None], *, sites: Iterable[str | None] = ()) -> list[str | None]:
        """Return each text cleaned, in order. What stands for null (None, NaN, pandas' NA) becomes None.

        ``texts``: a list, an iterator, or a column of pandas or Polars. ``sites``: where each is from, as for `clean`.
        Raises `TypeError` for what holds no texts.
        """
        check_batch(texts)
        each = zip(texts, chain(sites, repeat(None)), strict=False)
        return [None if is_null(text) else self.clean(text, site=_named(site)) for text, site in each]  # type: ignore[arg-type]

    def clean_arrow(self, array: Any) -> Any:
        """Return a `pyarrow.Array` or `ChunkedArray` of texts cleaned: same type, same chunks; null stays null.

        Raises `ColumnError` for an array of another type, `TypeError` for what is no array.
        """
        check_arrow(array)
        from cleanr.pipelines.tables import clean_array

        return clean_array(array, self.on("text")._make)

    def on(self, column: str, *, spans: str | None = None, output: str | None = None, site: str | None = None) -> On:
        """Return a callable that cleans the column ``column`` of whatever batch it is called with.

        ``output``: the column that the cleaned text goes to. ``spans``: a column for what was found, in code points of
        the text that was given (`cleanr.pipelines.spancolumn` has its type). With neither, the text is cleaned in its
        place; with ``spans`` alone, it stays as it is, for the spans point into it. A column that is there already is
        replaced. ``site``: the column that says where each text is from, for a cleaner with a profile.

        It takes a dict of columns, one record, a list of records, an Arrow table or record batch, a pandas or Polars
        frame, or an iterator of these, and returns the same kind. Nulls stay null, other columns are not touched.
        Raises `ColumnError` when there is no such column or it holds something else than text.

        >>> Cleaner().on("text")([{"id": 1, "text": "The vote is on Monday.\\nAdvertisement"}])
        [{'id': 1, 'text': 'The vote is on Monday.'}]
        """
        from cleanr.pipelines.on import On

        return On(self, column, spans, output, site)

    @text_alone
    def analyze(self, text: str, *, site: str | None = None) -> Report:
        """Return what was found in ``text``, where, why, and the text without it. Raises `TypeError` for bytes.

        ``site``: where the text is from, as for `clean`.
        """
        _check_text(text)
        return reduce(combined, map(self._passes.report, self._passes.over(text, self._site(site))))

    def _site(self, name: str | None) -> Site | None:
        return self.profile.site(name) if self.profile else None

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Cleaner cannot be changed; make another one: Cleaner({name}=...)")

    __delattr__ = __setattr__  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        """Settings and the digest of the rules, as two strings: equal in every process, whatever was used before."""
        spec = json.dumps(self.spec, sort_keys=True)
        if self.profile is None:
            return _restored, (spec, self.digest)
        return _restored, (spec, self.digest, self.profile.digest if self.settings.profile else self.profile.to_bytes())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Cleaner) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def _key(self) -> tuple[Settings, str]:
        return self.settings, self.fingerprint

    def __repr__(self) -> str:
        return f"Cleaner({self.settings!r})"


def _made(settings: Settings) -> Cleaner:
    cleaner = Cleaner.__new__(Cleaner)
    cleaner.__dict__["settings"] = settings
    return cleaner


def _restored(spec: str, digest: str, profile: str | bytes = "") -> Cleaner:
    """Nothing is compiled or checked yet: an error while a task is unpickled would hang a pool of processes.

    ``profile``: its digest where the settings name its file, else the profile itself.
    """
    cleaner = _made(Settings.of(**json.loads(spec)))
    cleaner.__dict__["_digest"] = digest
    if isinstance(profile, bytes):
        cleaner.__dict__["profile"] = profile_in("", profile)
    elif profile:
        cleaner.__dict__["_profile_digest"] = profile
    return cleaner


def _named(site: object) -> str | None:
    """The site of a row of a batch, if it has one."""
    return None if is_null(site) else str(site)


def _check_text(text: object) -> None:
    if not isinstance(text, str):
        raise TypeError(instead_of_text(text))
