"""The report page as a browser shows it: quick, quiet, accessible, and deaf to hostile articles."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from cleanr.cleaner import Cleaner
from cleanr.rulebook.categories import CATEGORIES
from cleanr.views.page import page
from cleanr.views.sample import Sample
from tests.browser import CHROMIUM, DRIVER, Browser
from tests.strategies import FURNITURE, REPORTED

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not (CHROMIUM and DRIVER), reason="no chromium and chromedriver here: apt-get install chromium-driver"
    ),
]

_DIFFERENT = 200  # articles; more of them would only take longer to clean

HOSTILE = {
    "<img src=x onerror=hit()>": (
        '<script>hit()</script>\n\n"><img src=x onerror=hit()><svg onload=hit()>\n\n</template></script></style><script>hit()</script>\n\n'
        "Sign up for our newsletter <a href='javascript:hit()' onclick='hit()'>here</a>\n\n"
        "\N{RIGHT-TO-LEFT OVERRIDE}Advertisement\N{RIGHT-TO-LEFT OVERRIDE} \N{LEFT-TO-RIGHT ISOLATE} \x00\x1b[2J ${hit()} {{hit()}}\n\n"
        "Photo: <b onmouseover=hit()>Ann Lowe/Getty Images</b>"
    ),
    "</script><script>hit()</script>": "Sign up for our newsletter " + "x" * 300_000,
    "\N{RIGHT-TO-LEFT OVERRIDE}lmth.eman": "Advertisement\n" + "-->]]><!--<script>hit()</script>" * 200,
    "__proto__": "Share this article\n__proto__ constructor",
}


def article(number: int) -> str:
    """A made-up article of about 2,500 characters, with furniture in it."""
    prose = [REPORTED[(number + at) % len(REPORTED)].replace("4", str(number)) for at in range(24)]
    boxes = [FURNITURE[(number * 7 + at * 5) % len(FURNITURE)] for at in range(8)]
    words = [box if isinstance(box, str) else box[0] for box in boxes]
    parts = [line for at in range(8) for line in (" ".join(prose[at * 3 : at * 3 + 3]), words[at])]
    return f"Harbour number {number} to be dredged\n\nBy Tom Arkwright\n\n" + "\n\n".join(parts)


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of 2,000 articles."""
    return report_of(2_000, tmp_path_factory)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of 40 articles: axe looks at every element for long."""
    return report_of(40, tmp_path_factory)


def report_of(articles: int, tmp_path_factory: pytest.TempPathFactory) -> Path:
    cleaner, sample = Cleaner(), Sample()
    reports = [cleaner.analyze(article(number)) for number in range(min(articles, _DIFFERENT))]
    for number in range(articles):
        report = reports[number % _DIFFERENT]
        sample.add(f"articles/{number:04}.txt", report.original, report.text, report.segments, report.edits)
    return written(tmp_path_factory.mktemp("report"), sample)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    cleaner, sample = Cleaner(), Sample()
    for name, text in HOSTILE.items():
        report = cleaner.analyze(text)
        sample.add(name, report.original, report.text, report.segments, report.edits)
    return written(tmp_path_factory.mktemp("hostile"), sample)


def written(folder: Path, sample: Sample) -> Path:
    path = folder / "report.html"
    cleaner = Cleaner()
    made = page(sample, rules=cleaner.rules, settings=cleaner.settings, title="A <b>report</b>")
    path.write_text(made, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    one = Browser(tmp_path_factory.mktemp("browser"), "--window-size=1280,900")
    yield one
    one.close()


@pytest.fixture(autouse=True)
def plain(browser: Browser) -> None:
    """Each test starts with a light, wide window."""
    dress(browser)


def dress(browser: Browser, *, width: int = 1280, height: int = 900, dark: bool = False) -> None:
    scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
    browser.command("Emulation.setEmulatedMedia", features=scheme)
    browser.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)


def count(browser: Browser, selector: str) -> int:
    found = browser.run("return document.querySelectorAll(arguments[0]).length", selector)
    return int(found)


def test_two_thousand_articles_open_at_once_and_are_light(browser: Browser, large: Path) -> None:
    assert large.stat().st_size < 3_000_000
    open_list(browser, large)
    assert browser.run("return document.documentElement.dataset.ready") == "true"
    browser.run_later("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))")
    assert count(browser, "*") < 8_000, "what is not looked at is not there yet"


def test_the_page_shows_its_plot_its_rules_and_its_highlights(browser: Browser, large: Path) -> None:
    open_list(browser, large)
    assert count(browser, ".plot rect") >= 10
    assert count(browser, "tbody tr") >= 10
    assert count(browser, "#names li") >= 200
    assert count(browser, "#text mark") >= 3
    assert browser.run("return document.querySelector('.plot rect').getBoundingClientRect().width") > 50
    ground = browser.run("return getComputedStyle(document.querySelector('#text mark[data-a=strip]')).backgroundColor")
    assert ground not in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)")


def test_the_page_asks_nothing_of_any_network(browser: Browser, large: Path, hostile: Path) -> None:
    for path in (large, hostile):
        browser.open(path)
        browser.press("j", "j", "c")
        browser.run_later("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))")
        asked = [url for url in browser.requests() if not url.startswith(("data:", "about:"))]
        assert {url.partition("#")[0] for url in asked} == {path.as_uri()}


def test_hostile_articles_do_nothing(browser: Browser, hostile: Path) -> None:
    browser.open(hostile)
    browser.run("window.hits = 0; window.hit = () => { window.hits += 1 }")
    assert count(browser, "#names li") == len(HOSTILE)
    for _ in HOSTILE:
        browser.run(
            "for (const mark of document.querySelectorAll('#text mark')) { mark.click(); mark.dispatchEvent(new PointerEvent('pointerover', {bubbles: true, pointerType: 'mouse'})) }"
        )
        made = browser.run(
            "return [...new Set([...document.querySelectorAll('#text *')].map(e => e.localName))].sort()"
        )
        assert set(made) <= {"mark", "del", "ins", "b", "button", "p"}
        browser.press("j")
    assert browser.run("return window.hits") == 0
    assert browser.run("return Object.keys(document.querySelector('#text').dataset).length") <= 1
    assert count(browser, "body script") == 2
    assert [said for said in browser.complaints() if "favicon" not in said] == []


def test_a_huge_line_makes_the_page_no_wider(browser: Browser, hostile: Path) -> None:
    for width in (1280, 390):
        dress(browser, width=width)
        browser.open(hostile)
        for _ in HOSTILE:
            assert browser.run("return document.documentElement.scrollWidth") <= width
            browser.press("j")


def test_a_script_of_an_article_would_be_refused_even_if_it_got_in(browser: Browser, hostile: Path) -> None:
    browser.open(hostile)
    browser.run(
        "const s = document.createElement('script'); s.textContent = 'window.broken = true'; document.body.append(s)"
    )
    assert browser.run("return window.broken === undefined")
    assert any("Content Security Policy" in said for said in browser.complaints())


def test_switches_show_the_cleaned_text(browser: Browser, hostile: Path, large: Path) -> None:
    open_list(browser, large)
    sampled = first_name(browser)  # which articles are there hangs on what the rules find
    of_large = article(int(sampled[:4]) % _DIFFERENT)
    for path, name, text in ((large, sampled, of_large), (hostile, "__proto__", HOSTILE["__proto__"])):
        open_list(browser, path)
        browser.run(
            "for (const b of document.querySelectorAll('#names a')) if (b.textContent.startsWith(arguments[0])) b.click()",
            name,
        )
        await_text(browser, text)
        browser.press("c")
        assert browser.run("return document.querySelector('#cleaned').getAttribute('aria-pressed')") == "true"
        assert shown(browser) == Cleaner().clean(text)
        browser.press("c")
        assert shown(browser) == text
    category = browser.run("const i = document.querySelector('#switches input'); i.click(); return i.value")
    assert browser.run(
        "return [...document.querySelectorAll(`#text mark[data-c=${arguments[0]}]`)].every(m => m.offsetParent === null || getComputedStyle(m).display === 'none')",
        category,
    )


def shown(browser: Browser) -> str:
    """The text that is to be seen, chips left out."""
    return str(browser.run(
        "const walk = document.createTreeWalker(document.querySelector('#text'), NodeFilter.SHOW_TEXT);"
        "let all = ''; while (walk.nextNode()) { const at = walk.currentNode.parentElement;"
        "if (!at.closest('.chip') && at.checkVisibility()) all += walk.currentNode.data } return all"
    ))  # fmt: skip


def middle(browser: Browser, selector: str) -> tuple[int, int]:
    x, y = browser.run(
        "const e = document.querySelector(arguments[0]); e.scrollIntoView({block: 'center', behavior: 'instant'});"
        "const r = e.getClientRects()[0]; return [r.x + r.width / 2, r.y + r.height / 2]",
        selector,
    )
    return round(x), round(y)


@pytest.mark.parametrize("way", ["hover", "tap", "keys"])
def test_a_reason_shows_on_hover_on_tap_and_on_focus(browser: Browser, large: Path, way: str) -> None:
    open_list(browser, large)
    assert browser.run("return document.querySelector('#why').hidden")
    if way == "keys":
        browser.run("document.querySelector('#cleaned').focus()")
        for _ in range(30):
            browser.press("\ue004")
            if browser.run("return document.activeElement.className") == "chip":
                break
    else:
        browser.point(*middle(browser, "#text mark[data-a=strip]"), touch=way == "tap", press=way == "tap")
    assert not browser.run("return document.querySelector('#why').hidden")
    told = browser.run("return document.querySelector('#why').textContent")
    rule = browser.run("return document.querySelector('mark.open .chip').textContent")
    assert told.startswith(f"{rule}: ")
    assert "+" in told
    browser.press("\ue00c")
    assert browser.run("return document.querySelector('#why').hidden")


def test_a_rule_filters_the_list_and_dims_what_is_not_its_own(browser: Browser, large: Path) -> None:
    open_list(browser, large)
    every = count(browser, "#names li")
    browser.run("document.querySelectorAll('button[data-rule]')[5].click()")
    assert 0 < count(browser, "#names li") <= every
    assert count(browser, "#text mark:not(.dim)") >= 1
    assert count(browser, "#text mark.dim") >= 1
    browser.run("document.querySelectorAll('button[data-rule]')[5].click()")
    assert count(browser, "#names li") == every
    assert count(browser, "#text mark.dim") == 0


def test_a_name_is_found_by_hand_and_by_key(browser: Browser, large: Path) -> None:
    open_list(browser, large)
    name = browser.run("return document.querySelectorAll('#names b')[7].textContent")
    browser.press("/", *name)
    assert browser.run("return [...document.querySelectorAll('#names b')].map(b => b.textContent)") == [name]
    assert browser.run("return document.querySelector('#name').textContent") == f"articles/{name}"


def test_what_shows_on_hover_can_be_pointed_at(browser: Browser, large: Path) -> None:
    open_list(browser, large)
    browser.point(*middle(browser, "button[data-rule]"))
    browser.point(*middle(browser, "#why p"))
    assert not browser.run("return document.querySelector('#why').hidden")
    browser.point(*middle(browser, "h1"))
    assert browser.run("return document.querySelector('#why').hidden")


def names(browser: Browser) -> list[str]:
    found = browser.run("return [...document.querySelectorAll('#names b')].map(b => b.textContent)")
    return list(found)


def first_name(browser: Browser) -> str:
    """The first name in the list, once it is there: a page of 2,000 articles is not drawn at once."""
    matcher = """
        const done = arguments[arguments.length - 1];
        (function look() {
            const first = document.querySelector('#names b');
            first ? done(first.textContent) : requestAnimationFrame(look);
        })();
    """
    return str(browser.run_later(matcher))


def open_list(browser: Browser, path: Path) -> None:
    """Open a report, and wait until its list of names is drawn."""
    browser.open(path)
    for _ in range(1_000):
        if browser.run("return document.querySelector('#names li') !== null"):
            return


def await_text(browser: Browser, text: str) -> None:
    """Wait until the page shows ``text``: a link changes the address, and the page follows when it is told so."""
    for _ in range(400):
        if shown(browser) == text:
            return
        browser.run_later("requestAnimationFrame(arguments[arguments.length - 1])")
    assert shown(browser) == text


def choose(browser: Browser, control: str, value: str) -> None:
    """Choose a value of a list as a user does: the page hears of it."""
    browser.run(
        "const s = document.getElementById(arguments[0]); s.value = arguments[1]; s.dispatchEvent(new Event('change'))",
        control, value,
    )  # fmt: skip


@pytest.fixture(scope="session")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents that differ in how much of them is removed; two have one name."""
    cleaner, sample = Cleaner(), Sample()
    prose = " ".join(REPORTED[:6])
    texts = {
        "in/a little.txt": f"{prose}\n\nAdvertisement\n",
        "in/nothing.txt": prose,
        "in/most.txt": f"Nobody spoke against it at the meeting.\n\n{'Sign up for our newsletter' + chr(10)}" * 2,
        "in/tagged #1.txt": f"Harbour to be dredged\n\n{prose}",
    }
    for name, text in [*texts.items(), ("in/nothing.txt", f"{prose} A second one.")]:
        report = cleaner.analyze(text)
        sample.add(name, report.original, report.text, report.segments, report.edits)
    return written(tmp_path_factory.mktemp("mixed"), sample)


