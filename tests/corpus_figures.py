"""What cleanr makes of the labelled documents in `corpus/`, as figures; and the floors under them.

python -m tests.corpus_figures                 the figures, and each line that is lost or missed
python -m tests.corpus_figures --update        raise the floors to the figures
python -m tests.corpus_figures --update --allow-regression    lower them too: say why in the commit
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import cleanr
from cleanr.rulebook.gutter import Label, parse
from cleanr.settings.settings import PRESETS

CORPUS = Path(__file__).parent.parent / "corpus"
FLOORS = CORPUS / "floors.json"
EPSILON = 0.005  # less than the shortest labelled line weighs in its category
STRIPPED = {category for category, action in PRESETS["article"].items() if action == "strip"}


class Case(NamedTuple):
    """One document of the corpus: its path within it, its text, its labels."""

    name: str
    text: str
    labels: tuple[Label, ...]


def cases() -> Iterator[Case]:
    for path in sorted(CORPUS.glob("*/*.txt")):
        yield Case(str(path.relative_to(CORPUS)), *parse(path.read_text(encoding="utf-8")))


def digest() -> str:
    """A name for exactly these documents: floors hold for these, and for no others."""
    hasher = hashlib.sha256()
    for path in sorted(CORPUS.glob("*/*.txt")):
        hasher.update(path.relative_to(CORPUS).as_posix().encode() + path.read_bytes())
    return hasher.hexdigest()[:16]


def figures(lost: list[str] | None = None, missed: list[str] | None = None) -> dict[str, float]:
    """Return the share of article characters stripped, and for each category the share of its characters found.

    White space does not count. A stripped category is found where anything is stripped, a tagged one where anything
    has a category. The examples go to ``lost`` and ``missed`` when lists are given.
    """
    count: Counter[str] = Counter()
    for case in cases():
        _count(case, count, lost if lost is not None else [], missed if missed is not None else [])
    shares = {"article lost": count["article lost"] / count["article"]}
    categories = sorted(name for name in count if " " not in name and name != "article")
    return shares | {name: count[f"{name} found"] / count[name] for name in categories}


def _count(case: Case, count: Counter[str], lost: list[str], missed: list[str]) -> None:
    truth: list[str | None] = [None] * len(case.text)
    for start, end, category in case.labels:
        truth[start:end] = [category] * (end - start)
    said: list[str] = [""] * len(case.text)
    for segment in cleanr.analyze(case.text).segments:
        said[segment.start : segment.end] = [segment.action if segment.category else ""] * (segment.end - segment.start)
        if segment.action == "strip" and any(
            truth[i] is None and not case.text[i].isspace() for i in range(segment.start, segment.end)
        ):
            lost.append(f"[{case.name}] {'+'.join(segment.rules)}: {case.text[segment.start : segment.end]!r}")
    for char, category, action in zip(case.text, truth, said, strict=True):
        if not char.isspace():
            count[category or "article"] += 1
            if category is None:
                count["article lost"] += action == "strip"
            else:
                count[f"{category} found"] += action == "strip" if category in STRIPPED else bool(action)
    for start, end, category in case.labels:
        if category in STRIPPED and "strip" not in said[start:end]:
            missed.append(f"[{case.name}] {category} ({said[start] or 'unseen'}): {case.text[start:end]!r}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--update", action="store_true", help="pin the figures where they are better than the floors")
    parser.add_argument("--allow-regression", action="store_true", help="pin them where they are worse, too")
    args = parser.parse_args()
    lost: list[str] = []
    missed: list[str] = []
    now = figures(lost, missed)
    print("\n".join(["== article lost", *lost, "== missed", *missed, "== figures"]))
    for name, value in now.items():
        print(f"{name:16} {value:.4f}")
    if args.update:
        pinned = {} if args.allow_regression or not FLOORS.exists() else json.loads(FLOORS.read_text())["figures"]
        better = {
            name: (min if name == "article lost" else max)(value, pinned.get(name, value))
            for name, value in now.items()
        }
        FLOORS.write_text(json.dumps({"corpus": digest(), "figures": better}, indent=1) + "\n")


if __name__ == "__main__":
    main()
