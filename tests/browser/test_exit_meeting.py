"""The exit meeting on a projector: turned by keys or presenter, and by its links without script."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.people import Person

pytestmark = pytest.mark.browser
PROJECTOR: dict[str, Any] = {"viewport": {"width": 1280, "height": 720}}
SHOWN = """() => [...document.querySelectorAll('.slide')]
    .findLast(slide => slide.getBoundingClientRect().top <= innerHeight / 2).id"""
SMALLEST = """() => Math.min(...[...document.querySelectorAll('.slide :is(p, li, td, th, dd)')]
    .map(each => parseFloat(getComputedStyle(each).fontSize)))"""


def opened(person: Person) -> Page:
    """The page of an inspection of this person's team, found as people find it."""
    page = person.page
    page.goto("/")
    page.locator("main a[href*='/inspections/']").first.click()
    page.locator("main a[href$='/minutes']").first.click()
    page.locator("main a[href$='/exit-meeting']").first.click()
    return page


def test_keys_turn_from_part_to_part(visit: Callable[..., Person]) -> None:
    page = opened(visit("truongdoan1", PROJECTOR))
    assert page.evaluate(SHOWN) == "start"
    assert page.evaluate(SMALLEST) >= 20, "read from the far end of the room"
    page.keyboard.press("ArrowRight")
    assert page.evaluate(SHOWN) == "scores"
    page.keyboard.press("PageUp")
    assert page.evaluate(SHOWN) == "start"
    seen = []
    for _each in range(60):
        page.keyboard.press("PageDown")
        seen.append(page.evaluate(SHOWN))
    assert list(dict.fromkeys(seen)) == ["scores", "shortcomings", "open", "next", "minutes"]


def test_without_script_its_links_do(visit: Callable[..., Person]) -> None:
    page = opened(visit("truongdoan1", PROJECTOR, java_script_enabled=False))
    page.locator("nav a[href='#next']").click()
    box = page.locator("#next").bounding_box()
    assert box is not None
    assert abs(box["y"]) < 5
