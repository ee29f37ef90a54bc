"""Code of the page: scripts, templates and shortcodes that were to be run, and were read out as text."""

from __future__ import annotations

from collections.abc import Iterator

from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.categories import CATEGORIES
from cleanr.rulebook.rule import block_rule
from cleanr.structure.lines.wholelines import line_match
from cleanr.text.document import Document, Line
from cleanr.text.kernel import standing
from cleanr.text.late import late_re, late_regex
from cleanr.text.shortlines import Signs

# What no article shows: fields that were not filled in, shortcodes by name, names of advertising and counting scripts.
_FIELD = r"(?:\{\{ ?[\w.&|:'\"() -]{1,60} ?\}\}|%%[\w ]{2,40}%%|\[%[^%\n]{1,60}%\]|\*\|[\w:]{2,40}\|\*)"
_MASK = rf"\[(?:{'|'.join(CATEGORIES)})\]"  # what the operator "mask" puts in the place of furniture
_SHORTCODE = (
    rf"(?!{_MASK})"
    r"\[/?(?:caption|gallery|embed|playlist|button|buttons|audio|video|youtube|vimeo|soundcloud|tweet|instagram|facebook|ad|ads|"
    r"adrotate|adinserter|newsletter|newsletter_\w+|related[\w-]*|sharethis|addtoany|addthis|poll|quiz|toc|read_?more|readmore|wpforms|"
    r"contact-form(?:-7)?|gravityforms?|ninja_forms?|mc4wp_form|instagram-feed|rev_slider|smartslider3|metaslider|jetpack[\w-]*|"
    r"elementor-template|brid|su_\w+|vc_\w+|et_pb_\w+|fusion_\w+|wp_\w+|ez-toc|sidebar|widget)"
    r"(?:[ =|:][^\]\n]{0,200})?\]"
)
_SCRIPT = (
    r"googletag|adsbygoogle|datalayer\b|\bfbq\(|\bgtag\(|_taboola|taboola\.|outbrain|window\._|document\.write\(|cmd\.push\(|"
    r"\(function ?\(d, ?s|!function ?\(|createelement\(['\"]script|getelementsbytagname\(['\"]script|jquery\(|\$\(document\)|"
    r"div-gpt-ad|oa_show|onetrust|disqus_\w+|addthis_|fusetag|window\.\w+ ?=|pbjs\.|freestar\.|admiral|mc_embed|"
    r"typeof \w+ ?[!=]==? ?['\"]undefined"
)
_STYLE = r"(?:[.#@][a-z][\w.:#> ,()-]{1,80}\{[^{}\n]{0,200}(?:\}|\Z))(?: ?[.#][\w.:#> ,-]{1,60}\{[^{}\n]{0,200}\})*"
_TAG = r"</?(?:iframe|script|noscript|ins|amp-[\w-]+|object|embed|param)\b[^<>\n]*>?"
# Possessive: pieces of a word can be parted in more ways than there is time to try.
_ALONE = late_re(rf"(?:{_FIELD}|{_SHORTCODE})(?:[ ,|:.-]*+(?:{_FIELD}|{_SHORTCODE}|[\w:]{{1,12}}+))*+|{_STYLE}|(?:{_TAG}\s*)+|var \w+ ?=.*")
_RUN = late_re(rf"(?:{_SCRIPT})")
_CODE_STARTS, _CODE_ENDS = ("//", "/*", "}", "{", "<"), "{};)"
_SIGNS = ("{", "[", "<", "%%", "*|", ");", "var ")  # one of them stands in each
_MARKS = "{[<%|;="  # one of these, too
_MARK_OF = {sign: "".join(mark for mark in _MARKS if mark in sign) for sign in _SIGNS}
_MOST = 8  # lines of the code of the page
_ENDS = ("{", "}", ";")
_FEW = 2  # other lines of code; a text that shows more is about it
_LONGEST = 4_000  # code points
_FLAG = late_regex(r"\W*\p{Ll}+(?:\p{Lu}\p{Ll}+)+:?")
_VALUE = late_regex(r"\W*(?:true|false|null|undefined|\d+)")
_ASKED = Signs("paywall", "subscriber", "ispaid", "premium", "loggedin", "adfree", "metered")  # what such flags are about


