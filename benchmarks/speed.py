"""Measure how fast cleanr is: against other tools on the same texts in the same run, and against itself.

    python benchmarks/speed.py                         every measure on made-up texts, a table on stdout
    python benchmarks/speed.py tools --texts FOLDER    your own texts: .txt, or .jsonl(.gz) with a field "text"
    python benchmarks/speed.py --json speed.json       the figures as a record too

Seconds are CPU seconds of one core, the best of several rounds (``processes`` counts real time). Trust the ratios, which
are of one run, more than the megabytes: machines differ, and a busy one is slow.
Other tools are measured where they are installed, ``pip install '.[bench]'``, and can run: some of datatrove's filters
want spacy or data of nltk besides. Dolma wants an environment of its own: it cannot be installed beside datatrove.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import string
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parent))
from peers import PEERS
from texts import Maker, read

import cleanr
from cleanr.detect.candidates import candidates
from cleanr.detect.phrases import LineCache, rule_matches, scan_hits
from cleanr.detect.ruleset import Ruleset
from cleanr.findings.evidence import Evidence
from cleanr.findings.finding import Match
from cleanr.rulebook.phrasematcher import PhraseMatcher
from cleanr.rulebook.rule import Rule, StructuralFunction
from cleanr.rulebook.template import Template
from cleanr.rulebook.templatematcher import TemplateMatcher
from cleanr.rulebook.unit import Expression
from cleanr.text.document import Document

Clean = Callable[[str], object]
Figures = dict[str, dict[str, float]]
ROUNDS = 3


def megabytes(texts: Iterable[str]) -> float:
    return sum(len(text.encode("utf-8", "surrogatepass")) for text in texts) / 1e6


def seconds(clean: Clean, texts: Sequence[str], rounds: int = ROUNDS) -> float:
    """CPU seconds for all of ``texts``, the best of ``rounds``."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        for text in texts:
            clean(text)
        best = min(best, time.process_time() - start)
    return best


def tools(kinds: dict[str, list[str]]) -> Figures:
    """Each tool on each kind of text, as MB a CPU second and as times `ftfy.fix_text`; the rounds take turns."""
    figures: Figures = {}
    running = able([text for texts in kinds.values() for text in texts[:5]])
    for kind, texts in kinds.items():
        size, best = megabytes(texts), {}
        for _ in range(ROUNDS):
            for name, clean in running.items():
                best[name] = min(best.get(name, float("inf")), seconds(clean, texts, 1))
        for name, took in best.items():
            figures[f"{kind}: {name}"] = {"MB/s": size / took, "x ftfy": best["ftfy.fix_text"] / took}
    return figures


def able(texts: Sequence[str]) -> dict[str, Clean]:
    """Return the tools that can be run here, each tried on whole texts: some ask for a package only in the midst of
    their work. The others are named on stderr, with what they lack.
    """
    found: dict[str, Clean] = {}
    for name, make in PEERS.items():
        try:
            clean = make()
            for text in texts:
                clean(text)
        except (ImportError, LookupError) as error:
            print(f"left out: {name}: {' '.join(str(error).split())[:100]}", file=sys.stderr)
        else:
            found[name] = clean
    return found


def rules(kinds: dict[str, list[str]]) -> Figures:
    """The cost with ten times the rules: nine copies of each, with the letters of their phrases exchanged."""
    texts = kinds["articles"]
    own = cleanr.Cleaner()
    many = cleanr.Cleaner(ignore=())
    many.__dict__["rules"] = Ruleset(
        [*own.rules.rules, *(copy for n in range(1, 10) for copy in renamed(own.rules, n))]
    )
    many.clean(texts[0])
    base, more = seconds(own.clean, texts), seconds(many.clean, texts)
    return {
        f"{len(cleaner.rules.rules)} rules": {"MB/s": megabytes(texts) / took, "x": took / base}
        for cleaner, took in ((own, base), (many, more))
    }


def renamed(rules: Ruleset, shift: int) -> Iterable[Any]:
    """A copy of each rule made of words, that waits for other words: its letters exchanged."""
    letters = string.ascii_lowercase
    table = str.maketrans(letters, letters[shift * 2 :] + letters[: shift * 2])
    for rule in rules.rules:
        if isinstance(rule.matcher, PhraseMatcher):
            yield replace(
                rule, id=f"{rule.id}-{shift}", matcher=replace(rule.matcher, phrases=moved(rule.matcher.phrases, table))
            )
        elif isinstance(rule.matcher, TemplateMatcher):
            templates = tuple(
                replace(
                    one,
                    needed=tuple(moved(needed, table) for needed in one.needed),
                    first_words=one.first_words and moved(one.first_words, table),
                )
                for one in rule.matcher.templates
            )
            matcher = replace(rule.matcher, templates=templates, labels=moved(rule.matcher.labels, table))
            yield replace(rule, id=f"{rule.id}-{shift}", matcher=matcher)


