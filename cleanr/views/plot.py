"""The totals of a report page: bars by category as SVG, and the table of rules.

The bars are in shares of the width that the style sheet leaves between the names on the left, which stand outside of
the drawing, and the figures on the right.
"""

from __future__ import annotations

import html
from collections.abc import Mapping

from cleanr.views.totals import Share, Totals

_ROW, _BAR = 23, 14  # pixels


def by_category(totals: Totals) -> str:
    """Return the characters of each category as bars: what goes, and after it what is tagged and stays."""
    shares = totals.by_category
    if not shares:
        return '<p class="soft">Nothing was found.</p>'
    most = max(share.removed + share.tagged for _, share in shares)
    names = "".join(
        f'<text x="-8" y="{_middle(at)}" dominant-baseline="central" text-anchor="end">{name}</text>'
        for at, (name, _) in enumerate(shares)
    )
    bars = "".join(_bar(name, share, most, at) for at, (name, share) in enumerate(shares))
    said = "; ".join(f"{name}: {s.removed:,} go, {s.tagged:,} tagged" for name, s in shares)
    height = len(shares) * _ROW
    return (
        f'<svg class="plot" height="{height}" role="img" aria-label="Characters by category. {said}.">{names}'
        f"{bars}</svg>"
    )


def _middle(row: int) -> float:
    return row * _ROW + _ROW / 2


def _bar(name: str, share: Share, most: int, row: int) -> str:
    """One bar, in shares of the room there is: the plot is as wide as the page lets it be."""
    goes, stays = (100 * count / most for count in (share.removed, share.tagged))
    top = row * _ROW + (_ROW - _BAR) / 2
    return (
        f'<g data-c="{name}"><rect y="{top}" width="{goes:.2f}%" height="{_BAR}" rx="2"/>'
        f'<rect class="t" x="{goes:.2f}%" y="{top}" width="{stays:.2f}%" height="{_BAR}" rx="2"/>'
        f'<text class="n" x="{goes + stays:.2f}%" dx="6" y="{_middle(row)}" dominant-baseline="central">'
        f"{share.removed + share.tagged:,}</text></g>"
    )


def by_rule(totals: Totals, numbers: Mapping[str, int]) -> str:
    """Return the table of rules by use; a rule in ``numbers`` is a button that filters by it."""
    if not totals.rules:
        return '<p class="soft">No rule spoke.</p>'
    rows = "".join(_row(name, share, numbers.get(name)) for name, share in totals.by_rule)
    return (
        '<div class="scroll" tabindex="0" role="region" aria-label="Rules by use"><table><thead><tr>'
        '<th scope="col">rule</th><th scope="col">spans</th><th scope="col">documents</th>'
        '<th scope="col" class="num2">characters</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(name: str, share: Share, number: int | None) -> str:
    said = html.escape(name)
    if number is not None:
        said = f'<button type="button" data-rule="{number}" aria-pressed="false">{said}</button>'
    return (
        f'<tr><td>{said}</td><td>{share.spans:,}</td><td>{share.documents:,}</td>'
        f'<td class="num2">{share.removed + share.tagged:,}</td></tr>'
    )  # fmt: skip
