"""Which site a record is from: its own field says it, or the folder that its file stands in."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cleanr.batch.streams import is_url
from cleanr.profiles.sitenames import site_name

if TYPE_CHECKING:
    from cleanr.profiles.profile import Profile


def site_of(named: object, source: str, profile: Profile | None) -> str | None:
    """Return the site of a record: what its field ``named``; else the folder of ``source``, where ``profile`` knows it.

    None where neither says anything: a profile of one site speaks for such a record.
    """
    if profile is None:
        return None
    if isinstance(named, str) and named.strip():
        return named
    folder = folder_of(source)
    return folder if profile.site(folder) else None


def folder_of(source: str) -> str:
    """Return the name of the folder that a file stands in; of an address, its host; of stdin, that of this folder.

    >>> folder_of("news/gazette.example/1904.txt"), folder_of("https://gazette.example/news.jsonl")
    ('gazette.example', 'gazette.example')
    """
    if is_url(source):
        return site_name(source)
    here = os.getcwd() if source == "-" else os.path.dirname(os.path.abspath(source))
    return os.path.basename(here) or "-"
