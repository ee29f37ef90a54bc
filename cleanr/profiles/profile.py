"""`Profile`: what repeats across the documents of each site."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from cleanr.errors import ProfileError, nearest, reason
from cleanr.profiles.packing import packed, unpacked
from cleanr.profiles.page import Page, page_of
from cleanr.profiles.sample import Sample
from cleanr.profiles.site import Site
from cleanr.profiles.sitenames import site_name
from cleanr.profiles.tops import Repeat, repeated_forms, repeats_of

MOST_PAGES = 1 << 17  # of all sites together: some 200 MB
_EVERY = 1 << 10  # pages after which the whole is looked over
_ALL = 1 << 64
_LARGEST = 1 << 31  # bytes of a file


class Profile:
    """What repeats across the documents of each site: lines, their forms, sentences, and lines in a row.

    Two profiles of the same documents are equal, whatever the order they were seen in, and however they were dealt out
    and merged; a document that is seen twice counts once, and so does a story that stands at several addresses.
    It keeps of each site a sample of at most 1,024 pages, and of all sites 131,072: those of the smallest hashes. Where
    there are more, a share p of the pages of a site is known with a standard error of ``sqrt(p * (1 - p) / n)`` for the
    n pages of it that are in the sample. Memory is bounded by that, whatever is observed.

    >>> profile = Profile()
    >>> for story in ("The pier was mended.", "A boat sank.", "The vote is on Monday."):
    ...     profile.observe(f"Harbour Gazette\\n{story}", "https://gazette.example/news")
    >>> [(one.text, one.pages, one.of) for one in profile.top("gazette.example")]
    [('Harbour Gazette', 3, 3)]
    """

    def __init__(self) -> None:
        self._samples: dict[str, Sample] = {}
        self._limit = _ALL
        self._offered = 0
        self._sites: dict[str, Site | None] = {}
        self._spread: Counter[bytes] | None = None

    def observe(self, text: str, site: str) -> None:
        """Take in one document of ``site``: an address, of which the host counts, or any name.

        Raises `TypeError` for what is no text, `ProfileError` for a site without a name.
        """
        if not isinstance(text, str) or not isinstance(site, str):
            raise TypeError(f"observe takes a text and the name of its site, not {text!r:.40} and {site!r:.40}")
        self.add(page_of(text), site)

    def add(self, page: Page, site: str) -> None:
        """Take in a page that `page_of` made, of ``site``; what `observe` does, in two steps for two processes."""
        name = site_name(site)
        if not name:
            raise ProfileError("a document needs the name or the address of its site")
        if page.lines and (number := page.id) < self._limit:
            self._samples.setdefault(name, Sample()).offer(number, page)
        self._sites, self._spread = {}, None
        self._offered += 1
        if self._offered % _EVERY == 0:
            self._settle()

    def merge(self, other: Profile) -> Profile:
        """Return the profile of all that both have seen; in any order, and in any grouping, it is the same."""
        merged = self.copy()
        merged.absorb(other)
        return merged

    def absorb(self, other: Profile) -> None:
        """Take in all that ``other`` has seen: what `merge` does, without a copy."""
        for name, sample in other._samples.items():
            mine = self._samples.setdefault(name, Sample())
            for number, page in sample.pages.items():
                mine.offer(number, page)
        self._limit = min(self._limit, other._limit)
        for mine in self._samples.values() if self._limit < _ALL else ():
            mine.below(self._limit)
        self._sites, self._spread = {}, None
        self._settle()

    @classmethod
    def merged(cls, profiles: Iterable[Profile]) -> Profile:
        """Return the profile of all that ``profiles`` have seen."""
        whole = cls()
        for profile in profiles:
            whole.absorb(profile)
        return whole

    def copy(self) -> Profile:
        """Return a profile of its own that has seen the same."""
        other = Profile()
        other._samples = {name: sample.copy() for name, sample in self._samples.items()}
        other._limit = self._limit
        return other

    def _settle(self) -> None:
        """Lower the limit until the pages of all sites are few enough; by halves, to be the same in any order."""
        while sum(map(len, self._samples.values())) > MOST_PAGES:
            self._limit >>= 1
            for sample in self._samples.values():
                sample.below(self._limit)
        self._samples = {name: sample for name, sample in self._samples.items() if len(sample)}

    @property
    def sites(self) -> tuple[str, ...]:
        """The names of its sites, sorted."""
        self._settle()
        return tuple(sorted(self._samples))

    def site(self, name: str | None) -> Site | None:
        """Return what repeats on the site ``name``, a name or an address; of the only site there is, when it is None.

        None where nothing was seen of it.
        """
        known = self._name_of(name)
        if known not in self._sites:
            sample = self._samples.get(known)
            self._sites[known] = Site(list(sample.pages.values()), self._spread_of_forms()) if sample else None
        return self._sites[known]

    def _name_of(self, name: str | None) -> str:
        if name is None:
            return next(iter(self._samples)) if len(self._samples) == 1 else ""
        return site_name(name)

    def _spread_of_forms(self) -> Counter[bytes]:
        """On how many sites each form repeats, of those that repeat on more than one."""
        if self._spread is None:
            counts = Counter(
                form for sample in self._samples.values() for form in repeated_forms(sample.pages.values())
            )
            self._spread = Counter({form: count for form, count in counts.items() if count > 1})
        return self._spread

    def top(self, site: str | None = None, most: int = 20) -> list[Repeat]:
        """Return what repeats most on a site, the commonest first; ``site`` may be left out when there is one alone.

        Words are kept of 64 pages of a site: what stands on none of these is not named, which is so for one in forty of
        what stands on one page in twenty. Raises `ProfileError` for a site that was not seen.
        """
        found = self.site(site)
        if found is None:
            raise ProfileError(f"no such site in the profile: {site!r}; {nearest(str(site), self._samples)}")
        return repeats_of(found, list(self._samples[self._name_of(site)].pages.values()))[:most]

    def to_bytes(self) -> bytes:
        """Return it as bytes, the same for equal profiles. See `Profile.from_bytes`."""
        self._settle()
        return packed({name: sample.pages for name, sample in self._samples.items()}, self._limit)

    @classmethod
    def from_bytes(cls, data: bytes) -> Profile:
        """Return the profile that ``data`` was made of, and run nothing. Raises `ProfileError` for anything else."""
        profile = cls()
        samples, profile._limit = unpacked(data)
        for name, pages in samples.items():
            sample = profile._samples.setdefault(name, Sample())
            for number, page in pages.items():
                sample.offer(number, page)
            sample.below(profile._limit)
        return profile

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write it to a file, in one step: what stood there stays until all is written. Raises `ProfileError`."""
        target = Path(path)
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            part.write_bytes(self.to_bytes())
            part.replace(target)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise ProfileError(f"{target}: {reason(error)}") from error

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Profile:
        """Return the profile in a file. Raises `ProfileError`, which says what is wrong with it."""
        return _named_in_errors(path, cls.from_bytes, content_of(path))

    @property
    def digest(self) -> str:
        """16 hexadecimal digits that equal profiles share, and no others."""
        return sha256(self.to_bytes()).hexdigest()[:16]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Profile) and self.to_bytes() == other.to_bytes()

    __hash__ = None  # type: ignore[assignment]  # it grows

    def __reduce__(self) -> tuple[object, ...]:
        return Profile.from_bytes, (self.to_bytes(),)

    def __repr__(self) -> str:
        self._settle()
        pages = sum(map(len, self._samples.values()))
        return f"<Profile: {pages:,} pages of {len(self._samples):,} sites>"


@lru_cache(maxsize=4)
def profile_in(path: str, content: bytes) -> Profile:
    """Return the profile that ``content`` of a file is, the same for all that ask: it is not to grow."""
    return _named_in_errors(path, Profile.from_bytes, content)


def _named_in_errors(path: str | os.PathLike[str], read: Callable[[bytes], Profile], content: bytes) -> Profile:
    try:
        return read(content)
    except ProfileError as error:
        raise ProfileError(f"{os.fspath(path)}: {error}" if path else str(error)) from error


def content_of(path: str | os.PathLike[str]) -> bytes:
    """Return what is in the file of a profile. Raises `ProfileError` for what cannot be read or is too large."""
    try:
        if os.stat(path).st_size > _LARGEST:
            raise ProfileError(f"{os.fspath(path)}: it is larger than a profile can be")
        return Path(path).read_bytes()
    except OSError as error:
        raise ProfileError(f"{os.fspath(path)}: {reason(error)}") from error
