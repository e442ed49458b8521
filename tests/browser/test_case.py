"""One case from the notice to the result, driven at once by the coordinator, the team and the agency."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload
from pypdf import PdfReader

from inspection_app.models.base import now
from inspection_app.rules.clock import local_day
from inspection_app.rules.numerals import date_text
from inspection_app.rules.workdays import WorkCalendar
from tests.browser.conftest import PHONE, TABLET
from tests.browser.letterbox import mails
from tests.browser.people import PASSWORD, Person

pytestmark = pytest.mark.browser
Visit = Callable[..., Person]

TODAY = local_day(now())
VISIT = WorkCalendar().after(TODAY, 20)
PLAN = "77/KH-BCĐ"
AGENCY = "Sở Khoa học và Công nghệ"
TITLE = "Kiểm tra việc áp dụng Hệ thống quản lý chất lượng"
TEAM = "Đoàn kiểm tra số 9"
AT_ONCE = re.compile("Bị trả lại|Chờ xử lý|Đã trả lời")
RETURNED = "Kiểm tra lại số xã đã công bố"
FOUND = "03 cơ quan chuyên môn chưa công bố áp dụng ISO 9001"
ADVICE = "Công bố áp dụng ISO 9001 tại 03 cơ quan còn lại"
REMARK = "Sở sẽ bổ sung hồ sơ của 03 cơ quan"
SAID = "03 cơ quan đã công bố sau ngày chốt số liệu, có quyết định kèm theo"


@dataclass(frozen=True)
class Case:
    """The people of one case, each before a screen of his or her own, and where the case stands."""

    coordinator: Person
    lead: Person
    secretary: Person
    officer: Person
    round_page: str
    page: str


def test_a_case_from_notice_to_result(visit: Visit, folder: Path, post_office: Callable[[], None]) -> None:
    coordinator, officer = visit("dieuphoi"), visit("skhcn")
    lead, secretary = visit("truongdoan1", TABLET), visit("thanhvien1", PHONE)
    round_page = plans(coordinator)
    page = coordinator.page.get_by_role("link", name=AGENCY, exact=True).get_attribute("href") or ""
    case = Case(coordinator, lead, secretary, officer, round_page, page.rstrip("/"))
    announces(case)
    reads_the_notice(case)
    scores_itself(case)
    late_tab = goes_over_the_head(case)
    is_refused(late_tab)
    inspects(case)
    meets(case)
    explains(case)
    judges(case)
    concludes(case)
    paper = tells_the_result(case)
    proves_genuine(visit(None), paper)
    were_told(case, folder, post_office)


def plans(coordinator: Person) -> str:
    """A round of one agency, its team and its visit, approved and begun."""
    coordinator.page.goto("/rounds/new")
    coordinator.types(
        number=PLAN,
        dated=date_text(TODAY - timedelta(days=3)),
        title=TITLE,
        year=str(TODAY.year),
        starts_on=date_text(TODAY),
        ends_on=date_text(VISIT + timedelta(days=30)),
        bases="Căn cứ chương trình công tác năm",
        issuing_body="Ban Chỉ đạo cải cách hành chính tỉnh An Giang",
        superior_body="Ủy ban nhân dân tỉnh An Giang",
        place="An Giang",
    )
    coordinator.page.locator("[name=criteria_set]").select_option(index=0)
    coordinator.sends("/rounds/")
    coordinator.follows("/agencies/new")
    coordinator.page.get_by_label(AGENCY).check()
    coordinator.sends("/agencies")
    round_page = coordinator.page.url
    coordinator.follows("/teams/new")
    coordinator.types(name=TEAM)
    for place, (name, role) in enumerate((("Nguyễn Minh Khang", "lead"), ("Phạm Trung Hiếu", "secretary")), 1):
        person = coordinator.page.locator(f"[name=person_{place}]")
        person.select_option(value=person.locator("option", has_text=name).get_attribute("value"))
        coordinator.page.locator(f"[name=role_{place}]").select_option(value=role)
    coordinator.sends("/teams")
    coordinator.follows("/visit")
    coordinator.types(team=TEAM, visit_from=date_text(VISIT))
    coordinator.sends("/visit")
    for _approved_then_in_progress in range(2):
        coordinator.page.goto(round_page)
        coordinator.follows("/state/")
        coordinator.sends("/state")
    return round_page


def announces(case: Case) -> None:
    """The decision on the team and the notice of the visit, both issued."""
    coordinator = case.coordinator
    for kind in ("team_decision", "notice"):
        coordinator.page.goto(f"{case.page}/papers")
        slot = coordinator.page.locator(f"li[id^='{kind}-']")
        slot.locator("[type=submit]").click()
        issues(coordinator)


def issues(person: Person) -> None:
    """Read the draft that is open, and issue it with the next number."""
    person.follows("/issue")
    person.sends("/issue")
    person.page.locator("#files a[href*='/paper-files/']").first.wait_for()


def reads_the_notice(case: Case) -> None:
    officer = case.officer
    officer.page.goto("/")
    step = officer.page.locator(".next-step", has_text=date_text(VISIT))
    step.wait_for()
    step.locator("a").click()
    officer.page.locator("#preview").wait_for()


def steps_to(person: Person, case: Case, stage: str) -> None:
    """Take the inspection to its next stage."""
    person.page.goto(f"{case.page}/stage/{stage}")
    person.sends("/stage")


def to_the_item(person: Person, case: Case, code: str) -> None:
    person.page.goto(f"{case.page}/")
    person.opens(code)


def scores_itself(case: Case) -> None:
    """The lead opens it; the officer fills in and sees what is missing."""
    lead, officer = case.lead, case.officer
    lead.page.goto("/")
    lead.page.locator(".next-step", has_text=date_text(VISIT)).locator("a").click()
    steps_to(lead, case, "self_assessment")
    officer.page.goto("/")
    officer.page.locator(".next-step", has_text="0/2").locator("a").click()
    officer.page.locator("#own [name=value]").fill("100")
    officer.saves("own")
    assert "chưa có tệp hoặc giải trình" in officer.page.locator("#own-gap").inner_text()
    officer.page.locator("#evidence [name=file]").set_input_files(sample("danh-sach-ISO.txt"))
    officer.saves("evidence")
    officer.page.goto(f"{case.page}/self-assessment")
    missing = officer.page.locator("li a[href$='#own']")
    assert missing.count() == 1
    assert not officer.page.locator("form[action$='/ask']").count()  # not before it is complete
    missing.click()
    officer.page.locator("#own [name=value]").fill("80")
    officer.page.locator("#own [name=reason]").fill("125/156 xã đã công bố")
    officer.saves("own")


def sample(name: str) -> FilePayload:
    """A small file of the agency."""
    return {"name": name, "mimeType": "text/plain", "buffer": f"Tài liệu mẫu: {name}".encode()}


def goes_over_the_head(case: Case) -> Person:
    """In the officer's browser the head returns it once, then approves; the team sees it once it is handed in.

    The officer leaves an item open in a second tab.
    """
    officer, lead, own = case.officer, case.lead, f"{case.page}/self-assessment"
    officer.page.goto(own)
    officer.sends("/ask")
    changes_hands(officer, "thutruongskhcn")
    officer.page.goto("/")
    officer.page.locator(".next-step", has_text=TITLE).locator("a").click()
    officer.page.locator("details summary", has_text="Trả lại để sửa").click()
    officer.types(reason=RETURNED)
    officer.sends("/return")
    changes_hands(officer, "skhcn")
    officer.sees(RETURNED)
    officer.page.goto(own)
    officer.sends("/ask")
    changes_hands(officer, "thutruongskhcn")
    officer.page.goto(own)
    officer.sends("/approve")
    changes_hands(officer, "skhcn")
    lead.page.goto(f"{case.page}/")
    assert self_scores(lead) == ["–", "–"]
    tab = Person(officer.page.context.new_page())
    to_the_item(tab, case, "7.4.2")
    officer.page.goto("/")
    officer.page.locator(".next-step", has_text=TITLE).locator("a").click()
    officer.sends("/hand-in")
    lead.page.reload()
    assert self_scores(lead) == ["1,00", "0,80"]
    return tab


def changes_hands(person: Person, username: str) -> None:
    """Somebody else signs in in this browser."""
    person.page.locator("form[action='/sign-out'] [type=submit]").click()
    person.page.wait_for_url("**/sign-in")
    person.signs_in(username)


def self_scores(person: Person) -> list[str]:
    """What stands under the self score of each item in the list."""
    return person.page.locator("a.item-row .item-points > span:nth-child(2) .num").all_inner_texts()


def is_refused(late_tab: Person) -> None:
    """What was open before it was handed in is not saved after it; the sentence says who can reopen it."""
    late_tab.page.locator("#own [name=value]").fill("99")
    late_tab.page.locator("#own form [type=submit]").last.click()
    late_tab.sees("mở lại")
    assert late_tab.page.locator("#own [name=value]").input_value() == "99"
    late_tab.page.close()


def inspects(case: Case) -> None:
    """Lead and secretary score at once, each an item of his or her own; the agency sees none of it."""
    lead, secretary = case.lead, case.secretary
    steps_to(lead, case, "fieldwork")
    to_the_item(lead, case, "7.4.1")
    to_the_item(secretary, case, "7.4.2")
    scores(lead, "75", "Ba cơ quan chưa công bố")
    scores(secretary, "80", "")
    lead.page.locator("#findings [name=text]").fill(FOUND)
    lead.saves("findings")
    lead.page.locator("#recommendations summary").last.click()
    lead.page.locator("#recommendations [name=text]").fill(ADVICE)
    lead.page.locator("#recommendations [name=deadline]").fill(date_text(VISIT + timedelta(days=90)))
    lead.page.locator("#recommendations [name=recoverable]").fill("0,25")
    lead.saves("recommendations")
    lead.page.reload()
    assert team_scores(lead) == ["0,75", "0,80"]
    case.officer.page.goto(f"{case.page}/")
    assert team_scores(case.officer) == ["–", "–"]


def scores(person: Person, value: str, reason: str) -> None:
    person.page.locator("#score [name=value]").fill(value)
    person.page.locator("#score [name=reason]").fill(reason)
    person.saves("score")


def team_scores(person: Person) -> list[str]:
    return person.page.locator("a.item-row .item-points > span:nth-child(3) .num").all_inner_texts()


def meets(case: Case) -> None:
    """The minutes are written, shown, fixed and signed by three; a score that changes undoes it, and they sign anew."""
    secretary, lead, officer, minutes = case.secretary, case.lead, case.officer, f"{case.page}/minutes"
    secretary.page.goto(minutes)
    secretary.follows("/minutes/edit")
    secretary.types(
        started_at=f"{date_text(TODAY)} 07:30",
        ended_at=f"{date_text(TODAY)} 11:00",
        agency_present="Bà Nguyễn Thị Mẫu, Phó Giám đốc",
        course="Đoàn thông qua kết quả từng nội dung",
        conclusion="Đề nghị Sở khắc phục",
    )
    secretary.sends("/minutes")
    lead.page.goto(f"{case.page}/exit-meeting")
    lead.sees(FOUND)
    secretary.sends("/fix")
    all_sign(case)
    lead.page.goto(minutes)
    assert lead.page.locator("#signoffs tbody tr").count() == 3
    assert REMARK in lead.page.locator("#signoffs").inner_text()
    to_the_item(lead, case, "7.4.2")
    scores(lead, "78", "Hai xã chưa công bố")
    lead.page.goto(minutes)
    lead.sees("Nội dung đã thay đổi")
    lead.sends("/fix")
    all_sign(case)
    lead.page.reload()
    assert lead.page.locator("#fixed .tone-good").count() == 1
    officer.page.goto(minutes)


def all_sign(case: Case) -> None:
    """The team's two with their passwords; the agency from its own browser, with a remark."""
    for person in (case.lead, case.secretary):
        person.page.goto(f"{case.page}/minutes")
        person.types(password=PASSWORD)
        person.sends("/signature")
    officer = case.officer
    officer.page.goto(f"{case.page}/minutes")
    officer.page.locator("[name=decision][value=agreed_with_remarks]").check()
    officer.types(remark=REMARK, password=PASSWORD)
    officer.sends("/acknowledgement")


