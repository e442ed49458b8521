"""The what-if with script: boxes stay where they are, figures move at once; its pages are usable by everybody."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, TABLET
from tests.browser.people import Person
from tests.browser.test_accessibility import faults, misfits

pytestmark = pytest.mark.browser
Visit = Callable[..., Person]


def to_the_forecast(person: Person) -> None:
    page = person.page
    page.goto("/rounds/")
    page.get_by_role("link", name="14/KH-BCĐ").click()
    page.goto(page.url.partition("?")[0].rstrip("/") + "/forecast")


def test_items_move_while_one_types(visit: Visit) -> None:
    person = visit("dieuphoi", TABLET)
    page = person.page
    to_the_forecast(person)
    before = page.locator("#moved .moved-to").inner_text()
    for code in ("1.1", "1.3.1"):
        page.locator("#add-move").select_option(code)
        page.locator(f"[name='{code}.value']").wait_for()
    assert page.locator("#moved .moved-to").inner_text() == before
    page.locator("[name='1.1.value']").fill("50")
    page.locator("[name='1.1.value']").press("Tab")
    page.locator("#moved .moved-to", has_not_text=before).wait_for()
    assert page.evaluate("document.activeElement.name") == "1.1.points"
    page.locator("[name='1.1.value']").fill("năm mươi")
    page.locator("[name='1.1.value']").press("Tab")
    page.locator("#told-1-1.field-error").wait_for()
    assert page.locator("#moved .moved-to").inner_text() == before
    assert page.locator("[name='1.1.value']").input_value() == "năm mươi"
    assert not faults(page)


@pytest.mark.parametrize("screen", [TABLET, PHONE])
def test_from_a_supposition_to_a_recommendation(visit: Visit, screen: dict[str, object]) -> None:
    person = visit("dieuphoi", screen)
    page = person.page
    found: list[str] = []

    def look(page: Page) -> list[str]:
        return faults(page) + (misfits(page) if screen is PHONE else [])

    round_ = None
    for name in ("Phương án một", "Phương án hai"):
        to_the_forecast(person)
        round_ = page.url.removesuffix("/forecast")
        page.locator("#remedies [name=tick]").nth(len(name) % 2).check()
        page.locator("#add-move").select_option("1.1")
        page.locator("[name='1.1.value']").fill("100")
        with page.expect_response(re.compile("1.1.value=100")):
            page.locator("[name='1.1.value']").press("Tab")
        page.locator("#told-1-1", has_text="100%").wait_for()
        page.locator("#remedies [formaction]").click()
        page.wait_for_url(re.compile("/scenarios/new"))
        found += look(page)
        page.locator("[name=name]").fill(f"{name} {screen is PHONE}")
        page.locator("main form [type=submit]").click()
        page.wait_for_url(re.compile("/scenarios/[0-9a-f-]{36}$"))
        found += look(page)
    scenario = page.url
    page.goto(f"{round_}/scenarios")
    found += look(page)
    page.locator("[name=with]").nth(0).check()
    page.locator("[name=with]").nth(1).check()
    page.locator("main form [type=submit]").click()
    page.wait_for_url(re.compile("/compare"))
    found += look(page)
    page.goto(f"{scenario}/adopt")
    found += look(page)
    assert not found
