"""The report page: one file of HTML that asks no network, runs nothing of the articles, and opens at once."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from functools import cache
from importlib.resources import files
from typing import Any

from cleanr import __version__
from cleanr.rule import CATEGORIES
from cleanr.views.ink import visible
from cleanr.views.markup import hues, marks
from cleanr.views.plot import by_category, by_rule
from cleanr.views.sample import Kept, Sample


def page(sample: Sample, *, digest: str, title: str = "What cleanr found") -> str:
    """Return the page of all documents that ``sample`` has seen, with the text of those that it kept.

    ``digest`` names the rules that were on. The same documents give the same page.
    """
    kept = sample.kept
    rules = sorted({rule for document in kept for rule in document.rules})
    style, script = _style(), _asset("report.js")
    return _PAGE.format(
        csp=f"default-src 'none'; img-src data:; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'",
        title=html.escape(title),
        style=style,
        facts=_facts(sample),
        sampled=_sampled(sample),
        plot=by_category(sample.totals),
        rules=by_rule(sample.totals, {rule: at for at, rule in enumerate(rules)}),
        options="".join(f'<option value="{at}">{html.escape(rule)}</option>' for at, rule in enumerate(rules)),
        texts="".join(f'<template id="d{at}">{one.fragment}</template>' for at, one in enumerate(kept)),
        data=_data(kept, rules),
        script=script,
        version=__version__,
        digest=html.escape(digest),
    )


def _facts(sample: Sample) -> str:
    totals = sample.totals
    facts = (
        ("documents", f"{totals.documents:,}"),
        ("with furniture or tags", f"{totals.touched:,}"),
        ("changed", f"{totals.changed:,}"),
        ("characters before", f"{totals.before:,}"),
        ("after", f"{totals.after:,}"),
        ("went", "<0.1%" if 0 < totals.removed < 0.001 else f"{totals.removed:.1%}"),
    )
    return "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in facts)


def _sampled(sample: Sample) -> str:
    seen, kept = sample.totals.documents, len(sample.kept)
    if kept == seen:
        return ""
    return (
        f'<p class="soft">The text of {kept:,} of {seen:,} documents is here, to keep the page light: some for every '
        "rule, the rest at random. The figures are of all.</p>"
    )


def _data(kept: list[Kept], rules: list[str]) -> str:
    """JSON that no parser of HTML can take for anything else."""
    place = {rule: at for at, rule in enumerate(rules)}
    reasons: dict[tuple[Any, ...], int] = {}
    documents: list[Any] = [
        [
            visible(one.name), one.before, one.after, one.found, [place[rule] for rule in one.rules],
            [reasons.setdefault(reason, len(reasons)) for reason in one.reasons],
        ]
        for one in kept
    ]  # fmt: skip
    plain = json.dumps({"documents": documents, "rules": rules, "reasons": list(reasons)}, separators=(",", ":"))
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
<figure class="card"><h2>Characters by category</h2>{plot}
<figcaption class="key soft"><span><i></i>goes</span><span><i class="t"></i>tagged, stays</span></figcaption></figure>
<div class="card"><h2>Rules by use</h2>{rules}</div>
</section>
<section aria-labelledby="docs">
<h2 id="docs">Documents</h2>
{sampled}
<noscript><p>The figures above need no script; the texts do.</p></noscript>
<div class="desk">
<nav class="card list" aria-label="Documents">
<div class="tools">
<label>Name <input type="search" id="find" autocomplete="off"></label>
<label>Rule <select id="rule"><option value="">any</option>{options}</select></label>
<small id="count" role="status"></small>
</div>
<ul class="names" id="names" tabindex="-1"></ul>
</nav>
<article class="card doc" id="doc" tabindex="-1" aria-labelledby="name">
<div class="dochead"><h3 id="name" dir="auto"></h3><span class="soft" id="sizes"></span></div>
<fieldset id="switches"></fieldset>
<div class="text" id="text" dir="auto"></div>
</article>
</div>
<p class="soft keys"><kbd>j</kbd> <kbd>k</kbd> next and previous document, <kbd>c</kbd> as cleaned, <kbd>/</kbd> find a
name, <kbd>Tab</kbd> from mark to mark; a reason shows on hover, on a tap and when a mark has the focus.</p>
</section>
<div class="why" id="why" role="tooltip" hidden></div>
</main>
<footer class="soft">cleanr {version}, rules {digest}</footer>
{texts}
<script type="application/json" id="data">{data}</script>
<script>{script}</script>
</body>
</html>
"""