def explains(case: Case) -> None:
    """A draft is nobody's business; what was sent is the team's."""
    officer, lead = case.officer, case.lead
    steps_to(lead, case, "explanation")
    officer.page.goto("/")
    officer.page.locator(".next-step a[href$='/explanations']").click()
    officer.sees("0,75")
    officer.page.locator("h2 a", has_text="7.4.1.").click()
    officer.page.locator("#explanations [name=text]").fill(SAID)
    officer.page.locator("#explanations [name=files]").set_input_files(sample("bo-sung.txt"))
    officer.saves("explanations")
    to_the_item(lead, case, "7.4.1")
    assert SAID not in lead.page.locator("#item").inner_text()
    officer.page.locator("#explanations [name=send]").click()
    officer.page.locator("#explanations article", has_text=SAID).wait_for()
    lead.page.goto("/")
    lead.page.locator(".next-step", has_text="1 giải trình").locator("a").click()
    lead.page.locator("h2 a", has_text="7.4.1.").click()
    lead.sees(SAID)
    lead.sees("bo-sung.txt")


def judges(case: Case) -> None:
    """The explanation is accepted and points come back."""
    lead = case.lead
    verdict = lead.page.locator("#explanations form[action*='/verdict']")
    verdict.locator("[name$=verdict]").select_option(value="accepted")
    verdict.locator("[name$=reason]").fill("Hồ sơ bổ sung đầy đủ")
    verdict.locator("[name$=value]").fill("90")
    verdict.locator("[type=submit]").click()
    lead.sees("0,75 → 0,90")
    lead.page.reload()
    assert team_scores(lead) == ["0,90", "0,78"]
    case.officer.page.reload()
    assert team_scores(case.officer) == ["0,75", "0,78"]  # as published, until the team publishes anew


