"""Templates: what the notation means, what is wrong with one and where, and that its anchors never lose a match."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanr.detect.candidates import candidates, candidates_everywhere
from cleanr.detect.phrases import LineCache, rule_matches
from cleanr.detect.ruleset import Ruleset
from cleanr.errors import PackError
from cleanr.rulebook.derive import derive, template_matcher
from cleanr.rulebook.notation import TemplateError, parse
from cleanr.rulebook.pack import load_pack
from cleanr.rulebook.rule import Rule, Strength
from cleanr.rulebook.spelling import label_keys
from cleanr.rulebook.templatematcher import TemplateMatcher
from cleanr.rulebook.wordlists import WordLists
from cleanr.text.document import Document

WORDS = {
    "letter": "[e~]newsletter[s] | mailing list[s]",
    "signup": "sign~up | subscribe",
    "network": "facebook | linked~in | x",
}


def rule(words: Mapping[str, str] = WORDS, **table: object) -> Rule:
    """A rule of a table without what is there for people."""
    matcher = template_matcher(derive(table, {"en": WordLists(words)}), table)
    return Rule("test.rule", "newsletter", Strength.STRONG, matcher, "A rule.")


def found(text: str, *rules: Rule, slow: bool = False) -> list[str]:
    """The stretches of ``text`` that ``rules`` find, in order."""
    find = candidates_everywhere if slow else candidates
    said = rule_matches(Document(text), Ruleset(rules), lambda *_: (), LineCache(), find)
    return [text[note.span.start : note.span.end] for _, note in sorted(said, key=lambda one: one[1])]


def matches(template: str, text: str) -> bool:
    return found(text, rule(says=[template])) == found(text, rule(says=[template]), slow=True) != []


@pytest.mark.parametrize(
    ("template", "yes", "no"),
    [
        ("sign up", ["Sign up", "sign-up", "SIGN UP!", "Please sign, up", "“Sign up”"], ["signup", "sign. Up", "resign up", "sign ups"]),
        ("sign up", ["_Sign up_", "He left. _Sign_ up", "__Sign up__ now"], ["sign_up", "x_sign up", "sign up_x"]),
        ("like it / subscribe", ["_Like it._ _Subscribe_"], ["like it._subscribe_x"]),
        ("sign~up now", ["signup now", "sign-up now", "Sign up now"], ["sign upnow"]),
        ("(tea|coffee) time", ["tea time", "coffee-time"], ["time", "teatime"]),
        ("[green] tea time", ["tea time", "green tea time"], ["tea green time"]),
        ("<signup> for our <letter>", ["Subscribe for our newsletters", "sign up for our mailing list"], ["for our newsletter"]),
        ("letter[s]", ["letter", "letters"], ["lettered"]),
        ("[e~]newsletter", ["newsletter", "e-newsletter", "enewsletter"], ["onlinenewsletter"]),
        ("(very)* big news", ["big news", "very very big news"], ["very " * 3 + "bad news"]),
        ("(very)+ big news", ["very big news"], ["big news"]),
        ("get .. inbox", ["get it in your inbox", "get inbox"], ["get one two three four five six seven eight nine inbox", "get it. In your inbox"]),
        ("get ..2 inbox", ["get it all inbox"], ["get it all in inbox"]),
        ("^ tea", ["Tea.", "* Tea", "• Tea, please"], ["Green tea", '"Tea"']),
        ("tea $", ["Green tea.", "green tea…"], ["tea time"]),
        ("like it / subscribe", ["Like it? Subscribe.", "Like it. Subscribe"], ["like it, subscribe"]),
        ("tea & biscuit[s]", ["biscuits with tea", "tea with a biscuit"], ["tea", "biscuits"]),
        ("sign* the form", ["signing the form", "sign the form"], ["design the form"]),
        ("*'s newsletter", ["the paper's newsletter"], ["the newsletter"]),
        ("only {price} a week", ["only $1 a week", "only 2,50 € a week"], ["only one a week"]),
        ("{number}~shares", ["12 shares", "12shares", "1.2k shares"], ["shares"]),
        ("follow {handle}", ["follow @ann"], ["follow ann"]),
        ("by {Name} in rome", ["by Ann Lowe in Rome", "by J. M. de Lowe in Rome"], ["by ann lowe in rome"]),
        ("^ {Name} is a", ["Dr. Ann M. Lowe is a"], ["ann lowe is a", "Ann Lowe was a"]),
        ("by {Name} on {date}", ["By Ann Lowe on 4 May 2021", "BY ANN LOWE ON 4 MAY 2021", "By Ann on 1er août 2021"], ["by ann on 4 may 2021"]),
        (
            "^ read more {colon}",
            ["Read more: Tides", "READ MORE | Tides", "**Read more:** “Tides”", "Read more » Tides", "Read more:Tides"],
            ["Read more tides", "Read more:", "Read more, it says: do", "Read more »"],
        ),
        ("^ (suivez|ajoutez)-nous", ["Suivez-nous", "ajoutez nous"], ["suiveznous", "suivez"]),
        ("^ read more {dash}", ["Read more – the tide", "Read more - “The tide”"], ["Read more", "Read more-or-less", "Read more -"]),
        (
            "^ read more {title}",
            ["Read more: Tides turn.", "Read more – Tides", "Read more: what tides do", "Read more » “what tides do…”", "Read more: Żeby."],
            ["Read more: the tide has turned.", "Read more – and better, she said.", "Read more: żeby wiedzieć.", "Read more:"],
        ),
        ("read {colon} the tide", ["Read: the tide", "Read > The tide"], ["Read the tide", "Read the: tide"]),
        ("ann {slash} dpa", ["Ann/dpa", "Ann / dpa", "Ann | dpa"], ["Ann dpa", "Ann, dpa"]),
        ("file {dash} the pier", ["FILE - The pier", "File — the pier"], ["file the pier", "file-the pier"]),
        ("ann {comma} left", ["Ann, left", "(Ann), left"], ["Ann left", "Ann: left"]),
        ("{bracket} file photo {bracket}", ["The pier (file photo)", "[File photo.] It"], ["file photo", "(a file photo", "(file photo of"]),
        (
            "^ photo {colon} {Names} $",
            ["Photo: A. Lowe/AFP via Getty Images", "Photo: annlowe/Flickr.", "Photo: Анна Лоу, ТАСС", "Photo: Warner Bros./NBC"],
            ["Photo: the pier", "Photo: Ann Lowe has it", "Photo: анна"],
        ),
        ("^ © {number}", ["© 2024 Harbour Post", "©2024"], ["Copyright 2024", "2024 ©"]),
        ("^ harbour post ©", ["Harbour Post ©", "Harbour Post (© 2024)"], ["© Harbour Post"]),
        ("terms and conditions", ["Terms & Conditions", "terms and conditions"], ["terms or conditions"]),
        ("don't miss", ["Don’t miss", "don't miss"], ["do not miss"]),
        ("facebook page", ["Facebook page"], ["Facebook's page"]),
        ("ad-free reading", ["ad free reading", "ad-free reading"], ["adfree reading"]),
    ],
)  # fmt: skip
def test_what_a_template_means(template: str, yes: list[str], no: list[str]) -> None:
    assert [text for text in yes if not matches(template, text)] == []
    assert [text for text in no if matches(template, text)] == []


def test_scopes() -> None:
    text = "The vote is on Monday. Sign up for our newsletter here. It rains."
    says = ["^ sign up for our <letter>"]
    assert found(text, rule(says=says)) == ["Sign up for our newsletter here."]
    assert found(text, rule(says=says, scope="span")) == ["Sign up for our newsletter"]
    assert found(text, rule(says=["sign up for our <letter>"], scope="line")) == [text]
    assert found("It rains. Like it? Subscribe. It rains.", rule(says=["like it / subscribe"])) == [
        "Like it? Subscribe."
    ]
    long = "The council will vote on Monday about the harbour and the pier and the ferry. Sign up for our newsletter."
    assert found(long, rule(says=["sign up for our <letter>"], scope="line")) == []
    assert found(long, rule(says=["sign up for our <letter>"], scope="line", prose=True)) == [long]


def test_a_sign_at_the_start_of_a_template_belongs_to_what_it_finds() -> None:
    one = rule(says=["{bracket} photo {colon} {Name} {bracket}", "{dash} via flickr $"], scope="span")
    assert found("The pier (photo: Ann Lowe) is new.", one) == ["(photo: Ann Lowe)"]
    assert found("The old pier — via Flickr", one) == ["— via Flickr"]


def test_an_anchor_before_a_mark_is_tried_there_alone() -> None:
    one = rule(says=["foto {colon} {Name}", "{Name} {slash} [the] dpa $", "foto / {Name}"])
    (*first,) = (template for template in one.matcher.templates if isinstance(one.matcher, TemplateMatcher))
    assert [template.closes for template in first] == [True] * 3
    texts = [
        "Foto: Ann",
        "Foto : Ann",
        "a foto of Ann, foto: Ann",
        "Ann/dpa",
        "Ann / dpa.",
        "Foto. Ann",
        "a (foto): Ann",
    ]
    assert [text for text in texts if not (found(text, one) == found(text, one, slow=True) != [])] == []
    assert [text for text in ("a foto of Ann", "the dpa of Ann") if found(text, one)] == []


def test_what_holds_for_all_templates_of_a_rule() -> None:
    one = rule(says=["^ sign up"], **{"with": ["free|paid"]}, unless=["{quote}", "he said"], max_words=6)
    assert found("Sign up for free", one) == ["Sign up for free"]
    assert found("Sign up now", one) == []
    assert found('Sign up for "free" things', one) == []
    assert found("Sign up for free, he said", one) == []
    assert found("Sign up for free and see what it is like", one) == []


def test_labels_are_whole_lines() -> None:
    one = rule(
        labels=["(manage|change) consent [preferences]", "comments", "{number} comments", "terms and conditions",
                "download mp3"]
    )  # fmt: skip
    lines = [
        "Manage consent", "CHANGE CONSENT PREFERENCES", "• Manage consent", "## Manage consent", "Manage consent:", "Comments (12)",
        "12 Comments", "Terms & Conditions", "Manage consent (opens in a new tab)", "Manage consent (öffnet in neuem Fenster)", "comments*", "o Manage consent",
        "Download MP3", "Download MP3 (12)", "_Manage consent_",
    ]  # fmt: skip
    assert [line for line in lines if found(line, one) != [line]] == []
    silent = [
        "Manage consent now",
        '"Comments"',
        "Comments,",
        "consent preferences",
        "Comments on the vote",
        "Comments 12 May",
        "comments.’",
        "`comments`",
        "</comments>",
        "comments()",
        "// comments",
        "manage_consent",
    ]
    assert [line for line in silent if found(line, one)] == []


def test_a_row_is_nothing_but_its_buttons() -> None:
    one = rule(only="<network> | copy link", at_least=3)
    rows = ["Facebook X Copy link", "FacebookXCopy link", "Facebook 12 | X 3 | LinkedIn", "facebook linkedin facebook"]
    assert [line for line in rows if found(line, one) != [line]] == []
    others = ["Facebook, X, LinkedIn", "Facebook X", "Facebook X and LinkedIn", "Copy that link"]
    assert [line for line in others if found(line, one)] == []


def test_words_of_scripts_without_spaces_may_stand_joined() -> None:
    one = rule(says=["^ この 記事 .. シェア"])
    assert found("この記事をシェアする", one) == ["この記事をシェアする"]
    assert found("その記事をシェアする", one) == []


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("sign (up", "this '(' is never closed"),
        ("sign up)", "closes nothing"),
        ("sign || up", "nothing stands here"),
        ("get .. .. inbox", "two gaps side by side"),
        ("get <leter>", "did you mean 'letter'?"),
        ("get {numbr}", "did you mean 'number'?"),
        ("get ..999999999999 inbox", "a gap is of 1 to"),
        (".. inbox", "a gap at the edge"),
        ("get ..", "a gap at the edge"),
        ("[sign] [up]", "all of it is optional"),
        ("{number}", "no word in it must be there"),
        ("sign* it*", "no word in it must be there"),
        ("{bracket} {Names} {slash}", "no word in it must be there"),
        ("a.. b^", "stand alone"),
        ("(" * 30 + "a" + ")" * 30, "brackets inside one another"),
        ("a .. b .. c .. d .. e .. f", "too many gaps"),
        ("([a ..|b ..])* c", "too many gaps"),
        ("(a|a a|a a a)* ..40 (a|a a) ..20 (a|a a) b", "too many gaps"),
        ("x" * 30_000, "is the most"),
    ],
)
def test_a_wrong_template_says_where_and_what(template: str, says: str) -> None:
    with pytest.raises(PackError) as error:
        rule(says=[template])
    assert says in str(error.value)
    assert "'says'" in str(error.value)
    assert "\n" not in str(error.value), "one sentence on one line, as the command shows it"


def test_the_place_of_an_error_is_pointed_at() -> None:
    with pytest.raises(TemplateError) as error:
        parse("sign up (for|to our list")
    assert error.value.at == 8
    assert str(error.value) == "this '(' is never closed (at '(for|to our list')"
    with pytest.raises(TemplateError, match=r"needs a word \(at the end, behind 'sign up \('\)"):
        parse("sign up (")


HOSTILE = {
    "circle": ('a = "<b> x"\nb = "<a> y"', 'says = ["sign <a>"]', "needs itself"),
    "laughs": ("\n".join(f'a{n} = "<a{n + 1}> <a{n + 1}>"' for n in range(60)) + '\na60 = "x y"', 'says = ["sign <a0>"]', "in a chain"),
    "wide laughs": (
        "\n".join(f'a{n} = "{" | ".join([f"<a{n + 1}>"] * 50)}"' for n in range(8)) + '\na8 = "x"', 'says = ["sign <a0>"]', "at once"
    ),
    "million": (f'a = "{" | ".join(["word"] * 2_500)}"', f'says = ["sign {"<a> " * 3}"]', "at once"),
    "labels": ('a = "b | c | d | e | f"', f'labels = ["{"[<a>] " * 30} x"]', "stands for more than"),
    "no text": ("a = 3", 'says = ["sign up"]', "must hold a text"),
    "unknown": ('a = "<b>"', 'says = ["sign <a>"]', "no word list is called <b>"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_bounded_time(name: str, tmp_path: Path) -> None:
    words, says, message = HOSTILE[name]
    head = 'category = "promo"\n[words]\n' + words + "\n[[rule]]\n"
    rest = 'id = "ours.hostile"\nstrength = "weak"\nsummary = "No."\nexamples = ["x"]\ncounterexamples = ["y"]\n'
    path = tmp_path / "hostile.toml"
    path.write_text(head + rest + says + "\n", encoding="utf-8")
    with pytest.raises(PackError, match=message) as error:
        load_pack(path)
    assert str(path) in str(error.value)
    assert "hostile" in str(error.value)


# --- the anchors never lose a match ----------------------------------------------------------------------------------

VOCABULARY = ("sign", "up", "our", "news", "letter", "x", "don't", "ad-free", "24/7", "and", "12", "é", "σς", "©")
atoms = st.sampled_from(
    (
        *VOCABULARY,
        "sign~up",
        "letter[s]",
        "news*",
        "{number}",
        "{number}~likes",
        "<network>",
        "{Name}",
        "{colon}",
        "{slash}",
        "{comma}",
        "{Names}",
        "*'s",
    )
)


def _rows(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    row = st.lists(parts, min_size=1, max_size=3).map(" ".join)
    either = st.lists(row, min_size=2, max_size=3).map(lambda options: f"({'|'.join(options)})")
    return st.one_of(
        row, either, row.map(lambda r: f"[{r}]"), row.map(lambda r: f"({r})*"), row.map(lambda r: f"({r})+")
    )


bodies = st.recursive(atoms, _rows, max_leaves=6)
templates = st.builds(
    lambda opening, first, middle, last, close: f"{opening}{first}{middle}{last}{close}",
    st.sampled_from(("", "^ ")), bodies, st.sampled_from((" ", " .. ", " ..2 ", " / ", " & ")), bodies, st.sampled_from(("", " $")),
)  # fmt: skip
marks = st.sampled_from(
    (
        " ",
        " ",
        " ",
        ", ",
        "-",
        " - ",
        ". ",
        "? ",
        "\n",
        "'",
        "’s ",
        " (",
        '" ',
        "  ",
        "…",
        " — ",
        "k ",
        ": ",
        " | ",
        "_",
        "_ ",
        " _",
    )
)
texts = st.lists(
    st.tuples(st.sampled_from((*VOCABULARY, "Sign", "SIGN", "signup", "letters", "newsy", "Ann Lowe", "likes", "12likes", "facebook", "paper's")), marks),
    max_size=14,
).map(lambda parts: "".join(map("".join, parts)))  # fmt: skip


@settings(max_examples=400)
@given(st.lists(templates, min_size=1, max_size=3), texts, st.sampled_from(("line", "sentence", "span")))
def test_the_anchors_of_templates_never_lose_a_match(says: list[str], text: str, scope: str) -> None:
    rules = []
    for one in says:
        try:
            rules.append(rule(says=[one], scope=scope))
        except PackError:
            continue
    assert found(text, *rules) == found(text, *rules, slow=True)


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from(("share", "[this]", "(article|page)", "<network>", "<letter>", "on")), min_size=1, max_size=4
    ).map(" ".join)
)
def test_every_line_that_a_label_stands_for_is_found(label: str) -> None:
    try:
        one = rule(labels=[label])
    except PackError:
        return
    for key in sorted(label_keys(label, WordLists(WORDS)))[:20]:
        assert found(key, one) == [key]
        assert found(f"  • {key.upper()}: ", one) == [f"• {key.upper()}:"]
