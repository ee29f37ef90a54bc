"""The report page: one file of HTML that asks no network, runs nothing of the articles, and opens at once."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from cleanr.detect.ruleset import Ruleset
from cleanr.rulebook.categories import CATEGORIES
from cleanr.rulebook.categoryguide import BORDERS
from cleanr.rulebook.rule import Rule
from cleanr.settings.settings import Settings
from cleanr.views.figures import counted, percent
from cleanr.views.footer import foot
from cleanr.views.markup import hues, marks
from cleanr.views.plot import by_rule, removed, tagged
from cleanr.views.sample import Kept, Sample
from cleanr.views.terminal import visible


def page(
    sample: Sample, *, rules: Ruleset, settings: Settings, made: date | None = None, title: str = "What cleanr found"
) -> str:
    """Return the page of all documents that ``sample`` has seen, with the text of those that it kept.

    ``rules`` and ``settings``: those of the cleaner that looked at them. ``made``: the day that the page names as its
    own; none when None. The same documents and the same day give the same page.
    """
    kept, used = sample.kept, sorted(sample.totals.rules)
    shown = {rule for document in kept for rule in document.rules}
    style, script = _style(), _asset("report.js")
    return _PAGE.format(
        csp=f"default-src 'none'; img-src data:; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'",
        title=html.escape(title),
        style=style,
        facts=_facts(sample),
        sampled=_sampled(sample),
        added=sample.added.section(),
        removed=removed(sample.totals),
        tagged=tagged(sample.totals),
        rules=by_rule(sample.totals, {rule: at for at, rule in enumerate(used)}, shown),
        categories="".join(f"<option>{name}</option>" for name in sorted(sample.totals.categories)),
        options="".join(
            f'<option value="{at}">{html.escape(rule)}</option>' for at, rule in enumerate(used) if rule in shown
        ),
        texts="".join(f'<template id="d{at}">{one.fragment}</template>' for at, one in enumerate(kept)),
        data=_data(kept, used, _about(used, rules)),
        script=script,
        foot=foot(settings, rules.digest, made),
    )


def _facts(sample: Sample) -> str:
    totals = sample.totals
    facts = (
        ("documents", f"{totals.documents:,}"),
        ("with something found", f"{totals.touched:,}"),
        ("changed", f"{totals.changed:,}"),
        ("characters read", f"{totals.before:,}"),
        ("characters kept", f"{totals.after:,}"),
        ("of the text removed", percent(totals.removed)),
    )
    return "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in facts)


def _sampled(sample: Sample) -> str:
    seen, kept = sample.totals.documents, len(sample.kept)
    if kept == seen:
        return ""
    return (
        f'<p class="soft">The text of {kept:,} of {counted(seen, "document")} is here, to keep the page light: some '
        "for every rule, the rest at random. The figures are of all.</p>"
    )


def _about(used: Sequence[str], rules: Ruleset) -> dict[str, tuple[str, str]]:
    """What each category means, and each rule that was used: in a sentence, and what kind of thing it is."""
    by_id = {rule.id: rule for rule in rules.rules}
    categories = {name: (f"{what}. Not: {BORDERS[name].beyond}.", "category") for name, what in CATEGORIES.items()}
    return {**categories, **{name: _rule_text(by_id[name]) for name in used if name in by_id}}


def _rule_text(rule: Rule) -> tuple[str, str]:
    kind = f"finds {rule.category}" if rule.category else "speaks for the article"
    words = " ".join(part for part in (rule.summary, rule.why) if part)
    return visible(words), f"{kind}; {rule.strength.name.lower()}"


def _data(kept: list[Kept], rules: list[str], about: dict[str, tuple[str, str]]) -> str:
    """JSON that no parser of HTML can take for anything else."""
    place = {rule: at for at, rule in enumerate(rules)}
    reasons: dict[tuple[Any, ...], int] = {}
    documents: list[Any] = [
        [
            visible(one.name), one.before, one.after, int(one.changed), one.found, [place[rule] for rule in one.rules],
            [reasons.setdefault(reason, len(reasons)) for reason in one.reasons],
        ]
        for one in kept
    ]  # fmt: skip
    data = {"documents": documents, "rules": rules, "reasons": list(reasons), "about": about}
    plain = json.dumps(data, separators=(",", ":"))
    return plain.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


@cache
def _style() -> str:
    cleaned = _CLEANED.replace("WHERE", ".text[data-clean]").replace("[MARK]", "[data-a=strip]").replace("[EDIT]", "")
    hidden = (
        _CLEANED.replace("WHERE", f".text[data-hide~={name}]").replace("[MARK]", named).replace("[EDIT]", named)
        for name, named in ((name, f"[data-c={name}]") for name in CATEGORIES)
    )
    return "".join([_asset("report.css"), hues(".hued"), marks(".text"), cleaned, *hidden])


# Without what goes, and with what comes in its place. A mark in which nothing comes goes as a whole.
_CLEANED = (
    "WHERE mark[MARK]:not(:has(ins)),WHERE mark[MARK] :is(del,.chip),WHERE del[EDIT]{display:none}"
    "WHERE mark[MARK] ins,WHERE ins[EDIT]{display:inline}"
)


@cache
def _asset(name: str) -> str:
    return files("cleanr.views").joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """The name by which the page's policy lets its own style and script pass, and no other."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{csp}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>{title}</title>
<style>{style}</style>
</head>
<body class="hued">
<a class="skip" href="#doc">To the document</a>
<header>
<h1>{title}</h1>
<dl class="facts">{facts}</dl>
</header>
<main>
<section class="cards" aria-label="Totals">
<div class="card"><h2>What is removed</h2>{removed}
<h2>What is tagged, and stays</h2>{tagged}</div>
<div class="card"><h2>Rules by use</h2>{rules}</div>
</section>
{added}<section aria-labelledby="docs">
<h2 id="docs">Documents</h2>
{sampled}
<noscript><p>The figures above need no script; the texts do.</p></noscript>
<div class="desk">
<nav class="card list" aria-label="Documents">
<div class="tools">
<label class="all">Name <input type="search" id="find" autocomplete="off"></label>
<label>Category <select id="category"><option value="">any</option>{categories}</select></label>
<label>Rule <select id="rule"><option value="">any</option>{options}</select></label>
<label>Sort <select id="sort"><option value="most">most removed</option><option value="least">least removed</option>
<option value="given">as given</option></select></label>
<label class="tick"><input type="checkbox" id="changed"> changed only</label>
<small id="count" role="status"></small><small id="missing" role="status"></small>
</div>
<ul class="names" id="names" tabindex="-1"></ul>
</nav>
<article class="card doc" id="doc" tabindex="-1" aria-labelledby="name">
<div class="dochead"><h3 id="name" dir="auto"></h3><p class="soft"><span id="sizes"></span>
<a id="link">Link to this document</a></p></div>
<fieldset id="switches"></fieldset>
<div class="text" id="text" dir="auto"></div>
</article>
</div>
<p class="soft keys"><kbd>j</kbd> <kbd>k</kbd> next and previous document, <kbd>c</kbd> as cleaned, <kbd>/</kbd> find a
name, <kbd>Tab</kbd> from mark to mark. What a rule or a category is, and why a mark is there, shows on hover, on a tap
and when it has the focus; <kbd>Esc</kbd> hides it.</p>
</section>
<div class="why" id="why" role="tooltip" hidden></div>
</main>
<footer class="soft">{foot}</footer>
{texts}
<script type="application/json" id="data">{data}</script>
<script>{script}</script>
</body>
</html>
"""
