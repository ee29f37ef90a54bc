"""What a site is called: the host of an address, or any other name as it is."""

from __future__ import annotations

import re

_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//(?:[^/?#@\s]*@)?(?:www\d?\.)?(\[[^\]\s]*\]|[^/?#:\s]+)", re.IGNORECASE)
LONGEST = 255  # characters; a longer name is cut


def site_name(site: str) -> str:
    """Return the name of the site that ``site`` names: of an address its host, without "www."; else ``site`` itself.

    >>> site_name("https://www.Harbour-News.example/2021/05/pier.html")
    'harbour-news.example'
    >>> site_name(" Harbour News ")
    'Harbour News'
    """
    host = _HOST.match(site.strip())
    name = host[1].lower().rstrip(".") if host else site.strip()
    return name.encode("utf-8", "replace").decode("utf-8")[:LONGEST]
