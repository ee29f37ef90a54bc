"""The figures of a report page: what is removed and what is tagged, by category, as bars, and the table of rules.

A bar is as long as its share of the room that the page leaves it. Names are buttons: the script of the page filters by
them and explains them; without it they are words.
"""

from __future__ import annotations

import html
from collections.abc import Collection, Mapping

from cleanr.views.figures import percent
from cleanr.views.totals import Share, Totals

_BAR = 14  # pixels, the height of one


def removed(totals: Totals) -> str:
    """Return the characters of each category that are removed, as bars, the longest first."""
    return _bars({name: share.removed for name, share in totals.categories.items()}, totals)


def tagged(totals: Totals) -> str:
    """Return the characters of each category that are tagged and stay, as bars on the scale of `removed`."""
    return _bars({name: share.tagged for name, share in totals.categories.items()}, totals)


def _bars(counts: Mapping[str, int], totals: Totals) -> str:
    rows = sorted(((name, count) for name, count in counts.items() if count), key=lambda row: (-row[1], row[0]))
    if not rows:
        return '<p class="soft">Nothing.</p>'
    longest = max(max(share.removed, share.tagged) for share in totals.categories.values())
    return (
        '<table class="plot"><thead><tr><th scope="col">category</th><td></td><th scope="col">characters</th>'
        '<th scope="col">of all</th></tr></thead><tbody>'
        + "".join(_bar(name, count, count / longest, count / totals.before) for name, count in rows)
        + "</tbody></table>"
    )


def _bar(name: str, count: int, length: float, share: float) -> str:
    return (
        f'<tr data-c="{name}"><th scope="row"><button type="button" data-about="{name}" data-category="{name}" '
        f'aria-pressed="false">{name}</button></th>'
        f'<td class="bar"><svg height="{_BAR}" aria-hidden="true"><rect width="{length:.2%}" height="{_BAR}" rx="2"/>'
        f"</svg></td><td>{count:,}</td><td>{percent(share)}</td></tr>"
    )


def by_rule(totals: Totals, numbers: Mapping[str, int], shown: Collection[str]) -> str:
    """Return the table of rules by use. ``numbers``: the number of each; one of those ``shown`` filters by it."""
    if not totals.rules:
        return '<p class="soft">No rule found anything.</p>'
    rows = "".join(_row(name, share, numbers[name], name in shown) for name, share in totals.by_rule)
    return (
        '<div class="scroll" tabindex="0" role="region" aria-label="Rules by use"><table><thead><tr>'
        '<th scope="col">rule</th><th scope="col">spans</th><th scope="col">documents</th>'
        '<th scope="col" class="wide">removed</th><th scope="col" class="wide">tagged</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(name: str, share: Share, number: int, filters: bool) -> str:
    label = html.escape(name)
    pressed = f' data-rule="{number}" aria-pressed="false"' if filters else ""
    return (
        f'<tr><td><button type="button" data-about="{label}"{pressed}>{label}</button></td><td>{share.spans:,}</td>'
        f'<td>{share.documents:,}</td><td class="wide">{share.removed:,}</td>'
        f'<td class="wide">{share.tagged:,}</td></tr>'
    )