def test_the_list_is_sorted_by_the_share_removed_and_narrowed(browser: Browser, mixed: Path) -> None:
    browser.open(mixed)
    given = ["a little.txt", "nothing.txt", "most.txt", "tagged #1.txt", "nothing.txt"]
    assert names(browser) == ["most.txt", "a little.txt", "nothing.txt", "tagged #1.txt", "nothing.txt"]
    choose(browser, "sort", "least")
    assert names(browser)[-2:] == ["a little.txt", "most.txt"]
    choose(browser, "sort", "given")
    assert names(browser) == given
    browser.run("document.querySelector('#changed').click()")
    assert names(browser) == ["a little.txt", "most.txt"]
    choose(browser, "category", "ad")
    assert names(browser) == ["a little.txt"]
    assert browser.run("return document.querySelector('#count').textContent") == "1 of 5 documents"
    browser.run("document.querySelector('#changed').click()")
    choose(browser, "category", "title")
    assert names(browser) == ["tagged #1.txt"]


def test_a_category_of_the_plots_filters_the_list(browser: Browser, mixed: Path) -> None:
    browser.open(mixed)
    button = "button[data-category=newsletter]"
    browser.run("document.querySelector(arguments[0]).click()", button)
    assert names(browser) == ["most.txt"]
    assert browser.run("return document.querySelector(arguments[0]).getAttribute('aria-pressed')", button) == "true"
    browser.run("document.querySelector(arguments[0]).click()", button)
    assert len(names(browser)) == 5