def concludes(case: Case) -> None:
    steps_to(case.lead, case, "concluded")
    case.officer.page.goto(f"{case.page}/")
    assert team_scores(case.officer) == ["0,90", "0,78"]


def tells_the_result(case: Case) -> Path:
    """The team's lead prepares the notice, the coordinator issues it, the officer downloads what the screen says."""
    coordinator, officer = case.coordinator, case.officer
    coordinator.page.goto(f"{case.page}/papers")
    coordinator.page.locator("li[id^='result_notice-'] [type=submit]").click()
    issues(coordinator)
    officer.page.goto(f"{case.page}/papers")
    officer.page.locator("li[id^='result_notice-'] a").click()
    path = officer.downloads("/pdf")
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())
    officer.page.goto(f"{case.page}/")
    for said in (FOUND, ADVICE, *self_scores(officer), *team_scores(officer), total(officer)):
        assert said in text, said
    return path


def total(person: Person) -> str:
    """The team's sum above the list."""
    return person.page.locator("#bar strong.num").first.inner_text()


def proves_genuine(stranger: Person, paper: Path) -> None:
    """Whoever holds the paper finds the page its QR code names, and compares the file there."""
    text = "".join("".join(page.extract_text() for page in PdfReader(paper).pages).split())
    found = re.search(r"/verify/([a-z0-9]{10})", text)
    assert found
    stranger.page.goto(f"/verify/{found[1]}")
    assert stranger.page.locator("main > .tone-good").count() == 1
    stranger.page.locator("#file").set_input_files(paper)
    stranger.sees("Trùng khớp")


def were_told(case: Case, folder: Path, post_office: Callable[[], None]) -> None:
    """Each bell shows what concerned this person; whatever is mailed at once was mailed, and once."""
    post_office()
    everything = mails(folder, AGENCY)
    expected = {
        "truongdoan1": (case.lead, ("đã gửi bản tự chấm", "đã gửi giải trình", "xác nhận biên bản")),
        "thanhvien1": (case.secretary, ("đã chốt nội dung", "đã gửi giải trình", "Thông báo lịch kiểm tra")),
        "skhcn": (case.officer, ("Thông báo lịch kiểm tra", "trả lại bản tự chấm", "được phê duyệt", "chốt nội dung")),
    }
    for username, (person, told) in expected.items():
        person.page.goto("/notifications/")
        bell = person.page.locator(".notices li", has_text=AGENCY)
        shown = bell.locator(".notice-text").all_inner_texts()
        for words in told:
            assert any(words in each for each in shown), (username, words)
        at_once = bell.filter(has=person.page.locator(".badge", has_text=AT_ONCE)).locator(".notice-text")
        mailed = Counter(everything[username])
        assert not Counter(at_once.all_inner_texts()) - mailed, "mailed within the minute"
        assert not mailed - Counter(shown), "and never twice"
