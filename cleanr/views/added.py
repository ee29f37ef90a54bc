"""What a profile added: the lines that no rule but those of repetition took, for the report page."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable

from cleanr.decide.verdict import CHANGING, Segment
from cleanr.views.figures import counted
from cleanr.views.terminal import clipped, visible

FAMILY = "repeat."  # of the rules that a profile gives a voice
_SHOWN, _KEPT = 40, 20_000  # different lines on the page, and in mind
_LONGEST = 120  # code points of a line


class Added:
    """Counts what repetition alone took away, by category and words."""

    def __init__(self) -> None:
        self._lines: Counter[tuple[str, str]] = Counter()

    def add(self, original: str, segments: Iterable[Segment]) -> None:
        """Take in what was decided about a document."""
        for one in segments:
            if one.action in CHANGING and one.rules and all(rule.startswith(FAMILY) for rule in one.rules):
                for line in original[one.start : one.end].splitlines():
                    self._count(str(one.category), " ".join(line[: 2 * _LONGEST].split()))

    def _count(self, category: str, words: str) -> None:
        if words and ((category, words) in self._lines or len(self._lines) < _KEPT):
            self._lines[category, words] += 1

    def section(self) -> str:
        """Return a section of the page, the commonest lines first; nothing where there is nothing to show."""
        if not self._lines:
            return ""
        shown = sorted(self._lines.items(), key=lambda item: (-item[1], item[0]))[:_SHOWN]
        rows = "".join(_row(times, category, words) for (category, words), times in shown)
        return (
            '<section class="card" aria-labelledby="added">\n<h2 id="added">What the profile added</h2>\n'
            '<p class="soft">Lines that went for nothing but that they repeat on their site: '
            f"{self._lines.total():,} times, {counted(len(self._lines), 'different line')}.</p>\n"
            f"<table><thead><tr><th>times</th><th>category</th><th>line</th></tr></thead><tbody>{rows}</tbody></table>\n"
            "</section>\n"
        )


def _row(times: int, category: str, words: str) -> str:
    shown = html.escape(visible(clipped(words, _LONGEST)))
    return f'<tr><td>{times:,}</td><td>{category}</td><td dir="auto">{shown}</td></tr>'