def moved(words: Iterable[str], table: dict[int, int]) -> tuple[str, ...]:
    return tuple(word.lower().translate(table) for word in words)


def work(kinds: dict[str, list[str]]) -> Figures:
    """What rules made of words do for a text: templates tried at a place, of these with all their words, searches."""
    figures: Figures = {}
    for kind, texts in kinds.items():
        counts: Counter[str] = Counter()
        with watched(counts):
            for text in texts:
                rules, document = cleanr.Cleaner().rules, Document(text)
                counts["tried"] += len(candidates(rules.index, document).places)
                counts["said"] += len(list(rule_matches(document, rules, scan_hits, LineCache())))
        names = ("tried", "all words there", "searches", "said")
        figures[kind] = {name: counts[name] / len(texts) for name in names}
    return figures


@contextmanager
def watched(counts: Counter[str]) -> Iterator[None]:
    """Count what is asked of templates, and how often a regular expression of a rule is searched for."""
    possible, within = Template.possible, Expression.within
    judged, around = PhraseMatcher._find_in_unit, PhraseMatcher._find_span

    def count_possible(self: Template, unit: Any) -> bool:
        answer = possible(self, unit)
        counts["all words there"] += answer
        return answer

    def counting(name: str, ask: Callable[..., Any]) -> Callable[..., Any]:
        def count(self: Any, *args: Any) -> Any:
            counts[name] += not isinstance(self, PhraseMatcher) or self.compiled is not None
            return ask(self, *args)

        return count

    with ExitStack() as stack:
        for owner, name, ask in (
            (Template, "possible", count_possible),
            (Expression, "within", counting("searches", within)),
            (PhraseMatcher, "_find_in_unit", counting("searches", judged)),
            (PhraseMatcher, "_find_span", counting("searches", around)),
        ):
            stack.enter_context(patch.object(owner, name, ask))
        yield


def structure(kinds: dict[str, list[str]]) -> Figures:
    """What each structural rule takes a text: µs, how often it is asked and answers; the dearest first."""
    figures: Figures = {}
    for kind, texts in kinds.items():
        spent: dict[str, Counter[str]] = {}
        rules, cleaner = Ruleset(cleanr.Cleaner().rules.rules), cleanr.Cleaner(ignore=())
        rules.__dict__["structures"] = [(rule, timed(rule, look, spent), *rest) for rule, look, *rest in rules.structures]
        cleaner.__dict__["rules"] = rules
        seconds(cleaner.clean, texts, 1)  # expressions compile when first used
        spent.clear()
        seconds(cleaner.clean, texts, 1)
        for name, counts in sorted(spent.items(), key=lambda item: -item[1]["µs"]):
            figures[f"{kind}: {name}"] = {unit: counts[unit] / len(texts) for unit in ("µs", "asked", "answered")}
    return figures


def timed(rule: Rule, look: StructuralFunction, spent: dict[str, Counter[str]]) -> StructuralFunction:
    """``look``, with what each call takes written into ``spent``."""

    def run(document: Document, evidence: Evidence) -> list[Match]:
        start = time.thread_time()
        matches = list(look(document, evidence))
        took = 1e6 * (time.thread_time() - start)
        spent.setdefault(rule.id, Counter()).update({"µs": took, "asked": 1, "answered": bool(matches)})  # type: ignore[dict-item]
        return matches

    return run


def lengths(kinds: dict[str, list[str]]) -> Figures:
    """The cost a byte of documents of 1 KB to 10 MB, all made of the same articles."""
    everything = "\n\n".join(kinds["articles"])
    while len(everything) < 10_000_000:
        everything += "\n\n" + everything
    figures: Figures = {}
    for size in (1_000, 10_000, 100_000, 1_000_000, 10_000_000):
        texts = [everything[at : at + size] for at in range(0, max(size, 1_000_000), size)]
        took = seconds(cleanr.clean, texts, 1 if size > 1_000_000 else ROUNDS)
        figures[f"{size:,} characters"] = {"MB/s": megabytes(texts) / took}
    fastest = max(figure["MB/s"] for figure in figures.values())
    for figure in figures.values():
        figure["x"] = fastest / figure["MB/s"]
    return figures


def shares(_: dict[str, list[str]]) -> Figures:
    """The cost of furniture: articles of whose lines so many are furniture."""
    figures: Figures = {}
    for share in (0.0, 0.1, 0.3, 0.6, 1.0):
        make = Maker()
        texts = [make.article(share=share) for _ in range(40)]
        figures[f"{share:.0%} of the lines"] = {"MB/s": megabytes(texts) / seconds(cleanr.clean, texts)}
    return figures


