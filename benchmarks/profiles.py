"""What profiles find, and what they cost: a made corpus of sites whose furniture is known, line by line.

    python benchmarks/profiles.py                     200 sites of 50 articles: found, article lost, speed
    python benchmarks/profiles.py --sites 20          a quick look
    python benchmarks/profiles.py --lines 10_000_000  memory and speed of profiling alone

Each site has a menu, a stamp, labels between paragraphs, a list of its own headlines, small print and counters of its
own making, in words that no rule knows. Its articles have what repeats and is article: stories at two addresses,
syndicated and updated ones, introductions of series and paragraphs of background on one page in ten, refrains, and
headings that recur. Nothing of it is taken from a real page.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from cleanr import Cleaner, Profile, Report
from cleanr.profiles.keys import form_of, said

NOUNS = (
    "harbour lantern orchard quarry ferry meadow chapel bakery tannery viaduct brewery cellar garden market mill "
    "library station museum bridge tower stable pottery foundry nursery vineyard reservoir barracks theatre fountain "
    "cannery windmill arcade granary kiln pier weir causeway lighthouse observatory tramway"
).split()
TRADES = "warden baker mason teacher farmer surveyor clerk pilot gardener carter smith weaver cooper miller".split()
VERBS = "mended painted counted measured sold inherited flooded emptied reopened drained photographed guarded".split()
MORE = "quietly slowly twice again nearly finally gladly rarely often together alone early".split()
PLACES = "Aldmere Brackwell Corrow Dunsey Elmscar Fenwick Garrowby Holmside Inverley Kestle Lowick Marram".split()
NAMES = "Ada Bram Cleo Dov Esme Finn Gwen Hugo Iris Jonah Kit Lena Milo Nora Otto Pia".split()
FAMILIES = "Barrow Calder Dunmore Esk Farrow Greer Hale Ives Jarrow Keld Lund Marsh Nairn Orr".split()
MONTHS = "January February March April May June July August September October November December".split()
ARTICLE, FURNITURE = "article", "furniture"
Line = tuple[str, str]  # what it says, and what it is


class Made(NamedTuple):
    """A page: where it stands, and its lines."""

    site: str
    lines: list[Line]

    @property
    def text(self) -> str:
        """The page as a reader gets it."""
        return "\n".join(words for words, _ in self.lines)


def sentence(draw: random.Random) -> str:
    """A sentence of an article: one of some ten thousand million."""
    one, two, three = draw.sample(NOUNS, 3)
    return (
        f"The {draw.choice(TRADES)} of {draw.choice(PLACES)} {draw.choice(VERBS)} the {one} {draw.choice(MORE)}, and the "
        f"{draw.choice(TRADES)} who {draw.choice(VERBS)} the {two} had {draw.choice(MORE)} seen the {three} of "
        f"{draw.choice(PLACES)} before."
    )


def paragraphs(draw: random.Random) -> list[str]:
    """The paragraphs of a story."""
    return [" ".join(sentence(draw) for _ in range(draw.randint(1, 3))) for _ in range(draw.randint(4, 9))]


def title(draw: random.Random) -> str:
    """A headline."""
    one, two = draw.sample(NOUNS, 2)
    return f"{draw.choice(NAMES)} {draw.choice(FAMILIES)} and the {one} of {draw.choice(PLACES)} {two}"


class Site:
    """A site: its furniture, and what its articles have in common."""

    def __init__(self, number: int, seed: int, shared: list[list[str]]) -> None:
        self.draw = draw = random.Random(seed * 10_007 + number)
        self.name = f"site-{number}.example"
        self.paper = f"{draw.choice(PLACES)} {draw.choice(NOUNS).title()} {chr(65 + number % 26)}{chr(65 + number // 26 % 26)}"
        self.menu = [f"{a.title()} {b}" for a, b in zip(draw.sample(NOUNS, 7), draw.choices(MORE, k=7), strict=True)]
        self.foot = [f"{self.paper} is set in {draw.choice(NOUNS)} type", f"{draw.choice(NOUNS).title()} house, {self.paper}"]
        self.print = (
            f"Every page of the {self.paper} is read by the {draw.choice(TRADES)} before it is sent to the {draw.choice(NOUNS)}."
        )
        self.label = f"More from the {self.paper}"
        self.stamp = draw.choice(["Set down on {0} by {1} for the {2}", "By {1}, first told on {0}", "Told on {0} to the {2}"])
        self.headlines = [title(draw) for _ in range(40)]
        self.background = sentence(draw)
        self.series = f"This is one of our stories of the {draw.choice(NOUNS)}, told by those who {draw.choice(VERBS)} it."
        self.headings = [f"The {draw.choice(NOUNS)} then", f"The {draw.choice(NOUNS)} now"] if number % 3 == 0 else []
        self.shared = shared

    def pages(self, count: int) -> Iterator[Made]:
        """Yield the pages: stories, one in ten of them a copy of another or a syndicated one."""
        stories = [(title(self.draw), paragraphs(self.draw)) for _ in range(count)]
        for number in range(count):
            head, story = stories[number]
            if number % 20 == 7:
                head, story = stories[number - 1]  # at a second address
            elif number % 20 == 13:
                story = [*stories[number - 1][1], sentence(self.draw)]  # updated
            elif number % 20 == 17:
                story = self.draw.choice(self.shared)  # syndicated
            yield Made(self.name, self.page(number, head, story))

    def page(self, number: int, head: str, story: list[str]) -> list[Line]:
        """The lines of a page."""
        draw, at = self.draw, self.draw.randrange(len(self.headlines))
        date = f"{draw.randint(1, 28)} {draw.choice(MONTHS)} {draw.randint(2015, 2025)}"
        stamp = self.stamp.format(date, f"{draw.choice(NAMES)} {draw.choice(FAMILIES)}", self.paper)
        items = [*self.headlines, *self.headlines][at : at + 6] if number % 2 else self.headlines[:6]
        counters = [f"{draw.randint(2, 900)} {self.paper.split()[1].lower()} readers"]
        foot = [*items, *counters, *self.foot, self.print]
        return [
            *((words, FURNITURE) for words in self.menu),
            (head, ARTICLE),
            (stamp, FURNITURE),
            *self.body(number, story),
            *((words, FURNITURE) for words in foot),
        ]

    def body(self, number: int, story: list[str]) -> Iterator[Line]:
        """The article, with a label of the site between its paragraphs on most pages."""
        refrain = "And the river went on, and the bell rang twice, and nobody looked up from the table."
        if number % 11 == 3:
            yield self.series, ARTICLE
        for at, words in enumerate(story):
            if self.headings and at in (1, 3):
                yield self.headings[at // 2], ARTICLE
            if at in (2, 4) and number % 5:
                yield self.label, FURNITURE
            yield words, ARTICLE
            if number % 25 == 9:
                yield refrain, ARTICLE
        if number % 10 == 4:
            yield self.background, ARTICLE


def corpus(sites: int, pages: int, seed: int = 4) -> Iterator[Made]:
    """Yield the pages of all sites."""
    draw = random.Random(seed)
    shared = [paragraphs(draw) for _ in range(30)]
    for number in range(sites):
        yield from Site(number, seed, shared).pages(pages)


def measure(sites: int, pages: int) -> None:
    """Print what a profile finds of the made corpus, what it costs the article, and how long all takes."""
    made = list(corpus(sites, pages))
    size = sum(len(page.text) for page in made)
    profile, seconds = Profile(), time.process_time()
    for page in made:
        profile.observe(page.text, page.site)
    profiling = time.process_time() - seconds
    plain, cleaner = Cleaner(), Cleaner(profile=profile)
    without, cleaning = counted(made, plain)
    found, _ = counted(made, cleaner)
    print(f"{len(made):,} pages of {sites} sites, {size / 1e6:.1f} MB, {sum(len(p.lines) for p in made):,} lines; "
          f"{len(profile.to_bytes()) / 1e6:.1f} MB of profile")
    for name, count in (("without a profile", without), ("with a profile", found)):
        print(f"{name:<18} repeated furniture: {share(count, 'tag', 'strip'):.4f} found, {share(count, 'strip'):.4f} stripped; "
              f"article characters lost: {count['lost'] / count['article']:.6f}")
    print(f"profiling {size / profiling / 1e6:.2f} MB/s, analyzing {size / cleaning / 1e6:.2f} MB/s: {cleaning / profiling:.2f} times as fast")  # fmt: skip


def counted(made: list[Made], cleaner: Cleaner) -> tuple[Counter[str], float]:
    """What became of repeated furniture, by line, and of the article, by character; and the seconds it took."""
    repeated = Counter((page.site, form) for page in made for form in {form_of(said(w)) for w, k in page.lines if k != ARTICLE})
    count: Counter[str] = Counter()
    seconds = 0.0
    for page in made:
        begun = time.process_time()
        report = cleaner.analyze(page.text, site=page.site)
        seconds += time.process_time() - begun
        at = 0
        for words, kind in page.lines:
            action = action_at(report, at, at + len(words))
            if kind == FURNITURE and repeated[page.site, form_of(said(words))] >= 3:
                count[action] += 1
                count["furniture"] += 1
            elif kind == ARTICLE:
                count["article"] += len(words)
                count["lost"] += sum(
                    min(s.end, at + len(words)) - max(s.start, at)
                    for s in report.segments
                    if s.action == "strip" and s.start < at + len(words) and s.end > at
                )
            at += len(words) + 1
    return count, seconds


def action_at(report: Report, start: int, end: int) -> str:
    """What was done with most of a line."""
    actions: Counter[str] = Counter()
    for segment in report.segments:
        if segment.start < end and segment.end > start:
            actions[segment.action] += min(segment.end, end) - max(segment.start, start)
    return actions.most_common(1)[0][0]


def share(count: Counter[str], *actions: str) -> float:
    """What part of the repeated furniture had one of ``actions``."""
    return sum(count[action] for action in actions) / count["furniture"]


def measure_memory(lines: int) -> None:
    """Profile so many lines of made pages, made as they are needed; print the peak of memory, and how long a load takes."""
    profile, seen, seconds, size = Profile(), 0, 0.0, 0
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sites, seed = 200, 0
    while seen < lines:
        for page in corpus(sites, 50, seed):
            begun = time.process_time()
            profile.observe(page.text, page.site)
            seconds += time.process_time() - begun
            seen, size = seen + len(page.lines), size + len(page.text)
            if seen >= lines:
                break
        seed += 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    data = profile.to_bytes()
    begun = time.process_time()
    Profile.from_bytes(data)
    loading = time.process_time() - begun
    print(f"{seen:,} lines, {size / 1e6:,.0f} MB: {size / seconds / 1e6:.2f} MB/s, {(peak - before) / 1e3:,.0f} MB more at the peak; "
          f"{profile!r}, {len(data) / 1e6:.1f} MB as a file, read in {loading:.1f} s")


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=int, default=200)
    parser.add_argument("--pages", type=int, default=50)
    parser.add_argument("--lines", type=int, default=0)
    args = parser.parse_args()
    if args.lines:
        measure_memory(args.lines)
    else:
        measure(args.sites, args.pages)


if __name__ == "__main__":
    main()
