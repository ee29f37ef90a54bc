"""What each category is and is not, with a text of either kind: what docs/categories.md is made of."""

from __future__ import annotations

from typing import NamedTuple


class Border(NamedTuple):
    """Where a category ends.

    ``beyond``: what is not of it, though it looks like it. ``example``: a text with something of the category in it.
    ``counterexample``: a text with nothing of it. The tests hold cleanr to both.
    """

    beyond: str
    example: str
    counterexample: str


_PROSE = "The council voted on Monday to keep the harbour open through the winter, despite a shortfall of two million."

BORDERS: dict[str, Border] = {
    "paywall": Border(
        "an article about subscriptions; a free newsletter (`newsletter`); an appeal for donations (`promo`)",
        f"{_PROSE}\n\nUnlock unlimited access\n  • No ads within stories\n  • Every story, on every device",
        "The publisher said that readers who subscribe will be able to read every article from May, for £8 a month.",
    ),
    "newsletter": Border(
        "an article about newsletters; a sentence in which somebody signs up for one",
        "The vote is on Monday. Sign up here for our free newsletter.",
        "Some 4,000 residents signed up for the council's newsletter in its first week, the mayor said.",
    ),
    "caption": Border(
        "a sentence of the article that tells of a picture; the name of the photographer alone (`credit`)",
        f"{_PROSE}\n\nThe harbour at dusk, with the old dredger at its berth. (Photo: Ann Lowe/Getty Images)\n\n{_PROSE}",
        "The photograph shows the harbour at dusk, and it hung in the mayor's office for thirty years before it was sold.",
    ),
    "credit": Border(
        "what the picture shows (`caption`); a photographer of whom the article tells",
        f"{_PROSE}\n\nPhoto: Ann Lowe/Getty Images\n\n{_PROSE}",
        "Getty Images said on Monday that it had settled with the photographer, who had sued it over four pictures.",
    ),
    "gallery": Border(
        "an art gallery; a count in a sentence (“one of three”)",
        f"{_PROSE}\n\n1 of 3\nA pier at dusk.\n2 of 3\nA dredger at its berth.\n3 of 3\nThe ferry in the rain.",
        "The gallery shows three of her slides until May, and one of three visitors comes from abroad, the curator said.",
    ),
    "related": Border(
        "a sentence that tells the reader where to read on as a part of its story; a list of sources",
        f"{_PROSE}\n\nRead more: Who pays for the new sea wall?\n\n{_PROSE}",
        "To read more of her diaries, historians will have to wait until the archive opens again in the autumn.",
    ),
    "share": Border(
        "an article about sharing on social networks, or about shares of a firm",
        f"{_PROSE}\n\nShare this article\nFacebook\nTwitter\nWhatsApp\nCopy link",
        "Shares of the ferry company fell by 4 % on Monday, after its owner had asked passengers to share their photos.",
    ),
    "follow": Border(
        "a sentence in which somebody follows somebody; the address of the author (`author`)",
        f"{_PROSE}\n\nFollow us on Facebook and Twitter",
        "The police asked drivers to follow the signs, and said that 2,000 people now follow its account on Twitter.",
    ),
    "ad": Border(
        "an article about advertising",
        f"{_PROSE}\n\nAdvertisement\n\n{_PROSE}",
        "The advertisement, which ran in three papers on Monday, was withdrawn after some forty readers had complained.",
    ),
    "affiliate": Border(
        "an article about commissions; a label of an advertisement (`ad`)",
        f"{_PROSE}\n\nWhen you buy through links on our site, we may earn an affiliate commission.",
        "The dealer earned a commission of 3 % on each boat that he sold through the cooperative, the court heard.",
    ),
    "cookie": Border(
        "biscuits; an article about cookies; a site's privacy policy (`legal`)",
        f"We use cookies to improve your experience. Accept all cookies\n\n{_PROSE}",
        "The regulator fined the firm for setting cookies on the computers of readers who had refused them.",
    ),
    "legal": Border(
        "an article about law, a law, a contract; a copyright line (`footer`)",
        f"{_PROSE}\n\nPrivacy Policy\nTerms of Use",
        "The court found that the firm's privacy policy had been too vague for a reader to understand what was stored.",
    ),
    "footer": Border(
        "an article about copyright; a picture's © line (`credit`)",
        f"{_PROSE}\n\n© 2024 The Harbour Post. All rights reserved.",
        "The copyright in her letters belongs to the town, which was left all rights in her will, the judge held.",
    ),
    "comments": Border(
        "a comment on an event by somebody whom the article quotes; letters to the editor that are the article",
        f"{_PROSE}\n\nLeave a comment\nYour email address will not be published.",
        "Nobody from the port authority could be reached for comment, and the mayor declined to leave a statement.",
    ),
    "navigation": Border(
        "headings within the article; a table of contents that is a part of it",
        f"Skip to main content\nHome > News > Local\n\n{_PROSE}",
        "The pilots steer by the church tower, then home along the eastern wall to the old menu board of the fish hall.",
    ),
    "media": Border(
        "an article about a film or a broadcast; the caption of a video (`caption`)",
        f"Listen to this article\n\n{_PROSE}",
        "They sat down to listen to the recording, which lasts for eleven minutes and was never played in court.",
    ),
    "promo": Border(
        "an article about a fund-raiser, a shop or an app; a newsletter (`newsletter`); a subscription (`paywall`)",
        f"{_PROSE}\n\nDownload our app",
        "More than 300 people came to the auction to support the lifeboat, which is paid for by donations alone.",
    ),
    "notice": Border(
        "an article about software; help pages that explain how JavaScript is turned on",
        f"Please enable JavaScript to continue using this application.\n\n{_PROSE}",
        "JavaScript was written in ten days, and for years many a reader turned it off for fear of what it might do.",
    ),
    "byline": Border(
        "a person named in a sentence; a text that tells who the author is (`author`)",
        f"Harbour to be dredged a third time\n\nBy Tom Arkwright\n\n{_PROSE}",
        "The bridge was built by Tom Arkwright, who had come to the town as a boy and never learned to swim.",
    ),
    "dateline": Border(
        "a date in a sentence; the date of a comment (`comments`)",
        f"Harbour to be dredged a third time\n\nPublished: 4 May 2021\n\n{_PROSE}",
        "On 4 May 2021 the dredger left the harbour for good, and the pilots stood on the pier and waved.",
    ),
    "author": Border(
        "a person of whom the article tells; the name of the author alone (`byline`)",
        f"{_PROSE}\n\nTom Arkwright is a reporter for The Harbour Post, covering the coast. Follow him on Twitter @tarkwright.",
        "Tom Arkwright was a harbour pilot for thirty years, and a widower when the ferry company gave him its medal.",
    ),
    "wire": Border(
        "an agency that is quoted in a sentence",
        f"{_PROSE}\n\n(Reporting by Tom Arkwright; Editing by Ann Lowe)",
        "The minister told Reuters on Monday that the reporting of such losses would become a duty of every port.",
    ),
    "syndication": Border(
        "a sentence that tells where something was first published as a part of its story",
        f"{_PROSE}\n\nThis article was originally published by The Harbour Post.",
        "Her first story was published by a magazine in 1931, and a second version of it appeared after the war.",
    ),
    "correction": Border(
        "an article about an error; a date of change (`dateline`)",
        f"{_PROSE}\n\nCorrection: An earlier version of this article misstated the cost of the sea wall.",
        "The bank's correction of its forecast came too late for the shipyard, which had built for better years.",
    ),
    "tags": Border(
        "a list that is a part of the article",
        f"{_PROSE}\n\nTags: harbour, dredging, council",
        "The shirts carried tags with the name of the harbour, the year and the size, sewn on by hand.",
    ),
    "contact": Border(
        "an address in a sentence; a help line that an article about illness names",
        f"{_PROSE}\n\nMedia contact:\nAnn Lowe\nann.lowe@harbour.example\n+44 20 7946 0000",
        "Anyone who saw the boat on Monday night is asked to call the harbour police before the end of the week.",
    ),
    "title": Border(
        "a heading between paragraphs; a headline of another article (`related`)",
        f"Harbour to be dredged a third time\n\n{_PROSE}",
        f"{_PROSE}\n\nWhat comes next\n\nThe vote is on Monday, and the dredger will not come before the autumn, the mayor said.",
    ),
}
