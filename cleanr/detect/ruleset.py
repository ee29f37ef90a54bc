"""A set of rules, compiled once: what each waits for, and the digest that names them all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cleanr.detect.index import Index
from cleanr.errors import SettingsError, nearest
from cleanr.rulebook.phrasematcher import PhraseMatcher
from cleanr.rulebook.rule import Rule, StructuralFunction
from cleanr.rulebook.templatematcher import TemplateMatcher
from cleanr.text.fact import fact
from cleanr.text.kernel import KERNEL
from cleanr.text.scan import Scanner, narrow_first

if TYPE_CHECKING:
    from cleanr.text._kernel import Phrases

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
        self.phrase_rules = tuple(rule for rule in self.rules if isinstance(rule.matcher, PhraseMatcher))

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
    def _rules_by_literal(self) -> dict[str, list[tuple[Rule, PhraseMatcher]]]:
        rules: dict[str, list[tuple[Rule, PhraseMatcher]]] = {}
        for rule in self.phrase_rules:
            if isinstance(rule.matcher, PhraseMatcher):
                for literal in dict.fromkeys(rule.matcher.literals):
                    rules.setdefault(literal, []).append((rule, rule.matcher))
        return rules

    @fact
    def structures(self) -> tuple[tuple[Rule, StructuralFunction, frozenset[str], bool], ...]:
        """The structural rules in their order, each with how it looks and the categories that it goes on from.

        And whether it waits for anything else.
        """
        written = PhraseMatcher | TemplateMatcher
        structural = ((rule, rule.matcher) for rule in self.rules if not isinstance(rule.matcher, written))
        return tuple((rule, function, frozenset(rule.needs), rule.waits) for rule, function in structural)

    @fact
    def index(self) -> Index:
        """What the rules said in templates wait for."""
        return Index(self.rules)

    @fact
    def literals(self) -> tuple[str, ...]:
        """All literals that the phrase rules wait for, as they stand in folded text."""
        return narrow_first(tuple(self._rules_by_literal))

    @fact
    def literal_rules(self) -> tuple[list[tuple[Rule, PhraseMatcher]], ...]:
        """For each of `literals`, the rules that wait for it."""
        return tuple(self._rules_by_literal[literal] for literal in self.literals)

    @fact
    def literal_opens(self) -> tuple[bool, ...]:
        """For each of `literals`, whether all that wait for it want it at the start of a line or sentence."""
        return tuple(all(matcher.opens for _, matcher in rules) for rules in self.literal_rules)

    @fact
    def scanner(self) -> Scanner:
        return Scanner(self.literals)

    @fact
    def phrases(self) -> Phrases | None:
        """`literals` and `literal_opens` for the kernel; None where there is none, or a literal is too long for it."""
        if KERNEL is None:
            return None
        try:
            phrases: Phrases = KERNEL.Phrases(list(self.literals), list(self.literal_opens))
        except ValueError:
            return None
        return phrases

    @fact
    def digest(self) -> str:
        """A short name for exactly these rules: it changes when, and only when, one of them changes."""
        from cleanr.rulebook.digest import digest_of

        return digest_of(self.rules)
