"""Passes over a text: repair, detect, decide, edit, until nothing changes; with the brake on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cleanr.decide import brake, operators
from cleanr.decide.verdict import Action, Change, Segment, changes, changing_of, decide
from cleanr.detect.engine import detect
from cleanr.detect.phrases import LineCache
from cleanr.detect.ruleset import Ruleset
from cleanr.findings.finding import Finding
from cleanr.profiles.site import Site
from cleanr.repair.fixes import Mode, repair
from cleanr.report import Report, in_source
from cleanr.text.document import Document
from cleanr.text.edits import Edit, OffsetMap, apply, compose

# What is left of a broken line, or comes to stand beside another, may read as furniture of its own: another pass.
_MOST_PASSES = 6


Keep = Callable[[str, tuple[Segment, ...]], tuple[Segment, ...]]


class Pass(NamedTuple):
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


class _Known(NamedTuple):
    """What is known of a text beside the text: what was matched on its lines, and what repeats on its site."""

    lines: LineCache
    site: Site | None


@dataclass(frozen=True, slots=True)
class Passes:
    """How texts are gone over: by which rules, what is done with each category, from which score, in decibans, on."""

    rules: Ruleset
    actions: Mapping[str, Action]
    repair: Mode
    strip_at: int

    def over(self, text: str, site: Site | None) -> list[Pass]:
        """Return the passes over a text, each over what the one before left, until nothing changes; the brake is on."""
        known = _Known(LineCache(), site)
        passes = self._run_passes(text, known)
        if not _removes_most_prose(passes):
            return passes
        passes = self._run_passes(text, known, brake.keep_prose)
        return passes if self._is_stable(passes, known) else self._run_passes(text, known, brake.keep_all)

    def _is_stable(self, passes: list[Pass], known: _Known) -> bool:
        """Whether the prose that was kept is found, and kept, as before in what the passes left."""
        first, last = passes[0], passes[-1]
        kept, kept_last = (brake.kept_texts(one.repaired, self._segments(one)) for one in (first, last))
        if kept != kept_last or last.text != last.source:
            return False
        return _removes_most_prose(self._run_passes(last.text, known))

    def _run_passes(self, text: str, known: _Known, keep: Keep | None = None) -> list[Pass]:
        passes: list[Pass] = []
        for _ in range(_MOST_PASSES):
            result = self._run_pass(text, known, keep)
            passes.append(result)
            if result.text == text:
                break
            if self._is_settled(result):
                passes.append(result._replace(source=result.text, repairs=()))
                break
            text = result.text
        return passes

    def _run_pass(self, text: str, known: _Known, keep: Keep | None) -> Pass:
        """Go over ``text`` once: repair, detect, decide, edit; ``keep`` says what stays of what was decided."""
        repairs = repair(text, self.repair)
        repaired = apply(repairs, text) if repairs else text
        document = Document(repaired)
        findings = detect(document, self.rules, line_cache=known.lines, site=known.site).findings
        document.forget()
        if keep:
            segments = keep(repaired, self._decide(findings, repaired))
            changing = changing_of(segments)
        else:
            segments, changing = None, changes(findings, self.actions, self.strip_at)
        edits = operators.edits_of(repaired, changing) if changing else ()
        cleaned = apply(edits, repaired) if edits else repaired
        return Pass(text, repairs, repaired, findings, changing, segments, edits, cleaned)

    def _decide(self, findings: list[Finding], repaired: str) -> tuple[Segment, ...]:
        return decide(findings, self.actions, len(repaired), self.strip_at)

    def _segments(self, result: Pass) -> tuple[Segment, ...]:
        return self._decide(result.findings, result.repaired) if result.segments is None else result.segments

    def _is_settled(self, result: Pass) -> bool:
        """Whether a next pass would find just the same: this one took nothing out, and nothing is left to repair."""
        return not result.edits and not repair(result.text, self.repair)

    def report(self, result: Pass) -> Report:
        """Return what one pass made of the text that it went over."""
        segments = self._segments(result)
        findings = [*result.findings, *brake.reasons(segments)]
        if result.repairs:
            segments, findings = in_source(result.source, segments, findings, OffsetMap(result.repairs))
        edits = compose(result.repairs, result.edits)
        ordered = tuple(sorted(findings))
        return Report(result.source, segments, ordered, edits, result.text, self.rules.digest, self.strip_at)


def _removes_most_prose(passes: list[Pass]) -> bool:
    return brake.removes_most_prose([(result.repaired, result.changing) for result in passes])