@block_rule(
    "code.page",
    category="notice",
    strength="strong",
    signs=_MARKS,
    summary="A script, a style, a field that was not filled in or a shortcode, in a text that shows no other code.",
    why="The page was to run it; a manual shows a good deal more of it, or puts it between backticks.",
    examples=(
        """
              | The harbour opened in 1904 and has been dredged twice since, at a cost that nobody has added up.
notice        | {{ article.author }}
notice        | [button link="/join" color="red"]
notice        | googletag.cmd.push(function() { googletag.display('div-gpt-ad-104'); });
              | The pier followed in 1911, when the herring came, and it was paid for by the town alone.
""",
        """
notice        | .st0{fill:#FFFFFF;}
              | The harbour opened in 1904 and has been dredged twice since, at a cost that nobody has added up.
""",
    ),
    counterexamples=(
        """
              | Write the name of the field between two braces, as in `{{ name }}`, and the page puts it there.
              | {{ name }}
""",
        """
              | The first two lines say how wide the box is, and the last one closes it again:
              | .box {
              | width: 100%;
              | color: red;
              | }
              | var box = find("box");
              | box.open();
""",
        """
              | {{ title }}
              | Hello {{ name }}, your boat is ready, and you can come for it on any day of the week but Sunday.
""",
        """
              | Put the script at the end of the page and fill in the name:
              | {{ page.title }}
""",
    ),
)
def page_code(document: Document, _: Evidence) -> Iterator[Match]:
    if "`" in document.text or "{%" in document.text or _fills_in(document):  # it shows code, or is the source of a page
        return
    marks = standing(_MARKS, document.text)
    signs = [sign for sign in _SIGNS if not _MARK_OF[sign] or _MARK_OF[sign] in marks]
    lines = [line for line in document.lines_with(*signs) if _may_be_code(line.text) and _is_code(line)]
    if 0 < len(lines) <= _MOST and _code_shown(document) - sum(line.text.endswith(_ENDS) for line in lines) <= _FEW:
        for line in lines:
            if not _is_announced(line):
                yield line_match(line, "code of the page")


def _fills_in(document: Document) -> bool:
    """Whether the text is a template: a field stands within its words, or there is nothing but fields."""
    fields = document.lines_with("{{")
    return bool(fields) and (not document.paragraphs or any(not _is_code(line) for line in fields))


def _code_shown(document: Document) -> int:
    """How many lines end as lines of code do."""
    return sum(raw.rstrip().endswith(_ENDS) for raw in document.raw)


def _may_be_code(text: str) -> bool:
    return len(text) <= _LONGEST and any(mark in text for mark in _MARKS)


def _is_code(line: Line) -> bool:
    """Whether a line is code that pages run, and nothing else."""
    folded = line.folded
    coded = folded[-1] in _CODE_ENDS or folded.startswith(_CODE_STARTS)
    return _ALONE.fullmatch(folded) is not None or (coded and _RUN.search(folded) is not None)


def _is_announced(line: Line) -> bool:
    return line.before is not None and line.before.text.endswith(":")


@block_rule(
    "code.flags",
    category="notice",
    strength="strong",
    words=_ASKED,
    summary="What a page asks itself before it shows a box: names of flags and their values, a line each.",
    examples=(
        """
              | The harbour opened in 1904 and has been dredged twice since, at a cost that nobody has added up.
notice        | - showPaywall:
notice        | - false
notice        | - isSubscriber:
notice        | - false
""",
    ),
    counterexamples=(
        """
              | The page has two switches, and the editor may set each of them before the article is printed.
              | showBanner:
              | false
""",
    ),
)
def flags(document: Document, _: Evidence) -> Iterator[Match]:
    if "`" in document.text or "{%" in document.text:
        return
    pairs = [(line, line.after) for line in document.lines_with(":") if _FLAG.fullmatch(line.text)]
    known = [(flag, value) for flag, value in pairs if value is not None and _VALUE.fullmatch(value.text)]
    if any(word in flag.folded for flag, _ in known for word in _ASKED):
        for line in (line for pair in known for line in pair):
            yield line_match(line, "a flag of the page, or its value")
