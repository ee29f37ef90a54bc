"""What the batch costs: one process against two, the library's own rate, the memory of the main process, the order.

    python benchmarks/batch.py --megabytes 200
    python benchmarks/batch.py --megabytes 2000 --texts FOLDER

Makes a JSON Lines file of that size, from a seeded generator or from the texts below a folder (text files, and the long
strings of `.jsonl.gz` records), cleans it with `--jobs 1` and `--jobs 2`, and prints a table. Rates are megabytes of the file in a second: wall clock, and CPU of all processes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from cleanr import Cleaner

_WORDS = (
    "harbour council vote ferry dredger storm wall berth year report town money river bridge winter minister school "
    "market price farmer season summer coast light engine captain crew garden museum letter evening morning people"
).split()
_VERBS = "opened closed said found lost built carried counted paid turned reached crossed moved kept told saw".split()
_FURNITURE = (
    "Sign up here for our free newsletter.",
    "Read more: {0} {1} the {2}",
    "Advertisement",
    "Share this article",
    "Photo: Ann {0}/Getty Images",
    "Unlock unlimited access to every story",
    "© 2021 The {0} Courier. All rights reserved.",
    "1 of 3",
)


def sentence(random_: random.Random) -> str:
    words = [random_.choice(_WORDS) for _ in range(random_.randint(6, 22))]
    words[len(words) // 2] = random_.choice(_VERBS)
    end = random_.choice((".", ".", ".", ".”", "?"))
    return ("“" if end == ".”" else "") + " ".join(words).capitalize() + end


def article(random_: random.Random) -> str:
    """An article of a few thousand characters: every fifth paragraph is furniture."""
    paragraphs = []
    for _ in range(random_.randint(6, 24)):
        if random_.random() < 0.2:
            paragraphs.append(random_.choice(_FURNITURE).format(*(random_.choice(_WORDS).title() for _ in range(3))))
        else:
            paragraphs.append(" ".join(sentence(random_) for _ in range(random_.randint(1, 5))))
    return "\n\n".join(paragraphs)


def texts(folder: str | None) -> Iterator[str]:
    """Texts without end: those below the folder again and again, or made ones."""
    if folder is None:
        random_ = random.Random(20)
        while True:
            yield article(random_)
    paths = sorted(path for path in Path(folder).rglob("*") if path.name.endswith((".txt", ".jsonl.gz")))
    if not paths:
        raise SystemExit(f"{folder}: no .txt and no .jsonl.gz files below it")
    while True:
        for path in paths:
            yield from texts_of(path)


def texts_of(path: Path) -> Iterator[str]:
    if path.suffix == ".txt":
        yield path.read_text(encoding="utf-8", errors="replace")
        return
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield from long_strings(json.loads(line))


def long_strings(value: Any) -> Iterator[str]:
    """The strings of 500 characters and more, however deep they lie."""
    if isinstance(value, str) and len(value) >= 500:
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from long_strings(part)


def make(path: Path, megabytes: int, folder: str | None) -> None:
    size = 0
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(texts(folder)):
            record = {"id": number, "url": f"https://example.org/{number}", "text": text, "score": 0.5, "tags": ["a"]}
            size += file.write(json.dumps(record, ensure_ascii=False) + "\n")
            if size >= megabytes * 1e6:
                return


def library(path: Path, megabytes: float) -> float:
    """Megabytes a CPU second of `Cleaner.clean` on the strings alone, of records from all over the file."""
    cleaner, strings, size = Cleaner(), [], 0
    step = max(1, round(path.stat().st_size / 1e6 / megabytes))
    with path.open(encoding="utf-8") as file:
        for line in islice(file, 0, None, step):
            strings.append(json.loads(line)["text"])
            size += len(line.encode())
    for text in islice(strings, 0, None, 50):
        cleaner.clean(text)
    begun = time.process_time()
    for text in strings:
        cleaner.clean(text)
    return size / 1e6 / (time.process_time() - begun)


_MEASURE = """
import resource, sys, json
from cleanr.cli import main
try:
    main()
finally:
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    peak = int(open("/proc/self/status").read().partition("VmHWM:")[2].split()[0])  # ru_maxrss is the parent's at first
    json.dump([peak, own.ru_utime + own.ru_stime, others.ru_utime + others.ru_stime], open(sys.argv[-1], "w"))
"""


def command(source: Path, target: Path, jobs: int) -> dict[str, float]:
    note = target.with_suffix(".note")
    script = _MEASURE.replace("main()\n", f"main({['clean', str(source), '-o', str(target), '--jobs', str(jobs)]!r})\n")
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", script, str(note)], check=True)
    wall = time.perf_counter() - begun
    memory, own, others = json.loads(note.read_text())
    size = source.stat().st_size / 1e6
    return {"wall": size / wall, "cpu": size / (own + others), "memory": memory / 1024, "main": own / (own + others)}


def in_order(source: Path, target: Path) -> bool:
    with source.open(encoding="utf-8") as old, target.open(encoding="utf-8") as new:
        return all(json.loads(a)["id"] == json.loads(b)["id"] for a, b in zip(old, new, strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=200)
    parser.add_argument("--texts", metavar="FOLDER", help="take the texts below it instead of made articles")
    parser.add_argument("--folder", help="where to work  [default: a temporary one]")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        source = Path(folder, "articles.jsonl")
        make(source, options.megabytes, options.texts)
        alone = library(source, min(options.megabytes, 20))
        print(f"the library alone: {alone:.2f} MB a CPU second", flush=True)
        found = {}
        for jobs in (1, 2):
            target = Path(folder, f"clean{jobs}.jsonl")
            found[jobs] = f = command(source, target, jobs)
            print(
                f"--jobs {jobs}: {f['wall']:.2f} MB/s wall, {f['cpu']:.2f} MB a CPU second "
                f"({f['cpu'] / alone:.0%} of the library), main process: {f['memory']:.0f} MB at most, {f['main']:.1%} of the CPU; "
                f"in order: {in_order(source, target)}",
                flush=True,
            )
        print(f"two against one: {found[2]['wall'] / found[1]['wall']:.2f} x (wall)")
        same = subprocess.run(
            ["cmp", str(Path(folder, "clean1.jsonl")), str(Path(folder, "clean2.jsonl"))], check=False
        )
        print(f"same bytes: {same.returncode == 0}")


if __name__ == "__main__":
    main()
