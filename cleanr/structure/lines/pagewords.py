"""Page words: how a page speaks of itself, to its reader, about what only pages have; and of what kind that is."""

from __future__ import annotations

import re

from cleanr.text.late import late_re


def _pattern(said: str, before: str = r"\b", behind: str = r"\b") -> re.Pattern[str]:
    """The pattern of words and phrases, written as alternatives with white space around their bars."""
    return late_re(f"{before}(?:{_joined(said)}){behind}")


def _joined(said: str) -> str:
    return "|".join(" ".join(part.split()) for part in said.split(" | "))


YOU = _pattern("you | your | yours | yourself")
WE = _pattern("we | our | ours | us")
QUOTED = late_re(r'"[^"]*(?:"|$)')

ITSELF = _pattern(
    """article | page | web ?site | site | webpage | story | post | piece | video | audio | podcast
    | newsletter | content
    | gallery | feature | topic | quote | email | edition | recording""",
    r"\bthis ",
)
# On another page, by another, how an article came about, or a manner of speaking: "Scroll to the end and you find him".
ELSEWHERE = _pattern(
    r"""in (?:the|your|that|an?) (?:e-?mail|letter|text|message) | and (?:your?|there|they|it|he|she) | i | i'm
    | i've | my | dear | wrote | writes | asked | promised | tweeted
    | the \w+'s (?:[a-z]+ )?(?:page|site|website|account|app|channel|feed)
    | for this (?:story|article|report|piece|investigation) | (?:did|does|do) not write | (?:may|might|could) have"""
)
POINTS = late_re(
    r"\b(?:click|tap|swipe|scroll|press|hover|slide|clicking|tapping)"
    r" (?:here|on|the|to|through|below|for|left|right|this|your)\b|\bhere\b[.!]?$|^here\b"
)
_DOES = """
    add | bookmark | browse | buy | catch | change | check | choose | click | close | come | confirm | copy | create
    | discover | download | edit | email | enable | enjoy | enter | expand | explore | fill | find | flick | follow
    | forward | get | give | go | have | hear | help | hide | invite | join | keep | learn | like | listen
    | log | look
    | manage | meet | message | mute | nominate | open | order | pass | pick | pitch | play | pop | post
    | press | print
    | put | rate | read | receive | refresh | register | reload | remove | renew | reply | report | return
    | save | scroll
    | search | see | select | send | share | shop | show | sign | skip | slide | spread | start | stay
    | stream | submit
    | subscribe | suggest | support | swipe | switch | take | tap | tell | text | translate | try | tune
    | turn | unlock
    | upgrade | upload | view | visit | vote | watch | write | zoom"""
_DOES_NEXT = """
    please | click | tap | tell | pitch | join | email | write | send | let us | come | put | sign | get | visit | try
    | pick | see | give | add"""
ASKS = late_re(  # what one is asked to do on a page
    rf"^(?:please |just |simply |now |why not )?(?:{_joined(_DOES)})\b|[.!?] (?:{_joined(_DOES_NEXT)})\b"
)
_SPEAKS = "you|your|yours|yourself|we|our|ours|us|this|here|click|tap|swipe|scroll|press|hover|slide|clicking|tapping"
_SPEAKING = frozenset(_SPEAKS.split("|"))
_OPENING = frozenset(_joined(_DOES).split("|")) | {"please", "just", "simply", "now", "why"}
_GOING_ON = frozenset(_joined(_DOES_NEXT).replace(" us", "").split("|"))
_TOKEN = late_re("[a-z]+")


def may_speak_as_page(folded: str) -> bool:
    """Whether one of the words is there that a page needs to turn to its reader: a cheap look at a folded line."""
    tokens = _TOKEN.findall(folded)
    if not tokens or tokens[0] in _OPENING or not _SPEAKING.isdisjoint(tokens):
        return bool(tokens)
    return any(mark in folded for mark in (". ", "! ", "? ")) and not _GOING_ON.isdisjoint(tokens)


