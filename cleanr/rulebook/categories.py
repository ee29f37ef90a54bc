"""The categories of furniture, and what each is in a line."""

from __future__ import annotations

from typing import Literal

Category = Literal[
    "paywall", "newsletter", "caption", "credit", "gallery", "related", "share", "follow", "ad", "affiliate", "cookie",
    "legal", "footer", "comments", "navigation", "media", "promo", "notice", "byline", "dateline", "author", "wire",
    "syndication", "correction", "tags", "contact", "title",
]  # fmt: skip
CATEGORIES: dict[str, str] = {
    "paywall": "asks to subscribe, log in or pay before reading on, and lists what that brings",
    "newsletter": "asks to sign up for a newsletter or alert",
    "caption": "says what a picture shows",
    "credit": "says who made a picture",
    "gallery": "slides, counters and controls of a picture gallery",
    "related": "points to other stories",
    "share": "buttons that share, save or print the article",
    "follow": "asks to follow, like or join on a social network",
    "ad": "labels of advertisements",
    "affiliate": "says that links or products earn a commission",
    "cookie": "asks for consent to cookies or to embedded content",
    "legal": "privacy, terms and other legal lines of the site",
    "footer": "copyright and the foot of the page",
    "comments": "readers' comments and the form for them",
    "navigation": "menus, breadcrumbs and page controls",
    "media": "audio and video players",
    "promo": "donations, membership, apps, events, podcasts, shops",
    "notice": "technical notices, such as one to enable JavaScript",
    "byline": "names the author of the article",
    "dateline": "says when the article was published or changed, or how long it takes to read",
    "author": "says who the author is",
    "wire": "names the agency or the desk behind the article",
    "syndication": "says where else the article appeared",
    "correction": "says what was corrected or changed in the article",
    "tags": "topics and keywords of the article",
    "contact": "addresses and telephone numbers of the publisher or the subject",
    "title": "the headline or standfirst at the top, or a repeat of it",
}
