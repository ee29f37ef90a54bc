"""The façade: `Cleaner`, and the `Report` of what it did."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from cleanr import operators
from cleanr.document import Document
from cleanr.engine import investigate
from cleanr.repair import repair
from cleanr.rule import Finding
from cleanr.ruleset import Ruleset, ruleset
from cleanr.settings import Policy, Settings
from cleanr.speech import Memory
from cleanr.text import Edit, OffsetMap, apply, compose
from cleanr.verdict import ARTICLE, Segment, decide, overlay

# What is left of a broken line, or comes to stand beside another, may read as furniture of its own: look again.
_MOST_LOOKS = 6


class _Look(NamedTuple):
    """One look at a text: what was repaired, and what was found, decided and edited in the repaired text."""

    repairs: tuple[Edit, ...]
    repaired: str
    findings: list[Finding]
    segments: tuple[Segment, ...]
    edits: tuple[Edit, ...]
    text: str


@dataclass(frozen=True)
class Report:
    """What cleanr made of one text.

    ``original``: the text as it was given. ``segments``: a partition of it, in order. ``findings``: all evidence, in
    order, overlapping. ``edits``: every change, sorted, none overlapping; ``apply(edits, original) == text``.
    ``text``: the cleaned text. ``digest``: names the rules that were on. All positions are half-open, in code points
    of ``original``.
    """

    original: str
    segments: tuple[Segment, ...]
    findings: tuple[Finding, ...]
    edits: tuple[Edit, ...]
    text: str
    digest: str

    @property
    def extracted(self) -> list[dict[str, Any]]:
        """What the action ``extract`` took out: category, span and words."""
        return operators.extract(self.original, self.segments)

    @property
    def tags(self) -> list[dict[str, Any]]:
        """A record for each segment that has a category."""
        return operators.tag(self.segments)

    @property
    def annotated(self) -> str:
        """The original with each segment that has a category in ``⟦category: …⟧``."""
        return operators.annotate(self.original, self.segments)

    def explain(self) -> str:
        """Return, for a reader, the sum behind each segment that has a category, and what would have tipped it."""
        from cleanr.views.sums import explain

        return explain(self.original, self.segments, self.findings)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, ready for JSON: text, spans, findings, edits, digest."""
        return {
            "text": self.text,
            "spans": self.tags,
            "findings": [finding._asdict() for finding in self.findings],
            "edits": [edit._asdict() for edit in self.edits],
            "digest": self.digest,
        }

    def _repr_html_(self) -> str:
        from cleanr.views.markup import notebook

        return notebook(self.original, self.segments, self.edits)


