"""A rule's page, and the list of rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap

from cleanr.rulebook.packtemplates import named_word_lists
from cleanr.rulebook.phrasematcher import PhraseMatcher
from cleanr.rulebook.rule import Rule
from cleanr.rulebook.templatematcher import TemplateMatcher
from cleanr.views.figures import counted
from cleanr.views.terminal import BOLD, DIM, REVERSED, Pen, clipped, colour_of, visible

_MARK = re.compile(r"<mark>(.*?)</mark>", re.DOTALL)
_MOST_EXAMPLES = 12
_ROOM = 15  # characters of a word list for each example that may be shown
_TEMPLATE_KEYS = ("says", "labels", "only", "with", "unless")
_SHORTEST = 16  # columns of a summary; with less room it is left out
_PLAIN, _WIDEST = 80, 100  # columns of a page in a pipe, and of any


def page(
    rule: Rule,
    measured: Mapping[str, int] | None = None,
    *,
    width: int | None = 80,
    colour: bool = False,
    most: int = _MOST_EXAMPLES,
) -> str:
    """Return a rule's page: what it finds and why, how firm it is, how it looks, its examples, where it stands.

    ``measured`` holds the lines that it found on labelled text: ``furniture`` and ``article``. ``most``: examples of
    each sort to show, and templates; twice as many phrases. Without a ``width``, no line of an example is cut.
    """
    pen, room = Pen(colour), min(width or _PLAIN, _WIDEST)
    rows = [_title(rule, pen), "", *wrap(visible(rule.summary), room), *wrap(visible(rule.why), room), ""]
    rows += [*_firmness(rule, measured, room), *_matcher_rows(rule, room, most)]
    for title, texts, sign in (
        ("finds", rule.examples, "+"),
        ("is silent on", rule.counterexamples, "-"),
        ("still takes, though it should not", rule.known_failures, "!"),
    ):
        rows += _examples(title, texts, sign, pen, room if width else None, most)
    rows += ["", *_field("source", rule.source, room)]
    return "\n".join(rows)


def _title(rule: Rule, pen: Pen) -> str:
    if rule.category:
        return f"{pen.paint(rule.id, BOLD, colour_of(rule.category))}  finds {rule.category}"
    against = ", ".join(rule.against) or "everything"
    return f"{pen.paint(rule.id, BOLD)}  guard: speaks for the article, against {visible(against)}"


def _field(name: str, text: str, width: int, hanging: int = 0) -> list[str]:
    indent = " " * (10 + hanging)
    return wrap(visible(text), width, initial_indent=f"{name:<10}", subsequent_indent=indent, break_on_hyphens=False)


def _firmness(rule: Rule, measured: Mapping[str, int] | None, width: int) -> Iterator[str]:
    promise = (
        f"{rule.strength.name.lower()}: at least {rule.strength.promise:.0%} of what it would take alone is furniture"
    )
    if not rule.category:
        promise = f"{rule.strength.name.lower()}"
    voice = f"a voice of {rule.weight:+d}"
    yield from _field("strength", f"{promise} ({voice})", width)
    if rule.category:
        yield from _field("measured", precision(measured), width)
    preview = ", preview: tags and never strips" if rule.status == "preview" else ""
    language = "any" if rule.language == "any" else rule.language
    yield from _field("language", f"{language}; since {rule.since}{preview}", width)


def precision(measured: Mapping[str, int] | None) -> str:
    """Return a measured precision in words, such as ``.98 (98 lines of furniture, 2 of articles)``."""
    return "; ".join(part for part in (_on_pages(measured or {}), _elsewhere(measured or {})) if part)


def _on_pages(measured: Mapping[str, int]) -> str:
    furniture, article = measured.get("furniture", 0), measured.get("article", 0)
    if not furniture + article:
        return "not met in the labelled text"
    share = furniture / (furniture + article)
    return f"{share:.2f} ({counted(furniture, 'line')} of furniture, {article:,} of articles, in labelled text)"


def _elsewhere(measured: Mapping[str, int]) -> str:
    """What it would take, were there no guards, of texts without furniture: "unguarded, 3 lines of wild"."""
    kinds = {kind: lines for kind, lines in measured.items() if kind not in ("furniture", "article")}
    return "unguarded, " + ", ".join(f"{counted(n, 'line')} of {kind}" for kind, n in kinds.items()) if kinds else ""


def _matcher_rows(rule: Rule, width: int, most: int) -> Iterator[str]:
    matcher = rule.matcher
    if isinstance(matcher, TemplateMatcher):
        yield from _wording(rule, matcher, width, most)
        return
    if not isinstance(matcher, PhraseMatcher):
        needs = f"; asked where there is {' or '.join(rule.needs)}" if rule.needs else ""
        yield from _field("looks at", f"the structure of the text{needs}", width)
        return
    limits = _limits(matcher)
    place = {"anywhere": "holds", "start": "starts with", "whole": "is"}[matcher.at]
    unit = f"a {matcher.scope}" if matcher.scope != "span" else "a stretch that its pattern matches, which"
    yield from _field("looks at", f"{unit} ({limits}) that {place} one of its phrases", width)
    yield from _field("phrases", _listed(matcher.phrases, 2 * most), width)
    if matcher.pattern:
        yield from _field("pattern", " ".join(matcher.pattern.split()), width)
    if matcher.unless:
        yield from _field("unless", _listed(matcher.unless, 2 * most), width)


def _limits(matcher: PhraseMatcher | TemplateMatcher) -> str:
    longest = counted(matcher.max_words, "word")
    return f"{matcher.min_words} to {longest}" if matcher.min_words else f"up to {longest}"


def _wording(rule: Rule, matcher: TemplateMatcher, width: int, most: int) -> Iterator[str]:
    """What a rule says in templates, and the word lists that they name."""
    limits = _limits(matcher)
    unit = "the stretch of a sentence that it matches" if matcher.scope == "span" else f"a {matcher.scope}"
    yield from _field("looks at", f"{unit} ({limits})" if matcher.templates else "whole lines", width)
    for key in _TEMPLATE_KEYS:
        value = matcher.written.get(key, ())
        yield from _several(key, [value] if isinstance(value, str) else list(value), width, most)
        if key == "only" and matcher.row:
            yield from _field("", f"{matcher.row.at_least} of them at least, and nothing else on the line", width)
    lists = named_word_lists(matcher, rule.language)
    yield from _several("lists", [f"<{name}> = {_cut(text, most)}" for name, text in lists.items()], width, len(lists))


def _several(name: str, texts: Sequence[str], width: int, most: int) -> Iterator[str]:
    """A field of some texts, each on rows of its own."""
    for number, text in enumerate(texts[:most]):
        yield from _field(name if number == 0 else "", " ".join(text.split()), width, hanging=2)
    if len(texts) > most:
        yield from _field("", f"and {len(texts) - most} more (--all shows them)", width)


def _cut(text: str, most: int) -> str:
    """A word list, cut where it is long: each example that may be shown makes room for some of its words."""
    text, room = " ".join(text.split()), most * _ROOM
    return text if len(text) <= room else text[:room].rpartition(" | ")[0] + " | …"


def _listed(words: Sequence[str], most: int) -> str:
    more = f", and {len(words) - most} more (--all shows them)" if len(words) > most else ""
    return ", ".join(words[:most]) + more


def _examples(title: str, texts: Sequence[str], sign: str, pen: Pen, width: int | None, most: int) -> Iterator[str]:
    if not texts:
        return
    yield ""
    yield pen.paint(title, BOLD)
    for text in texts[:most]:
        yield from (_marked(row, pen) for row in _rows(text, sign, width))
    if len(texts) > most:
        yield pen.paint(f"    and {len(texts) - most} more (--all shows them)", DIM)


def _rows(text: str, sign: str, width: int | None) -> Iterator[str]:
    """The rows of an example, its span in brackets that show without colour."""
    shown = _MARK.sub("⟦\\1⟧", text)
    for number, line in enumerate(shown.strip("\n").split("\n")):
        lead = f"  {sign} " if number == 0 else "    "
        if "\n" in shown.strip("\n"):
            yield lead + clipped(visible(line), width - 4 if width else None)
        else:
            room = width or _PLAIN
            yield from wrap(visible(line), room, initial_indent=lead, subsequent_indent="    ") or [lead.rstrip()]


def _marked(row: str, pen: Pen) -> str:
    return re.sub("⟦([^⟧]*)⟧", lambda mark: pen.paint(mark[0], REVERSED), row) if pen.colour else row


def listing(
    rules: Iterable[Rule], measured: Mapping[str, Mapping[str, int]], *, width: int | None = 80, colour: bool = False
) -> str:
    """Return a table of ``rules``: id, strength, measured precision, language, summary as far as there is room.

    Without a ``width`` there is room for all of it.
    """
    pen, chosen = Pen(colour), list(rules)
    room = max([len(rule.id) for rule in chosen], default=2)
    head = f"{'id':<{room}}  {'strength':<8}  {'meas.':>5}  {'lang':<4}  summary"
    rows = [pen.paint(clipped(head, width), DIM)]
    for rule in chosen:
        name = pen.paint(f"{rule.id:<{room}}", *((colour_of(rule.category),) if rule.category else (32,)))
        facts = f"{rule.strength.name.lower():<8}  {_share(measured.get(rule.id)):>5}  {visible(rule.language):<4}"
        left = None if width is None else width - room - len(facts) - 4
        summary = clipped(visible(rule.summary), left) if left is None or left >= _SHORTEST else ""
        rows.append(f"{name}  {facts}  {summary}".rstrip())
    return "\n".join(rows)


def _share(measured: Mapping[str, int] | None) -> str:
    total = (measured or {}).get("furniture", 0) + (measured or {}).get("article", 0)
    return f"{(measured or {})['furniture'] / total:.2f}" if total else "–"
