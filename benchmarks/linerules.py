"""What people use today on lines of plain text, and what is measured against it: each removes lines, or parts of them.

C4's and Dolma's rules are written down here from their documentation, for their packages cannot be installed together
(Dolma pins an old ``s3fs``, datatrove needs a newer ``fsspec``) and one command should do. ``quality.py --check`` holds
them, line by line, against the originals that are installed. Of both only the rules about lines are taken: those that
drop a whole document ("lorem ipsum", a curly bracket, bad words, few sentences) are not about furniture.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module

Removed = list[int]  # for each line, how many of its characters are removed, white space apart
Tool = Callable[[Sequence[str]], Removed]


def solid(text: str) -> int:
    """Return how many characters of ``text`` are no white space."""
    return sum(map(len, text.split()))


def _whole_lines(is_removed: Callable[[str], bool]) -> Tool:
    return lambda lines: [solid(line) if is_removed(line) else 0 for line in lines]


# --- C4, as datatrove applies it --------------------------------------------------------------------------------------

_ENDS = (".", "?", "!", '"', "'")
_CITATION = re.compile(r"\[(?:\d*|edit|citation needed)\]")
_POLICY = re.compile("terms of use|privacy policy|cookie policy|uses cookies|use of cookies|use cookies|javascript")


def c4(line: str) -> bool:
    """Return whether C4's rules remove a line: it must end as a sentence does, have three words, and name no policy."""
    words = line.split()
    text = _CITATION.sub("", line.strip())
    ends = text.endswith(_ENDS) and not text.endswith("...")
    return not ends or len(words) < 3 or any(len(word) > 1000 for word in words) or bool(_POLICY.search(text.lower()))


# --- Dolma's c4_v2 ----------------------------------------------------------------------------------------------------


def c4_v2(line: str) -> bool:
    """Return whether a mixer that acts on both line attributes of Dolma's ``c4_v2`` removes a line."""
    text = line.strip()
    return not text.endswith((".", "?", "!", '"')) or len(text.split()) < 3


# --- twenty patterns --------------------------------------------------------------------------------------------------

# What one writes in an afternoon: a line goes in which one of these is found. Written for this comparison.
TWENTY = (
    r"\bread more\b", r"\b(read|see|watch) also\b", r"^related\b", r"\byou (may|might) (also )?(like|be interested)\b",
    r"\bsign up\b", r"\bsubscribe\b", r"\bnewsletter\b", r"\bsign in\b|\blog in\b", r"^advertisement\b|\bsponsored\b",
    r"\bclick here\b", r"\bfollow us\b", r"\bshare (this|on|via)\b", r"\ball rights reserved\b", r"©|\bcopyright\b",
    r"\bcookies?\b", r"\bprivacy policy\b", r"\bterms of (use|service)\b", r"\b(photo|image|picture|credit)s?( by)?:",
    r"\bgetty images\b|\bshutterstock\b", r"^\d* ?comments?$",
)  # fmt: skip
_TWENTY = re.compile("|".join(TWENTY), re.IGNORECASE)


def twenty(line: str) -> bool:
    """Return whether one of the twenty patterns is found in a line."""
    return bool(_TWENTY.search(line.strip()))


# --- cleanr -----------------------------------------------------------------------------------------------------------


def cleanr(policy: str = "article") -> Tool:
    """Return cleanr with a policy: it sees the lines together, as the text they are."""
    analyze = import_module("cleanr").Cleaner(policy=policy).analyze

    def tool(lines: Sequence[str]) -> Removed:
        text = "\n".join(lines)
        gone = bytearray(len(text))
        for segment in analyze(text).segments:
            if segment.action == "strip":
                gone[segment.start : segment.end] = b"\1" * (segment.end - segment.start)
        starts = _starts(lines)
        return [
            sum(gone[start + at] for at, char in enumerate(line) if not char.isspace())
            for start, line in zip(starts, lines, strict=True)
        ]

    return tool


def _starts(lines: Iterable[str]) -> list[int]:
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    return starts


def tools() -> dict[str, Tool]:
    """Return what is compared, by the name that the table shows."""
    return {
        "**cleanr**": cleanr(),
        "**cleanr**, policy `strict`": cleanr("strict"),
        "twenty patterns": _whole_lines(twenty),
        "C4's line rules": _whole_lines(c4),
        "Dolma's `c4_v2`": _whole_lines(c4_v2),
    }


# --- the originals ----------------------------------------------------------------------------------------------------


def originals() -> dict[str, tuple[Callable[[str], bool], Callable[[str], bool]]]:
    """Return, for each original that is installed, our rule and the original's, both asked about one line."""
    found = {}
    for name, ours, make in (("datatrove C4QualityFilter", c4, _datatrove), ("dolma c4_v2", c4_v2, _dolma)):
        try:
            found[name] = (ours, make())
        except ImportError:
            continue
    return found


def _datatrove() -> Callable[[str], bool]:
    filters, data = import_module("datatrove.pipeline.filters"), import_module("datatrove.data")
    judge = filters.C4QualityFilter(min_num_sentences=-1, filter_lorem_ipsum=False, filter_curly_bracket=False)

    def removes(line: str) -> bool:
        document = data.Document(text=line, id="0")
        judge.filter(document)
        return not document.text

    return removes


def _dolma() -> Callable[[str], bool]:
    import_module("dolma.taggers")
    registry, types = import_module("dolma.core.registry"), import_module("dolma.core.data_types")
    tagger = registry.TaggerRegistry.get("c4_v2")()

    def removes(line: str) -> bool:
        spans = tagger.predict(types.Document(source="", version="", id="0", text=line)).spans
        return any(span.type.startswith("lines_with") for span in spans)

    return removes