class Cleaner:
    """Settings and rules, compiled once. Immutable, safe to share between threads, picklable.

    Takes the fields of `Settings` as keywords, in plain values. Raises `SettingsError` or `PackError`, which say what
    is wrong and what was probably meant.

    >>> Cleaner(policy="tag").analyze("Sign up for our newsletter").segments[0].category
    'newsletter'
    """

    settings: Settings

    def __init__(
        self,
        *,
        policy: str | Mapping[str, str] | Policy = "article",
        repair: str = "conservative",
        languages: Iterable[str] | None = None,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        rules: Iterable[str] = (),
    ) -> None:
        settings = Settings.of(
            policy=policy, repair=repair, languages=languages, select=select, ignore=ignore, rules=rules
        )
        self.__dict__["settings"] = settings
        self.rules  # noqa: B018  # wrong rules fail here, not at the first text

    @classmethod
    def of(cls, settings: Settings) -> Cleaner:
        """Return the cleaner of ready-made settings."""
        return _rebuild(settings)

    @cached_property
    def rules(self) -> Ruleset:
        """The rules that are on."""
        s = self.settings
        return _compiled(s.languages, s.select, s.ignore, s.rules, tuple(map(_stamp, s.rules)))

    @cached_property
    def _actions(self) -> dict[str, str]:
        return dict(self.settings.policy)

    def clean(self, text: str) -> str:
        """Return the article: ``text`` repaired, its furniture taken out. Raises `TypeError` for anything but `str`."""
        _check_text(text)
        memory: Memory = {}
        for _ in range(_MOST_LOOKS):
            look = self._look(text, memory)
            if look.text == text or self._settled(look):
                return look.text
            text = look.text
        return text

    def clean_batch(self, texts: Iterable[str | None]) -> list[str | None]:
        """Return each text cleaned, in order; None stays None."""
        return [None if text is None else self.clean(text) for text in texts]

    def analyze(self, text: str) -> Report:
        """Return what was found in ``text``, where, why, and the text without it. Raises `TypeError` for bytes."""
        _check_text(text)
        memory: Memory = {}
        look = self._look(text, memory)
        report = self._report(text, look)
        for _ in range(_MOST_LOOKS - 1):
            if look.text == text:
                break
            if self._settled(look):
                return _joined(report, self._report(look.text, look._replace(repairs=())))
            text, look = look.text, self._look(look.text, memory)
            report = _joined(report, self._report(text, look))
        return report

    def _look(self, text: str, memory: Memory) -> _Look:
        """Look at ``text`` once: repair, investigate, decide, edit."""
        repairs = repair(text, self.settings.repair)
        repaired = apply(repairs, text) if repairs else text
        found = investigate(Document(repaired), self.rules, memory=memory).findings
        segments = decide(found, self._actions, len(repaired))
        edits = operators.edits_of(repaired, segments) if found else ()
        return _Look(repairs, repaired, found, segments, edits, apply(edits, repaired) if edits else repaired)

    def _settled(self, look: _Look) -> bool:
        """Whether a next look would see just what this one saw: it took nothing out, and nothing is left to repair."""
        return not look.edits and not repair(look.text, self.settings.repair)

    def _report(self, text: str, look: _Look) -> Report:
        segments, found = look.segments, look.findings
        if look.repairs:
            segments, found = _in_source(text, segments, found, OffsetMap(look.repairs))
        edits = compose(look.repairs, look.edits)
        return Report(text, segments, tuple(sorted(found)), edits, look.text, self.rules.digest)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Cleaner cannot be changed; make another one: Cleaner({name}=...)")

    __delattr__ = __setattr__  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (self.settings,)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Cleaner) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def _key(self) -> tuple[Settings, str]:
        return self.settings, self.rules.digest

    def __repr__(self) -> str:
        return f"Cleaner({self.settings!r})"


@lru_cache(maxsize=64)
def _compiled(
    languages: tuple[str, ...] | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    packs: tuple[str, ...],
    stamps: tuple[object, ...],  # noqa: ARG001  # a pack that was changed since is read again
) -> Ruleset:
    return ruleset(languages, select, ignore, packs)


def _stamp(pack: str) -> object:
    """Which file a path leads to now, and in which state it is."""
    try:
        found = os.stat(pack)
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size


def _rebuild(settings: Settings) -> Cleaner:
    cleaner = Cleaner.__new__(Cleaner)
    cleaner.__dict__["settings"] = settings
    return cleaner


def _check_text(text: object) -> None:
    if isinstance(text, bytes | bytearray | memoryview):
        raise TypeError(
            "cleanr works on str, not bytes. Decode it first, with the encoding that it is in: "
            'text = data.decode("utf-8"). When you do not know the encoding, look at where the data came from.'
        )
    if not isinstance(text, str):
        raise TypeError(f"cleanr works on str, not {type(text).__name__}")


def _joined(first: Report, second: Report) -> Report:
    """Two looks as one report on the text of the first: ``second`` looked at what ``first`` left."""
    offsets = OffsetMap(first.edits)
    segments, findings = _in_source(first.original, second.segments, list(second.findings), offsets)
    gone = [segment for segment in first.segments if segment.action in operators.CHANGING]
    return Report(
        first.original,
        overlay(gone, segments),
        tuple(sorted({*first.findings, *findings})),
        compose(first.edits, second.edits),
        second.text,
        first.digest,
    )


def _in_source(
    text: str, segments: tuple[Segment, ...], findings: list[Finding], offsets: OffsetMap
) -> tuple[tuple[Segment, ...], list[Finding]]:
    """Address segments and findings in ``text``, as the user gave it; the outermost segments reach its ends."""

    def place(finding: Finding) -> Finding:
        return finding._replace(start=offsets.to_source(finding.start), end=offsets.to_source(finding.end))

    cuts = [0, *(offsets.to_source(segment.start) for segment in segments[1:]), len(text)]
    placed = [
        segment._replace(start=start, end=end, findings=tuple(map(place, segment.findings)))
        for segment, start, end in zip(segments or (Segment(0, 0, *ARTICLE),), cuts, cuts[1:], strict=False)
        if start < end
    ]
    return tuple(placed), [place(finding) for finding in findings]
