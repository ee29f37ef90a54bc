"""The façade: `Cleaner`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cleanr.calls import by_keyword, check_arrow, check_batch, instead_of, instead_of_text, text_alone
from cleanr.decide import brake, operators
from cleanr.decide.verdict import CONFIDENCE, Action, Change, Segment, changes, changing_of, decide
from cleanr.detect.engine import detect
from cleanr.detect.phrases import LineCache
from cleanr.detect.ruleset import Ruleset
from cleanr.findings.finding import Finding
from cleanr.pipelines.nulls import is_null
from cleanr.repair.fixes import Mode, repair
from cleanr.report import Report, combined, in_source
from cleanr.settings.compiled import rules_of
from cleanr.settings.settings import Policy, PolicyChanges, Preset, RulePath, Settings
from cleanr.text.document import Document
from cleanr.text.edits import Edit, OffsetMap, apply, compose

if TYPE_CHECKING:
    from cleanr.pipelines.on import On

# What is left of a broken line, or comes to stand beside another, may read as furniture of its own: another pass.
_MOST_PASSES = 6


Keep = Callable[[str, tuple[Segment, ...]], tuple[Segment, ...]]


class _Pass(NamedTuple):
    """One pass over a text: what was repaired, and what was found, decided and edited in the repaired text.

    ``segments`` is None where all goes as it was decided: then nobody asks for them but `analyze`.
    """

    source: str
    repairs: tuple[Edit, ...]
    repaired: str
    findings: list[Finding]
    changing: Sequence[Change]
    segments: tuple[Segment, ...] | None
    edits: tuple[Edit, ...]
    text: str


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
    ) -> None:
        self.__dict__["settings"] = Settings(
            policy=policy, confidence=confidence, repair=repair, languages=languages,
            select=select, ignore=ignore, rules=rules,
        )  # fmt: skip
        self.rules  # noqa: B018  # wrong rules fail here, not at the first text

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
        cleaner.rules  # noqa: B018  # wrong rules fail here
        return cleaner

    @property
    def spec(self) -> dict[str, Any]:
        """The settings as values that JSON can hold; what is as it comes is left out. `from_spec` takes them back."""
        from cleanr.settings.spec import spec_of

        return spec_of(self.settings)

    @property
    def digest(self) -> str:
        """16 hexadecimal digits that name the rules that are on; `Report.digest` is the same."""
        return str(self.__dict__.get("_digest") or self.rules.digest)

    @cached_property
    def rules(self) -> Ruleset:
        """The rules that are on. Raises `RulesDifferError` in a copy from a pickle made with other rules."""
        return rules_of(self.settings, self.__dict__.get("_digest"))

    @cached_property
    def _actions(self) -> dict[str, Action]:
        return dict(self.settings.policy.actions)  # type: ignore[arg-type]  # checked when it was made

    @text_alone
    def clean(self, text: str) -> str:
        """Return the article: ``text`` repaired, its furniture taken out. Raises `TypeError` for anything but `str`."""
        _check_text(text)
        return self._passes(text)[-1].text

    def clean_batch(self, texts: Iterable[str | None]) -> list[str | None]:
        """Return each text cleaned, in order. What stands for null (None, NaN, pandas' NA) becomes None.

        ``texts``: a list, an iterator, or a column of pandas or Polars. Raises `TypeError` for what holds no texts.
        """
        check_batch(texts)
        return [None if is_null(text) else self.clean(text) for text in texts]  # type: ignore[arg-type]

    def clean_arrow(self, array: Any) -> Any:
        """Return a `pyarrow.Array` or `ChunkedArray` of texts cleaned: same type, same chunks; null stays null.

        Raises `ColumnError` for an array of another type, `TypeError` for what is no array.
        """
        check_arrow(array)
        from cleanr.pipelines.tables import clean_array

        return clean_array(array, self.on("text")._make)

    def on(self, column: str, *, spans: str | None = None, output: str | None = None) -> On:
        """Return a callable that cleans the column ``column`` of whatever batch it is called with.

        ``output``: the column that the cleaned text goes to. ``spans``: a column for what was found, in code points of
        the text that was given (`cleanr.pipelines.spancolumn` has its type). With neither, the text is cleaned in its
        place; with ``spans`` alone, it stays as it is, for the spans point into it. A column that is there already is
        replaced.

        It takes a dict of columns, one record, a list of records, an Arrow table or record batch, a pandas or Polars
        frame, or an iterator of these, and returns the same kind. Nulls stay null, other columns are not touched.
        Raises `ColumnError` when there is no such column or it holds something else than text.

        >>> Cleaner().on("text")([{"id": 1, "text": "The vote is on Monday.\\nAdvertisement"}])
        [{'id': 1, 'text': 'The vote is on Monday.'}]
        """
        from cleanr.pipelines.on import On

        return On(self, column, spans, output)

    @text_alone
    def analyze(self, text: str) -> Report:
        """Return what was found in ``text``, where, why, and the text without it. Raises `TypeError` for bytes."""
        _check_text(text)
        return reduce(combined, map(self._report, self._passes(text)))

    def _passes(self, text: str) -> list[_Pass]:
        """The passes over a text, each over what the one before left, until nothing changes; with the brake on it."""
        line_cache = LineCache()
        passes = self._run_passes(text, line_cache)
        if not _removes_most_prose(passes):
            return passes
        passes = self._run_passes(text, line_cache, brake.keep_prose)
        return passes if self._is_stable(passes, line_cache) else self._run_passes(text, line_cache, brake.keep_all)

    def _is_stable(self, passes: list[_Pass], line_cache: LineCache) -> bool:
        """Whether the prose that was kept is found, and kept, as before in what the passes left."""
        first, last = passes[0], passes[-1]
        kept, kept_last = (brake.kept_texts(one.repaired, self._segments(one)) for one in (first, last))
        if kept != kept_last or last.text != last.source:
            return False
        return _removes_most_prose(self._run_passes(last.text, line_cache))

    def _run_passes(self, text: str, line_cache: LineCache, keep: Keep | None = None) -> list[_Pass]:
        passes: list[_Pass] = []
        for _ in range(_MOST_PASSES):
            result = self._run_pass(text, line_cache, keep)
            passes.append(result)
            if result.text == text:
                break
            if self._is_settled(result):
                passes.append(result._replace(source=result.text, repairs=()))
                break
            text = result.text
        return passes

    def _run_pass(self, text: str, line_cache: LineCache, keep: Keep | None) -> _Pass:
        """Go over ``text`` once: repair, detect, decide, edit; ``keep`` says what stays of what was decided."""
        repairs = repair(text, self.settings.repair)
        repaired = apply(repairs, text) if repairs else text
        document = Document(repaired)
        findings = detect(document, self.rules, line_cache=line_cache).findings
        document.forget()
        if keep:
            segments = keep(repaired, self._decide(findings, repaired))
            changing = changing_of(segments)
        else:
            segments, changing = None, changes(findings, self._actions, self.settings.strip_at)
        edits = operators.edits_of(repaired, changing) if changing else ()
        cleaned = apply(edits, repaired) if edits else repaired
        return _Pass(text, repairs, repaired, findings, changing, segments, edits, cleaned)

    def _decide(self, findings: list[Finding], repaired: str) -> tuple[Segment, ...]:
        return decide(findings, self._actions, len(repaired), self.settings.strip_at)

    def _segments(self, result: _Pass) -> tuple[Segment, ...]:
        return self._decide(result.findings, result.repaired) if result.segments is None else result.segments

    def _is_settled(self, result: _Pass) -> bool:
        """Whether a next pass would find just the same: this one took nothing out, and nothing is left to repair."""
        return not result.edits and not repair(result.text, self.settings.repair)

    def _report(self, result: _Pass) -> Report:
        segments = self._segments(result)
        findings = [*result.findings, *brake.reasons(segments)]
        if result.repairs:
            segments, findings = in_source(result.source, segments, findings, OffsetMap(result.repairs))
        edits = compose(result.repairs, result.edits)
        ordered = tuple(sorted(findings))
        return Report(
            result.source, segments, ordered, edits, result.text, self.rules.digest, self.settings.strip_at
        )

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Cleaner cannot be changed; make another one: Cleaner({name}=...)")

    __delattr__ = __setattr__  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        """Settings and the digest of the rules, as two strings: equal in every process, whatever was used before."""
        return _restored, (json.dumps(self.spec, sort_keys=True), self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Cleaner) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def _key(self) -> tuple[Settings, str]:
        return self.settings, self.digest

    def __repr__(self) -> str:
        return f"Cleaner({self.settings!r})"


def _removes_most_prose(passes: list[_Pass]) -> bool:
    return brake.removes_most_prose([(result.repaired, result.changing) for result in passes])


def _made(settings: Settings) -> Cleaner:
    cleaner = Cleaner.__new__(Cleaner)
    cleaner.__dict__["settings"] = settings
    return cleaner


def _restored(spec: str, digest: str) -> Cleaner:
    """Nothing is compiled or checked yet: an error while a task is unpickled would hang a pool of processes."""
    cleaner = _made(Settings.of(**json.loads(spec)))
    cleaner.__dict__["_digest"] = digest
    return cleaner


def _check_text(text: object) -> None:
    if not isinstance(text, str):
        raise TypeError(instead_of_text(text))
