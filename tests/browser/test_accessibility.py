"""Everybody can use every page: axe finds nothing, nothing scrolls sideways, and a finger hits every control."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import ARGS, CHROMIUM, OFFICE, PHONE, TABLET
from tests.browser.people import Person

pytestmark = pytest.mark.browser
Visit = Callable[..., Person]

EVERYBODY = (
    "quantri",
    "dieuphoi",
    "truongdoan1",
    "thanhvien1",
    "truongdoan2",
    "stp",
    "thutruongstp",
    "skhcn",
    "thutruongskhcn",
    "lanhdao",
)
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
NARROW = PHONE | {"viewport": {"width": 320, "height": 640}}
# Downloads and documents, which are print.
FILES = re.compile(
    r"/static/|/evidence/|/evidence\.zip|/pdf$|/word$|/paper$|/paper-files/|/papers/.*/preview|/export\.|\.ics$"
    r"|/sheet\.xlsx$"
)
IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
# What narrows a page, and shows no other kind of it.
NARROWED = r"agency|tick|field|part|row|move|scenario|order|month|year|team|person|author|only|[\d.]+\.\w+"
FILTERS = re.compile(rf"[?&]({NARROWED})=[^&]*")
# Where a page leads and which parts it is made of: read without showing it, which is quick.
READ = """async way => {
    const answer = await fetch(way);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const name = part => part.tagName + '.' + (part.getAttribute('class') ?? '') + (part.getAttribute('type') ?? '');
    const parts = [...page.querySelectorAll('body *')].map(part => name(part.parentElement) + ' > ' + name(part));
    const links = [...page.querySelectorAll('a[href]')].map(link => new URL(link.getAttribute('href'), answer.url));
    const ours = links.filter(link => link.origin === location.origin).map(link => link.pathname + link.search);
    return {parts: [...new Set(parts)], ways: [...new Set(ours)]};
}"""
TWICE_THE_TEXT = "--blink-settings=defaultFontSize=32"
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
CONTROLS = (
    "main :is(button, .btn, select, textarea, summary, input:not([type=hidden])), :is(li, td, th) > a, header button"
)
TOO_LOW = """controls => controls
    .map(control => control.closest('.choice') ?? control)
    .filter(control => control.checkVisibility() && control.getBoundingClientRect().height < 43.9)
    .map(control => 'too low for a finger: ' + control.outerHTML.slice(0, 120))"""


Known = defaultdict[str, set[str]]  # kind of page -> its parts that were looked at


@pytest.fixture(scope="module")
def known() -> defaultdict[str, Known]:
    """What was looked at on each screen, whoever looked: ten people share the work."""
    return defaultdict(lambda: defaultdict(set))


def walk(page: Page, known: Known) -> Iterator[str]:
    """Read a page of every kind that links lead to; open those that show a part no page of their kind has shown."""
    ways, read = ["/"], set()
    for way in ways:
        kind = IDS.sub("*", FILTERS.sub("", way))
        if kind in read or FILES.search(way):
            continue
        read.add(kind)
        found = page.evaluate(READ, way)
        ways += found["ways"]
        if not known[kind].issuperset(found["parts"]):
            known[kind].update(found["parts"])
            page.goto(way)
            yield way
    assert len(read) > 2


def faults(page: Page) -> list[str]:
    """What axe finds on the page as it stands."""
    found = Axe().run(page, options=WCAG).response["violations"]
    return [f"{fault['id']}: {node['html'][:200]}" for fault in found for node in fault["nodes"]]


def misfits(page: Page) -> list[str]:
    """What does not fit a narrow screen and a finger."""
    sideways = ["scrolls sideways"] if page.evaluate(SIDEWAYS) else []
    return sideways + list(page.locator(CONTROLS).evaluate_all(TOO_LOW))


def on_a_phone_in_english(visit: Visit, username: str) -> Page:
    person = visit(None, NARROW, color_scheme="dark")
    person.page.goto("/sign-in")
    person.page.locator("[name=locale][value=en]").click()
    person.signs_in(username)
    assert person.page.locator("html").get_attribute("lang") == "en"
    return person.page


def test_these_checks_find_something(visit: Visit) -> None:
    page = visit(None, NARROW).page
    screen = "<meta name=viewport content='width=device-width, initial-scale=1'>"
    page.set_content(f"{screen}<main><button>·</button><img src=''>{'x' * 100}</main>")
    assert {fault.split(":")[0] for fault in faults(page)} >= {"document-title", "html-has-lang", "image-alt"}
    assert len(misfits(page)) == 2


@pytest.mark.parametrize("username", EVERYBODY)
def test_every_page_on_a_tablet_in_vietnamese(visit: Visit, known: defaultdict[str, Known], username: str) -> None:
    page = visit(username, TABLET).page
    found = {way: faults(page) for way in walk(page, known["tablet"])}
    assert not {way: wrong for way, wrong in found.items() if wrong}


@pytest.mark.parametrize("username", EVERYBODY)
def test_every_page_on_a_phone_in_english_in_the_dark(
    visit: Visit, known: defaultdict[str, Known], username: str
) -> None:
    page = on_a_phone_in_english(visit, username)
    found = {way: faults(page) + misfits(page) for way in walk(page, known["phone"])}
    assert not {way: wrong for way, wrong in found.items() if wrong}


def test_twice_the_text_fits_a_tablet(chromium: Browser, address: str, known: defaultdict[str, Known]) -> None:
    browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=[*ARGS, TWICE_THE_TEXT])
    for username in ("dieuphoi", "truongdoan1", "skhcn"):
        page = browser.new_context(base_url=address, **TABLET).new_page()
        Person(page).signs_in(username)
        assert page.evaluate("getComputedStyle(document.body).fontSize") == "32px"
        assert not [way for way in walk(page, known["large"]) if page.evaluate(SIDEWAYS)]
    browser.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_went_wrong_is_said_to_everybody(visit: Visit, scheme: str) -> None:
    person = visit(None, NARROW, color_scheme=scheme)
    page = person.page
    page.goto("/sign-in")
    person.types(username="ai-do", password="sai mật khẩu")
    person.sends("/sign-in")
    found = faults(page) + misfits(page)
    person.signs_in("truongdoan1")
    page.goto("/khong-co")
    assert "404" in person.complaints.pop()
    found += faults(page) + misfits(page)
    page.goto("/")
    page.locator(".next-step", has_text="20/11/2020").locator("a").click()
    page.locator("a.item-row").first.click()
    page.locator("#score [name=value], #score [name=points]").first.fill("chín mươi")
    page.locator("#score form [type=submit]").click()
    page.locator("#score .field-error").wait_for()
    assert not found + faults(page) + misfits(page)


def test_the_menu_of_a_phone(visit: Visit) -> None:
    page = on_a_phone_in_english(visit, "quantri")
    page.locator(".menu-button").click()
    page.locator("#site-menu a").first.wait_for()
    assert not faults(page) + misfits(page)


def test_a_refused_table_and_a_drafted_report(visit: Visit) -> None:
    coordinator = visit("dieuphoi", OFFICE)
    page = coordinator.page
    page.goto("/criteria/new")
    coordinator.types(name="Bảng thử", year="2021", decision="Quyết định thử")
    page.locator("[type=file]").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": b"ma,ten\n1,A\n"})
    coordinator.sends("/criteria/")
    assert page.locator(".field-error, .notice.tone-bad").count()
    found = faults(page)
    page.goto("/rounds/")
    page.get_by_role("link", name="14/KH-BCĐ").click()
    coordinator.follows("/reports/")
    coordinator.sends("/draft")
    page.frame_locator("iframe").locator("body").wait_for()
    assert not found + faults(page)
