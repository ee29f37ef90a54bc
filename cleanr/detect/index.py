"""All rules said in templates, by what they wait for: anchors, labels, rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import repeat
from typing import TYPE_CHECKING

from cleanr.detect.anchors import Anchors, Entry
from cleanr.rulebook.packtemplates import ANY
from cleanr.rulebook.rule import Rule
from cleanr.rulebook.spelling import SCREEN_READER_ENDS, SCREEN_READER_WORDS
from cleanr.rulebook.tablekeys import network_words
from cleanr.rulebook.templatematcher import TemplateMatcher
from cleanr.text.fact import fact
from cleanr.text.folding import UNSPACED
from cleanr.text.kernel import KERNEL
from cleanr.text.uncollected import uncollected

if TYPE_CHECKING:
    from cleanr.text._kernel import Table

_MOST_LABELS = 4_096  # of which the rules are kept
_BESIDE_LABELS = ("k", "m", "o", *SCREEN_READER_WORDS)  # counters, nested bullets of plain text, screen readers


class Index:
    """What the rules of a ruleset that are said in templates wait for; made once, never changed."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.matchers = [(rule, rule.matcher) for rule in rules if isinstance(rule.matcher, TemplateMatcher)]

    @fact
    @uncollected()
    def entries(self) -> tuple[Entry, ...]:
        """Every template of every rule."""
        entries: list[Entry] = []
        for rule, matcher in self.matchers:
            spoken = {language: _spoken_in(rule, language) for language in {one.language for one in matcher.templates}}
            entries += (Entry(0, spoken[one.language], matcher, one) for one in matcher.templates)
        return tuple(entry._replace(number=number) for number, entry in enumerate(entries))

    @fact
    def languages(self) -> tuple[str, ...]:
        """The languages that the rules of `entries` are in."""
        return tuple(sorted({entry.rule.language for entry in self.entries}))

    @fact
    def labels(self) -> dict[str, int]:
        """The number of each whole line that is a label, by its key."""
        return {key: number for number, key in enumerate(self._rules_by_label)}

    @fact
    def label_rules(self) -> tuple[Sequence[Rule], ...]:
        """The rules that have each of `labels`."""
        return tuple(self._rules_by_label.values())

    @fact
    @uncollected()
    def tables(self) -> tuple[dict[str, Rule], ...]:
        """The rule that has each label of a table, by its key, which is barer (see `table_key`): one for each file."""
        tables: dict[str, dict[str, Rule]] = {}
        for rule, matcher in self._table_matchers:
            tables.setdefault(rule.source, {}).update(zip(matcher.labels, repeat(rule)))
        return tuple(tables.values())

    @fact
    def table_rules(self) -> Callable[[str], tuple[Rule, ...]]:
        """What returns the rules of the tables that have a label, by its key: pages say the same again and again."""
        tables = self.tables

        @lru_cache(maxsize=_MOST_LABELS)
        def rules_of(key: str) -> tuple[Rule, ...]:
            return tuple([table[key] for table in tables if key in table])

        return rules_of

    @fact
    def table_words(self) -> frozenset[str]:
        """All words that may stand on a line that is a label of a table, but for figures and letters with marks."""
        return frozenset((*self._beside_tables, *" ".join(self._words_of_tables).split()))

    @fact
    def rows(self) -> tuple[tuple[Rule, TemplateMatcher], ...]:
        """The rules about lines of nothing but buttons."""
        return tuple((rule, matcher) for rule, matcher in self.matchers if matcher.row)

    @property
    def _table_matchers(self) -> Iterator[tuple[Rule, TemplateMatcher]]:
        return ((rule, matcher) for rule, matcher in self.matchers if matcher.table)

    @property
    def _words_of_tables(self) -> list[str]:
        """Of each rule of a table the words of its labels, with spaces between."""
        return [matcher.label_words for _, matcher in self._table_matchers]

    @fact
    def label_words(self) -> frozenset[str]:
        """All words that may stand on a line that is a label or a row, but for figures."""
        return frozenset((*_BESIDE_LABELS, *self.row_words, *" ".join(self.labels).split()))

    @fact
    def row_words(self) -> frozenset[str]:
        """All words of the buttons of rows."""
        return frozenset(" ".join(self._row_items).split())

    @fact
    def anchors(self) -> Anchors:
        return Anchors(self.entries)

    @fact
    def joined_anchors(self) -> Anchors:
        """Those of scripts without spaces between words, which the kernel leaves to Python."""
        return Anchors(entry for entry in self.entries if entry.template.joined)

    @fact
    def joined_languages(self) -> frozenset[str]:
        """The languages that these are in."""
        return _languages_of(self.joined_anchors)

    @fact
    def spaced_joined_anchors(self) -> Anchors:
        """Those of them that may stand in a text without such scripts: names of networks, the sign of copyright."""
        return Anchors(entry for entry in self.joined_anchors.entries if not all(map(_unspaced, entry.template.anchor)))

    @fact
    def spaced_joined_languages(self) -> frozenset[str]:
        """The languages that these are in."""
        return _languages_of(self.spaced_joined_anchors)

    @fact
    @uncollected()
    def table(self) -> Table | None:
        """The same for the kernel; None where there is none, or an anchor is too odd for it."""
        if KERNEL is None:
            return None
        numbers = {language: number for number, language in enumerate(self.languages)}
        waiting = [
            (() if one.joined else one.needed, one.opens, one.closes, numbers[entry.rule.language])
            for entry in self.entries
            if (one := entry.template)
        ]
        labels = self.labels, _BESIDE_LABELS, self.row_words
        tables = self._words_of_tables, self._beside_tables
        try:
            table: Table = KERNEL.Table(waiting, *map(list, (*labels, *tables, SCREEN_READER_ENDS)))
        except ValueError:
            return None
        return table

    @property
    def _beside_tables(self) -> tuple[str, ...]:
        return (*_BESIDE_LABELS, *network_words()) if any(self._table_matchers) else ()

    @fact
    def _rules_by_label(self) -> dict[str, tuple[Rule, ...]]:
        return _rules_by_label((rule, matcher) for rule, matcher in self.matchers if not matcher.table)

    @fact
    def _row_items(self) -> tuple[str, ...]:
        return tuple(item for _, matcher in self.rows if matcher.row for item in matcher.row.items)


def _languages_of(anchors: Anchors) -> frozenset[str]:
    return frozenset(entry.rule.language for entry in anchors.entries)


def _unspaced(anchor: str) -> bool:
    """Whether ``anchor`` has a letter of a script without spaces between words."""
    return UNSPACED.search(anchor) is not None


def _spoken_in(rule: Rule, language: str) -> Rule:
    """``rule`` as it speaks by a template in the words of ``language``: what is said for all speaks where that does."""
    return replace(rule, language=language) if language and rule.language == ANY else rule


def _rules_by_label(matchers: Iterable[tuple[Rule, TemplateMatcher]]) -> dict[str, tuple[Rule, ...]]:
    table: dict[str, tuple[Rule, ...]] = {}
    for rule, matcher in matchers:
        own = dict.fromkeys(matcher.labels, (rule,))
        shared = {key: (*table[key], rule) for key in own.keys() & table.keys()}
        table |= own
        table |= shared
    return table