def processes(kinds: dict[str, list[str]]) -> Figures:
    """Real time with one and more processes, 1 MB a task."""
    texts = kinds["articles"] * 4
    chunks = [texts[at : at + 80] for at in range(0, len(texts), 80)]
    figures: Figures = {}
    for count in (1, 2, multiprocessing.cpu_count()):
        with multiprocessing.get_context("spawn").Pool(count) as pool:
            pool.map(_clean_all, [chunk[:1] for chunk in chunks[:count]] * 2)
            start = time.perf_counter()
            pool.map(_clean_all, chunks, chunksize=1)
            figures[f"{count} processes"] = {"MB/s of real time": megabytes(texts) / (time.perf_counter() - start)}
    return figures


def _clean_all(texts: list[str]) -> list[str]:
    return [cleanr.clean(text) for text in texts]


def adversarial(kinds: dict[str, list[str]]) -> Figures:
    """Texts made to be slow, against ordinary ones: every literal again and again, all but their ends, one line."""
    literals = cleanr.Cleaner().rules.literals
    ordinary = megabytes(kinds["articles"]) / seconds(cleanr.clean, kinds["articles"])
    made = {
        "each literal, in lines": "\n".join(literals),
        "each literal, in one line": " ".join(literals),
        "each literal, as sentences": " ".join(f"{literal.strip().capitalize()}." for literal in literals),
        "near misses, in lines": "\n".join(literal[:-1] + "x" for literal in literals),
        "one line of 50 MB": " ".join(kinds["articles"]).replace("\n", " ") * (50_000_000 // len(" ".join(kinds["articles"])) + 1),
    }  # fmt: skip
    figures: Figures = {"ordinary": {"MB/s": ordinary, "x": 1.0}}
    for name, text in made.items():
        cleanr.clean(text[:2_000_000])  # patterns are compiled when they are first needed: that is start-up, not speed
        speed = megabytes([text]) / seconds(cleanr.clean, [text], 1)
        figures[name] = {"MB/s": speed, "x": ordinary / speed}
    return figures


_START = "import time; a=time.process_time(); import cleanr; b=time.process_time(); cleanr.clean({!r}); c=time.process_time(); print(b-a, c-b)"
# VmHWM, not ru_maxrss: a new process starts with the greatest size that its parent ever had.
_PEAK = (
    "import cleanr; peak=lambda: int(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0]); "
    "t={!r}*{}; cleanr.clean({!r}); a=peak(); cleanr.{}(t); print((peak()-a)*1024/len(t.encode()))"
)


def startup(_: dict[str, list[str]]) -> Figures:
    """CPU milliseconds of a fresh process, the best of five."""
    text = "The vote is on Monday. It was Ann’s idea.\nSign up for our newsletter\nRead more: caf\xc3\xa9"
    runs = [[float(part) for part in _fresh(_START.format(text)).split()] for _ in range(5)]
    return {
        "import cleanr": {"ms": min(run[0] for run in runs) * 1e3},
        "first clean": {"ms": min(run[1] for run in runs) * 1e3},
    }


def memory(kinds: dict[str, list[str]]) -> Figures:
    """Peak memory over what the process held before, as times a text of 10 MB."""
    text = "\n\n".join(kinds["articles"])[:500_000]
    return {
        name: {"x text": float(_fresh(_PEAK.format(text, 20, text[:9_000], name)))} for name in ("clean", "analyze")
    }


def _fresh(code: str) -> str:
    return subprocess.run([sys.executable, "-"], input=code, capture_output=True, text=True, check=True).stdout


MEASURES: dict[str, Callable[[dict[str, list[str]]], Figures]] = {
    measure.__name__: measure
    for measure in (tools, rules, work, structure, lengths, shares, processes, adversarial, startup, memory)
}  # fmt: skip


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("measure", nargs="*", help=f"any of {', '.join(MEASURES)}; all when left out")
    parser.add_argument("--texts", type=Path, help="folder of your own texts instead of made-up ones")
    parser.add_argument("--key", default="text", help="the field of a record that holds its text")
    parser.add_argument("--seed", type=int, default=7, help="of the made-up texts")
    parser.add_argument("--json", type=Path, help="where to write the figures too")
    args = parser.parse_args()
    unknown = [name for name in args.measure if name not in MEASURES]
    if unknown:
        parser.error(f"no measure {unknown[0]!r}; there are {', '.join(MEASURES)}")
    make = Maker(args.seed)
    kinds = {"articles": [make.article() for _ in range(200)], "pages": [make.page() for _ in range(100)]}
    if args.texts:
        kinds = {"articles": [text for text in read(args.texts, args.key) if text]}
        if not kinds["articles"]:
            parser.error(f"no texts in {args.texts}")
    record: dict[str, Figures] = {}
    for name in args.measure or MEASURES:
        record[name] = MEASURES[name](kinds)
        print(f"\n{name}: {(MEASURES[name].__doc__ or '').splitlines()[0]}")
        for row, figures in record[name].items():
            print(f"  {row:44s}" + "".join(f"{value:10.2f} {unit}" for unit, value in figures.items()), flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"\nPython {sys.version.split()[0]}, cleanr {cleanr.__version__}, peak of this process {peak // 1024} MB")
    if args.json:
        args.json.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
