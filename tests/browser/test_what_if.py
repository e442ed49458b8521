"""The what-if with script: boxes stay where they are, figures move at once; its pages are usable by everybody."""

import re
from collections.abc import Callable

import pytest

from tests.browser.conftest import PHONE, TABLET
from tests.browser.people import Person
from tests.browser.test_accessibility import faults, misfits

pytestmark = pytest.mark.browser
Visit = Callable[..., Person]
Look = Callable[[], None]
ITEM = "3.2.3"  # fieldwork is open there


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


def save_a_scenario(person: Person, name: str, look: Look) -> str:
    """A remedy and an item, kept under a name; returns the round's address."""
    page = person.page
    to_the_forecast(person)
    round_ = page.url.removesuffix("/forecast")
    page.locator("#remedies [name=tick]").nth(len(name) % 2).check()
    page.locator("#moved", has_text="Đã chọn 1").wait_for()  # one after the other: a newer request ends the one before
    page.locator("#add-move").select_option(ITEM)
    page.locator(f"[name='{ITEM}.value']").fill("100")
    page.locator(f"[name='{ITEM}.value']").press("Tab")
    page.locator(f"#told-{ITEM.replace('.', '-')}", has_text="100% ≥ 100%").wait_for()
    page.locator("#remedies [formaction]").click()
    page.wait_for_url(re.compile("/scenarios/new"))
    look()
    page.locator("[name=name]").fill(name)
    page.locator("main form [type=submit]").click()
    page.wait_for_url(re.compile("/scenarios/[0-9a-f-]{36}$"))
    look()
    return round_


@pytest.mark.parametrize("screen", [TABLET, PHONE], ids=["tablet", "phone"])
def test_from_a_supposition_to_a_recommendation(visit: Visit, screen: dict[str, object]) -> None:
    person = visit("dieuphoi", screen)
    page = person.page

    def look() -> None:
        assert not faults(page) + (misfits(page) if screen is PHONE else [])

    names = [f"Phương án {number} {screen is PHONE}" for number in ("một", "hai")]
    rounds = [save_a_scenario(person, name, look) for name in names]
    scenario = page.url
    page.goto(f"{rounds[0]}/scenarios")
    look()
    for name in names:
        page.get_by_label(name).check()
    page.locator("main form [type=submit]").click()
    page.wait_for_url(re.compile("/compare"))
    look()
    page.goto(f"{scenario}/adopt")
    look()
    if screen is PHONE:
        return  # adopted on the tablet already: the item's remedies now bring these points
    page.locator("[name^=deadline_]").fill("15/12/2020")
    page.locator("main form [type=submit]").click()
    page.wait_for_url(scenario)
    look()
    assert page.locator("[href$='/adopt']").count() == 0