_PAGES_ALONE = """
    newsletters? | inbox | e-?mail updates | push notifications | notifications | alerts | subscri\\w+ | unsubscri\\w+
    | podcasts? | logged (?:in|out) | log ?in | sign ?in | comments? | cookies? | back issues | crossword | webinars?
    | write for us | homepage | front page | newsdesk | newsroom"""
OF_PAGES_ALONE = _pattern(_PAGES_ALONE)
OF_PAGES = _pattern(
    f"""{_PAGES_ALONE} | ads? | adverts? | archives? | articles? | audio | authors? | brands | captions
    | clips | content
    | editions? | editors? | e-?mails? | episodes? | feedback | forum | gallery | interactive | journalists?
    | journalism
    | link(?:s|ed)? | members? | membership | pages? | partners | photos? | pictures? | posts? | products? we
    | readers?
    | reporting | shops? | sites? | slider | stories | story | survey | tickets | trial | updates? | vendors | version
    | videos? | voucher | website | team | correspondents? | magazine | quiz | column(?:ist|s)?"""
)
OF_DEVICES = _pattern(  # what manuals speak of, too
    """accounts? | app | browser | buttons? | checkout | dashboard | device | feed | icon | menu | password
    | preferences
    | privacy | profile | screen | settings | tab | terms"""
)
NETWORKS = _pattern(
    """facebook | twitter | instagram | linkedin | youtube | telegram | whatsapp | tiktok | bluesky
    | mastodon | pinterest
    | reddit | discord | flipboard | snapchat | spotify | apple (?:podcasts|news) | substack
    | google (?:news|play|discover)
    | app store | amazon | patreon | ko-fi | github | signal | threads"""
)
# What a line of a page is, by the first of these that names one of its words.
KINDS = {
    "correction": _pattern(
        """correct(?:ed|ion|s)? | amended | clarif\\w+ | misspel\\w+ | wrongly | earlier version
        | previous headline | regret
        | removed | make clear | error"""
    ),
    "contact": _pattern(r"newsdesk | newsroom | phone | call us | ring | (?:07|08|01|02|\+\d)[\d ]{6,}"),
    "cookie": _pattern(
        "cookies? | consent | tracking | partners | vendors | your choices | privacy settings | personali[sz]ed ads"
    ),
    "comments": _pattern(
        "comments? | commenting | conversation | discussion | moderat\\w+ | repl(?:y|ies) | house rules"
    ),
    "affiliate": _pattern("commissions? | products? we | shops | retailers? | purchase | share of sales | affiliate"),
    "newsletter": _pattern(
        """newsletters? | inbox | e-?mails? | notifications? | alerts | briefing | letter
        | every (?:morning|day|week|weekend|friday|sunday)"""
    ),
    "paywall": _pattern(
        "subscri\\w+ | log(?:ged)? ?in | sign(?:ed)? in | account | trial | unlock\\w* | unlimited | plan"
    ),
    "follow": _pattern(
        """facebook | twitter | instagram | youtube | telegram | whatsapp | tiktok | bluesky | mastodon
        | pinterest | reddit
        | discord | snapchat | social | like our page"""
    ),
    "media": _pattern("audio | listen | video | player | unmute | subtitles | hear | recording | episode"),
    "gallery": _pattern("photos? | pictures? | images? | gallery | slide\\w* | swipe | enlarge"),
    "share": _pattern("share | forward | friend | print | bookmark | copy | link | pass it on | spread the word"),
    "ad": _pattern("ads? | adverts? | sponsors? | advertisers?"),
    "legal": _pattern("privacy | terms | polic(?:y|ies) | liab\\w+ | advice | not responsible | responsibility"),
    "notice": _pattern(
        """browser | javascript | version | feature | region | device | screen | loading | load | age | beta
        | interactive
        | map | chart | text-only"""
    ),
    "promo": _pattern(
        """podcast | support | donat\\w+ | member\\w* | tickets? | join | book | shop | survey | write for us
        | pitch | favour
        | vote | nominate | app | magazine"""
    ),
    "related": _pattern("stor(?:y|ies) | more | reports? | piece | series | coverage | missed | read"),
    "navigation": _pattern("page | site | back | return | menu | edition | homepage"),
}
