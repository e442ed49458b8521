"""The whole way, once: a round is opened, an agency inspected on a tablet, the report lies before UBND."""

from collections.abc import Callable

import pytest
from pypdf import PdfReader

from tests.browser.conftest import TABLET
from tests.browser.people import Person

pytestmark = pytest.mark.browser

FOUND = "03/12 văn bản quy phạm pháp luật ban hành chậm so với kế hoạch của năm"
CAUSE = "Cơ quan soạn thảo gửi hồ sơ thẩm định chậm"
ADVICE = "Ban hành 03 văn bản còn lại trước ngày 31 tháng 12 năm 2020"


def test_from_the_plan_to_the_report(visit: Callable[..., Person]) -> None:
    coordinator = visit("dieuphoi")
    opens_a_round(coordinator)
    forms_a_team(coordinator)
    round_page = puts_it_on_the_agency(coordinator)
    inspector = visit("truongdoan1", TABLET)
    opens_fieldwork(inspector)
    records_what_was_found(inspector)
    coordinator.page.goto(round_page)
    total = coordinator.page.locator("dl dd.num").first.inner_text()
    text = makes_the_report(coordinator)
    for said in (FOUND, CAUSE, ADVICE, "15/KH-BCĐ", f"dự báo đạt {total} điểm"):
        assert said in text
    assert total == "0,50"


def opens_a_round(coordinator: Person) -> None:
    coordinator.page.goto("/rounds/new")
    coordinator.types(
        number="15/KH-BCĐ",
        dated="01/12/2020",
        title="Phúc tra việc thực hiện các giải pháp nâng cao Chỉ số cải cách hành chính",
        year="2020",
        starts_on="02/12/2020",
        ends_on="30/12/2020",
        bases="Căn cứ Kế hoạch số 14/KH-BCĐ ngày 16 tháng 10 năm 2020",
        issuing_body="Ban Chỉ đạo cải cách hành chính tỉnh An Giang",
        superior_body="Ủy ban nhân dân tỉnh An Giang",
        place="An Giang",
    )
    coordinator.page.locator("[name=criteria_set]").select_option(index=0)
    coordinator.sends("/rounds/")
    coordinator.sees("15/KH-BCĐ")
    coordinator.follows("/agencies/new")
    coordinator.page.get_by_label("Sở Tư pháp").check()
    coordinator.sends("/agencies")


def forms_a_team(coordinator: Person) -> None:
    coordinator.follows("/teams/new")
    coordinator.types(name="Đoàn phúc tra")
    people = coordinator.page.locator("[name=person_1] option", has_text="Nguyễn Minh Khang")
    coordinator.page.locator("[name=person_1]").select_option(value=people.get_attribute("value"))
    coordinator.page.locator("[name=role_1]").select_option(value="lead")
    coordinator.sends("/teams")
    coordinator.sees("Đoàn phúc tra")


def puts_it_on_the_agency(coordinator: Person) -> str:
    round_page = coordinator.page.url
    coordinator.follows("/visit")
    coordinator.types(team="Đoàn phúc tra", visit_from="01/01/2021")
    coordinator.sends("/visit")
    assert coordinator.page.locator(".field-error").count() == 1  # outside the round: a sentence beside the field
    coordinator.types(visit_from="08/12/2020")
    coordinator.sends("/visit")
    coordinator.page.goto(round_page)
    for _approved_then_in_progress in range(2):
        coordinator.follows("/state/")
        coordinator.sends("/state")
    return round_page


def opens_fieldwork(inspector: Person) -> None:
    inspector.page.goto("/")
    inspector.page.locator(".next-step", has_text="08/12/2020").locator("a").click()
    inspector.sends("/stage")
    inspector.page.locator(".next-step a").click()  # the day of the visit has come
    inspector.sends("/stage")


def records_what_was_found(inspector: Person) -> None:
    inspector.opens("2.1.2")
    inspector.page.locator("#score [name=value]").fill("chín mươi")
    inspector.page.locator("#findings [name=text]").fill(FOUND)
    inspector.page.locator("#score [type=submit]").click()
    inspector.page.locator("#score .field-error").wait_for()
    assert inspector.page.locator("#score [name=value]").input_value() == "chín mươi"
    inspector.page.locator("#score [name=value]").fill("88,5")
    inspector.saves("score")
    assert (
        inspector.page.locator("#findings [name=text]").input_value() == FOUND
    )  # one part's save leaves the other's text
    inspector.page.locator("#findings [name=cause]").fill(CAUSE)
    inspector.saves("findings")
    inspector.page.locator("#recommendations summary").last.click()
    inspector.page.locator("#recommendations [name=text]").fill(ADVICE)
    inspector.page.locator("#recommendations [name=deadline]").fill("31/12/2020")
    inspector.page.locator("#recommendations [name=recoverable]").fill("0,5")
    inspector.saves("recommendations")
    assert "0,50" in inspector.page.locator("a.item-row[aria-current=true]").inner_text()


def makes_the_report(coordinator: Person) -> str:
    coordinator.sends("/reports")
    coordinator.sends("/draft")
    coordinator.page.locator("main a[href$='/pdf']").first.wait_for(timeout=90_000)
    reader = PdfReader(coordinator.downloads("/pdf"))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())