def test_each_document_has_a_link_that_opens_it(browser: Browser, mixed: Path, hostile: Path) -> None:
    for path in (mixed, hostile):
        browser.open(path)
        links = browser.run("return [...document.querySelectorAll('#names a')].map(a => a.getAttribute('href'))")
        assert len(set(links)) == len(links)
        for place, link in enumerate(links):
            browser.open(path, link)
            assert (
                browser.run(
                    "return [...document.querySelectorAll('#names a')].findIndex(a => a.ariaCurrent === 'true')"
                )
                == place
            )
            assert browser.run("return document.querySelector('#link').getAttribute('href')") == link
    browser.open(mixed, "#doc=in%2Fa%20little.txt")
    assert browser.run("return document.querySelector('#name').textContent") == "in/a little.txt"
    browser.press("k")
    assert browser.run("return location.hash") == "#doc=in%2Fmost.txt"
    browser.run("location.hash = '#doc=in/nothing.txt~2'")
    browser.run_later("setTimeout(arguments[0], 100)")
    assert "A second one." in shown(browser)
    browser.open(mixed, "#doc=gone.txt")
    assert (
        browser.run("return document.querySelector('#missing').textContent")
        == "There is no document gone.txt on this page."
    )


@pytest.mark.parametrize("way", ["hover", "tap", "keys"])
def test_what_rules_and_categories_are_shows_on_hover_on_tap_and_on_focus(
    browser: Browser, large: Path, way: str
) -> None:
    open_list(browser, large)
    rule = browser.run("return document.querySelector('button[data-rule]').dataset.about")
    what = {
        f'button[data-about="{rule}"]': Cleaner().rules[rule].summary,
        'button[data-about="newsletter"]': CATEGORIES["newsletter"],
    }
    for place in what:
        open_list(browser, large)
        if way == "keys":
            browser.press("\ue004")  # from here on the focus is one of keys, and shows
            browser.run("document.querySelector(arguments[0]).focus()", place)
        else:
            browser.point(*middle(browser, place), touch=way == "tap", press=way == "tap")
        told = browser.run("const w = document.querySelector('#why'); return w.hidden ? '' : w.textContent")
        assert what[place] in told
        assert (
            browser.run("return document.querySelector(arguments[0]).getAttribute('aria-describedby')", place) == "why"
        )
        browser.press("\ue00c")
        assert browser.run("return document.querySelector('#why').hidden")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("dark", [False, True])
def test_no_check_of_accessibility_fails(browser: Browser, small: Path, width: int, dark: bool) -> None:
    spec = find_spec("axe_core_python")
    if spec is None or spec.origin is None:
        pytest.skip("axe-core-python is not installed")
    dress(browser, width=width, dark=dark)
    browser.open(small)
    browser.press("j")
    browser.run("document.querySelector('#text mark').click()")
    browser.run(Path(spec.origin).with_name("axe.min.js").read_text(encoding="utf-8"))
    found = browser.run_later(
        "axe.run().then(r => arguments[0]([r.passes.length, r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).slice(0, 3).join(' '))]))"
    )
    passed, violations = found
    assert violations == []
    assert passed > 15
