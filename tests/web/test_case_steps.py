"""The page of a case says where it stands, whose turn it is, and the next thing for whoever looks."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from inspection_app.models import Inspection, User
from inspection_app.models.base import now
from inspection_app.rules.clock import local_day
from inspection_app.rules.terms import ItemState, PaperKind, Role, Stage
from inspection_app.services import self_assessments
from inspection_app.transaction import transaction
from tests.factories import (
    item,
    items_of,
    lead_of,
    make_agency,
    make_coordinator,
    make_explanation,
    make_finding,
    make_inspection,
    make_officer,
    make_score,
    make_user,
    member_of,
    saved,
    to_stage,
)
from tests.paper_factories import issue_paper, make_paper
from tests.self_factories import make_filled
from tests.visitor import Visitor

SignIn = Callable[[User], Visitor]
pytestmark = pytest.mark.usefixtures("app")


def address(inspection: Inspection, rest: str = "") -> str:
    return f"/inspections/{inspection.id}/{rest}"


def head_of(inspection: Inspection) -> User:
    return make_user(Role.AGENCY_HEAD, agency=inspection.agency)


@pytest.mark.parametrize(
    ("stage", "who", "leads_to"),
    [
        (Stage.PLANNED, lead_of, "stage/self_assessment"),
        (Stage.PLANNED, member_of, ""),
        (Stage.SELF_ASSESSMENT, lead_of, "stage/fieldwork"),  # the day of the visit has come
        (Stage.SELF_ASSESSMENT, member_of, "self-assessment"),
        (Stage.FIELDWORK, member_of, "?only=open"),
        (Stage.CONCLUDED, lead_of, "papers"),
        (Stage.CLOSED, lead_of, ""),
    ],
)
def test_the_next_thing_of_the_team(
    sign_in: SignIn, stage: Stage, who: Callable[[Inspection], User], leads_to: str
) -> None:
    inspection = make_inspection(stage)
    page = sign_in(who(inspection)).get("/").text
    assert f'href="{address(inspection, leads_to)}"' in page


def test_nobody_is_sent_into_the_visit_before_its_day(sign_in: SignIn) -> None:
    inspection = make_inspection(Stage.SELF_ASSESSMENT)
    inspection.visit_from = inspection.visit_to = local_day(now()) + timedelta(days=3)
    saved([inspection])
    page = sign_in(lead_of(inspection)).get(address(inspection)).text
    assert f'href="{address(inspection, "self-assessment")}"' in page
    assert "Việc tiếp theo" in page


def test_once_all_is_assessed_minutes_come_next_and_are_the_secretarys_too(sign_in: SignIn) -> None:
    inspection = make_inspection()
    for each in items_of(inspection).values():
        if each.state is ItemState.NOT_ASSESSED:
            make_score(each, state=ItemState.LACKS_EVIDENCE, points="0", reason="Chưa có tài liệu")
    for who in (lead_of(inspection), member_of(inspection)):  # the member of a small team is its secretary
        assert "Ghi biên bản" in sign_in(who).get(address(inspection)).text


def test_the_agency_is_led_to_its_scores_its_head_to_the_approval(sign_in: SignIn) -> None:
    inspection = make_inspection(Stage.SELF_ASSESSMENT)
    officer = make_officer(inspection.agency)
    page = sign_in(officer).get(address(inspection)).text
    assert "#own" in page
    assert f"Đang do {inspection.agency.name} thực hiện" in page
    stranger = make_inspection(Stage.SELF_ASSESSMENT)
    assert sign_in(head_of(stranger)).get(address(inspection)).status_code == 404


def test_an_explanation_goes_from_hand_to_hand(sign_in: SignIn) -> None:
    inspection = make_inspection()
    for each in items_of(inspection).values():
        if each.state is ItemState.NOT_ASSESSED:
            make_score(each, state=ItemState.LACKS_EVIDENCE, points="0", reason="Chưa có tài liệu")
    make_finding(item(inspection))
    to_stage(inspection, Stage.EXPLANATION)
    officer, lead = make_officer(inspection.agency), lead_of(inspection)

    def seen(user: User) -> str:
        return sign_in(user).get(address(inspection)).text

    assert "Xem và giải trình" in seen(officer)
    assert f"Đang do {inspection.agency.name} thực hiện" in seen(lead)
    make_explanation(item(inspection), by=officer)
    assert inspection.team is not None
    assert f"Đang do {inspection.team.name}" in seen(officer)
    assert "1 giải trình chờ" in seen(lead)


def test_the_coordinator_announces_before_the_agency_begins(sign_in: SignIn) -> None:
    inspection = make_inspection(Stage.PLANNED)
    page = sign_in(make_coordinator()).get(address(inspection)).text
    assert "Ban hành thông báo lịch kiểm tra" in page
    assert f'href="{address(inspection, "papers")}"' in page


def test_an_approval_that_is_asked_for_is_with_the_head(sign_in: SignIn) -> None:
    inspection = make_filled()
    officer, head, lead = make_officer(inspection.agency), head_of(inspection), lead_of(inspection)
    with transaction():
        self_assessments.ask(inspection, by=officer)
    assert f"thủ trưởng {inspection.agency.name}" in sign_in(officer).get(address(inspection)).text
    assert "Đang chờ đồng chí phê duyệt" in sign_in(head).get("/").text
    assert f"thủ trưởng {inspection.agency.name}" in sign_in(lead).get(address(inspection)).text


def test_the_notice_stands_on_the_home_page_until_the_case_is_opened(sign_in: SignIn) -> None:
    case = make_inspection(Stage.PLANNED)
    officer = make_officer(case.agency)
    paper = make_paper(PaperKind.NOTICE, case)

    def home(user: User) -> str:
        return sign_in(user).get("/").text

    leads_to = f'href="/papers/{paper.id}/"'
    assert leads_to not in home(officer)
    issue_paper(paper)
    assert leads_to in home(officer)
    assert "Hạn gửi kết quả tự chấm" in home(officer)
    assert leads_to not in home(make_officer(make_agency()))
    to_stage(case, Stage.SELF_ASSESSMENT)
    assert leads_to not in home(officer)


def test_a_sum_of_self_scores_is_not_shown_as_nought_before_they_are_handed_in(sign_in: SignIn) -> None:
    inspection = make_filled()
    summed = 'Tự chấm <strong class="num">'

    def bar(user: User) -> str:
        page = sign_in(user).get(address(inspection)).text
        return page[page.index('id="bar"') : page.index("</div>", page.index("trên", page.index('id="bar"')))]

    assert summed not in bar(lead_of(inspection))
    assert summed in bar(make_officer(inspection.agency))
